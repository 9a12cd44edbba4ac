"""Copies whose source was deleted: told of, and removed where that is asked for."""

import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from redact.audit.letter_entry import LetterEntry
from redact.pipeline.files import remove_copy
from redact.pipeline.ledger import DELETED, Ledger
from redact.pipeline.manifest import copy_is_as_recorded
from redact.pipeline.plan import Place, PlannedScope
from redact.pipeline.sources import SourceFile, shown


@dataclass(frozen=True, slots=True)
class DeletedLetter:
    """A letter whose source is gone: its source and its copy, for the user's terminal only.

    `copy` is None where none was left in OUT; `removed` tells that none is there any more. Where
    the source's folder stands empty, a drive may be missing: then no copy is removed.
    """

    letter_id: str
    name: str = field(repr=False)
    copy: Path | None = field(repr=False)
    removed: bool
    folder_is_empty: bool = False


def leftovers(
    paths: Sequence[Path],
    sources: Iterable[SourceFile],
    planned: Iterable[PlannedScope],
    place: Place,
    entries: Iterable[LetterEntry],
) -> tuple[LetterEntry, ...]:
    """Return the letters that came from the input and are no longer in it.

    What lies below a folder that cannot be read now is not taken for deleted.
    """
    present = {letter.letter_id for scope in planned for letter in scope.letters}
    unseen = {str(source.path) for source in sources if source.problem}
    inside = {os.path.abspath(path) for path in paths}  # noqa: PTH100 - resolves no link
    return tuple(
        entry
        for entry in entries
        if entry.letter_id not in present
        and entry.reason != DELETED
        and entry.source
        and entry.out == str(place.folder)
        and _below(entry.source, inside)
        and not _below(entry.source, unseen)
    )


def clear(gone: Iterable[LetterEntry], ledger: Ledger, *, prune: bool) -> Iterator[DeletedLetter]:
    """Yield what became of each leftover; with `prune` its copy is removed, and that is recorded.

    Raises:
        WriteError: a copy cannot be removed, or a record cannot be written.
    """
    for entry in gone:
        copy = Path(entry.out, entry.copy) if entry.copy else None
        stands = copy is not None and os.path.lexists(copy)
        drained = _in_an_empty_folder(Path(entry.source))
        if copy is not None and stands and prune and not drained:
            remove_copy(copy, Path(entry.out))
        removed = not stands or (prune and not drained)
        if removed:
            ledger.forget(entry)
        yield DeletedLetter(entry.letter_id, shown(Path(entry.source)), copy, removed, drained)


def _in_an_empty_folder(source: Path) -> bool:
    """Return whether nothing is left where a source lay, as where a drive is not mounted."""
    folder = next(parent for parent in source.parents if parent.is_dir())
    with os.scandir(folder) as inside:
        return next(inside, None) is None


def drop_superseded(scope: PlannedScope, entry_of: Callable[[str], LetterEntry | None]) -> None:
    """Remove the copies that letters had under other names than those that are planned now.

    A letter whose copies get another format or other names would else have two. A copy that
    somebody changed is left, and so is a dossier that is replaced whole where it stands.

    Raises:
        WriteError: one of them cannot be removed.
    """
    planned = {letter.copy.as_posix() for letter in scope.letters if letter.copy is not None}
    for letter in scope.letters:
        entry = entry_of(letter.letter_id)
        if entry is None or letter.copy is None or entry.copy in ("", *planned):
            continue
        if scope.folder is not None and PurePath(entry.copy).is_relative_to(scope.folder):
            continue
        if entry.out == str(scope.out) and copy_is_as_recorded(scope.out, entry):
            remove_copy(scope.out / entry.copy, scope.out)


def _below(path: str, folders: Container[str]) -> bool:
    return path in folders or any(str(parent) in folders for parent in Path(path).parents)
