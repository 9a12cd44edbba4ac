"""Collect the text of a letter, flow by flow, with the place of each piece of it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from redact.datamodel import PLAIN, Segment, Style
from redact.formats.odt.look import Look
from redact.formats.odt.names import NUMBER, SLOT, names

_SPACE = re.compile(r"[ \t\r\n]+")
_PARAGRAPHS = names("text:p text:h")
_CELL = Style(cell=True)


class Flow:
    """Text that is read in one go: the body, a header, a note, a text box, a description."""

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


class Collector:
    """The flows of one letter, its unseen text, and how often there is what."""

    def __init__(self) -> None:
        self.flows: list[Flow] = []
        self.counts: Counter[str] = Counter()
        self._unseen: list[str] = []
        self._count = 0

    def flow(self, name: str) -> Flow:
        """Return a new flow, which is read after those there are."""
        flow = Flow(name)
        self.flows.append(flow)
        return flow

    def slot(self, flow: Flow, text: str, style: Style, parent: Any) -> None:
        """Make a slot under an element the place of a segment."""
        number = str(self._count)
        self._count += 1
        flow.segments.append(Segment(text, f"{flow.name} {number}", style))
        etree.SubElement(parent, SLOT, {NUMBER: number})
        self.counts[flow.name] += 1

    def hide(self, text: str) -> None:
        """Take note of a piece of text that no reader of the letter sees."""
        self._unseen.append(text)

    def hide_all(self, element: Any) -> None:
        """Take note of all text in an element, paragraph by paragraph."""
        whole = "\n".join("".join(each.itertext()) for each in _leaves(element))
        if whole.strip():
            self.counts["hidden text"] += 1
            self._unseen.append(f"\n{whole}\n")

    def unseen(self) -> tuple[Segment, ...]:
        """Return what was hidden."""
        lines = (" ".join(line.split()) for line in "".join(self._unseen).split("\n"))
        text = "\n".join(line for line in lines if line)
        return (Segment(text, "hidden"),) if text else ()

    def joined(self) -> Iterator[Segment]:
        """Yield the segments of all flows, each flow on lines of its own."""
        first = True
        for flow in self.flows:
            if flow.segments:
                if not first:
                    yield Segment("\n", "")
                first = False
                yield from flow.segments


def _leaves(element: Any) -> Iterator[Any]:
    """Yield the paragraphs in an element, or the element itself where it has none."""
    inner = list(element.iterdescendants(*_PARAGRAPHS))
    yield from inner or [element]


class Line:
    """The text of one paragraph while it is read: white space as it is shown, one slot a look."""

    __slots__ = ("_collector", "_flow", "_hidden", "_last", "_look", "_parent", "_style", "_text")

    def __init__(self, collector: Collector, flow: Flow, style: Style) -> None:
        self._collector = collector
        self._flow = flow
        self._style = style
        self._text = ""
        self._last = ""
        self._hidden = False
        self._look = Look()
        self._parent: Any = None

    def words(self, text: str | None, look: Look, parent: Any) -> None:
        """Add a text node of the source."""
        if not text:
            return
        text = _SPACE.sub(" ", text)
        if self._last in ("", " ", "\n") and not look.unseen:
            text = text.removeprefix(" ")
        self.exact(text, look, parent)

    def exact(self, text: str, look: Look, parent: Any) -> None:
        """Add characters as they are."""
        if not text:
            return
        if look.unseen:
            if text.strip() and not self._hidden:
                self._collector.counts["hidden text"] += 1
                self._collector.hide("\n")
                self._hidden = True
            self._collector.hide(text)
            return
        self._hidden = False
        if parent is not self._parent or look != self._look:
            self.flush()
        self._parent, self._look = parent, look
        self._text += text
        self._last = text[-1]

    def object(self) -> None:
        """Take note that something stands here that is no text."""
        self.flush()
        self._last = "\ufffc"

    def flush(self) -> None:
        """Make a slot for what was added."""
        if self._text:
            style = Style(
                self._look.bold, self._look.italic, self._style.heading, self._style.item,
                self._style.cell,
            )  # fmt: skip
            self._collector.slot(self._flow, self._text, style, self._parent)
        self._text = ""
