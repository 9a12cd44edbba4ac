"""Build tables: rows as lines, cells parted by tabs, nested as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from redact.formats.odt.look import Look
from redact.formats.odt.names import names, q

if TYPE_CHECKING:
    from redact.formats.odt.story import Place, Story

_STYLE = q("table:style-name")
_COLUMN, _ROW = q("table:table-column"), q("table:table-row")
_CELL, _COVERED = q("table:table-cell"), q("table:covered-table-cell")
_HEADERS = q("table:table-header-rows")
_ROWS = names("table:table-rows table:table-row-group")
_COLUMNS = names("table:table-columns table:table-column-group table:table-header-columns")
_LABELS = names("table:title table:desc")
_GROUND = q("fo:background-color")


class Tables:
    """Builds the tables of a story."""

    def __init__(self, story: Story) -> None:
        self._story = story

    def build(self, source: Any, made: Any, place: Place) -> None:
        """Build a table under `made`."""
        context = self._story.context
        if place.gone or all(map(_unseen, source.iter(_ROW))):
            context.collector.hide_all(source)
            return
        table = etree.SubElement(made, source.tag)
        table.set(q("table:name"), f"Table{context.number('table')}")
        self._story.style(source, table, "table", _STYLE)
        self._story.attributes(source, table)
        for label in source:
            if label.tag in _LABELS:
                inner = etree.SubElement(table, label.tag)
                self._story.aside("descriptions", "".join(label.itertext()), inner)
        place = replace(place, look=self._ground(source, "table", place.look), cell=True)
        self._columns(source, table)
        self._rows(source, table, place)
        place.flow.part("\n")

    def _columns(self, source: Any, table: Any) -> None:
        for child in source:
            if child.tag == _COLUMN:
                column = etree.SubElement(table, _COLUMN)
                self._story.style(child, column, "table-column", _STYLE)
                self._story.attributes(child, column)
            elif child.tag in _COLUMNS:
                self._columns(child, table)

    def _rows(self, source: Any, table: Any, place: Place) -> None:
        for child in source:
            if child.tag == _ROW:
                self._row(child, table, place)
            elif child.tag in _ROWS:
                self._rows(child, table, place)
            elif child.tag == _HEADERS:
                headers = etree.SubElement(table, _HEADERS)
                self._rows(child, headers, place)

    def _row(self, source: Any, table: Any, place: Place) -> None:
        if _unseen(source):
            self._story.context.collector.hide_all(source)
            return
        row = etree.SubElement(table, _ROW)
        self._story.style(source, row, "table-row", _STYLE)
        self._story.attributes(source, row)
        look = self._ground(source, "table-row", place.look)
        place.flow.part("\n")
        first = True
        for child in source:
            if child.tag == _COVERED:
                self._story.context.collector.hide_all(child)
                self._story.attributes(child, etree.SubElement(row, _COVERED))
            elif child.tag == _CELL:
                cell = etree.SubElement(row, _CELL)
                self._story.style(child, cell, "table-cell", _STYLE)
                self._story.attributes(child, cell)
                if not first:
                    place.flow.part("\t")
                first = False
                ground = self._ground(child, "table-cell", look)
                self._story.blocks(child, cell, replace(place, look=ground))

    def _ground(self, source: Any, family: str, look: Look) -> Look:
        story = self._story
        for style in story.context.styles.chain(family, source.get(_STYLE), story.part):
            for properties in style:
                look = look.on(properties.get(_GROUND))
        return look


def _unseen(row: Any) -> bool:
    return bool(row.get(q("table:visibility"), "visible") != "visible")
