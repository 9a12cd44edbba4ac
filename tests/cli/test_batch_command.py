"""`redact batch` hands a job to the flow by an opaque id, and tells what became of it."""

import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cli.prefect_office import await_, begin
from cli.shell import Shell
from redact.cli import flows, jobs
from redact.cli.local_server import bound, start_alone
from redact.errors import ExitCode
from redact.model_files import ModelIdentity
from redact.pipeline import hand, worker

ANNA = "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n"
API = "http://127.0.0.1:4200/api"
BATCH = ("batch", "in", "-o", "out", "--records", "records")


@pytest.fixture
def calls(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, str]]:
    """Stand in for the flow: take its job without Prefect, and note what it was given."""
    seen: list[tuple[str, int, str]] = []

    def run_here(job: str, workers: int, dask: str, server: str) -> None:
        from redact.pipeline.crew import work_off
        from redact.pipeline.worker import take_job

        assert server == API
        seen.append((job, workers, dask))
        take_job(job, partial(work_off, job, 1))

    stand_in_flow(monkeypatch, run_here)
    use_loader(monkeypatch, "pipeline.fake_redactor:load")
    return seen


@pytest.fixture
def alone(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no server be configured."""
    monkeypatch.setattr(os, "environ", os.environ.copy())
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_HOME", str(shell.root / "prefect"))
    use_loader(monkeypatch, "pipeline.fake_redactor:load")


def use_loader(monkeypatch: pytest.MonkeyPatch, loader: str) -> None:
    """Let worker processes have a redactor that needs no model."""
    monkeypatch.setattr(hand, "LOADER", loader)
    monkeypatch.setattr(worker, "model_identity", lambda _config: ModelIdentity("fake 1.0"))


def stand_in_flow(monkeypatch: pytest.MonkeyPatch, run_here: Callable[..., None]) -> None:
    flow: Any = SimpleNamespace(
        run_here=run_here, server_configured=lambda: False, silent_server=lambda: ""
    )
    monkeypatch.setattr(flows, "import_flow", lambda: flow)
    monkeypatch.setattr(jobs, "local_server", lambda: nullcontext(API))
    monkeypatch.setattr(os, "environ", os.environ.copy())


def test_a_batch_without_a_server_knows_nothing_of_prefect(shell: Shell, alone: None) -> None:
    shell.put("in/kowalska.txt", ANNA)
    before = set(sys.modules)
    done = shell(*BATCH)

    assert done.code == 0
    assert shell.read("out/letter-0001.txt") == "Dear [name],\r\nSMILES thanks you.\r\n"
    assert done.err == "no Prefect server is configured: working without one\n"
    assert "prefect" not in set(sys.modules) - before
    assert shell(*BATCH, "-q").err == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("prefect/profiles.toml", ""),
        ("prefect.toml", ""),
        (".env", ""),
        ("pyproject.toml", "[tool.prefect]"),
    ],
)
def test_prefect_is_asked_wherever_it_may_be_configured(
    shell: Shell, alone: None, name: str, content: str
) -> None:
    assert not flows.server_may_be_configured()
    shell.put(name, content)
    assert flows.server_may_be_configured()


def test_a_variable_configures_a_server(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "")
    assert not flows.server_may_be_configured()
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    assert flows.server_may_be_configured()


def test_a_batch_is_a_run_by_an_opaque_id(shell: Shell, calls: list[tuple[str, int, str]]) -> None:
    shell.put("in/kowalska.txt", ANNA)
    done = shell(*BATCH, "--server", "--workers", "3")

    ((job, workers, dask),) = calls
    assert (done.code, workers, dask) == (0, 3, "")
    assert len(job) == 16
    assert int(job, 16) >= 0
    assert shell.read("out/letter-0001.txt") == "Dear [name],\r\nSMILES thanks you.\r\n"
    assert done.out.splitlines()[:2] == [
        "1/1 letter-0001.txt: released, 1 hidden",
        "1 letter: 1 released; 1 mention hidden",
    ]
    assert done.err == "no Prefect server is configured: starting a temporary one\n"


@pytest.mark.parametrize("command", ["batch", "schedule"])
def test_a_cluster_elsewhere_needs_a_server_that_it_reaches(
    shell: Shell, alone: None, command: str
) -> None:
    shell.put("in/kowalska.txt", ANNA)
    cron = ("--cron", "0 2 * * *") if command == "schedule" else ()
    done = shell(command, *BATCH[1:], *cron, "--dask", "tcp://scheduler.example.org:8786")

    assert done.code == ExitCode.USAGE
    assert "name it with PREFECT_API_URL" in " ".join(done.err.split())
    assert not (shell.root / "out").exists()


def test_a_server_holds_its_port_before_it_is_started() -> None:
    with bound() as ours, bound() as other:
        place = ours.getsockname()
        assert place != other.getsockname()
        with pytest.raises(OSError, match="in use"), socket.socket() as stranger:
            stranger.bind(place)


def test_servers_of_one_home_are_started_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "home"))
    with start_alone():
        (lock,) = (tmp_path / "home").iterdir()
        with lock.open("wb") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_second_batch_replaces_its_own_copies(
    shell: Shell, calls: list[tuple[str, int, str]]
) -> None:
    shell.put("in/a.txt", ANNA)
    assert shell(*BATCH, "--server").code == 0
    shell.put("in/a.txt", "Vistula")
    assert shell(*BATCH, "--server", "-q").out == ""
    assert shell.read("out/letter-0001.txt") == "[name]"


def test_copies_that_other_records_know_are_not_mixed_with_new_ones(
    shell: Shell, calls: list[tuple[str, int, str]]
) -> None:
    shell.put("in/kowalska.txt", ANNA)
    assert shell("run", "in", "-o", "out", "-q").code == 0

    done = shell(*BATCH)

    assert (done.code, calls) == (2, [])
    assert "out.records: the records of what lies in out" in done.err
    assert shell(*BATCH[:-1], "out.records").code == 0


def test_an_error_of_the_run_comes_back_with_its_code(
    shell: Shell, calls: list[tuple[str, int, str]]
) -> None:
    shell.put("in/a.txt", ANNA)
    shell.put("out/letter-0001.txt", "mine")
    done = shell(*BATCH, "--server")

    assert done.code == 2
    assert "exists already" in done.err
    assert not list(Path("records/private/jobs").iterdir())


def test_a_deleted_letter_is_told_and_its_copy_pruned(
    shell: Shell, calls: list[tuple[str, int, str]]
) -> None:
    gone = shell.put("in/gone.txt", ANNA)
    shell.put("in/stays.txt", "Vistula")
    assert shell(*BATCH, "--server", "-q").code == 0
    gone.unlink()

    told = shell(*BATCH, "--server")
    assert told.code == 0
    assert "gone.txt: deleted; its copy is still there; see --prune" in told.out
    assert "1 letter: 1 released (unchanged: 1 released)" in told.out
    assert len(list(Path("out").iterdir())) == 2
    assert "gone.txt: deleted; its copy was removed" in shell(*BATCH, "--server", "--prune").out
    assert len(list(Path("out").iterdir())) == 1


def test_a_letter_that_fails_is_told_and_named_to_the_user_alone(
    shell: Shell, calls: list[tuple[str, int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_loader(monkeypatch, "cli.loaders:leaky")
    shell.put("in/a.txt", ANNA)
    shell.put("in/b.txt", "Vistula")
    done = shell(*BATCH, "--server", "-q")

    assert done.code == 7
    assert done.err.startswith("b.txt: withheld: a detected term survives")


def test_a_prefect_that_cannot_run_is_told_by_the_type_of_its_error(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_here(*_: object) -> None:
        raise RuntimeError("/in/Kowalska")

    stand_in_flow(monkeypatch, run_here)
    shell.put("in/a.txt", ANNA)
    done = shell(*BATCH, "--server", "-q")

    assert done.code == 1
    assert done.err.startswith("redact: Prefect could not run the flow (RuntimeError); check its")
    assert not list(Path("records/private/jobs").iterdir())


def test_prefect_is_set_up_to_phone_nobody_and_to_keep_no_logs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "environ", {"NO_PROXY": "intranet", "PREFECT_LOGGING_LEVEL": "INFO"})
    flows.prepare_environment()

    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["PREFECT_LOGGING_TO_API_ENABLED"] == "false"
    assert os.environ["DASK_LOGGING__DISTRIBUTED"] == "critical"
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "INFO"
    assert os.environ["NO_PROXY"] == "intranet,127.0.0.1,localhost"


def test_the_flow_is_found_from_anywhere(tmp_path: Path) -> None:
    check = (
        "from redact.cli.flows import import_flow, prepare_environment\n"
        "prepare_environment()\n"
        "flow = import_flow()\n"
        "assert flow is import_flow()\n"
        "print(flow.__name__, flow.redact_letters.name)\n"
    )
    path = os.pathsep.join(entry for entry in sys.path if Path(entry).name != "main")
    done = subprocess.run(
        [sys.executable, "-c", check],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path, "PREFECT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout == "redact_flows.redact_letters redact-letters\n"


def test_a_request_to_end_is_an_interrupt(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(30):
        text = "SLOW Anna\n" if number > 5 else "Anna\n"
        (tmp_path / "in" / f"{number:02}.txt").write_text(text)
    process = begin(None, tmp_path, *BATCH)
    await_(lambda: list(tmp_path.glob("out/letter-*")))
    process.terminate()
    out, err = process.communicate(timeout=60)

    assert process.returncode == 130, err
    assert err.endswith("interrupted; the copies that were finished are whole and recorded\n")
    assert "not begun" in out
    assert not list((tmp_path / "records" / "private" / "jobs").iterdir())
