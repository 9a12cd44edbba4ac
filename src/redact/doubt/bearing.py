"""Words that are names too, where a text reads them as names: "her mother, Charity, passed on"."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from redact.config import Config
from redact.datamodel import Doubt, Span
from redact.doubt.shown import Shown
from redact.lexicon import KnownWords
from redact.names import Word, zipf
from redact.spanset import SpanSet

_KIN = (
    r"(?:mother|father|mum|mom|dad|sister|brother|son|daughter|wife|husband|aunt|uncle|cousin"
    r"|godmother|godfather|grandmother|grandfather|friend|colleague|neighbour|neighbor|teacher|academician|comrade|supervisor"
    r"|nurse|daughters|sons|sisters|brothers|nephew|niece|girlfriend|boyfriend|partner|boss|dog|cat)"
)
_SAYING = (
    r"(?:said|says|say|wrote|writes|asks|asked|told|tells|thinks|thought|read|reads|answered|replied|knows|knew"
    r"|wants|wanted|went|came|comes|gave|gives|took|takes|brought|laughed|cried|smiled|called|calls|promised"
    r"|helped|found|saw|left|sends|sent|signed|dropped|joined|died|works|worked|lives|lived|will|won’t|won't)"
)
_NAMED_BEFORE = re.compile(
    rf"(?i:\b{_KIN},? (?:is |was )?|\b(?:called|named|name is|name was|signed|dear|hi|hello|hey"
    rf"|it’s|it's|its|i’m|i'm|thanks|love|from|ps|tell|ask|met) )$"
)
_KIN_BEFORE = re.compile(rf"(?i:\b{_KIN},? )$")
_VERB_AFTER = re.compile(rf" (?:(?:also|never|always|once|then|just) )?{_SAYING}\b")
_MARK_AFTER = re.compile(r"\s*(?:[,.;:!?()+&]|$|\n)")
_OWNS_AFTER = re.compile(r"[’']s\b")
_JOINED_BEFORE = re.compile(
    r"(?:\band |[,;] |\bthat |\bwhile |\bbecause |\bwhere |\bas |\bbut |\buntil )$"
)
_BESIDE = re.compile(r"\[(?:name|surname)(?:_\d+)?\](?: and | & |, | \+ | or )$")
_BESIDE_AFTER = re.compile(r"(?: and | & |, | \+ | or )\[(?:name|surname)(?:_\d+)?\]")
_ROTA = re.compile(r"(?i)(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*: |, |\bthen )$")
_ON_DUTY = re.compile(r" (?:close|open|on call|til|till|late|early|off)\b")
_LINE_START = re.compile(r"(?:^|\n)[ \t>|*•-]*$")
_ALONE_BEFORE_BRACKET = re.compile(r" \(\[(?:name|surname)(?:_\d+)?\]\)[ \t]*(?:\n|$)")
_WINDOW = 32
_TITLE_BEFORE = re.compile(
    r"\b(?i:mr|mrs|ms|miss|mx|dr|prof|sir|aunty|auntie|uncle|sis|bro|sister|brother|deacon|deaconess"
    r"|pastor|rev|father|nurse|academician|herr|frau|madam|mme|señora|señor|doña|don|sra|shri|smt"
    r"|captain|capt|sgt|judge|coach|nanny|granny)\.?\s+(?:[A-Z]\.[ -]?){0,3}$"
)
_NAME = re.compile(r"[^\W\d_][\w’'-]*(?: [A-Z][\w’'-]+){0,2}")
_COMMONEST = 5.3


class Bearing:
    """Looks for ordinary words in the place of a name."""

    def __init__(self, config: Config, known: KnownWords) -> None:
        self._known = known
        self._ambiguous = config.word_set("ambiguous_names")
        self._never = (
            frozenset()
            .union(
                *(
                    config.word_set(name)
                    for name in ("titles", "mere_titles", "generic_addressees", "placeholder_words")
                )
            )
            .difference(self._ambiguous)
        )
        self._unborne = (
            self._never.union(
                *(
                    config.word_set(name)
                    for name in (
                        *("form_words", "unit_words", "organization_words", "months", "roles"),
                        *("nationalities", "technical_terms", "body_heads", "place_tails"),
                        *("eponyms", "eponym_nouns", "salutations", "closings", "person_fields"),
                    )
                )
            )
            | _FUNCTION
        )
        self._fixed = config.word_set("form_words") | config.word_set("nationalities") | _FUNCTION

    def doubts(self, shown: Shown, hidden: Collection[str], protected: SpanSet) -> Iterator[Doubt]:
        """Yield words that read as names: those hidden elsewhere, and those that people bear.

        Args:
            shown: The copy.
            hidden: The folded single words that the scope hides.
            protected: Where placeholders stand.
        """
        text, caseless = shown.text, shown.without_case
        yield from self._full_names(shown, protected)
        for word in shown.words:
            if not (word.capital or (caseless and word.folded in hidden)):
                continue
            if self._is_titled(text, word) and not protected.touching(word.span):
                name = _NAME.match(text, word.start)
                yield Doubt(Span(*name.span()) if name else word.span, "after a title", 0.0)
                continue
            if not word.folded.isalpha() or word.glued or len(word.folded) < 2:
                continue
            elsewhere = word.folded in hidden
            alone = word.capital and _stands_alone(text, word)
            if not (elsewhere or alone or self._is_borne(word.folded)):
                continue
            if protected.touching(word.span):
                continue
            if elsewhere and not word.span.of(text).isascii():
                yield Doubt(word.span, "word that is hidden elsewhere", 0.0)
            elif alone or _reads_as_name(text, word, sure=elsewhere, caseless=caseless):
                kind = "word that is hidden elsewhere" if elsewhere else "word and name"
                yield Doubt(word.span, kind, 0.0)

    def _full_names(self, shown: Shown, protected: SpanSet) -> Iterator[Doubt]:
        """Yield two words in a row that are both borne: Dale Rivers, Grace Lamb."""
        text = shown.text
        for first, last in pairwise(shown.words):
            if not (first.capital and last.capital) or text[first.end : last.start] != " ":
                continue
            span = Span(first.start, last.end)
            if span.of(text).isupper() or protected.touching(span):
                continue
            if self._is_given(first.folded) and self._is_surname(last.folded):
                yield Doubt(span, "words that make a name", 0.0)

    def _is_given(self, word: str) -> bool:
        return word in self._known.given and word not in self._unborne

    def _is_surname(self, word: str) -> bool:
        borne = word in self._known.surnames or word in self._ambiguous
        return borne and word not in self._unborne

    def _is_titled(self, text: str, word: Word) -> bool:
        """Whether a capitalised word follows a title, whatever else it may mean: Mr Dean."""
        if not word.capital or len(word.folded) < 2 or word.folded in self._never:
            return False
        if word.folded in _FUNCTION and word.span.of(text).isupper():
            return False
        if word.folded not in self._ambiguous and zipf(word.folded) >= _COMMONEST:
            return False
        return _TITLE_BEFORE.search(text[max(0, word.start - _WINDOW) : word.start]) is not None

    def _is_borne(self, word: str) -> bool:
        if word in self._fixed:
            return False
        return word in self._ambiguous or (
            self._known.is_name(word) and self._known.is_ordinary(word)
        )


def _stands_alone(text: str, word: Word) -> bool:
    """Whether a line is a word and a hidden name in brackets: "An ([name])"."""
    behind = _ALONE_BEFORE_BRACKET.match(text[word.end : word.end + _WINDOW])
    if behind is None:
        return False
    return _LINE_START.search(text[max(0, word.start - _WINDOW) : word.start]) is not None


def _reads_as_name(text: str, word: Word, *, sure: bool, caseless: bool) -> bool:
    before, after = (
        text[max(0, word.start - _WINDOW) : word.start],
        text[word.end : word.end + _WINDOW],
    )
    verb, marked = _VERB_AFTER.match(after), _MARK_AFTER.match(after)
    if (marked or verb or after.startswith(" who ")) and _NAMED_BEFORE.search(before):
        return sure or not caseless or _KIN_BEFORE.search(before) is not None
    if marked and (_BESIDE.search(before) or (sure and _BESIDE_AFTER.match(after))):
        return True
    if verb and not caseless:
        if _LINE_START.search(before):
            return _AUXILIARY_TWICE.match(after) is not None or sure
        return _JOINED_BEFORE.search(before) is not None
    if not (sure and caseless):
        return False
    return bool(
        (_ROTA.search(before) and (_ON_DUTY.match(after) or verb))
        or (_OWNS_AFTER.match(after))
        or (verb and _JOINED_BEFORE.search(before))
    )


_AUXILIARY_TWICE = re.compile(r" (?:will|says|said|wrote|writes|asks|asked|told|knows|wants)\b")
#: Words that people bear, but that begin sentences and clauses far more often.
_FUNCTION = frozenset(
    (
        *(
            "so",
            "do",
            "in",
            "an",
            "no",
            "my",
            "he",
            "she",
            "they",
            "we",
            "you",
            "it",
            "this",
            "that",
        ),
        *(
            "and",
            "but",
            "or",
            "to",
            "see",
            "long",
            "new",
            "any",
            "all",
            "the",
            "both",
            "two",
            "one",
        ),
        *("man", "mon", "sat"),
    )
)
