"""Lay a PDF open: every string, name and unpacked stream in it, whoever points to it."""

import re
import zlib
from collections.abc import Iterator
from typing import Any

from redact.formats.form import Part
from redact.formats.pdf.objects import numbers, objects

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_MOST_BYTES = 64 << 20


def dump(data: bytes) -> tuple[Part, ...]:
    """Return all text of a PDF by part; what cannot be unpacked is given as it stands."""
    parts = [Part("file", _text(data))]
    left = _MOST_BYTES
    for number, found in enumerate(_STREAM.finditer(data), 1):
        end = data.find(b"endstream", found.end())
        packed = data[found.end() : end if end >= 0 else len(data)]
        plain = _inflated(packed, left)
        left -= len(plain)
        if plain:
            parts.append(Part(f"stream {number}", _text(plain)))
    parts.extend(_objects(data))
    return tuple(parts)


def _inflated(packed: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        return unpacker.decompress(packed, max(most, 1))
    except zlib.error:
        return b""


def _text(data: bytes) -> str:
    """Return bytes as text, and again as UTF-16 where every second byte is none."""
    found = data.decode("latin-1")
    if data.count(b"\0") * 4 > len(data):
        found += "\n" + data.decode("utf-16-be", "replace")
    try:
        return found + "\n" + data.decode("utf-8")
    except UnicodeDecodeError:
        return found


def _objects(data: bytes) -> Iterator[Part]:
    try:
        reader = objects(data)
        strings: list[str] = []
        for number in numbers(reader):
            try:
                _walk(reader.get_object(number), strings, 0)
            except Exception:  # noqa: BLE001, S112 - one damaged object hides no other
                continue
        _walk(reader.trailer, strings, 0)
        yield Part("objects", "\n".join(strings))
        for number, page in enumerate(reader.pages, 1):
            yield Part(f"page {number}", page.extract_text())
    except Exception:  # noqa: BLE001 - the raw streams are there already
        return


def _walk(value: Any, strings: list[str], depth: int) -> None:
    """Gather the strings, names and unpacked streams under an object, following no reference."""
    from pypdf.generic import IndirectObject, StreamObject

    if depth > 40 or isinstance(value, IndirectObject):
        return
    if isinstance(value, dict):
        for key, item in value.items():
            strings.append(str(key).lstrip("/"))
            _walk(
                dict.__getitem__(value, key) if isinstance(value, dict) else item,
                strings,
                depth + 1,
            )
        if isinstance(value, StreamObject):
            strings.append(_text(value.get_data()))
    elif isinstance(value, list):
        for item in list.__iter__(value):
            _walk(item, strings, depth + 1)
    elif isinstance(value, bytes):
        strings.append(_text(value))
    elif isinstance(value, str):
        strings.append(value.lstrip("/"))
