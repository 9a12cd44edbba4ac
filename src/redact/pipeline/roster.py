"""The roster: a CSV file of people known beforehand, and of what is to stay readable."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from redact.datamodel import ROLES, KnownPerson
from redact.errors import ConfigError
from redact.names import key_of

#: Every column that a roster may have; all are optional.
COLUMNS = ("name", "organization", "location", "email", "dossier", "role", "keep")

#: What may part the columns, the likeliest first; a semicolon also parts the values of a cell.
_DELIMITERS = (",", "\t", ";")
_KEEP = {"": False, "no": False, "yes": True}


def read_roster(path: Path) -> tuple[KnownPerson, ...]:
    """Return the people of a roster, in the order of its rows; rows without a value are skipped.

    Raises:
        ConfigError: the file cannot be read, a column is unknown, or a cell is out of place.
    """
    rows = rows_of(path)
    columns = _columns(path, next(rows, (1, []))[1])
    people = (_person(path, number, columns, row) for number, row in rows)
    return tuple(person for person in people if person != KnownPerson())


def rows_of(path: Path, what: str = "roster") -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table that hold anything, each with the number of its line.

    Raises:
        ConfigError: the file cannot be read, or is no CSV.
    """
    text = text_of(path, what)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = next((mark for mark in _DELIMITERS if mark in first), _DELIMITERS[0])
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error:
        raise ConfigError(f"{what} {path}, line {reader.line_num}: not CSV; save it anew") from None


def text_of(path: Path, what: str = "roster") -> str:
    """Return the text of a list that an office program wrote.

    Raises:
        ConfigError: it cannot be read, or is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{what} {path}: {error.strerror}; check --{what}") from None
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise ConfigError(f"{what} {path}: not text; save it as CSV UTF-8") from None


def _columns(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    columns = tuple(heading.casefold() for heading in header)
    for number, heading in enumerate(columns, 1):
        if heading not in COLUMNS:
            # A roster without a header begins with a name: only what looks like a word is quoted.
            shown = repr(heading) if heading.isascii() and heading.isalpha() else f"number {number}"
            known = ", ".join(COLUMNS)
            raise ConfigError(f"roster {path}: unknown column {shown}; the first row names {known}")
        if heading in columns[: number - 1]:
            raise ConfigError(f"roster {path}: the column {heading!r} stands there twice")
    if not columns:
        raise ConfigError(f"roster {path}: empty; the first row names {', '.join(COLUMNS)}")
    return columns


def _person(path: Path, line: int, columns: Sequence[str], row: Sequence[str]) -> KnownPerson:
    if any(row[len(columns) :]):
        raise ConfigError(
            f"roster {path}, line {line}: more cells than the first row;"
            " put a value that holds the delimiter in double quotes"
        )
    cells = dict(zip(columns, row, strict=False))
    keep = cells.get("keep", "").casefold()
    if keep not in _KEEP:
        raise ConfigError(f"roster {path}, line {line}: keep is yes, no or empty")
    return KnownPerson(
        names=_values(cells.get("name", "")),
        organizations=_values(cells.get("organization", "")),
        locations=_values(cells.get("location", "")),
        emails=_values(cells.get("email", "")),
        dossier=cells.get("dossier", ""),
        role=_role(path, line, cells.get("role", "")),
        keep=_KEEP[keep],
    )


def _role(path: Path, line: int, cell: str) -> str:
    role = " ".join(cell.casefold().split())
    if role and role not in ROLES:
        raise ConfigError(f"roster {path}, line {line}: role is {', '.join(ROLES)}, or empty")
    return role


def _values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell, which semicolons part.

    >>> _values("Anna Kowalska; A. K.;")
    ('Anna Kowalska', 'A. K.')
    """
    return tuple(value for part in cell.split(";") if (value := part.strip()))


def scoped(roster: Sequence[KnownPerson], dossier: str) -> tuple[KnownPerson, ...]:
    """Return the people of a roster as one dossier sees them; empty is a letter by itself.

    Those of the dossier come first, then those of no dossier. Whoever is of another one is known
    by name alone, and not at all where somebody before bears the same name.
    """
    here = [row for row in roster if dossier and row.dossier == dossier]
    free = [row for row in roster if not row.dossier]
    known = {key_of(name) for row in (*here, *free) for name in row.names}
    others = []
    for row in roster:
        if not row.dossier or row.dossier == dossier:
            continue
        names = {key_of(name) for name in row.names}
        if not names or names.isdisjoint(known):
            others.append(replace(row, role=""))
            known |= names
    return (*here, *free, *others)
