"""Refuse a PDF that would unpack to far more than a letter, before anything else reads it."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator

from redact.errors import FormatError
from redact.formats.pdf.expansions import expansions

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_KIND = re.compile(rb"/(Form|Image|ObjStm|Length1|Type1C|CIDFontType0C|OpenType)\b")
_USE = re.compile(rb"/[^\s/<>\[\]()]+\s+Do\b")
_SHOW = re.compile(rb"[)>\]]\s*T[jJ]\b")
_ARRAY = re.compile(rb"\[((?:\s*\d+\s+\d+\s+R){20,})\s*\]")
_REFERENCE = re.compile(rb"\d+\s+\d+\s+R")
_MEGABYTE = 1 << 20
_TOTAL = 500 * _MEGABYTE
#: To what a stream may unpack: a picture, a font or a table of objects, anything else.
_LIMITS = {b"Image": 300 * _MEGABYTE, b"Form": 8 * _MEGABYTE, b"": 8 * _MEGABYTE}
_LIMIT = 40 * _MEGABYTE
#: How many pieces of text one stream may show, and how often a list may name one object.
_SHOWN, _REPEATED = 100_000, 20
#: How often forms may call each other.
_EXPANSIONS = 10_000
_WINDOW = 64 << 10
_BOMB = "the PDF unpacks to more than any letter holds; print it to a new PDF and run again"
_NO_PDF = "this is no PDF"


def check_bounds(data: bytes) -> None:
    """Return where every stream of a PDF keeps within bounds.

    Raises:
        FormatError: it is no PDF, a stream unpacks to too much, or forms call each other too often.
    """
    if b"%PDF-" not in data[:1024]:
        raise FormatError(_NO_PDF)
    total, calls = 0, 1
    doubtful = _repeats(data)
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - 2000) : found.start()]
        kind = _KIND.search(head, max(0, head.rfind(b" obj")))
        name = kind[1] if kind else b""
        size, uses, repeats = _check_stream(data, found.end(), name)
        total += size
        doubtful = doubtful or repeats
        calls = min(calls * max(1, uses), 2 * _EXPANSIONS)
        if total > _TOTAL:
            raise FormatError(_BOMB)
    doubtful = doubtful or calls > _EXPANSIONS
    if doubtful and expansions(data, _EXPANSIONS) > _EXPANSIONS:
        raise FormatError(_BOMB)


def _check_stream(data: bytes, start: int, kind: bytes) -> tuple[int, int, bool]:
    """Return to how many bytes a stream unpacks, how often a form calls others, and whether a list
    in it names one object again and again.
    """
    limit = _LIMITS.get(kind, _LIMIT)
    size = uses = shown = 0
    repeats = False
    for plain in _plain(data, start):
        size += len(plain)
        if kind == b"Form":
            uses += len(_USE.findall(plain))
        if kind in {b"", b"Form"}:
            shown += len(_SHOW.findall(plain))
        if kind == b"ObjStm":
            repeats = repeats or _repeats(plain)
        if size > limit or shown > _SHOWN:
            raise FormatError(_BOMB)
    return size, uses, repeats


def _repeats(plain: bytes) -> bool:
    """Return whether a list names one object again and again, as only a few kinds of list may."""
    return any(
        max(Counter(_REFERENCE.findall(found[1])).values()) > _REPEATED
        for found in _ARRAY.finditer(plain)
    )


def _plain(data: bytes, start: int) -> Iterator[bytes]:
    """Yield what a stream unpacks to, piece by piece, however often it is packed."""
    packed = _packed(data, start)
    first = next(packed, b"")
    if not _looks_packed(first):
        yield first
        yield from packed
        return
    yield from _inflated(first, packed, 2)


def _packed(data: bytes, start: int) -> Iterator[bytes]:
    end = data.find(b"endstream", start)
    end = len(data) if end < 0 else end
    for place in range(start, end, _WINDOW):
        yield data[place : min(place + _WINDOW, end)]


def _looks_packed(data: bytes) -> bool:
    return len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0


def _inflated(first: bytes, packed: Iterator[bytes], stages: int) -> Iterator[bytes]:
    pieces = _pieces(first, packed)
    head = next(pieces, b"")
    if stages and _looks_packed(head):
        yield from _inflated(head, pieces, stages - 1)
    else:
        yield head
        yield from pieces


def _pieces(first: bytes, packed: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    piece: bytes | None = first
    while piece is not None:
        try:
            plain = unpacker.decompress(piece, _MEGABYTE)
            while plain:
                yield plain
                plain = unpacker.decompress(unpacker.unconsumed_tail, _MEGABYTE)
        except zlib.error:
            return
        piece = next(packed, None)
