"""Destroy what a seal holds: one entry for good, or all of it once its time is over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from redact.audit.checkpoint import Checkpoint
from redact.blind import seal_file
from redact.blind.seal import without
from redact.config import Config
from redact.errors import GoneError, UsageError
from redact.pipeline.blind.chair import CHAIR
from redact.pipeline.blind.history import FORGOTTEN, PURGED, record
from redact.pipeline.blind.pages import kept_reviewers
from redact.pipeline.blind.shred import remove, rewrite
from redact.pipeline.blind.vault import opened_vault, read_seal, real_file, today, write_seal
from redact.pipeline.rulings import OWN_FILE


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The number whose entry is gone, and whether the seal was opened for its ranking before."""

    number: str
    decided: bool
    checkpoint: Checkpoint


@dataclass(frozen=True, slots=True)
class Purge:
    """What a purge came to: done, or not due until a day; None for a seal without one."""

    done: bool
    due: date | None


def forget(number: str, records: Path, seal_path: Path, config: Config) -> Forgotten:
    """Destroy the entry of a review number; no key is needed, and none brings it back.

    The log tells of it first: an entry that is gone without a record counts as tampered with.

    Raises:
        UsageError: the seal has no such number.
        GoneError: it is forgotten already, or the whole seal is gone.
        SealError: the seal was changed.
        AuditError: the log is damaged, or is not the one that the seal knows.
        WriteError: the seal cannot be written; the entry is still there.
    """
    with opened_vault(seal_path, records, config, even_expired=True) as vault:
        plain = number.lstrip("0")
        entry = next((one for one in vault.seal.entries if one.number == plain), None)
        if entry is None:
            raise UsageError("the seal has no such number; give one as it stands in the packet")
        if entry.forgotten:
            raise GoneError(f"the entry of {plain} was forgotten before")
        digest = vault.seal.digest
        vault.log.append(record(FORGOTTEN, vault.seal.packet, number=plain, seal_sha256=digest))
        checkpoint = vault.log.checkpoint()
        write_seal(seal_path, without(vault.seal, plain))
        return Forgotten(plain, vault.history.decided_by is not None, checkpoint)


def purge(records: Path, seal_path: Path, config: Config, day: Callable[[], date] = today) -> Purge:
    """Destroy a seal whose time is over, with the notes for the chair; no key is needed.

    Raises:
        InputError: there is no seal.
        GoneError: it was purged before.
        SealError: the seal was changed.
        AuditError: the log is damaged, or is not the one that the seal knows.
        WriteError: a file cannot be written.
    """
    due = read_seal(seal_path, even_expired=True).expires
    if due is None or day() <= due:
        return Purge(False, due)
    with opened_vault(seal_path, records, config, even_expired=True) as vault:
        vault.log.append(record(PURGED, vault.seal.packet, seal_sha256=vault.seal.digest))
        vault.log.checkpoint()
        # The seal goes last: a purge that is killed is begun again.
        for private in (records / CHAIR, records / OWN_FILE, *kept_reviewers(records)):
            remove(private)
        rewrite(real_file(seal_path), seal_file.tombstone(vault.seal.packet, day()))
    return Purge(True, due)
