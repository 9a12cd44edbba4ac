"""Plots as inline SVG that say their numbers in words too, for eyes and for screen readers."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

_WIDTH, _ROW, _LEFT, _RIGHT = 640, 26, 150, 70
_HEIGHT = 150
#: Columns of a histogram, at most.
_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, how long it is, the class of its colour, and a remark."""

    name: str
    value: int
    colour: str = ""
    remark: str = ""


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Return a bar for each row, from left to right, the longest over the whole width.

    >>> "person" in bars("Hidden", [Bar("person", 3)])
    True
    """
    most = max((row.value for row in rows), default=0) or 1
    height = _ROW * len(rows) + 4
    told = "; ".join(f"{row.name}: {row.value}" for row in rows)
    return _svg(title, told, height, "".join(_bar(n, row, most) for n, row in enumerate(rows)))


def _bar(number: int, row: Bar, most: int) -> str:
    top = _ROW * number + 4
    length = round((_WIDTH - _LEFT - _RIGHT) * row.value / most, 1)
    remark = f"<title>{escape(row.remark)}</title>" if row.remark else ""
    return (
        f'<g class="{escape(row.colour)}">{remark}'
        f'<text x="{_LEFT - 8}" y="{top + 15}" text-anchor="end">{escape(row.name)}</text>'
        f'<rect x="{_LEFT}" y="{top}" width="{max(length, 1)}" height="{_ROW - 6}" rx="3"/>'
        f'<text x="{_LEFT + length + 6}" y="{top + 15}">{row.value:,}</text></g>'
    )


def histogram(title: str, values: Sequence[float], unit: str) -> str:
    """Return how many of the values lie in each of some equal steps; empty where there are none.

    >>> histogram("Time", [0.1, 0.2, 0.2], "s").count("<rect")
    2
    """
    if not values:
        return ""
    edges = _edges(values)
    counts = list(_counts(values, edges))
    most = max(counts)
    across = (_WIDTH - 2 * 40) / len(counts)
    columns = []
    for number, (count, (low, high)) in enumerate(zip(counts, pairwise(edges), strict=True)):
        if not count:
            continue
        tall = round((_HEIGHT - 20) * count / most, 1)
        remark = f"{count:,} from {_told(low)} to {_told(high)} {unit}"
        columns.append(
            f"<g><title>{remark}</title><rect x='{40 + across * number + 1:.1f}'"
            f" y='{_HEIGHT - tall}' width='{max(across - 2, 1):.1f}' height='{tall}' rx='2'/></g>"
        )
    axis = "".join(
        f'<text x="{40 + across * number:.1f}" y="{_HEIGHT + 18}" text-anchor="middle">'
        f"{_told(edges[number])}</text>"
        for number in range(0, len(edges), max(1, len(counts) // 6))
    )
    top = f'<text x="36" y="28" text-anchor="end">{most:,}</text>'
    told = f"{len(values)} values from {_told(min(values))} to {_told(max(values))} {unit}"
    line = f'<path d="M40 {_HEIGHT}H{_WIDTH - 40}"/>'
    label = f'<text x="{_WIDTH / 2}" y="{_HEIGHT + 38}" text-anchor="middle">{escape(unit)}</text>'
    return _svg(title, told, _HEIGHT + 46, "".join((*columns, line, axis, top, label)))


def _edges(values: Sequence[float]) -> list[float]:
    """Return where the steps begin and end: round numbers, the last one above all values."""
    highest = max(values)
    step = _round_up(max(highest, 1e-4) / _COLUMNS)
    count = max(1, math.floor(highest / step) + 1)
    return [round(step * number, 6) for number in range(count + 1)]


def _round_up(value: float) -> float:
    """Return the next of 1, 2 and 5 times a power of ten.

    >>> _round_up(0.03), _round_up(7)
    (0.05, 10)
    """
    power = 10.0 ** math.floor(math.log10(value))
    factor = next(factor for factor in (1, 2, 5, 10) if factor * power >= value * 0.999)
    whole = factor * power
    return round(whole) if whole >= 1 else round(whole, 6)


def _counts(values: Sequence[float], edges: Sequence[float]) -> Iterator[int]:
    step = edges[1]
    places = Counter(min(int(value / step), len(edges) - 2) for value in values)
    yield from (places[number] for number in range(len(edges) - 1))


def _told(value: float) -> str:
    return f"{value:.4g}"


def _svg(title: str, told: str, height: int, content: str) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {_WIDTH} {height}" aria-label="{escape(title)}: '
        f'{escape(told)}">{content}</svg>'
    )
