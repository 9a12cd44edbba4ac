"""Build frames: text boxes, pictures that are blank, drawings as far as they hold text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from redact.formats.odt.flows import Line
from redact.formats.odt.look import off_page
from redact.formats.odt.names import names, q

if TYPE_CHECKING:
    from redact.formats.odt.story import Place, Story

_FRAME, _BOX, _IMAGE = q("draw:frame"), q("draw:text-box"), q("draw:image")
_CONTROL = q("draw:control")
_GROUPS = names("draw:a draw:g")
_DRAWINGS = names(
    """draw:custom-shape draw:rect draw:ellipse draw:circle draw:line draw:polyline draw:polygon
    draw:regular-polygon draw:path draw:connector draw:measure draw:caption"""
)
_OBJECTS = names("draw:object draw:object-ole draw:plugin draw:applet draw:floating-frame")
_TEXTS = names("text:p text:h text:list")
_LABELS = names("svg:title svg:desc")
_STYLE = q("draw:style-name")
_ANCHOR = q("text:anchor-type")
SHAPES = {_FRAME, _CONTROL} | _GROUPS | _DRAWINGS

_LINK = {
    q("xlink:type"): "simple",
    q("xlink:show"): "embed",
    q("xlink:actuate"): "onLoad",
}


class Shapes:
    """Builds the frames of a story."""

    def __init__(self, story: Story) -> None:
        self._story = story

    def build(self, source: Any, made: Any, place: Place, line: Line | None) -> None:
        """Build a frame, or whatever is drawn, under `made`, in a line if it stands in one."""
        if source.tag in _GROUPS:
            for child in source:
                if child.tag in SHAPES:
                    if source.get(_ANCHOR) and not child.get(_ANCHOR):
                        child.set(_ANCHOR, source.get(_ANCHOR))
                    self.build(child, made, place, line)
        elif source.tag == _CONTROL:
            self._control(source, made, place, line)
        elif place.gone or off_page(source):
            self._story.context.collector.hide_all(source)
        elif source.tag == _FRAME:
            self._frame(source, made, place, line)
        else:
            self._drawing(source, made, place, line)

    def _control(self, source: Any, made: Any, place: Place, line: Line | None) -> None:
        """Put what a field of a form shows in its place, as text."""
        collector = self._story.context.collector
        text = self._story.context.forms.get(source.get(_CONTROL, ""), "")
        if not text:
            return
        collector.counts["form values"] += 1
        if line is not None:
            line.exact(text, place.look, made)
            return
        place.flow.begin(cell=place.cell)
        paragraph = etree.SubElement(made, q("text:p"))
        alone = Line(collector, place.flow, self._plain(place))
        alone.exact(text, place.look, paragraph)
        alone.flush()

    @staticmethod
    def _plain(place: Place) -> Any:
        from redact.datamodel import Style

        return Style(item=place.item, cell=place.cell)

    def _frame(self, source: Any, made: Any, place: Place, line: Line | None) -> None:
        context = self._story.context
        objects = sum(child.tag in _OBJECTS for child in source)
        context.collector.counts["embedded objects"] += objects
        box, image = source.find(_BOX), source.find(_IMAGE)
        if box is None and image is None:
            return
        frame = self._started(source, made, line)
        if box is not None:
            inner = etree.SubElement(frame, _BOX)
            self._story.attributes(box, inner)
            self._text(box, inner, place)
        else:
            picture = etree.SubElement(frame, _IMAGE, _LINK)
            picture.set(q("xlink:href"), context.picture(image))
        self._labels(source, frame)

    def _drawing(self, source: Any, made: Any, place: Place, line: Line | None) -> None:
        """Build a text box for the text of a drawing; the drawing itself is dropped."""
        self._story.context.collector.counts["drawings"] += 1
        if not any("".join(child.itertext()).strip() for child in source):
            return
        frame = self._started(source, made, line)
        self._text(source, etree.SubElement(frame, _BOX), place)
        self._labels(source, frame)

    def _started(self, source: Any, made: Any, line: Line | None) -> Any:
        if line is not None:
            line.object()
        frame = etree.SubElement(made, _FRAME)
        frame.set(q("draw:name"), f"Frame{self._story.context.number('frame')}")
        self._story.style(source, frame, "graphic", _STYLE)
        self._story.attributes(source, frame)
        return frame

    def _text(self, source: Any, made: Any, place: Place) -> None:
        from redact.formats.odt.story import Place as NewPlace

        story = self._story
        look = story.context.look
        for style in story.context.styles.chain(
            "graphic", source.getparent().get(_STYLE) or source.get(_STYLE), story.part
        ):
            properties = style.find(q("style:graphic-properties"))
            if properties is not None:
                look = look.on(properties.get(q("fo:background-color")))
                if properties.get(q("draw:fill")) == "solid":
                    look = look.on(properties.get(q("draw:fill-color")))
        flow = story.context.collector.flow("text boxes")
        story.blocks(source, made, NewPlace(flow, look))

    def _labels(self, source: Any, frame: Any) -> None:
        for child in source:
            if child.tag in _LABELS:
                label = etree.SubElement(frame, child.tag)
                self._story.aside("descriptions", "".join(child.itertext()), label)
