"""Build a clean copy of a story: its blocks, paragraphs, runs and tables, and collect its text.

A story is what one part of the file holds: the body, a header, the footnotes. Only what is known
is built; whatever else stands there is not copied.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from redact.datamodel import PLAIN, Style
from redact.formats.docx import properties
from redact.formats.docx.context import Context, PartBuilder
from redact.formats.docx.drawings import Drawings
from redact.formats.docx.fields import Fields, page_code, shown_by_code
from redact.formats.docx.flows import Flow
from redact.formats.docx.look import (
    OFF_PAGE,
    WHITE,
    Look,
    changed,
    changes,
    is_on,
    number,
    shading,
    too_low,
)
from redact.formats.docx.names import MC, VALUE, W14, WP, WPC, WPG, WPS, XML, M, q, tags, w
from redact.formats.docx.symbols import PRIVATE, shown
from redact.formats.docx.vocabulary import WORDS

_VAL, _TYPE, _ID = w("val"), w("type"), w("id")
_SPACE = q(XML, "space")
_T, _R, _P, _TBL = w("t"), w("r"), w("p"), w("tbl")
_RPR, _PPR = w("rPr"), w("pPr")
_BLANKS: Mapping[int, int] = {**dict.fromkeys((9, 10, 13), 32), **PRIVATE}
_KNOWN_CHOICES = frozenset({WPS, WPG, WPC, W14, WP})
_WRAPPERS = tags("hyperlink smartTag customXml ins moveTo dir bdo")
_GONE_MARKS = (w("del"), w("moveFrom"))
_BREAKS = {"page": "\f", "column": "\n"}
#: Wordless elements that are left out without a word about them.
_SILENT = tags(
    "pPr rPr tblPr tblGrid trPr tcPr tblPrEx sectPr bookmarkStart bookmarkEnd proofErr permStart"
    " permEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd"
    " moveToRangeStart moveToRangeEnd del moveFrom customXmlInsRangeStart customXmlInsRangeEnd"
    " customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart"
    " customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd sdtPr"
    " sdtEndPr smartTagPr customXmlPr"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: in which flow, on which colour, in a table or not, seen or not."""

    flow: Flow
    ground: str | None = WHITE
    cell: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Line:
    """The paragraph that is being built."""

    target: Any
    place: Place
    look: Look
    style: Style


class Story:
    """Builds one part's story; `boxes` and `labels` hold what is not in its main flow."""

    def __init__(self, context: Context, part: PartBuilder, root: Any) -> None:
        self._context = context
        self._collector = context.collector
        self._styles = context.styles
        self.part = part
        self.boxes: list[Flow] = []
        self.labels = Flow(f"{part.kind} label")
        self._fields = Fields(root)
        self._drawings = Drawings(context, self)
        self._preserved = root.get(_SPACE) == "preserve"
        self.ground: str | None = None if _drawn_behind(root) else WHITE
        self._inline: Mapping[str, Callable[[Any, Line], None]] = {
            _R: self._run,
            w("sdt"): self._sdt_inline,
            w("fldSimple"): self._simple_field,
            q(M, "oMath"): self._formula,
            q(M, "oMathPara"): self._formula,
            q(MC, "AlternateContent"): lambda each, line: self.inline(_branch(each), line),
            **{tag: lambda each, line: self.inline(each, line) for tag in _WRAPPERS},
        }
        self._content: Mapping[str, Callable[[Any, Any, Line, Look], None]] = {
            _T: self._text,
            w("tab"): self._character,
            w("ptab"): self._character,
            w("br"): self._character,
            w("cr"): self._character,
            w("noBreakHyphen"): self._character,
            w("softHyphen"): self._character,
            w("sym"): self._symbol,
            w("fldChar"): self._field_mark,
            w("instrText"): self._field_code,
            w("drawing"): self._drawing,
            w("pict"): self._picture,
            w("object"): self._picture,
            w("footnoteReference"): self._note,
            w("endnoteReference"): self._note,
            w("footnoteRef"): self._plain,
            w("endnoteRef"): self._plain,
            w("separator"): self._plain,
            w("continuationSeparator"): self._plain,
            w("ruby"): self._ruby,
            q(MC, "AlternateContent"): self._alternate,
        }

    # Blocks

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
            else:
                self._settle(held, target)
                held = None
                if child.tag == _TBL:
                    self._table(child, target, place)
                else:
                    self._formula_block(child, target, place)
        self._settle(held, target)

    def box(self, content: Any, target: Any, ground: str | None) -> None:
        """Build the content of a text box in a flow of its own."""
        flow = Flow(f"{self.part.kind} text box")
        self.boxes.append(flow)
        outer, self._fields = self._fields, Fields(content)
        self.block(content, target, Place(flow, ground))
        self._fields = outer
        if not len(target) or target[-1].tag != _P:
            etree.SubElement(target, _P)

    def _blocks(self, source: Iterable[Any]) -> Iterable[Any]:
        for child in source:
            tag = child.tag
            if tag in (_P, _TBL, q(M, "oMathPara"), q(M, "oMath")):
                yield child
            elif tag == w("sdt"):
                content = child.find(w("sdtContent"))
                yield from self._blocks(content if content is not None else ())
            elif tag in (w("customXml"), w("smartTag"), w("ins"), w("moveTo")):
                yield from self._blocks(child)
            elif tag == q(MC, "AlternateContent"):
                yield from self._blocks(_branch(child))
            elif tag == w("altChunk"):
                self._collector.notice("included documents dropped")
            else:
                self._unknown(child)

    def _settle(self, held: Any, target: Any) -> None:
        """Put a paragraph whose end is gone under `target`: nothing follows to take its text."""
        if held is not None and any(child.tag != _PPR for child in held):
            target.append(held)

    def _paragraph(self, source: Any, target: Any, place: Place, held: Any) -> Any:
        """Build a paragraph; return it, not yet placed, where its end is deleted or hidden."""
        made = etree.SubElement(target, _P)
        found = source.find(_PPR)
        line = self._line(found, made, place)
        if held is None:
            place.flow.begin(cell=place.cell)
        else:
            place.flow.join()
            place.flow.begin(cell=place.cell)
        if found is not None:
            into = etree.SubElement(made, _PPR)
            self._styles.paragraph(found, into)
            section = found.find(w("sectPr"))
            if section is not None and self.part.kind == "body":
                self._context.section(section, into, self.part)
                if self._context.starts_page(section):
                    place.flow.part("\f")
            if not len(into):
                made.remove(into)
        if held is not None:
            made.extend(child for child in list(held) if child.tag != _PPR)
        self.inline(source, line)
        for _ in self._fields.release_kept():
            _field_char(etree.SubElement(made, _R), "end")
        self._collector.hide_end()
        if self._ends_gone(found):
            target.remove(made)
            return made
        return None

    def _line(self, found: Any, made: Any, place: Place) -> Line:
        styles = self._styles
        style = found.find(w("pStyle")) if found is not None else None
        style_id = style.get(_VAL) if style is not None else None
        look = changed(styles.plain, styles.look(style_id, "paragraph"))
        heading = styles.heading(style_id or styles.defaults.get("paragraph"))
        item = styles.listed(style_id)
        hidden = place.hidden
        if found is not None:
            hidden = hidden or _beyond_page(found) or too_low(found.find(w("spacing")))
            ground = shading(found.find(w("shd")))
            look = replace(look, ground=ground) if ground else look
            level = found.find(w("outlineLvl"))
            if level is not None:
                known = level.get(_VAL) in tuple("012345")
                heading = int(level.get(_VAL)) + 1 if known else 0
            listed = found.find(f"{w('numPr')}/{w('numId')}")
            item = listed.get(_VAL) != "0" if listed is not None else item
            new_page = found.find(w("pageBreakBefore"))
            if new_page is not None and is_on(new_page):
                place.flow.part("\f")
        look = replace(look, hidden=True) if hidden else look
        return Line(made, place, look, Style(heading=heading, item=item, cell=place.cell))

    def _ends_gone(self, found: Any) -> bool:
        mark = found.find(_RPR) if found is not None else None
        if mark is None:
            return False
        vanish = mark.find(w("vanish"))
        hidden = vanish is not None and is_on(vanish)
        return hidden or any(mark.find(tag) is not None for tag in _GONE_MARKS)

    def _formula_block(self, source: Any, target: Any, place: Place) -> None:
        made = etree.SubElement(target, _P)
        place.flow.begin(cell=place.cell)
        look = changed(self._styles.plain)
        self._formula(source, Line(made, place, look, PLAIN))

    # Tables

    def _table(self, source: Any, target: Any, place: Place) -> None:
        made = etree.SubElement(target, _TBL)
        found = source.find(w("tblPr"))
        into = etree.SubElement(made, w("tblPr"))
        ground = place.ground
        if found is not None:
            self._styles.table(found, into)
            self._table_labels(found, into)
            style = found.find(w("tblStyle"))
            if style is not None and self._styles.shaded(style.get(_VAL)):
                ground = None
            own = shading(found.find(w("shd")))
            ground = own or ground
        grid = etree.SubElement(made, w("tblGrid"))
        columns = source.find(w("tblGrid"))
        if columns is not None:
            properties.copy(columns, grid, tags("gridCol"))
        inner = replace(place, ground=ground, cell=True)
        rows = 0
        for row in self._wrapped(source, w("tr")):
            rows += self._row(row, made, inner)
        if not rows:
            target.remove(made)
        place.flow.part("\n")

    def _table_labels(self, found: Any, into: Any) -> None:
        for name in ("tblCaption", "tblDescription"):
            each = found.find(w(name))
            text = each.get(_VAL, "").strip() if each is not None else ""
            if text:
                made = etree.SubElement(into, w(name))
                self.label(text, made, VALUE)

    def label(self, text: str, element: Any, attribute: str) -> None:
        """Make an attribute the place of a line of its own: an alternative text, a title."""
        self.labels.begin(cell=False)
        self._collector.node(self.labels, text, PLAIN, element, attribute)

    def _wrapped(self, source: Any, wanted: str) -> Iterable[Any]:
        """Yield rows or cells, also those within content controls and the like."""
        for child in source:
            tag = child.tag
            if tag == wanted:
                yield child
            elif tag == w("sdt"):
                content = child.find(w("sdtContent"))
                yield from self._wrapped(content if content is not None else (), wanted)
            elif tag in (w("customXml"), w("ins"), w("moveTo")):
                yield from self._wrapped(child, wanted)
            else:
                self._unknown(child)

    def _row(self, source: Any, table: Any, place: Place) -> bool:
        found = source.find(w("trPr"))
        if found is not None and found.find(w("del")) is not None:
            return False
        made = etree.SubElement(table, w("tr"))
        hidden = place.hidden
        if found is not None:
            into = etree.SubElement(made, w("trPr"))
            properties.copy(found, into, properties.ROW)
            if not len(into):
                made.remove(into)
            hidden = hidden or _row_hidden(found)
        place.flow.part("\n")
        cells = 0
        for cell in self._wrapped(source, w("tc")):
            cells += self._cell(cell, made, replace(place, hidden=hidden), first=not cells)
        if not cells:
            table.remove(made)
        return bool(cells)

    def _cell(self, source: Any, row: Any, place: Place, *, first: bool) -> bool:
        found = source.find(w("tcPr"))
        if found is not None and found.find(w("cellDel")) is not None:
            return False
        made = etree.SubElement(row, w("tc"))
        ground = place.ground
        if found is not None:
            into = etree.SubElement(made, w("tcPr"))
            properties.copy(found, into, properties.CELL)
            if not len(into):
                made.remove(into)
            ground = shading(found.find(w("shd"))) or ground
        if not first:
            place.flow.part("\t")
        self.block(source, made, replace(place, ground=ground))
        if not len(made) or made[-1].tag != _P:
            etree.SubElement(made, _P)
        return True

    # Inline

    def inline(self, source: Iterable[Any], line: Line) -> None:
        """Build what stands in a paragraph: runs, and what wraps them."""
        for child in source:
            build = self._inline.get(child.tag)
            if build is not None:
                build(child, line)
            else:
                self._unknown(child)

    def _sdt_inline(self, source: Any, line: Line) -> None:
        content = source.find(w("sdtContent"))
        if content is not None:
            self.inline(content, line)

    def _simple_field(self, source: Any, line: Line) -> None:
        code = page_code(source.get(w("instr"), ""))
        if code is None or not self._fields.shown:
            self.inline(source, line)
            return
        made = etree.SubElement(line.target, source.tag, {w("instr"): f" {code} "})
        self.inline(source, Line(made, line.place, line.look, line.style))

    def _run(self, source: Any, line: Line) -> None:
        made = etree.SubElement(line.target, _R)
        look = line.look
        found = source.find(_RPR)
        if found is not None and len(found):
            into = etree.SubElement(made, _RPR)
            self._styles.run(found, into)
            style = found.find(w("rStyle"))
            by_style = self._styles.look(style.get(_VAL), "character") if style is not None else {}
            look = changed(look, by_style, changes(found))
            if line.look.hidden:
                look = replace(look, hidden=True)
            if not len(into):
                made.remove(into)
                found = None
        else:
            found = None
        unseen = look.unseen(line.place.ground)
        self._run_content(source, made, line, look, unseen=unseen)
        if len(made) == (found is not None):
            line.target.remove(made)

    def _run_content(
        self, source: Iterable[Any], made: Any, line: Line, look: Look, *, unseen: bool
    ) -> None:
        for child in source:
            tag = child.tag
            build = self._content.get(tag)
            if build is None:
                self._unknown(child)
            elif unseen and tag not in _FIELD_PARTS:
                self._hide(child, line)
            elif self._fields.shown or tag in _FIELD_PARTS:
                build(child, made, line, look)

    def _hide(self, source: Any, line: Line) -> None:
        where = f"{line.place.flow.name} unseen"
        for each in source.iter(_T, w("tab"), w("br")):
            text = _string(each) if each.tag == _T else " "
            self._collector.hide(text, where)
            if text.strip():
                self._collector.notice("invisible text dropped")

    def hide_all(self, source: Any) -> None:
        """Take note of all text within an element that nobody sees."""
        for each in source.iter(_T):
            self._collector.hide(_string(each), f"{self.part.kind} unseen")
        self._collector.hide_end()
        self._collector.notice("invisible text dropped")

    def _node(self, text: str, made: Any, line: Line, look: Look) -> None:
        style = line.style
        if look.bold or look.italic:
            style = replace(style, bold=look.bold, italic=look.italic)
        self._collector.node(line.place.flow, text, style, made)

    def _text(self, source: Any, run: Any, line: Line, look: Look) -> None:
        text = _string(source)
        if not (self._preserved or source.get(_SPACE) == "preserve"):
            text = text.strip(" \t\n\r")
        text = text.translate(_BLANKS)
        if look.caps and text.islower():
            text = text.upper()
        if text:
            self._node(text, etree.SubElement(run, _T), line, look)

    def _character(self, source: Any, run: Any, line: Line, look: Look) -> None:
        name = etree.QName(source).localname
        attributes = {
            key: text
            for key, text in source.attrib.items()
            if key in _BREAK_ATTRIBUTES and text in WORDS
        }
        text = CHARACTERS[name]
        if name == "br":
            text = _BREAKS.get(source.get(_TYPE, ""), "\n")
        self._node(text, etree.SubElement(run, source.tag, attributes), line, look)

    def _symbol(self, source: Any, run: Any, line: Line, look: Look) -> None:
        text = shown(source.get(w("char"), ""), source.get(w("font"), ""))
        if text:
            self._node(text, etree.SubElement(run, _T), line, look)

    def _plain(self, source: Any, run: Any, line: Line, look: Look) -> None:
        etree.SubElement(run, source.tag)

    def _note(self, source: Any, run: Any, line: Line, look: Look) -> None:
        kind = "footnote" if source.tag == w("footnoteReference") else "endnote"
        new = self._context.refer_note(kind, source.get(_ID, "")) if self.part.kind == "body" else 0
        if new:
            etree.SubElement(run, source.tag, {_ID: str(new)})

    def _alternate(self, source: Any, run: Any, line: Line, look: Look) -> None:
        self._run_content(_branch(source), run, line, look, unseen=False)

    def _drawing(self, source: Any, run: Any, line: Line, look: Look) -> None:
        self._drawings.drawing(source, run, line.place.ground)

    def _picture(self, source: Any, run: Any, line: Line, look: Look) -> None:
        if source.tag == w("object"):
            self._collector.notice("embedded objects dropped")
        self._drawings.vml(source, run, line.place.ground)

    def _ruby(self, source: Any, run: Any, line: Line, look: Look) -> None:
        """Set what stands above a text behind it, in round brackets."""
        base, above = source.find(w("rubyBase")), source.find(w("rt"))
        for part in (base, above):
            if part is None or not any(each.text for each in part.iter(_T)):
                continue
            if part is above:
                self._node("(", etree.SubElement(run, _T), line, look)
            for inner in part.iter(_R):
                self._run_content(inner, run, line, look, unseen=False)
            if part is above:
                self._node(")", etree.SubElement(run, _T), line, look)

    def _formula(self, source: Any, line: Line) -> None:
        """Set the text of a formula as plain text, one run for each piece."""
        self._collector.notice("formulas set as plain text")
        if not self._fields.shown:
            return
        for each in source.iter(q(M, "t"), _T):
            text = _string(each).translate(_BLANKS)
            gone = any(above.tag in _GONE_MARKS for above in each.iterancestors())
            if not text or gone:
                continue
            if line.look.unseen(line.place.ground):
                self._collector.hide(text, f"{line.place.flow.name} unseen")
                continue
            run = etree.SubElement(line.target, _R)
            self._node(text, etree.SubElement(run, _T), line, line.look)

    # Fields

    def _field_mark(self, source: Any, run: Any, line: Line, look: Look) -> None:
        kind = source.get(w("fldCharType"))
        if kind == "begin":
            shown = self._fields.shown
            self._fields.begin()
            if shown:
                self._form_field(source, run, line, look)
        elif kind == "separate":
            field = self._fields.separate()
            code = page_code(field.code) if field is not None else None
            if field is not None and code is not None and self._fields.shown:
                field.kept = True
                _begin_field(run, code)
                _field_char(run, "separate")
        elif kind == "end":
            field = self._fields.end()
            if field is not None and field.kept:
                _field_char(run, "end")
            elif field is not None and not field.in_result and self._fields.shown:
                self._resultless(field.code, run, line, look)

    def _resultless(self, code: str, run: Any, line: Line, look: Look) -> None:
        page, text = page_code(code), shown_by_code(code)
        if page is not None:
            _begin_field(run, page)
            _field_char(run, "end")
        elif text:
            self._node(text.translate(_BLANKS), etree.SubElement(run, _T), line, look)
        elif code.split()[:1] and code.split()[0].upper() in ("EQ", "LISTNUM", "SYMBOL"):
            self._collector.notice("fields without a result dropped")

    def _form_field(self, source: Any, run: Any, line: Line, look: Look) -> None:
        """Show what a box or a list of an old form shows, which has no result of its own."""
        data = source.find(w("ffData"))
        if data is None:
            return
        box, choices = data.find(w("checkBox")), data.find(w("ddList"))
        text = ""
        if box is not None:
            state = box.find(w("checked"))
            state = state if state is not None else box.find(w("default"))
            text = "☒" if state is not None and is_on(state) else "☐"
        elif choices is not None:
            entries = [each.get(_VAL, "") for each in choices.iterchildren(w("listEntry"))]
            result = choices.find(w("result"))
            result = result if result is not None else choices.find(w("default"))
            chosen = int(number(result.get(_VAL), 0)) if result is not None else 0
            text = entries[chosen] if 0 <= chosen < len(entries) else ""
        if text:
            self._node(text, etree.SubElement(run, _T), line, look)

    def _field_code(self, source: Any, run: Any, line: Line, look: Look) -> None:
        self._fields.add_code(source.text or "")

    def _unknown(self, source: Any) -> None:
        if source.tag in _SILENT:
            return
        if any((each.text or "").strip() for each in source.iter(_T, q(M, "t"))):
            self._collector.notice("unknown elements dropped")


#: What the elements of a run that stand for one character look like to a reader.
CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_BREAK_ATTRIBUTES = tags("type clear alignment relativeTo leader")
_FIELD_PARTS = tags("fldChar instrText")


def _branch(source: Any) -> Any:
    """Return the one branch that is kept of a choice: the first that is understood."""
    for choice in source.iterchildren(q(MC, "Choice")):
        needed = {choice.nsmap.get(prefix) for prefix in choice.get("Requires", "").split()}
        if needed <= _KNOWN_CHOICES:
            return choice
    fallback = source.find(q(MC, "Fallback"))
    return fallback if fallback is not None else ()


def _string(element: Any) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""


def _begin_field(run: Any, code: str) -> None:
    _field_char(run, "begin")
    instruction = etree.SubElement(run, w("instrText"), {_SPACE: "preserve"})
    instruction.text = f" {code} "


def _field_char(run: Any, kind: str) -> None:
    etree.SubElement(run, w("fldChar"), {w("fldCharType"): kind})


def _beyond_page(found: Any) -> bool:
    """Return whether a paragraph stands, by its frame or its indent, beyond any page."""
    frame, indent = found.find(w("framePr")), found.find(w("ind"))
    if frame is not None:
        for name in ("x", "y"):
            if abs(number(frame.get(w(name)), 0)) > OFF_PAGE:
                return True
    if indent is not None:
        for name in ("left", "start", "firstLine", "right", "end"):
            if abs(number(indent.get(w(name)), 0)) > OFF_PAGE:
                return True
    return False


def _row_hidden(found: Any) -> bool:
    hidden, height = found.find(w("hidden")), found.find(w("trHeight"))
    if hidden is not None and is_on(hidden):
        return True
    if height is None or height.get(w("hRule")) != "exact":
        return False
    return number(height.get(_VAL), 240) <= 20


def _drawn_behind(root: Any) -> bool:
    """Return whether a drawing may lie behind the text, so that white text can be seen."""
    return (
        any(each.get("behindDoc") in ("1", "true") for each in root.iter(q(WP, "anchor")))
        or next(root.iter(w("pict")), None) is not None
    )
