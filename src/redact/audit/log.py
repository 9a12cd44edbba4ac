"""The audit log as its one writer sees it: opened under a lock, appended to, checkpointed."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from redact.audit.chain import CHECKPOINT, Tip, sealed_line, torn
from redact.audit.checkpoint import Checkpoint, checkpoint_at, follow
from redact.audit.folder import (
    AUDIT_LOG,
    cannot_write,
    make_folders,
    release_lock,
    sweep_drafts,
    sync_folder,
    take_lock,
)
from redact.audit.lines import LineFile
from redact.audit.log_end import LogEnd, recall, remember
from redact.datamodel import AuditRecord
from redact.errors import AuditError, WriteError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: The kind of the record that tells of a torn line which was cut off.
RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class _End:
    """Where the good part of the file ends: the tip of the chain, its bytes, and their hash."""

    tip: Tip
    size: int
    content: "hashlib._Hash" = field(default_factory=hashlib.sha256, compare=False)

    def after(self, lines: bytes, tip: Tip) -> "_End":
        """Return the end of the file that has grown by some lines."""
        content = self.content.copy()
        content.update(lines)
        return _End(tip, self.size + len(lines), content)


class AuditLog:
    """The audit log of a records folder; use it in a ``with`` block.

    Records are safe from a crash of the program once `append` has returned, and from a power cut
    once `checkpoint` or `close` has.
    """

    __slots__ = ("_end", "_file", "_key", "_lock", "_records")

    def __init__(
        self, records: Path, file: LineFile, lock: int, key: "Ed25519PrivateKey | None", end: _End
    ) -> None:
        """Take over an opened file and lock; callers use `AuditLog.open`."""
        self._records = records
        self._file = file
        self._lock = lock
        self._key = key
        self._end = end

    @classmethod
    def open(cls, records: Path, signing_key: Path | None = None) -> Self:
        """Return the log of a folder, created where it is missing, its whole chain checked.

        What the chain was checked for when it was last closed is only compared by its hash. A torn
        last line is cut off, and a record tells of it.

        Raises:
            ConfigError: the signing key is missing or none.
            UsageError: `records` is something else than a folder.
            LockedError: another run holds the folder.
            AuditError: the log is damaged, and the message names the line, or it does not go on
                from where it was last closed.
            WriteError: the folder or the log cannot be written.
        """
        key = None if signing_key is None else _private_key(signing_key)
        make_folders(records)
        lock = take_lock(records)
        try:
            sweep_drafts(records)
            _require_file(records)
            file = LineFile(records / AUDIT_LOG)
        except BaseException:
            release_lock(lock)
            raise
        try:
            log = cls(records, file, lock, key, _checked(file, records))
            log._recover()
            _sync_folder(records)
        except BaseException:
            file.close()
            release_lock(lock)
            raise
        return log

    @property
    def tip(self) -> Tip:
        """How many records there are, and the hash of the last."""
        return self._end.tip

    def append(self, record: AuditRecord) -> None:
        """Add one record.

        Raises:
            ValueError: the record is of a kind that the log alone writes, or malformed.
            WriteError: it cannot be written; the log is as it was.
        """
        self.append_all((record,))

    def append_all(self, records: Iterable[AuditRecord]) -> None:
        """Add all the records or, where that fails, none.

        Raises:
            ValueError: a record is of a kind that the log alone writes, or malformed.
            WriteError: they cannot be written; the log is as it was.
        """
        records = tuple(records)
        if any(record.kind in (CHECKPOINT, RECOVERED) for record in records):
            raise ValueError("checkpoints and recoveries are written by the log alone")
        self._write(records)

    def checkpoint(self) -> Checkpoint:
        """Add a checkpoint, signed where a key is configured, and return it once it is on disk.

        Raises:
            WriteError: it cannot be written.
        """
        checkpoint = checkpoint_at(self._end.tip, self._key)
        self._write((checkpoint.record,))
        self._file.sync()
        return checkpoint

    def sync(self) -> None:
        """Return once every record is on disk.

        Raises:
            WriteError: the disk fails.
        """
        self._file.sync()

    def close(self) -> None:
        """Bring everything to disk and let go of the folder; closing twice is no error.

        Raises:
            WriteError: the disk fails.
        """
        if self._file.closed:
            return
        try:
            self._file.sync()
            with suppress(WriteError):  # then the next run checks the chain line by line
                remember(self._records, self._end.tip, self._end.size, self._end.content)
        finally:
            self._file.close()
            release_lock(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, records: Iterable[AuditRecord]) -> None:
        tip, parts = self._end.tip, []
        for record in records:
            sealed, line = sealed_line(record, tip)
            parts.append(line)
            tip = tip.after(sealed)
        lines = b"".join(parts)
        self._file.append(lines, self._end.size)
        # One assignment moves all: an interrupt before it leaves lines that the next append cuts.
        self._end = self._end.after(lines, tip)

    def _recover(self) -> None:
        dropped = self._file.size() - self._end.size
        if dropped:
            self._file.cut(self._end.size)
            self._write((AuditRecord(RECOVERED, (("dropped_bytes", dropped),)),))
            self._file.sync()


def _checked(file: LineFile, records: Path) -> _End:
    tip, content, size = Tip(), hashlib.sha256(), 0
    known, total = recall(records), file.size()
    if (
        known is not None
        and known.size <= total
        and file.digest(known.size, content) == known.sha256
    ):
        tip, size = known.tip, known.size
    else:
        content = hashlib.sha256()
    closed = Tip() if known is None else known.tip
    met = tip.sha256 == closed.sha256
    for raw in file.lines(size):
        if size + len(raw) == total and torn(raw):
            break
        try:
            tip, _ = follow(raw, tip)
        except AuditError as error:
            raise AuditError(
                f"{file.path}, line {tip.count + 1}: {error}; keep this folder as evidence"
                " and give the next run another one"
            ) from None
        size += len(raw)
        content.update(raw)
        met = met or tip.sha256 == closed.sha256
    if known is not None and not met:
        raise _lost(file.path, known, tip.count)
    return _End(tip, size, content)


def _require_file(records: Path) -> None:
    """Create no log where one is known to have been."""
    known, path = recall(records), records / AUDIT_LOG
    if known is None or not known.tip.count:
        return
    try:
        path.lstat()
    except FileNotFoundError:
        raise _lost(path, known, 0) from None
    except OSError as error:
        raise cannot_write(path, error) from None


def _lost(path: Path, known: LogEnd, count: int) -> AuditError:
    return AuditError(
        f"{path} {known.lost(count)}; no copy and no record was changed: put it back from a"
        " backup, or keep this folder as evidence and name another one with --records"
    )


def _sync_folder(records: Path) -> None:
    try:
        sync_folder(records)
    except OSError as error:
        raise cannot_write(records, error) from None


def _private_key(path: Path) -> "Ed25519PrivateKey":
    from redact.audit.keys import load_private_key  # most logs are not signed

    return load_private_key(path)
