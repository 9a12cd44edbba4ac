"""What became of each letter of a scope, told from its copies: released, held or withheld."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from redact.datamodel import Document, Doubt, Outcome, Span
from redact.errors import ExitCode
from redact.pipeline.plan import PlannedScope
from redact.pipeline.results import WITH_ANOTHER, LetterResult, likely_leaks, withheld_with
from redact.spanset import SpanSet

if TYPE_CHECKING:
    from redact.pipeline.redactor import RedactedLetter, Redactor


@dataclass(frozen=True, slots=True)
class Read:
    """A letter as it was read, and the hash of the bytes that it was read from."""

    document: Document
    sha256: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Redacted:
    """The letters of a scope, their copies, what is doubted in each, and the human decisions."""

    read: Sequence[Read]
    letters: "Sequence[RedactedLetter]"
    doubts: Sequence[tuple[Doubt, ...]]
    rulings: Sequence[tuple[int, ...]]
    accepted: Sequence[tuple[Doubt, ...]]


def results_when_held(
    scope: PlannedScope, redacted: Redacted, redactor: "Redactor"
) -> tuple[LetterResult, ...]:
    """Return the results of a scope in which a letter waits for a person."""
    results = []
    code = ExitCode.HELD
    for index, doubts in enumerate(redacted.doubts):
        held = redactor.holds(doubts)
        outcome = Outcome.HELD if held else Outcome.WITHHELD
        result = unreleased_result(scope, index, redacted, redactor, outcome, code, WITH_ANOTHER)
        if held:
            why = f"{in_doubt(result.doubts, redactor)}; see redact review"
            result = replace(result, reason=why)
        results.append(result)
    return tuple(results)


def results_when_stopped(
    scope: PlannedScope, culprit: LetterResult, redacted: Redacted, redactor: "Redactor"
) -> tuple[LetterResult, ...]:
    """Return the results of a scope in which one letter could not be released."""
    code, reason = culprit.exit_code, WITH_ANOTHER
    return tuple(
        culprit
        if letter.letter_id == culprit.letter_id
        else unreleased_result(scope, index, redacted, redactor, Outcome.WITHHELD, code, reason)
        for index, letter in enumerate(scope.letters)
    )


def unreleased_result(
    scope: PlannedScope,
    index: int,
    redacted: Redacted,
    redactor: "Redactor",
    outcome: Outcome,
    code: ExitCode,
    reason: str,
) -> LetterResult:
    """Return the result of a letter whose copy stays back, with all that a person has to see."""
    made = made_result(scope.letters[index].letter_id, scope.scope_id, index, redacted)
    text = redacted.letters[index].copy.text
    left = SpanSet(redactor.survivors(text, redacted.letters, index))
    doubts = (
        *(Doubt(span, "hidden elsewhere", 1.0) for span in left.touching(Span(0, len(text) + 1))),
        *(doubt for doubt in made.doubts if not left.touching(doubt.span)),
    )
    return replace(made, outcome=outcome, exit_code=code, reason=reason, doubts=doubts)


def made_result(letter_id: str, scope_id: str, index: int, redacted: Redacted) -> LetterResult:
    """Return the result of a letter whose copy was made."""
    return LetterResult(
        letter_id,
        scope_id,
        Outcome.RELEASED,
        encoding=redacted.read[index].document.encoding,
        notices=redacted.read[index].document.notices,
        source_sha256=redacted.read[index].sha256,
        placed=tuple(redacted.letters[index].placed),
        doubts=redacted.doubts[index],
        rulings=redacted.rulings[index],
        accepted=redacted.accepted[index],
    )


def in_doubt(doubts: Sequence[Doubt], redactor: "Redactor") -> str:
    """Return how many of the doubts hold a letter, in words."""
    return likely_leaks(redactor.likely(doubts), len(doubts))


def results_without_copies(
    scope: PlannedScope, culprits: Sequence[LetterResult]
) -> tuple[LetterResult, ...]:
    """Return the results of a scope some of whose letters failed before there were copies."""
    own = {result.letter_id: result for result in culprits}
    return tuple(
        own.get(letter.letter_id) or withheld_with(letter.letter_id, scope.scope_id, culprits)
        for letter in scope.letters
    )
