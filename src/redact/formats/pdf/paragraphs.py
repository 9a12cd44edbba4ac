"""The paragraphs and tables that the segments of a document make up."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from redact.datamodel import PLAIN, Document, Segment, Style

#: White space at which a line may end.
SPACE = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_SPACES = re.compile(f"[{SPACE}]+")
#: What ends a line; a form feed ends a page too.
_ENDS = re.compile("\r\n|[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style."""

    text: str = field(repr=False)
    style: Style


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the document's text; `page` is true where a page was broken before it."""

    runs: tuple[Run, ...]
    page: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def style(self) -> Style:
        """The style that the paragraph as a whole has: that of its first letters."""
        return next((run.style for run in self.runs if run.text.strip()), PLAIN)

    @property
    def whole(self) -> Style:
        """What of its style is that of the paragraph, not of its letters; a heading is no item."""
        style = self.style
        return Style(heading=style.heading, item=style.item and not style.heading)

    @property
    def is_row(self) -> bool:
        return any(run.style.cell for run in self.runs)

    def cells(self) -> list["Paragraph"]:
        """Return what stands between the tabs."""
        found: list[list[Run]] = [[]]
        for run in self.runs:
            first, *others = run.text.split("\t")
            found[-1].append(Run(first, run.style))
            found.extend([Run(other, run.style)] for other in others)
        return [Paragraph(tuple(run for run in cell if run.text)) for cell in found]


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document in order, empty ones too."""
    runs: list[Run] = []
    page = False
    for segment in _joined(document):
        start = 0
        for end in _ENDS.finditer(segment.text):
            if end.start() > start:
                runs.append(Run(segment.text[start : end.start()], segment.style))
            start = end.end()
            breaks = end[0] == "\f"
            if runs or not breaks:
                yield Paragraph(tuple(runs), page)
                runs, page = [], False
            page = page or breaks
        if start < len(segment.text):
            runs.append(Run(segment.text[start:], segment.style))
    if runs:
        yield Paragraph(tuple(runs), page)


def settled(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph as a copy shows it, of which nothing is lost when the copy is read.

    White space is as many spaces as are shown, none at its end; runs differ in what is seen.
    """
    if paragraph.is_row:
        cells = [_spaced(_faces(cell.runs, Style(cell=True))) for cell in paragraph.cells()]
        runs = list(cells[0])
        for cell in cells[1:]:
            runs += [Run("\t", Style(cell=True)), *cell]
        return Paragraph(tuple(runs), paragraph.page)
    return Paragraph(_spaced(_faces(paragraph.runs, paragraph.whole)), paragraph.page)


def _faces(runs: Sequence[Run], whole: Style) -> Iterator[Run]:
    """Yield the runs in the style of their paragraph, bold and italic apart; neighbours joined."""
    styled = (
        (replace(whole, bold=run.style.bold and not whole.heading, italic=run.style.italic), run)
        for run in runs
    )
    for style, group in groupby(styled, key=lambda pair: pair[0]):
        yield Run("".join(run.text for _, run in group), style)


def _spaced(runs: Iterable[Run]) -> tuple[Run, ...]:
    found = [Run(_SPACES.sub(lambda s: " " * breadth(s[0]), run.text), run.style) for run in runs]
    while found and not (text := found[-1].text.rstrip(" ")):
        found.pop()
    if found:
        found[-1] = Run(text, found[-1].style)
    return tuple(found)


def breadth(spaces: str) -> int:
    """Return how many spaces are shown for white space.

    >>> breadth(" "), breadth("\\t"), breadth(" " * 90)
    (1, 4, 24)
    """
    return min(len(spaces) + 3 * spaces.count("\t"), 24)


def _joined(document: Document) -> Iterator[Segment]:
    """Yield the segments with neighbours of one style joined, whatever stands between them."""
    for style, group in groupby(document.segments, key=lambda segment: segment.style):
        yield Segment("".join(segment.text for segment in group), style=style)
