"""Put paragraphs, headings, lists and tables on pages, in one plain style."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from redact.formats.pdf.lines import Breaker, Line
from redact.formats.pdf.marks import CELL, beginning
from redact.formats.pdf.paragraphs import Paragraph
from redact.formats.pdf.shape import Piece

#: A4, in points.
PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
_MARGIN_X, _MARGIN_TOP, _MARGIN_BOTTOM = 74.0, 72.0, 72.0
_COLUMN = PAGE_WIDTH - 2 * _MARGIN_X
_SIZE, _LEADING = 10.5, 1.42
_HEADINGS = {1: 16.0, 2: 13.5, 3: 12.0, 4: 11.0, 5: 10.5, 6: 10.5}
_CELL_SIZE = 9.5
_GAP = 16.0
_INDENT = 16.0
_MOST_COLUMNS = 12
#: What a list item begins with that has a mark of its own.
_MARKED = re.compile(r"\s*(?:[•◦▪▫‣⁃∙·–—*○●■□➢➤✓✔-]|\(?\w{1,4}[.)])")


@dataclass(frozen=True, slots=True)
class Shown:
    """Pieces on a page, from left to right: `x` and `y` in points from its lower left corner."""

    x: float
    y: float
    size: float
    pieces: tuple[Piece, ...]
    width: float
    turns: bool = False
    marks: tuple[bytes, ...] = ()


@dataclass(slots=True)
class Page:
    """What stands on one page, in the order in which it is read.

    `marks` are those that nothing shown follows as yet.
    """

    shown: list[Shown] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)
    marks: list[bytes] = field(default_factory=list)

    def show(self, line: Line, x: float, y: float, size: float) -> None:
        """Add a line, its base line at `y`."""
        for placed in line.placed:
            marks = tuple(self.marks)
            self.marks.clear()
            self.shown.append(
                Shown(x + placed.x, y, size, placed.pieces, placed.width, line.mixed, marks)
            )


class _Setter:
    """Sets one block after another, and begins a new page where one is full."""

    def __init__(self) -> None:
        self.pages = [Page()]
        self.y = PAGE_HEIGHT - _MARGIN_TOP
        self.breaker = Breaker()

    @property
    def room(self) -> float:
        return self.y - _MARGIN_BOTTOM

    @property
    def fresh(self) -> bool:
        return self.y >= PAGE_HEIGHT - _MARGIN_TOP

    def turn_page(self) -> None:
        before = self.pages[-1]
        self.pages.append(Page(marks=before.marks))
        before.marks = []
        self.y = PAGE_HEIGHT - _MARGIN_TOP

    def mark(self, *names: bytes) -> None:
        self.pages[-1].marks.extend(names)

    def skip(self, height: float) -> None:
        if not self.fresh:
            self.y -= height

    def put(self, line: Line, x: float, size: float) -> float:
        """Set one line, on a new page where it needs one; return its base line."""
        height = _height(line, size)
        if height > self.room and not self.fresh:
            self.turn_page()
        self.y -= height
        base = self.y + _drop(line, size)
        self.pages[-1].show(line, x, base, size)
        return base


def _height(line: Line, size: float) -> float:
    return max(size * _LEADING, (line.ascent + line.descent) * 1.02)


def _drop(line: Line, size: float) -> float:
    """Return how far above the foot of a line its letters stand."""
    return max(size * 0.36, line.descent * 1.01 if line.descent > size * 0.36 else 0.0)


def pages(paragraphs: Iterator[Paragraph]) -> list[Page]:
    """Return the pages of a text; at least one.

    Raises:
        WriteError: a character cannot be set.
    """
    setter = _Setter()
    loose = False
    for is_row, group in groupby(paragraphs, key=lambda paragraph: paragraph.is_row):
        if is_row:
            _table(setter, list(group))
            loose = True
            continue
        for paragraph in group:
            if paragraph.page and not setter.fresh:
                setter.turn_page()
            setter.mark(*beginning(paragraph))
            loose = _paragraph(setter, paragraph, loose)
    return setter.pages


def _paragraph(setter: _Setter, paragraph: Paragraph, loose: bool) -> bool:
    """Set one paragraph; return whether it asks for some space after it."""
    style = paragraph.whole
    text = paragraph.text
    if not text.strip():
        setter.skip(_SIZE * _LEADING * 0.6)
        return False
    size = _HEADINGS.get(style.heading, _SIZE)
    marked = _MARKED.match(text) is not None
    indent = _INDENT if style.item else 0.0
    lines = setter.breaker.lines(paragraph, _COLUMN - indent, size, bold=style.heading > 0)
    wraps = len(lines) > 1
    if style.heading:
        setter.skip(size * 0.7)
        if setter.room < size * _LEADING * len(lines) + 3 * _SIZE * _LEADING:
            _turn(setter)
    elif loose or wraps:
        setter.skip(3.5)
    if wraps and setter.room < 2 * size * _LEADING:
        _turn(setter)
    for number, line in enumerate(lines):
        base = setter.put(line, _MARGIN_X + indent, size)
        if number == 0 and style.item and not marked:
            setter.pages[-1].dots.append((_MARGIN_X + indent - 9.0, base + size * 0.27))
    if style.heading:
        setter.skip(2.0)
    return (wraps or style.heading > 0) and not style.heading


def _turn(setter: _Setter) -> None:
    if not setter.fresh:
        setter.turn_page()


def _table(setter: _Setter, rows: Sequence[Paragraph]) -> None:
    """Set a table: its columns as wide as what they hold, a thin line under each row."""
    table = [row.cells() for row in rows]
    columns = max(len(cells) for cells in table)
    widths = _widths(setter.breaker, table, columns) if columns <= _MOST_COLUMNS else None
    setter.skip(6.0)
    for row, cells in zip(rows, table, strict=True):
        if row.page and not setter.fresh:
            setter.turn_page()
        setter.mark(*beginning(row))
        if widths is None:
            _stack(setter, cells)
            continue
        set_cells = [
            setter.breaker.lines(cell, width, _CELL_SIZE)
            for cell, width in zip(cells, widths, strict=False)
        ]
        height = max(sum(_height(line, _CELL_SIZE) for line in cell) for cell in set_cells) + 6.0
        if height > PAGE_HEIGHT - _MARGIN_TOP - _MARGIN_BOTTOM:
            _stack(setter, cells)
            continue
        if height > setter.room and not setter.fresh:
            setter.turn_page()
        x, page = _MARGIN_X, setter.pages[-1]
        for cell, width in zip(set_cells, widths, strict=False):
            setter.mark(CELL)
            y = setter.y - 3.0
            for line in cell:
                y -= _height(line, _CELL_SIZE)
                page.show(line, x, y + _drop(line, _CELL_SIZE), _CELL_SIZE)
            x += width + _GAP
        setter.y -= height
        if len(table) > 2:
            page.rules.append((_MARGIN_X, setter.y, sum(widths) + _GAP * (columns - 1)))
    setter.skip(6.0)


def _stack(setter: _Setter, cells: Sequence[Paragraph]) -> None:
    """Set the cells of a row one below the other, where they do not fit beside each other."""
    for cell in cells:
        setter.mark(CELL)
        for line in setter.breaker.lines(cell, _COLUMN, _CELL_SIZE):
            setter.put(line, _MARGIN_X, _CELL_SIZE)


def _widths(
    breaker: Breaker, table: Sequence[Sequence[Paragraph]], columns: int
) -> list[float] | None:
    """Return the width of each column, or None where the widest words do not fit."""
    whole, word = [8.0] * columns, [8.0] * columns
    for cells in table:
        for index, cell in enumerate(cells):
            wide, widest = breaker.widths(cell, _CELL_SIZE)
            whole[index] = max(whole[index], wide)
            word[index] = max(word[index], min(widest, _COLUMN / 3))
    room = _COLUMN - _GAP * (columns - 1)
    if sum(whole) <= room:
        return [width + 0.5 for width in whole]
    if sum(word) > room:
        return None
    widths = [0.0] * columns
    left = columns
    for index in sorted(range(columns), key=lambda index: whole[index]):
        widths[index] = min(whole[index] + 0.5, max(word[index], room / left))
        room -= widths[index]
        left -= 1
    return widths if room > -1.0 else None
