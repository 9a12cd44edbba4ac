"""From fragments to lines in reading order: rows, columns of prose, cells of tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median

from redact.formats.pdf.bidi import turns
from redact.formats.pdf.letters import Fragment, Ink

#: Gaps between two fragments of a row, in parts of the letters' size: a word's, a cell's.
_WORD, _CELL = 0.12, 1.0
_GUTTER = 9.0
_PLACEHOLDER = re.compile(r"\[[A-Za-z_ 0-9]+\]")
#: The mark of a list item, alone; those of symbol fonts are private letters.
_BULLET = re.compile("[•◦▪▫‣⁃∙●○■□➢➤\uf000-\uf0ff]")
_PROSE_LETTERS, _PROSE_ROWS = 22, 4
#: More lines than this no page has from top to bottom.
_MOST_LINES = 120


@dataclass(slots=True)
class Row:
    """What stands on one line: cells, each of letters with the ink they are set in."""

    cells: list[list[tuple[str, Ink]]] = field(repr=False)
    x0: float
    x1: float
    y: float
    size: float
    first: float
    column: int = 0
    narrow: bool = False

    @property
    def text(self) -> str:
        return "\t".join("".join(letter for letter, _ in cell) for cell in self.cells)


def rows(fragments: Sequence[Fragment]) -> list[Row]:
    """Return the lines of a page in reading order; text that stands slanted comes last."""
    angles = sorted(
        {item.angle for item in fragments}, key=lambda angle: -_weight(fragments, angle)
    )
    found: list[Row] = []
    column = 0
    for angle in angles:
        lines = _lines([item for item in fragments if item.angle == angle])
        for block, narrow in _blocks(lines):
            found.extend(_row(line, column, narrow or angle != angles[0]) for line in block)
            column += 1
    return found


def _weight(fragments: Sequence[Fragment], angle: int) -> int:
    return sum(len(item.letters) for item in fragments if item.angle == angle)


def _lines(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Return the fragments line by line, from the top of the page down."""
    lines: list[list[Fragment]] = []
    for item in sorted(fragments, key=lambda item: (-item.y, item.x0)):
        for line in reversed(lines[-3:]):
            big = max(line, key=lambda other: other.size)
            if abs(item.y - big.y) < (0.25 if item.size > 0.8 * big.size else 0.6) * big.size:
                line.append(item)
                break
        else:
            lines.append([item])
    for line in lines:
        line.sort(key=lambda item: item.x0)
    return lines


def _blocks(
    lines: Sequence[list[Fragment]], narrow: bool = False
) -> list[tuple[list[list[Fragment]], bool]]:
    """Return the lines in blocks, and whether each is a column beside another one."""
    if not _may_have_columns(lines):
        return [(list(lines), narrow)] if lines else []
    found: list[tuple[list[list[Fragment]], bool]] = [([], narrow)]
    index = 0
    while index < len(lines):
        end, gutter = _column_run(lines, index)
        if gutter is None:
            found[-1][0].append(lines[index])
            index += 1
            continue
        left = [[f for f in line if f.x1 <= gutter + 1] for line in lines[index:end]]
        right = [[f for f in line if f.x1 > gutter + 1] for line in lines[index:end]]
        for part in (left, right):
            kept = [line for line in part if line]
            found.extend(_blocks(kept, True) if len(kept) < end - index else [(kept, True)])
        found.append(([], narrow))
        index = end
    return [block for block in found if block[0]]


def _may_have_columns(lines: Sequence[list[Fragment]]) -> bool:
    """Return whether enough long fragments stand on either side of a page."""
    long = [item for line in lines for item in line if len(item.letters) >= _PROSE_LETTERS]
    if len(long) < 2 * _PROSE_ROWS:
        return False
    low, high = min(item.x0 for item in long), max(item.x1 for item in long)
    left = sum(item.x1 < low + 0.7 * (high - low) for item in long)
    right = sum(item.x0 > low + 0.3 * (high - low) for item in long)
    return left >= _PROSE_ROWS and right >= _PROSE_ROWS


def _column_run(lines: Sequence[list[Fragment]], start: int) -> tuple[int, float | None]:
    """Return up to which line two columns of prose stand side by side, and where they part."""
    low = min(f.x0 for f in lines[start])
    high = max(f.x1 for f in lines[start])
    spans: list[tuple[float, float]] = []
    best: tuple[int, float | None] = (start + 1, None)
    for end in range(start, min(len(lines), start + _MOST_LINES)):
        for item in lines[end]:
            spans.append((item.x0, item.x1))
            low, high = min(low, item.x0), max(high, item.x1)
        gaps = _gaps(spans)
        if not gaps and len(lines[end]) >= 1 and high - low > 0 and _covers(spans, low, high):
            break
        gap = max(gaps, key=lambda pair: pair[1] - pair[0], default=None)
        if gap is None:
            continue
        middle = (gap[0] + gap[1]) / 2
        if _prose(lines[start : end + 1], middle):
            best = (end + 1, middle)
    return best


def _covers(spans: Sequence[tuple[float, float]], low: float, high: float) -> bool:
    return any(x1 - x0 > 0.6 * (high - low) for x0, x1 in spans) and high - low > 250


def _gaps(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    gaps, reach = [], None
    for x0, x1 in sorted(spans):
        if reach is not None and x0 - reach >= _GUTTER:
            gaps.append((reach, x0))
        reach = x1 if reach is None else max(reach, x1)
    return gaps


def _prose(lines: Sequence[list[Fragment]], gutter: float) -> bool:
    left = [item for line in lines for item in line if item.x1 <= gutter]
    right = [item for line in lines for item in line if item.x0 >= gutter]
    return all(
        len(side) >= _PROSE_ROWS and median(len(item.letters) for item in side) >= _PROSE_LETTERS
        for side in (left, right)
    )


def _row(line: Sequence[Fragment], column: int, narrow: bool) -> Row:
    """Return a line as cells; one that reads from right to left begins on the right."""
    ordered = _read_order(line)
    cells: list[list[tuple[str, Ink]]] = []
    before: Fragment | None = None
    for item in ordered:
        letters = [(letter, ink) for letter, ink, _, _ in item.letters]
        if before is None:
            cells.append(letters)
        else:
            gap = max(item.x0 - before.x1, before.x0 - item.x1)
            size = max(item.size, before.size)
            if gap > _CELL * size:
                cells.append(letters)
            else:
                if gap > _WORD * size and not cells[-1][-1][0].isspace():
                    cells[-1].append((" ", item.letters[0][1]))
                cells[-1].extend(letters)
        before = item
    cells = _item([cell for cell in map(_trimmed, cells) if cell])
    big = max(line, key=lambda item: item.size)
    first = ordered[0]
    return Row(
        cells,
        min(item.x0 for item in line),
        max(item.x1 for item in line),
        big.y,
        big.size,
        _first_word(first),
        column,
        narrow,
    )


def _item(cells: list[list[tuple[str, Ink]]]) -> list[list[tuple[str, Ink]]]:
    """Return the cells of a line with a bullet put to what it stands before: no table has it so."""
    if len(cells) < 2 or not _BULLET.fullmatch("".join(letter for letter, _ in cells[0])):
        return cells
    return [[*cells[0], (" ", cells[1][0][1]), *cells[1]], *cells[2:]]


def _read_order(line: Sequence[Fragment]) -> list[Fragment]:
    """Return the fragments of a line in the order in which they are read."""
    text = " ".join(item.text for item in line)
    if not turns(text):
        return list(line)
    right = sum(turns(char) for char in text)
    if 2 * right < sum(char.isalpha() for char in _PLACEHOLDER.sub("", text)):
        return list(line)
    found: list[Fragment] = []
    for turned, group in groupby(reversed(line), key=lambda item: turns(item.text)):
        run = list(group)
        found.extend(run if turned else reversed(run))
    return found


def _first_word(item: Fragment) -> float:
    """Return how wide the first word is."""
    end = next((i for i, letter in enumerate(item.letters) if letter[0] == " "), len(item.letters))
    word = item.letters[:end] or item.letters[:1]
    return max(letter[3] for letter in word) - min(letter[2] for letter in word)


def _trimmed(cell: list[tuple[str, Ink]]) -> list[tuple[str, Ink]]:
    start, end = 0, len(cell)
    while start < end and cell[start][0].isspace():
        start += 1
    while end > start and cell[end - 1][0].isspace():
        end -= 1
    found: list[tuple[str, Ink]] = []
    for letter in cell[start:end]:
        if not (letter[0].isspace() and found and found[-1][0].isspace()):
            found.append(letter)
    return found
