"""Finds what is packed in data: base64, gzip, pickles, escapes, JSON in JSON, layer by layer."""

import base64
import binascii
import pickletools
import re
import zlib
from collections.abc import Iterator

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_PACKED = re.compile(rb"x[\x01\x5e\x9c\xda]|\x1f\x8b\x08")


def layers(data: bytes, depth: int = 4) -> Iterator[bytes]:
    """Yield the data, and what it holds, and what that holds, down to some depth."""
    yield data
    if not depth:
        return
    inner: list[bytes] = []
    if b"\\u" in data or b"\\x" in data or b'\\"' in data:
        inner.append(data.decode("unicode_escape", "replace").encode(errors="replace"))
    for match in _BASE64.finditer(data) if len(data) < 1_000_000 else ():
        packed = match[0].rstrip(b"=")
        for alternative in (None, b"-_"):
            try:
                unpacked = base64.b64decode(packed + b"=" * (-len(packed) % 4), alternative)
            except binascii.Error:
                continue
            if not unpacked.isascii() or unpacked.decode().isprintable():
                inner.append(unpacked)
    for start in [found.start() for found in _PACKED.finditer(data)][:50]:
        try:
            inner.append(zlib.decompressobj(wbits=47).decompress(data[start:]))
        except zlib.error:
            continue
    if data.startswith(b"\x80"):
        inner += _strings_of_pickle(data)
    for each in inner:
        if each != data:
            yield from layers(each, depth - 1)


def _strings_of_pickle(data: bytes) -> list[bytes]:
    found: list[bytes] = []
    try:
        for _, argument, _ in pickletools.genops(data):
            if isinstance(argument, bytes):
                found.append(argument)
            elif isinstance(argument, str):
                found.append(argument.encode(errors="replace"))
    except ValueError:
        pass
    return found
