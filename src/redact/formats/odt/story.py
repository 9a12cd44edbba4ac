"""Read a story (the body, a header, a note, a text box) and build its clean copy."""

from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from redact.datamodel import Style
from redact.formats.odt.context import Context
from redact.formats.odt.flows import Flow, Line
from redact.formats.odt.look import Look
from redact.formats.odt.names import names, q
from redact.formats.odt.shapes import SHAPES, Shapes
from redact.formats.odt.tables import Tables
from redact.formats.odt.vocabulary import ATTRIBUTES, value

_P, _H, _LIST = q("text:p"), q("text:h"), q("text:list")
_ITEMS = names("text:list-item text:list-header")
_SPAN, _NOTE, _RUBY = q("text:span"), q("text:note"), q("text:ruby")
_STYLE = q("text:style-name")
_DISPLAY = q("text:display")
_PAGE_FIELDS = names("text:page-number text:page-count")
_BREAKS = {q("text:tab"): "\t", q("text:line-break"): "\n"}
_S = q("text:s")
_THROUGH = names(
    """text:section text:index-body text:index-title text:numbered-paragraph text:table-of-content
    text:illustration-index text:table-index text:object-index text:user-index
    text:alphabetical-index text:bibliography"""
)
#: Elements within a line that show nothing, or what the copy does not show.
_UNSHOWN = names(
    """text:change text:change-start text:change-end text:bookmark text:bookmark-start
    text:bookmark-end text:reference-mark text:reference-mark-start text:reference-mark-end
    text:toc-mark text:toc-mark-start text:toc-mark-end text:user-index-mark
    text:user-index-mark-start text:user-index-mark-end text:alphabetical-index-mark
    text:alphabetical-index-mark-start text:alphabetical-index-mark-end text:script text:label
    text:soft-page-break text:tracked-changes"""
)
_COUNTED = {
    q("office:annotation"): "comments",
    q("text:tracked-changes"): "tracked changes",
    q("text:script"): "scripts",
    q("text:bookmark"): "bookmarks",
    q("text:bookmark-start"): "bookmarks",
    q("text:a"): "link targets",
}
_READ_THROUGH = tuple(q(f"{prefix}:x")[:-1] for prefix in ("text", "loext"))
_MOST_BLANKS = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: its flow, the look it inherits, and whether in a list or a cell."""

    flow: Flow
    look: Look = field(default_factory=Look)
    item: bool = False
    cell: bool = False

    @property
    def gone(self) -> bool:
        return self.look.gone


class Story:
    """Builds the clean copy of stories of one part."""

    def __init__(self, context: Context, part: str) -> None:
        self.context = context
        self.part = part
        self.tables = Tables(self)
        self.shapes = Shapes(self)

    def blocks(self, source: Any, made: Any, place: Place) -> None:
        """Build what stands in `source` under `made`."""
        for child in source:
            tag = child.tag
            self.count(child)
            if tag in (_P, _H):
                self.paragraph(child, made, place)
            elif tag == _LIST:
                self._list(child, made, place)
            elif tag == q("table:table"):
                self.tables.build(child, made, place)
            elif tag in _THROUGH:
                self._through(child, made, place)
            elif tag in SHAPES:
                self.shapes.build(child, made, place, None)

    def count(self, element: Any) -> None:
        """Count what the copy does not show."""
        if element.tag in _COUNTED:
            self.context.collector.counts[_COUNTED[element.tag]] += 1

    def attributes(self, source: Any, made: Any) -> None:
        """Put the attributes that may stay on the copy of an element."""
        for name, text in sorted(source.attrib.items()):
            if name in ATTRIBUTES and value(text) is not None:
                made.set(name, text)

    def style(self, source: Any, made: Any, family: str, attribute: str) -> None:
        """Put the new name of an element's style on its copy."""
        name = self.context.styles.rename(family, source.get(attribute), self.part)
        if name:
            made.set(attribute, name)

    def paragraph(self, source: Any, made: Any, place: Place) -> None:
        """Build a paragraph or a heading."""
        collector = self.context.collector
        look = self._look(source, place.look)
        if (
            look.gone
            or source.find(f".//{q('text:hidden-paragraph')}[@{q('text:is-hidden')}='true']")
            is not None
        ):
            collector.hide_all(source)
            return
        if self._breaks_page(source) and not place.cell:
            place.flow.part("\f")
        place.flow.begin(cell=place.cell)
        paragraph = etree.SubElement(made, source.tag)
        self.style(source, paragraph, "paragraph", _STYLE)
        self.attributes(source, paragraph)
        level = paragraph.get(q("text:outline-level"), "0")
        heading = min(6, int(level)) if source.tag == _H and level.isdecimal() else 0
        line = Line(collector, place.flow, Style(False, False, heading, place.item, place.cell))
        self.inline(source, paragraph, look, line, replace(place, look=look))
        line.flush()

    def inline(self, source: Any, made: Any, look: Look, line: Line, place: Place) -> None:
        """Build what stands in a line."""
        line.words(source.text, look, made)
        for child in source:
            if isinstance(child.tag, str):
                self._within(child, made, look, line, place)
            line.words(child.tail, look, made)

    def _within(self, child: Any, made: Any, look: Look, line: Line, place: Place) -> None:
        tag = child.tag
        self.count(child)
        if tag == _SPAN:
            self._span(child, made, look, line, place)
        elif tag == _S:
            line.exact(" " * self._blanks(child), look, made)
        elif tag in _BREAKS:
            line.exact(_BREAKS[tag], look, made)
        elif tag in _PAGE_FIELDS:
            self._page_field(child, made, look, line)
        elif tag == _NOTE:
            self._note(child, made, line, place)
        elif tag == _RUBY:
            self._ruby(child, made, look, line, place)
        elif tag in SHAPES:
            self.shapes.build(child, made, place, line)
        elif tag == q("text:hidden-text"):
            self._hidden_text(child, made, look, line)
        elif tag not in _UNSHOWN and tag.startswith(_READ_THROUGH):
            hidden = child.get(_DISPLAY) == "none"
            self.inline(child, made, replace(look, gone=look.gone or hidden), line, place)

    def _span(self, child: Any, made: Any, look: Look, line: Line, place: Place) -> None:
        name = child.get(_STYLE)
        for style in self.context.styles.chain("text", name, self.part):
            look = look.styled(style)
        new = self.context.styles.rename("text", name, self.part)
        if not new:
            self.inline(child, made, look, line, place)
            return
        line.flush()
        span = etree.SubElement(made, _SPAN, {_STYLE: new})
        self.inline(child, span, look, line, place)
        line.flush()

    @staticmethod
    def _blanks(child: Any) -> int:
        count = child.get(q("text:c"), "1")
        return min(int(count), _MOST_BLANKS) if count.isdecimal() and len(count) < 7 else 1

    def _page_field(self, child: Any, made: Any, look: Look, line: Line) -> None:
        """Keep a field that shows a number; what it last showed is one for all."""
        if look.unseen:
            return
        line.object()
        field_made = etree.SubElement(made, child.tag)
        self.attributes(child, field_made)
        field_made.text = "1"

    def _note(self, child: Any, made: Any, line: Line, place: Place) -> None:
        body = child.find(q("text:note-body"))
        if body is None:
            return
        line.object()
        number = self.context.number("note")
        kind = "endnote" if child.get(q("text:note-class")) == "endnote" else "footnote"
        note = etree.SubElement(made, _NOTE, {q("text:id"): f"ftn{number}"})
        note.set(q("text:note-class"), kind)
        etree.SubElement(note, q("text:note-citation")).text = str(number)
        inner = etree.SubElement(note, q("text:note-body"))
        flow = self.context.collector.flow("notes")
        self.blocks(body, inner, Place(flow, self.context.look))

    def _ruby(self, child: Any, made: Any, look: Look, line: Line, place: Place) -> None:
        line.flush()
        ruby = etree.SubElement(made, _RUBY)
        base = etree.SubElement(ruby, q("text:ruby-base"))
        for each in child.iterchildren(q("text:ruby-base")):
            self.inline(each, base, look, line, place)
        line.flush()
        above = etree.SubElement(ruby, q("text:ruby-text"))
        texts = "".join("".join(each.itertext()) for each in child.iterchildren(above.tag))
        self.aside("notes", texts, above)

    def aside(self, name: str, text: str, made: Any) -> None:
        """Make the text of an element a flow of its own."""
        text = " ".join(text.split())
        flow = self.context.collector.flow(name)
        if text:
            flow.begin(cell=False)
            self.context.collector.slot(flow, text, Style(), made)

    def _hidden_text(self, child: Any, made: Any, look: Look, line: Line) -> None:
        text = child.get(q("text:string-value")) or "".join(child.itertext())
        shown = child.get(q("text:is-hidden")) == "false"
        line.exact(" ".join(text.split()), look if shown else replace(look, gone=True), made)

    def _list(self, child: Any, made: Any, place: Place) -> None:
        new = etree.SubElement(made, _LIST)
        self.style(child, new, "list", _STYLE)
        self.attributes(child, new)
        for item in child:
            if item.tag in _ITEMS:
                inner = etree.SubElement(new, item.tag)
                self.attributes(item, inner)
                self.blocks(item, inner, replace(place, item=True))
                if not len(inner):
                    new.remove(inner)
        if not len(new):
            made.remove(new)

    def _through(self, child: Any, made: Any, place: Place) -> None:
        """Build what a section or an index shows."""
        if child.get(_DISPLAY) in ("none", "condition"):
            place = replace(place, look=replace(place.look, gone=True))
        self.blocks(child, made, place)

    def _look(self, source: Any, look: Look) -> Look:
        for style in self.context.styles.chain("paragraph", source.get(_STYLE), self.part):
            look = look.styled(style)
            properties = style.find(q("style:paragraph-properties"))
            if properties is not None:
                look = look.on(properties.get(q("fo:background-color")))
        return look

    def _breaks_page(self, source: Any) -> bool:
        style = self.context.styles.find("paragraph", source.get(_STYLE), self.part)
        if style is None:
            return False
        if style.get(q("style:master-page-name")):
            return True
        properties = style.find(q("style:paragraph-properties"))
        return properties is not None and properties.get(q("fo:break-before")) == "page"
