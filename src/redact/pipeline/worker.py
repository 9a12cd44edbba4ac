"""What an orchestrator calls: a job and its chunks by opaque ids, told of to the caller alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from redact.errors import ConfigError
from redact.pipeline.batch import WorkOff, redact_chunk, run_job
from redact.pipeline.job import JobFolder
from redact.pipeline.redactor import Redactor
from redact.pipeline.run import Progress, RunSummary
from redact.pipeline.told import Told, told_of, told_of_error

#: The environment variable that says where the records lie: their path may hold a name.
RECORDS = "REDACT_RECORDS"


@dataclass(slots=True)
class Watch:
    """What a job tells the process that called for it, and nobody else."""

    progress: Progress | None = None
    summary: RunSummary | None = field(default=None, repr=False)
    error: Exception | None = field(default=None, repr=False)


_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watching(watch: Watch) -> Iterator[None]:
    """Let the jobs that run inside tell a watch what became of them."""
    token = _WATCH.set(watch)
    try:
        yield
    finally:
        _WATCH.reset(token)


def take_job(job: str, work_off: WorkOff) -> Told:
    """Run a job to its end, whatever that is, and return what an orchestrator may know of it."""
    watch = _WATCH.get() or Watch()
    folder = _folder(job)
    try:
        watch.summary = run_job(folder, _redactor(job), work_off, watch.progress)
    except Exception as error:  # noqa: BLE001 - its message may hold a path
        watch.error = error
        return told_of_error(error)
    finally:
        folder.remove()
    return told_of(watch.summary)


def take_chunk(job: str, number: int) -> tuple[bool, str]:
    """Redact a chunk of a job; return whether all is well, and a count or the type of an error."""
    try:
        return True, str(redact_chunk(_folder(job), number, _redactor(job)))
    except Exception as error:  # noqa: BLE001 - its message may hold a path
        return False, type(error).__name__


@lru_cache(maxsize=1)
def _redactor(job: str) -> Redactor:
    """Return the redactor of a job, whose model is loaded once a process."""
    told = _folder(job).job()
    return Redactor(told.config, told.roster)


def records_folder() -> Path:
    """Return the records folder that this process works for.

    Raises:
        ConfigError: the environment does not say which.
    """
    if RECORDS not in os.environ:
        raise ConfigError(f"{RECORDS} is not set; name the records folder in it")
    return Path(os.environ[RECORDS])


def _folder(job: str) -> JobFolder:
    return JobFolder(records_folder(), job)
