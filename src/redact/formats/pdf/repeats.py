"""Running headers and footers: what stands at the edge of each page alike is kept once."""

import re
from collections.abc import Sequence

from redact.formats.pdf.rows import Row

_EDGE = 0.12
_DIGITS = re.compile(r"\d{1,4}")
_PAGE_NUMBER = re.compile(r"^[-–— ]*(?:\w{1,10}\.? )?\d{1,4}(?: ?(?:/|\w{1,5}) ?\d{1,4})?[-–— ]*$")


def without_repeats(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> list[list[Row]]:
    """Return the lines of the pages, those at an edge that stand on several pages only once.

    The first of a footer goes to the end, where it parts no paragraph that runs over the page;
    page numbers go nowhere.
    """
    if len(pages) < 2:
        return [list(page) for page in pages]
    places: dict[str, set[int]] = {}
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        for row in page:
            if _at_edge(row, height):
                places.setdefault(_key(row), set()).add(number)
    shown: set[str] = set()
    footers: list[Row] = []
    found: list[list[Row]] = []
    for page, height in zip(pages, heights, strict=True):
        kept = []
        for row in page:
            key = _key(row)
            if not _at_edge(row, height) or len(places.get(key, ())) < 2:
                kept.append(row)
                continue
            if key in shown:
                continue
            shown.add(key)
            if _PAGE_NUMBER.match(row.text):
                continue
            if row.y < height / 2:
                footers.append(row)
            else:
                kept.append(row)
        found.append(kept)
    last = 1 + max((row.column for row in found[-1]), default=0)
    for row in footers:
        row.column = last
    found[-1].extend(footers)
    return found


def _at_edge(row: Row, height: float) -> bool:
    return row.y < _EDGE * height or row.y > (1 - _EDGE) * height


def _key(row: Row) -> str:
    return _DIGITS.sub("0", row.text)
