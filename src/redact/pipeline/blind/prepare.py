"""Prepare a packet: dossiers in, copies under review numbers out, and who is who under the seal."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from redact.audit.checkpoint import Checkpoint
from redact.audit.log import AuditLog
from redact.blind.locks import Lock, Opener
from redact.blind.seal import Entry, Key, Seal, new_packet, sealed
from redact.config import Config
from redact.datamodel import KnownPerson
from redact.errors import ExitCode, UsageError, WrongKeyError
from redact.model_files import model_identity
from redact.pipeline.blind.chair import write_chair
from redact.pipeline.blind.closing import close_round, sealed_identities
from redact.pipeline.blind.decided import decided, drop_carried_out, still_tells
from redact.pipeline.blind.dossiers import Dossier, find_dossiers
from redact.pipeline.blind.filling import CarryOut, Filled, fill
from redact.pipeline.blind.history import ABANDONED, FOR_LATE_FILES, SEALED, record
from redact.pipeline.blind.identity import Identity
from redact.pipeline.blind.packet import changes_between, require_just, strangers
from redact.pipeline.blind.pages import keep_reviewers, reviewers_of, write_pages
from redact.pipeline.blind.remarks import remarks
from redact.pipeline.blind.rounds import numbered
from redact.pipeline.blind.vault import Unsealed, Vault, anchored, opened_log, opened_vault
from redact.pipeline.folders import staged_folder, sweep
from redact.pipeline.job import Job
from redact.pipeline.places import check_places
from redact.pipeline.rulings import OWN_FILE, unmatched
from redact.pipeline.run import Progress
from redact.pipeline.sources import shown


@dataclass(frozen=True, slots=True)
class Request:
    """What a preparation is asked for.

    `locks` makes the locks of a new seal out of its key and the packet's id; `opener` returns what
    opens a seal that is there already, or None where nothing was given. `new` names dossiers that
    are nobody's who was forgotten. `head` is the one that the last preparation printed: a seal that
    was made since is not opened.
    """

    folder: Path = field(repr=False)
    packet: Path = field(repr=False)
    records: Path = field(repr=False)
    seal: Path = field(repr=False)
    locks: Callable[[Key, str], tuple[Lock, ...]]
    opener: Callable[[Seal], Opener | None]
    roster: tuple[KnownPerson, ...] = field(default=(), repr=False)
    table: Path | None = field(default=None, repr=False)
    expires: date | None = None
    decisions: Path | None = field(default=None, repr=False)
    new: tuple[str, ...] = field(default=(), repr=False)
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a preparation came to; it names nobody who stands behind a number.

    `reviewers` is where their table is kept, if not all of it stands in the new one. `remarks` are
    about folders and their names, for the user's terminal only. `telling` says that the decisions
    file that was given tells who stands behind a number.
    """

    dossiers: int
    letters: int
    absent: tuple[str, ...]
    edition: int
    changes: int
    chair: Path = field(repr=False)
    checkpoint: Checkpoint
    exit_code: ExitCode
    unused: tuple[str, ...] = field(default=(), repr=False)
    reviewers: Path | None = None
    remarks: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    telling: bool = False


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a preparation sets out from: nothing, or an earlier edition of the packet."""

    seal: Seal
    key: Key
    identities: dict[str, Identity] = field(repr=False)
    forgotten: tuple[Entry, ...] = ()


def prepare(
    request: Request,
    config: Config,
    carry_out: CarryOut,
    progress: Progress | None = None,
) -> Prepared:
    """Make a packet, or bring one up to date, and return what became of the dossiers.

    The dossiers are redacted as a job, whose workers somebody else hires.

    The whole packet is made and searched aside, then the log gets the digest of its seal, then the
    seal is written, then the packet is put into place, then the log tells of it. No step writes a
    name next to a number anywhere else.

    Raises:
        RedactError: the packet as a whole cannot be made; what was there before is as it was.
    """
    dossiers = find_dossiers(request.folder, request.table)
    _require_there(request.new, dossiers)
    files = [source.path for dossier in dossiers for source in dossier.files]
    check_places([request.folder, *files], request.packet, request.records)
    _check_seal_place(request)
    sweep({request.packet.absolute().parent})
    if os.path.lexists(request.seal):
        with opened_vault(request.seal, request.records, config, request.head) as vault:
            if vault.history.finished or os.path.lexists(request.packet):
                return _again(request, config, dossiers, vault, carry_out, progress)
            # A run died before there was a packet: nobody was given a number that is to stay.
            start = _anew(request)
            vault.log.append(record(ABANDONED, vault.seal.packet))
            return _prepared(request, config, dossiers, start, vault.log, carry_out, progress)
    _require_new(request)
    start = _anew(request)
    with opened_log(request.records, config) as log:
        _require_new(request)  # another run may have come first, before this one held the log
        return _prepared(request, config, dossiers, start, log, carry_out, progress)


def _anew(request: Request) -> _Start:
    """Return the start of a packet that nobody has seen anything of."""
    packet_id, key = new_packet()
    return _Start(Seal(packet_id, request.expires, request.locks(key, packet_id)), key, {})


def _again(
    request: Request,
    config: Config,
    dossiers: Sequence[Dossier],
    vault: Vault,
    carry_out: CarryOut,
    progress: Progress | None,
) -> Prepared:
    """Bring a packet up to date: its numbers stay, so its seal is opened, on record."""
    if vault.history.decided_by is not None:
        raise UsageError(
            "the seal of this packet was opened for its ranking: the round is over; prepare a new"
            " packet with another -o"
        )
    if request.expires is not None and request.expires != vault.seal.expires:
        raise UsageError("--expires is fixed when a packet is first prepared; leave it out")
    odd = strangers(request.packet) if request.packet.is_dir() else ()
    if odd:
        raise UsageError(f"{shown(Path(odd[0]))}: no file of a packet; move it out of there first")
    opener = request.opener(vault.seal)
    if opener is None:
        raise WrongKeyError(_how_to_go_on(request))
    vault, unsealed = vault.open(opener, FOR_LATE_FILES)
    forgotten = tuple(entry for entry in vault.seal.entries if entry.forgotten)
    if forgotten:
        _require_nobody_back(len(forgotten), dossiers, unsealed, request.new)
    start = _Start(vault.seal, unsealed.key, unsealed.identities, forgotten)
    return _prepared(request, config, dossiers, start, vault.log, carry_out, progress)


def _how_to_go_on(request: Request) -> str:
    """Return what is to be done about a packet by somebody who cannot open its seal."""
    decided = request.records / OWN_FILE
    more = f", and --decisions {shown(decided)}" if decided.exists() else ""
    return (
        "this packet was prepared before, and its numbers are to stay: that needs the key (--key)"
        " or the passphrase; who can only seal makes a new packet, if this one was not passed on:"
        f" prepare with another -o and --recipient{more}"
    )


def _require_there(new: Sequence[str], dossiers: Sequence[Dossier]) -> None:
    """Return if all that is called new is there.

    Raises:
        UsageError: one is not.
    """
    missing = set(new).difference(dossier.name for dossier in dossiers)
    if missing:
        raise UsageError(f"--new {shown(Path(min(missing)))}: there is no such folder in IN")


def _require_nobody_back(
    forgotten: int, dossiers: Sequence[Dossier], unsealed: Unsealed, new: Sequence[str]
) -> None:
    """Return if every dossier is known to the seal, or is said to be new.

    Raises:
        UsageError: one may be of somebody who was forgotten, and whose name no seal holds any more.
    """
    known = {identity.dossier for identity in unsealed.identities.values()}
    strange = [Path(one.name) for one in dossiers if one.name not in {*known, *new}]
    if not strange:
        return
    entries = "1 entry was" if forgotten == 1 else f"{forgotten} entries were"
    folders = "this folder is" if len(strange) == 1 else "these folders are"
    error = UsageError(
        f"{entries} forgotten, and {folders} new to the packet: {', '.join(map(shown, strange))};"
        " take the folder of who was forgotten out, or name what is truly new with --new FOLDER"
    )
    error.add_note(unsealed.checkpoint.told)
    raise error


def _prepared(
    request: Request,
    config: Config,
    dossiers: Sequence[Dossier],
    start: _Start,
    log: AuditLog,
    carry_out: CarryOut,
    progress: Progress | None,
) -> Prepared:
    started = datetime.now(UTC)
    said = decided(request.records, request.decisions, start.identities)
    taken = [entry.number for entry in start.seal.entries]
    packet = request.packet.absolute()
    with staged_folder(packet) as staging:
        plan = numbered(dossiers, start.identities, taken, staging, config)
        filed = (*said.filed, *said.sealed)
        job = Job((request.folder,), staging, config, request.roster, rulings=filed, blind=True)
        filled = fill(plan, job, request.records, carry_out, progress)
        seal = _next_edition(start.seal, filled)
        reviewers = reviewers_of(packet)
        kept = keep_reviewers(request.records, reviewers, start.seal.edition, seal.numbers)
        pages = write_pages(staging, reviewers, seal, filled, config)
        seal = replace(seal, files=tuple(sorted((*seal.files, *pages))))
        require_just(staging, seal)
        identities = sealed_identities(start.identities, filled, request.roster, packet, said)
        seal = sealed(seal, start.key, identities, start.forgotten)
        digest = seal.digest
        log.append(record(SEALED, seal.packet, edition=seal.edition, seal_sha256=digest))
        log.checkpoint()
        seal = anchored(request.seal, seal, start.key, log)
        # Beside a number that somebody can see, a decision would tell whose it is.
        drop_carried_out(request.records, filled)
    seal, checkpoint, code = close_round(
        request.seal, seal, start.key, log, filled, model_identity(config).version, config, started
    )
    chair = write_chair(request.records, filled, config, seal)
    return Prepared(
        dossiers=len(seal.numbers),
        letters=len(seal.copies),
        absent=tuple(one.absence for one in filled if not one.released),
        edition=seal.edition,
        changes=len(seal.changes) - len(start.seal.changes),
        chair=chair,
        checkpoint=checkpoint,
        exit_code=code,
        unused=unmatched(said.filed, [result for one in filled for result in one.results], ()),
        reviewers=kept,
        remarks=tuple(remarks(request.folder, request.table, dossiers, request.roster)),
        telling=still_tells(request.decisions, filled),
    )


def _next_edition(seal: Seal, filled: Sequence[Filled]) -> Seal:
    """Return the seal that knows the copies of this preparation, and what changed with it."""
    files = {path: digest for one in filled if one.released for path, digest in one.files}
    before = dict(seal.copies)
    if not seal.entries and not before:
        return replace(seal, files=tuple(sorted(files.items())))
    changes = changes_between(before, files, seal.edition + 1)
    return replace(
        seal,
        files=tuple(sorted(files.items())),
        changes=(*seal.changes, *changes),
        edition=seal.edition + bool(changes),
    )


def _require_new(request: Request) -> None:
    """Return if neither the packet nor its seal is there.

    Raises:
        UsageError: one of them is.
    """
    if os.path.lexists(request.packet) or os.path.lexists(request.seal):
        raise UsageError(
            f"{shown(request.packet)}: exists, and its seal is not at {shown(request.seal)}; name"
            " the seal with --seal, or choose another -o"
        )


def _check_seal_place(request: Request) -> None:
    """Check that the seal lies neither in the packet nor among the letters.

    Raises:
        UsageError: it does, or its folder is not there.
    """
    real = Path(os.path.realpath(request.seal))
    for folder in (request.packet, request.folder):
        if real.is_relative_to(os.path.realpath(folder)):
            raise UsageError(
                f"{shown(request.seal)}: the seal may lie neither in the packet, which is passed"
                " on, nor among the letters; choose another --seal"
            )
    inside = real.is_relative_to(os.path.realpath(request.records))
    if not inside and not real.parent.is_dir():
        raise UsageError(f"{shown(request.seal)}: there is no such folder; make it first")
