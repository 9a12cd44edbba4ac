"""Verify OUT once more: take what was hidden from the sources, and search every copy for it."""

import hashlib
import os
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePath

from redact import formats
from redact.alignment import spliced
from redact.audit.letter_entry import UNFINISHED
from redact.audit.private import LetterEntry, read_entries
from redact.config import Config
from redact.datamodel import Document, Outcome, Segment, Span
from redact.errors import ExitCode, FormatError, InputError, RedactError, WriteError, worst
from redact.formats.attached import attached
from redact.formats.form import Reopened
from redact.names import NameLore, Term
from redact.pipeline.again import ANY_SIZE, read_again
from redact.pipeline.names_file import read_names
from redact.pipeline.reopened import kept_in, search
from redact.pipeline.sources import shown
from redact.verify import hidden_terms, survivors

#: A format whose copies may be read back with other white space.
_LOOSE = "plain"
_FILE_NAME = "the file name"
_ATTACHED = "an attached file"
_DEEPEST = 4


class CopyState(StrEnum):
    """What the search in a copy came to."""

    CLEAN = "no detected term survives"
    SURVIVOR = "a detected term survives"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class CheckedCopy:
    """A file in OUT, what the search came to, and where in the copy hidden terms still stand.

    `survivors` are spans of its text, `parts` the names of its other parts, once for each term.
    """

    name: str
    state: CopyState
    reason: str = ""
    survivors: tuple[Span, ...] = ()
    parts: tuple[str, ...] = ()
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
    _copies(out)
    return verify_entries(out, read_entries(records), config)


def verify_entries(
    out: Path, entries: Sequence[LetterEntry], config: Config, beside: Container[str] = ()
) -> VerifyReport:
    """Search every file in OUT, but for those `beside` the copies, for what its scope hides.

    Raises:
        InputError: there is no OUT, or nothing in it.
    """
    folder, found = _copies(out)
    names = [name for name in found if name not in beside]
    real = os.path.realpath(folder)
    ours = [one for one in entries if os.path.realpath(one.out or "/") == real]
    known = {entry.copy: entry for entry in ours if entry.copy}
    members: dict[str, list[LetterEntry]] = {}
    for one in ours:
        members.setdefault(one.scope, []).append(one)
    lore = NameLore(config)
    scopes: dict[str, _ScopeTerms] = {}
    copies = []
    for name in names:
        entry = known.get(name)
        if entry is not None and entry.scope not in scopes:
            # The copies of a scope stand together: its sources need not be kept beyond them.
            scopes = {entry.scope: _scope_terms(members[entry.scope], folder, lore)}
        scope = scopes[entry.scope] if entry is not None else None
        copies.append(_check(folder / name, shown(PurePath(name)), entry, scope))
    released = (name for name, entry in known.items() if entry.outcome is Outcome.RELEASED)
    missing = sum(not os.path.lexists(folder / name) for name in released)
    return VerifyReport(tuple(copies), missing)


def verify_names(out: Path, names: Path, config: Config) -> VerifyReport:
    """Search every file in OUT for names, in each of its parts and in its own name.

    Neither letters nor records are needed. The names stand one a line, or in a roster.

    Raises:
        InputError: there is no OUT, or nothing in it.
        ConfigError: the names cannot be read, or there are none.
    """
    folder, found = _copies(out)
    lore = NameLore(config)
    terms = listed_terms(read_names(names), lore)
    copies = [search_file(folder / name, shown(PurePath(name)), terms, lore) for name in found]
    return VerifyReport(tuple(copies), 0)


def listed_terms(listed: Sequence[tuple[str, str]], lore: NameLore) -> tuple[Term, ...]:
    """Return what to look for where nothing is known but names, each with its label."""
    document = Document("names", tuple(Segment(f"{surface}\n") for surface, _ in listed))
    spans, start = [], 0
    for surface, label in listed:
        spans.append((Span(start, start + len(surface)), label))
        start += len(surface) + 1
    return hidden_terms([document], [spans], lore)


def _nothing_kept(_text: str) -> tuple[Span, ...]:
    return ()


def search_file(
    path: Path,
    name: str,
    terms: Sequence[Term],
    lore: NameLore,
    kept: Callable[[str], Sequence[Span]] = _nothing_kept,
) -> CheckedCopy:
    """Return what the search for terms in a file comes to, whatever the file is.

    `kept` returns where in the text of the file terms may stand.
    """
    parts = [_FILE_NAME] * len(survivors(_spaced(name), terms, (), lore))
    spans: tuple[Span, ...] = ()
    problem = ""
    try:
        if path.is_symlink():
            raise InputError("a symbolic link, not a copy; remove it")
        data = formats.load(path, ANY_SIZE)
        copy = _laid_open(data, path)
        spans, elsewhere = search(copy, terms, kept(copy.text), lore)
        parts += elsewhere
        for file in _attached(data, formats.kind_of(data, path)):
            inside = _laid_open(file, PurePath())
            found, elsewhere = search(inside, terms, (), lore)
            parts += [_ATTACHED] * (len(found) + len(elsewhere))
    except RedactError as error:
        problem = str(error)
    clean = CopyState.NOT_CHECKED if problem else CopyState.CLEAN
    state = CopyState.SURVIVOR if spans or parts else clean
    return CheckedCopy(name, state, problem, spans, tuple(parts))


def _laid_open(data: bytes, name: PurePath) -> Reopened:
    """Return all text of a file.

    Raises:
        FormatError: it is in a format that is not read.
    """
    kind = formats.kind_of(data, name)
    if kind in formats.TEXTS:
        return Reopened(formats.read_bytes(data, "copy", name).text)
    return formats.reopen(data, Document("copy", (), format=kind))


def _attached(data: bytes, kind: str, depth: int = 0) -> Iterator[bytes]:
    """Yield the files that are attached to a file, and those attached to them."""
    if depth == _DEEPEST:
        raise FormatError("files attached to attached files, too deep")
    for file in attached(data, kind):
        yield file
        yield from _attached(file, formats.kind_of(file), depth + 1)


def _spaced(name: str) -> str:
    """Return a file name with its words apart: `Kowalska_CV.pdf` names Kowalska."""
    return re.sub(r"[_.\-+]", " ", name)


def _copies(out: Path) -> tuple[Path, tuple[str, ...]]:
    """Return the folder of the copies, and their paths in it.

    Raises:
        InputError: there are none.
    """
    plain = Path(os.path.abspath(out))  # noqa: PTH100 - resolves no link
    folder = plain if plain.is_dir() else plain.parent
    names = tuple(_files(plain)) if plain.is_dir() else (plain.name,)
    if not os.path.lexists(plain) or not names:
        raise InputError(f"{shown(plain)}: no copies here; give the -o of a run")
    return folder, names


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
        reopened = _reopened(data, path, source, changed=changed)
        kept = () if changed else _kept(reopened, entry, source)
    except RedactError as error:
        return _not_checked(name, str(error))
    found, parts = search(reopened, scope.terms, kept, scope.lore)
    if found or parts:
        return CheckedCopy(name, CopyState.SURVIVOR, "", found, parts, changed)
    if scope.problem:
        return CheckedCopy(name, CopyState.NOT_CHECKED, scope.problem, changed=changed)
    return CheckedCopy(name, CopyState.CLEAN, changed=changed)


def _reopened(data: bytes, path: Path, source: Document, *, changed: bool) -> Reopened:
    """Return a copy as another reader sees it; one that somebody changed may be of any format."""
    kind = formats.kind_of(data, path)
    if kind not in formats.TEXTS:
        return formats.reopen(data, replace(source, format=kind))
    if source.format in formats.TEXTS and not changed:
        try:
            return formats.reopen(data, source)
        except FormatError:  # set anew in another encoding
            pass
    return Reopened(formats.read_bytes(data, source.document_id, path).text)


def _kept(copy: Reopened, entry: LetterEntry, source: Document) -> tuple[Span, ...]:
    """Return where a copy shows what decisions keep; in a changed one they would say nothing."""
    if not entry.kept:
        return ()
    parts = [(part.span, part.placeholder) for part in entry.hidden]
    try:
        written, _ = spliced(source.text, parts)
        told = replace(source, segments=(Segment(written),), format=_LOOSE)
        return kept_in(copy.text, told, [there for _, there in entry.kept])
    except (ValueError, WriteError):
        raise InputError("it does not say what the records know; run again") from None


def _not_checked(name: str, reason: str) -> CheckedCopy:
    return CheckedCopy(name, CopyState.NOT_CHECKED, reason)


def _scope_terms(entries: Sequence[LetterEntry], folder: Path, lore: NameLore) -> _ScopeTerms:
    sources: dict[str, Document] = {}
    hidden: list[list[tuple[Span, str]]] = []
    problem = ""
    for entry in entries:
        try:
            sources[entry.letter_id] = _source(entry)
        except RedactError as error:
            # What has no copy any more may be gone: its letter was taken out of the dossier.
            if entry.copy and os.path.lexists(folder / entry.copy):
                problem = f"a source of this scope: {error}"
        else:
            hidden.append([(span.span, span.label) for span in entry.hidden])
    return _ScopeTerms(hidden_terms(tuple(sources.values()), hidden, lore), lore, sources, problem)


def _source(entry: LetterEntry) -> Document:
    if entry.outcome is not Outcome.RELEASED:
        raise InputError("it was not released; run again")
    return read_again(entry)
