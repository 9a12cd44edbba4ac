"""Verify OUT once more: take what was hidden from the sources, and search every copy for it."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePath

from redact import formats
from redact.audit.private import LetterEntry, read_entries
from redact.config import Config
from redact.datamodel import Document, Outcome, Span
from redact.errors import ExitCode, FormatError, InputError, RedactError, worst
from redact.names import NameLore, Term
from redact.pipeline.again import ANY_SIZE, read_again
from redact.pipeline.ledger import UNFINISHED
from redact.pipeline.sources import shown
from redact.verify import hidden_terms, survivors


class CopyState(StrEnum):
    """What the search in a copy came to."""

    CLEAN = "no detected term survives"
    SURVIVOR = "a detected term survives"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class CheckedCopy:
    """A file in OUT, what the search came to, and where in the copy hidden terms still stand."""

    name: str
    state: CopyState
    reason: str = ""
    survivors: tuple[Span, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What the search in all copies came to; `missing` copies are known but no longer there."""

    copies: tuple[CheckedCopy, ...]
    missing: int

    @property
    def exit_code(self) -> ExitCode:
        """7 where a term survives, else 4 where a copy is not checked, changed or gone, else 0."""
        codes = {
            CopyState.CLEAN: ExitCode.DONE,
            CopyState.SURVIVOR: ExitCode.SURVIVOR,
            CopyState.NOT_CHECKED: ExitCode.UNREADABLE,
        }
        told = [codes[copy.state] for copy in self.copies]
        altered = self.missing or any(copy.changed for copy in self.copies)
        return worst([*told, ExitCode.UNREADABLE] if altered else told)


@dataclass(frozen=True, slots=True)
class _ScopeTerms:
    """What a scope hides, its sources by letter id, and why some of it cannot be known."""

    terms: tuple[Term, ...] = field(repr=False)
    lore: NameLore = field(repr=False)
    sources: Mapping[str, Document] = field(repr=False)
    problem: str


def verify_out(out: Path, records: Path, config: Config) -> VerifyReport:
    """Search every file in OUT for what its scope hides, and change nothing.

    A copy is not checked where the map does not know it, or where a source of its scope is gone
    or changed; then it is still searched for what the other sources tell.

    Raises:
        InputError: there is no OUT, nothing in it, or no map in the records.
        AuditError: the map is damaged.
    """
    plain = Path(os.path.abspath(out))  # noqa: PTH100 - resolves no link
    folder = plain if plain.is_dir() else plain.parent
    names = tuple(_files(plain)) if plain.is_dir() else (plain.name,)
    if not os.path.lexists(plain) or not names:
        raise InputError(f"{shown(plain)}: no copies here; give the -o of a run")
    real = os.path.realpath(folder)
    ours = [one for one in read_entries(records) if os.path.realpath(one.out or "/") == real]
    known = {entry.copy: entry for entry in ours if entry.copy}
    scopes: dict[str, _ScopeTerms] = {}
    copies = []
    for name in names:
        entry = known.get(name)
        if entry is not None and entry.scope not in scopes:
            scopes[entry.scope] = _scope_terms(entry.scope, ours, folder, config)
        scope = scopes[entry.scope] if entry is not None else None
        copies.append(_check(folder / name, shown(PurePath(name)), entry, scope))
    released = (name for name, entry in known.items() if entry.outcome is Outcome.RELEASED)
    missing = sum(not os.path.lexists(folder / name) for name in released)
    return VerifyReport(tuple(copies), missing)


def _files(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted([*files, *links]):
            yield Path(place, name).relative_to(folder).as_posix()


def _check(
    path: Path, name: str, entry: LetterEntry | None, scope: _ScopeTerms | None
) -> CheckedCopy:
    if entry is None or scope is None:
        return _not_checked(name, "no record of this file; remove it from the output")
    if entry.reason == UNFINISHED:
        return _not_checked(name, "the run that wrote it did not end; run again")
    if entry.outcome is not Outcome.RELEASED:
        return _not_checked(name, "an older copy: its letter was not released since; remove it")
    source = scope.sources.get(entry.letter_id)
    if source is None:
        return _not_checked(name, scope.problem)
    try:
        if path.is_symlink():
            raise InputError("a symbolic link, not a copy; remove it")
        data = formats.load(path, ANY_SIZE)
        changed = hashlib.sha256(data).hexdigest() != entry.copy_sha256
        text = _text(data, source, changed=changed)
    except RedactError as error:
        return _not_checked(name, str(error))
    # The kept spans count in the copy as it was written: in a changed one they say nothing.
    kept = () if changed else [copy for _, copy in entry.kept]
    found = survivors(text, scope.terms, kept, scope.lore)
    if found:
        return CheckedCopy(name, CopyState.SURVIVOR, survivors=found, changed=changed)
    if scope.problem:
        return CheckedCopy(name, CopyState.NOT_CHECKED, scope.problem, changed=changed)
    return CheckedCopy(name, CopyState.CLEAN, changed=changed)


def _text(data: bytes, source: Document, *, changed: bool) -> str:
    try:
        return formats.reopen(data, source)
    except FormatError:
        if not changed:
            raise
        return formats.read_bytes(data, source.document_id).text


def _not_checked(name: str, reason: str) -> CheckedCopy:
    return CheckedCopy(name, CopyState.NOT_CHECKED, reason)


def _scope_terms(
    scope: str, entries: Sequence[LetterEntry], folder: Path, config: Config
) -> _ScopeTerms:
    sources: dict[str, Document] = {}
    hidden: list[list[tuple[Span, str]]] = []
    problem = ""
    for entry in entries:
        if entry.scope != scope:
            continue
        try:
            sources[entry.letter_id] = _source(entry)
        except RedactError as error:
            # What has no copy any more may be gone: its letter was taken out of the dossier.
            if entry.copy and os.path.lexists(folder / entry.copy):
                problem = f"a source of this scope: {error}"
        else:
            hidden.append([(span.span, span.label) for span in entry.hidden])
    lore = NameLore(config)
    return _ScopeTerms(hidden_terms(tuple(sources.values()), hidden, lore), lore, sources, problem)


def _source(entry: LetterEntry) -> Document:
    if entry.outcome is not Outcome.RELEASED:
        raise InputError("it was not released; run again")
    return read_again(entry)
