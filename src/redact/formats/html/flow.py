"""Build a page anew as it is read: its lines as segments, its plain structure as a template."""

import re
from dataclasses import dataclass, field, replace

from redact.datamodel import Segment, Style
from redact.formats.html.decoding import cleaned

#: The name of the only part of a skeleton: the body as a template with a slot for each text.
BODY = "body.html"
#: A slot of the template, with the elements around its text.
SLOT = re.compile("\x01([a-z,]*)\x02")
#: What a copy may be made of; everything else is unwrapped or dropped.
TEXT_ELEMENTS = frozenset({"code", "q", "rp", "rt", "ruby", "s", "sub", "sup", "u"})
LINES = frozenset({"div", "p", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
BOXES = frozenset({"blockquote", "dd", "dl", "dt", "li", "ol", "ul"})
TABLE = frozenset({"caption", "table", "td", "th", "tr"})
ALLOWED = TEXT_ELEMENTS | LINES | BOXES | TABLE | {"b", "br", "hr", "i"}

_CELLS = ("td", "th")
#: What may stand within a box that holds no line itself; the first is what a line there gets.
_WITHIN = {
    "table": ("tr",),
    "tr": _CELLS,
    "ul": ("li",),
    "ol": ("li",),
    "dl": ("dd",),
}
#: Where a box may stand, of those that may not stand anywhere.
_ONLY_IN = {
    "tr": ("table",),
    "caption": ("table",),
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
}
_ITEMS = frozenset({"li", "ul", "ol"})
_SPACE = re.compile(r"[ \t\n\f]+")
_SPACE_IN_LINE = re.compile(r"[ \t\f]+")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text stands in its line: its look, the elements around it, and its white space.

    `space` is ``normal``, ``line`` where line ends count, or ``pre`` where all white space does.
    """

    bold: bool = False
    italic: bool = False
    around: tuple[str, ...] = ()
    line: str = "div"
    space: str = "normal"

    def alike(self, other: "Manner") -> bool:
        """Return whether two texts of one line look the same."""
        mine = (self.bold, self.italic, self.around)
        return mine == (other.bold, other.italic, other.around)


@dataclass(slots=True)
class _Run:
    text: str = field(repr=False)
    manner: Manner


@dataclass(slots=True)
class _Line:
    tag: str
    slots: list[str]


@dataclass(slots=True)
class _Box:
    tag: str
    inside: "list[_Box | _Line]" = field(default_factory=list)
    implied: bool = False
    began: int = 0


class Flow:
    """The page so far. Texts are put in; boxes are opened and closed around them."""

    def __init__(self) -> None:
        self._segments: list[Segment] = []
        self._boxes = [_Box("body")]
        self._runs: list[_Run] = []
        self._line = ""
        self._pending = ""
        self._last = ""

    def put(self, text: str, manner: Manner) -> None:
        """Add a text to the line."""
        text = cleaned(text)
        space = manner.space
        if space == "pre" and (self._runs and self._line != "pre"):
            space = "line"
        if space == "normal":
            self._add(_SPACE.sub(" ", text), manner, spaced=False)
            return
        for number, piece in enumerate(text.split("\n")):
            if number:
                self.break_line(manner)
            if space == "line":
                piece = _SPACE_IN_LINE.sub(" ", piece)
            self._add(piece, manner, spaced=space == "pre")

    def break_line(self, manner: Manner) -> None:
        """Add a line end within the line's own element."""
        self._trim()
        self._begin(manner)
        plain = replace(manner, bold=False, italic=False, around=())
        self._runs.append(_Run("\n", plain))

    def end_line(self) -> None:
        """End a line, if there is one: what comes next stands below it."""
        self._close_line()
        self._part(rows=False)

    def rule(self) -> None:
        """Add a horizontal line."""
        self.end_line()
        if self._boxes[-1].tag not in _WITHIN:
            self._boxes[-1].inside.append(_Box("hr"))

    def open(self, tag: str) -> bool:
        """Open a box, or return False where it cannot stand here."""
        self._close_line()
        top = self._boxes[-1]
        if tag in _ONLY_IN:
            if top.tag not in _ONLY_IN[tag]:
                return False
            self._part(rows=tag in TABLE)
        elif tag in _CELLS:
            if top.tag == "table":
                top = self._implied(top, "tr")
            if top.tag != "tr":
                return False
            if top.inside:
                last = top.inside[-1]
                self._pending = (
                    "" if isinstance(last, _Box) and last.implied else self._pending
                ) + "\t"
            else:
                self._part(rows=True)
        else:
            self._part(rows=False)
            top = self._room()
        box = _Box(tag, began=len(self._segments))
        top.inside.append(box)
        self._boxes.append(box)
        return True

    def close(self) -> None:
        """Close the box that was opened last."""
        self._close_line()
        box = self._boxes.pop()
        if box.tag not in _CELLS:
            self._part(rows=box.tag in ("tr", "table"))
        elif len(self._segments) > box.began:
            self._pending = ""

    def finish(self) -> tuple[tuple[Segment, ...], bytes]:
        """Return the segments of the page and the template of its body."""
        self._close_line()
        root = _pruned(self._boxes[0])
        pieces: list[str] = []
        for each in root.inside if root else ():
            _markup(each, pieces)
            pieces.append("\n")
        return tuple(self._segments), "".join(pieces).encode()

    def _add(self, text: str, manner: Manner, *, spaced: bool) -> None:
        last = self._runs[-1].text if self._runs else "\n"
        if not spaced and text[:1] == " " and last[-1] in " \n":
            text = text[1:]
        if not text:
            return
        self._begin(manner)
        if last != "\n" and self._runs[-1].manner.alike(manner):
            self._runs[-1].text += text
        else:
            self._runs.append(_Run(text, manner))

    def _begin(self, manner: Manner) -> None:
        if not self._runs:
            self._line = "pre" if manner.space == "pre" else manner.line

    def _trim(self) -> None:
        """Take the blank away that a line ends in, for nobody sees it."""
        if self._runs and self._line != "pre":
            last = self._runs[-1]
            last.text = last.text.removesuffix(" ")
            if not last.text:
                self._runs.pop()

    def _close_line(self) -> None:
        self._trim()
        if not self._runs:
            return
        self._room().inside.append(
            _Line(self._line, [",".join(r.manner.around) for r in self._runs])
        )
        if self._pending:
            self._segments.append(Segment(self._pending, ""))
            self._pending = ""
        heading = int(self._line[1]) if self._line[0] == "h" else 0
        tags = {box.tag for box in self._boxes}
        item, cell = not tags.isdisjoint(_ITEMS), "table" in tags
        for run in self._runs:
            manner = run.manner
            style = Style(manner.bold, manner.italic, heading, item, cell)
            self._segments.append(Segment(run.text, "body", style))
        self._last = self._runs[-1].text[-1]
        self._runs = []

    def _part(self, *, rows: bool) -> None:
        """Let what comes next stand on a line of its own; between cells only where rows part."""
        pending = self._pending.rstrip("\t") if rows else self._pending
        parted = pending[-1] in "\n\t" if pending else self._last in ("", "\n")
        self._pending = pending if parted else "\n"

    def _room(self) -> _Box:
        """Return the box that a line can stand in: within a table a cell, within a list an item."""
        top = self._boxes[-1]
        while top.tag in _WITHIN:
            top = self._implied(top, _WITHIN[top.tag][0])
        return top

    def _implied(self, box: _Box, tag: str) -> _Box:
        last = box.inside[-1] if box.inside else None
        if isinstance(last, _Box) and last.tag == tag and last.implied:
            return last
        if tag == "td" and box.inside:
            self._pending += "\t"
        new = _Box(tag, implied=True)
        box.inside.append(new)
        return new


def _pruned(box: _Box) -> _Box | None:
    """Return the box without boxes that hold no line, or None; empty cells stay in their row."""
    inside: list[_Box | _Line] = []
    for each in box.inside:
        if isinstance(each, _Line) or each.tag == "hr":
            inside.append(each)
        elif (kept := _pruned(each)) is not None:
            inside.append(kept)
        elif each.tag in _CELLS:
            inside.append(_Box(each.tag))
    if not inside or (box.tag == "tr" and all(_is_empty(each) for each in inside)):
        return None
    return _Box(box.tag, inside)


def _is_empty(each: _Box | _Line) -> bool:
    return isinstance(each, _Box) and each.tag in _CELLS and not each.inside


def _markup(each: _Box | _Line, pieces: list[str]) -> None:
    if isinstance(each, _Line):
        slots = "".join(f"\x01{around}\x02" for around in each.slots)
        pieces.append(f"<{each.tag}>{slots}</{each.tag}>")
        return
    pieces.append(f"<{each.tag}>")
    if each.tag == "hr":
        return
    for child in each.inside:
        _markup(child, pieces)
    pieces.append(f"</{each.tag}>")
