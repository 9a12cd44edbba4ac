"""From the letters and marks of a copy back to the segments that it was set from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from redact.datamodel import Segment, Style
from redact.formats.pdf.bidi import MIRROR, PIVOT, turns
from redact.formats.pdf.marks import ARTIFACT, BREAK, CELL, LOOKS, ROW, STYLES

_Face = tuple[bool, bool]


class Foreign(Exception):  # noqa: N818 - no error: the file is just none of ours
    """The bytes are not those of a copy."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark of a copy, or the letters of one direction with how each stretch of them looks."""

    mark: bytes = b""
    runs: tuple[tuple[str, _Face], ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


@dataclass(slots=True)
class _Paragraph:
    style: Style
    page: int
    breaks: bool
    cells: list[list[tuple[str, _Face]]] = field(default_factory=list, repr=False)


def segments(pages: Sequence[Iterable[Marked]]) -> Iterator[Segment]:
    """Yield the segments of a copy, the pages of which show the letters and marks given.

    Raises:
        Foreign: no copy has its marks in this order.
    """
    found = _paragraphs(pages)
    for index, paragraph in enumerate(found):
        if paragraph.breaks:
            yield Segment("\f", locator="")
        yield from _segments(paragraph)
        last = index + 1 == len(found)
        empty = paragraph.style == Style() and not any(paragraph.cells)
        if empty or (not last and not found[index + 1].breaks):
            yield Segment("\n", locator="")


def _segments(paragraph: _Paragraph) -> Iterator[Segment]:
    style = paragraph.style
    for index, cell in enumerate(paragraph.cells):
        if index:
            yield Segment("\t", locator="", style=style)
        for (bold, italic), group in groupby(cell, key=lambda run: run[1]):
            own = Style(bold and not style.heading, italic, style.heading, style.item, style.cell)
            text = "".join(text for text, _ in group)
            yield Segment(text, f"page {paragraph.page}", own)


def _paragraphs(pages: Sequence[Iterable[Marked]]) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    breaks = artifact = False
    for number, page in enumerate(pages, 1):
        for item in page:
            if item.mark == BREAK:
                breaks = True
            elif item.mark == ARTIFACT:
                artifact = True
            elif item.mark == CELL and found and found[-1].style.cell:
                found[-1].cells.append([])
            elif item.mark in STYLES:
                cells: list[list[tuple[str, _Face]]] = [] if item.mark == ROW else [[]]
                found.append(_Paragraph(STYLES[item.mark], number, breaks, cells))
                breaks = False
            elif item.mark or not found or not found[-1].cells:
                raise Foreign
            elif artifact:
                if item.text != PIVOT:
                    raise Foreign
                artifact = False
            else:
                found[-1].cells[-1].extend(_turned(item))
    for paragraph in found:
        for cell in paragraph.cells:
            _end(cell, blank=paragraph.style == Style())
    return found


def _turned(item: Marked) -> Iterable[tuple[str, _Face]]:
    if not turns(item.text):
        return item.runs
    return [
        ("".join(MIRROR.get(char, char) for char in reversed(text)), face)
        for text, face in reversed(item.runs)
    ]


def _end(cell: list[tuple[str, _Face]], *, blank: bool) -> None:
    """Take away the space that stands at the end of every text.

    Raises:
        Foreign: there is none.
    """
    if blank and not cell:
        return
    text, face = cell[-1] if cell else ("", None)
    if not text.endswith(" ") or face != LOOKS[b"Span"]:
        raise Foreign
    cell.pop()
    if len(text) > 1:
        cell.append((text[:-1], LOOKS[b"Span"]))
