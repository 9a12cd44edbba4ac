"""The paragraphs and tables that the segments of a document make up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from redact.datamodel import PLAIN, Document, Segment, Style

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


def _joined(document: Document) -> Iterator[Segment]:
    """Yield the segments with neighbours of one style joined, whatever stands between them."""
    for style, group in groupby(document.segments, key=lambda segment: segment.style):
        yield Segment("".join(segment.text for segment in group), style=style)
