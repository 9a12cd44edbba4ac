"""Decode a web page: by its byte order mark, by what it says of itself, else by its bytes."""

import codecs
import re

from redact.errors import FormatError
from redact.formats.encodings import decode

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,512}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
_HEAD = 4096
_WIDE = re.compile(r"utf-?(?:16|32|7)", re.I)
#: Labels that browsers read as their larger sisters.
_LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
#: These show their letters as ASCII bytes, so that valid UTF-8 proves nothing about them.
_ESCAPING = ("iso2022", "hz", "utf7")
#: A text with fewer NUL bytes is no UTF-16.
_STRAY_NULS = 0.05
#: Control characters that a browser does not show; a name must not be split by one.
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?")


def decode_page(data: bytes) -> str:
    r"""Return the characters of a page, without what no browser shows, its lines ended by ``\n``.

    Raises:
        FormatError: the bytes are no text.
    """
    return cleaned(_decoded(data).removeprefix("\ufeff"))


def cleaned(text: str) -> str:
    r"""Return a text without control characters, its lines ended by ``\n``."""
    return _LINE_ENDS.sub("\n", _UNSHOWN.sub("", text))


def decode_declared(data: bytes, label: str) -> str | None:
    """Return the text of bytes in the encoding that is named, or None where it does not fit.

    >>> decode_declared(b"caf\\xe9", "latin-1"), decode_declared(b"a", "no-such-thing")
    ('café', None)
    """
    try:
        name = codecs.lookup(label).name
        return data.decode(_LARGER.get(name, name))
    except (LookupError, ValueError):
        return None


def decode_labelled(data: bytes, label: str) -> str:
    """Return the text of bytes that are said to be in an encoding, for they may be in another.

    Raises:
        FormatError: the bytes are no text.
    """
    if label and not _is_utf8(data, label):
        text = decode_declared(data, label)
        if text is not None:
            return text
    try:
        return decode(data)[0]
    except FormatError:
        raise FormatError(
            "the encoding cannot be told, or the text is damaged; open it in its program and save "
            "it again"
        ) from None


def _decoded(data: bytes) -> str:
    if 0 < data.count(0) < len(data) * _STRAY_NULS:
        data = data.replace(b"\0", b"")
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = _DECLARED.search(data[:_HEAD])
        label = declared[1].decode("ascii") if declared else ""
        if label and not _WIDE.match(label):
            return decode_labelled(data, label)
    return decode_labelled(data, "")


def _is_utf8(data: bytes, label: str) -> bool:
    """Return whether the bytes are UTF-8, whatever the page says."""
    if label.lower().replace("-", "").startswith(_ESCAPING):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
