"""Overlapping windows over the word pieces of a letter of any length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST = 238
MARGIN = 16
SLACK = 8


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``[start, end)`` that the model reads; the answers for ``[first, last)`` count."""

    start: int
    end: int
    first: int
    last: int

    def __post_init__(self) -> None:
        """Check that the core lies in the window."""
        if not self.start <= self.first < self.last <= self.end:
            raise ValueError(
                f"not a window: [{self.start}, {self.end}) around [{self.first}, {self.last})"
            )


def windows(ranks: Sequence[int], longest: int = LONGEST, margin: int = MARGIN) -> Iterator[Window]:
    """Yield windows of nearly equal length whose cores follow each other without a gap.

    Every piece is answered by the window in which it is farther from an edge, with about
    ``margin`` pieces or more seen on both sides of it, so that no name is cut in two.

    Args:
        ranks: how good a place to cut the start of each piece is: 0 inside a word, 1 between
            words, 2 after a sentence, 3 at the start of a line.
        longest: the most pieces in a window.
        margin: how many pieces a window reads beyond its core, on either side.
    """
    count = len(ranks)
    if count <= longest:
        if count:
            yield Window(0, count, 0, count)
        return
    most = longest - 2 * margin
    cores = -(-count // (most - SLACK))
    cores += cores % 2  # an even number runs evenly on two processors
    first = 0
    while first < count:
        last = _next_cut(ranks, first, most, cores)
        cores -= 1
        start = _word_start(ranks, max(0, first - margin), first)
        end = _word_end(ranks, last, min(count, last + margin))
        yield Window(start, end, first, last)
        first = last


def _next_cut(ranks: Sequence[int], first: int, most: int, cores: int) -> int:
    """Return where the core that begins at ``first`` ends, if about so many are still to come."""
    left = len(ranks) - first
    if left <= most and (cores < 2 or left <= 2 * SLACK):
        return len(ranks)
    ideal = first + round(left / max(cores, -(-left // (most - SLACK))))
    near = range(
        max(first + 1, ideal - SLACK), min(first + most, ideal + SLACK, len(ranks) - 1) + 1
    )
    best = max(near, key=lambda place: (ranks[place], -abs(place - ideal)))
    if ranks[best]:
        return best
    last = min(first + most, len(ranks))
    return next((place for place in range(last - 1, first, -1) if ranks[place]), last)


def _word_start(ranks: Sequence[int], low: int, high: int) -> int:
    """Return the first start of a word from ``low`` on, at most ``high``."""
    return next((place for place in range(low, high) if ranks[place]), high)


def _word_end(ranks: Sequence[int], low: int, high: int) -> int:
    """Return the last end of a word up to ``high``, at least ``low``."""
    if high == len(ranks):
        return high
    return next((place for place in range(high, low, -1) if ranks[place]), low)
