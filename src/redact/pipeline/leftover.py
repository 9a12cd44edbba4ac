"""Copies whose source was deleted, or has another copy by now, or can be released no more."""

import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redact.audit.letter_entry import LetterEntry
from redact.errors import ExitCode
from redact.pipeline.earlier import is_ours, lies_in
from redact.pipeline.files import remove_copy
from redact.pipeline.ledger import DELETED, FORGOTTEN, SUPERSEDED, Ledger
from redact.pipeline.places import Place
from redact.pipeline.plan import PlannedScope, unread_scope
from redact.pipeline.results import LetterResult
from redact.pipeline.sources import SourceFile, shown

#: The problem of a dossier some of whose letters may lie on a drive that is not there now.
_DRAINED = (
    "the folder of a letter of this dossier stands empty; mount what is missing, or remove the"
    " folder"
)


@dataclass(frozen=True, slots=True)
class DeletedLetter:
    """A letter whose source is gone: its source and its copy, for the user's terminal only.

    `copy` is None where none was left in OUT; `removed` tells that none is there any more. Where
    the source's folder stands empty, a drive may be missing: then no copy is removed. One that is
    `superseded` has its source, which has another copy now. One that somebody `changed` besides is
    theirs to remove.
    """

    letter_id: str
    name: str = field(repr=False)
    copy: Path | None = field(repr=False)
    removed: bool
    folder_is_empty: bool = False
    superseded: bool = False
    changed: bool = False


def leftovers(
    paths: Sequence[Path],
    sources: Iterable[SourceFile],
    planned: Iterable[PlannedScope],
    place: Place,
    entries: Iterable[LetterEntry],
) -> tuple[LetterEntry, ...]:
    """Return the letters that came from the input and are no longer in it, or in another scope.

    What lies below a folder that cannot be read now, or is there and was passed over, is not taken
    for deleted.
    """
    present = {letter.letter_id for scope in planned for letter in scope.letters}
    read = {str(source.path) for source in sources}
    unseen = {str(source.path) for source in sources if source.problem}
    inside = {os.path.abspath(path) for path in paths}  # noqa: PTH100 - resolves no link
    return tuple(
        entry
        for entry in entries
        if entry.letter_id not in present
        and entry.reason not in FORGOTTEN
        and entry.source
        and lies_in(entry, place.folder)
        and _below(entry.source, inside)
        and not _below(entry.source, unseen)
        and (entry.source in read or _is_gone(entry.source))
    )


def spare_drained(
    planned: Sequence[PlannedScope], entries: Iterable[LetterEntry]
) -> tuple[PlannedScope, ...]:
    """Return the plan; a dossier of which a part may lie on a missing drive is not to be read.

    Done anew, it would lose the copies of the letters that lie there.
    """
    letters = {one.scope_id: {letter.letter_id for letter in one.letters} for one in planned}
    sources = [letter.source for one in planned for letter in one.letters]
    unseen = {str(source.path) for source in sources if source.problem}
    drained = {
        entry.scope
        for entry in entries
        if entry.letter_id not in letters.get(entry.scope, {entry.letter_id})
        and entry.reason not in FORGOTTEN
        and not _below(entry.source, unseen)
        and _is_gone(entry.source)
        and _in_an_empty_folder(Path(entry.source))
    }
    return tuple(unread_scope(one, _DRAINED) if one.scope_id in drained else one for one in planned)


def clear(
    gone: Iterable[LetterEntry],
    planned: Iterable[PlannedScope],
    ledger: Ledger,
    *,
    prune: bool,
) -> Iterator[DeletedLetter]:
    """Yield what became of each leftover; with `prune` its copy is removed, and that is recorded.

    What is another letter's copy by now is not removed. Of a letter that was done in another scope,
    and of which no copy stands, there is nothing to tell.

    Raises:
        WriteError: a copy cannot be removed, or a record cannot be written.
    """
    taken = {target for scope in planned for target in scope.targets}
    for entry in gone:
        copy = Path(entry.out, entry.copy) if entry.copy else None
        stands = copy is not None and copy not in taken and os.path.lexists(copy)
        drained = _in_an_empty_folder(Path(entry.source))
        superseded = not _is_gone(entry.source)
        changed = superseded and stands and not is_ours(entry)
        prunable = prune and not drained and not changed
        if copy is not None and stands and prunable:
            remove_copy(copy, Path(entry.out))
        removed = not stands or prunable
        if removed and not drained:
            ledger.forget(entry, SUPERSEDED if superseded else DELETED)
        if stands or not superseded:
            name = shown(Path(entry.source))
            yield DeletedLetter(entry.letter_id, name, copy, removed, drained, superseded, changed)


def _is_gone(source: str) -> bool:
    """Return whether no letter is where one was; a folder of that name is none."""
    return not os.path.lexists(source) or os.path.isdir(source)  # noqa: PTH112 - raises nothing


def _in_an_empty_folder(source: Path) -> bool:
    """Return whether nothing is to be seen where a source lay, as where a drive is not mounted."""
    folder = next(parent for parent in source.parents if os.path.isdir(parent))  # noqa: PTH112
    try:
        with os.scandir(folder) as inside:
            return next(inside, None) is None
    except OSError:
        return True


def earlier_copies(
    scope: PlannedScope, entry_of: Callable[[str], LetterEntry | None]
) -> tuple[LetterEntry, ...]:
    """Return what is known of the letters of a scope that have copies of an earlier run."""
    entries = (entry_of(letter.letter_id) for letter in scope.letters)
    return tuple(entry for entry in entries if entry and entry.copy and lies_in(entry, scope.out))


def drop_superseded(scope: PlannedScope, earlier: Sequence[LetterEntry]) -> None:
    """Remove the copies that letters had under other names than those that are planned now.

    A letter whose copies get another format or other names would else have two. A dossier of which
    one letter gets another name loses all its copies: it is there whole or not at all. A copy that
    somebody changed is left.

    Raises:
        WriteError: one of them cannot be removed.
    """
    planned = {one.letter_id: one.copy.as_posix() for one in scope.letters if one.copy is not None}
    superseded = [one for one in earlier if planned.get(one.letter_id, one.copy) != one.copy]
    _drop(scope, earlier if superseded and scope.folder is not None else superseded)


def drop_outdated(
    scope: PlannedScope, earlier: Sequence[LetterEntry], results: Sequence[LetterResult]
) -> None:
    """Remove the earlier copies of letters one of which cannot be released any more as it is now.

    They stay where only the file, the disk or the program failed: another time may do.

    Raises:
        WriteError: one of them cannot be removed.
    """
    if any(result.exit_code in _FOR_GOOD for result in results):
        _drop(scope, earlier)


#: How letters end that were read, and are not to be passed on as they are.
_FOR_GOOD = (ExitCode.FORMAT, ExitCode.SURVIVOR, ExitCode.HELD)


def _drop(scope: PlannedScope, earlier: Iterable[LetterEntry]) -> None:
    for entry in earlier:
        copy = scope.out / entry.copy
        if copy.is_file() and is_ours(entry):
            remove_copy(copy, scope.out)


def _below(path: str, folders: Container[str]) -> bool:
    return path in folders or any(str(parent) in folders for parent in Path(path).parents)
