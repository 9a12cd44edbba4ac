"""What an orchestrator calls: a job and its chunks by opaque ids, told of to the caller alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from redact.model_files import ModelIdentity, model_identity
from redact.pipeline.batch import WorkOff, run_job
from redact.pipeline.crew import let_go
from redact.pipeline.job import RECORDS, JobFolder, folder_of, records_folder
from redact.pipeline.report import write_failure
from redact.pipeline.run import Progress, RunSummary
from redact.pipeline.told import Told, told_of, told_of_error

__all__ = ["RECORDS", "Run", "Watch", "records_folder", "take_job", "watching"]

#: Takes a job to its end: its chunks are worked off as the caller says, its letters reported.
Run = Callable[[JobFolder, ModelIdentity, WorkOff, Progress | None], RunSummary]


@dataclass(slots=True)
class Watch:
    """What a job tells the process that called for it, and nobody else; how it is `run`."""

    progress: Progress | None = None
    run: Run = run_job
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
    folder = folder_of(job)
    try:
        model = model_identity(folder.job().config)
        watch.summary = watch.run(folder, model, work_off, watch.progress)
    except Exception as error:  # noqa: BLE001 - its message may hold a path
        watch.error = error
        if watch.run is run_job:
            write_failure(folder.records, error)
        return told_of_error(error)
    finally:
        let_go(job)
        folder.remove()
    return told_of(watch.summary)
