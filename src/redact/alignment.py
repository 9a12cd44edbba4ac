"""Where a span of a letter stands in its copy, and the other way round."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from redact.datamodel import Span

#: A replaced span of the source, and the span of the copy that stands in its place.
Pair = tuple[Span, Span]


class Alignment:
    """Moves spans between a source and its copy, which differ in the replaced spans alone."""

    def __init__(self, replaced: Iterable[Pair]) -> None:
        """Take the replaced spans, disjoint and in any order."""
        pairs = sorted(replaced)
        self._there = tuple(pairs)
        self._back = tuple((copy, source) for source, copy in pairs)

    def in_copy(self, span: Span) -> Span:
        """Return where a span of the source stands in the copy; a replaced part counts whole.

        >>> Alignment([(Span(5, 9), Span(5, 11))]).in_copy(Span(0, 12))
        Span(start=0, end=14)
        """
        return _moved(span, self._there)

    def in_source(self, span: Span) -> Span:
        """Return what a span of the copy stands for in the source; a placeholder counts whole."""
        return _moved(span, self._back)


def spliced(text: str, parts: Sequence[tuple[Span, str]]) -> tuple[str, tuple[Pair, ...]]:
    """Return a text with other words in place of some spans, and where those words stand.

    Raises:
        ValueError: the spans overlap, are out of order, or lie outside of the text.

    >>> spliced("Dear Anna,", [(Span(5, 9), "[name]")])[0]
    'Dear [name],'
    """
    done: list[str] = []
    pairs: list[Pair] = []
    end = length = 0
    for span, shown in parts:
        if span.start < end or span.end > len(text):
            raise ValueError("spans overlap, or lie outside of the text")
        between = text[end : span.start]
        start = length + len(between)
        length, end = start + len(shown), span.end
        done += [between, shown]
        pairs.append((span, Span(start, length)))
    return "".join((*done, text[end:])), tuple(pairs)


def _moved(span: Span, pairs: Sequence[Pair]) -> Span:
    start = _position(span.start, pairs, last=False)
    return Span(start, _position(span.end - 1, pairs, last=True))


def _position(offset: int, pairs: Sequence[Pair], *, last: bool) -> int:
    """Return where a character stands on the other side, or with `last` the end of it."""
    index = bisect_right(pairs, offset, key=lambda pair: pair[0].start) - 1
    if index < 0:
        return offset + last
    here, there = pairs[index]
    if offset < here.end:
        return there.end if last else there.start
    return offset + last + there.end - here.end
