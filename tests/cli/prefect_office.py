"""One Prefect server for all tests of the flows, and processes that use it."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

_STAND_IN = Path(__file__).parents[1] / "flows" / "stand_in"


@dataclass(frozen=True, slots=True)
class PrefectServer:
    """A running server: the address of its API, its home, and where its log goes."""

    api: str
    home: Path
    log: Path

    def ask(self, place: str, question: dict[str, Any] | None = None) -> Any:
        """Return the answer of the API to a question."""
        request = urllib.request.Request(
            f"{self.api}/{place}",
            json.dumps({} if question is None else question).encode(),
            {"content-type": "application/json"},
        )
        return _open(request)

    def ask_again(self, page: str) -> Any:
        """Return a further page of an answer."""
        return _open(urllib.request.Request(page))


def _open(request: urllib.request.Request) -> Any:
    """Ask, and as Prefect's own client does, ask again where the database was busy."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for pause in (1, 2, 4, 8, 0):
        try:
            with direct.open(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE or not pause:
                raise
            time.sleep(pause)
    raise AssertionError("the last attempt returns or raises")


def environment(server: PrefectServer | None, home: Path) -> dict[str, str]:
    """Return an environment with a redactor that needs no model, and Prefect's settings."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    path = os.pathsep.join([str(_STAND_IN), *(place for place in sys.path if place)])
    told = {"PYTHONPATH": path, "PREFECT_HOME": str(home)}
    return clean | told | ({} if server is None else {"PREFECT_API_URL": server.api})


def begin(
    server: PrefectServer | None, cwd: Path, *arguments: str, output: Any = subprocess.PIPE
) -> "subprocess.Popen[str]":
    """Start the program in a process, and a session, of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "redact", *arguments],
        cwd=cwd,
        env=environment(server, cwd / "client"),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        text=True,
        start_new_session=True,
    )


def redact(server: PrefectServer | None, cwd: Path, *arguments: str) -> tuple[int, str]:
    """Run the program to its end; return its exit code and all that it said."""
    process = begin(server, cwd, *arguments)
    out, err = process.communicate(timeout=300)
    return process.returncode, out + err


def await_(happens: Callable[[], object], seconds: float = 120) -> None:
    """Return when something happens."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.2)


def deployment(server: PrefectServer, name: str) -> Any:
    return server.ask("deployments/filter", {"deployments": {"name": {"any_": [name]}}})


def state_of(server: PrefectServer, run: str) -> str:
    (found,) = server.ask("flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
    return str(found["state_type"])
