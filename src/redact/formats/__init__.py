"""The formats that can be read and written, and the way from a file to a document."""

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath
from types import MappingProxyType

from redact.config import Documents, Limits
from redact.datamodel import Document
from redact.errors import FormatError, InputError
from redact.formats.form import Channel, Format, Options, Reopened
from redact.formats.sniff import WINDOW, document_kind, known_binary

_PLAIN = "txt"
_MARKDOWN = (".md", ".markdown")
#: The module of each format by its name, loaded when it is asked for: most runs need one or two.
_MODULES: Mapping[str, str] = MappingProxyType(
    {
        _PLAIN: "redact.formats.text",
        "md": "redact.formats.text",
        "docx": "redact.formats.docx",
        "odt": "redact.formats.odt",
        "pdf": "redact.formats.pdf",
        "html": "redact.formats.html",
        "eml": "redact.formats.eml",
        "plain": "redact.formats.plain",
    }
)
#: The suffix of a copy, where it is not the name of the format.
_SUFFIXES: Mapping[str, str] = MappingProxyType({"plain": ".txt"})
#: The suffixes by which people know the formats.
_KNOWN_BY: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".txt", ".text"), _PLAIN),
        **dict.fromkeys(_MARKDOWN, "md"),
        **dict.fromkeys((".docx", ".docm"), "docx"),
        ".odt": "odt",
        ".pdf": "pdf",
        **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
        ".eml": "eml",
    }
)
#: Those whose files are plain text.
TEXTS = (_PLAIN, "md", "plain")
#: Those that write back every character and byte outside the replaced spans.
EXACT = ("txt", "md")


def form(kind: str) -> Format:
    """Return the format of a name."""
    found: Format = import_module(_MODULES[kind]).FORMAT
    return found


def suffix_of(kind: str) -> str:
    """Return the suffix that copies in a format have.

    >>> suffix_of("docx")
    '.docx'
    """
    return _SUFFIXES.get(kind, f".{kind}")


def kind_of_suffix(suffix: str) -> str | None:
    """Return the format that a suffix, in lower case, tells of; None where it tells nothing.

    >>> kind_of_suffix(".htm"), kind_of_suffix(".final")
    ('html', None)
    """
    return _KNOWN_BY.get(suffix)


def kind_of(data: bytes, name: PurePath = PurePath()) -> str:  # noqa: B008 - frozen
    """Return the format that bytes are read in: by their content, for text by the suffix.

    The first and the last bytes of a file are enough. What is in no format that is read counts as
    text here, and is refused by its reader.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"# Read", PurePath("README.md")), kind_of(b"Dear Anna")
    ('pdf', 'md', 'txt')
    """
    kind = document_kind(data, name.suffix.lower())
    if kind is not None:
        return kind
    return "md" if kind_of_suffix(name.suffix.lower()) == "md" else _PLAIN


def kind_of_file(path: Path) -> str:
    """Return the format that a file is read in; what cannot be read counts as text."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        with os.fdopen(handle, "rb") as file:
            _require_file(os.fstat(handle))
            head = file.read(WINDOW)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(len(head), size - WINDOW))
            return kind_of(head + file.read(WINDOW), path)
    except (OSError, InputError):
        return kind_of(b"", path)


def is_refused(path: Path) -> bool:
    """Return whether a file begins like one of a format that is known and not read."""
    try:
        with path.open("rb") as file:
            head = file.read(WINDOW)
    except OSError:
        return False
    binary = known_binary(head)
    return (binary is not None and document_kind(head) is None) or head.startswith(b"{\\rtf")


def target_of(kind: str, documents: Documents) -> str:
    """Return the format of the copy of a letter in a format.

    >>> target_of("docx", Documents(uniform="txt", pdf_output="pdf", keep_images=False))
    'plain'
    """
    wanted = documents.uniform or (documents.pdf_output if kind == "pdf" else kind)
    return "plain" if wanted == "txt" and (documents.uniform or kind == "pdf") else wanted


def recast(document: Document, documents: Documents) -> Document:
    """Return a document as its copy is to be written: in its own format, or set anew in another."""
    target = target_of(document.format, documents)
    if target == document.format and documents.uniform is None:
        return document
    return replace(document, format=target, encoding="utf-8", bom=b"", skeleton={})


def read(path: Path, document_id: str, limits: Limits, options: Options = Options()) -> Document:  # noqa: B008 - frozen
    """Return the document that a file holds.

    Raises:
        InputError: the file cannot be read, or is no regular file.
        FormatError: it is too large, or in a format that is not read.
    """
    return read_bytes(load(path, limits), document_id, path, options)


def read_bytes(
    data: bytes,
    document_id: str,
    name: PurePath = PurePath(),  # noqa: B008 - frozen
    options: Options = Options(),  # noqa: B008 - frozen
) -> Document:
    """Return the document that the bytes hold; the name tells Markdown from text.

    Raises:
        FormatError: the bytes are in a format that is not read, or cannot be redacted safely.
    """
    kind = kind_of(data, name)
    document = form(kind).read(data, document_id, options)
    return document if document.format == kind else replace(document, format=kind)


def write(document: Document) -> bytes:
    """Return the bytes of a document in its own format.

    Raises:
        WriteError: the format cannot hold a character.
    """
    return form(document.format).write(document)


def reopen(data: bytes, document: Document) -> Reopened:
    """Return a copy as another reader than `read` sees it, for the search in it.

    Raises:
        FormatError: the bytes cannot be read in the format of `document`.
    """
    return form(document.format).reopen(data, document)


def channels(data: bytes, name: PurePath) -> tuple[str, tuple[Channel, ...]]:
    """Return the format that bytes are in, and what they carry, channel by channel.

    Raises:
        FormatError: the bytes are in a format that is not read.
    """
    kind = kind_of(data, name)
    return kind, form(kind).channels(data)


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
