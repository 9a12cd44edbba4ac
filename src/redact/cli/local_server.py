"""A Prefect server of one's own: for this machine alone, for as long as a command runs."""

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from redact.errors import RedactError

_HOST, _PORT = "127.0.0.1", 4200
_PATIENCE_SECONDS = 180
_LOCK = "redact-start.lock"
#: What `prefect server start` runs, on a socket that is open already.
_SERVER = (
    *("-m", "uvicorn", "--factory", "prefect.server.api.server:create_app"),
    *("--lifespan", "on", "--log-level", "critical", "--no-access-log"),
)
_PR_SET_PDEATHSIG = 1


@contextmanager
def local_server() -> Iterator[str]:
    """Start a Prefect server, give the address of its API, and end it afterwards.

    It keeps what it knows in `PREFECT_HOME`. It ends with this process, however that ends.

    Raises:
        RedactError: it does not start.
    """
    with start_alone(), bound() as listener:
        port = listener.getsockname()[1]
        server = subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, "-P", *_SERVER, "--fd", str(listener.fileno())],
            env={**os.environ, **_found_at(port)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[listener.fileno()],
            preexec_fn=_end_with_parent,
            start_new_session=True,  # what interrupts this command is not to end it first
        )
        listener.close()  # a server that died is not to be waited for
        try:
            address = f"http://{_HOST}:{port}/api"
            _await(address, server)
        except BaseException:
            _end(server)
            raise
    try:
        yield address
    finally:
        _end(server)


def _end(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


@contextmanager
def start_alone() -> Iterator[None]:
    """Let no other command start a server here meanwhile: both would lay out one new database."""
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    with ExitStack() as stack:
        with contextlib.suppress(OSError):
            home.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context((home / _LOCK).open("wb"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def bound() -> socket.socket:
    """Return a socket on the port where Prefect is usually found, or on another if that is taken.

    The server is handed the socket itself: between the look for a free port and the start of a
    server, another program could take the port, and would be taken for that server.
    """
    for port in (_PORT, 0):
        listener = socket.socket()
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((_HOST, port))
            listener.listen()
        except OSError:
            listener.close()
        else:
            return listener
    raise RedactError("no port is free for a Prefect server; name one with PREFECT_API_URL")


def _found_at(port: int) -> dict[str, str]:
    """Return what tells the server, and the pages that it serves, where it is found."""
    return {
        "PREFECT_SERVER_API_HOST": _HOST,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT__SERVER_FINAL": "1",
    }


def _await(address: str, server: "subprocess.Popen[bytes]") -> None:
    import urllib.request

    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), direct.open(f"{address}/health", timeout=5):
            return
        time.sleep(0.25)
    raise RedactError(
        "the Prefect server does not start; try `prefect server start` to see why, or name a"
        " running one with PREFECT_API_URL"
    )


def _end_with_parent() -> None:
    """Ask the operating system to end this process with its parent; Linux knows how."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
