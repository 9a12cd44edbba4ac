"""The patterns of `recognizers.yaml`: regular expressions whose group ``value`` is the span."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from redact.config import Config, PatternConfig
from redact.detect.openings import Openings, matches_at
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
    finders = [_Finder(pattern) for pattern in config.patterns]
    openings = Openings([finder.expression for finder in finders])
    labels = sorted({pattern.label for pattern in config.patterns})

    def find(text: str) -> Iterator[Found]:
        @cache  # many patterns start alike
        def places(starts: re.Pattern[str]) -> list[int]:
            return [match.start() for match in starts.finditer(text)]

        has_digit = any(map(str.isdigit, text))
        for finder, matches in zip(finders, openings.matches(text), strict=True):
            if (finder.needs_digit and not has_digit) or not finder.may_find(text):
                continue
            if finder.starts is not None:
                matches = matches_at(finder.expression, text, places(finder.starts))
            yield from finder.found(text, matches)

    return [RuleRecognizer("patterns", labels, find)]


class _Finder:
    """One pattern, and what is known of the texts and the places where it may match."""

    def __init__(self, pattern: PatternConfig) -> None:
        self.expression, flags = pattern.expression, pattern.flags
        self.starts = re.compile(pattern.starts, flags) if pattern.starts else None
        self.needs_digit = pattern.label in _WITH_DIGITS
        self._needs = re.compile(pattern.needs, flags) if pattern.needs else None
        self._pattern = pattern
        self._group = "value" if "value" in self.expression.groupindex else 0

    def may_find(self, text: str) -> bool:
        """Return whether a text has what each match holds."""
        return self._needs is None or self._needs.search(text) is not None

    def found(self, text: str, matches: Iterable[re.Match[str]]) -> Iterator[Found]:
        """Yield what matches of the pattern in a text stand for."""
        for match in matches:
            start, end = match.span(self._group)
            found = _trimmed(text, start, end, self._pattern)
            surface = text[found.start : found.end]
            if surface and _plausible(surface, self._pattern.label):
                yield found


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
