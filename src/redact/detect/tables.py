"""Columns of tables: under "Surname" stand people, under "Born" dates, under "Rank" no names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redact.config import Config
from redact.datamodel import Span
from redact.detect.formlines import people
from redact.detect.nameshape import NameShape
from redact.detect.rule import Found, RuleRecognizer

#: The word lists that say what a column holds.
_PLAIN = "plain"
_COLUMNS = {
    "plain_fields": _PLAIN,
    "person_fields": "PERSON",
    "organization_fields": "ORGANIZATION",
    "location_fields": "LOCATION",
    "birth_fields": "DATE_OF_BIRTH",
    "number_fields": "ID_NUMBER",
    "phone_fields": "PHONE_NUMBER",
}
#: What parts the cells of a line; tried in this order.
_BETWEEN = (re.compile(r"\t"), re.compile(r"\|"), re.compile(r";"), re.compile(r" {2,}"))
#: What a line has that is parted so.
_MARKS = ("\t", "|", ";", "  ")
_RULER = re.compile(r"[\s|:+=_-]+")
_MONTH = re.compile(r"[^\W\d_]{3,}")
_NOTHING = re.compile(r"(?i:[\W_]*|n/?a|none|no|yes|unknown|idem|ditto|same|as above)")
#: A grade, a rank, a mark of a list: "A", "C+", "1st", "2:1".
_GRADE = re.compile(r"[A-Za-z]|[A-Z][+*−–-]{1,2}|\d(?:st|nd|rd|th|[.:,]\d{1,2})?|[A-Z]\d")
_GRADED = re.compile(r"(?i)\b(?:grades?|marks?|results?|notes?|class|score|rank|ects|level|band)\b")
#: The head of a column whose letters stand for people.
_INITIAL = re.compile(r"(?i)\b(?:initials?|m\. ?i|mi|names?|surname|by|who|person|staff|teacher)\b")
_FEWEST = 2
#: A heading of more words, between wide blanks, is prose that was set in full lines.
_LONGEST_HEADING = 5
#: The longest value, in words, of a column that names nobody.
_LONGEST_PLAIN = 3
_LINES_APART = 2


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Head:
    """The first line of a table: how its cells are parted, and what the columns hold."""

    between: re.Pattern[str]
    cells: tuple[_Cell, ...]
    labels: tuple[str | None, ...]
    line_start: int

    def column(self, index: int, count: int, cell: _Cell, line_start: int) -> str | None:
        """Return what a cell of a later line holds, by its number or, in blank space, its place."""
        if self.between is not _BETWEEN[-1] or count == len(self.cells):
            return self.labels[index] if index < len(self.labels) else None
        place = cell.start - line_start
        begins = [head.start - self.line_start for head in self.cells]
        under = [number for number, begin in enumerate(begins) if begin <= place + 1]
        label = self.labels[under[-1]] if under else None
        return None if label == _PLAIN else label


def build(config: Config) -> list[RuleRecognizer]:
    """Return the recognizer of columns."""
    shape = NameShape.of(config)
    labels = _labels(config)

    def find(text: str) -> Iterator[Found]:
        for cell, label in _labelled(text, labels):
            if label == "PERSON":
                yield from people(text, cell.start, cell.end, shape)
            elif label != _PLAIN and _fits(cell.text, label):
                yield Found(cell.start, cell.end, label, 0.8)

    return [RuleRecognizer("table column", sorted(set(_COLUMNS.values()) - {_PLAIN}), find)]


class PlainCells:
    """Knows what names nobody in a table: its head, and columns such as "Rank" or "Nationality"."""

    def __init__(self, config: Config) -> None:
        """Read the word lists."""
        self._labels = _labels(config)

    def stretches(self, text: str) -> Iterator[Span]:
        """Yield the cells.

        >>> from redact.config import load_config
        >>> text = "Rank|Surname|Born\\nCook|Cook|1988"
        >>> [span.of(text) for span in PlainCells(load_config()).stretches(text)]
        ['Rank', 'Surname', 'Born', 'Cook']
        """
        for line in re.finditer(r"[^\n]+", text):
            head = _head(line, self._labels)
            if head is not None:
                for cell, label in zip(head.cells, head.labels, strict=True):
                    if label is not None:
                        yield Span(cell.start, cell.end)
        for cell, label in _labelled(text, self._labels):
            if label == _PLAIN and len(cell.text.split()) <= _LONGEST_PLAIN:
                yield Span(cell.start, cell.end)
        for column in _columns(text):
            yield from _grades(column)


def _labels(config: Config) -> dict[str, str]:
    return {field: label for name, label in _COLUMNS.items() for field in config.word_set(name)}


def _labelled(text: str, labels: dict[str, str]) -> Iterator[tuple[_Cell, str]]:
    """Yield the cells of the tables of a text that have a value, and what their columns hold."""
    head: _Head | None = None
    missed = 0
    for line in re.finditer(r"[^\n]+|\n\n", text):
        found = _head(line, labels)
        if found is not None:
            head, missed = found, 0
        elif head is not None and not _RULER.fullmatch(line.group()):
            cells = _cells(line, head.between)
            missed = 0 if len(cells) >= _FEWEST else missed + 1
            head = head if missed < _LINES_APART else None
            if head is not None and not missed:
                yield from _row(line.start(), cells, head)


def _head(line: re.Match[str], labels: dict[str, str]) -> _Head | None:
    for mark, between in zip(_MARKS, _BETWEEN, strict=True):
        if line.group().count(mark) < _FEWEST:
            continue
        cells = _cells(line, between)
        if len(cells) <= _FEWEST:
            continue
        kinds = tuple(_kind(cell.text, labels) for cell in cells)
        prose = between is _BETWEEN[-1] and any(
            len(cell.text.split()) > _LONGEST_HEADING for cell in cells
        )
        if not prose and sum(kind is not None for kind in kinds) >= _FEWEST:
            return _Head(between, cells, kinds, line.start())
    return None


def _kind(heading: str, labels: dict[str, str]) -> str | None:
    """Return what a column holds: by its whole heading, or by all parts of it that are known."""
    plain = heading.casefold().strip(" .:*#")
    if plain in labels:
        return labels[plain]
    known = [labels.get(part.strip(" .:*#")) for part in re.split(r"[,/&]| and ", plain)]
    if "PERSON" in known and "PHONE_NUMBER" in known:
        return None  # found by themselves
    return next((label for label in known if label), None)


def _cells(line: re.Match[str], between: re.Pattern[str]) -> tuple[_Cell, ...]:
    cells: list[_Cell] = []
    start = line.start()
    text = line.string
    bounds = [match.span() for match in between.finditer(text, line.start(), line.end())]
    for low, high in (*bounds, (line.end(), line.end())):
        value = text[start:low]
        lead = len(value) - len(value.lstrip(" >*_"))
        stripped = value.strip(" >*_")
        blank = between is _BETWEEN[-1] and not stripped
        if not blank:
            cells.append(_Cell(start + lead, start + lead + len(stripped), stripped))
        start = high
    if between is _BETWEEN[1] and cells and not cells[0].text:
        return tuple(cells[1:])  # the bar at the edge
    return tuple(cells)


def _columns(text: str) -> Iterator[tuple[_Cell, ...]]:
    """Yield the columns of each block of lines that have as many cells, parted in the same way."""
    for mark, between in zip(_MARKS, _BETWEEN, strict=True):
        if mark == ";" or mark not in text:
            continue
        block: list[tuple[_Cell, ...]] = []
        for line in re.finditer(r"[^\n]+|\n\n|\Z", text):
            if line.group().strip() and _RULER.fullmatch(line.group()):
                continue
            cells = _cells(line, between) if mark in line.group() else ()
            if block and len(cells) != len(block[0]):
                yield from zip(*block, strict=True)
                block = []
            if len(cells) >= _FEWEST:
                block.append(cells)


def _grades(column: Sequence[_Cell]) -> Iterator[Span]:
    """Yield the cells of a column that holds nothing but grades, or whose head says so."""
    filled = [cell for cell in column if not _NOTHING.fullmatch(cell.text)]
    head = filled[0] if filled and not _GRADE.fullmatch(filled[0].text) else None
    below = filled if head is None else filled[1:]
    if head is not None and _INITIAL.search(head.text):
        return
    needed = 1 if head is not None and _GRADED.search(head.text) else _FEWEST
    if len(below) >= needed and all(_GRADE.fullmatch(cell.text) for cell in below):
        yield from (Span(cell.start, cell.end) for cell in below)


def _row(line_start: int, cells: tuple[_Cell, ...], head: _Head) -> Iterator[tuple[_Cell, str]]:
    for index, cell in enumerate(cells):
        label = head.column(index, len(cells), cell, line_start)
        if label is None or cell.text.startswith("[") or _NOTHING.fullmatch(cell.text):
            continue
        yield cell, label


def _fits(value: str, label: str) -> bool:
    """Whether the value of a cell is what its column says."""
    digits = sum(map(str.isdigit, value))
    if label == "DATE_OF_BIRTH":
        return len(value) <= 24 and (digits >= 4 or (digits >= 2 and bool(_MONTH.search(value))))
    if label == "ID_NUMBER":
        return digits >= 3 and len(value) <= 30
    if label == "PHONE_NUMBER":
        return digits >= 6 and len(value) <= 30
    return len(value.split()) <= 6 and value[:1].isupper() and not digits
