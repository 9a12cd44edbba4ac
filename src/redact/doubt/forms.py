"""What has the form of an organisation, an address or a number that tells who somebody is."""

import re
from collections.abc import Iterator, Sequence

from redact.config import Config
from redact.datamodel import Doubt, Span
from redact.lexicon import KnownWords
from redact.names import NameLore, Word, words

_CAPITALISED = r"[A-Z][\w’'.-]*"
_ADDRESS = re.compile(
    r"""(?x)
    \b(?:P\.?\ ?O\.?|Post(?:al)?)\ ?(?:Box|Bag)\ ?\d+
    | \b\d{1,5}[a-z]?,?\ (?:(?!(?:the|a|an|this|that|our)\b)[\w’'.-]+\ ){1,3}
      (?i:street|st\.|road|rd\.?|avenue|ave\.?|lane|close|crescent|drive|terrace|square|boulevard|blvd)\b
    | \b(?i:rua|rue|calle|via|ulica|ul\.|avenida|av\.|cl\.|plaza|piazza|jalan|jl\.|strada|bd)\s
      [A-Z][\w’'.-]+
    | \b[A-Z]\w+(?:stra(?:ss|ß)e|str\.|gasse|weg|platz|laan|straat|gatan|vägen|gade|vej|katu|tie)
      \ ?\d+\w?
    """
)
_NUMBER = re.compile(r"(?<![\w.,/-])\+?\d(?:[ ./-]?\d){6,}(?![\w%])")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/ ]\s?(?:19|20)?\d\d")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?: \d{1,2})?")
_POSTCODE = re.compile(
    r"\[location(?:_\d+)?\][ ,]{1,2}(?P<code>(?!(?:19|20)\d\d\b)\d{4,6})\b(?! ?%)"
)
_REST = re.compile(r"\[(?:location|organization|company)(?:_\d+)?\][ ](?P<rest>[A-Z][^\W\d_]+)\b")
_TITLED = re.compile(
    r"\b(?i:dr|mr|mrs|ms|prof|mme|sra|herr|frau)\.?[ \t]+(?P<name>(?i:[a-z][a-z’'-]{1,20}))\b"
)
_BRACKETED = re.compile(r"\[[^\]\n]*\]")
_TELLING_HEADS = frozenset(("university", "college", "polytechnic", "academy", "hospital"))
_SMALL_START = re.compile(r"(?:^|[.!?]\s+|\n\s*)[a-z]")
_CAPITAL_START = re.compile(r"(?:^|[.!?]\s+|\n\s*)[A-Z]")


class Forms:
    """Looks for organisations, addresses and numbers by their form, and for names in lower case."""

    def __init__(self, config: Config, known: KnownWords) -> None:
        self._known = known
        self._lore = NameLore(config)
        heads = "|".join(
            re.escape(head) for head in sorted(config.words["institution_heads"], key=len)[::-1]
        )
        self._organization = re.compile(
            rf"\b(?:(?:{_CAPITALISED}[ \t]){{1,4}}(?:{heads})|(?:{heads})[ \t](?:of|for)[ \t])"
            rf"(?:[ \t]?(?:(?:of|for|in|and|the)[ \t]){{0,2}}{_CAPITALISED}){{0,4}}"
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
        self._heads = config.word_set("institution_heads")
        self._eponym_nouns = config.word_set("eponym_nouns")

    def doubts(self, text: str, found: Sequence[Word]) -> Iterator[Doubt]:
        """Yield what has such a form."""
        for match in self._organization.finditer(text):
            if self._is_telling(match.group()):
                yield Doubt(Span(*match.span()), "organization form", 0.0)
        for match in _ADDRESS.finditer(text):
            yield Doubt(Span(*match.span()), "address form", 0.0)
        for match in _POSTCODE.finditer(text):
            yield Doubt(Span(*match.span("code")), "address form", 0.0)
        for match in _NUMBER.finditer(text):
            if not (_YEARS.fullmatch(match.group()) or _DATE.fullmatch(match.group())):
                yield Doubt(Span(*match.span()), "long number", 0.0)
        for match in _REST.finditer(text):
            if not self._is_plain(match["rest"]):
                yield Doubt(Span(*match.span("rest")), "beside a hidden place", 0.0)
        if _is_caseless(text):
            yield from self._in_lower_case(text, found)

    def _is_plain(self, rest: str) -> bool:
        """Whether a word behind a place is none of its name; in capitals any word may be one."""
        folded = rest.casefold()
        in_capitals = rest.isupper() and self._known.is_ordinary(folded)
        return folded in self._plain or in_capitals

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
        for word, after in zip(found, (*found[1:], None), strict=True):
            if len(word.folded) < 4 or not self._is_telling_word(word.folded):
                continue
            if self._known.is_ordinary(word.folded):
                continue
            if after is not None and after.folded in self._heads:
                yield Doubt(Span(word.start, after.end), "organization form", 0.0)
            elif self._known.is_name(word.folded) and not (
                after is not None and after.folded in self._eponym_nouns
            ):
                yield Doubt(word.span, "name in lower case", 0.0)


def _is_caseless(text: str) -> bool:
    """Whether a text begins its sentences in lower case, or has hardly anything but capitals."""
    if len(_SMALL_START.findall(text)) > len(_CAPITAL_START.findall(text)):
        return True
    shown = _BRACKETED.sub("", text)
    return sum(map(str.isupper, shown)) > 2 * sum(map(str.islower, shown))
