"""The formats that can be read and written, and the way from a file to a document."""

import errno
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import MappingProxyType

from redact.config import Limits
from redact.datamodel import Document
from redact.errors import FormatError, InputError
from redact.formats import text

_PLAIN = "txt"


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is read, written, and read again by a reader of its own."""

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str, str], Document]
    write: Callable[[Document], bytes]
    reopen: Callable[[bytes, Document], str]


#: Every format by its name, which is also the suffix of its copies.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        _PLAIN: Format((".txt", ".text"), text.read, text.write, text.reopen),
        "md": Format((".md", ".markdown"), text.read, text.write, text.reopen),
    }
)


def kind_of(name: PurePath) -> str:
    """Return the format that plain text under this name has: Markdown by its suffix, or text.

    Whether a file *is* text, only its content tells.

    >>> kind_of(PurePath("README.md")), kind_of(PurePath("letter"))
    ('md', 'txt')
    """
    suffix = name.suffix.lower()
    return next((kind for kind, form in FORMATS.items() if suffix in form.suffixes), _PLAIN)


def read(path: Path, document_id: str, limits: Limits) -> Document:
    """Return the document that a file holds.

    Raises:
        InputError: the file cannot be read, or is no regular file.
        FormatError: it is too large, or in a format that this version does not read.
    """
    return read_bytes(load(path, limits), document_id, kind_of(path))


def read_bytes(data: bytes, document_id: str, kind: str = _PLAIN) -> Document:
    """Return the document that the bytes hold.

    Raises:
        FormatError: the bytes are in a format that this version does not read.
    """
    return FORMATS[kind].read(data, document_id, kind)


def write(document: Document) -> bytes:
    """Return the bytes of a document in its own format.

    Raises:
        WriteError: the format cannot hold a character.
    """
    return FORMATS[document.format].write(document)


def reopen(data: bytes, document: Document) -> str:
    """Return the text of a copy as another reader than `read` sees it, for the search in it.

    Raises:
        FormatError: the bytes cannot be read in the format of `document`.
    """
    return FORMATS[document.format].reopen(data, document)


def load(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a regular file; a pipe or a device is refused, never waited for.

    Raises:
        InputError: the file cannot be read, or is no regular file.
        FormatError: it is larger than the limit.
    """
    most = limits.max_megabytes * 1_000_000
    try:
        _require_file(path.stat())
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        with os.fdopen(handle, "rb") as file:
            _require_file(os.fstat(handle))
            data = file.read(most + 1)
    except OSError as error:
        raise InputError(unreadable(error)) from None
    if len(data) > most:
        raise FormatError(
            f"larger than {limits.max_megabytes} MB; split it, or raise limits.max_megabytes"
        )
    return data


def unreadable(error: OSError) -> str:
    """Return in fixed words why a file cannot be read; its path is not told."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "there is no such file; check the path"
    if error.errno == errno.ELOOP:
        return "a loop of symbolic links; remove the link"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "no permission to read it; change its permissions"
    if error.errno == errno.ENAMETOOLONG:
        return "the file name is too long; rename it"
    return f"it cannot be read ({errno.errorcode.get(error.errno or 0, 'I/O error')})"


def _require_file(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise InputError("a folder, not a file; give a letter, or the folder as input")
    if not stat.S_ISREG(status.st_mode):
        raise InputError("a pipe, a socket or a device, not a file; copy the letter to a file")
