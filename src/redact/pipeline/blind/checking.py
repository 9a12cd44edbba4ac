"""Check a packet: nothing in it but its copies, as they were released, and no known name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from redact.audit.checkpoint import Checkpoint
from redact.audit.letter_entry import LetterEntry
from redact.audit.verify import verify_log
from redact.blind.locks import Opener
from redact.blind.seal import Seal
from redact.config import Config
from redact.datamodel import KnownPerson
from redact.errors import AuditError, ExitCode, worst
from redact.pipeline.blind.history import FOR_CHECK, history, require_anchor
from redact.pipeline.blind.known_names import KnownNames
from redact.pipeline.blind.packet import (
    BESIDE,
    REVIEWERS,
    differences,
    files_in,
    is_plain,
    lists,
    require_cover,
)
from redact.pipeline.blind.vault import opened_vault, read_seal
from redact.pipeline.check import CheckedCopy, CopyState, verify_entries


@dataclass(frozen=True, slots=True)
class PacketReport:
    """What the check of a packet came to.

    `wrong` has each file that is none of the packet, not as released, or gone, with what to do.
    `named` are files in which a name of the roster stands, `leaking` those in which something
    stands that the program hid, `unchecked` those that could not be searched. `unsearched` counts
    the copies whose letters are gone or have changed: which ones they are would tell whose they
    are. `checkpoint` is the new end of the log where the seal was opened.
    """

    files: int
    wrong: tuple[tuple[str, str], ...] = ()
    named: tuple[CheckedCopy, ...] = ()
    leaking: tuple[CheckedCopy, ...] = ()
    unchecked: tuple[CheckedCopy, ...] = ()
    unsearched: int = 0
    names: int = 0
    checkpoint: Checkpoint | None = None

    @property
    def exit_code(self) -> ExitCode:
        """7 where a name stands, else 12 where the packet is not as it was, else 4 or 0."""
        codes = [ExitCode.DONE]
        if self.named or self.leaking:
            codes.append(ExitCode.SURVIVOR)
        if self.wrong:
            codes.append(ExitCode.SEAL)
        if self.unchecked or self.unsearched:
            codes.append(ExitCode.UNREADABLE)
        return worst(codes)


def verify_packet(
    packet: Path,
    records: Path,
    seal_path: Path,
    config: Config,
    roster: Sequence[KnownPerson] = (),
    opener: Callable[[Seal], Opener] | None = None,
    head: str | None = None,
) -> PacketReport:
    """Return what the check of a packet comes to; the packet is not changed.

    Without an opener the seal stays shut, and the copies are searched for the names of the roster.
    With one, the letters are read again, and the copies searched for all that was hidden in them;
    the log records that opening.

    Raises:
        InputError: there is no packet, or no seal.
        GoneError: the seal was purged, or has expired.
        OtherPacketError: seal or key belong to another packet.
        SealError: the seal was changed, or the log knows another one.
        AuditError: the log is damaged, is not the one that the seal knows, or has not that head.
        WrongKeyError: the passphrase is wrong.
    """
    seal = read_seal(seal_path, even_expired=True)
    require_cover(packet, seal.packet)
    names, known = tuple(files_in(packet)), KnownNames(roster, config)
    searched = known.search(packet, [name for name in names if is_plain(packet / name)])
    require_anchor(records, seal.anchor)
    verdict = verify_log(records)
    if not verdict.ok:
        raise AuditError(verdict.message)
    decided = history(records, seal, head).decided_by is not None
    found = differences(packet, seal)
    if not lists(packet, seal.numbers):
        found = replace(found, changed=(*found.changed, REVIEWERS))
    report = PacketReport(
        files=len(names),
        wrong=found.told(decided=decided),
        named=tuple(one for one in searched if one.state is CopyState.SURVIVOR),
        unchecked=tuple(one for one in searched if one.state is CopyState.NOT_CHECKED),
        names=known.count,
    )
    if opener is None:
        return report
    with opened_vault(seal_path, records, config, head) as vault:
        _, unsealed = vault.open(opener(vault.seal), FOR_CHECK)
    held = [one.entry for who in unsealed.identities.values() for one in who.letters]
    return replace(_searched(report, packet, held, config), checkpoint=unsealed.checkpoint)


def _searched(
    report: PacketReport, packet: Path, entries: Sequence[LetterEntry], config: Config
) -> PacketReport:
    """Return the report with what the search for all that was hidden adds to it."""
    here = [replace(entry, out=str(packet.absolute())) for entry in entries]
    copies = verify_entries(packet, here, config, BESIDE).copies
    leaking = tuple(copy for copy in copies if copy.state is CopyState.SURVIVOR)
    unsearched = sum(copy.state is CopyState.NOT_CHECKED for copy in copies)
    return replace(report, leaking=leaking, unsearched=unsearched)
