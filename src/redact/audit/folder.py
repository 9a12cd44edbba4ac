"""The records folder: who may read it, and which one process may write to it."""

import contextlib
import fcntl
import os
import secrets
from pathlib import Path

from redact.errors import LockedError, UsageError, WriteError

AUDIT_LOG = "audit.jsonl"
PRIVATE = "private"
REPORT = "report.html"

_OURS = frozenset({AUDIT_LOG, PRIVATE, REPORT})
#: Files that runs alone replace, and only while they hold the lock.
_OF_RUNS = ("letters.jsonl", "log-end", "map-end", REPORT)


def make_folders(records: Path) -> None:
    """Create the records folder and its private part, for the owner only.

    A folder that is there already is closed to others too, unless it also holds foreign files:
    then it is not ours to change.

    Raises:
        UsageError: the path is something else than a folder.
        WriteError: the folder cannot be created.
    """
    for folder in (records, records / PRIVATE):
        try:
            if _create(folder) or folder != records or _all_ours(folder):
                folder.chmod(0o700)
        except FileExistsError:
            raise UsageError(f"{folder} is not a folder; name another one for records") from None
        except OSError as error:
            raise cannot_write(folder, error) from None


def open_owned(path: Path) -> int:
    """Return a descriptor of a file that only its owner can read; create it where it is missing.

    Raises:
        WriteError: it cannot be opened.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise cannot_write(path, error) from None
    try:
        os.fchmod(descriptor, 0o600)
    except OSError as error:
        os.close(descriptor)
        raise cannot_write(path, error) from None
    return descriptor


def replace_owned(path: Path, data: bytes) -> None:
    """Put a file into place, whole or not at all, that only its owner can read.

    What stood there is replaced; a link is replaced too, and never followed.

    Raises:
        WriteError: it cannot be written; what stood there is as it was.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(draft, flags, 0o600), "wb") as stream:
            os.fchmod(stream.fileno(), 0o600)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def sweep_drafts(records: Path) -> None:
    """Remove what a run that was killed left of files that it was about to put into place.

    Call it with the lock held.
    """
    for folder in (records, records / PRIVATE):
        for name in _OF_RUNS:
            with contextlib.suppress(OSError):  # a folder that cannot be read is soon complained of
                for draft in folder.glob(f".{name}.*"):
                    draft.unlink()


def take_lock(records: Path) -> int:
    """Return a descriptor that makes this process the only writer until it is released.

    The operating system drops the lock of a process that dies.

    Raises:
        LockedError: another run holds the folder.
    """
    path = records / PRIVATE / "lock"
    descriptor = open_owned(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise LockedError(
            f"{records}: another run writes its records here; wait until it has ended"
        ) from None
    except OSError as error:
        os.close(descriptor)
        raise cannot_write(path, error) from None
    return descriptor


def release_lock(descriptor: int) -> None:
    """Let go of the folder, also on behalf of forked workers that hold the same descriptor."""
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names of the files in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def cannot_write(path: Path, error: OSError) -> WriteError:
    """Return the error that tells the user which file could not be written, and why."""
    return WriteError(f"{path} cannot be written: {error.strerror}; remove the cause and run again")


def _create(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        if not folder.is_dir():
            raise
        return False
    return True


def _all_ours(folder: Path) -> bool:
    return {entry.name for entry in folder.iterdir()} <= _OURS
