"""The records of a run, in the order that makes a crash harmless.

For each scope: first the private map learns which copies are meant (`intend`), then the copies are
put into place, then the audit log gets its records, and last the map gets the spans and hashes
(`settle`). So there is never a copy that the map does not know, and a letter whose last entry says
`UNFINISHED` is simply done again.
"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePath

from redact import __version__
from redact.audit.checkpoint import Checkpoint
from redact.audit.letter_entry import LEFT, LEFT_NO_MORE, UNFINISHED
from redact.audit.log import AuditLog
from redact.audit.private import HiddenSpan, LetterEntry, PrivateMap
from redact.audit.records import (
    acceptance_record,
    decision_record,
    deletion_record,
    letter_record,
    run_record,
)
from redact.config import Config
from redact.datamodel import Action, AuditRecord, Decision, Outcome, PlacedDecision, Span
from redact.errors import ExitCode, RedactError
from redact.pipeline.earlier import lies_in
from redact.pipeline.manifest import Recipe
from redact.pipeline.plan import PlannedLetter, PlannedScope
from redact.pipeline.results import LetterResult

#: The reason in the entry of a letter whose source was deleted and that has no copy any more.
DELETED = "its source was deleted"
#: The same where the source is there, and done under another id: in another scope.
SUPERSEDED = "its source is done in another scope"
#: The reasons in the entries of letters that there are no more.
FORGOTTEN = frozenset((DELETED, SUPERSEDED, LEFT_NO_MORE))
_UNFIT = re.compile(r"[^A-Za-z0-9_ ,:'()-]")


class Ledger:
    """The audit log and the private map of a records folder, held by one run."""

    __slots__ = ("_log", "known")

    def __init__(self, log: AuditLog, known: PrivateMap) -> None:
        """Take over an opened log and map; callers use `open_ledger`."""
        self._log = log
        self.known = known

    def entry(self, letter_id: str) -> LetterEntry | None:
        """Return in brief what is known of a letter by now."""
        return self.known.entry(letter_id)

    def intend(self, scopes: Iterable[PlannedScope]) -> None:
        """Let the map know which copies are about to be put into place; return once it is on disk.

        Raises:
            WriteError: the map cannot be written; the scopes must not be processed.
        """
        for scope in scopes:
            for letter in scope.letters:
                if letter.copy is not None:
                    before = self.known.entry(letter.letter_id)
                    if before is not None and _stays(before, scope, letter):
                        self._leave(before)
                    self.known.append(_unfinished(scope, letter, before))
        self.known.sync()

    def settle(self, scope: PlannedScope, results: Sequence[LetterResult], recipe: Recipe) -> None:
        """Record what became of a scope: all audit records or none, then the entries of the map.

        Raises:
            WriteError: a record cannot be written; the map says that the scope is unfinished.
        """
        self._audit(results, recipe.model_version)
        self._enter(scope, results, recipe)

    def settle_all(
        self, settled: Sequence[tuple[PlannedScope, Sequence[LetterResult]]], recipe: Recipe
    ) -> None:
        """Record the same of many scopes; not even a power cut lets the map know more than the log.

        Raises:
            WriteError: a record cannot be written; the map says that the scopes are unfinished.
        """
        for _, results in settled:
            self._audit(results, recipe.model_version)
        self._log.sync()
        for scope, results in settled:
            self._enter(scope, results, recipe)

    def _enter(self, scope: PlannedScope, results: Sequence[LetterResult], recipe: Recipe) -> None:
        found = [(result.letter_id, result.found) for result in results]
        released = all(result.outcome is Outcome.RELEASED for result in results)
        passing = any(result.passing for result in results)
        made_from = "" if passing else recipe.made_from(found, released=released)
        bound = {number: place for place, number in enumerate(recipe.rulings.binding(found))}
        for letter, result in zip(scope.letters, results, strict=True):
            matched = tuple(bound[number] for number in result.rulings if number in bound)
            entry = self._final(scope, letter, result)
            self.known.append(replace(entry, made_from=made_from, matched=matched))

    def _leave(self, entry: LetterEntry) -> None:
        """Let the map go on knowing a copy of a letter that is about to get another."""
        # Drawn from the copy's path, so that a run that was cut short leaves no second entry.
        new_id = self.known.mac(os.fsencode(f"{entry.out}/{entry.copy}"))[:16]
        left = replace(entry, letter_id=new_id, scope=new_id, number=0, reason=LEFT)
        left = replace(left, outcome=Outcome.WITHHELD, exit_code=ExitCode.DONE)
        self.known.append(replace(left, doubts=(), matched=(), tally=()))

    def forget(self, entry: LetterEntry, reason: str) -> None:
        """Record that no copy of a letter is in OUT any more, for a reason that is `FORGOTTEN`.

        Its id and its number are not given to another. An earlier copy of a letter that has another
        is not that letter, whatever the reason.

        Raises:
            WriteError: a record cannot be written.
        """
        if entry.is_left:
            reason = LEFT_NO_MORE
        else:
            self._log.append(deletion_record(entry.letter_id))
        gone = replace(entry, outcome=Outcome.WITHHELD, exit_code=ExitCode.DONE, reason=reason)
        gone = replace(gone, copy="", copy_sha256="", doubts=(), tally=(), made_from="")
        self.known.append(gone)

    def settle_stream(self, result: LetterResult, model_version: str) -> None:
        """Record what became of a letter that came from standard input and has no file.

        Raises:
            WriteError: a record cannot be written.
        """
        self._audit([result], model_version)
        self.known.append(entry_of(result))

    def close_run(
        self,
        results: Iterable[LetterResult],
        *,
        model_version: str,
        config: Config,
        started: datetime,
        exit_code: ExitCode,
        unchanged: int = 0,
    ) -> Checkpoint:
        """Record the run, and return the checkpoint that ends it.

        Raises:
            WriteError: a record cannot be written.
        """
        self._log.append(
            run_record(
                version=__version__,
                model_version=model_version,
                config_fingerprint=config.fingerprint(),
                started=started,
                counts=Counter(result.outcome for result in results),
                exit_code=exit_code,
                unchanged=unchanged,
            )
        )
        self.known.sync()
        return self._log.checkpoint()

    def _audit(self, results: Sequence[LetterResult], model_version: str) -> None:
        self._log.append_all(audit_records(results, model_version))

    def _final(
        self, scope: PlannedScope, letter: PlannedLetter, result: LetterResult
    ) -> LetterEntry:
        copy = letter.copy.as_posix() if letter.copy is not None else ""
        entry = entry_of(result, str(letter.source.path), str(scope.out), copy, letter.number)
        if result.outcome is Outcome.RELEASED:
            return entry
        # An earlier copy may still stand there; then the map goes on knowing it.
        before = self.known.entry(letter.letter_id)
        if before is None or not before.copy or not os.path.lexists(scope.out / before.copy):
            return replace(entry, copy="")
        # Who wrote a copy last, where a worker died meanwhile, nobody knows.
        sha256 = "" if result.lethal else before.copy_sha256
        return replace(entry, copy=before.copy, copy_sha256=sha256)


@contextmanager
def open_ledger(records: Path, config: Config) -> Iterator[Ledger]:
    """Open the records folder for one run, which nothing else may write to meanwhile.

    A folder that was made for a run that then could not begin is taken away again.

    Raises:
        LockedError: another run holds the folder.
        AuditError: the log or the map is damaged.
        ConfigError: the signing key is missing or none.
        UsageError: `records` is no folder.
        WriteError: the folder cannot be written.
    """
    key = None if config.signing_key is None else Path(config.signing_key)
    made_here = not records.exists()
    try:
        with AuditLog.open(records, signing_key=key) as log, PrivateMap.open(records) as known:
            yield Ledger(log, known)
    except RedactError:
        if made_here and not _recorded(records):
            shutil.rmtree(records, ignore_errors=True)
        raise


def audit_records(results: Iterable[LetterResult], model_version: str) -> list[AuditRecord]:
    """Return what the audit log says of letters: what was decided, and what became of each."""
    records = []
    for result in results:
        if result.outcome is Outcome.RELEASED:
            records += [decision_record(result.letter_id, item) for item in result.placed]
            records += [acceptance_record(result.letter_id, one) for one in result.accepted]
        records.append(
            letter_record(
                letter_id=result.letter_id,
                outcome=result.outcome,
                reason=auditable(result.reason),
                exit_code=result.exit_code,
                counts=result.counts,
                doubts=len(result.doubts),
                human_decisions=len(result.rulings),
                notices=result.notices,
                copy_sha256=result.copy_sha256 or None,
                model_version=model_version,
            )
        )
    return records


def _recorded(records: Path) -> bool:
    """Whether a records folder holds anything that a run wrote."""
    files = (records / "audit.jsonl", records / "private" / "letters.jsonl")
    return any(path.is_file() and path.stat().st_size > 0 for path in files)


def hidden_spans(placed: Iterable[PlacedDecision]) -> tuple[HiddenSpan, ...]:
    """Return the source spans that the decisions hide."""
    hidden = (item.decision for item in placed if item.decision.action is Action.HIDE)
    return tuple(_hidden_span(decision) for decision in hidden)


def _hidden_span(decision: Decision) -> HiddenSpan:
    return HiddenSpan(
        decision.span.start,
        decision.span.end,
        decision.label,
        decision.number,
        round(float(decision.mention.detection.score), 3),
        decision.placeholder.text if decision.placeholder else "",
    )


def kept_spans(placed: Iterable[PlacedDecision]) -> tuple[tuple[Span, Span], ...]:
    """Return for each decision that keeps a mention its span in the source and in the copy."""
    return tuple(
        (item.decision.span, item.copy_span)
        for item in placed
        if item.decision.action is Action.KEEP
    )


def auditable(reason: str) -> str:
    """Return what a reason says, without its advice, in the characters that the log allows.

    >>> auditable("this is a spreadsheet, which is not read; save it as .docx")
    'this is a spreadsheet, which is not read'
    """
    return _UNFIT.sub("", reason.partition(";")[0])


def _stays(before: LetterEntry, scope: PlannedScope, letter: PlannedLetter) -> bool:
    """Return whether the earlier copy of a letter stands, and will when it has got another."""
    copy = PurePath(before.copy)
    if not before.copy or copy == letter.copy or not lies_in(before, scope.out):
        return False
    replaced = scope.folder is not None and copy.is_relative_to(scope.folder)
    return not replaced and os.path.lexists(scope.out / copy)


def _unfinished(
    scope: PlannedScope, letter: PlannedLetter, before: LetterEntry | None
) -> LetterEntry:
    result = LetterResult(
        letter.letter_id, scope.scope_id, Outcome.WITHHELD, ExitCode.INTERRUPTED, UNFINISHED
    )
    copy = letter.copy.as_posix() if letter.copy is not None else ""
    entry = entry_of(result, str(letter.source.path), str(scope.out), copy, letter.number)
    stands = before is not None and before.copy == copy
    return replace(entry, copy_sha256=before.copy_sha256) if before and stands else entry


def entry_of(
    result: LetterResult, source: str = "", out: str = "", copy: str = "", number: int = 0
) -> LetterEntry:
    """Return what the private map knows of a letter after a run."""
    return LetterEntry(
        letter_id=result.letter_id,
        scope=result.scope,
        source=source,
        copy=copy,
        out=out,
        source_sha256=result.source_sha256,
        copy_sha256=result.copy_sha256,
        encoding=result.encoding,
        outcome=result.outcome,
        exit_code=result.exit_code,
        reason=result.reason,
        hidden=hidden_spans(result.placed),
        kept=kept_spans(result.placed),
        number=number,
        doubts=result.doubts,
    )
