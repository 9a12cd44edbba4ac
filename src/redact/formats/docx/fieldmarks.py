"""Build the marks of fields: those that make page numbers; of all others only what they show."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from redact.formats.docx.fields import page_code, shown_by_code
from redact.formats.docx.flows import Collector
from redact.formats.docx.look import Look, is_on, number
from redact.formats.docx.names import XML, q, w
from redact.formats.docx.place import Line

_VAL = w("val")
_KIND = w("fldCharType")
#: Fields that show something which is neither a result nor a text of their code.
_WORDLESS = ("EQ", "LISTNUM", "SYMBOL")

Node = Callable[[str, Any, Line, Look], None]


class FieldMarks:
    """Builds the field marks of one story.

    Args:
        collector: Takes note of what is dropped.
        host: The story, whose `fields` are those that stand open.
        node: Adds a text to a run.
    """

    def __init__(self, collector: Collector, host: Any, node: Node) -> None:
        self._collector = collector
        self._host = host
        self._node = node

    def code(self, source: Any, run: Any, line: Line, look: Look) -> None:
        """Read a piece of a field's code."""
        self._host.fields.add_code(source.text or "")

    def mark(self, source: Any, run: Any, line: Line, look: Look) -> None:
        """Read where a field begins, where its result does, or where it ends."""
        fields = self._host.fields
        kind = source.get(_KIND)
        if kind == "begin":
            if fields.shown:
                self._form_field(source, run, line, look)
            fields.begin()
        elif kind == "separate":
            field = fields.separate()
            code = page_code(field.code) if field is not None else None
            if field is not None and code is not None and fields.shown:
                field.kept = True
                _begin(run, code)
                _mark(run, "separate")
        elif kind == "end":
            field = fields.end()
            if field is not None and field.kept:
                _mark(run, "end")
            elif field is not None and not field.in_result and fields.shown:
                self._resultless(field.code, run, line, look)

    def end_line(self, paragraph: Any) -> None:
        """End the kept fields that would reach beyond a paragraph."""
        for _ in self._host.fields.release_kept():
            _mark(etree.SubElement(paragraph, w("r")), "end")

    def _resultless(self, code: str, run: Any, line: Line, look: Look) -> None:
        page, text = page_code(code), shown_by_code(code)
        if page is not None:
            _begin(run, page)
            _mark(run, "end")
        elif text:
            self._node(text, run, line, look)
        elif (code.split() or [""])[0].upper() in _WORDLESS:
            self._collector.notice("fields without a result dropped")

    def _form_field(self, source: Any, run: Any, line: Line, look: Look) -> None:
        """Show what a box or a list of an old form shows, which has no result of its own."""
        data = source.find(w("ffData"))
        if data is None:
            return
        text = ""
        box, choices = data.find(w("checkBox")), data.find(w("ddList"))
        if box is not None:
            state = _first(box, "checked", "default")
            text = "☒" if state is not None and is_on(state) else "☐"
        elif choices is not None:
            entries = [each.get(_VAL, "") for each in choices.iterchildren(w("listEntry"))]
            result = _first(choices, "result", "default")
            chosen = int(number(result.get(_VAL), 0)) if result is not None else 0
            text = entries[chosen] if 0 <= chosen < len(entries) else ""
        if text:
            self._node(text, run, line, look)


def _first(source: Any, *names: str) -> Any:
    found = (source.find(w(name)) for name in names)
    return next((each for each in found if each is not None), None)


def _begin(run: Any, code: str) -> None:
    _mark(run, "begin")
    instruction = etree.SubElement(run, w("instrText"), {q(XML, "space"): "preserve"})
    instruction.text = f" {code} "


def _mark(run: Any, kind: str) -> None:
    etree.SubElement(run, w("fldChar"), {_KIND: kind})
