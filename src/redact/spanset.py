"""A set of disjoint spans that answers quickly which of them a span touches."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import attrgetter

from redact.datamodel import Span

#: The order of spans, told to `sorted` in numbers: comparing two spans is far dearer.
_ORDER = attrgetter("start", "end")


class SpanSet:
    """Disjoint spans in order. Overlapping spans that are added become one."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        # Two lists of numbers rather than one of spans: they are searched without a Python key.
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans, key=_ORDER):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def add(self, span: Span) -> None:
        """Take a span in; it swallows those that it overlaps."""
        touched = self._touching(span)
        low = min([span.start, *self._starts[touched]])
        high = max([span.end, *self._ends[touched]])
        self._starts[touched] = [low]
        self._ends[touched] = [high]

    def touching(self, span: Span) -> list[Span]:
        """Return the spans that share a character with a span, in order.

        >>> SpanSet([Span(0, 3), Span(5, 9)]).touching(Span(2, 6))
        [Span(start=0, end=3), Span(start=5, end=9)]
        """
        touched = self._touching(span)
        return list(map(Span, self._starts[touched], self._ends[touched]))

    def covers(self, span: Span) -> bool:
        """Return whether one of the spans contains a span."""
        return any(other.contains(span) for other in self.touching(span))

    def outside(self, span: Span) -> list[Span]:
        """Return the parts of a span that none of the spans covers.

        >>> SpanSet([Span(2, 4)]).outside(Span(0, 6))
        [Span(start=0, end=2), Span(start=4, end=6)]
        """
        parts: list[Span] = []
        position = span.start
        for other in self.touching(span):
            if position < other.start:
                parts.append(Span(position, other.start))
            position = other.end
        if position < span.end:
            parts.append(Span(position, span.end))
        return parts

    def _touching(self, span: Span) -> slice:
        return slice(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))
