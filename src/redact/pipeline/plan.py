"""Which letter gets which id, number and copy: neutral names, fixed once by the private map."""

import os
import random
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePath

from redact import formats
from redact.audit.private import LetterEntry, PrivateMap, new_letter_id
from redact.config import Config
from redact.errors import UsageError
from redact.pipeline.earlier import (
    DOSSIER,
    Earlier,
    check_moved,
    copies_in_dossiers,
    earlier_letters,
    fitting,
    is_ours,
    lies_in,
)
from redact.pipeline.files import NotWrittenError, writing
from redact.pipeline.folders import StrangerError, strangers
from redact.pipeline.places import Place, check_targets
from redact.pipeline.sources import SourceFile, SourceScope, shown

_CLOSED = "the folder of the dossier's copies cannot be looked into; change its permissions"


class Existing(StrEnum):
    """What becomes of copies that are there already."""

    REFUSE = "refuse"
    OWNED = "replace those that the private map owns"
    REPLACE = "replace all"


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """A letter with its id, its number (0 for none) and its copy's path in the folder.

    A source with a problem has no copy. `kind` is the format that the source is read in.
    """

    letter_id: str
    number: int
    source: SourceFile
    copy: PurePath | None = field(repr=False)
    kind: str = "txt"


@dataclass(frozen=True, slots=True)
class PlannedScope:
    """The letters of a scope; a dossier has a folder in OUT that is released whole.

    `earlier` are the copies that earlier runs have put into that folder, by their paths in there.
    """

    scope_id: str
    out: Path = field(repr=False)
    letters: tuple[PlannedLetter, ...]
    folder: PurePath | None = field(default=None, repr=False)
    earlier: frozenset[PurePath] = field(default=frozenset(), repr=False)

    @property
    def replaceable(self) -> frozenset[PurePath]:
        """What may stand in the folder of a dossier when it is replaced, by its path in there."""
        copies = (one.copy for one in self.letters if one.copy is not None)
        return self.earlier.union(copy.relative_to(self.folder or "") for copy in copies)

    def target(self, letter: PlannedLetter) -> Path | None:
        """Return the absolute path of a letter's copy."""
        return None if letter.copy is None else self.out / letter.copy

    @property
    def targets(self) -> tuple[Path, ...]:
        """The absolute paths of all copies."""
        return tuple(self.out / letter.copy for letter in self.letters if letter.copy is not None)


def plan(
    scopes: Sequence[SourceScope], place: Place, known: PrivateMap, config: Config
) -> tuple[PlannedScope, ...]:
    """Return the scopes with every id, number and target; nothing is written.

    A letter that the map knows from the same OUT, as one that stands alone or as one of a dossier,
    keeps its id and number as such. New ones are numbered in an order drawn at random, in a dossier
    from 1 on.

    Raises:
        UsageError: OUT is named like a file of another format than the copy has.
    """
    keep_names = config.keep_names
    earlier = earlier_letters(scopes, known.entries(), place)
    named = keep_names or bool(place.name)
    ids = _dossier_ids(scopes, earlier, known)
    numbers = {} if named else _numbers_alone(scopes, earlier, known)
    highest = _highest_within(known)
    planned = []
    for scope, dossier_id in zip(scopes, ids, strict=True):
        if dossier_id and not named:
            numbers |= _numbers_within(scope, dossier_id, earlier, highest.get(dossier_id, 0))
        letters = tuple(
            _letter(source, dossier_id, place, earlier, config, numbers if not named else None)
            for source in scope.files
        )
        folder = None
        if dossier_id and scope.dossier is not None:
            folder = PurePath(scope.files[0].relative.parts[0] if named else dossier_id)
        planned.append(
            PlannedScope(dossier_id or letters[0].letter_id, place.folder, letters, folder)
        )
    return tuple(planned)


def check_plan(
    scopes: Sequence[PlannedScope],
    place: Place,
    entries: Sequence[LetterEntry],
    existing: Existing,
) -> tuple[PlannedScope, ...]:
    """Return the plan, once it is known that nothing would be overwritten that may not be.

    Where a run replaces what earlier ones wrote, a dossier whose folder holds a file of somebody
    else is a problem of its own, and stops no other.

    Raises:
        UsageError: a copy exists, two letters share one, or a dossier's folder holds more.
    """
    folder = place.folder
    earlier = copies_in_dossiers(place, entries)
    owned = {folder / entry.copy for entry in entries if entry.copy and lies_in(entry, folder)}
    check_moved(folder, entries, owned)
    may_exist = None if existing is Existing.REPLACE else owned
    if existing is Existing.REFUSE:
        may_exist = set()
    check_targets([target for scope in scopes for target in scope.targets], folder, may_exist)
    dossiers: set[PurePath] = set()
    checked: list[PlannedScope] = []
    for scope in scopes:
        checked.append(scope)
        if scope.folder is None:
            continue
        if scope.folder in dossiers:
            raise UsageError(f"{shown(scope.folder)}: two dossiers of one name; rename one")
        dossiers.add(scope.folder)
        checked[-1] = replace(scope, earlier=_unchanged(scope, earlier.get(scope.folder, {})))
        ours = frozenset() if existing is Existing.REFUSE else checked[-1].replaceable
        try:
            stranger = _stranger(folder / scope.folder, ours)
        except NotWrittenError:
            checked[-1] = unread_scope(scope, _CLOSED)
            continue
        if stranger is None:
            continue
        if existing is not Existing.OWNED:
            problem = "stands where a dossier would be replaced whole; move it away"
            raise UsageError(f"{shown(folder / scope.folder / stranger)}: {problem}")
        checked[-1] = unread_scope(scope, str(StrangerError(scope.folder / stranger)))
    return tuple(checked)


def _unchanged(scope: PlannedScope, copies: Mapping[PurePath, LetterEntry]) -> frozenset[PurePath]:
    """Return the earlier copies in the folder of a dossier without those that somebody changed.

    One that is to be made anew under its name may be changed; it is replaced.
    """
    return frozenset(
        inside for inside, entry in copies.items() if inside in scope.replaceable or is_ours(entry)
    )


def _stranger(folder: Path, ours: Container[PurePath]) -> PurePath | None:
    """Return one thing in the folder of a dossier that is of somebody else, by its path in there.

    Raises:
        NotWrittenError: the folder cannot be looked into.
    """
    with writing():
        return next(strangers(folder, ours), None) if os.path.lexists(folder) else None


def unread_scope(scope: PlannedScope, problem: str) -> PlannedScope:
    """Return a scope that is not to be read, for a reason that is no fault of its letters."""
    letters = (
        replace(one, source=replace(one.source, problem=one.source.problem or problem), copy=None)
        for one in scope.letters
    )
    return replace(scope, letters=tuple(letters))


def _letter(
    source: SourceFile,
    dossier_id: str,
    place: Place,
    earlier: Earlier,
    config: Config,
    numbers: Mapping[SourceFile, int] | None,
) -> PlannedLetter:
    entry = fitting(source, earlier, dossier=bool(dossier_id))
    letter_id = entry.letter_id if entry else new_letter_id()
    if source.problem:
        return PlannedLetter(letter_id, entry.number if entry else 0, source, None)
    kind = formats.kind_of_file(source.path)
    if entry and entry.copy and not os.access(source.path, os.R_OK):
        return PlannedLetter(letter_id, entry.number, source, PurePath(entry.copy), kind)
    target = formats.target_of(kind, config.documents)
    if numbers is None:
        copy = _like(source, target)
        if place.name:
            refused = kind == "txt" and formats.is_refused(source.path)
            copy = PurePath(place.name) if refused else _named(PurePath(place.name), target)
        return PlannedLetter(letter_id, entry.number if entry else 0, source, copy, kind)
    number = numbers[source]
    name = f"letter-{number:04d}{formats.suffix_of(target)}"
    return PlannedLetter(letter_id, number, source, PurePath(dossier_id, name), kind)


def _named(name: PurePath, target: str) -> PurePath:
    """Return the name that a user gave the copy, if it is one for a file of its format.

    Raises:
        UsageError: it is not; a file must be what its name says.
    """
    suffix = name.suffix.lower()
    told = formats.kind_of_suffix(suffix)
    if told != target and not {told, target} <= {None, *formats.TEXTS}:
        right = formats.suffix_of(target)
        convert = f", or add --uniform {suffix[1:]}" if suffix[1:] in ("pdf", "docx", "txt") else ""
        raise UsageError(
            f"{shown(name)}: the copy is a {right} file; name it {shown(name.with_suffix(right))}"
            f"{convert}"
        )
    return name


def _like(source: SourceFile, target: str) -> PurePath:
    """Return the name of a source, with the suffix of its copy where that has another format."""
    told = formats.kind_of_suffix(source.relative.suffix.lower())
    if told == target or {told, target} <= {None, *formats.TEXTS}:
        return source.relative
    return source.relative.with_name(source.relative.name + formats.suffix_of(target))


def _dossier_ids(
    scopes: Sequence[SourceScope], earlier: Earlier, known: PrivateMap
) -> tuple[str, ...]:
    """Return for each scope the id of its dossier, empty for a letter that stands alone."""
    ids: list[str] = []
    taken: set[str] = set()
    for scope in scopes:
        entries = (fitting(source, earlier, dossier=True) for source in scope.files)
        before = (entry.scope for entry in entries if entry and entry.scope not in taken)
        ids.append(next(before, "") if scope.dossier is not None else "")
        taken.add(ids[-1])
    used = [entry.scope for entry in known.entries() if entry.scope.startswith(DOSSIER)]
    highest = max((int(scope.removeprefix(DOSSIER)) for scope in used), default=0)
    new = [i for i, scope in enumerate(scopes) if scope.dossier is not None and not ids[i]]
    for index, number in zip(new, _shuffled(highest, len(new)), strict=True):
        ids[index] = f"{DOSSIER}{number:03d}"
    return tuple(ids)


def _numbers_alone(
    scopes: Sequence[SourceScope], earlier: Earlier, known: PrivateMap
) -> dict[SourceFile, int]:
    alone = [scope.files[0] for scope in scopes if scope.dossier is None]
    numbers: dict[SourceFile, int] = {}
    for source in alone:
        entry = fitting(source, earlier, dossier=False)
        if entry and entry.number:
            numbers[source] = entry.number
    new = [source for source in alone if source not in numbers and not source.problem]
    return numbers | dict(zip(new, known.next_numbers(len(new)), strict=True))


def _highest_within(known: PrivateMap) -> dict[str, int]:
    """Return the highest number that a letter has in each scope."""
    highest: dict[str, int] = {}
    for entry in known.entries():
        highest[entry.scope] = max(entry.number, highest.get(entry.scope, 0))
    return highest


def _numbers_within(
    scope: SourceScope, dossier_id: str, earlier: Earlier, highest: int
) -> dict[SourceFile, int]:
    numbers: dict[SourceFile, int] = {}
    for source in scope.files:
        entry = fitting(source, earlier, dossier=True)
        if entry and entry.number and entry.scope == dossier_id:
            numbers[source] = entry.number
    new = [source for source in scope.files if source not in numbers and not source.problem]
    return numbers | dict(zip(new, _shuffled(highest, len(new)), strict=True))


def _shuffled(highest: int, count: int) -> list[int]:
    numbers = list(range(highest + 1, highest + 1 + count))
    random.SystemRandom().shuffle(numbers)
    return numbers
