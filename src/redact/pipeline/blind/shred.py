"""Files whose old bytes are to be gone from the disk, and not only their names."""

import errno
import os
import re
from contextlib import suppress
from pathlib import Path

from redact.audit.folder import cannot_write, replace_owned


def rewrite(path: Path, data: bytes) -> None:
    """Put a file into place, whole or not at all, and blacken what stood there where it lay.

    A link is replaced, and never followed.

    Raises:
        WriteError: it cannot be written; what stood there is as it was.
    """
    old = _opened(path)
    try:
        replace_owned(path, data)
        _blacken(old)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        _close(old)


def remove(path: Path) -> None:
    """Remove a file and blacken its bytes where they lay; it is no error if there is none.

    Raises:
        WriteError: it cannot be removed.
    """
    old = _opened(path)
    try:
        path.unlink(missing_ok=True)
        _blacken(old)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        _close(old)


def sweep(folder: Path, name: str = "") -> None:
    """Remove what killed runs left there of files half-way put into place: of one, or of all.

    Raises:
        WriteError: a draft cannot be removed.
    """
    pattern = re.compile(rf"\.{re.escape(name) or '.+'}\.[0-9a-f]{{16}}")
    drafts: list[Path] = []
    with suppress(OSError):
        drafts = [path for path in folder.iterdir() if pattern.fullmatch(path.name)]
    for draft in drafts:
        remove(draft)


def _opened(path: Path) -> int | None:
    with suppress(OSError):
        return os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    return None


def _close(handle: int | None) -> None:
    if handle is not None:
        os.close(handle)


def _blacken(handle: int | None) -> None:
    """Write zeros over a file that has lost its name; not every disk writes where it read."""
    if handle is None or os.fstat(handle).st_nlink:  # somebody's backup, by another name
        return
    try:
        os.pwrite(handle, bytes(os.fstat(handle).st_size), 0)
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EROFS, errno.EIO, errno.ENOSPC):
            raise
