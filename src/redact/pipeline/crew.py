"""Worker processes that redact the chunks of a job; each loads the model once.

Threads would gain nothing, and a pool of the standard library breaks with its first dead process.
Here a chunk is handed over scope by scope: one that ends its worker, or takes too long or too much
memory, gets results that say so, and a new worker takes the next. A worker ends with the process
that made it, however that ends.

The flow and the command line know of `crew`, `have_chunk_taken`, `in_order` and `work_off` alone:
how a crew has a chunk redacted is its own affair.
"""

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from queue import SimpleQueue
from typing import Protocol

from redact.datamodel import Outcome
from redact.errors import ExitCode, RedactError
from redact.pipeline.job import JobFolder, folder_of
from redact.pipeline.plan import PlannedScope
from redact.pipeline.results import LetterResult
from redact.pipeline.watched import DIED, LostError, Watched, WorkerError


class Waiting(Protocol):
    """What comes of a chunk some time later; `result` blocks until then, and may raise."""

    def result(self) -> object:
        """Return once the chunk is done."""


class Crew:
    """Some worker processes for one job, for as long as a `with` block lasts."""

    def __init__(self, folder: JobFolder, workers: int) -> None:
        """Hire workers; a process begins with its first chunk."""
        self.folder = folder
        self._members = [_Member(folder) for _ in range(workers)]
        self._idle: SimpleQueue[_Member] = SimpleQueue()
        for member in self._members:
            self._idle.put(member)

    def take(self, number: int) -> tuple[bool, str]:
        """Have the next idle worker redact a chunk and leave the results in the job's files.

        Returns whether all is well, and a count of letters or the type of an error.
        """
        member = self._idle.get()
        try:
            return True, str(member.take(number))
        except Exception as error:  # noqa: BLE001 - its message may hold a path
            return False, type(error).__name__
        finally:
            self._idle.put(member)

    def dismiss(self) -> None:
        """End all workers, also those at work; a scope in hand is whole or not there."""
        for member in self._members:
            member.end()


class _Member:
    """One place in a crew, and the process that has it."""

    def __init__(self, folder: JobFolder) -> None:
        self._folder = folder
        self._process: Watched | None = None
        self._ended = False
        self._at_work = threading.Lock()

    def take(self, number: int) -> int:
        """Have a chunk redacted, and count its letters.

        Raises:
            RedactError: no worker can begin, or the results cannot be written.
        """
        with self._at_work:
            return self._take(number)

    def end(self) -> None:
        """End the process at once; whoever waits for it is told that it died."""
        self._ended = True
        process = self._process
        if process is not None:
            process.kill()
        with self._at_work:
            self._bury()

    def _take(self, number: int) -> int:
        chunk = self._folder.chunk(number)
        if chunk.alone:
            self._bury()
        count = 0
        for index, scope in enumerate(chunk.scopes):
            if self._ended:
                break
            seconds = chunk.max_seconds and chunk.max_seconds * len(scope.letters)
            try:
                line = self._worker().redact(number, index, seconds)
            except LostError as lost:
                self._bury()
                if self._ended:
                    break
                self._folder.put_results(number, index, _lost(scope, lost.reason))
            else:
                self._folder.put_line(number, line)
            count += len(scope.letters)
        return count

    def _worker(self) -> Watched:
        """Return the process, begun and ready; why none can begin is left in the job's files."""
        if self._process is None:
            try:
                self._process = Watched(self._folder)
                self._process.wait()
            except RedactError as error:
                self._bury()
                if not self._ended:
                    self._folder.put_failure(type(error).__name__, str(error))
                raise
            if self._ended:
                raise WorkerError("the work was stopped")
        return self._process

    def _bury(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


_CREW: ContextVar[Crew | None] = ContextVar("crew", default=None)
_LONE_LOCK = threading.Lock()
#: The one worker of a process that has no crew, such as one of a cluster.
_LONE: list[Crew] = []


@contextmanager
def crew(job: str, workers: int) -> Iterator[Crew]:
    """Let the chunks that are taken inside, also by other threads, be redacted by a crew.

    Raises:
        ConfigError: the environment does not say where the records are.
    """
    hired = Crew(folder_of(job), workers)
    before = _CREW.get()
    _CREW.set(hired)
    try:
        yield hired
    finally:
        _CREW.set(before)
        hired.dismiss()


def have_chunk_taken(job: str, number: int) -> tuple[bool, str]:
    """Have a chunk redacted by the crew of this context, or by one worker that is kept for more."""
    try:
        return (_CREW.get() or _lone(job)).take(number)
    except RedactError as error:
        return False, type(error).__name__


def let_go(job: str) -> None:
    """End the worker that was kept for a job, if there is one."""
    with _LONE_LOCK:
        kept = [one for one in _LONE if one.folder.job_id == job]
        _LONE[:] = [one for one in _LONE if one not in kept]
    for one in kept:
        one.dismiss()


def work_off(job: str, workers: int, numbers: Iterator[int]) -> Iterator[int]:
    """Yield the number of each chunk when it is done, with no orchestrator: the plain batch."""
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


def _lone(job: str) -> Crew:
    with _LONE_LOCK:
        if not _LONE or _LONE[0].folder.job_id != job:
            for one in _LONE:
                one.dismiss()
            _LONE[:] = [Crew(folder_of(job), 1)]
        return _LONE[0]


def _lost(scope: PlannedScope, reason: str) -> tuple[LetterResult, ...]:
    """Return the results of a scope that its worker did not outlive."""
    code = ExitCode.UNEXPECTED if reason == DIED else ExitCode.FORMAT
    told = (scope.scope_id, Outcome.REFUSED, code, reason)
    return tuple(LetterResult(one.letter_id, *told, lethal=True) for one in scope.letters)
