"""A set of disjoint spans that answers quickly which of them a span touches."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable

from redact.datamodel import Span


class SpanSet:
    """Disjoint spans in order. Overlapping spans that are added become one."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            last = self._spans[-1] if self._spans else None
            if last is not None and last.overlaps(span):
                self._spans[-1] = Span(last.start, max(last.end, span.end))
            else:
                self._spans.append(span)

    def add(self, span: Span) -> None:
        """Take a span in; it swallows those that it overlaps."""
        touched = self.touching(span)
        for other in touched:
            del self._spans[bisect_left(self._spans, other)]
        low = min([span.start, *(other.start for other in touched)])
        high = max([span.end, *(other.end for other in touched)])
        insort(self._spans, Span(low, high))

    def touching(self, span: Span) -> list[Span]:
        """Return the spans that share a character with a span, in order.

        >>> SpanSet([Span(0, 3), Span(5, 9)]).touching(Span(2, 6))
        [Span(start=0, end=3), Span(start=5, end=9)]
        """
        first = bisect_right(self._spans, span.start, key=lambda each: each.end)
        last = bisect_left(self._spans, span.end, key=lambda each: each.start)
        return self._spans[first:last]

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
