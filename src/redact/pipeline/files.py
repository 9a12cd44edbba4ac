"""Put a copy into place: written aside, read back, searched, and only then moved."""

import errno
import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from redact.errors import WriteError

#: The one timestamp of every copy: 1980-01-01T00:00:00Z, the oldest that every format can hold.
TIMESTAMP_NS = 315_532_800 * 10**9
#: What the name of everything begins with that is not yet, or no longer, a copy.
TEMPORARY = ".redact-"

_PART = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class NotWrittenError(WriteError):
    """The disk does not take a copy; another time it may."""


def publish(data: bytes, target: Path, check: Callable[[bytes], None]) -> str:
    """Write a copy to `target` and return its SHA-256.

    The bytes go to a temporary file beside the target, and are read back from disk and handed to
    `check`; only if that raises nothing is the file moved into place. A link that stands at the
    target is replaced, never followed. Whatever goes wrong, no temporary file is left. The copy
    keeps its name through a power cut once `sync_folders` has returned.

    Raises:
        WriteError: the copy cannot be written.
    """
    with writing():
        make_folder(target.parent)
        temporary = target.parent / f"{TEMPORARY}{secrets.token_hex(8)}"
        handle = os.open(temporary, _CREATE, 0o600)
        try:
            lock(handle)
            _write(handle, data)
            check(_read_back(temporary, data))
            os.fchmod(handle, 0o644 & ~umask())
            os.utime(handle, ns=(TIMESTAMP_NS, TIMESTAMP_NS))
            os.fsync(handle)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        finally:
            os.close(handle)
    return hashlib.sha256(data).hexdigest()


def sync_folders(folders: Iterable[Path]) -> None:
    """Make the names of the files in some folders last through a power cut.

    Raises:
        NotWrittenError: the disk fails.
    """
    with writing():
        for folder in folders:
            if folder.is_dir():
                sync_folder(folder)


def remove_copy(copy: Path, out: Path) -> None:
    """Remove a copy from OUT, and the folders below OUT that it leaves empty.

    Raises:
        NotWrittenError: it cannot be removed.
    """
    with writing():
        copy.unlink(missing_ok=True)
        folder = copy.parent
        while folder != out and folder.is_relative_to(out) and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
        sync_folder(folder)


def holds(path: Path, sha256: str) -> bool:
    """Return whether a file, and no link, holds just what has this hash."""
    content = hashlib.sha256()
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as stream:
            while part := stream.read(_PART):
                content.update(part)
    except OSError:
        return False
    return content.hexdigest() == sha256


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; there is no error if it exists."""
    folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def writing() -> Iterator[None]:
    """Turn an error of the file system into one clear sentence.

    Raises:
        NotWrittenError: in place of any `OSError`.
    """
    try:
        yield
    except OSError as error:
        raise NotWrittenError(_explain(error)) from None


_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def _write(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _read_back(path: Path, data: bytes) -> bytes:
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:
        written = file.read()
    if written != data:
        raise WriteError("the disk gave back other bytes than were written; check the disk")
    return written


def lock(handle: int) -> None:
    """Mark a temporary file as in use; the mark ends with the process, however it ends."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.EOPNOTSUPP, errno.EBADF):
            raise


def sync_folder(folder: Path) -> None:
    """Make a move last through a power cut, where the file system can."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EROFS, errno.EACCES):
            raise
    finally:
        os.close(handle)


def umask() -> int:
    """Return which permissions new files are not to have."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _explain(error: OSError) -> str:
    if error.errno in _FULL:
        return "no space left for the copy; make room and run again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "no permission to write the copy; choose another -o"
    return f"the copy cannot be written ({errno.errorcode.get(error.errno or 0, 'I/O error')})"
