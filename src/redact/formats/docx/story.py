"""Build a clean copy of a story: its blocks and paragraphs, and collect its text.

A story is what one part of the file holds: the body, a header, the footnotes. Only what is known
is built; whatever else stands there is not copied.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from redact.datamodel import PLAIN, Style
from redact.formats.docx.choice import branch, contained, passed_over
from redact.formats.docx.context import Context, PartBuilder
from redact.formats.docx.fields import Fields
from redact.formats.docx.flows import Flow
from redact.formats.docx.look import (
    OFF_PAGE,
    WHITE,
    Look,
    changed,
    is_on,
    number,
    shading,
    too_low,
)
from redact.formats.docx.names import MC, WP, XML, M, q, w
from redact.formats.docx.place import Line, Place
from redact.formats.docx.runs import GONE_MARKS, Runs
from redact.formats.docx.tables import Tables

_VAL = w("val")
_P, _TBL, _PPR = w("p"), w("tbl"), w("pPr")
_FORMULAS = (q(M, "oMath"), q(M, "oMathPara"))
_WRAPPERS = (w("customXml"), w("smartTag"), w("ins"), w("moveTo"))
_LEVELS = tuple("012345")
_PSTYLE, _LEVEL, _NEW_PAGE, _SPACING, _SHD, _SECTION, _RPR = (
    w(name)
    for name in ("pStyle", "outlineLvl", "pageBreakBefore", "spacing", "shd", "sectPr", "rPr")
)
_NUM_ID = f"{w('numPr')}/{w('numId')}"
#: What can move a paragraph off the page.
_OFFSETS = (
    (w("framePr"), (w("x"), w("y"))),
    (w("ind"), tuple(w(name) for name in ("left", "start", "firstLine", "right", "end"))),
)


class Story:
    """Builds one part's story; `boxes` and `labels` hold what is not in its main flow."""

    def __init__(self, context: Context, part: PartBuilder, root: Any) -> None:
        self._collector = context.collector
        self._context = context
        self._styles = context.styles
        self.part = part
        self.boxes: list[Flow] = []
        self.labels = Flow(f"{part.kind} label")
        self.fields = Fields(root)
        self.preserved = root.get(q(XML, "space")) == "preserve"
        self.ground: str | None = None if _drawn_behind(root) else WHITE
        self._runs = Runs(context, self)
        self._tables = Tables(context, self)

    def block(self, source: Iterable[Any], target: Any, place: Place) -> None:
        """Build paragraphs and tables under `target`.

        Args:
            source: The elements to build from.
            target: The element that they go under.
            place: Where they stand.
        """
        held = None
        for child in self._blocks(source):
            if child.tag == _P:
                held = self._paragraph(child, target, place, held)
                continue
            _settle(held, target)
            held = None
            if child.tag == _TBL:
                self._tables.table(child, target, place)
            else:
                self._formula(child, target, place)
        _settle(held, target)

    def box(self, content: Any, target: Any, ground: str | None) -> None:
        """Build the content of a text box, in a flow of its own."""
        flow = Flow(f"{self.part.kind} text box")
        self.boxes.append(flow)
        outer, self.fields = self.fields, Fields(content)
        self.block(content, target, Place(flow, ground))
        self.fields = outer
        end_with_paragraph(target)

    def label(self, text: str, element: Any, attribute: str) -> None:
        """Make an attribute the place of a line of its own: an alternative text, a title."""
        self.labels.begin(cell=False)
        self._collector.node(self.labels, text, PLAIN, element, attribute)

    def hide_all(self, source: Any) -> None:
        """Take note of all text within an element that nobody sees."""
        for each in source.iter(w("t")):
            self._collector.hide("".join(each.itertext()), f"{self.part.kind} unseen")
        self._collector.hide_end()
        self._collector.notice("invisible text dropped")

    def _blocks(self, source: Iterable[Any]) -> Iterator[Any]:
        for child in source:
            tag = child.tag
            if tag in (_P, _TBL) or tag in _FORMULAS:
                yield child
            elif tag == w("sdt"):
                yield from self._blocks(contained(child))
            elif tag in _WRAPPERS:
                yield from self._blocks(child)
            elif tag == q(MC, "AlternateContent"):
                yield from self._blocks(branch(child))
            elif tag == w("altChunk"):
                self._collector.notice("included documents dropped")
            else:
                passed_over(child, self._collector)

    def _paragraph(self, source: Any, target: Any, place: Place, held: Any) -> Any:
        """Build a paragraph; return it, not yet placed, where its end is deleted or hidden.

        Args:
            source: The paragraph to build from.
            target: The element that it goes under.
            place: Where it stands.
            held: The paragraph before, if its end is gone: its text begins this one.
        """
        made = etree.SubElement(target, _P)
        found = source.find(_PPR)
        line = self._line(found, made, place)
        if held is not None:
            place.flow.join()
        place.flow.begin(cell=place.cell)
        if found is not None:
            self._properties(found, made, place)
        if held is not None:
            made.extend(child for child in list(held) if child.tag != _PPR)
        self._runs.inline(source, line)
        self._runs.end_line(made)
        self._collector.hide_end()
        if found is not None and _end_is_gone(found):
            target.remove(made)
            return made
        return None

    def _properties(self, found: Any, made: Any, place: Place) -> None:
        into = etree.SubElement(made, _PPR)
        self._styles.paragraph(found, into)
        section = found.find(_SECTION)
        if section is not None and self.part.kind == "body":
            self._context.section(section, into, self.part)
            if self._context.starts_page(section):
                place.flow.part("\f")
        if not len(into):
            made.remove(into)

    def _line(self, found: Any, made: Any, place: Place) -> Line:
        styles = self._styles
        style = found.find(_PSTYLE) if found is not None else None
        style_id = style.get(_VAL) if style is not None else None
        look = changed(styles.plain, styles.look(style_id, "paragraph"))
        heading = styles.heading(style_id or styles.defaults.get("paragraph"))
        item = styles.listed(style_id)
        if found is not None:
            look = _direct(found, look)
            level = found.find(_LEVEL)
            if level is not None:
                heading = int(level.get(_VAL)) + 1 if level.get(_VAL) in _LEVELS else 0
            listed = found.find(_NUM_ID)
            item = listed.get(_VAL) != "0" if listed is not None else item
            new_page = found.find(_NEW_PAGE)
            if new_page is not None and is_on(new_page):
                place.flow.part("\f")
        look = replace(look, buried=True) if place.hidden else look
        return Line(made, place, look, Style(heading=heading, item=item, cell=place.cell))

    def _formula(self, source: Any, target: Any, place: Place) -> None:
        """Build a formula that stands between paragraphs as a paragraph."""
        made = etree.SubElement(target, _P)
        place.flow.begin(cell=place.cell)
        self._runs.formula(source, Line(made, place, self._styles.plain, PLAIN))


def end_with_paragraph(container: Any) -> None:
    """Let a container end with a paragraph, as every one has to."""
    if not len(container) or container[-1].tag != _P:
        etree.SubElement(container, _P)


def _settle(held: Any, target: Any) -> None:
    """Put a paragraph whose end is gone under `target`: nothing follows to take its text."""
    if held is not None and any(child.tag != _PPR for child in held):
        target.append(held)


def _direct(found: Any, look: Look) -> Look:
    """Return the look of the runs of a paragraph with its own properties."""
    if _beyond_page(found) or too_low(found.find(_SPACING)):
        look = replace(look, buried=True)
    ground = shading(found.find(_SHD))
    return replace(look, ground=ground) if ground else look


def _end_is_gone(found: Any) -> bool:
    mark = found.find(_RPR)
    if mark is None:
        return False
    vanish = mark.find(w("vanish"))
    hidden = vanish is not None and is_on(vanish)
    return hidden or any(mark.find(tag) is not None for tag in GONE_MARKS)


def _beyond_page(found: Any) -> bool:
    """Return whether a paragraph stands, by its frame or its indent, beyond any page."""
    for tag, names in _OFFSETS:
        element = found.find(tag)
        if element is not None and any(
            abs(number(element.get(name), 0)) > OFF_PAGE for name in names
        ):
            return True
    return False


def _drawn_behind(root: Any) -> bool:
    """Return whether a drawing may lie behind the text, so that white text can be seen."""
    anchors = root.iter(q(WP, "anchor"))
    if any(each.get("behindDoc") in ("1", "true") for each in anchors):
        return True
    return next(root.iter(w("pict")), None) is not None
