"""A second opinion: a detector of another make, of rules and lists alone, reads each copy."""

from collections.abc import Iterable, Iterator, Sequence

from redact.config import Config
from redact.datamodel import Doubt, Span
from redact.doubt.bearing import Bearing
from redact.doubt.bodies import Bodies
from redact.doubt.capitals import Capitals
from redact.doubt.codes import codes
from redact.doubt.forms import Forms
from redact.doubt.host import own_host
from redact.doubt.initials import Initials
from redact.doubt.meanings import meanings
from redact.doubt.pieces import Pieces
from redact.doubt.references import references
from redact.doubt.resemblance import resembling
from redact.doubt.rows import Rows
from redact.doubt.shown import Shown, read
from redact.lexicon import known_words
from redact.names import NameLore, Term, key_of, occurrences
from redact.spanset import SpanSet


class SecondOpinion:
    """Doubts what a copy still shows; holds word lists, and nothing of any letter."""

    def __init__(self, config: Config) -> None:
        """Take the lists.

        Raises:
            ConfigError: the lists that ship with the program are missing.
        """
        self._likelihood = config.doubts.likelihood
        self._lore = NameLore(config)
        self._known = known_words()
        self._capitals = Capitals(config, self._known)
        self._forms = Forms(config, self._known)
        self._bodies = Bodies(config, self._known)
        self._initials = Initials(config, self._known)
        self._pieces = Pieces(config, self._known)
        self._rows = Rows(config, self._known)
        self._bearing = Bearing(config, self._known)

    def doubts(
        self,
        copy: str,
        terms: Sequence[Term],
        kept: Iterable[Span] = (),
        keep: Iterable[str] = (),
        accepted: Iterable[str] = (),
    ) -> tuple[Doubt, ...]:
        """Return what in a copy may be a leak, the likeliest first, then in reading order.

        No two doubts overlap: the likelier one stands.

        Args:
            copy: The redacted text.
            terms: What its scope hides (see `redact.verify.hidden_terms`).
            kept: Spans of the copy that somebody chose to keep; they are not doubted.
            keep: Terms of the keep list: doubted only as the writer's own institution.
            accepted: Texts that a person has decided about; they are not doubted.
        """
        shown = read(copy)
        hosts, settled = _keys(keep), _keys(accepted)
        protected = self._lore.placeholder_spans(copy)
        own_hosts = _spans(shown, hosts - settled)
        for span in (*kept, *own_hosts, *_spans(shown, settled)):
            protected.add(span)
        hidden = _single(terms)
        raised = [
            *self._resembling(shown, hidden, protected),
            *self._capitals.doubts(shown, protected),
            *self._bearing.doubts(shown, hidden, protected),
            *(doubt for doubt in self._by_form(shown) if not protected.covers(doubt.span)),
            *own_host(copy, own_hosts),
        ]
        weighed = [
            Doubt(each.span, each.kind, self._likelihood[each.kind])
            for each in raised
            if key_of(each.span.of(copy)) not in settled
        ]
        return _disjoint(weighed)

    def _by_form(self, shown: Shown) -> Iterator[Doubt]:
        yield from self._forms.doubts(shown)
        yield from self._bodies.doubts(shown)
        yield from self._initials.doubts(shown)
        yield from self._pieces.doubts(shown)
        yield from self._rows.doubts(shown.text)
        yield from codes(shown)
        yield from references(shown)
        yield from meanings(shown)

    def _resembling(
        self, shown: Shown, hidden: frozenset[str], protected: SpanSet
    ) -> Iterator[Doubt]:
        free = [word for word in shown.words if not self._capitals.is_fixed(word.folded)]
        return resembling(free, hidden, self._known, protected)


def _single(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(term.key[0] for term in terms if len(term.key) == 1)


def _keys(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(key for text in texts if (key := key_of(text)))


def _spans(shown: Shown, keys: Iterable[tuple[str, ...]]) -> list[Span]:
    terms = [Term(key, cased=False) for key in keys]
    if not terms:
        return []
    return [span for span, _ in occurrences(shown.text, shown.words, terms)]


def _disjoint(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    chosen: list[Doubt] = []
    taken = SpanSet()
    for doubt in sorted(doubts, key=lambda each: (-each.likelihood, each.span)):
        if not taken.touching(doubt.span):
            taken.add(doubt.span)
            chosen.append(doubt)
    return tuple(chosen)
