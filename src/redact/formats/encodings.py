"""Find the encoding of plain text, so that the same bytes can be written back."""

import codecs
import re
import unicodedata

from redact.errors import FormatError

#: A byte order mark and the codec of what follows; UTF-32 first, as UTF-16's is its beginning.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The same encoding with the bytes of each character the other way round.
_SWAPPED = {"utf-16-le": "utf-16-be", "utf-16-be": "utf-16-le"}
#: One byte a character, so that a wrong guess among them still writes back the same bytes.
_ONE_BYTE = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "mac_roman"]
_USUAL = "cp1252"
#: How much more disorder than the best guess the usual encoding may show and still be chosen.
_PATIENCE = 0.1
#: Above this share of neighbours among the bytes beyond ASCII, two of them make a character.
_PAIRED = 0.5
#: A text that has its NUL bytes on one side only, and so many there, is UTF-16.
_NUL_SHARE = 0.3

_SAVE = "save it as plain text in UTF-8"
_ESCAPED = re.compile("[\udc80-\udcff]")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_GREEK_OR_CYRILLIC = re.compile("[\u0370-\u052f]")
_SIGNS = frozenset({"Sc", "Sk", "Sm", "So", "No"})


def decode(data: bytes) -> tuple[str, str, bytes]:
    """Return the text, the name of its encoding and its byte order mark.

    >>> decode(b"caf\\xe9")
    ('café', 'cp1252', b'')

    Raises:
        FormatError: the bytes are no text, or could not be written back unchanged.
    """
    mark, text, encoding = _decode(data)
    if mark + text.encode(encoding) != data:
        raise FormatError(f"the encoding is not certain; {_SAVE}")
    return text, encoding, mark


def _decode(data: bytes) -> tuple[bytes, str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, _marked(data[len(mark) :], encoding), encoding
    if 0 in data:
        return b"", *_without_mark(data)
    try:
        return b"", data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        _refuse_damaged_utf8(data)
    encoding = _guess(data)
    try:
        return b"", data.decode(encoding), encoding
    except UnicodeDecodeError:
        raise FormatError(f"the encoding cannot be told; {_SAVE}") from None


def _marked(body: bytes, encoding: str) -> str:
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        raise FormatError(f"damaged {encoding[:6].upper().rstrip('-')} text; {_SAVE}") from None
    other = _SWAPPED.get(encoding)
    if other and _blanks(body.decode(other, "ignore")) > 0 == _blanks(text):
        raise FormatError(f"its byte order mark is wrong; {_SAVE}")
    return text


def _blanks(text: str) -> int:
    return text.count(" ") + text.count("\n")


def _without_mark(data: bytes) -> tuple[str, str]:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd else "utf-16-be"
    if len(data) % 2 == 0 and not (even and odd) and even + odd >= len(data) / 2 * _NUL_SHARE:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            pass
    raise FormatError(f"not plain text (it holds NUL bytes); {_SAVE}")


def _refuse_damaged_utf8(data: bytes) -> None:
    """Refuse UTF-8 with some bytes broken: read as anything else, its names would be garbled."""
    lenient = data.decode("utf-8", "surrogateescape")
    broken = len(_ESCAPED.findall(lenient))
    whole = len(_BEYOND_ASCII.findall(lenient)) - broken
    if whole >= broken:
        raise FormatError(f"damaged UTF-8 text, or two encodings in one file; {_SAVE}")


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=_ONE_BYTE))
    if not matches:
        runs = [len(run) for run in _HIGH_BYTES.findall(data)]
        if sum(run for run in runs if run > 1) > sum(runs) * _PAIRED:
            raise FormatError(f"the encoding cannot be told; {_SAVE}")
        return _USUAL
    worst = matches[0].percent_chaos + 100 * _PATIENCE
    usual = [one for one in matches if _USUAL in one.could_be_from_charset]
    others = [one.encoding for one in matches if one not in usual]
    likely = [_USUAL for one in usual if one.percent_chaos <= worst] + others
    fitting = (encoding for encoding in likely if not _misread(data.decode(encoding)))
    return next(fitting, likely[0])


def _misread(text: str) -> bool:
    """Return whether words hold what no word does: signs, or letters of two scripts.

    Polish read as Western text shows it, and read as Cyrillic too.

    >>> _misread("Ma³gorzata"), _misread("Јуdџ"), _misread("£5 for 10 m³")
    (True, True, False)
    """
    for found in _BEYOND_ASCII.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if _GREEK_OR_CYRILLIC.match(found[0]):
            misplaced = any(one.isascii() and one.isalpha() for one in (before, after))
        else:
            sign = unicodedata.category(found[0]) in _SIGNS
            misplaced = sign and after.isalpha() and (before.isalpha() or found[0] in "£¯")
        if misplaced:
            return True
    return False
