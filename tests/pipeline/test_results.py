"""A result travels as JSON and comes back equal; no foreign message is repeated in it."""

import pytest

from pipeline.fake_redactor import FakeRedactor
from redact.datamodel import Document, Outcome, Segment
from redact.errors import (
    ExitCode,
    FormatError,
    HeldError,
    InputError,
    ModelError,
    SurvivorError,
    WriteError,
)
from redact.pipeline.results import LetterResult, failed, withheld_with


def test_a_result_comes_back_from_json_equal_and_without_letter_text() -> None:
    text = "Dear Anna Kowalska of SMILES, Vistula writes."
    letter = FakeRedactor().redact([Document("x", (Segment(text),))])[0]
    result = LetterResult("a" * 16, "b", Outcome.RELEASED, placed=letter.placed, copy_sha256="c")
    assert LetterResult.from_json(result.to_json()) == result
    assert result.counts == {"PERSON": 2}
    assert not any(name in result.to_json() for name in ("Anna", "Kowalska", "SMILES", "Vistula"))


@pytest.mark.parametrize(
    ("error", "outcome", "code", "reason"),
    [
        (InputError("gone"), Outcome.REFUSED, ExitCode.UNREADABLE, "gone"),
        (FormatError("a PDF"), Outcome.REFUSED, ExitCode.FORMAT, "a PDF"),
        (SurvivorError("found"), Outcome.WITHHELD, ExitCode.SURVIVOR, "found"),
        (WriteError("full"), Outcome.WITHHELD, ExitCode.UNEXPECTED, "full"),
        (HeldError("doubt"), Outcome.HELD, ExitCode.HELD, "doubt"),
        (
            ModelError("/home/kowalska"),
            Outcome.REFUSED,
            ExitCode.MODEL,
            "unexpected error: ModelError",
        ),
        (
            ValueError("Dear Anna"),
            Outcome.REFUSED,
            ExitCode.UNEXPECTED,
            "unexpected error: ValueError",
        ),
    ],
)
def test_an_error_becomes_an_outcome(
    error: Exception, outcome: Outcome, code: ExitCode, reason: str
) -> None:
    assert failed("a", "b", error) == LetterResult("a", "b", outcome, code, reason)


def test_a_letter_withheld_for_another_has_the_worst_code() -> None:
    culprits = [failed("a", "s", InputError("")), failed("b", "s", SurvivorError(""))]
    assert withheld_with("c", "s", culprits).exit_code == ExitCode.SURVIVOR
