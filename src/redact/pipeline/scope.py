"""Redact the letters of one scope: read, redact, write, verify, and only then put into place."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from redact import formats
from redact.audit.records import decision_record
from redact.config import Limits
from redact.datamodel import Document, Doubt, Outcome
from redact.errors import ExitCode, HeldError, InputError, SurvivorError, WriteError
from redact.pipeline.files import publish, staged_folder
from redact.pipeline.plan import PlannedLetter, PlannedScope
from redact.pipeline.results import LetterResult, failed, withheld_with
from redact.pipeline.rulings import FiledRuling, stands_in

if TYPE_CHECKING:
    from redact.pipeline.redactor import RedactedLetter, Redactor


@dataclass(frozen=True, slots=True)
class _Read:
    document: Document
    sha256: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Redacted:
    """The letters of a scope, their copies, what is doubted in each, and the human decisions."""

    read: "Sequence[_Read]"
    letters: "Sequence[RedactedLetter]"
    doubts: Sequence[tuple[Doubt, ...]]
    rulings: Sequence[tuple[int, ...]]


class _StoppedError(Exception):
    """A letter of a dossier failed: nothing of the dossier is released."""

    def __init__(self, result: LetterResult) -> None:
        super().__init__()
        self.result = result


def process_scope(
    scope: PlannedScope,
    redactor: "Redactor",
    limits: Limits,
    filed: Sequence[FiledRuling] = (),
) -> tuple[LetterResult, ...]:
    """Return what became of each letter of a scope, its verified copies put into place.

    No error of a letter leaves this function: it becomes a result. A dossier is released whole:
    one letter that fails or is held withholds all, and nothing of it is left in OUT. `filed` are
    all decisions of people; those that bind a letter of the scope are carried out in all of it.
    """
    read = [_read(letter, scope.scope_id, limits) for letter in scope.letters]
    broken = [item for item in read if isinstance(item, LetterResult)]
    if broken:
        return _withheld(scope, broken)
    letters = [item for item in read if isinstance(item, _Read)]
    try:
        redacted = _redact(scope, letters, redactor, filed)
        held = [
            _finished(scope, index, redacted, Outcome.HELD)
            for index, doubts in enumerate(redacted.doubts)
            if redactor.holds(doubts)
        ]
        if held:
            return _withheld(scope, held)
        if scope.folder is None:
            return (_release(scope, 0, scope.out, redacted, redactor),)
        target = scope.out / scope.folder
        with staged_folder(target) as staging:
            return tuple(
                _release(scope, index, staging, redacted, redactor) for index in range(len(letters))
            )
    except _StoppedError as stopped:
        return _withheld(scope, [stopped.result])
    except Exception as error:  # noqa: BLE001 - letters stand alone, whatever befalls one
        first = scope.letters[0]
        return _withheld(scope, [failed(first.letter_id, scope.scope_id, error)])


def redact_bytes(data: bytes, redactor: "Redactor", letter_id: str) -> tuple[bytes, LetterResult]:
    """Return the redacted copy of a letter, verified in memory, and its result.

    Raises:
        FormatError: the letter is in a format that is not read.
        HeldError: a person must look at it first.
        SurvivorError: a hidden term still stands in the copy.
        WriteError: the copy cannot be written in the encoding of the letter.
    """
    read = _Read(formats.read_bytes(data, letter_id), _sha256(data))
    letters = redactor.redact([read.document])
    doubts = redactor.doubts(letters, 0)
    copy = formats.write(letters[0].copy)
    _gate(redactor, letters, 0)(copy)
    if redactor.holds(doubts):
        raise HeldError(_in_doubt(doubts))
    result = LetterResult(
        letter_id,
        letter_id,
        Outcome.RELEASED,
        encoding=read.document.encoding,
        source_sha256=read.sha256,
        copy_sha256=_sha256(copy),
        placed=tuple(letters[0].placed),
        doubts=doubts,
    )
    return copy, result


def run_text(data: bytes, redactor: "Redactor") -> bytes:
    """Return the redacted copy of a letter, verified in memory; nothing is recorded.

    Raises:
        FormatError: the letter is in a format that is not read.
        HeldError: a person must look at it first.
        SurvivorError: a hidden term still stands in the copy.
        WriteError: the copy cannot be written in the encoding of the letter.
    """
    return redact_bytes(data, redactor, "standard input")[0]


def _read(letter: PlannedLetter, scope_id: str, limits: Limits) -> _Read | LetterResult:
    sha256 = ""
    try:
        if letter.source.problem:
            raise InputError(letter.source.problem)  # noqa: TRY301 - one way out for all
        data = formats.load(letter.source.path, limits)
        sha256 = _sha256(data)
        kind = formats.kind_of(letter.source.relative)
        return _Read(formats.read_bytes(data, letter.letter_id, kind), sha256)
    except Exception as error:  # noqa: BLE001 - letters stand alone, whatever befalls one
        return failed(letter.letter_id, scope_id, error, sha256)


def _redact(
    scope: PlannedScope,
    read: Sequence[_Read],
    redactor: "Redactor",
    filed: Sequence[FiledRuling],
) -> _Redacted:
    numbers = [
        number
        for number, one in enumerate(filed)
        if any(
            one.binds(letter.letter_id, item.sha256)
            for letter, item in zip(scope.letters, read, strict=True)
        )
    ]
    rulings = [filed[number].ruling for number in numbers]
    letters = redactor.redact([item.document for item in read], rulings)
    doubts = [redactor.doubts(letters, index, rulings) for index in range(len(letters))]
    matched = [
        tuple(n + 1 for n in numbers if stands_in(filed[n].ruling, item.document.text))
        for item in read
    ]
    return _Redacted(read, letters, doubts, matched)


def _release(
    scope: PlannedScope, index: int, folder: Path, redacted: _Redacted, redactor: "Redactor"
) -> LetterResult:
    letter = scope.letters[index]
    try:
        # Before anything is in place: a decision that cannot be recorded is not carried out.
        for item in redacted.letters[index].placed:
            decision_record(letter.letter_id, item)
        inside = letter.copy.relative_to(scope.folder or "") if letter.copy else ""
        data = formats.write(redacted.letters[index].copy)
        sha256 = publish(data, folder / inside, _gate(redactor, redacted.letters, index))
    except SurvivorError as error:
        stopped = _finished(scope, index, redacted, Outcome.WITHHELD, str(error))
        text = redacted.letters[index].copy.text
        left = redactor.survivors(text, redacted.letters, index)
        doubts = tuple(Doubt(span, "hidden elsewhere", 1.0) for span in left)
        stopped = replace(stopped, doubts=(*doubts, *stopped.doubts))
        raise _StoppedError(stopped) from None
    except Exception as error:  # noqa: BLE001 - letters stand alone, whatever befalls one
        stopped = failed(letter.letter_id, scope.scope_id, error, redacted.read[index].sha256)
        raise _StoppedError(stopped) from None
    return _finished(scope, index, redacted, Outcome.RELEASED, copy_sha256=sha256)


_CODES = {Outcome.RELEASED: ExitCode.DONE, Outcome.HELD: ExitCode.HELD}


def _finished(
    scope: PlannedScope,
    index: int,
    redacted: _Redacted,
    outcome: Outcome,
    reason: str = "",
    copy_sha256: str = "",
) -> LetterResult:
    """Return the result of a letter whose copy was made, be it released or not."""
    doubts = redacted.doubts[index]
    return LetterResult(
        scope.letters[index].letter_id,
        scope.scope_id,
        outcome,
        _CODES.get(outcome, ExitCode.SURVIVOR),
        _in_doubt(doubts) if outcome is Outcome.HELD else reason,
        encoding=redacted.read[index].document.encoding,
        source_sha256=redacted.read[index].sha256,
        copy_sha256=copy_sha256,
        placed=tuple(redacted.letters[index].placed),
        doubts=doubts,
        rulings=redacted.rulings[index],
    )


def _in_doubt(doubts: Sequence[Doubt]) -> str:
    count = "1 doubt" if len(doubts) == 1 else f"{len(doubts)} doubts"
    return f"{count} for a person to decide; see redact review"


def _gate(
    redactor: "Redactor", redacted: "Sequence[RedactedLetter]", index: int
) -> Callable[[bytes], None]:
    """Return the check that a written copy must pass: read by another reader, it hides all."""

    def check(data: bytes) -> None:
        reopened = formats.reopen(data, redacted[index].copy)
        if reopened != redacted[index].copy.text:
            raise WriteError("the copy reads back differently; report this as a defect")
        left = redactor.survivors(reopened, redacted, index)
        if left:
            raise SurvivorError(
                f"a detected term survives in the copy ({len(left)} times), which is withheld; "
                "add it to the roster and run again"
            )

    return check


def _withheld(scope: PlannedScope, culprits: Sequence[LetterResult]) -> tuple[LetterResult, ...]:
    own = {result.letter_id: result for result in culprits}
    return tuple(
        own.get(letter.letter_id) or withheld_with(letter.letter_id, scope.scope_id, culprits)
        for letter in scope.letters
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
