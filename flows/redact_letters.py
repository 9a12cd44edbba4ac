"""The flow behind `redact batch`: letters in chunks, told apart by opaque ids alone.

An orchestrator may keep whatever it is given or told: so a flow run knows the id of a job, the
numbers of its chunks, and counts. Paths, options and results lie in private files of the records;
the environment variable `REDACT_RECORDS` says where, and no exception leaves a flow or a task.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.settings import PREFECT_API_URL
from prefect.states import Completed, Failed
from prefect.task_runners import ProcessPoolTaskRunner

from redact.pipeline.worker import take_chunk, take_job


@flow(name="redact-letters", log_prints=False, persist_result=False, validate_parameters=False)
def redact_letters(job: str, workers: int = 1) -> State[Any]:
    """Redact the letters of a job; the state of the run tells counts, or the type of an error."""
    well, message = take_job(job, partial(_work_off, job, workers))
    return Completed(message=message) if well else Failed(message=message)


@task(name="redact-chunk", log_prints=False, persist_result=False, cache_policy=NO_CACHE)
def redact_chunk(job: str, number: int) -> State[Any]:
    """Redact one chunk of a job; the state tells a count of letters, or the type of an error."""
    well, message = take_chunk(job, number)
    return Completed(message=message) if well else Failed(message=message)


def run_here(job: str, workers: int, prepare: Callable[[], None]) -> None:
    """Run the flow in this process and, for more than one worker, the chunks in others.

    Args:
        prepare: makes this module known in a new process.
    """
    chosen = redact_letters
    if workers > 1:
        runner = ProcessPoolTaskRunner(max_workers=workers, initializer=prepare)
        chosen = redact_letters.with_options(task_runner=runner)  # type: ignore[arg-type]
    chosen(job, workers, return_state=True)


def server_configured() -> bool:
    """Return whether Prefect knows a server; without one it starts its own for each batch."""
    return PREFECT_API_URL.value() is not None


def _work_off(job: str, workers: int, numbers: Iterator[int]) -> Iterator[int]:
    """Yield each chunk's number when it is done; a failed one tells no results."""
    if workers == 1:
        for number in numbers:
            redact_chunk(job, number, return_state=True)
            yield number
        return
    waiting: deque[tuple[int, Any]] = deque()
    for number in numbers:
        waiting.append((number, redact_chunk.submit(job, number)))
        if len(waiting) > workers:
            yield _first(waiting)
    while waiting:
        yield _first(waiting)


def _first(waiting: "deque[tuple[int, Any]]") -> int:
    number, future = waiting.popleft()
    with suppress(Exception):  # a worker that died: what it did not tell is missed by the caller
        future.wait()
    return number
