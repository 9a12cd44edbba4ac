"""Find what is left of an address that is hidden otherwise: a postcode, a state, a whole line."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from redact.datamodel import Span
from redact.lint.marks import Mark
from redact.lint.vocabulary import Vocabulary
from redact.spanset import SpanSet

_CODE = (
    r"\d{5,6}|\d{2}-\d{3}|\d{3}[ -]\d{2,4}|\d{4,5}-\d{3}|\d{4} ?[A-Z]{2}|[A-Z]{3} ?\d{4}"
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
)
_CODE_BEHIND = re.compile(rf",?[ \t]+({_CODE})(?![\w%/]|[-.,]\d)")
_CODE_AHEAD = re.compile(rf"(?<![\w/.,-])({_CODE}),?[ \t]+\Z")
_STATE_BEHIND = re.compile(r",[ \t]+([A-Z]{2})(?=[ \t]+[\[<{\d]|[ \t]*\r?$)", re.MULTILINE)
_WINDOW = 20
_LINE = re.compile(r"[^\r\n]+")
#: A line of an address: a few words and a number, no sentence and no date.
_ADDRESS_LINE = re.compile(r"[ \t>]*(\w[^\n:;!?]{2,50}[^\s.:;!?,])[ \t,]*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MOST_WORDS = 7


class HiddenAddresses:
    """The hidden addresses of one letter."""

    def __init__(self, text: str, marks: Sequence[Mark], vocabulary: Vocabulary) -> None:
        self._text = text
        self._places: list[Span] = []
        names: list[Span] = []
        for mark in marks:
            label = vocabulary.label(mark.reading.word)
            if label == "LOCATION":
                self._places.append(mark.span)
            elif label in ("PERSON", "ORGANIZATION"):
                names.append(mark.span)
        places, told = SpanSet(self._places), SpanSet((*self._places, *names))
        self._lines = [Span(*match.span()) for match in _LINE.finditer(text)]
        self._hidden = {line for line in self._lines if self._holds_only(line, told)}
        self._hidden_places = {line for line in self._hidden if places.touching(line)}

    def left(self) -> Iterator[Span]:
        """Yield what is left of hidden addresses."""
        for place in self._places:
            yield from self._beside(place)
        for above, line, below in zip(self._lines, self._lines[1:], self._lines[2:], strict=False):
            if above in self._hidden and below in self._hidden_places:
                match = _ADDRESS_LINE.fullmatch(self._text, line.start, line.end)
                if match and self._adjoin(above, line) and self._adjoin(line, below):
                    yield from _numbered(match)

    def holds(self, span: Span) -> bool:
        """Return whether a place stands alone in a line next to lines of a hidden address."""
        index = bisect_right(self._lines, span.start, key=lambda line: line.start) - 1
        if index < 0 or not self._lines[index].contains(span):
            return False
        line = self._lines[index]
        around = [*self._lines[max(0, index - 1) : index], *self._lines[index + 1 : index + 2]]
        near = [other for other in around if other in self._hidden_places]
        inside = [place for place in self._places if line.contains(place)] if near else []
        return any(self._adjoin(*sorted((line, other))) for other in near) and self._holds_only(
            line, SpanSet((span, *inside))
        )

    def _beside(self, place: Span) -> Iterator[Span]:
        start = max(0, place.start - _WINDOW)
        for match in (
            _CODE_BEHIND.match(self._text, place.end),
            _STATE_BEHIND.match(self._text, place.end),
            _CODE_AHEAD.search(self._text, start, place.start),
        ):
            if match is not None:
                yield Span(*match.span(1))

    def _holds_only(self, line: Span, spans: SpanSet) -> bool:
        """Whether a line holds some of these spans, and nothing else but punctuation."""
        if not spans.touching(line):
            return False
        rest = (span.of(self._text) for span in spans.outside(line))
        return not any(char.isalnum() for part in rest for char in part)

    def _adjoin(self, above: Span, below: Span) -> bool:
        return self._text[above.end : below.start].count("\n") <= 1


def _numbered(match: re.Match[str]) -> Iterator[Span]:
    line = match[1]
    if len(line.split()) <= _MOST_WORDS and re.search(r"\d", line) and not _YEAR.search(line):
        yield Span(*match.span(1))
