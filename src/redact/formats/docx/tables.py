"""Build the tables of a story, row by row and cell by cell."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Protocol

from lxml import etree

from redact.formats.docx import properties
from redact.formats.docx.choice import contained, passed_over
from redact.formats.docx.context import Context
from redact.formats.docx.look import is_on, number, shading
from redact.formats.docx.names import VALUE, tags, w
from redact.formats.docx.place import Place

_VAL = w("val")
_P, _TBL, _TR, _TC = w("p"), w("tbl"), w("tr"), w("tc")
_WRAPPERS = (w("customXml"), w("ins"), w("moveTo"))
_LABELS = ("tblCaption", "tblDescription")
_LOWEST_ROW = 20


class Host(Protocol):
    """What a table asks of the story that it stands in."""

    def block(self, source: Iterable[Any], target: Any, place: Place) -> None:
        """Build paragraphs and tables under `target`."""

    def label(self, text: str, element: Any, attribute: str) -> None:
        """Make an attribute the place of a line of its own."""


class Tables:
    """Builds the tables of one story."""

    def __init__(self, context: Context, host: Host) -> None:
        self._collector = context.collector
        self._styles = context.styles
        self._host = host

    def table(self, source: Any, target: Any, place: Place) -> None:
        """Build a table under `target`, unless all its rows are deleted."""
        made = etree.SubElement(target, _TBL)
        ground = self._properties(source.find(w("tblPr")), made, place.ground)
        grid = etree.SubElement(made, w("tblGrid"))
        columns = source.find(w("tblGrid"))
        if columns is not None:
            properties.copy(columns, grid, tags("gridCol"))
        inner = replace(place, ground=ground, cell=True)
        rows = 0
        for row in self._wrapped(source, _TR):
            rows += self._row(row, made, inner)
        if not rows:
            target.remove(made)
        place.flow.part("\n")

    def _properties(self, found: Any, made: Any, ground: str | None) -> str | None:
        """Build the properties of a table and return the colour behind it, None if unknown."""
        into = etree.SubElement(made, w("tblPr"))
        if found is None:
            return ground
        self._styles.table(found, into)
        for name in _LABELS:
            each = found.find(w(name))
            text = each.get(_VAL, "").strip() if each is not None else ""
            if text:
                self._host.label(text, etree.SubElement(into, w(name)), VALUE)
        style = found.find(w("tblStyle"))
        if style is not None and self._styles.shaded(style.get(_VAL)):
            ground = None
        return shading(found.find(w("shd"))) or ground

    def _wrapped(self, source: Any, wanted: str) -> Iterator[Any]:
        """Yield rows or cells, also those within content controls and the like."""
        for child in source:
            tag = child.tag
            if tag == wanted:
                yield child
            elif tag == w("sdt"):
                yield from self._wrapped(contained(child), wanted)
            elif tag in _WRAPPERS:
                yield from self._wrapped(child, wanted)
            else:
                passed_over(child, self._collector)

    def _row(self, source: Any, table: Any, place: Place) -> bool:
        found = source.find(w("trPr"))
        if found is not None and found.find(w("del")) is not None:
            return False
        made = etree.SubElement(table, _TR)
        if found is not None:
            _copy(found, made, properties.ROW)
            place = replace(place, hidden=place.hidden or _row_hidden(found))
        place.flow.part("\n")
        cells = 0
        for cell in self._wrapped(source, _TC):
            if cells:
                place.flow.part("\t")
            cells += self._cell(cell, made, place)
        if not cells:
            table.remove(made)
        return bool(cells)

    def _cell(self, source: Any, row: Any, place: Place) -> bool:
        found = source.find(w("tcPr"))
        if found is not None and found.find(w("cellDel")) is not None:
            return False
        made = etree.SubElement(row, _TC)
        if found is not None:
            _copy(found, made, properties.CELL)
            place = replace(place, ground=shading(found.find(w("shd"))) or place.ground)
        self._host.block(source, made, place)
        if not len(made) or made[-1].tag != _P:
            etree.SubElement(made, _P)
        return True


def _copy(found: Any, made: Any, allowed: frozenset[str]) -> None:
    into = etree.SubElement(made, found.tag)
    properties.copy(found, into, allowed)
    if not len(into):
        made.remove(into)


def _row_hidden(found: Any) -> bool:
    hidden, height = found.find(w("hidden")), found.find(w("trHeight"))
    if hidden is not None and is_on(hidden):
        return True
    if height is None or height.get(w("hRule")) != "exact":
        return False
    return number(height.get(_VAL), 240) <= _LOWEST_ROW
