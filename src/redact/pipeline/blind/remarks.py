"""What the office is to know of its folders and its roster; it names people, to the terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from redact.datamodel import KnownPerson
from redact.pipeline.blind.dossiers import Dossier, empty_folders


def remarks(
    folder: Path, table: Path | None, dossiers: Sequence[Dossier], roster: Sequence[KnownPerson]
) -> Iterator[tuple[str, str]]:
    """Yield the name of each folder that is empty, or that does not fit the roster, and why."""
    names = {dossier.name for dossier in dossiers}
    empty = empty_folders(folder, dossiers) if table is None else ()
    for name in empty:
        yield name, "holds no letter, and is in no packet"
    listed = {row.dossier for row in roster if row.dossier}
    if not listed:
        return
    for name in sorted(names - listed):
        yield name, "no row of the roster is about it; nobody in it is called [applicant]"
    kind = "folder" if table is None else "dossier"
    for name in sorted(listed.difference(names, empty)):
        yield name, f"the roster has a row for it, but there is no such {kind}"
