"""What an orchestrator calls: a job and its chunks by opaque ids, told of to the caller alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from redact.datamodel import Outcome
from redact.errors import ConfigError
from redact.pipeline.batch import WorkOff, redact_chunk, run_job
from redact.pipeline.job import JobFolder
from redact.pipeline.redactor import Redactor
from redact.pipeline.run import Progress, RunSummary

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


def take_job(job: str, work_off: WorkOff) -> tuple[bool, str]:
    """Run a job; return whether all is well, and counts or the type of an error in its place."""
    watch = _WATCH.get() or Watch()
    folder = _folder(job)
    try:
        watch.summary = run_job(folder, _redactor(job), work_off, watch.progress)
    except Exception as error:  # noqa: BLE001 - its message may hold a path
        watch.error = error
        return False, type(error).__name__
    finally:
        folder.remove()
    return watch.summary.exit_code == 0, _counts(watch.summary)


def take_chunk(job: str, number: int) -> tuple[bool, str]:
    """Redact a chunk of a job; return the same as `take_job`."""
    try:
        return True, str(redact_chunk(_folder(job), number, _redactor(job)))
    except Exception as error:  # noqa: BLE001 - its message may hold a path
        return False, type(error).__name__


@lru_cache(maxsize=1)
def _redactor(job: str) -> Redactor:
    """Return the redactor of a job, whose model is loaded once a process."""
    told = _folder(job).job()
    return Redactor(told.config, told.roster)


def _folder(job: str) -> JobFolder:
    if RECORDS not in os.environ:
        raise ConfigError(f"{RECORDS} is not set; name the records folder in it")
    return JobFolder(Path(os.environ[RECORDS]), job)


def _counts(summary: RunSummary) -> str:
    outcomes = [report.result.outcome for report in summary.letters]
    counts = [f"{outcomes.count(one)} {one.value}" for one in Outcome if one in outcomes]
    return f"{', '.join(counts)}; exit code {int(summary.exit_code)}"
