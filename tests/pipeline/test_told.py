"""An orchestrator learns how a job ended, in one word, and counts; nothing else."""

import pytest

from pipeline.fake_redactor import FakeRedactor
from pipeline.office import Office
from redact.errors import ConfigError, ExitCode, LockedError
from redact.pipeline.told import Told, told_of, told_of_error


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        (ExitCode.DONE, "Completed"),
        (ExitCode.SURVIVOR, "Withheld"),
        (ExitCode.HELD, "Held"),
        (ExitCode.FORMAT, "Refused"),
        (ExitCode.UNREADABLE, "Refused"),
        (ExitCode.LOCKED, "Skipped"),
        (ExitCode.INTERRUPTED, "Interrupted"),
        (ExitCode.UNEXPECTED, "Failed"),
        (ExitCode.AUDIT, "Failed"),
    ],
)
def test_every_exit_code_has_an_ending(code: ExitCode, ending: str) -> None:
    assert Told(code, "").ending == ending


def test_a_run_is_told_by_its_counts_and_the_head_of_its_log(office: Office) -> None:
    office.put(a="Anna", b="Anna is doubtful")
    summary = office.run(redactor=FakeRedactor(hold=True))
    told = told_of(summary)

    assert told.ending == "Held"
    assert told.message == "1 released, 1 held; exit code 9"
    assert told.counts == (("released", 1), ("held", 1))
    assert (told.head, told.records) == (summary.checkpoint.head, office.log().count("\n"))


def test_an_error_is_told_by_its_type_alone() -> None:
    assert told_of_error(ConfigError("/home/kowalska")) == Told(
        ExitCode.CONFIGURATION, "ConfigError"
    )
    assert told_of_error(ValueError("Kowalska")) == Told(ExitCode.UNEXPECTED, "ValueError")
    assert told_of_error(LockedError("x")).ending == "Skipped"
