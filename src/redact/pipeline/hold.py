"""One writer at a time for a folder of copies, also where two runs keep their records apart."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from redact.errors import LockedError
from redact.pipeline.files import make_folder, writing
from redact.pipeline.places import Place
from redact.pipeline.sources import shown

_UNSUPPORTED = (errno.ENOLCK, errno.EOPNOTSUPP, errno.EBADF, errno.EINVAL)


@contextmanager
def holding(place: Place) -> Iterator[None]:
    """Hold the folder of the copies; the operating system lets go of it when the process dies.

    A run that writes a single file shares its folder with others like it. Nothing is left in the
    folder, and one that was made for a run that wrote nothing is taken away again.

    Raises:
        LockedError: another run writes there.
        WriteError: the folder cannot be made.
    """
    made = not os.path.lexists(place.folder)
    with writing():
        make_folder(place.folder)
        handle = os.open(place.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _lock(handle, place)
        yield
    finally:
        os.close(handle)
        if made:
            with suppress(OSError):
                place.folder.rmdir()


def _lock(handle: int, place: Place) -> None:
    kind = fcntl.LOCK_SH if place.name else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LockedError(
            f"{shown(place.folder)}: another run writes its copies here; wait until it has ended"
        ) from None
    except OSError as error:
        # Some network drives have no such locks; the one on the records still holds.
        if error.errno not in _UNSUPPORTED:
            raise
