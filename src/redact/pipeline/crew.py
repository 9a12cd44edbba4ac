"""Worker processes that redact the chunks of a job; each loads the model once.

A worker that dies costs what it had not told by then, and another takes its place. A worker ends
with the process that made it, however that ends.

The flow and the command line know of `crew`, `have_chunk_taken`, `in_order` and `work_off` alone:
how a crew has a chunk redacted (by hands that each take a scope, with limits) is its own affair.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from typing import Protocol

from redact.pipeline.worker import take_chunk

_DIED = (False, "the worker died")
_PATIENCE_SECONDS = 5
_CONTEXT = multiprocessing.get_context("spawn")


class Waiting(Protocol):
    """What comes of a chunk some time later; `result` blocks until then, and may raise."""

    def result(self) -> object:
        """Return once the chunk is done."""


class Crew:
    """Some worker processes for one job, for as long as a `with` block lasts."""

    def __init__(self, job: str, workers: int) -> None:
        """Hire workers; a process begins with its first chunk."""
        self._members = [_Member(job) for _ in range(workers)]
        self._idle: SimpleQueue[_Member] = SimpleQueue()
        for member in self._members:
            self._idle.put(member)

    def take(self, number: int) -> tuple[bool, str]:
        """Have the next idle worker redact a chunk; return the same as `take_chunk`."""
        member = self._idle.get()
        try:
            return member.take(number)
        finally:
            self._idle.put(member)

    def dismiss(self) -> None:
        """End all workers, also those at work; a scope in hand is whole or not there."""
        for member in self._members:
            member.end()


_CREW: ContextVar[Crew | None] = ContextVar("crew", default=None)


@contextmanager
def crew(job: str, workers: int) -> Iterator[Crew]:
    """Let the chunks that are taken inside, also by other threads, be redacted by a crew."""
    hired = Crew(job, workers)
    before = _CREW.get()
    _CREW.set(hired)
    try:
        yield hired
    finally:
        _CREW.set(before)
        hired.dismiss()


def have_chunk_taken(job: str, number: int) -> tuple[bool, str]:
    """Have a chunk redacted by the crew of this context, or here where there is none."""
    hired = _CREW.get()
    return take_chunk(job, number) if hired is None else hired.take(number)


def work_off(job: str, workers: int, numbers: Iterator[int]) -> Iterator[int]:
    """Yield the number of each chunk when it is done, with no orchestrator: the plain batch."""
    if workers == 1:
        for number in numbers:
            take_chunk(job, number)
            yield number
        return
    with ThreadPoolExecutor(workers) as threads, crew(job, workers) as hired:
        yield from in_order(numbers, lambda number: threads.submit(hired.take, number), workers)


def in_order(
    numbers: Iterator[int], submit: Callable[[int], Waiting], workers: int
) -> Iterator[int]:
    """Yield each chunk's number when it is done, in order, with one chunk more begun than workers.

    What a chunk raises is its own affair: what its worker did not tell, the caller will miss.
    """
    waiting: deque[tuple[int, Waiting]] = deque()
    for number in numbers:
        waiting.append((number, submit(number)))
        if len(waiting) > workers:
            yield _first(waiting)
    while waiting:
        yield _first(waiting)


def _first(waiting: deque[tuple[int, Waiting]]) -> int:
    number, chunk = waiting.popleft()
    with contextlib.suppress(Exception):
        chunk.result()
    return number


class _Member:
    """One place in a crew, and the process that has it."""

    def __init__(self, job: str) -> None:
        self._job = job
        self._process: SpawnProcess | None = None
        self._line: connection.Connection | None = None
        self._ended = False

    def take(self, number: int) -> tuple[bool, str]:
        if self._ended:
            return _DIED
        try:
            line = self._line or self._begin()
            line.send(number)
            well, message = line.recv()
        except (EOFError, OSError):
            self._bury()
            return _DIED
        return bool(well), str(message)

    def end(self) -> None:
        self._ended = True
        if self._process is not None:
            self._process.terminate()
        self._bury()

    def _begin(self) -> connection.Connection:
        ours, theirs = _CONTEXT.Pipe()
        # A daemon: an interpreter that ends takes it along.
        self._process = _CONTEXT.Process(target=_serve, args=(self._job, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._line = ours
        return ours

    def _bury(self) -> None:
        if self._process is not None:
            self._process.join(_PATIENCE_SECONDS)
            if self._process.is_alive():
                self._process.kill()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def _serve(job: str, line: connection.Connection) -> None:
    """Redact chunk after chunk, for as long as somebody asks; the body of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides when to stop
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.getLogger().addHandler(logging.NullHandler())  # a library may quote a letter
    warnings.simplefilter("ignore")
    with contextlib.suppress(EOFError, OSError):
        while True:
            line.send(take_chunk(job, line.recv()))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
