"""The process that made a job keeps a file of it locked, so that no other takes the job for dead.

The operating system drops the lock of a process that dies. Some network drives have no such locks;
there nobody is known to live.
"""

import contextlib
import fcntl
import os
from pathlib import Path

from redact.audit.folder import open_owned

#: A file that nobody reads: on some network drives, what is locked cannot be read.
_LOCKED = "owner"
#: The locked files of this process, by the folders of the jobs.
_OWNED: dict[Path, int] = {}


def own(folder: Path) -> None:
    """Let others know that a job is alive, until this process ends or disowns it.

    Raises:
        WriteError: the file cannot be made.
    """
    _OWNED[folder] = descriptor = open_owned(folder / _LOCKED)
    with contextlib.suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def disown(folder: Path) -> None:
    """Let go of a job, where this process owns it."""
    descriptor = _OWNED.pop(folder, None)
    if descriptor is not None:
        os.close(descriptor)


def has_owner(folder: Path) -> bool:
    """Return whether the process that made a job is known to live."""
    try:
        descriptor = os.open(folder / _LOCKED, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return isinstance(error, BlockingIOError)
    finally:
        os.close(descriptor)
    return False
