"""One writer at a time: for the records, and for OUT where the records are apart."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.fake_redactor import FakeRedactor
from pipeline.office import Office, config
from redact.errors import LockedError, UsageError
from redact.pipeline.hold import holding
from redact.pipeline.places import Place
from redact.pipeline.plan import Existing
from redact.pipeline.run import run

ANNA = "Dear Anna Kowalska"


def run_beside(office: Office, records: str, out: Path | None = None) -> None:
    """Redact the letters once more, with records of their own."""
    paths = [office.letters] if out is None else [office.letters / "a.txt"]
    run(
        paths,
        out or office.out,
        office.root / records,
        config(),
        FakeRedactor,  # type: ignore[arg-type]
        existing=Existing.REPLACE,
    )


def test_two_runs_do_not_write_to_one_folder(office: Office) -> None:
    office.put(a=ANNA)
    with holding(Place(office.out)), pytest.raises(LockedError, match="another run"):
        run_beside(office, "others")
    assert not (office.root / "others").exists()
    run_beside(office, "others")
    assert list(office.copies()) == ["letter-0001.txt"]


def test_nobody_writes_a_file_into_a_folder_that_is_held(office: Office) -> None:
    office.put(a=ANNA)
    with holding(Place(office.out)), pytest.raises(LockedError):
        run_beside(office, "others", office.out / "copy.txt")
    with holding(Place(office.out, "other.txt")):
        run_beside(office, "others", office.out / "copy.txt")
        with pytest.raises(LockedError):
            run_beside(office, "more")
    assert list(office.copies()) == ["copy.txt"]


def test_a_run_that_writes_nothing_leaves_no_folder(office: Office) -> None:
    office.put(x__a=ANNA, y__a=ANNA)
    with pytest.raises(UsageError):
        office.run(office.letters / "x/a.txt", office.letters / "y/a.txt", keep_names=True)
    assert not office.out.exists()


def test_a_process_that_is_killed_holds_nothing(office: Office) -> None:
    code = f"""
import os, pathlib, sys
sys.path[:0] = {sys.path!r}
from redact.pipeline.hold import holding
from redact.pipeline.places import Place
with holding(Place(pathlib.Path({str(office.out)!r}))):
    os.kill(os.getpid(), {int(signal.SIGKILL)})
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    office.put(a=ANNA)
    run_beside(office, "others")
    assert list(office.copies()) == ["letter-0001.txt"]


def test_a_drive_without_locks_is_written_to(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_handle: int, _kind: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("redact.pipeline.hold.fcntl.flock", none)
    with holding(Place(office.out)):
        pass
