"""Read the header of a mail, however broken: encoded words, all charsets, raw bytes."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator

from redact.errors import FormatError
from redact.formats.html.decoding import cleaned, decode_labelled

#: Whom a copy comes from and goes to.
NEUTRAL = "redacted@redacted.invalid"
#: Header lines that name people; they are searched, and dropped.
NAMING = frozenset(
    {
        "from", "to", "cc", "bcc", "reply-to", "sender", "organization", "return-path",
        "delivered-to", "resent-from", "resent-to", "resent-cc", "resent-sender",
        "disposition-notification-to", "x-original-to", "x-sender",
    }
)  # fmt: skip
#: Header lines by which a mail is known.
USUAL = NAMING | {"subject", "date", "message-id", "mime-version", "content-type", "received"}

_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=", re.I)
_BETWEEN = re.compile(r"(?<=\?=)\s+(?==\?[^?\s]+\?[bq]\?)", re.I)
_FOLD = re.compile(r"\s*[\r\n]\s*")
_LONGEST = 100_000
_PAYLOAD = 42


def decoded(value: object) -> str:
    """Return a header line as a mail program shows it.

    >>> decoded("=?utf-8?q?Anna_K=C5?= =?utf-8?b?gm9z?=")
    'Anna Kłos'
    """
    raw = str(value)[:_LONGEST].encode("utf-8", "surrogateescape")
    line = _BETWEEN.sub("", _FOLD.sub(" ", _guessed(raw, "")))
    return " ".join(cleaned("".join(_pieces(line))).split())


def encoded(text: str) -> str:
    """Return a header line that holds a text, in encoded words where it is not plain ASCII.

    >>> encoded("On [name]")
    'On [name]'
    """
    text = " ".join(text.split())
    if text.isascii() and "=?" not in text and len(text) < 900:
        return text
    words: list[str] = []
    piece = b""
    for char in text:
        byte = char.encode()
        if len(piece) + len(byte) > _PAYLOAD:
            words.append(_word(piece))
            piece = b""
        piece += byte
    return "\r\n ".join([*words, _word(piece)])


def _word(piece: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(piece).decode()}?="


def _pieces(line: str) -> Iterator[str]:
    """Yield the texts of a line; words that follow each other in one charset are one text."""
    end = 0
    label, data = "", b""
    for match in _WORD.finditer(line):
        if match.start() > end or match[1].lower() != label:
            yield _guessed(data, label)
            data = b""
        yield line[end : match.start()]
        label = match[1].lower()
        data += _bytes(match[2].lower(), match[3])
        end = match.end()
    yield _guessed(data, label)
    yield line[end:]


def _bytes(kind: str, text: str) -> bytes:
    raw = text.encode("ascii", "ignore")
    if kind == "q":
        return quopri.decodestring(raw, header=True)
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return b""


def _guessed(data: bytes, label: str) -> str:
    """Return the text of bytes; what cannot be decoded is left out, for nobody could read it."""
    try:
        return decode_labelled(data, "" if label in ("us-ascii", "ascii") else label)
    except FormatError:
        return data.decode("ascii", "ignore")
