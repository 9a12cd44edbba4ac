"""From lines to paragraphs: what was broken to fit the page is joined again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from redact.datamodel import Segment, Style
from redact.formats.pdf.bidi import base_level
from redact.formats.pdf.letters import HYPHEN, Ink
from redact.formats.pdf.rows import Row

_ITEM = re.compile(
    r"(?:[•◦▪▫‣⁃∙●○■□➢➤✓✔\uf000-\uf0ff][ \t]?|[-–—*·] |\(?\d{1,2}[.)] |\(?[a-z][.)] )"
)
_TERMINAL = re.compile(r"[.!?:;。！？؟।][\"'”’»)\]]*$")
_HYPHENS = (HYPHEN, "-", "\u2010", "\u00ad")
_UNSPACED = re.compile("[\u0e00-\u0eff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_HEADINGS = ((1.6, 1), (1.3, 2), (1.12, 3))
_HEADING_LETTERS = 120
_LOOSE = 1.28
_LONG = 45
#: How full a line is that goes on in a small letter though its next word would have fit.
_NEARLY_FULL = 0.65

_Letters = list[tuple[str, Ink | None]]


@dataclass(slots=True)
class Block:
    """A paragraph: its letters, how far above it the one before stands, where it comes from."""

    letters: _Letters = field(repr=False)
    page: int
    rows: list[Row] = field(repr=False)
    loose: bool = False
    cells: bool = False
    breaks: bool = False

    @property
    def text(self) -> str:
        return "".join(letter for letter, _ in self.letters)


def blocks(pages: Sequence[Sequence[Row]], sizes: Sequence[tuple[float, float]]) -> list[Block]:
    """Return the paragraphs of all pages; one that runs over a page is one."""
    found: list[Block] = []
    body = _body_size(row for page in pages for row in page)
    edges = _edges([row for page in pages for row in page if not row.narrow], body, sizes)
    for number, page in enumerate(pages):
        first = len(found)
        leading = _leading(page)
        for _, group in groupby(page, key=lambda row: row.column):
            column = list(group)
            own = (min(row.x0 for row in column), max(row.x1 for row in column))
            found.extend(_paragraphs(column, number, leading, own if column[0].narrow else edges))
        if first and len(found) > first:
            _over_the_page(found, first, sizes[found[first - 1].page][1])
    return found


def _edges(
    rows: Sequence[Row], body: float, sizes: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Return between which edges the lines of a document stand.

    Where all of them are short, the right margin is taken to be as wide as the left one.
    """
    rows = [row for row in rows if 0.9 * body < row.size < 1.1 * body] or rows
    if not rows:
        return 0.0, 0.0
    long = [row for row in rows if len(row.cells) == 1 and len(row.cells[0]) >= _LONG]
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if len(long) >= 3:
        left = sorted(row.x0 for row in long)[len(long) // 10]
        right = sorted(row.x1 for row in long)[-1 - len(long) // 10]
    width = max(size[0] for size in sizes)
    if right - left < 0.6 * width:
        right = max(right, width - left)
    return left, right


def _leading(page: Sequence[Row]) -> float:
    """Return the usual distance of two lines, in parts of their size."""
    steps = [
        (above.y - below.y) / max(above.size, below.size, 1.0)
        for above, below in pairwise(page)
        if above.column == below.column and 0.8 < (above.y - below.y) / max(below.size, 1.0) < 2.2
    ]
    if not steps:
        return 1.2
    steps.sort()
    return min(median(steps), median(steps[: max(1, len(steps) // 2)]) * 1.15)


def _paragraphs(
    rows: Sequence[Row], page: int, leading: float, edges: tuple[float, float]
) -> Iterator[Block]:
    tables = _tables(rows)
    block: Block | None = None
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        step = (above.y - row.y) / max(above.size, row.size, 1.0) if above is not None else 0.0
        loose = above is not None and (step > leading * _LOOSE or step < -1.0)
        letters = _letters(row)
        if (
            block is not None
            and above is not None
            and not loose
            and _goes_on(block, above, row, edges, tables, index)
        ):
            _append(block.letters, letters)
            block.rows.append(row)
            continue
        if block is not None:
            yield block
        block = Block(letters, page, [row], loose, index in tables)
    if block is not None:
        yield block


def _letters(row: Row) -> _Letters:
    found: _Letters = []
    for cell in row.cells:
        if found:
            found.append(("\t", None))
        found.extend(cell)
    return found


def _goes_on(
    block: Block,
    above: Row,
    row: Row,
    edges: tuple[float, float],
    tables: set[int],
    index: int,
) -> bool:
    """Return whether a line goes on with the paragraph of the one above it.

    It does where its first word would not have found room there.
    """
    if index in tables or index - 1 in tables or len(row.cells) > 1 or len(above.cells) > 1:
        return False
    if abs(above.size - row.size) > 0.12 * max(above.size, row.size):
        return False
    if _ITEM.match(row.text):
        return False
    size = row.size
    start = block.rows[0]
    if base_level(above.text) == 1:
        return above.x0 - row.first - 0.2 * size < edges[0] + 0.5 * size
    room = max(edges[1] - above.x1, 0.0)
    fits = row.first + 0.2 * size < room
    if above.text[-1:] in {HYPHEN, "\u00ad"}:
        return True
    if fits and not (
        row.text[:1].islower()
        and not _TERMINAL.search(above.text)
        and above.x1 - edges[0] > _NEARLY_FULL * (edges[1] - edges[0])
    ):
        return False
    hangs = len(block.rows) == 1 and (row.x0 > start.x0 and bool(_ITEM.match(start.text)))
    indented = row.x0 - (block.rows[-1].x0 if len(block.rows) > 1 else start.x0)
    return hangs or indented < 0.9 * size


def _append(letters: _Letters, more: _Letters) -> None:
    """Join a line to the one before it: a hyphen goes before a small letter, else stays."""
    last = letters[-1][0]
    if last in _HYPHENS and len(letters) > 1 and letters[-2][0].isalpha():
        if more[0][0].islower():
            letters.pop()
        elif last != "-":
            letters[-1] = ("-", letters[-1][1])
        letters.extend(more)
        return
    if not _unspaced(last, more[0][0]):
        letters.append((" ", letters[-1][1]))
    letters.extend(more)


def _unspaced(one: str, other: str) -> bool:
    """Return whether both letters are of scripts that part their words by no space."""
    return bool(_UNSPACED.match(one) and _UNSPACED.match(other))


def _tables(rows: Sequence[Row]) -> set[int]:
    """Return the lines that are rows of a table: neighbours with cells that begin alike."""
    found: set[int] = set()
    for index, (above, below) in enumerate(pairwise(rows)):
        if len(above.cells) > 1 and len(below.cells) > 1:
            found |= {index, index + 1}
    return found


def _over_the_page(found: list[Block], first: int, height: float) -> None:
    """Join a paragraph that runs over a page, or mark where a page was left half empty."""
    above, below = found[first - 1], found[first]
    text, more = above.text.rstrip(), below.text.lstrip()
    alike = abs(above.rows[-1].size - below.rows[0].size) < 0.12 * above.rows[-1].size
    split = text[-1:] in {HYPHEN, "\u00ad"} or (
        not _TERMINAL.search(text)
        and (more[:1].islower() or _unspaced(text[-1:], more[:1]))
        and len(text) > 30
    )
    if alike and split and not above.cells and not below.cells and not _ITEM.match(more):
        _append(above.letters, below.letters)
        above.rows.extend(below.rows)
        del found[first]
        return
    below.loose = True
    below.breaks = above.rows[-1].y > 0.3 * height


def segments(found: Sequence[Block]) -> Iterator[Segment]:
    """Yield the text of the paragraphs with their styles, and what parts them."""
    body = _body_size(row for block in found for row in block.rows)
    for index, block in enumerate(found):
        if index:
            yield Segment("\f" if block.breaks else "\n\n" if block.loose else "\n", locator="")
        base = _style(block, body)
        where = f"page {block.page + 1}"
        marks = [
            (_shown(letter, place == 0), ink) for place, (letter, ink) in enumerate(block.letters)
        ]
        for (bold, italic), group in groupby(marks, key=lambda mark: _face(mark[1])):
            text = "".join(letter for letter, _ in group)
            style = Style(bold and not base.heading, italic, base.heading, base.item, base.cell)
            if text:
                yield Segment(text, where, style)


def _face(ink: Ink | None) -> tuple[bool, bool]:
    return (ink.bold, ink.italic) if ink is not None else (False, False)


def _shown(letter: str, first: bool) -> str:
    """Return a letter as it is read: bullets of symbol fonts are bullets."""
    if "\uf000" <= letter <= "\uf0ff" and first:
        return "•"
    return "-" if letter == HYPHEN else letter


def _body_size(rows: Iterable[Row]) -> float:
    sizes: dict[float, int] = {}
    for row in rows:
        key = round(row.size * 2) / 2
        sizes[key] = sizes.get(key, 0) + sum(len(cell) for cell in row.cells)
    return max(sizes, key=lambda key: (sizes[key], key), default=10.0)


def _style(block: Block, body: float) -> Style:
    text = block.text
    if block.cells:
        return Style(cell=True)
    if _ITEM.match(text):
        return Style(item=True)
    ratio = block.rows[0].size / max(body, 1.0)
    if len(text) <= _HEADING_LETTERS and "\t" not in text:
        level = next((level for least, level in _HEADINGS if ratio >= least), 0)
        return Style(heading=level)
    return Style()
