"""The table that reviewers fill in, and the ranking that comes of it: numbers, and no names."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from redact.errors import RankingError

COLUMNS = ("number", "rank", "remarks")
#: What stands in place of a rank where a dossier gets none.
UNRANKED = "-"
_DELIMITERS = (",", ";", "\t")
_RANK = re.compile(r"[0-9]{1,6}")
_FEW = 5


@dataclass(frozen=True, slots=True)
class Ranked:
    """A review number and its rank, None for a dossier that gets none."""

    number: str
    rank: int | None


def template(numbers: Iterable[str], before: bytes = b"") -> bytes:
    """Return the table to fill in: a row for each number.

    Rows that were filled in `before` stay as they are, and so do columns that somebody added.

    >>> template(["4711"]).decode().splitlines()
    ['number,rank,remarks', '4711,,']
    """
    header, *rows = _table(before) or [list(COLUMNS)]
    known = [cell.casefold() for cell in header]
    header = [*header, *(name for name in COLUMNS if name not in known)]
    at = known.index(COLUMNS[0])
    filled = {row[at].lstrip("0"): row for row in rows if len(row) > at}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for number in numbers:
        cells = [*filled.get(number, ()), *[""] * len(header)]
        cells[at] = number
        writer.writerow(cells[: max(len(header), len(filled.get(number, ())))])
    return out.getvalue().encode()


def loses(before: bytes, after: bytes) -> bool:
    """Return whether something that was filled in stands in a new table no more."""
    rows = _table(before)
    if not rows:
        return bool(before.strip())
    kept = {_trimmed(row) for row in _rows(after)}
    return any(len(row) > 1 and row not in kept for row in map(_trimmed, rows[1:]))


def listed_in(data: bytes) -> tuple[str, ...]:
    """Return what stands in the column of the numbers, sorted; nothing where this is no table.

    >>> listed_in(b"number,rank\\n8064,1\\n4711,2\\n")
    ('4711', '8064')
    """
    header, *rows = _table(data) or [list(COLUMNS)]
    at = [cell.casefold() for cell in header].index(COLUMNS[0])
    return tuple(sorted([*row, *[""] * at][at] for row in rows))


def _table(data: bytes) -> list[list[str]]:
    """Return the rows of a table with a column of numbers, the header first; none of another."""
    try:
        rows = _rows(data)
    except RankingError:
        return []
    return rows if rows and COLUMNS[0] in map(str.casefold, rows[0]) else []


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    """Return a row without the empty cells at its end."""
    return tuple(row[: max((at for at, cell in enumerate(row, 1) if cell), default=0)])


def read(data: bytes, numbers: Sequence[str], forgotten: Iterable[str] = ()) -> tuple[Ranked, ...]:
    """Return the ranking in a table, best first.

    Every number of the packet stands there once, with its rank, or `-` for none; ranks may be
    shared. What is forgotten may be left out.

    Raises:
        RankingError: a number is unknown, missing or there twice, or a rank is missing or none.
    """
    rows = _rows(data)
    header = [cell.casefold() for cell in rows[0]] if rows else []
    if "number" not in header or "rank" not in header:
        raise RankingError(
            "the ranking has no columns number and rank; fill in the reviewers.csv of the packet"
        )
    if header.count("number") > 1 or header.count("rank") > 1:
        raise RankingError("the ranking has two columns of one name: number or rank; leave one out")
    at, rank_at = header.index("number"), header.index("rank")
    told: dict[str, str] = {}
    doubled: list[str] = []
    for row in rows[1:]:
        cells = [*row, *[""] * len(header)]
        number = cells[at].lstrip("0")
        if number in told:
            doubled.append(number)
        told[number] = cells[rank_at]
    _check(told, doubled, set(numbers), set(forgotten))
    ranked = [_ranked(number, rank) for number, rank in told.items()]
    return tuple(sorted(ranked, key=lambda one: (one.rank is None, one.rank or 0, one.number)))


def _check(
    told: Mapping[str, str], doubled: Sequence[str], known: set[str], forgotten: set[str]
) -> None:
    unknown = sorted(set(told) - known - forgotten)
    if unknown:
        raise RankingError(
            f"the ranking has {_many(unknown, 'a number', 'numbers')} that the packet does not"
            f" have{_shown(unknown)}"
        )
    missing = sorted(known - set(told) - forgotten)
    if missing:
        raise RankingError(
            f"the ranking lacks {_many(missing, 'a number', 'numbers')} of the packet"
            f"{_shown(missing)}; give each its rank, or {UNRANKED} for none"
        )
    if doubled:
        raise RankingError(f"the ranking has a number twice{_shown(sorted(set(doubled)))}")
    blank = sorted(number for number, rank in told.items() if not rank and number not in forgotten)
    if blank:
        raise RankingError(
            f"the ranking has {_many(blank, 'a number', 'numbers')} without a rank{_shown(blank)};"
            f" write {UNRANKED} for none"
        )


def _ranked(number: str, rank: str) -> Ranked:
    if rank in (UNRANKED, ""):
        return Ranked(number, None)
    if not _RANK.fullmatch(rank) or int(rank) == 0:
        raise RankingError(
            f"the rank of {number} is no whole number from 1 on; write {UNRANKED} for none"
        )
    return Ranked(number, int(rank))


def _rows(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise RankingError("the ranking is no text in UTF-8; save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    delimiter = next((mark for mark in _DELIMITERS if mark in first), ",")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise RankingError("the ranking is no CSV; save it anew") from None
    stripped = ([cell.strip() for cell in row] for row in rows)
    return [row for row in stripped if any(row)]


def _many(numbers: Sequence[str], one: str, more: str) -> str:
    return one if len(numbers) == 1 else f"{len(numbers)} {more}"


def _shown(numbers: Sequence[str]) -> str:
    """Return the first few numbers; what is no number may be a name, and is not repeated."""
    plain = [number for number in numbers if number.isascii() and number.isdecimal()][:_FEW]
    more = ", …" if len(numbers) > len(plain) and plain else ""
    return f": {', '.join(plain)}{more}" if plain else ""
