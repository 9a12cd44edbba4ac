"""Set a document anew as a Word file in one plain style, from nothing but its segments."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from redact.datamodel import PLAIN, Document, Segment, Style
from redact.formats.docx.names import R, W, w
from redact.formats.docx.parts import (
    MAIN,
    content_types,
    relation_type,
    relationships,
    root_relationships,
    settings,
)
from redact.formats.docx.xmltext import fill
from redact.formats.package import serialize, write_package

_VAL = w("val")
_FONT = "Liberation Serif"
_WIDTH = 9_070
_HEADING_SIZES = (32, 28, 26, 24, 24, 24)
_BREAKS = "\n\f"
#: An item that brings its own label, a bullet or a number, gets no other.
_LABELLED = re.compile(r"\s*(?:[•○▪‣◦·*–—-]|\(?\w{1,4}[.)\]])(?:\s|$)")
_BULLET = "•"
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PAGE = (
    ("pgSz", {"w": "11906", "h": "16838"}),
    ("pgMar", {"top": "1418", "right": "1418", "bottom": "1418", "left": "1418",
               "header": "708", "footer": "708", "gutter": "0"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the document: pieces of text with their styles, and whether a page begins."""

    pieces: tuple[tuple[str, Style], ...]
    new_page: bool

    @property
    def row(self) -> bool:
        """Whether it is a row of a table."""
        return any(text for text, _ in self.pieces) and all(style.cell for _, style in self.pieces)

    @property
    def style(self) -> Style:
        """The style of the paragraph as a whole: that of its first text."""
        return next((style for text, style in self.pieces if text.strip()), PLAIN)


def typeset(document: Document) -> bytes:
    """Return a Word file that shows the text of a document: headings, lists, tables, emphasis."""
    root = etree.Element(w("document"), nsmap={"w": W, "r": R})
    body = etree.SubElement(root, w("body"))
    rows: list[_Line] = []
    for line in _lines(document.segments):
        if line.row and not line.new_page:
            rows.append(line)
            continue
        _table(rows, body)
        rows = [line] if line.row else []
        if line.new_page and line.row:
            _paragraph(_Line((), new_page=True), body)
        elif not line.row:
            _paragraph(line, body)
    _table(rows, body)
    if len(body) and body[-1].tag == w("tbl"):
        etree.SubElement(body, w("p"))
    section = etree.SubElement(body, w("sectPr"))
    for name, attributes in _PAGE:
        etree.SubElement(section, w(name), {w(key): text for key, text in attributes.items()})
    return write_package(_parts(root))


def _lines(segments: Iterable[Segment]) -> Iterator[_Line]:
    """Yield the lines of a document; a form feed ends one and lets the next begin a page."""
    pieces: list[tuple[str, Style]] = []
    new_page = False
    for segment in segments:
        start = 0
        text = segment.text.replace("\r\n", "\n").replace("\r", "\n")
        for end, character in enumerate(text):
            if character in _BREAKS:
                _add(pieces, text[start:end], segment.style)
                yield _Line(tuple(pieces), new_page)
                pieces, new_page, start = [], character == "\f", end + 1
        _add(pieces, text[start:], segment.style)
    yield _Line(tuple(pieces), new_page)


def _add(pieces: list[tuple[str, Style]], text: str, style: Style) -> None:
    if text:
        pieces.append((text, style))


def _paragraph(line: _Line, parent: Any) -> None:
    made = etree.SubElement(parent, w("p"))
    style = line.style
    properties = etree.SubElement(made, w("pPr"))
    if 1 <= style.heading <= len(_HEADING_SIZES):
        etree.SubElement(properties, w("pStyle"), {_VAL: f"Heading{style.heading}"})
    elif style.item:
        etree.SubElement(properties, w("pStyle"), {_VAL: "ListParagraph"})
        if not _LABELLED.match("".join(text for text, _ in line.pieces)):
            place = etree.SubElement(properties, w("numPr"))
            etree.SubElement(place, w("ilvl"), {_VAL: "0"})
            etree.SubElement(place, w("numId"), {_VAL: "1"})
    if line.new_page:
        etree.SubElement(properties, w("pageBreakBefore"))
    if not len(properties):
        made.remove(properties)
    _runs(line.pieces, made)


def _runs(pieces: Iterable[tuple[str, Style]], paragraph: Any) -> None:
    for text, style in _merged(pieces):
        run = etree.SubElement(paragraph, w("r"))
        if style.bold or style.italic:
            properties = etree.SubElement(run, w("rPr"))
            for name, on in (("b", style.bold), ("i", style.italic)):
                if on:
                    etree.SubElement(properties, w(name))
        for number, part in enumerate(text.split("\t")):
            if number:
                etree.SubElement(run, w("tab"))
            if part:
                fill(etree.SubElement(run, w("t")), part)


def _merged(pieces: Iterable[tuple[str, Style]]) -> Iterator[tuple[str, Style]]:
    """Yield pieces with neighbours of one look joined, so that no cut shows where a name stood."""
    text, look = "", PLAIN
    for piece, style in pieces:
        plain = replace(PLAIN, bold=style.bold, italic=style.italic)
        if plain != look and text:
            yield text, look
            text = ""
        text, look = text + piece, plain
    if text:
        yield text, look


def _table(rows: Sequence[_Line], body: Any) -> None:
    """Set lines of cells as a table; rows of few cells are filled up."""
    if not rows:
        return
    cells = [list(_cells(row.pieces)) for row in rows]
    columns = max(len(row) for row in cells)
    width = str(_WIDTH // columns)
    if len(body) and body[-1].tag == w("tbl"):
        etree.SubElement(body, w("p"))
    table = etree.SubElement(body, w("tbl"))
    properties = etree.SubElement(table, w("tblPr"))
    etree.SubElement(properties, w("tblStyle"), {_VAL: "TableGrid"})
    etree.SubElement(properties, w("tblW"), {w("w"): "0", w("type"): "auto"})
    grid = etree.SubElement(table, w("tblGrid"))
    for _ in range(columns):
        etree.SubElement(grid, w("gridCol"), {w("w"): width})
    for row in cells:
        made = etree.SubElement(table, w("tr"))
        for number in range(columns):
            cell = etree.SubElement(made, w("tc"))
            size = etree.SubElement(etree.SubElement(cell, w("tcPr")), w("tcW"))
            size.set(w("w"), width)
            size.set(w("type"), "dxa")
            _runs(row[number] if number < len(row) else (), etree.SubElement(cell, w("p")))


def _cells(pieces: Iterable[tuple[str, Style]]) -> Iterator[list[tuple[str, Style]]]:
    cell: list[tuple[str, Style]] = []
    for text, style in pieces:
        for number, part in enumerate(text.split("\t")):
            if number:
                yield cell
                cell = []
            _add(cell, part, style)
    yield cell


def _parts(root: Any) -> Iterator[tuple[str, bytes]]:
    inner = {
        MAIN: serialize(root),
        "word/_rels/document.xml.rels": relationships(
            (relation_type(kind), f"{kind}.xml") for kind in ("styles", "settings", "numbering")
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": settings(None, {}),
        "word/numbering.xml": _numbering(),
    }
    yield "[Content_Types].xml", content_types(inner)
    yield "_rels/.rels", root_relationships()
    yield from inner.items()


def _numbering() -> bytes:
    root = etree.Element(w("numbering"), nsmap={"w": W})
    bullets = etree.SubElement(root, w("abstractNum"), {w("abstractNumId"): "0"})
    level = etree.SubElement(bullets, w("lvl"), {w("ilvl"): "0"})
    for name, value in (("start", "1"), ("numFmt", "bullet"), ("lvlText", _BULLET)):
        etree.SubElement(level, w(name), {_VAL: value})
    indent = etree.SubElement(etree.SubElement(level, w("pPr")), w("ind"))
    indent.set(w("left"), "567")
    indent.set(w("hanging"), "283")
    num = etree.SubElement(root, w("num"), {w("numId"): "1"})
    etree.SubElement(num, w("abstractNumId"), {_VAL: "0"})
    return serialize(root)


def _styles() -> bytes:
    root = etree.Element(w("styles"), nsmap={"w": W})
    defaults = etree.SubElement(etree.SubElement(root, w("docDefaults")), w("rPrDefault"))
    run = etree.SubElement(defaults, w("rPr"))
    fonts = {w(name): _FONT for name in ("ascii", "hAnsi", "cs")}
    etree.SubElement(run, w("rFonts"), fonts)
    etree.SubElement(run, w("sz"), {_VAL: "22"})
    normal = _style(root, "paragraph", "Normal", "Normal", default=True)
    spacing = etree.SubElement(etree.SubElement(normal, w("pPr")), w("spacing"))
    spacing.set(w("after"), "120")
    for level, size in enumerate(_HEADING_SIZES, 1):
        heading = _style(root, "paragraph", f"Heading{level}", f"heading {level}")
        properties = etree.SubElement(heading, w("pPr"))
        etree.SubElement(properties, w("keepNext"))
        etree.SubElement(properties, w("spacing"), {w("before"): "240"})
        etree.SubElement(properties, w("outlineLvl"), {_VAL: str(level - 1)})
        look = etree.SubElement(heading, w("rPr"))
        etree.SubElement(look, w("b"))
        etree.SubElement(look, w("sz"), {_VAL: str(size)})
    item = _style(root, "paragraph", "ListParagraph", "List Paragraph")
    indent = etree.SubElement(etree.SubElement(item, w("pPr")), w("ind"))
    indent.set(w("left"), "567")
    table = _style(root, "table", "TableGrid", "Table Grid")
    borders = etree.SubElement(etree.SubElement(table, w("tblPr")), w("tblBorders"))
    for edge in _EDGES:
        etree.SubElement(borders, w(edge), {_VAL: "single", w("sz"): "4", w("color"): "auto"})
    return serialize(root)


def _style(root: Any, kind: str, style_id: str, name: str, *, default: bool = False) -> Any:
    made = etree.SubElement(root, w("style"), {w("type"): kind, w("styleId"): style_id})
    if default:
        made.set(w("default"), "1")
    etree.SubElement(made, w("name"), {_VAL: name})
    if kind == "paragraph" and not default:
        etree.SubElement(made, w("basedOn"), {_VAL: "Normal"})
        etree.SubElement(made, w("next"), {_VAL: "Normal"})
    return made
