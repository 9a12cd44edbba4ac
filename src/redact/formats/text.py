"""Read and write plain text (.txt) and Markdown (.md), byte for byte."""

import io
import re

from redact.datamodel import Document, Segment
from redact.errors import FormatError, WriteError
from redact.formats.coded import refuse_coded
from redact.formats.encodings import decode
from redact.formats.form import Channel, Fate, Format, Options, Reopened
from redact.formats.sniff import advice, known_binary, known_markup

#: Control characters that plain text has no use for; tab, line ends, VT and FF are text.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_DOS_END = "\x1a"
_NO_OPTIONS = Options()


def read(data: bytes, document_id: str, _options: Options = _NO_OPTIONS) -> Document:
    """Return the document that plain text holds; no bytes give an empty document.

    Raises:
        FormatError: the bytes are of another format, damaged, or no text at all.
    """
    binary = known_binary(data)
    if binary is not None:
        raise FormatError(f"this is {binary}, which is not read; {advice(binary)}")
    text, encoding, mark = decode(data)
    markup = known_markup(text)
    if markup is not None:
        raise FormatError(f"this is {markup}, which is not read; {advice(markup)}")
    refuse_coded(text)
    if _CONTROL.search(text.removesuffix(_DOS_END)):
        raise FormatError(f"not plain text (it holds control characters); {advice()}")
    segments = (Segment(text),) if text else ()
    return Document(document_id, segments, encoding=encoding, bom=mark)


def write(document: Document) -> bytes:
    """Return the bytes of a document, in the encoding it was read in.

    Raises:
        WriteError: the text holds a character that the encoding cannot write.
    """
    try:
        return document.bom + document.text.encode(document.encoding)
    except UnicodeEncodeError:
        raise WriteError(f"a character cannot be written in {document.encoding}") from None


def reopen(data: bytes, document: Document) -> Reopened:
    """Return the text of a written copy, read by a reader of its own (an incremental decoder).

    Raises:
        FormatError: the bytes are not text in the encoding of `document`.
    """
    if not data.startswith(document.bom):
        raise FormatError("the copy does not begin with the byte order mark of its source")
    body = io.BytesIO(data[len(document.bom) :])
    try:
        with io.TextIOWrapper(body, encoding=document.encoding, newline="") as reader:
            return Reopened(reader.read())
    except UnicodeDecodeError:
        raise FormatError(f"the copy cannot be read as {document.encoding}") from None


def channels(data: bytes) -> tuple[Channel, ...]:
    """Return what plain text carries: itself.

    Raises:
        FormatError: the bytes are of another format, damaged, or no text at all.
    """
    return (Channel("text", len(read(data, "").text), Fate.REWRITTEN),)


FORMAT = Format((".txt", ".text", ".md", ".markdown"), read, write, reopen, channels)
