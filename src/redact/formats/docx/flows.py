"""Collect the text of a document: what is seen, flow by flow, and what is not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from redact.datamodel import PLAIN, Notice, Segment, Style
from redact.formats.docx.names import MARK, MARKED_ATTRIBUTE

_CELL = Style(cell=True)


class Flow:
    """Text that is read in one go: the body, a header, a note, a text box."""

    __slots__ = ("_gap", "name", "segments")

    def __init__(self, name: str) -> None:
        self.name = name
        self.segments: list[Segment] = []
        self._gap = ""

    def part(self, gap: str) -> None:
        """Let the next paragraph be parted from what is there by `gap`, if anything is."""
        if self.segments or self._gap:
            self._gap = gap

    def begin(self, *, cell: bool) -> None:
        """Begin a paragraph."""
        if self._gap:
            self.segments.append(Segment(self._gap, "", _CELL if cell else PLAIN))
        self._gap = "\n"

    def join(self) -> None:
        """Let the next paragraph go on in the line of the last."""
        self._gap = ""


class Collector:
    """The segments, the unseen text and the notices of one document."""

    def __init__(self) -> None:
        self.notices: Counter[str] = Counter()
        self.unseen: list[Segment] = []
        self._count = 0

    def node(
        self, flow: Flow, text: str, style: Style, element: Any, attribute: str | None = None
    ) -> None:
        """Make an element, or one of its attributes, the place of a segment."""
        number = str(self._count)
        self._count += 1
        flow.segments.append(Segment(text, f"{flow.name} {number}", style))
        element.set(MARK if attribute is None else MARKED_ATTRIBUTE + attribute, number)

    def hide(self, text: str, where: str) -> None:
        """Take note of text that no reader of the letter sees."""
        if text:
            self.unseen.append(Segment(text, where))

    def hide_end(self) -> None:
        """Part what was hidden from what will be."""
        if self.unseen and self.unseen[-1].text != "\n":
            self.unseen.append(Segment("\n", ""))

    def notice(self, channel: str, count: int = 1) -> None:
        """Take note of what the copy will not show."""
        if count:
            self.notices[channel] += count

    def all_notices(self) -> tuple[Notice, ...]:
        """Return the notices, in the order of their words."""
        return tuple(Notice(channel, count) for channel, count in sorted(self.notices.items()))


def joined(flows: Iterable[Flow]) -> Iterator[Segment]:
    """Yield the segments of all flows, each flow on lines of its own."""
    first = True
    for flow in flows:
        if flow.segments:
            if not first:
                yield Segment("\n", "")
            first = False
            yield from flow.segments
