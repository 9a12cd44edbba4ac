"""The style in which most placeholders of a letter are written, and how one is spelt in it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from redact.lint.vocabulary import Reading

#: Opening brackets and their partners; a doubled pair may be somebody's style as well.
CLOSING: Mapping[str, str] = MappingProxyType(
    {"[": "]", "<": ">", "{": "}", "(": ")", "[[": "]]", "<<": ">>", "{{": "}}"}
)
_Value = TypeVar("_Value")


class Case(StrEnum):
    """How a word is written."""

    LOWER = "in small letters"
    TITLE = "with a capital first"
    UPPER = "in capitals"
    MIXED = "in small letters and capitals mixed"


@dataclass(frozen=True, slots=True)
class Style:
    """Brackets, case, and what joins a word to its number."""

    opening: str = "["
    case: Case = Case.LOWER
    joint: str = "_"


def case_of(text: str) -> Case:
    """Return how a word or two are written.

    >>> [case_of(text).name for text in ("first name", "First name", "FIRST NAME", "nAme")]
    ['LOWER', 'TITLE', 'UPPER', 'MIXED']
    """
    if text.islower():
        return Case.LOWER
    if text.isupper():
        return Case.UPPER
    words = text.replace("_", " ").replace("-", " ").split()
    if text[:1].isupper() and all(word[1:].islower() or len(word) == 1 for word in words):
        return Case.TITLE
    return Case.MIXED


def prevailing(openings: Iterable[str], cases: Iterable[Case], joints: Iterable[str]) -> Style:
    """Return the style that most placeholders show; where none leads, redact's own."""
    plain = Style()
    return Style(
        _most(openings, plain.opening),
        _most((case for case in cases if case is not Case.MIXED), plain.case),
        _most(joints, plain.joint),
    )


def spell(reading: Reading, style: Style) -> str:
    """Return a placeholder as a style writes it.

    >>> spell(Reading("company", "Company", "2", " "), Style())
    '[company_2]'
    """
    match style.case:
        case Case.UPPER:
            word = reading.spelling.upper()
        case Case.TITLE:
            word = reading.spelling[:1].upper() + reading.spelling[1:].lower()
        case _:
            word = reading.spelling.lower()
    number = f"{style.joint}{reading.number}" if reading.number else ""
    return f"{style.opening}{word}{number}{CLOSING[style.opening]}"


def _most(values: Iterable[_Value], usual: _Value) -> _Value:
    counts = Counter(values)
    return max(counts, key=lambda value: (counts[value], value == usual), default=usual)
