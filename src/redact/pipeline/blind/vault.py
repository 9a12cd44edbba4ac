"""The seal on disk and the log beside it: checked against each other, and opened on record."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from redact.audit.checkpoint import Checkpoint
from redact.audit.folder import PRIVATE, make_folders, replace_owned
from redact.audit.log import AuditLog
from redact.audit.log_end import disregard
from redact.blind import seal_file
from redact.blind.locks import Opener
from redact.blind.seal import Key, Seal, contents, opened, signed, without
from redact.config import Config
from redact.errors import GoneError, InputError, OtherPacketError, SealError, WrongKeyError
from redact.pipeline.blind.history import (
    OPENED,
    REFUSED,
    History,
    anchor_of,
    history,
    record,
    require_anchor,
)
from redact.pipeline.blind.identity import Identity, from_bytes
from redact.pipeline.sources import shown

_SEAL = "seal"


def default_seal(records: Path) -> Path:
    """Return where the seal of a packet lies when nothing else is said.

    >>> default_seal(Path("packet.records")).as_posix()
    'packet.records/private/seal'
    """
    return records / PRIVATE / _SEAL


def read_seal(path: Path, *, even_expired: bool = False) -> Seal:
    """Return the seal in a file; nobody has vouched for it yet.

    Raises:
        InputError: there is none, or it cannot be read.
        GoneError: it was purged, or its time is over.
        SealError: a byte of it was changed.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{shown(path)}: the seal cannot be read: {error.strerror}; name it with --seal, or"
            " its records with --records"
        ) from None
    seal = seal_file.read(data)
    if seal.expires and today() > seal.expires and not even_expired:
        raise GoneError(
            f"this seal expired on {seal.expires.isoformat()} and is not opened any more; destroy"
            " it with `redact blind purge`"
        )
    return seal


def write_seal(path: Path, seal: Seal) -> None:
    """Put a seal into its file, whole or not at all.

    Raises:
        WriteError: it cannot be written; what stood there is as it was.
    """
    sweep_drafts(path)
    replace_owned(path, seal_file.write(seal))


def anchored(path: Path, seal: Seal, key: Key, log: AuditLog) -> Seal:
    """Return a seal that knows all that the log says by now, once it is in its file.

    Raises:
        WriteError: it cannot be written; what stood there is as it was.
    """
    seal = signed(replace(seal, anchor=anchor_of(log.tip)), key)
    write_seal(path, seal)
    return seal


def destroy(path: Path, data: bytes) -> None:
    """Put other bytes in the place of a seal, and blacken those of the old one where it lay.

    Raises:
        WriteError: they cannot be written; what stood there is as it was.
    """
    sweep_drafts(path)
    with suppress(OSError):
        old = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            replace_owned(path, data)
            _blacken(old)
        finally:
            os.close(old)
        return
    replace_owned(path, data)


def sweep_drafts(path: Path) -> None:
    """Remove what a run that was killed left of a seal half-way put into place: it has old keys."""
    pattern = re.compile(re.escape(f".{path.name}.") + "[0-9a-f]{16}")
    with suppress(OSError):
        for draft in list(path.parent.iterdir()):
            if pattern.fullmatch(draft.name):
                draft.unlink(missing_ok=True)


def today() -> date:
    """Return the day, the same wherever the program runs."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Vault:
    """A seal with its log, both checked and neither opened; one process holds them."""

    path: Path = field(repr=False)
    records: Path = field(repr=False)
    seal: Seal
    log: AuditLog
    history: History

    def open(self, opener: Opener, purpose: str, **told: str) -> "tuple[Vault, Unsealed]":
        """Return what is sealed, once the log has the opening on disk.

        Raises:
            WrongKeyError: the passphrase is wrong.
            OtherPacketError: the key is for another packet.
            SealError: the seal was changed.
            WriteError: the log cannot be written; nothing was opened.
        """
        try:
            key = opened(self.seal, opener)
        except (WrongKeyError, OtherPacketError, SealError) as error:
            self.log.append(record(REFUSED, self.seal.packet, exit_code=int(error.exit_code)))
            error.add_note(self.log.checkpoint().told)
            raise
        told["seal_sha256"] = self.seal.digest
        self.log.append(record(OPENED, self.seal.packet, purpose=purpose, **told))
        checkpoint = self.log.checkpoint()
        vault = replace(self, seal=anchored(self.path, self.seal, key, self.log))
        held = {number: from_bytes(one) for number, one in contents(self.seal, key).items()}
        return vault, Unsealed(key, held, checkpoint)


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What a seal held, as long as a program holds it; never to be written to a disk."""

    key: Key
    identities: dict[str, Identity] = field(repr=False)
    checkpoint: Checkpoint


@contextmanager
def opened_vault(
    path: Path,
    records: Path,
    config: Config,
    head: str | None = None,
    *,
    even_expired: bool = False,
) -> Iterator[Vault]:
    """Give a seal with its log: the log's chain is whole, and each is the one that the other knows.

    `head` is one that a run printed, which the log must have, with this seal before it.

    Raises:
        InputError: there is no seal.
        GoneError: it was purged, or its time is over.
        SealError: a byte of it was changed, or the log knows another one.
        AuditError: the log is damaged, is not the one that the seal knows, or has not that head.
        LockedError: another run holds the records.
        ConfigError: the signing key is missing or none.
    """
    require_anchor(records, read_seal(path, even_expired=even_expired).anchor)
    with opened_log(records, config) as log:
        seal = read_seal(path, even_expired=even_expired)
        require_anchor(records, seal.anchor)
        told = history(records, seal, head)
        yield Vault(path, records, _forgotten(path, seal, told), log, told)


def _forgotten(path: Path, seal: Seal, told: History) -> Seal:
    """Return the seal without what the log calls forgotten: a run may have died in between."""
    left = [entry.number for entry in seal.entries if not entry.forgotten]
    for number in set(left).intersection(told.forgotten):
        seal = without(seal, number)
        destroy(path, seal_file.write(seal))
    return seal


@contextmanager
def opened_log(records: Path, config: Config) -> Iterator[AuditLog]:
    """Give the audit log of a records folder, which nothing else may write to meanwhile.

    All of its chain is followed: who could look first would only have to change one record.

    Raises:
        AuditError: the log is damaged.
        LockedError: another run holds the folder.
        ConfigError: the signing key is missing or none.
        UsageError: `records` is no folder.
    """
    signing_key = None if config.signing_key is None else Path(config.signing_key)
    make_folders(records)
    disregard(records)
    with AuditLog.open(records, signing_key=signing_key) as log:
        yield log


def _blacken(handle: int) -> None:
    """Write zeros over a file that has lost its name; not every disk writes where it read."""
    if os.fstat(handle).st_nlink:  # somebody's backup, by another name
        return
    try:
        os.pwrite(handle, bytes(os.fstat(handle).st_size), 0)
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EROFS, errno.EIO, errno.ENOSPC):
            raise
