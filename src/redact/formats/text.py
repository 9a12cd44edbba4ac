"""Read and write plain text (.txt) and Markdown (.md), byte for byte."""

import io
import re

from redact.datamodel import Document, Segment
from redact.errors import FormatError, WriteError
from redact.formats.encodings import decode
from redact.formats.sniff import known_binary, known_markup

#: Control characters that plain text has no use for; tab, line ends, VT and FF are text.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_DOS_END = "\x1a"
_HINT = "save its text as .txt (this version reads .txt and .md)"


def read(data: bytes, document_id: str, kind: str = "txt") -> Document:
    """Return the document that plain text holds; no bytes give an empty document.

    Raises:
        FormatError: the bytes are of another format, damaged, or no text at all.
    """
    binary = known_binary(data)
    if binary is not None:
        raise FormatError(f"this is {binary}, not plain text; {_HINT}")
    text, encoding, mark = decode(data)
    markup = known_markup(text)
    if markup is not None:
        raise FormatError(f"this is {markup}, not plain text; {_HINT}")
    if _CONTROL.search(text.removesuffix(_DOS_END)):
        raise FormatError(f"not plain text (it holds control characters); {_HINT}")
    segments = (Segment(text),) if text else ()
    return Document(document_id, segments, format=kind, encoding=encoding, bom=mark)


def write(document: Document) -> bytes:
    """Return the bytes of a document, in the encoding it was read in.

    Raises:
        WriteError: the text holds a character that the encoding cannot write.
    """
    try:
        return document.bom + document.text.encode(document.encoding)
    except UnicodeEncodeError:
        raise WriteError(f"a character cannot be written in {document.encoding}") from None


def reopen(data: bytes, document: Document) -> str:
    """Return the text of a written copy, read by a reader of its own (an incremental decoder).

    Raises:
        FormatError: the bytes are not text in the encoding of `document`.
    """
    if not data.startswith(document.bom):
        raise FormatError("the copy does not begin with the byte order mark of its source")
    body = io.BytesIO(data[len(document.bom) :])
    try:
        with io.TextIOWrapper(body, encoding=document.encoding, newline="") as reader:
            return reader.read()
    except UnicodeDecodeError:
        raise FormatError(f"the copy cannot be read as {document.encoding}") from None
