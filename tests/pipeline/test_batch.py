"""A batch in chunks gives the copies and the records that a run gives, whoever redacts them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.fake_redactor import FakeRedactor
from pipeline.office import Office, config
from redact.audit.letter_entry import UNFINISHED
from redact.audit.private import read_entries
from redact.audit.verify import verify_log
from redact.config import Config
from redact.errors import ExitCode, ModelError, UsageError
from redact.model_files import ModelIdentity
from redact.pipeline import course
from redact.pipeline.batch import redact_chunk, run_job
from redact.pipeline.job import Job, JobFolder
from redact.pipeline.plan import Existing
from redact.pipeline.rulings import rulings_of
from redact.pipeline.run import Progress, RunSummary
from redact.pipeline.scope import process_scope

MODEL = ModelIdentity("fake 1.0")
ANNA = "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n"


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "CHUNK_LETTERS", 2)


def take(
    office: Office,
    redactor: Any = None,
    work: Callable[[JobFolder, int, Any], object] = redact_chunk,
    ahead: int = 1,
    existing: Existing = Existing.OWNED,
    prune: bool = False,
    model: ModelIdentity = MODEL,
    decisions: Path | None = None,
    source: Path | None = None,
    settings: Config | None = None,
    progress: Progress | None = None,
    **overrides: Any,
) -> RunSummary:
    """Run a batch that works off its chunks here, drawing some of them ahead."""
    filed = rulings_of(office.records, decisions)
    settings = settings or config(**overrides)
    job = Job((source or office.letters,), office.out, settings, (), existing, filed, prune)
    folder = JobFolder(office.records, JobFolder.create(office.records, job))
    redactor = redactor or FakeRedactor()

    def work_off(numbers: Iterator[int]) -> Iterator[int]:
        waiting: list[int] = []
        for number in numbers:
            waiting.append(number)
            work(folder, number, redactor)
            if len(waiting) >= ahead:
                yield waiting.pop(0)
        yield from waiting

    try:
        return run_job(folder, model, work_off, progress)
    finally:
        folder.remove()


def facts(office: Office) -> list[dict[str, Any]]:
    """Return the audit log without what is drawn at random or depends on the time."""
    chance = ("letter", "prev", "sha256", "started", "head", "previous")
    lines = [json.loads(line) for line in office.log().splitlines()]
    return [{key: value for key, value in line.items() if key not in chance} for line in lines]


def write_letters(office: Office) -> None:
    office.put(a=ANNA, b="Vistula", c=b"{\\rtf1 Anna}", d="nobody", e__f=ANNA, e__g="Anna")


@pytest.mark.parametrize("ahead", [1, 3])
@pytest.mark.parametrize("scope", ["letter", "dossier"])
def test_a_batch_gives_the_same_as_a_run(
    tmp_path_factory: pytest.TempPathFactory, ahead: int, scope: str
) -> None:
    plain, chunked = (Office(tmp_path_factory.mktemp("office")) for _ in range(2))
    for office in (plain, chunked):
        write_letters(office)
    expected = plain.run(scope=scope, keep_names=True)
    found = take(chunked, ahead=ahead, scope=scope, keep_names=True)

    assert chunked.copies() == plain.copies()
    assert facts(chunked) == facts(plain)
    assert found.exit_code == expected.exit_code == ExitCode.FORMAT
    assert [one.name for one in found.letters] == [one.name for one in expected.letters]
    assert (found.planned, found.checkpoint.count) == (6, expected.checkpoint.count)
    assert verify_log(chunked.records, expect_head=found.checkpoint.head).authentic


def test_few_letters_are_shared_out_over_workers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "CHUNK_LETTERS", 100)
    office.put(**{f"letter{number}": f"{number} {ANNA}" for number in range(25)})
    counts: list[int] = []

    def work(folder: JobFolder, number: int, redactor: Any) -> None:
        counts.append(redact_chunk(folder, number, redactor))

    take(office, work=work)
    assert counts == [4, 4, 4, 4, 4, 4, 1]


def test_a_second_batch_replaces_its_own_copies_and_no_others(office: Office) -> None:
    office.put(a=ANNA, b=ANNA)
    take(office)
    before = office.copies()
    office.put(c="Anna")
    assert take(office).exit_code == ExitCode.DONE
    assert set(before) < set(office.copies())

    (office.out / "letter-0004.txt").write_text("mine")
    office.put(d="Anna")
    with pytest.raises(UsageError, match="exists already"):
        take(office)
    assert office.copies()["letter-0004.txt"] == "mine"


def die_over(*deadly: str) -> Callable[[JobFolder, int, Any], None]:
    """Return what redacts a chunk until it comes to one of some letters, and then tells no more."""

    def work(folder: JobFolder, number: int, redactor: Any) -> None:
        for index, scope in enumerate(folder.chunk(number).scopes):
            if any(letter.source.path.stem in deadly for letter in scope.letters):
                return
            results = process_scope(scope, redactor, config().limits)
            folder.put_results(number, index, results)

    return work


def test_a_letter_that_ends_its_worker_is_set_aside_and_stops_no_other(office: Office) -> None:
    office.put(a=ANNA, b=ANNA, c=ANNA, d=ANNA, e=ANNA)
    for _ in range(2):  # the second time because its worker tells nothing of the others first
        found = take(office, work=die_over("a", "c"))

    assert [bool(report.copy) for report in found.letters] == [False, True, False, True, True]
    assert [report.unchanged for report in found.letters] == [True] * 5
    assert found.exit_code == ExitCode.DONE
    (report, _) = (report for report in found.letters if report.copy is None)
    assert report.result.reason.startswith("it ended the worker that redacted it; set aside")

    assert take(office).exit_code == ExitCode.DONE
    assert len(office.copies()) == 3
    office.put(a="changed")
    assert take(office).done == 1
    assert take(office, model=ModelIdentity("fake 2.0")).done == 5
    assert len(office.copies()) == 5


def test_where_no_worker_tells_anything_the_letters_stay_unfinished(office: Office) -> None:
    office.put(a=ANNA, b=ANNA, c=ANNA)
    found = take(office, work=lambda *_: None)

    assert found.exit_code == ExitCode.UNEXPECTED
    assert found.done == 3
    assert {entry.reason for entry in read_entries(office.records)} == {UNFINISHED}
    assert take(office).exit_code == ExitCode.DONE
    assert len(office.copies()) == 3


def test_where_no_worker_can_begin_its_error_ends_the_batch(office: Office) -> None:
    office.put(a=ANNA, b=ANNA, c=ANNA)

    def fail(folder: JobFolder, _number: int, _redactor: Any) -> None:
        folder.put_failure("ModelError", "no model")

    with pytest.raises(ModelError, match="no model"):
        take(office, work=fail)
    assert take(office).exit_code == ExitCode.DONE


def test_an_interrupt_records_what_was_done(office: Office) -> None:
    office.put(a=ANNA, b="Anna", c=ANNA)

    def interrupt(text: str) -> None:
        if text == "Anna":
            raise KeyboardInterrupt

    found = take(office, FakeRedactor(before=interrupt))

    assert found.exit_code == ExitCode.INTERRUPTED
    assert [report.name for report in found.letters] == ["a.txt"]
    assert len(office.copies()) == 1
    assert verify_log(office.records, expect_head=found.checkpoint.head).authentic
