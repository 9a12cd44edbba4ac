"""A worker process: loads the model once, then redacts one scope after the other as it is told.

Its parent watches it through a socket. Should the parent die, it ends at once; should a letter
need more memory than the limit, that letter fails, and should it end the process, no other does.
"""

import contextlib
import importlib
import os
import resource
import signal
import sys
import threading
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import RedactError
from redact.pipeline.job import JobFolder, results_to_json
from redact.pipeline.loading import load_redactor
from redact.pipeline.tasks import process_of

if TYPE_CHECKING:
    from redact.config import Config
    from redact.datamodel import KnownPerson
    from redact.pipeline.redactor import Redactor

#: The module and the function that give a worker its redactor.
LOADER = "redact.pipeline.hand:load"
#: What a worker tells of itself.
READY, DONE, FAILED = "ready", "done", "failed"
_MEGABYTE = 1 << 20


def load(config: "Config", roster: "tuple[KnownPerson, ...]") -> "Redactor":
    """Return the redactor of a job; where nobody chose otherwise, its model takes one core.

    Raises:
        ModelError: the pipeline is missing or broken.
    """
    return load_redactor(config if config.model.threads else config.with_threads(1), roster)


def main(socket: int, lifeline: int, records: str, job_id: str, loader: str) -> None:
    """Serve a crew until its end of the socket is closed.

    Args:
        lifeline: the read end of a pipe that the parent holds open as long as it lives.
        loader: the module and the function that return the redactor, with a colon between.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()
    _be_first_to_go()
    pipe = Connection(socket)
    folder = JobFolder(Path(records), job_id)
    try:
        folder.key = pipe.recv()
        job = folder.job()
        module, _, name = loader.partition(":")
        redactor = getattr(importlib.import_module(module), name)(job.config, job.roster)
    except Exception as error:  # noqa: BLE001 - the message of a foreign one may quote anything
        told = type(error).__name__, str(error) if isinstance(error, RedactError) else ""
        folder.put_failure(*told)
        pipe.send((FAILED, *told))
        return
    _limit_memory(job.config.limits.max_memory_megabytes)
    process = process_of(job, redactor)
    chunk = lru_cache(maxsize=1)(folder.chunk)
    pipe.send((READY,))
    with contextlib.suppress(EOFError, OSError):
        while True:
            number, index = pipe.recv()
            scope = chunk(number).scopes[index]
            pipe.send((DONE, results_to_json(index, process(scope))))


def command(socket: int, lifeline: int, records: str, job_id: str) -> list[str]:
    """Return the command line of such a process; no code in the current folder is run."""
    call = f"from redact.pipeline.hand import main; main({socket}, {lifeline}, *sys.argv[1:])"
    return [sys.executable, "-P", "-c", f"import sys; {call}", records, job_id, LOADER]


def environment() -> dict[str, str]:
    """Return an environment in which such a process finds the same modules as this one."""
    places = (place or os.getcwd() for place in sys.path)  # noqa: PTH109 - as a text
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places), "PYTHONWARNINGS": "ignore"}


def _end_with_parent(lifeline: int) -> None:
    with contextlib.suppress(OSError):
        os.read(lifeline, 1)
    os._exit(1)


def _be_first_to_go() -> None:
    """Ask the operating system to end this process before its parent where memory runs out."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def _limit_memory(megabytes: int | None) -> None:
    """Let the process have so much more memory than it has now, where the system can tell."""
    used = _data_bytes()
    if megabytes is None or used is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most: Any = used + megabytes * _MEGABYTE
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))


def _data_bytes() -> int | None:
    try:
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return None
    told = [line.split()[1] for line in lines if line.startswith("VmData:")]
    return int(told[0]) * 1024 if told else None
