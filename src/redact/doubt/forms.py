"""What has the form of an organisation or an address, and names in small letters."""

import re
from collections.abc import Iterator, Sequence

from redact.caseless import caseless
from redact.config import Config
from redact.datamodel import Doubt, Span
from redact.doubt.shown import Shown, Sought
from redact.doubt.slips import is_slip
from redact.lexicon import KnownWords
from redact.names import NameLore, Word, words

_CAPITALISED = r"[A-Z][\w’'.-]{0,40}"
_ADDRESS = re.compile(
    r"""(?x)
    \b(?: (?:P\.?\ ?O\.?|Post(?:al)?)\ ?(?:Box|Bag)\ ?\d+
    | \d{1,5}[a-z]?,?\ (?:(?!(?:the|a|an|this|that|our)\b)[\w’'.-]+\ ){1,3}
      (?i:street|st\.|road|rd\.?|avenue|ave\.?|lane|close|crescent|drive|terrace|square|boulevard|blvd)\b
    | (?i:rua|rue|calle|via|ulica|ul\.|avenida|av\.|cl\.|plaza|piazza|jalan|jl\.|strada|bd)\s
      [A-Z][\w’'.-]+
    | [A-Z]\w+(?:stra(?:ss|ß)e|str\.|gasse|weg|platz|laan|straat|gatan|vägen|gade|vej|katu|tie)
      \ ?\d+\w? )
    """
)
#: A number and capitalised words, or what hides them, before a place; all of it on one line.
_HOUSE = re.compile(
    r"""(?xm)
    (?:^|[,;|(]\ ?|\)\ |\b(?:of|at|to|on|in)\ )[ \t>|]*
      (?P<house>(?!(?:19|20)\d\d\b)\d{1,4}[A-Za-z]?(?:/\d{1,3})?,?(?:\ [^\W\d_a-z][\w’'.-]+){1,3})
      (?=,?\ \[location|,?\n[ \t>|]*\[location)
    | (?:^|[,;|(]\ ?|\)\ |\],\ )[ \t>|]*(?P<left>(?!(?:19|20)\d\d\b)\d{1,4}[A-Za-z]?)
      (?=(?:\ \[(?:name|organization|location)(?:_\d+)?\]){1,3},\ \[location)
    | (?P<street>(?<![\w’'.-])(?:[^\W\d_][\w’'.-]{1,40}\ ){1,3}
      (?i:street|road|avenue|lane|iela|gatve|tänav|utca|sokak|caddesi|ulica|mews|close|drive|way)
      (?:\ \d{1,4}[a-z]?)?)(?=,\ \[location|,?\n[ \t>|]*\[location)
    | (?P<code>(?:\b[A-Z]{1,2}-)?(?<![\w.-])(?:\d{3}\ \d{2}|\d{5}|[A-Z]{1,2}-\d{4}))(?=\ \[location)
    """
)
#: Such an address has a digit or one of these words.
_STREETS = (
    *("street", "road", "avenue", "lane", "iela", "gatve", "tänav", "utca", "sokak", "caddesi"),
    *("ulica", "mews", "close", "drive", "way"),
)
_LETTERED_POSTCODE = re.compile(r"\b(?:[A-Z]\d[A-Z] \d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b")
_DIGIT = re.compile(r"\d")
_YEARLIKE_POSTCODE = re.compile(r"[—–|·,-] (?P<code>(?:19|20)\d\d)(?= \[location)")
_POSTCODE = re.compile(
    r"\[location(?:_\d+)?\][ ,]{1,2}(?P<code>(?!(?:1[5-9]|20)\d\d\b)\d{4,6})\b(?! ?[%–-])"
)
_REST = re.compile(r"\[(?:location|organization|company)(?:_\d+)?\][ ](?P<rest>[A-Z][^\W\d_]+)\b")
_TITLED = re.compile(
    r"\b(?i:dr|mr|mrs|ms|prof|mme|sra|herr|frau)\.?[ \t]+(?P<name>(?i:[a-z][a-z’'-]{1,20}))\b"
)
_BRACKETED = re.compile(r"\[[^\[\]\n]*\]")
_PLACE_BEFORE = frozenset(("in", "from", "to", "at", "near", "of", "for"))
_TELLING_HEADS = frozenset(("university", "college", "polytechnic", "academy", "hospital"))


class Forms:
    """Looks for organisations and addresses by their form, and for names in lower case."""

    def __init__(self, config: Config, known: KnownWords) -> None:
        self._known = known
        self._lore = NameLore(config)
        heads = "|".join(
            re.escape(head) for head in sorted(config.words["institution_heads"], key=len)[::-1]
        )
        self._organization = Sought(
            rf"\b(?:(?:{_CAPITALISED}[ \t]){{1,4}}(?:{heads})|(?:{heads})[ \t](?:of|for)[ \t])"
            rf"(?:[ \t]?(?:(?:of|for|in|and|the)[ \t]){{0,2}}{_CAPITALISED}){{0,4}}",
            *config.words["institution_heads"],
        )
        self._plain = frozenset().union(
            *(
                config.word_set(name)
                for name in (
                    *("organization_words", "unit_words", "nationalities", "form_words", "months"),
                    *("technical_terms", "roles"),
                )
            )
        )
        self._elsewhere = frozenset().union(
            *(config.word_set(name) for name in ("titles", "salutations", "person_fields"))
        )
        self._eponyms = config.word_set("eponyms")
        self._place_tails = config.word_set("place_tails")
        self._heads = config.word_set("institution_heads")
        self._eponym_nouns = config.word_set("eponym_nouns")

    def doubts(self, shown: Shown) -> Iterator[Doubt]:
        """Yield what has such a form."""
        text = shown.text
        for match in self._organization.finditer(shown):
            if self._is_telling(match.group()):
                yield Doubt(Span(*match.span()), "organization form", 0.0)
        for match in _ADDRESS.finditer(text):
            yield Doubt(Span(*match.span()), "address form", 0.0)
        for match in _POSTCODE.finditer(text):
            yield Doubt(Span(*match.span("code")), "address form", 0.0)
        for start, end in _before_places(text):
            for match in _HOUSE.finditer(text, start, end):
                yield Doubt(Span(*match.span(match.lastgroup or 0)), "address form", 0.0)
        for match in _LETTERED_POSTCODE.finditer(text):
            yield Doubt(Span(*match.span()), "address form", 0.0)
        for match in _YEARLIKE_POSTCODE.finditer(text):
            if _stands_among_placeholders(text, match.start()):
                yield Doubt(Span(*match.span("code")), "address form", 0.0)
        for match in _REST.finditer(text):
            if self._is_rest(match["rest"]):
                yield Doubt(Span(*match.span("rest")), "beside a hidden place", 0.0)
        if shown.without_case:
            yield from self._in_lower_case(text, shown.words)

    def _is_rest(self, rest: str) -> bool:
        """Whether a word behind a place may belong to its name."""
        folded = rest.casefold()
        if folded in self._plain or folded in self._elsewhere:
            return False
        if not self._known.is_ordinary(folded):
            return not is_slip(folded, self._known)
        return not rest.isupper() and folded in self._place_tails

    def _is_telling(self, name: str) -> bool:
        """Whether a name says more than that it is a school or a department of some field."""
        found = words(name)
        if found[-1].folded in _TELLING_HEADS and len(found) > 1:
            return any(word.folded not in self._plain for word in found[:-1])
        return any(self._is_telling_word(word.folded) for word in found)

    def _is_telling_word(self, word: str) -> bool:
        if word in self._plain or len(word) < 3:
            return False
        known = self._known.is_name(word) or word in self._known.places
        return known or not self._known.is_ordinary(word)

    def _in_lower_case(self, text: str, found: Sequence[Word]) -> Iterator[Doubt]:
        """Yield what looks like a name in a letter that is written without capitals, or in them."""
        for match in _TITLED.finditer(text):
            word = match["name"].casefold()
            if word not in self._lore.titles and word not in self._lore.generic:
                yield Doubt(Span(*match.span("name")), "after a title", 0.0)
        before = ""
        for word, after in zip(found, (*found[1:], None), strict=True):
            behind, before = before, word.folded
            if not self._is_strange(word.folded):
                continue
            if after is not None and after.folded in self._heads:
                yield Doubt(Span(word.start, after.end), "organization form", 0.0)
            elif after is not None and after.folded in self._eponym_nouns:
                continue
            elif self._is_lone_name(word, text) or (
                word.folded in self._known.places and behind in _PLACE_BEFORE
            ):
                yield Doubt(word.span, "name in lower case", 0.0)

    def _is_lone_name(self, word: Word, text: str) -> bool:
        return self._known.is_name(word.folded) or not word.span.of(text).isascii()

    def _is_strange(self, word: str) -> bool:
        """Whether a word of some length is no word of English, nor of a letter."""
        if len(word) < 4 or word in self._elsewhere or word in self._eponyms:
            return False
        return self._is_telling_word(word) and not self._known.is_ordinary(word)


def _before_places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where lines with a hidden place start and end, if an address may stand before it.

    Where the place begins its line, the line above is yielded with it.
    """
    end = 0
    while (place := text.find("[location", end)) >= 0:
        start = text.rfind("\n", 0, place) + 1
        if not text[start:place].strip(" \t>|"):
            start = text.rfind("\n", 0, max(start - 1, 0)) + 1
        end = text.find("\n", place)
        end = end if end >= 0 else len(text)
        lines = text[start:end]
        if _DIGIT.search(lines) or any(street in caseless(lines) for street in _STREETS):
            yield start, end


def _stands_among_placeholders(text: str, at: int) -> bool:
    """Whether the line around an offset holds hardly a word beside its placeholders."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return not any(map(str.isalpha, _BRACKETED.sub("", line)))
