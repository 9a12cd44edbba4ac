"""A Prefect server of one's own: for this machine alone, for as long as a command runs."""

import contextlib
import ctypes
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from redact.errors import RedactError

_HOST, _PORT = "127.0.0.1", 4200
_PATIENCE_SECONDS = 180
_PR_SET_PDEATHSIG = 1


@contextmanager
def local_server() -> Iterator[str]:
    """Start a Prefect server, give the address of its API, and end it afterwards.

    It keeps what it knows in `PREFECT_HOME`. It ends with this process, however that ends.

    Raises:
        RedactError: it does not start.
    """
    port = _free_port()
    command = [sys.executable, "-P", "-m", "prefect", "--no-prompt", "server", "start"]
    server = subprocess.Popen(  # noqa: S603 - this very Python
        [*command, "--host", _HOST, "--port", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_end_with_parent,
        start_new_session=True,  # what interrupts this command is not to end it first
    )
    try:
        address = f"http://{_HOST}:{port}/api"
        _await(address, server)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _free_port() -> int:
    """Return the port on which Prefect is usually found, or another where it is taken."""
    for port in (_PORT, 0):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((_HOST, port))
            return int(probe.getsockname()[1])
    raise RedactError("no port is free for a Prefect server; name one with PREFECT_API_URL")


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
