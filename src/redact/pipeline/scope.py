"""Redact the letters of one scope: read, redact, write, verify, and only then put into place."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from redact import formats
from redact.audit.records import decision_record
from redact.config import Limits
from redact.datamodel import Document, Outcome
from redact.errors import InputError, SurvivorError, WriteError
from redact.pipeline.files import publish, staged_folder
from redact.pipeline.plan import PlannedLetter, PlannedScope
from redact.pipeline.results import LetterResult, failed, withheld_with

if TYPE_CHECKING:
    from redact.pipeline.redactor import RedactedLetter, Redactor


@dataclass(frozen=True, slots=True)
class _Read:
    document: Document
    sha256: str = field(repr=False)


class _StoppedError(Exception):
    """A letter of a dossier failed: nothing of the dossier is released."""

    def __init__(self, result: LetterResult) -> None:
        super().__init__()
        self.result = result


def process_scope(
    scope: PlannedScope, redactor: "Redactor", limits: Limits
) -> tuple[LetterResult, ...]:
    """Return what became of each letter of a scope, its verified copies put into place.

    No error of a letter leaves this function: it becomes a result. A dossier is released whole:
    one letter that fails withholds all, and nothing of it is left in OUT.
    """
    read = [_read(letter, scope.scope_id, limits) for letter in scope.letters]
    broken = [item for item in read if isinstance(item, LetterResult)]
    if broken:
        return _withheld(scope, broken)
    letters = [item for item in read if isinstance(item, _Read)]
    try:
        redacted = redactor.redact([item.document for item in letters])
        if scope.folder is None:
            return (_release(scope, 0, scope.out, letters, redacted, redactor),)
        target = scope.out / scope.folder
        with staged_folder(target) as staging:
            return tuple(
                _release(scope, index, staging, letters, redacted, redactor)
                for index in range(len(letters))
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
        SurvivorError: a hidden term still stands in the copy.
        WriteError: the copy cannot be written in the encoding of the letter.
    """
    document = formats.read_bytes(data, letter_id)
    redacted = redactor.redact([document])
    copy = formats.write(redacted[0].copy)
    _gate(redactor, redacted, 0)(copy)
    return copy, _released(
        letter_id, letter_id, _Read(document, _sha256(data)), redacted[0], _sha256(copy)
    )


def run_text(data: bytes, redactor: "Redactor") -> bytes:
    """Return the redacted copy of a letter, verified in memory; nothing is recorded.

    Raises:
        FormatError: the letter is in a format that is not read.
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


def _release(
    scope: PlannedScope,
    index: int,
    folder: Path,
    read: Sequence[_Read],
    redacted: "Sequence[RedactedLetter]",
    redactor: "Redactor",
) -> LetterResult:
    letter = scope.letters[index]
    try:
        # Before anything is in place: a decision that cannot be recorded is not carried out.
        for item in redacted[index].placed:
            decision_record(letter.letter_id, item)
        inside = letter.copy.relative_to(scope.folder or "") if letter.copy else ""
        data = formats.write(redacted[index].copy)
        sha256 = publish(data, folder / inside, _gate(redactor, redacted, index))
    except Exception as error:  # noqa: BLE001 - letters stand alone, whatever befalls one
        stopped = failed(letter.letter_id, scope.scope_id, error, read[index].sha256)
        raise _StoppedError(stopped) from None
    return _released(letter.letter_id, scope.scope_id, read[index], redacted[index], sha256)


def _released(
    letter_id: str, scope_id: str, read: _Read, redacted: "RedactedLetter", copy_sha256: str
) -> LetterResult:
    return LetterResult(
        letter_id,
        scope_id,
        Outcome.RELEASED,
        encoding=read.document.encoding,
        source_sha256=read.sha256,
        copy_sha256=copy_sha256,
        placed=tuple(redacted.placed),
    )


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
