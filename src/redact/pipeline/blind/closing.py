"""The end of a preparation: who is who goes under the seal, what was done into the log."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from redact import __version__
from redact.audit.checkpoint import Checkpoint
from redact.audit.log import AuditLog
from redact.audit.records import run_record
from redact.blind.seal import Key, Seal
from redact.config import Config
from redact.datamodel import HUMAN_DECISION, Action, Decision, KnownPerson
from redact.errors import ExitCode, worst
from redact.pipeline.blind.decided import Decided
from redact.pipeline.blind.filling import Filled
from redact.pipeline.blind.history import PACKET, record
from redact.pipeline.blind.identity import Identity, SealedLetter, to_bytes
from redact.pipeline.blind.rounds import carried
from redact.pipeline.blind.vault import anchored
from redact.pipeline.ledger import audit_records, entry_of
from redact.pipeline.results import LetterResult

#: What the log calls whoever found a name that the roster lists, or that a person had hidden.
LISTED = "listed"


def sealed_identities(
    before: Mapping[str, Identity],
    filled: Sequence[Filled],
    roster: Sequence[KnownPerson],
    packet: Path,
    said: Decided,
) -> dict[str, bytes]:
    """Return what goes under the seal, by review number.

    A dossier that is not released gets a number only where it had one; one that was withdrawn
    keeps its own, and gets it back should it come again.
    """
    kept = dict(before)
    for one in filled:
        if one.released or one.number in before:
            earlier = before.get(one.number, Identity(one.numbered.dossier.name))
            letters = carried(earlier, _letters(one, packet))
            people = _people(one.numbered.dossier.name, roster)
            rulings = said.taken_in(one, earlier.decisions) if one.released else earlier.decisions
            kept[one.number] = Identity(earlier.dossier, people, letters, rulings)
    return {number: to_bytes(identity) for number, identity in kept.items()}


def close_round(
    place: Path,
    seal: Seal,
    key: Key,
    log: AuditLog,
    filled: Sequence[Filled],
    model_version: str,
    config: Config,
    started: datetime,
) -> tuple[Seal, Checkpoint, ExitCode]:
    """Record a preparation, and return the seal that knows the log's new end.

    What people decided is counted for all letters together: said of one copy, it would tell which
    of the decisions was about it.

    Raises:
        WriteError: a record or the seal cannot be written; the packet is in place.
    """
    results = [result for one in filled for result in one.results]
    code = worst(result.exit_code for result in results)
    log.append_all(audit_records(map(_without_people, results), model_version))
    log.append(
        run_record(
            version=__version__,
            model_version=model_version,
            config_fingerprint=config.fingerprint(),
            started=started,
            counts=Counter(result.outcome for result in results),
            exit_code=code,
        )
    )
    numbers, files = len(seal.numbers), len(seal.copies)
    known = record(
        PACKET,
        seal.packet,
        edition=seal.edition,
        dossiers=numbers,
        files=files,
        human_decisions=len({number for result in results for number in result.rulings}),
        seal_sha256=seal.digest,
    )
    log.append(known)
    checkpoint = log.checkpoint()
    return anchored(place, seal, key, log), checkpoint, code


def _without_people(result: LetterResult) -> LetterResult:
    """Return a result in which nothing tells what a person decided from what was listed."""
    placed = tuple(replace(item, decision=_listed(item.decision)) for item in result.placed)
    return replace(result, placed=placed, rulings=(), accepted=())


def _listed(decision: Decision) -> Decision:
    mention, rule = decision.mention, decision.rule
    if rule == HUMAN_DECISION:
        rule = "keep list" if decision.action is Action.KEEP else mention.rule
    if mention.detection.recognizer in (HUMAN_DECISION, "roster"):
        mention = replace(mention, detection=replace(mention.detection, recognizer=LISTED))
    return replace(decision, mention=mention, rule=rule)


def _letters(one: Filled, packet: Path) -> tuple[SealedLetter, ...]:
    found = []
    for name, letter, result in zip(
        one.numbered.files, one.numbered.scope.letters, one.results, strict=True
    ):
        copy = letter.copy.as_posix() if letter.copy is not None and one.released else ""
        entry = entry_of(result, str(letter.source.path), str(packet), copy, letter.number)
        found.append(SealedLetter(name, entry))
    return tuple(found)


def _people(dossier: str, roster: Sequence[KnownPerson]) -> tuple[tuple[str, str], ...]:
    rows = [row for row in roster if row.dossier == dossier]
    return tuple((row.role, name) for row in rows for name in row.names[:1])
