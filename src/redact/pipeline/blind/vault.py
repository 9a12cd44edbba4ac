"""The seal on disk and the log beside it: checked against each other, and opened on record."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from redact.audit.checkpoint import Checkpoint
from redact.audit.folder import PRIVATE, make_folders
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
from redact.pipeline.blind.shred import rewrite, sweep
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
    """Put a seal into its file, whole or not at all; of the one before no byte is left there.

    Where a link stands, it is the file that it leads to.

    Raises:
        WriteError: it cannot be written; what stood there is as it was.
    """
    rewrite(real_file(path), seal_file.write(seal))


def real_file(path: Path) -> Path:
    """Return the file that a path leads to, through all links."""
    return Path(os.path.realpath(path))


def anchored(path: Path, seal: Seal, key: Key, log: AuditLog) -> Seal:
    """Return a seal that knows all that the log says by now, once it is in its file.

    Raises:
        WriteError: it cannot be written; what stood there is as it was.
    """
    seal = signed(replace(seal, anchor=anchor_of(log.tip)), key)
    write_seal(path, seal)
    return seal


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
        sweep(real_file(path).parent, real_file(path).name)
        seal = read_seal(path, even_expired=even_expired)
        require_anchor(records, seal.anchor)
        told = history(records, seal, head)
        if told.purged and not even_expired:
            raise GoneError(
                "this seal was purged; what stands there is an older copy of it: destroy that with"
                " `redact blind purge`"
            )
        yield Vault(path, records, _forgotten(path, seal, told), log, told)


def _forgotten(path: Path, seal: Seal, told: History) -> Seal:
    """Return the seal without what the log calls forgotten: a run may have died in between."""
    left = [entry.number for entry in seal.entries if not entry.forgotten]
    for number in set(left).intersection(told.forgotten):
        seal = without(seal, number)
        write_seal(path, seal)
    return seal


@contextmanager
def opened_log(records: Path, config: Config) -> Iterator[AuditLog]:
    """Give the audit log of a records folder, which nothing else may write to meanwhile.

    All of its chain is followed: who could look first would only have to change one record. What
    killed runs left half-written in the private part is removed.

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
        sweep(records / PRIVATE)
        yield log
