"""Which files belong together: a folder for each applicant, or a table that says so."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from redact.errors import ConfigError, InputError, UsageError
from redact.pipeline.roster import rows_of
from redact.pipeline.sources import SourceFile, collect, is_no_letter, shown

COLUMNS = ("dossier", "file")
_FEW = 5


@dataclass(frozen=True, slots=True)
class Dossier:
    """The files of one applicant, and the name by which later runs know them again."""

    name: str = field(repr=False)
    files: tuple[SourceFile, ...]

    def key_of(self, source: SourceFile) -> str:
        """Return the name of a file in its dossier."""
        return source.relative.as_posix()


def find_dossiers(folder: Path, table: Path | None = None) -> tuple[Dossier, ...]:
    """Return the dossiers in a folder, sorted by name: its sub-folders, or those of a table.

    Raises:
        InputError: there is nothing to read.
        UsageError: the input is no folder, or files in it lie in no dossier.
        ConfigError: the table is wrong; the message names the line.
    """
    if not folder.is_dir():
        raise UsageError("the input of blind review is a folder that holds a folder per applicant")
    found = _from_folders(folder) if table is None else _from_table(folder, table)
    return tuple(sorted(found, key=lambda one: one.name))


def empty_folders(folder: Path, dossiers: Sequence[Dossier]) -> tuple[str, ...]:
    """Return the names of the folders in which no letter lies, sorted."""
    full = {dossier.name for dossier in dossiers}
    names = (path.name for path in folder.iterdir() if path.is_dir())
    return tuple(sorted(name for name in names if name not in full and not is_no_letter(name)))


def _from_folders(folder: Path) -> list[Dossier]:
    loose, grouped = list[PurePath](), dict[str, list[SourceFile]]()
    for source in collect([folder]):
        if source.dossier is None:
            loose.append(source.relative)
        else:
            grouped.setdefault(source.dossier.name, []).append(source)
    _require_none(
        loose,
        "put each into the folder of its applicant, or say with --dossiers which files belong"
        " together",
    )
    return [Dossier(name, tuple(files)) for name, files in grouped.items()]


def _from_table(folder: Path, table: Path) -> list[Dossier]:
    rows = list(rows_of(table, "dossiers"))
    if not rows or tuple(cell.casefold() for cell in rows[0][1]) != COLUMNS:
        raise ConfigError(f"dossiers {table}: the first row is {','.join(COLUMNS)}")
    grouped: dict[str, list[SourceFile]] = {}
    seen: set[str] = set()
    for line, cells in rows[1:]:
        name, file = [*cells, "", ""][:2]
        where = f"dossiers {table}, line {line}"
        if len(cells) > len(COLUMNS) or not name or not file:
            raise ConfigError(f"{where}: a row names a dossier and one of its files")
        if "/" in name or name in (".", ".."):
            raise ConfigError(f"{where}: the name of a dossier holds no slash")
        path = PurePath(file)
        if path.is_absolute() or ".." in path.parts:
            raise ConfigError(f"{where}: files are named as they lie below the input folder")
        if path.as_posix() in seen:
            raise ConfigError(f"{where}: this file is listed already; a file is in one dossier")
        seen.add(path.as_posix())
        grouped.setdefault(name, []).append(_listed(folder, path, name))
    if not grouped:
        raise InputError("the table lists no file; write a row for each")
    listed = {os.path.realpath(one.path) for files in grouped.values() for one in files}
    listed.add(os.path.realpath(table))
    found = collect([folder])
    _require_none(
        [one.relative for one in found if os.path.realpath(one.path) not in listed],
        "write a row for each, or move it out of the folder",
    )
    return [Dossier(name, tuple(files)) for name, files in grouped.items()]


def _require_none(loose: Sequence[PurePath], remedy: str) -> None:
    """Return if no file lies in no dossier: it may be the list of all names.

    Raises:
        UsageError: some do; the first few are named.
    """
    if loose:
        files = "1 file lies" if len(loose) == 1 else f"{len(loose)} files lie"
        names = ", ".join(map(shown, loose[:_FEW])) + (", …" if len(loose) > _FEW else "")
        raise UsageError(f"{files} in no dossier: {names}; {remedy}")


def _listed(folder: Path, path: PurePath, name: str) -> SourceFile:
    place = folder.absolute() / path
    if not os.path.lexists(place):
        problem = "--dossiers lists it, but there is no such file; mend its row"
        return SourceFile(place, path, folder / name, problem)
    try:
        source: Sequence[SourceFile] = collect([place])
    except InputError as error:
        problem = str(error).rpartition(": ")[2]
        return SourceFile(place, path, folder / name, problem)
    if len(source) != 1 or source[0].path != place:
        return SourceFile(place, path, folder / name, "a folder, not a file; list its files")
    return SourceFile(place, path, folder / name)
