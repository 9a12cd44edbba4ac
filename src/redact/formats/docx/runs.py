"""Build what stands in a paragraph: runs, what wraps them, and what they are made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from redact.formats.docx.choice import branch, contained, passed_over
from redact.formats.docx.context import Context
from redact.formats.docx.drawings import Drawings
from redact.formats.docx.drawings import Host as DrawingHost
from redact.formats.docx.fieldmarks import FieldMarks
from redact.formats.docx.fields import Fields, page_code
from redact.formats.docx.look import Look, changed, changes
from redact.formats.docx.names import MC, W14, XML, M, q, tags, w
from redact.formats.docx.place import Line
from redact.formats.docx.symbols import PRIVATE, shown
from redact.formats.docx.vocabulary import WORDS

_VAL, _TYPE, _ID = w("val"), w("type"), w("id")
_SPACE = q(XML, "space")
_T, _R, _RPR = w("t"), w("r"), w("rPr")
_MARKS = w("customMarkFollows")
_BLANKS: Mapping[int, int] = {**dict.fromkeys((9, 10, 13), 32), **PRIVATE}
_WRAPPERS = tags("hyperlink smartTag customXml ins moveTo dir bdo")
_PLAIN = tags("footnoteRef endnoteRef separator continuationSeparator")
_FIELD_PARTS = tags("fldChar instrText")
_BREAK_ATTRIBUTES = tags("type clear alignment relativeTo leader")
_BREAKS = {"page": "\f", "column": "\n"}
#: What the elements of a run that stand for one character look like to a reader.
CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
#: What says of a piece of text that it was deleted, or moved away.
GONE_MARKS = (w("del"), w("moveFrom"))


class Host(DrawingHost):
    """What runs ask of the story that they stand in."""

    fields: Fields
    preserved: bool


class Runs:
    """Builds the runs of one story."""

    def __init__(self, context: Context, host: Any) -> None:
        self._context = context
        self._collector = context.collector
        self._styles = context.styles
        self._host: Host = host
        self._drawings = Drawings(context, host)
        self._marks = FieldMarks(context.collector, host, self._node)
        self._inline: Mapping[str, Callable[[Any, Line], None]] = {
            _R: self._run,
            w("sdt"): lambda each, line: self.inline(contained(each), line),
            w("fldSimple"): self._simple_field,
            q(M, "oMath"): self.formula,
            q(M, "oMathPara"): self.formula,
            q(MC, "AlternateContent"): lambda each, line: self.inline(branch(each), line),
            **dict.fromkeys(_WRAPPERS, self.inline),
        }
        self._content: Mapping[str, Callable[[Any, Any, Line, Look], None]] = {
            _T: self._text,
            **dict.fromkeys((w(name) for name in CHARACTERS), self._character),
            w("sym"): self._symbol,
            w("fldChar"): self._marks.mark,
            w("instrText"): self._marks.code,
            w("drawing"): self._drawing,
            w("pict"): self._picture,
            w("object"): self._picture,
            w("footnoteReference"): self._note,
            w("endnoteReference"): self._note,
            **dict.fromkeys(_PLAIN, self._plain),
            w("ruby"): self._ruby,
            w("contentPart"): self._ink,
            q(W14, "contentPart"): self._ink,
            q(MC, "AlternateContent"): self._alternate,
        }

    def inline(self, source: Iterable[Any], line: Line) -> None:
        """Build what stands in a paragraph, or in what wraps a part of it."""
        for child in source:
            build = self._inline.get(child.tag)
            if build is not None:
                build(child, line)
            else:
                passed_over(child, self._collector)

    def end_line(self, made: Any) -> None:
        """End the fields whose codes are kept and that would reach beyond a paragraph."""
        self._marks.end_line(made)

    def formula(self, source: Any, line: Line) -> None:
        """Set the text of a formula as plain text, one run for each piece."""
        self._collector.notice("formulas set as plain text")
        if not self._host.fields.shown:
            return
        for each in source.iter(q(M, "t"), _T):
            text = string(each).translate(_BLANKS)
            gone = any(above.tag in GONE_MARKS for above in each.iterancestors())
            if not text or gone:
                continue
            if line.look.unseen(line.place.ground):
                self._collector.hide(text, f"{line.place.flow.name} unseen")
                self._collector.notice("invisible text dropped")
                continue
            run = etree.SubElement(line.target, _R)
            self._node(text, run, line, line.look)

    def _simple_field(self, source: Any, line: Line) -> None:
        code = page_code(source.get(w("instr"), ""))
        if code is None or not self._host.fields.shown:
            self.inline(source, line)
            return
        made = etree.SubElement(line.target, source.tag, {w("instr"): f" {code} "})
        self.inline(source, replace(line, target=made))

    def _run(self, source: Any, line: Line) -> None:
        made = etree.SubElement(line.target, _R)
        look = line.look
        found = source.find(_RPR)
        if found is not None and len(found):
            into = etree.SubElement(made, _RPR)
            self._styles.run(found, into)
            look = self._look(found, look)
            if not len(into):
                made.remove(into)
        empty = len(made)
        unseen = look.unseen(line.place.ground)
        self._run_content(source, made, line, look, unseen=unseen)
        if len(made) == empty:
            line.target.remove(made)

    def _look(self, found: Any, look: Look) -> Look:
        style = found.find(w("rStyle"))
        by_style = self._styles.look(style.get(_VAL), "character") if style is not None else {}
        return changed(look, by_style, changes(found))

    def _run_content(
        self, source: Iterable[Any], made: Any, line: Line, look: Look, *, unseen: bool
    ) -> None:
        for child in source:
            tag = child.tag
            build = self._content.get(tag)
            if build is None:
                passed_over(child, self._collector)
            elif tag in _FIELD_PARTS:
                build(child, made, line, look)
            elif unseen:
                self._hide(child, line)
            elif self._host.fields.shown:
                build(child, made, line, look)

    def _hide(self, source: Any, line: Line) -> None:
        where = f"{line.place.flow.name} unseen"
        for each in source.iter(_T, w("tab"), w("br")):
            text = string(each) if each.tag == _T else " "
            self._collector.hide(text, where)
            if text.strip():
                self._collector.notice("invisible text dropped")

    def _node(self, text: str, run: Any, line: Line, look: Look, element: Any = None) -> None:
        """Add a text to a run, as a text node or as the element given."""
        made = etree.SubElement(run, _T) if element is None else element
        style = line.style
        if look.bold or look.italic:
            style = replace(style, bold=look.bold, italic=look.italic)
        self._collector.node(line.place.flow, text, style, made)

    def _text(self, source: Any, run: Any, line: Line, look: Look) -> None:
        text = string(source)
        if not (self._host.preserved or source.get(_SPACE) == "preserve"):
            text = text.strip(" \t\n\r")
        text = text.translate(_BLANKS)
        if look.caps and text.islower():
            text = text.upper()
        if text:
            self._node(text, run, line, look)

    def _character(self, source: Any, run: Any, line: Line, look: Look) -> None:
        name = etree.QName(source).localname
        attributes = {
            key: text
            for key, text in source.attrib.items()
            if key in _BREAK_ATTRIBUTES and text in WORDS
        }
        text = CHARACTERS[name]
        if name == "br":
            text = _BREAKS.get(source.get(_TYPE, ""), text)
        self._node(text, run, line, look, etree.SubElement(run, source.tag, attributes))

    def _symbol(self, source: Any, run: Any, line: Line, look: Look) -> None:
        text = shown(source.get(w("char"), ""), source.get(w("font"), ""))
        if text:
            self._node(text, run, line, look)

    def _plain(self, source: Any, run: Any, line: Line, look: Look) -> None:
        etree.SubElement(run, source.tag)

    def _note(self, source: Any, run: Any, line: Line, look: Look) -> None:
        kind = "footnote" if source.tag == w("footnoteReference") else "endnote"
        in_body = self._host.part.kind == "body"
        new = self._context.refer_note(kind, source.get(_ID, "")) if in_body else 0
        if new:
            marks = {_MARKS: "1"} if source.get(_MARKS) in ("1", "true", "on") else {}
            etree.SubElement(run, source.tag, {**marks, _ID: str(new)})

    def _alternate(self, source: Any, run: Any, line: Line, look: Look) -> None:
        self._run_content(branch(source), run, line, look, unseen=False)

    def _drawing(self, source: Any, run: Any, line: Line, look: Look) -> None:
        self._drawings.drawing(source, run, line.place.ground)

    def _picture(self, source: Any, run: Any, line: Line, look: Look) -> None:
        if source.tag == w("object"):
            self._collector.notice("embedded objects dropped")
        self._drawings.vml(source, run, line.place.ground)

    def _ink(self, source: Any, run: Any, line: Line, look: Look) -> None:
        self._collector.notice("drawings dropped")

    def _ruby(self, source: Any, run: Any, line: Line, look: Look) -> None:
        """Set what stands above a text behind it, in round brackets."""
        for name, before, after in (("rubyBase", "", ""), ("rt", "(", ")")):
            part = source.find(w(name))
            if part is None or not any(each.text for each in part.iter(_T)):
                continue
            if before:
                self._node(before, run, line, look)
            for inner in part.iter(_R):
                self._run_content(inner, run, line, look, unseen=False)
            if after:
                self._node(after, run, line, look)


def string(element: Any) -> str:
    """Return the text of a text node."""
    return "".join(element.itertext()) if len(element) else element.text or ""
