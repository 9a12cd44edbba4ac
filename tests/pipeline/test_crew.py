"""Worker processes: what harms one of them is set aside, and no other letter pays for it."""

import errno
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from pipeline.fake_redactor import EAT, KILL, ONCE, SLEEP
from pipeline.office import Office, config
from redact.audit.verify import verify_log
from redact.config import Config, load_config
from redact.datamodel import Outcome
from redact.errors import ExitCode, ModelError
from redact.model_files import ModelIdentity
from redact.pipeline import course, crew, hand
from redact.pipeline.batch import run_job
from redact.pipeline.crew import have_chunk_taken, in_order, let_go, work_off
from redact.pipeline.job import RECORDS, Job, JobFolder
from redact.pipeline.run import RunSummary
from redact.pipeline.watched import WorkerError

ANNA = "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n"
MODEL = ModelIdentity("fake 1.0")
LIMITS = {"max_seconds": 2, "max_memory_megabytes": 200}


@pytest.fixture(autouse=True)
def fake(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand, "LOADER", "pipeline.fake_redactor:load")
    monkeypatch.setattr(course, "CHUNK_LETTERS", 3)
    monkeypatch.setenv(RECORDS, str(office.records))
    monkeypatch.setenv("HARMED_ONCE", str(office.root / "harmed"))


def job_folder(office: Office, settings: Config) -> JobFolder:
    job = Job((office.letters,), office.out, settings)
    return JobFolder(office.records, JobFolder.create(office.records, job))


def take(office: Office, workers: int = 2, **overrides: object) -> RunSummary:
    folder = job_folder(office, load_config(overrides=overrides))
    try:
        return run_job(folder, MODEL, partial(work_off, folder.job_id, workers))
    finally:
        folder.remove()


def outcomes(summary: RunSummary) -> dict[str, str]:
    return {one.name: str(one.result.reason or one.result.outcome) for one in summary.letters}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_crew_gives_the_copies_of_a_run(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    plain, crewed = (Office(tmp_path_factory.mktemp("office")) for _ in range(2))
    monkeypatch.setenv(RECORDS, str(crewed.records))
    for office in (plain, crewed):
        office.put(a=ANNA, b="Vistula", c=b"{\\rtf1 Anna}", d="nobody", e__f=ANNA, e__g="Anna")
    expected = plain.run(keep_names=True)
    found = take(crewed, workers, keep_names=True)

    assert crewed.copies() == plain.copies()
    assert outcomes(found) == outcomes(expected)
    assert found.exit_code == expected.exit_code == ExitCode.FORMAT
    assert verify_log(crewed.records, expect_head=found.checkpoint.head).authentic


def test_what_harms_its_worker_is_tried_once_more_and_set_aside(office: Office) -> None:
    letters = dict.fromkeys("abcefgi", ANNA)
    office.put(**letters, d=f"Anna {KILL}", h=f"Anna {SLEEP}", j=f"{EAT}", k=f"{KILL} {ONCE}")
    found = take(office, limits=LIMITS)

    aside = "; set aside until it, the configuration or the program changes"
    reasons = {name: reason for name, reason in outcomes(found).items() if reason != "released"}
    assert {name: reason.partition(";")[0] for name, reason in reasons.items()} == {
        "d.txt": "it ended the worker that redacted it",
        "h.txt": "it takes longer than the limit",
        "j.txt": "it takes more memory than the limit",
    }
    assert all(reason.endswith(aside) for reason in reasons.values())
    assert found.exit_code == ExitCode.UNEXPECTED
    assert len(office.copies()) == 8
    assert [one.name for one in found.letters] == [f"{name}.txt" for name in "abcdefghijk"]
    assert verify_log(office.records, expect_head=found.checkpoint.head).authentic

    again = take(office, limits=LIMITS)
    assert (again.done, again.unchanged, again.exit_code) == (0, 11, ExitCode.DONE)
    more = take(office, limits=LIMITS | {"max_seconds": 1})
    assert (more.done, more.unchanged) == (3, 8)


def test_a_dossier_is_set_aside_whole(office: Office) -> None:
    office.put(x__a=ANNA, x__b=KILL, y__a=ANNA)
    found = take(office, scope="dossier", keep_names=True)

    assert list(office.copies()) == ["y/a.txt"]
    assert [one.result.outcome for one in found.letters] == [
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.RELEASED,
    ]


def test_a_worker_that_cannot_load_ends_the_batch_with_its_error(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put(a=ANNA, b=ANNA)
    monkeypatch.setattr(hand, "LOADER", "pipeline.fake_redactor:fail_to_load")
    with pytest.raises(ModelError, match="no model"):
        take(office)
    monkeypatch.setattr(hand, "LOADER", "pipeline.no_such_module:load")
    with pytest.raises(WorkerError, match="ModuleNotFoundError"):
        take(office)
    monkeypatch.setattr(hand, "LOADER", "pipeline.fake_redactor:die_at_once")
    with pytest.raises(WorkerError, match="ended before it began"):
        take(office)
    assert office.copies() == {}


def refuse(*_: object, **__: object) -> object:
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize("refused", ["subprocess.Popen", "socket.socketpair"])
def test_why_no_worker_can_be_started_ends_the_batch(
    office: Office, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    office.put(**dict.fromkeys("abcdefg", ANNA))
    monkeypatch.setattr(f"redact.pipeline.watched.{refused}", refuse)
    with pytest.raises(WorkerError, match="a worker cannot be started: Permission denied"):
        take(office)
    assert office.copies() == {}


def test_a_worker_that_cannot_be_started_does_not_end_the_work_of_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put(**dict.fromkeys("abcdefg", ANNA))
    begin = subprocess.Popen
    tries = iter([refuse])
    monkeypatch.setattr(
        "redact.pipeline.watched.subprocess.Popen",
        lambda *told, **more: next(tries, begin)(*told, **more),
    )
    assert take(office).exit_code == ExitCode.DONE
    assert len(office.copies()) == 7


def test_a_worker_is_kept_for_the_next_chunk_where_there_is_no_crew(office: Office) -> None:
    office.put(**dict.fromkeys("abcdefg", ANNA))
    folder = job_folder(office, config())
    began: set[int] = set()

    def one_by_one(numbers: object) -> object:
        for number in numbers:  # type: ignore[attr-defined]
            assert have_chunk_taken(folder.job_id, number)[0]
            (kept,) = crew._LONE
            began.add(kept._members[0]._process._process.pid)  # type: ignore[union-attr]
            yield number

    summary = run_job(folder, MODEL, one_by_one)  # type: ignore[arg-type]
    let_go(folder.job_id)

    assert summary.exit_code == ExitCode.DONE
    assert len(began) == 1
    assert crew._LONE == []
    assert not _lives(began.pop())


def test_a_worker_ends_with_its_parent(office: Office, tmp_path: Path) -> None:
    office.put(a=SLEEP)
    folder = job_folder(office, config())
    pids = tmp_path / "pids"
    code = f"""
import os, pathlib, sys
sys.path[:0] = {sys.path!r}
from redact.pipeline import hand, watched
from redact.pipeline.job import JobFolder
hand.LOADER = "pipeline.fake_redactor:load"
one = watched.Watched(JobFolder(pathlib.Path({str(office.records)!r}), {folder.job_id!r}))
one.wait()
pathlib.Path({str(pids)!r}).write_text(str(one._process.pid))
os.kill(os.getpid(), {int(signal.SIGKILL)})
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    for _ in range(200):
        if not _lives(int(pids.read_text())):
            break
        time.sleep(0.05)
    assert not _lives(int(pids.read_text()))


def test_chunks_come_back_in_order_and_what_they_raise_is_their_own_affair() -> None:
    class Chunk:
        def __init__(self, number: int) -> None:
            self.number = number

        def result(self) -> None:
            raise ValueError(self.number)

    begun: list[int] = []

    def submit(number: int) -> Chunk:
        begun.append(number)
        return Chunk(number)

    course_of = in_order(iter(range(6)), submit, 2)
    assert next(course_of) == 0
    assert begun == [0, 1, 2]
    assert list(course_of) == [1, 2, 3, 4, 5]


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_worker_runs_no_code_that_lies_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "redact.py").write_text("raise SystemExit('foreign code')")
    monkeypatch.chdir(tmp_path)
    command = hand.command(0, 0, "records", "job")
    told = [*command[: command.index("-c") + 1], "import sys, redact; print(redact.__file__)"]

    done = subprocess.run(told, env=hand.environment(), capture_output=True, text=True, check=False)
    assert done.stdout.strip().endswith("__init__.py"), done.stderr
