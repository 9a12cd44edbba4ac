"""One worker process and the watch over it: it tells results, or is lost over a letter."""

import contextlib
import os
import socket
import subprocess
from multiprocessing.connection import Connection

from redact import errors
from redact.errors import RedactError
from redact.pipeline import hand
from redact.pipeline.job import JobFolder
from redact.pipeline.results import OUT_OF_MEMORY

#: How long a worker may take to load the model.
_LOAD_SECONDS = 600
DIED = "it ended the worker that redacted it"
TOO_LONG = "it takes longer than the limit; split it, or raise limits.max_seconds"
TOO_MUCH = "it takes more memory than the limit; split it, or raise limits.max_memory_megabytes"


class WorkerError(RedactError):
    """A worker cannot begin; the message names the type of its error."""


class LostError(Exception):
    """A worker died, or had to be ended, over a scope; `reason` is told in fixed words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Watched:
    """A worker process, and this end of the socket to it."""

    __slots__ = ("_lifeline", "_pipe", "_process", "lives")

    def __init__(self, folder: JobFolder) -> None:
        """Start the process; `wait` tells when it is ready.

        Raises:
            WorkerError: the system does not let it start.
        """
        try:
            ours, theirs = socket.socketpair()
            read_end, self._lifeline = os.pipe()
        except OSError as error:
            raise _cannot_start(error) from None
        handles = (theirs.fileno(), read_end)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                hand.command(*handles, str(folder.records), folder.job_id),
                pass_fds=handles,
                env=hand.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            ours.close()
            os.close(self._lifeline)
            raise _cannot_start(error) from None
        finally:
            theirs.close()
            os.close(read_end)
        self.lives = True
        self._pipe = Connection(ours.detach())
        with contextlib.suppress(OSError):  # one that is dead already is found out by `wait`
            self._pipe.send(folder.key)

    def wait(self) -> None:
        """Return once its model is loaded.

        Raises:
            RedactError: it cannot begin, for this reason.
        """
        try:
            told = self._receive(_LOAD_SECONDS)
        except LostError:
            raise WorkerError("a worker ended before it began; is there enough memory?") from None
        if told[0] == hand.FAILED:
            self.end()
            raise as_error(*told[1:])

    def redact(self, number: int, index: int, seconds: float | None) -> str:
        """Return the results of a scope of a chunk, as the job's files hold them.

        Raises:
            LostError: the worker did not outlive it.
        """
        try:
            self._pipe.send((number, index))
        except OSError:
            self.end()
            raise LostError(DIED) from None
        line = self._receive(seconds)[1]
        if OUT_OF_MEMORY in line:
            self.end()
            raise LostError(TOO_MUCH)
        return line

    def kill(self) -> None:
        """Kill the process; whoever waits for it is told that it is lost."""
        self._process.kill()

    def end(self) -> None:
        """End the process, whatever it does; a scope in hand is whole or not there."""
        if self.lives:
            self.lives = False
            self._process.kill()
            self._process.wait()
            self._pipe.close()
            os.close(self._lifeline)

    def _receive(self, seconds: float | None) -> tuple[str, ...]:
        try:
            if not self._pipe.poll(seconds):
                self.end()
                raise LostError(TOO_LONG)
            told: tuple[str, ...] = self._pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise LostError(DIED) from None
        return told


def as_error(name: str, message: str) -> RedactError:
    """Return the error that a worker could not begin for, by its type and what it says."""
    kind = WorkerError if name == WorkerError.__name__ else getattr(errors, name, None)
    if message and isinstance(kind, type) and issubclass(kind, RedactError):
        return kind(message)
    return WorkerError(f"a worker cannot begin ({name}); see redact doctor")


def _cannot_start(error: OSError) -> WorkerError:
    return WorkerError(f"a worker cannot be started: {error.strerror}")
