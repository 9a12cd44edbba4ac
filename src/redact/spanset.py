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
        self._spans: list[Span] = []
        for span in sorted(spans, key=_ORDER):
            last = self._spans[-1] if self._spans else None
            if last is not None and last.overlaps(span):
                self._spans[-1] = Span(last.start, max(last.end, span.end))
            else:
                self._spans.append(span)
        # Numbers alone are compared faster than spans.
        self._starts = [span.start for span in self._spans]
        self._ends = [span.end for span in self._spans]

    def add(self, span: Span) -> None:
        """Take a span in; it swallows those that it overlaps."""
        first, last = self._range(span)
        start = min([span.start, *self._starts[first:last]])
        end = max([span.end, *self._ends[first:last]])
        self._spans[first:last] = [Span(start, end)]
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def touching(self, span: Span) -> list[Span]:
        """Return the spans that share a character with a span, in order.

        >>> SpanSet([Span(0, 3), Span(5, 9)]).touching(Span(2, 6))
        [Span(start=0, end=3), Span(start=5, end=9)]
        """
        first, last = self._range(span)
        return self._spans[first:last]

    def _range(self, span: Span) -> tuple[int, int]:
        """Return from which to before which of the spans a span touches."""
        return bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)

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
