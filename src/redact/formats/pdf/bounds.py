"""Refuse a PDF that would unpack to far more than a letter, before anything else reads it."""

import re
import zlib

from redact.errors import FormatError

_STREAM = re.compile(rb"stream\r?\n")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_USE = re.compile(rb"/[^\s/<>\[\]()]+\s+Do\b")
_TOTAL, _TEXT, _PICTURE = 500 << 20, 40 << 20, 300 << 20
_CHUNK = 1 << 20
_STAGES = 3
_EXPANSIONS = 20_000
_BOMB = "the PDF unpacks to more than any letter holds; print it to a new PDF and run again"
_NO_PDF = "this is no PDF"


def check_bounds(data: bytes) -> None:
    """Return where every stream of a PDF keeps within bounds.

    Raises:
        FormatError: it is no PDF, a stream unpacks to too much, or forms call each other too often.
    """
    if b"%PDF-" not in data[:1024]:
        raise FormatError(_NO_PDF)
    total = 0
    expansions = 1
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - 2000) : found.start()]
        head = head[head.rfind(b" obj") :]
        if data[found.end() - 10 : found.start()].endswith(b"end"):
            continue
        limit = _PICTURE if _IMAGE.search(head) else _TEXT
        size, uses = _unpacked(data, found.end(), limit, bool(_FORM.search(head)))
        total += size
        if uses:
            expansions *= 1 + uses
        if total > _TOTAL or expansions > _EXPANSIONS:
            raise FormatError(_BOMB)


def _unpacked(data: bytes, start: int, limit: int, is_form: bool) -> tuple[int, int]:
    """Return to how many bytes a stream unpacks, and how often a form among them calls others."""
    unpackers = [zlib.decompressobj()]
    size = uses = 0
    chunk = memoryview(data)[start:]
    first = True
    place = 0
    while place < len(chunk):
        packed = bytes(chunk[place : place + 65536])
        place += len(packed)
        try:
            size, uses, first = _step(unpackers, packed, limit, (size, uses, first), is_form)
        except zlib.error:
            break
        if unpackers[0].eof:
            break
    if first and is_form:
        end = data.find(b"endstream", start)
        uses = len(_USE.findall(data[start:end]))
    return size, uses


def _step(
    unpackers: list["zlib._Decompress"],
    packed: bytes,
    limit: int,
    state: tuple[int, int, bool],
    is_form: bool,
) -> tuple[int, int, bool]:
    size, uses, first = state
    while packed:
        plain = unpackers[0].decompress(packed, _CHUNK)
        packed = unpackers[0].unconsumed_tail
        if first and plain:
            first = False
            if (
                plain[:1] == b"\x78"
                and len(plain) > 2
                and int.from_bytes(plain[:2], "big") % 31 == 0
            ):
                unpackers.append(zlib.decompressobj())
        size += len(plain)
        for inner in unpackers[1:]:
            try:
                size += _inner(inner, plain, limit)
            except zlib.error:
                unpackers.remove(inner)
        if is_form:
            uses += len(_USE.findall(plain))
        if size > limit:
            raise FormatError(_BOMB)
    return size, uses, first


def _inner(unpacker: "zlib._Decompress", packed: bytes, limit: int) -> int:
    size = 0
    while packed:
        size += len(unpacker.decompress(packed, _CHUNK))
        packed = unpacker.unconsumed_tail
        if size > limit:
            raise FormatError(_BOMB)
    return size
