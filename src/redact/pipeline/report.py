"""The report of a run for people: gathered from the run and the private map, and written."""

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from redact.audit.folder import PRIVATE, REPORT, release_lock, replace_owned, take_lock
from redact.audit.letter_entry import UNFINISHED
from redact.audit.private import LetterEntry
from redact.datamodel import LABELS, Outcome
from redact.errors import ExitCode, LockedError, RedactError
from redact.pipeline.ledger import FORGOTTEN, auditable
from redact.pipeline.sources import shown
from redact.report.failure import failure_page, private_failure_page
from redact.report.page import page, private_page
from redact.report.values import (
    DoubtCount,
    Failure,
    GoneLetter,
    LabelCount,
    LogEnd,
    OpenLetter,
    Report,
)

if TYPE_CHECKING:
    from redact.pipeline.leftover import DeletedLetter
    from redact.pipeline.run import RunSummary

#: The copies' names that tell nothing; any other is one that somebody gave.
_NEUTRAL = re.compile(r"(dossier-\d+/)?letter-\d+\.[a-z]{2,5}")


def write_report(
    records: Path,
    summary: "RunSummary",
    entries: Iterable[LetterEntry],
    *,
    started: datetime,
    model_version: str,
) -> None:
    """Write `report.html` into the records, and the one with the names of files into `private/`.

    Call it while the run still holds the records.

    Raises:
        WriteError: one of them cannot be written; an earlier one is as it was.
    """
    present = tuple(entry for entry in entries if not (entry.is_left or entry.reason in FORGOTTEN))
    report = report_of(summary, present, started=started, model_version=model_version)
    replace_owned(records / REPORT, page(report).encode(errors="replace"))
    replace_owned(records / PRIVATE / REPORT, private_page(report).encode(errors="replace"))


def write_failure(records: Path, error: Exception) -> None:
    """Let `report.html` say that a run could not be carried out, and `private/` why, in full.

    As far as that can be done: a run that holds the records has a report of its own to write.
    """
    if isinstance(error, LockedError):
        return
    code = error.exit_code if isinstance(error, RedactError) else ExitCode.UNEXPECTED
    reason = str(error) if isinstance(error, RedactError) else type(error).__name__
    failure = Failure(datetime.now(UTC), code, reason)
    with contextlib.suppress(RedactError):
        lock = take_lock(records)
        try:
            replace_owned(records / REPORT, failure_page(failure).encode(errors="replace"))
            told = private_failure_page(failure).encode(errors="replace")
            replace_owned(records / PRIVATE / REPORT, told)
        finally:
            release_lock(lock)


def report_of(
    summary: "RunSummary",
    entries: tuple[LetterEntry, ...],
    *,
    started: datetime,
    model_version: str,
) -> Report:
    """Return what the report of a run shows; `entries` are all letters of the records after it."""
    results = [report.result for report in summary.letters if not report.unchanged]
    checkpoint = summary.checkpoint
    doubted = [entry for entry in entries if entry.doubts]
    return Report(
        started=started,
        seconds=(datetime.now(UTC) - started).total_seconds(),
        model_version=model_version,
        exit_code=summary.exit_code,
        fresh=Counter(result.outcome for result in results),
        standing=Counter(entry.outcome for entry in entries),
        log=LogEnd(checkpoint.length, checkpoint.head, checkpoint.signature is not None),
        unchanged=sum(
            report.unchanged and report.result.outcome is Outcome.RELEASED
            for report in summary.letters
        ),
        not_begun=summary.planned - len(summary.letters),
        gone=tuple(_gone(letter) for letter in summary.deleted if not letter.superseded),
        superseded=tuple(_gone(letter) for letter in summary.deleted if letter.superseded),
        hidden=tuple(_hidden(entries)),
        doubts=tuple(_doubts(doubted)),
        doubted_letters=len(doubted),
        open_letters=tuple(
            _open(entry) for entry in entries if entry.outcome is not Outcome.RELEASED
        ),
        durations=tuple(result.seconds for result in results if result.seconds),
    )


def _hidden(entries: Iterable[LetterEntry]) -> Iterator[LabelCount]:
    mentions: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for entry in entries:
        if entry.outcome is Outcome.RELEASED:
            counts = entry.counts
            mentions.update(counts)
            letters.update(counts.keys())
    return (LabelCount(one, mentions[one], letters[one]) for one in LABELS if mentions[one])


def _doubts(entries: Iterable[LetterEntry]) -> list[DoubtCount]:
    """Return the doubts by kind, the likeliest leak first."""
    kinds: dict[str, DoubtCount] = {}
    for entry in entries:
        for doubt in entry.doubts:
            known = kinds.get(doubt.kind, DoubtCount(doubt.kind, 0, 0.0))
            likeliest = max(known.likelihood, doubt.likelihood)
            kinds[doubt.kind] = replace(known, count=known.count + 1, likelihood=likeliest)
    return sorted(kinds.values(), key=lambda one: (-one.likelihood, -one.count, one.kind))


def _gone(letter: "DeletedLetter") -> GoneLetter:
    copy = letter.copy.as_posix() if letter.copy else ""
    tail = "/".join(copy.rsplit("/", 2)[-2:])
    neutral = next((one for one in (tail, tail.rpartition("/")[2]) if _NEUTRAL.fullmatch(one)), "")
    return GoneLetter(letter.letter_id, neutral, letter.removed, letter.name)


def _open(entry: LetterEntry) -> OpenLetter:
    told = "the run ended before it was done" if entry.reason == UNFINISHED else entry.reason
    return OpenLetter(
        entry.letter_id,
        entry.copy if _NEUTRAL.fullmatch(entry.copy) else "",
        entry.outcome,
        entry.exit_code,
        auditable(told),
        len(entry.doubts),
        shown(PurePath(PurePath(entry.source).name)) if entry.source else "standard input",
        told,
        stale=entry.copy != "",
    )
