"""Redact the letters of one scope: read, redact, write, verify, and only then put into place."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from redact import formats
from redact.audit.records import decision_record
from redact.config import Limits
from redact.datamodel import Document, Doubt, Outcome, Ruling, Verdict
from redact.errors import HeldError, InputError, SurvivorError
from redact.formats.form import Options
from redact.pipeline.files import publish
from redact.pipeline.folders import StrangerError, staged_folder
from redact.pipeline.outcomes import (
    Read,
    Redacted,
    in_doubt,
    made_result,
    results_when_held,
    results_when_stopped,
    results_without_copies,
    unreleased_result,
)
from redact.pipeline.plan import PlannedLetter, PlannedScope
from redact.pipeline.results import ChangedError, LetterResult, failed, unread
from redact.pipeline.rulings import RulingIndex, in_force, stands_in

if TYPE_CHECKING:
    from redact.pipeline.redactor import RedactedLetter, Redactor


@dataclass(frozen=True, slots=True)
class ReadScope:
    """The letters of a scope as they were read, or why one was not, and the seconds it took."""

    scope: PlannedScope
    letters: tuple[Read | LetterResult, ...] = field(repr=False)
    seconds: float

    @property
    def documents(self) -> tuple[Document, ...]:
        """The letters that could be read."""
        return tuple(item.document for item in self.letters if isinstance(item, Read))


class _StoppedError(Exception):
    """A letter of a dossier failed: nothing of the dossier is released."""

    def __init__(self, result: LetterResult) -> None:
        super().__init__()
        self.result = result


def process_scope(
    scope: PlannedScope,
    redactor: "Redactor",
    limits: Limits,
    filed: RulingIndex | None = None,
) -> tuple[LetterResult, ...]:
    """Return what became of each letter of a scope, its verified copies put into place.

    No error of a letter leaves this function: it becomes a result. A dossier is released whole:
    one letter that fails or is held withholds all, and nothing of it is left in OUT. `filed` are
    all decisions of people; those that bind a letter of the scope are carried out in all of it.
    """
    return process_read(read_scope(scope, redactor, limits), redactor, filed)


def read_scope(scope: PlannedScope, redactor: "Redactor", limits: Limits) -> ReadScope:
    """Return the letters of a scope as they were read, for `process_read`."""
    began = time.perf_counter()
    options = redactor.options
    letters = tuple(_read(one, scope.scope_id, limits, options) for one in scope.letters)
    return ReadScope(scope, letters, time.perf_counter() - began)


def process_read(
    read: ReadScope, redactor: "Redactor", filed: RulingIndex | None = None
) -> tuple[LetterResult, ...]:
    """Return what became of each letter of a scope that was read, as `process_scope` does."""
    began, scope = time.perf_counter(), read.scope
    dossier = scope.letters[0].source.dossier
    if scope.folder is not None and dossier is not None:
        redactor = redactor.for_dossier(dossier.name)
    results = _processed(scope, read.letters, redactor, filed or RulingIndex())
    share = round((read.seconds + time.perf_counter() - began) / len(results), 4)
    return tuple(
        replace(result, found=_found(item), seconds=share)
        for result, item in zip(results, read.letters, strict=True)
    )


def _processed(
    scope: PlannedScope,
    read: Sequence[Read | LetterResult],
    redactor: "Redactor",
    filed: RulingIndex,
) -> tuple[LetterResult, ...]:
    broken = [item for item in read if isinstance(item, LetterResult)]
    letters = [item for item in read if isinstance(item, Read)]
    if broken:
        results = results_without_copies(scope, broken)
        return _with_doubts(scope, read, results, redactor, filed) if letters else results
    try:
        redacted = _redact([one.letter_id for one in scope.letters], letters, redactor, filed)
        if any(redactor.holds(doubts) for doubts in redacted.doubts):
            return results_when_held(scope, redacted, redactor)
        try:
            return _released(scope, redacted, redactor)
        except _StoppedError as stopped:
            return results_when_stopped(scope, stopped.result, redacted, redactor)
        except StrangerError as error:
            return tuple(
                failed(letter.letter_id, scope.scope_id, error, item.sha256)
                for letter, item in zip(scope.letters, letters, strict=True)
            )
    except Exception as error:  # noqa: BLE001 - letters stand alone, whatever befalls one
        first = scope.letters[0]
        return results_without_copies(scope, [failed(first.letter_id, scope.scope_id, error)])


def _with_doubts(
    scope: PlannedScope,
    read: Sequence[Read | LetterResult],
    results: tuple[LetterResult, ...],
    redactor: "Redactor",
    filed: RulingIndex,
) -> tuple[LetterResult, ...]:
    """Return the results of a scope that cannot be released, with all that a person has to see.

    What is in doubt in the letters that can be read is to be decided now, not once more later.
    """
    pairs = zip(scope.letters, read, strict=True)
    readable = [(letter, item) for letter, item in pairs if isinstance(item, Read)]
    part = replace(scope, letters=tuple(letter for letter, _ in readable))
    ids = [letter.letter_id for letter in part.letters]
    try:
        redacted = _redact(ids, [item for _, item in readable], redactor, filed)
        return tuple(
            unreleased_result(
                part,
                ids.index(one.letter_id),
                redacted,
                redactor,
                one.outcome,
                one.exit_code,
                one.reason,
            )
            if one.letter_id in ids
            else one
            for one in results
        )
    except Exception:  # noqa: BLE001 - nothing is released anyway
        return results


def redact_bytes(
    data: bytes, redactor: "Redactor", letter_id: str, filed: RulingIndex | None = None
) -> tuple[bytes, LetterResult]:
    """Return the redacted copy of a letter, verified in memory, and its result.

    Of the decisions of people those are carried out that are bound to no letter.

    Raises:
        FormatError: the letter is in a format that is not read.
        HeldError: a person must look at it first.
        SurvivorError: a hidden term still stands in the copy.
        WriteError: the copy cannot be written in the encoding of the letter.
    """
    document = formats.read_bytes(data, letter_id, options=redactor.options)
    read = Read(document, _sha256(data))
    redacted = _redact([letter_id], [read], redactor, filed or RulingIndex())
    letters, doubts = redacted.letters, redacted.doubts[0]
    copy = formats.write(letters[0].copy)
    _gate(redactor, letters, 0)(copy)
    if redactor.holds(doubts):
        raise HeldError(f"{in_doubt(doubts, redactor)}; give the letter as a file")
    made = made_result(letter_id, letter_id, 0, redacted)
    return copy, replace(made, copy_sha256=_sha256(copy))


def run_text(data: bytes, redactor: "Redactor") -> bytes:
    """Return the redacted copy of a letter, verified in memory; nothing is recorded.

    Raises:
        FormatError: the letter is in a format that is not read.
        HeldError: a person must look at it first.
        SurvivorError: a hidden term still stands in the copy.
        WriteError: the copy cannot be written in the encoding of the letter.
    """
    return redact_bytes(data, redactor, "standard input")[0]


def _read(
    letter: PlannedLetter, scope_id: str, limits: Limits, options: Options
) -> Read | LetterResult:
    sha256 = ""
    try:
        if letter.source.problem:
            raise InputError(letter.source.problem)  # noqa: TRY301 - one way out for all
        data = formats.load(letter.source.path, limits)
        sha256 = _sha256(data)
        document = formats.read_bytes(data, letter.letter_id, letter.source.path, options)
        if document.format != letter.kind:
            raise ChangedError("it changed since the run began; run again")  # noqa: TRY301
        return Read(document, sha256)
    except Exception as error:  # noqa: BLE001 - letters stand alone, whatever befalls one
        return failed(letter.letter_id, scope_id, error, sha256)


def _found(item: Read | LetterResult) -> str:
    if isinstance(item, Read):
        return item.sha256
    return item.source_sha256 or unread(item.reason)


def _redact(
    letter_ids: Sequence[str],
    read: Sequence[Read],
    redactor: "Redactor",
    filed: RulingIndex,
) -> Redacted:
    hashes = [item.sha256 for item in read]
    binding = filed.binding(tuple(zip(letter_ids, hashes, strict=True)))
    rulings = in_force(tuple(binding.values()))
    letters = redactor.redact([item.document for item in read], rulings)
    doubts = [redactor.doubts(letters, index, rulings) for index in range(len(letters))]
    matched = [
        tuple(
            number
            for number, one in binding.items()
            if stands_in(one.ruling, letter.source.text, letter.copy.text)
        )
        for letter in letters
    ]
    accepted = [
        _accepted(redactor, letters, index, rulings, left) for index, left in enumerate(doubts)
    ]
    return Redacted(read, letters, doubts, matched, accepted)


def _accepted(
    redactor: "Redactor",
    letters: "Sequence[RedactedLetter]",
    index: int,
    rulings: Sequence[Ruling],
    left: Sequence[Doubt],
) -> tuple[Doubt, ...]:
    """Return the doubts that, but for a person who accepted them, would be among those `left`."""
    others = [ruling for ruling in rulings if ruling.verdict is not Verdict.ACCEPT]
    if len(others) == len(rulings):
        return ()
    spans = {doubt.span for doubt in left}
    return tuple(one for one in redactor.doubts(letters, index, others) if one.span not in spans)


def _released(
    scope: PlannedScope, redacted: Redacted, redactor: "Redactor"
) -> tuple[LetterResult, ...]:
    """Put the verified copies of a scope into place.

    Raises:
        _StoppedError: one of them cannot be released, and nothing is in place.
        StrangerError: somebody has put a file among the earlier copies, which are as they were.
    """
    if scope.folder is None:
        return (_release(scope, 0, scope.out, redacted, redactor),)
    with staged_folder(scope.out / scope.folder, scope.replaceable) as staging:
        return tuple(
            _release(scope, index, staging, redacted, redactor)
            for index in range(len(scope.letters))
        )


def _release(
    scope: PlannedScope, index: int, folder: Path, redacted: Redacted, redactor: "Redactor"
) -> LetterResult:
    letter = scope.letters[index]
    try:
        # Before anything is in place: a decision that cannot be recorded is not carried out.
        for item in redacted.letters[index].placed:
            decision_record(letter.letter_id, item)
        inside = letter.copy.relative_to(scope.folder or "") if letter.copy else ""
        data = formats.write(redacted.letters[index].copy)
        # Searched before it is on disk, even aside: a run may be killed at any moment. What is then
        # read back must be the same bytes.
        _gate(redactor, redacted.letters, index)(data)
        sha256 = publish(data, folder / inside, _no_more)
    except SurvivorError as error:
        code, reason = error.exit_code, str(error)
        stopped = unreleased_result(
            scope, index, redacted, redactor, Outcome.WITHHELD, code, reason
        )
        raise _StoppedError(stopped) from None
    except Exception as error:  # noqa: BLE001 - letters stand alone, whatever befalls one
        stopped = failed(letter.letter_id, scope.scope_id, error, redacted.read[index].sha256)
        raise _StoppedError(replace(stopped, rulings=redacted.rulings[index])) from None
    made = made_result(letter.letter_id, scope.scope_id, index, redacted)
    return replace(made, copy_sha256=sha256)


def _gate(
    redactor: "Redactor", redacted: "Sequence[RedactedLetter]", index: int
) -> Callable[[bytes], None]:
    """Return the check that a written copy must pass: read by another reader, it hides all."""

    def check(data: bytes) -> None:
        reopened = formats.reopen(data, redacted[index].copy)
        spans, parts = redactor.survivors_in(reopened, redacted, index)
        if spans or parts:
            where = f" (it stands in: {parts[0]})" if parts and not spans else ""
            raise SurvivorError(
                f"a detected term survives in the copy ({len(spans) + len(parts)} times),"
                f" which is withheld; add it to the roster and run again{where}"
            )

    return check


def _no_more(_data: bytes) -> None:
    """Ask nothing more of bytes that were searched."""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
