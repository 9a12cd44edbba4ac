"""A job travels through private files unchanged, whatever the names of its letters."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path, PurePath

import pytest

from pipeline.office import config
from redact.datamodel import KnownPerson, Outcome
from redact.errors import RedactError, UsageError
from redact.pipeline.job import Chunk, Job, JobFolder
from redact.pipeline.plan import Existing, PlannedLetter, PlannedScope
from redact.pipeline.results import LetterResult
from redact.pipeline.sources import SourceFile

ODD = os.fsdecode(b"a\n\xff\xc5\xbc.txt")
ROSTER = (
    KnownPerson(names=("Anna Żuk", "A. Ż."), emails=("a@b.example",), dossier="7", keep=True),
    KnownPerson(organizations=("Vistula",), locations=("Łódź",), role="referee"),
)
SCOPE = PlannedScope(
    "dossier-001",
    Path("/out"),
    (
        PlannedLetter(
            "00f1e2d3c4b5a697",
            3,
            SourceFile(Path("/in/x") / ODD, PurePath("x") / ODD, Path("/in/x")),
            PurePath("dossier-001/letter-0003.txt"),
        ),
        PlannedLetter(
            "10f1e2d3c4b5a697", 0, SourceFile(Path("/in/gone"), PurePath("gone"), None, "no"), None
        ),
    ),
    PurePath("dossier-001"),
    frozenset({PurePath("letter-0001.txt"), PurePath(ODD)}),
)


@pytest.fixture
def folder(tmp_path: Path) -> JobFolder:
    job = Job((tmp_path / ODD,), tmp_path / "out", config(), ROSTER, Existing.REPLACE)
    return JobFolder(tmp_path / "records", JobFolder.create(tmp_path / "records", job))


def test_a_job_is_read_as_it_was_written(folder: JobFolder, tmp_path: Path) -> None:
    job = folder.job()

    assert job == Job((tmp_path / ODD,), tmp_path / "out", config(), ROSTER, Existing.REPLACE)
    assert job.config.fingerprint() == config().fingerprint()


def test_a_chunk_is_read_as_it_was_written(folder: JobFolder) -> None:
    for chunk in (Chunk((SCOPE,)), Chunk((SCOPE, SCOPE), 30, alone=True)):
        folder.put_chunk(len(chunk.scopes), chunk)

        assert folder.chunk(len(chunk.scopes)) == chunk


def test_results_are_taken_as_far_as_they_were_told(folder: JobFolder, tmp_path: Path) -> None:
    result = LetterResult("00f1e2d3c4b5a697", "dossier-001", Outcome.REFUSED, reason="no – good")
    folder.put_results(0, 2, (result, result))
    (path,) = (tmp_path / "records").rglob("results-0.jsonl")
    for torn in ('[1, ["{\\"lett', "[1, 2]\n", "[1, [[]]]", "{}", "\0\0\n"):
        with path.open("a") as stream:
            stream.write(torn)
    folder.put_results(0, 0, (result,))
    folder.put_results(0, 2, ())
    with path.open("a") as stream:
        stream.write('\n[3, ["{\\"lett')

    assert folder.take_results(0) == {2: (result, result), 0: (result,)}
    assert folder.take_results(0) == {}


def test_why_no_worker_can_begin_is_told_once(folder: JobFolder) -> None:
    assert folder.failure() is None
    folder.put_failure("ModelError", "no model")
    folder.put_failure("OSError", "")

    assert folder.failure() == ("ModelError", "no model")


def test_only_the_owner_can_read_it_and_nothing_is_left(folder: JobFolder, tmp_path: Path) -> None:
    folder.put_chunk(0, Chunk((SCOPE,)))
    folder.put_results(0, 0, ())
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "records").rglob("*")} | {
        stat.S_IMODE((tmp_path / "records").stat().st_mode)
    }
    folder.remove()

    assert modes == {0o700, 0o600}
    assert not list((tmp_path / "records" / "private" / "jobs").iterdir())


def test_what_a_job_left_that_died_is_removed(folder: JobFolder, tmp_path: Path) -> None:
    jobs = tmp_path / "records" / "private" / "jobs"
    for name, age in (("0" * 16, 100), ("1" * 16, 10), ("no job", 100)):
        (jobs / name).mkdir()
        moment = (jobs / name).stat().st_mtime - age
        os.utime(jobs / name, (moment, moment))
    folder.remove_dead()

    assert {path.name for path in jobs.iterdir()} == {folder.job_id, "1" * 16, "no job"}


def test_a_job_whose_owner_lives_is_kept_however_old_it_is(
    folder: JobFolder, tmp_path: Path
) -> None:
    job = Job((tmp_path,), tmp_path / "out", config())
    create = f"""
import pathlib, sys
sys.path[:0] = {sys.path!r}
from redact.pipeline.job import Job, JobFolder
from redact.config import load_config
path = pathlib.Path({str(tmp_path)!r})
print(JobFolder.create(path / "records", Job((path,), path / "out", load_config())), flush=True)
sys.stdin.read()
"""
    jobs = tmp_path / "records" / "private" / "jobs"
    with subprocess.Popen(
        [sys.executable, "-c", create], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        job_id = owner.stdout.readline().strip()
        os.utime(jobs / job_id, (0, 0))
        folder.remove_dead()
        assert JobFolder(tmp_path / "records", job_id).job() == job
        owner.kill()
    folder.remove_dead()
    assert [path.name for path in jobs.iterdir()] == [folder.job_id]


def test_a_job_that_another_run_removed_is_told_of(folder: JobFolder, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "records" / "private" / "jobs" / folder.job_id)
    with pytest.raises(RedactError, match="run again"):
        folder.job()


def test_jobs_behind_a_link_are_somebody_elses(folder: JobFolder, tmp_path: Path) -> None:
    jobs, elsewhere = tmp_path / "records" / "private" / "jobs", tmp_path / "elsewhere"
    (elsewhere / ("0" * 16)).mkdir(parents=True)
    os.utime(elsewhere / ("0" * 16), (0, 0))
    folder.remove()
    jobs.rmdir()
    jobs.symlink_to(elsewhere)
    folder.remove_dead()

    assert (elsewhere / ("0" * 16)).is_dir()


def test_the_files_of_a_job_for_a_packet_are_boxes(tmp_path: Path) -> None:
    records = tmp_path / "records"
    job = Job((tmp_path / "Kowalska",), tmp_path, config(), blind=True)
    folder = JobFolder(records, JobFolder.create(records, job))
    folder.put_chunk(0, Chunk(()))
    folder.put_failure("ModelError", "Kowalska")
    sizes = {path.stat().st_size for path in records.rglob("*.json") if path.name != "job.json"}
    assert len(sizes) == 1, "the size of a file tells how much it says"
    files = [path.read_bytes() for path in records.rglob("*") if path.is_file()]
    files.remove(b"")  # the one that is locked

    assert len(files) == 3
    assert all(data.startswith(b'{"box": ') and b"Kowalska" not in data for data in files)
    assert (folder.job(), folder.failure()) == (job, ("ModelError", "Kowalska"))
    key = folder.key
    folder.remove()
    assert (len(key or b""), folder.key) == (32, None)


def test_records_that_are_a_file_are_a_mistake_of_use(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("")

    with pytest.raises(UsageError):
        JobFolder.create(tmp_path / "records", Job((), tmp_path, config()))
