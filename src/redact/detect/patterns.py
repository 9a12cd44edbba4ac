"""The patterns of `recognizers.yaml`: regular expressions whose group ``value`` is the span."""

import re
from collections.abc import Callable, Iterator

from redact.config import Config, PatternConfig
from redact.detect.rule import Found, RuleRecognizer

_TRAILING = " \t\n.,;:!?'’\"”)]}>"
#: Labels whose value may end in a bracket or a full stop that belongs to it.
_AS_IS = frozenset({"PERSON", "PHONE_NUMBER", "LOCATION", "DATE_OF_BIRTH"})


#: "1998. 09. 23." ends in a full stop of its own.
_YEAR_FIRST = re.compile(r"\d{4}[. ]")
#: Labels whose values always hold a digit.
_WITH_DIGITS = frozenset({"PHONE_NUMBER", "ID_NUMBER"})


def build(config: Config) -> list[RuleRecognizer]:
    """Return one recognizer for all patterns; each result bears the name of its pattern."""
    finders = [_finder(pattern) for pattern in config.patterns]
    labels = sorted({pattern.label for pattern in config.patterns})

    def find(text: str) -> Iterator[Found]:
        has_digit = any(char.isdigit() for char in text)
        for needs_digit, finder in finders:
            if has_digit or not needs_digit:
                yield from finder(text)

    return [RuleRecognizer("patterns", labels, find)]


def _finder(pattern: PatternConfig) -> tuple[bool, Callable[[str], Iterator[Found]]]:
    expression = pattern.expression
    group = "value" if "value" in expression.groupindex else 0

    def find(text: str) -> Iterator[Found]:
        for match in expression.finditer(text):
            start, end = match.span(group)
            found = _trimmed(text, start, end, pattern)
            if found.start < found.end and _plausible(text[found.start : found.end], pattern.label):
                yield found

    return pattern.label in _WITH_DIGITS, find


def _trimmed(text: str, start: int, end: int, pattern: PatternConfig) -> Found:
    stop = " \t\n,;" if pattern.label in _AS_IS else _TRAILING
    if pattern.label == "DATE_OF_BIRTH" and not _YEAR_FIRST.match(text, start):
        stop = _TRAILING
    while end > start and text[end - 1] in stop:
        end -= 1
    while start < end and text[start] in " \t\n":
        start += 1
    return Found(start, end, pattern.label, pattern.score, pattern.name)


def _plausible(surface: str, label: str) -> bool:
    digits = sum(char.isdigit() for char in surface)
    if label == "PHONE_NUMBER":
        return 6 <= digits <= 15
    if label == "ID_NUMBER":
        enough = digits >= 3 or (len(surface) >= 5 and surface.isupper())
        return enough and len(surface) >= 4 and not _is_year(surface)
    return True


def _is_year(surface: str) -> bool:
    years = re.fullmatch(r"(?:19|20)\d\d(?:[/–-](?:(?:19|20)?\d\d))?", surface)
    return years is not None
