"""A schedule that begins again leaves no run of the last one open at the server."""

import os
import signal
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.prefect_office import PrefectServer, await_, begin, deployment, redact, state_of

pytestmark = pytest.mark.slow
SCHEDULE = ("schedule", "in", "-o", "out", "--records", "records", "--cron", "0 2 * * *")


def begin_schedule(server: PrefectServer, place: Path) -> tuple["subprocess.Popen[str]", Any]:
    """Serve a schedule; return its process and its deployment once the server has it."""
    process = begin(server, place, *SCHEDULE)
    await_(lambda: list(place.glob("records/private/orders/*.json")))
    (order,) = place.glob("records/private/orders/*.json")
    await_(lambda: deployment(server, order.stem))
    return process, deployment(server, order.stem)[0]


def begin_run(server: PrefectServer, deployed: str, state: str, when: datetime) -> str:
    """Let the server believe that a run of a deployment is in a state since a moment."""
    run = server.ask(f"deployments/{deployed}/create_flow_run", {"state": {"type": "PENDING"}})
    told = {"type": state, "state_details": {"scheduled_time": when.isoformat()}}
    server.ask(f"flow_runs/{run['id']}/set_state", {"state": told, "force": True})
    return str(run["id"])


def test_what_a_killed_schedule_left_is_over_when_the_next_begins(
    tmp_path: Path, prefect: PrefectServer
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Dear Anna\n")
    process, deployed = begin_schedule(prefect, tmp_path)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    running = begin_run(prefect, deployed["id"], "RUNNING", long_ago)
    late = begin_run(prefect, deployed["id"], "SCHEDULED", long_ago)

    process, again = begin_schedule(prefect, tmp_path)
    try:
        await_(lambda: state_of(prefect, running) == "CRASHED")
        wanted = {"flow_runs": {"id": {"any_": [late]}}}
        await_(lambda: not prefect.ask("flow_runs/filter", wanted))
    finally:
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert again["id"] == deployed["id"]
    assert not list((tmp_path / "out").glob("*")), "a time that is over was run"
    assert "Traceback" not in said


def test_a_server_that_does_not_answer_is_told_by_its_address(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Dear Anna\n")
    silent = PrefectServer("http://127.0.0.1:9/api", tmp_path, tmp_path)
    code, told = redact(silent, tmp_path, "batch", "in", "-o", "out", "--records", "records")

    assert code == 1
    assert "the Prefect server at http://127.0.0.1:9/api does not answer" in told
