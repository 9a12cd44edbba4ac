"""Two people who share a family name: "Zeynep & Tarık Korkmaz"."""

import re
from collections.abc import Iterator

from redact.config import Config
from redact.datamodel import Span
from redact.detect.rule import Found, RuleRecognizer
from redact.lexicon import known_words
from redact.names import fold
from redact.prose import LETTERS

_NAME = rf"(?=[^\W\d_a-z][^\W_]){LETTERS}(?:[-’']{LETTERS})?"
_COUPLE = re.compile(
    rf"(?<![\w&’'.-])(?<!& )(?P<one>{_NAME}) (?:&|\+|and) "
    rf"(?P<two>(?P<given>{_NAME}) {_NAME})(?![\w’-])"
)
#: What makes a firm of the names before it.
_FIRM = re.compile(
    r",? (?:(?:&|and) (?:Co|Sons?|Partners?|Associates|Brothers|Bros|Daughters?|Company)\b"
    r"|(?:Ltd|Limited|LLC|LLP|PLC|Inc|Corp|GmbH|AG|KG|Co|Company|Partners|Associates|Group|Bank"
    r"|Solicitors|Foundation|Trust|University|College|School|Institute|Hospital|Clinic|Street|Road"
    r"|Avenue|Prize|Award|Museum|Shop|Store|Café|Restaurant|Hotel)\b)",
    re.IGNORECASE,
)


def build(config: Config) -> list[RuleRecognizer]:
    """Return the recognizer of couples: the first by the given name, the second by both names."""
    couples = Couples(config)

    def find(text: str) -> Iterator[Found]:
        for one, two in couples.pairs(text):
            yield Found(one.start, one.end, "PERSON", 0.85)
            yield Found(two.start, two.end, "PERSON", 0.85)

    return [RuleRecognizer("couple", ["PERSON"], find)]


class Couples:
    """Knows two given names with one family name by the names that people bear."""

    def __init__(self, config: Config) -> None:
        """Read the words that are no names of families."""
        self._known = known_words()
        self._generic = config.word_set("organization_words") | config.word_set("body_heads")

    def pairs(self, text: str) -> Iterator[tuple[Span, Span]]:
        """Yield the spans of the two.

        >>> from redact.config import load_config
        >>> text = "Zeynep & Tarık Korkmaz, of Anna & Ben Tarn Ltd"
        >>> [one.of(text) for pair in Couples(load_config()).pairs(text) for one in pair]
        ['Zeynep', 'Tarık Korkmaz']
        """
        for match in _COUPLE.finditer(text):
            last = fold(match["two"].split()[-1])
            if _FIRM.match(text, match.end()) or last in self._generic or last in self._ends:
                continue
            if self._known.is_ordinary(last) and not self._known.is_name(last):
                continue
            if {fold(match["one"]), fold(match["given"])} <= self._known.given:
                yield Span(*match.span("one")), Span(*match.span("two"))

    #: Endings of firms that are a word by themselves.
    _ends = frozenset(
        ("ltd", "limited", "llc", "llp", "plc", "inc", "corp", "gmbh", "ag", "kg", "co", "sons")
    )
