"""What the tests of the flows share: the server."""

import subprocess
import sys
import time
import urllib.error
from collections.abc import Iterator

import pytest

from cli.prefect_office import PrefectServer, environment
from redact.cli.flows import SECRETIVE
from redact.cli.local_server import bound

#: It changes the program wherever it is imported, and is no place for doctests.
collect_ignore = ["stand_in"]


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """Start a Prefect server on SQLite that logs all it can."""
    home = tmp_path_factory.mktemp("prefect")
    with bound() as chosen:
        port = chosen.getsockname()[1]
    server = PrefectServer(f"http://127.0.0.1:{port}/api", home, home / "server.log")
    chatty = {"PREFECT_SERVER_LOGGING_LEVEL": "DEBUG", "PREFECT_SERVER_LOG_RETRYABLE_ERRORS": "1"}
    command = [sys.executable, "-m", "prefect", "--no-prompt", "server", "start"]
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)],
            env=environment(None, home) | SECRETIVE | chatty,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        for _ in range(600):
            try:
                server.ask("flows/filter")
                break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None, server.log.read_text()
                time.sleep(0.3)
        yield server
    finally:
        process.terminate()
        process.wait(30)
