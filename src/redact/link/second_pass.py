"""The second pass: every other occurrence of a linked name, or of a safe part of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter

from redact.datamodel import NAME_LABELS, Detection, Mention, Span
from redact.link.cluster import Cluster, Lore, close, surface
from redact.link.organizations import acronyms
from redact.link.personal_name import abbreviations
from redact.link.reading import reads_as_name
from redact.names import Term, Word, fold, occurrences, stands_alone, terms_of, with_tail, zipf
from redact.spanset import SpanSet

_SCORE = 0.9
#: Common words of at most this many letters are names only where they read as names.
_SHORT = 3
_MOST_BETWEEN_LETTERS = 2
_FEWEST_INITIALS, _MOST_INITIALS = 2, 3
_FEWEST_IN_INITIALS = 2
#: Nobody's initials, as a rule.
_NO_INITIALS = frozenset(("ai", "am", "eu", "it", "ml", "ok", "pc", "pm", "tv", "uk", "un", "us"))


class _Names:
    """The terms of a scope, each with its rule and the clusters that bear it.

    The indexes are made when all terms are in.
    """

    def __init__(self) -> None:
        self.owners: dict[Term, list[Cluster]] = defaultdict(list)
        self.rules: dict[Term, str] = {}

    def add(self, term: Term, cluster: Cluster, rule: str) -> None:
        self.rules.setdefault(term, rule)
        if not any(other is cluster for other in self.owners[term]):
            self.owners[term].append(cluster)

    @cached_property
    def by_deletion(self) -> dict[str, list[tuple[str, Cluster]]]:
        """Words of names with their bearers, by what is left of them without any one letter."""
        index: dict[str, list[tuple[str, Cluster]]] = defaultdict(list)
        for name, owners in self._single_words(at_least=5):
            for key in _deletions(name):
                index[key].extend((name, owner) for owner in owners)
        return index

    @cached_property
    def rare(self) -> dict[str, tuple[int, list[Cluster]]]:
        """Words of names that are no words of English, each with its rank and its bearers."""
        rare: dict[str, tuple[int, list[Cluster]]] = {}
        for rank, (name, owners) in enumerate(self._single_words(at_least=6)):
            if not zipf(name):
                rare.setdefault(name, (rank, owners))
        return rare

    @cached_property
    def by_letters(self) -> dict[str, list[Cluster]]:
        """The bearers of names that somebody may spell out."""
        return dict(self._single_words(at_least=4))

    def _single_words(self, at_least: int) -> Iterator[tuple[str, list[Cluster]]]:
        """Yield the terms of one word of so many letters or more, and who bears them."""
        for term, owners in self.owners.items():
            if len(term.key) == 1 and len(term.key[0]) >= at_least and not term.upper:
                yield term.key[0], owners


#: Where something was found, and whose it may be.
_Found = tuple[Span, list[Cluster]]


def find_more(
    clusters: Sequence[Cluster],
    texts: Sequence[str],
    words: Sequence[Sequence[Word]],
    lore: Lore,
) -> None:
    """Add to the clusters what the detectors left out, in every text of the scope.

    A whole name, a distinctive word of it, an acronym and a name from the e-mail address that bears
    it are names wherever they stand; a name that is also an ordinary word ("Will", "May") is one
    where it reads as one, and is noted as ordinary elsewhere. So are a close misspelling, a longer
    word that a rare name is part of ("kowalskacv") and a name spelt out ("K-O-W-A-L-S-K-A").
    """
    names = _terms(clusters, texts, lore)
    covered = _Covered(clusters, texts, lore)
    for document, text in enumerate(texts):
        found = words[document]
        for span, term in _longest_first(occurrences(text, found, names.owners)):
            if covered.touches(document, span):
                continue
            cluster = _owner(names.owners[term], document, span)
            label = cluster.label
            if label == "ORGANIZATION":
                whole = with_tail(text, span, lore.company_tails)
                span = span if covered.touches(document, whole) else whole
            mention = Mention(
                document, Detection(span, label, _SCORE, "second pass"), names.rules[term]
            )
            if is_name(text, span, term, lore):
                cluster.add(mention)
                covered.add(document, span)
            else:
                cluster.ordinary.append(mention)
        unknown = [
            word
            for word in found
            if _is_unknown(word, lore) and not covered.touches(document, word.span)
        ]
        for span, owners, rule in _in_other_form(found, unknown, names):
            if not covered.touches(document, span):
                cluster = _owner(owners, document, span)
                detection = Detection(span, cluster.label, _SCORE, "second pass")
                cluster.add(Mention(document, detection, rule))
                covered.add(document, span)


def _terms(clusters: Sequence[Cluster], texts: Sequence[str], lore: Lore) -> _Names:
    names = _Names()
    in_initials = _in_initials(clusters, texts)
    for cluster in clusters:
        surfaces = dict.fromkeys(surface(mention, texts) for mention in cluster.mentions)
        for text in (*surfaces, *cluster.known_as):
            whole, parts = terms_of(text, cluster.label, lore)
            if whole is not None:
                names.add(whole, cluster, "same name")
            for term in parts:
                names.add(term, cluster, "part of name")
            if cluster.label == "ORGANIZATION":
                for acronym in acronyms(text):
                    if len(acronym) >= 3:
                        names.add(Term((acronym,), upper=True), cluster, "acronym")
            elif cluster.label == "PERSON" and in_initials:
                for initials in abbreviations(text, _FEWEST_INITIALS) - _NO_INITIALS:
                    if len(initials) <= _MOST_INITIALS:
                        names.add(Term((initials,), upper=True), cluster, "initials")
    return names


def _in_initials(clusters: Iterable[Cluster], texts: Sequence[str]) -> bool:
    """Return whether a scope calls people by initials, as minutes do: then it may all others."""
    letters: set[str] = set()
    short: set[str] = set()
    for cluster in clusters:
        for mention in cluster.mentions:
            text = surface(mention, texts)
            if text.isupper() and _FEWEST_INITIALS <= len(text) <= _MOST_INITIALS:
                short.add(fold(text))
            elif cluster.label == "PERSON":
                letters |= abbreviations(text, _FEWEST_INITIALS)
    return len(short & letters) >= _FEWEST_IN_INITIALS


class _Covered:
    """Which characters belong to a mention, or to a placeholder that was there before."""

    def __init__(self, clusters: Iterable[Cluster], texts: Sequence[str], lore: Lore) -> None:
        self._spans: list[SpanSet] = [lore.placeholder_spans(text) for text in texts]
        for cluster in clusters:
            for mention in cluster.mentions:
                self._spans[mention.document].add(mention.span)

    def touches(self, document: int, span: Span) -> bool:
        return bool(self._spans[document].touching(span))

    def add(self, document: int, span: Span) -> None:
        self._spans[document].add(span)


def _longest_first(found: Iterable[tuple[Span, Term]]) -> list[tuple[Span, Term]]:
    return sorted(found, key=lambda pair: (-len(pair[0]), pair[0].start, pair[1].key))


def _owner(clusters: Sequence[Cluster], document: int, span: Span) -> Cluster:
    """Return the bearer of the name who was spoken of last."""
    if len(clusters) == 1:
        return clusters[0]
    return max(clusters, key=lambda cluster: cluster.last_before((document, span.start)))


def is_name(text: str, span: Span, term: Term, lore: Lore) -> bool:
    """Return whether a term is a name where it stands, and not the ordinary word it may be too."""
    if len(term.key) > 1 or term.upper:
        return True
    word = term.key[0]
    surface = span.of(text)
    common = word in lore.ambiguous or word in lore.months
    common = common or (len(word) <= _SHORT and zipf(word) >= 4.5)
    if not common:
        return True
    if not surface.isascii():
        return True
    if surface.islower():
        return stands_alone(text, span)
    return reads_as_name(text, span, lore)


def _in_other_form(
    found: Sequence[Word], unknown: Sequence[Word], names: _Names
) -> Iterator[tuple[Span, list[Cluster], str]]:
    """Yield where names stand in another form, whose they may be, and the rule.

    `unknown` are those words of the text that nobody knows and that are in no mention.
    """
    for rule, others in (
        ("misspelling", _misspelt(unknown, names)),
        ("part of a word", _inside(unknown, names)),
        ("spelt out", _spelt_out(found, names)),
    ):
        for span, owners in others:
            yield span, owners, rule


def _misspelt(unknown: Sequence[Word], names: _Names) -> Iterator[_Found]:
    """Yield capitalised words that resemble a word of a name."""
    for word in unknown:
        if not word.capital or len(word.folded) < 5:
            continue
        candidates = {
            id(cluster): cluster
            for key in _deletions(word.folded)
            for name, cluster in names.by_deletion.get(key, ())
            if cluster.label in NAME_LABELS and name != word.folded and close(word.folded, name)
        }
        if candidates:
            yield word.span, list(candidates.values())


def _inside(unknown: Sequence[Word], names: _Names) -> Iterator[_Found]:
    """Yield words that a rare name is a part of."""
    rare = names.rare
    lengths = sorted(set(map(len, rare)))
    for word in unknown:
        whole = word.folded
        # Each part of a word is looked up: else every word would be compared with every name.
        within = [
            rare[part]
            for length in lengths
            for start in range(len(whole) - length + 1)
            if length < len(whole) and (part := whole[start : start + length]) in rare
        ]
        if within:
            yield word.span, min(within, key=itemgetter(0))[1]


def _spelt_out(found: Sequence[Word], names: _Names) -> Iterator[_Found]:
    """Yield runs of single letters, evenly apart, that make a name."""
    known = names.by_letters
    last = 0
    for first, word in enumerate(found):
        if first < last or len(word.folded) > 1:
            continue
        last = _end_of_letters(found, first)
        spelt = "".join(word.folded for word in found[first:last])
        if spelt in known:
            yield Span(word.start, found[last - 1].end), known[spelt]


def _end_of_letters(found: Sequence[Word], first: int) -> int:
    """Return where the run of single letters that begins at ``first`` ends."""
    gaps = set()
    for at in range(first, len(found)):
        if len(found[at].folded) > 1:
            return at
        if at > first:
            gaps.add(found[at].start - found[at - 1].end)
            if len(gaps) > 1 or max(gaps) > _MOST_BETWEEN_LETTERS:
                return at
    return len(found)


def _is_unknown(word: Word, lore: Lore) -> bool:
    return zipf(word.folded) < 2.5 and word.folded not in lore.generic


def _deletions(word: str) -> set[str]:
    """Return the word and what is left of it without any one letter.

    Source: Garbe, W. (2012), SymSpell: two words one edit apart share such a form.
    """
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
