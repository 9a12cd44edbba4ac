"""Read a Word document: build a clean copy of its parts, and collect its text."""

from typing import Any

from lxml import etree

from redact.datamodel import Document
from redact.errors import FormatError
from redact.formats.docx import theme
from redact.formats.docx.context import Context, PartBuilder
from redact.formats.docx.flows import Flow, joined
from redact.formats.docx.look import WHITE, is_on
from redact.formats.docx.names import PREFIXES, w
from redact.formats.docx.numbering import Numbering
from redact.formats.docx.parts import (
    MAIN,
    content_types,
    relationships,
    root_relationships,
    settings,
)
from redact.formats.docx.place import Place
from redact.formats.docx.relations import main_part, parse
from redact.formats.docx.story import Story, end_with_paragraph
from redact.formats.docx.styles import Styles
from redact.formats.form import Options
from redact.formats.package import open_package, serialize

_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
_AGAIN = "open it in Word and save it again as .docx"
_COLOR = w("color")
_ROOTS = {"header": "hdr", "footer": "ftr"}
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
#: What is counted in the source and told of, by the element that it is.
_TOLD = {
    w("ins"): "tracked changes accepted",
    w("del"): "tracked changes accepted",
    w("moveFrom"): "tracked changes accepted",
    w("moveTo"): "tracked changes accepted",
}


def read(data: bytes, document_id: str, options: Options) -> Document:
    """Return the document that a Word file holds, with a skeleton that is free of all else.

    Raises:
        FormatError: the file is locked, damaged, not a Word document, or not to be trusted.
    """
    if data.startswith(_OLD_CONTAINER):
        raise FormatError(
            "locked with a password, or in the old .doc format; save it as .docx without one"
        )
    try:
        return _Reader(data, options).read(document_id)
    except RecursionError:
        raise FormatError(f"damaged: nested too deeply; {_AGAIN}") from None
    except (etree.LxmlError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise FormatError(f"damaged: a part of the file makes no sense; {_AGAIN}") from None


class _Reader:
    def __init__(self, data: bytes, options: Options) -> None:
        self._package = open_package(data)
        self._context = Context(self._package, options)
        self._parts: dict[str, bytes] = {}
        self._flows: list[Flow] = []
        main = main_part(self._package)
        self._main = self._context.part(MAIN, "body", main)
        self._by_kind = {
            target.kind: target.part
            for target in self._main.targets.values()
            if target.part in self._package
        }

    def read(self, document_id: str) -> Document:
        context = self._context
        found_theme = self._root("theme")
        names = theme.fonts(found_theme) if found_theme is not None else {}
        context.colors = theme.colors(found_theme) if found_theme is not None else {}
        context.numbering = Numbering(self._root("numbering"))
        context.styles = Styles(self._root("styles"), names, context.numbering)
        context.note_parts = {
            kind: self._by_kind[part] for kind, part in _NOTES.items() if part in self._by_kind
        }
        set_up = self._root("settings")
        self._body(set_up)
        for story in context.stories:
            self._header(story)
        present = {kind: self._notes(kind) for kind in _NOTES}
        self._parts["word/settings.xml"] = settings(set_up, present)
        self._main.relate("settings", "settings.xml")
        self._shared()
        self._tell()
        return Document(
            document_id,
            tuple(joined(self._flows)),
            format="docx",
            skeleton=self._skeleton(),
            unseen=tuple(context.collector.unseen),
            notices=context.collector.all_notices(),
        )

    def _root(self, kind: str) -> Any:
        part = self._by_kind.get(kind)
        return parse(self._package, part) if part is not None else None

    def _body(self, set_up: Any) -> None:
        source = parse(self._package, self._main.source)
        body = source.find(w("body"))
        if source.tag != w("document") or body is None:
            raise FormatError(f"damaged: the text of the document is missing; {_AGAIN}")
        self._count(source)
        root = etree.Element(w("document"), nsmap=PREFIXES)
        story = self._story(self._main, source)
        ground = self._background(source, set_up, root) or story.ground
        made = etree.SubElement(root, w("body"))
        flow = Flow("body")
        story.block(body, made, Place(flow, ground if story.ground else None))
        section = body.find(w("sectPr"))
        if section is not None:
            self._context.section(section, made, self._main)
        self._finish(story, flow, root)

    @staticmethod
    def _background(source: Any, set_up: Any, root: Any) -> str:
        """Build the colour of the page, where it is shown, and return it."""
        background = source.find(w("background"))
        shown = set_up.find(w("displayBackgroundShape")) if set_up is not None else None
        color = str(background.get(_COLOR, "")) if background is not None else ""
        if shown is None or not is_on(shown) or len(color) != len(WHITE):
            return ""
        try:
            color = f"{int(color, 16):06X}"
        except ValueError:
            return ""
        etree.SubElement(root, background.tag, {_COLOR: color})
        return color

    def _header(self, part: PartBuilder) -> None:
        source = parse(self._package, part.source)
        self._count(source)
        root = etree.Element(w(_ROOTS[part.kind]), nsmap=PREFIXES)
        story = self._story(part, source)
        flow = Flow(part.kind)
        story.block(source, root, Place(flow, story.ground))
        end_with_paragraph(root)
        self._finish(story, flow, root)

    def _notes(self, kind: str) -> bool:
        wanted = self._context.notes[kind]
        if not wanted:
            return False
        name = _NOTES[kind]
        part = self._context.part(f"word/{name}.xml", kind, self._context.note_parts[kind])
        source = parse(self._package, part.source)
        self._count(source)
        found = {each.get(w("id")): each for each in source.iterchildren(w(kind))}
        root = etree.Element(w(name), nsmap=PREFIXES)
        for number, mark in (("-1", "separator"), ("0", "continuationSeparator")):
            note = etree.SubElement(root, w(kind), {w("type"): mark, w("id"): number})
            run = etree.SubElement(etree.SubElement(note, w("p")), w("r"))
            etree.SubElement(run, w(mark))
        story = self._story(part, source)
        flow = Flow(kind)
        for old, new in wanted.items():
            note = etree.SubElement(root, w(kind), {w("id"): str(new)})
            story.block(found.get(old, ()), note, Place(flow, story.ground))
            end_with_paragraph(note)
        self._finish(story, flow, root)
        self._main.relate(name, f"{name}.xml")
        return True

    def _story(self, part: PartBuilder, source: Any) -> Story:
        return Story(self._context, part, source)

    def _finish(self, story: Story, flow: Flow, root: Any) -> None:
        self._parts[story.part.name] = serialize(root)
        self._flows += [flow, *story.boxes, story.labels]
        if story.part is not self._main and story.part.relations:
            name = story.part.name.removeprefix("word/")
            self._parts[f"word/_rels/{name}.rels"] = relationships(story.part.relations)

    def _shared(self) -> None:
        """Build what the stories have in common: styles and lists."""
        context = self._context
        built = context.styles.build()
        before = context.styles.count
        lists = context.numbering.build(context.styles)
        # The levels may lean on styles that nothing else uses.
        self._parts["word/styles.xml"] = (
            built if context.styles.count == before else context.styles.build()
        )
        self._main.relate("styles", "styles.xml")
        if lists is not None:
            self._parts["word/numbering.xml"] = lists
            self._main.relate("numbering", "numbering.xml")
        context.collector.notice("list labels reduced", context.numbering.labels_changed)

    def _skeleton(self) -> dict[str, bytes]:
        self._parts["word/_rels/document.xml.rels"] = relationships(self._main.relations)
        return {
            "[Content_Types].xml": content_types(self._parts),
            "_rels/.rels": root_relationships(),
            **self._parts,
            **{f"word/{name}": data for name, data in self._context.media.items()},
        }

    def _count(self, source: Any) -> None:
        for each in source.iter(*_TOLD):
            self._context.collector.notice(_TOLD[each.tag])

    def _tell(self) -> None:
        collector = self._context.collector
        if "comments" in self._by_kind:
            data = self._package.read(self._by_kind["comments"])
            collector.notice("comments dropped", data.count(b":comment "))
        macros = sum(name.endswith("vbaProject.bin") for name in self._package.names)
        collector.notice("macros dropped", macros)
