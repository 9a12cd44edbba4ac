"""Put a folder of copies into place: whole, and over nothing that is somebody else's."""

import contextlib
import ctypes
import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from redact.errors import InputError
from redact.pipeline.files import (
    TEMPORARY,
    TIMESTAMP_NS,
    lock,
    make_folder,
    sync_folder,
    umask,
    writing,
)
from redact.pipeline.sources import shown

#: What file browsers leave in folders that somebody looked into.
_OF_BROWSERS = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_STRANGER = "a file of somebody else stands in the dossier's folder"
_TEMPORARY_NAME = re.compile(re.escape(TEMPORARY) + "[0-9a-f]{16}")
#: For renameat2(2): paths count from the current folder, and names are exchanged.
_HERE, _EXCHANGE = -100, 2


class StrangerError(InputError):
    """A file of somebody else stands in a folder that would be replaced whole; it may go."""

    def __init__(self, path: PurePath) -> None:
        """Name the file behind the semicolon, where the audit log and the report do not look."""
        super().__init__(f"{_STRANGER}; move {shown(path)} away")


@contextmanager
def staged_folder(target: Path, ours: Container[PurePath] | None = None) -> Iterator[Path]:
    """Give a temporary folder that stands at `target` afterwards, whole, or not at all.

    An earlier folder at `target` is replaced at once where the system can exchange two names; else
    there is a moment with neither. If it holds more than `ours`, it stays, and so does the rest.

    Args:
        ours: the paths below `target` that may be replaced; None for all of them.

    Raises:
        StrangerError: something else stands in the earlier folder.
        WriteError: a folder cannot be made or moved.
    """
    with writing():
        make_folder(target.parent)
        staging = target.parent / f"{TEMPORARY}{secrets.token_hex(8)}"
        staging.mkdir(0o700)
        handle = os.open(staging, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            lock(handle)
            yield staging
            _close(staging, handle)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        else:
            _swap(staging, target, ours)
        finally:
            os.close(handle)
        sync_folder(target.parent)


def strangers(folder: Path, ours: Container[PurePath]) -> Iterator[PurePath]:
    """Yield what stands in a folder, links included, that is not ours, by its path in there.

    What file browsers leave is nobody's, and temporary files are of a run that died. Where no
    folder but a file or a link stands, that is one.

    Raises:
        OSError: a folder cannot be looked into.
    """
    if folder.is_symlink() or not folder.is_dir():
        yield PurePath()
        return
    for place, folders, names in os.walk(folder, onerror=_raise):
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in (*names, *links):
            path = PurePath(place, name).relative_to(folder)
            passing = name in _OF_BROWSERS or _TEMPORARY_NAME.fullmatch(name)
            if path not in ours and not passing:
                yield path


def sweep(folders: Iterable[Path], ours: Container[PurePath] | None = None) -> int:
    """Remove from these folders what a run that died left of its temporary files; count them.

    What a living run still holds is left alone. Of temporary folders no more is removed than
    `ours`: a run may have died when it had just put one in the place of an earlier one.
    """
    removed = 0
    for folder in folders:
        for path in _temporary(folder):
            if path.is_dir():
                _clear(path, ours)
            else:
                path.unlink(missing_ok=True)
            removed += 1
    return removed


def _close(staging: Path, handle: int) -> None:
    """Give a folder of copies, and those in it, what the world sees of them."""
    for place, _, _ in os.walk(staging, topdown=False):
        Path(place).chmod(0o755 & ~umask())
        os.utime(place, ns=(TIMESTAMP_NS, TIMESTAMP_NS))
    os.fsync(handle)


def _swap(staging: Path, target: Path, ours: Container[PurePath] | None) -> None:
    """Put a folder into the place of another, once more if that held something of somebody else.

    Whatever happens, nothing is removed that neither this run nor an earlier one wrote.
    """
    removable: Container[PurePath] | None = frozenset(strangers(staging, ()))
    try:
        if not os.path.lexists(target):
            staging.rename(target)
            return
        _exchange(staging, target)
        try:
            _refuse_strangers(staging, target.name, ours)
        except (OSError, StrangerError):
            _exchange(staging, target)
            raise
        removable = ours
    finally:
        _clear(staging, removable)


def _refuse_strangers(folder: Path, name: str, ours: Container[PurePath] | None) -> None:
    found = None if ours is None else next(strangers(folder, ours), None)
    if found is not None:
        raise StrangerError(PurePath(name, found))


def _clear(folder: Path, ours: Container[PurePath] | None) -> None:
    """Remove a temporary folder as far as what it holds is ours; None for all of it."""
    if folder.is_symlink():
        folder.unlink()
    if ours is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(place, name)
            passing = name in _OF_BROWSERS or _TEMPORARY_NAME.fullmatch(name)
            if passing or path.relative_to(folder) in ours:
                with contextlib.suppress(OSError):
                    path.unlink()
        with contextlib.suppress(OSError):
            Path(place).rmdir()


def _exchange(one: Path, other: Path) -> None:
    """Let two paths change places, at once where the system can."""
    if _exchanged(one, other):
        return
    aside = other.parent / f"{TEMPORARY}{secrets.token_hex(8)}"
    other.rename(aside)
    try:
        one.rename(other)
    except BaseException:
        aside.rename(other)
        raise
    aside.rename(one)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two paths change places at once; return whether that was done. Linux alone knows how."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return done == 0


def _temporary(folder: Path) -> tuple[Path, ...]:
    try:
        found = tuple(path for path in folder.iterdir() if _TEMPORARY_NAME.fullmatch(path.name))
    except OSError:
        return ()
    return tuple(path for path in found if not path.is_symlink() and _abandoned(path))


def _abandoned(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        os.close(handle)
    return True


def _raise(error: OSError) -> None:
    raise error
