"""What the private map knows of earlier runs: letters by their paths, copies by their folders."""

import os
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from redact.audit.letter_entry import UNFINISHED
from redact.audit.private import LetterEntry
from redact.errors import UsageError
from redact.pipeline.files import holds
from redact.pipeline.places import Place
from redact.pipeline.sources import RealPaths, SourceFile, SourceScope, shown

#: What the id of a dossier begins with.
DOSSIER = "dossier-"
#: What is known of sources: their paths, and whether they were done as letters of a dossier.
Earlier = Mapping[tuple[str, bool], LetterEntry]


def earlier_letters(
    scopes: Sequence[SourceScope], entries: Iterable[LetterEntry], place: Place
) -> Earlier:
    """Return what is known of each letter in this OUT, also by another path to the same file."""
    earlier = _earlier(entries, place)
    return {**earlier, **_by_another_path(scopes, earlier)}


def fitting(source: SourceFile, earlier: Earlier, *, dossier: bool) -> LetterEntry | None:
    """Return what is known of a source, as a letter that stands alone or one of a dossier."""
    return earlier.get((str(source.path), dossier))


def copies_in_dossiers(
    place: Place, entries: Iterable[LetterEntry]
) -> Mapping[PurePath, Mapping[PurePath, LetterEntry]]:
    """Return the copies that the map knows in each folder of OUT, by their paths in there."""
    found: dict[PurePath, dict[PurePath, LetterEntry]] = {}
    for entry in entries:
        if "/" in entry.copy and lies_in(entry, place.folder):
            folder, *inside = PurePath(entry.copy).parts
            found.setdefault(PurePath(folder), {})[PurePath(*inside)] = entry
    return found


def lies_in(entry: LetterEntry, folder: Path) -> bool:
    """Return whether an OUT of the map is this real folder, by whatever links it was reached."""
    return entry.out == str(folder) or os.path.realpath(entry.out or "/") == str(folder)


def is_ours(entry: LetterEntry) -> bool:
    """Return whether nobody has changed a copy that stands in OUT, as far as is known."""
    # Of a run that did not end nobody knows which copy it left.
    unknown = entry.reason == UNFINISHED or not entry.copy_sha256
    copy = Path(entry.out, entry.copy)
    return unknown or not os.path.lexists(copy) or holds(copy, entry.copy_sha256)


def check_moved(folder: Path, entries: Iterable[LetterEntry], owned: Container[Path]) -> None:
    """Check that no copy in OUT was made in another folder, as where that was moved to here.

    Raises:
        UsageError: one was; each letter would have a second copy beside it.
    """
    for entry in entries:
        if not entry.copy or entry.out == str(folder) or os.path.isdir(entry.out):  # noqa: PTH112 - raises nothing
            continue
        here = folder / entry.copy
        if entry.copy_sha256 and here not in owned and holds(here, entry.copy_sha256):
            raise UsageError(
                f"{shown(folder)}: holds copies that the records know in {shown(Path(entry.out))};"
                " let the folder have its old path, or begin with other --records and another -o"
            )


def _earlier(entries: Iterable[LetterEntry], place: Place) -> Earlier:
    """Return the latest entry of each source in this OUT and scope; a named copy before none."""
    here = [one for one in entries if lies_in(one, place.folder) and not one.is_left]
    if place.name:
        # A letter that was held has no copy yet; it is the same letter when a person has decided.
        here = [entry for entry in here if entry.copy in ("", place.name)]
        here.sort(key=lambda entry: entry.copy)
    return {(entry.source, entry.scope.startswith(DOSSIER)): entry for entry in here}


def _by_another_path(scopes: Sequence[SourceScope], earlier: Earlier) -> Earlier:
    """Return the entries of letters that the map knows by another path to the same file."""
    named = {str(source.path) for scope in scopes for source in scope.files}
    unknown = named - {path for path, _ in earlier}
    if not unknown:
        return {}
    real_of = RealPaths()

    def place(path: str, *, dossier: bool) -> tuple[str, str, bool]:
        return real_of(Path(path).parent), real_of(Path(path)), dossier

    others = {
        place(path, dossier=dossier): entry
        for (path, dossier), entry in earlier.items()
        if path not in named
    }
    found = {
        (path, dossier): others.get(place(path, dossier=dossier))
        for path in (sorted(unknown) if others else ())
        for dossier in (False, True)
    }
    return {known: entry for known, entry in found.items() if entry is not None}
