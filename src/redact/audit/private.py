"""The private part of the records: which source became which copy, and the key for HMACs."""

import contextlib
import hashlib
import hmac
import os
import random
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from redact.audit import map_end
from redact.audit.chain import parse, torn
from redact.audit.folder import (
    PRIVATE,
    cannot_write,
    make_folders,
    replace_owned,
    sync_folder,
)
from redact.audit.letter_entry import (
    HiddenSpan,
    LetterEntry,
    decode,
    decode_brief,
    encode,
    new_letter_id,
)
from redact.audit.lines import LineFile
from redact.errors import AuditError, InputError, WriteError

__all__ = ["HiddenSpan", "LetterEntry", "PrivateMap", "new_letter_id", "read_entries"]

_LETTERS = "letters.jsonl"
_KEY = "key"
#: So many replaced lines are never worth the work of dropping them.
_FEW = 100
_ID_ON_LINE = re.compile(rb'"letter_id":"([0-9a-f]{16})"')
_KEY_CONTENT = re.compile(rb"[0-9a-f]{64}\n?")


class PrivateMap:
    """The map as its one writer sees it; open it while the `AuditLog` of the folder is open.

    The lock of the log also guards the map. Of each entry the map keeps what is brief; the file has
    all of it, see `read_entries`. Lines that later ones have replaced are dropped when the map is
    opened and most of them are such.
    """

    __slots__ = ("_entries", "_file", "_highest", "_key", "_size", "_sources")

    def __init__(self, file: LineFile, key: bytes) -> None:
        """Read an opened file; callers use `PrivateMap.open`."""
        self._file = file
        self._key = key
        self._entries: dict[str, LetterEntry] = {}
        self._sources: dict[str, str] = {}
        self._highest = 0
        self._size = 0
        total = file.size()
        latest: dict[bytes, tuple[int, bytes]] = {}
        for number, raw in _whole_lines(file, total):
            self._size += len(raw)
            latest[_id_on(raw) or raw] = number, raw
        for number, raw in latest.values():
            self._take(_decoded(raw, number, file.path, decode_brief))
        map_end.require(file.path, self._size, map_end.recall(file.path.parent))
        if self._size != total:
            file.cut(self._size)

    @classmethod
    def open(cls, records: Path) -> Self:
        """Return the map of a records folder; folder, key and map are created where missing.

        A torn last line is cut off.

        Raises:
            UsageError: `records` is something else than a folder.
            AuditError: the map or its key is damaged, and the message names the line, or it is
                shorter than when it was last closed.
            WriteError: the folder or the map cannot be written.
        """
        make_folders(records)
        folder = records / PRIVATE
        path = folder / _LETTERS
        _compact(path)
        file = LineFile(path)
        try:
            return cls(file, _existing_key(folder, file) or _new_key(folder))
        except BaseException:
            file.close()
            raise

    def entries(self) -> tuple[LetterEntry, ...]:
        """Return in brief what is known of each letter by now, in the order they were first met."""
        return tuple(self._entries.values())

    def by_source(self, path: str | Path) -> LetterEntry | None:
        """Return the latest entry of the letter that was read from an absolute path."""
        source = os.fspath(path)
        entry = self._entries.get(self._sources.get(source, ""))
        return entry if entry is not None and entry.source == source else None

    def append(self, entry: LetterEntry) -> None:
        """Add an entry, which replaces what was known of the same letter.

        Raises:
            WriteError: it cannot be written; the map is as it was.
        """
        self._size = self._file.append(encode(entry), self._size)
        # Whether a letter is to be done anew is asked of what earlier runs wrote alone.
        self._take(replace(entry, made_from=""))

    def next_numbers(self, count: int) -> tuple[int, ...]:
        """Return the next `count` free numbers in an order drawn at random.

        A number is fixed by the `append` of its entry; do that before its copy is written.
        """
        if count < 0:
            raise ValueError("a count of letters is not negative")
        numbers = list(range(self._highest + 1, self._highest + count + 1))
        random.SystemRandom().shuffle(numbers)
        self._highest += count
        return tuple(numbers)

    def mac(self, data: bytes) -> str:
        """Return the HMAC-SHA256 of the data under the private key, in hexadecimal."""
        return hmac.new(self._key, data, hashlib.sha256).hexdigest()

    def sync(self) -> None:
        """Return once the disk has every entry.

        Raises:
            WriteError: the disk fails.
        """
        self._file.sync()

    def close(self) -> None:
        """Bring everything to disk; closing twice is no error.

        Raises:
            WriteError: the disk fails.
        """
        if self._file.closed:
            return
        try:
            self._file.sync()
            with contextlib.suppress(WriteError):  # then less is known of a map that is cut short
                map_end.remember(self._file.path.parent, self._size)
        finally:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def entry(self, letter_id: str) -> LetterEntry | None:
        """Return in brief what is known of a letter by now."""
        return self._entries.get(letter_id)

    def _take(self, entry: LetterEntry) -> None:
        entry = entry.brief if entry.hidden or entry.kept else entry
        self._entries[entry.letter_id] = entry
        if entry.source:
            self._sources[entry.source] = entry.letter_id
        self._highest = max(self._highest, entry.number)


def read_entries(records: Path) -> tuple[LetterEntry, ...]:
    """Return what is known of each letter; nothing is written, no lock is taken.

    Raises:
        InputError: there is no map, or it cannot be read.
        AuditError: the map is damaged, and the message names the line, or it was cut short.
    """
    path = records / PRIVATE / _LETTERS
    closed = map_end.recall(path.parent)
    size = 0
    known: dict[str, LetterEntry] = {}
    try:
        with path.open("rb") as stream:
            total = os.fstat(stream.fileno()).st_size
            for number, raw in _whole_lines(stream, total):
                size += len(raw)
                entry = _decoded(raw, number, path, decode)
                known[entry.letter_id] = entry
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            map_end.require(path, 0, closed)
        raise InputError(
            f"{path} cannot be read: {error.strerror}; name their records with --records"
        ) from None
    if closed == map_end.recall(path.parent):  # else a run has opened or closed the map meanwhile
        map_end.require(path, size, closed)
    return tuple(known.values())


def _whole_lines(lines: Iterable[bytes], total: int) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers, but for a last one that a crash has torn."""
    size = 0
    for number, raw in enumerate(lines, 1):
        size += len(raw)
        if size >= total and torn(raw):
            return
        yield number, raw


def _decoded(
    raw: bytes, number: int, path: Path, reader: Callable[[Mapping[str, Any]], LetterEntry]
) -> LetterEntry:
    content = parse(raw) if raw.endswith(b"\n") else None
    try:
        return reader(content or {})
    except ValueError:
        raise AuditError(f"{path}, line {number}: not an entry; the map is damaged") from None


def _compact(path: Path) -> None:
    """Drop the lines that later ones have replaced, once they are more than the others.

    A map that has anything odd about it is left as it is, for the reader to complain of.

    Raises:
        AuditError: it is shorter than when it was last closed, or cannot be read.
        WriteError: it cannot be written; the map is as it was.
    """
    known = map_end.recall(path.parent)
    try:
        map_end.require(path, path.stat().st_size, known)
        with path.open("rb") as stream:
            ids = [_id_on(raw) for raw in stream]
            if b"" in ids or len(ids) <= 2 * len(set(ids)) + _FEW:
                return
            stream.seek(0)
            kept = dict(zip(ids, stream, strict=True))
    except FileNotFoundError:
        map_end.require(path, 0, known)
        return
    except OSError as error:
        raise AuditError(f"{path} cannot be read: {error.strerror}") from None
    content = b"".join(kept.values())
    map_end.remember(path.parent, len(content))
    replace_owned(path, content)


def _id_on(raw: bytes) -> bytes:
    found = _ID_ON_LINE.search(raw) if raw.endswith(b"\n") else None
    return found[1] if found else b""


def _existing_key(folder: Path, letters: LineFile) -> bytes | None:
    path = folder / _KEY
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        if letters.size():
            raise AuditError(f"{path} is gone; put it back from a backup") from None
        return None
    except OSError as error:
        raise AuditError(f"{path} cannot be read: {error.strerror}") from None
    if not _KEY_CONTENT.fullmatch(content):
        raise AuditError(f"{path} is damaged; put it back from a backup")
    return bytes.fromhex(content.decode())


def _new_key(folder: Path) -> bytes:
    key, path, draft = secrets.token_bytes(32), folder / _KEY, folder / "key.new"
    with contextlib.closing(LineFile(draft)) as file:
        file.append(key.hex().encode() + b"\n", 0)
        file.sync()
    try:
        draft.replace(path)
        sync_folder(folder)
    except OSError as error:
        raise cannot_write(path, error) from None
    return key
