"""What a PDF holds: its objects, whoever points to them, its streams, and the texts they show."""

import io
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache

import pikepdf

_STREAM = re.compile(rb"stream\r?\n")
_SHOW = re.compile(
    rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>|[A-Za-z'\"*]+|\[|\]", re.S
)
_CHAR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGES = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[([^\]]*)\]")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MARK = b"\xfe\xff"
#: Tables with more codes than this map everything, and spell nothing.
_SUBSET = 2000

Piece = tuple[str, "str | bytes", bool]


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield what a PDF holds: part, text or bytes, and whether it lists the signs of a font."""
    streams: dict[str, bytes] = {}
    texts: list[tuple[str, str | bytes]] = []
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=True) as pdf:
            for number, each in enumerate(pdf.objects):
                _walk(each, f" object {number}", streams, texts, 0)
            _walk(pdf.trailer, " trailer", streams, texts, 0)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError):
        pass
    for part, text in texts:
        yield part, text, False
    known = set(streams.values())
    for number, raw in enumerate(_raw_streams(data)):
        if raw not in known:
            streams[f" stream found at {number}"] = raw
    tables = [table for table in map(code_table, streams.values()) if table]
    # All code tables of the file are tried on all its streams: a lost resource hides no text.
    distinct = {tuple(sorted(table.items())): table for table in tables}
    for table in distinct.values():
        if len(table) <= _SUBSET:
            signs = "".join(sign for _, sign in sorted(table.items()))
            yield " font, signs in the order of their codes", signs, True
    for part, stream in streams.items():
        yield part, stream, False
        yield from _strings(part, stream)
        if b"Tj" in stream or b"TJ" in stream or b"'" in stream:
            yield from _shown(part, stream, list(distinct.values()))
    yield from _strings(" (raw)", data)


def _walk(
    item: object,
    part: str,
    streams: dict[str, bytes],
    texts: list[tuple[str, str | bytes]],
    depth: int,
) -> None:
    """Enter the strings, names and streams of an object; what it points to is met by itself."""
    if depth > 40:
        return
    if isinstance(item, pikepdf.String):
        texts.append((part, bytes(item)))
        texts.append((part, _decode(bytes(item))))
    elif isinstance(item, pikepdf.Name):
        texts.append((part, str(item)))
    elif isinstance(item, pikepdf.Array):
        for each in item.as_list():  # type: ignore[attr-defined]
            if not getattr(each, "is_indirect", False):
                _walk(each, part, streams, texts, depth + 1)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in item.keys():  # noqa: SIM118 - a PDF dictionary is no dict
            texts.append((f"{part} key", key))
            each = item[key]
            if not getattr(each, "is_indirect", False):
                _walk(each, f"{part} {key}", streams, texts, depth + 1)
        if isinstance(item, pikepdf.Stream):
            for raw in (_read(item, raw=False), _read(item, raw=True)):
                if raw is not None:
                    streams[f"{part} stream {len(streams)}"] = raw


def _read(stream: pikepdf.Stream, *, raw: bool) -> bytes | None:
    try:
        return stream.read_raw_bytes() if raw else stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        return None


def _raw_streams(data: bytes) -> Iterator[bytes]:
    """Yield what inflates behind any ``stream``, whether or not a table knows it."""
    for found in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[found.end() :])
        except zlib.error:
            end = data.find(b"endstream", found.end())
            if 0 <= end - found.end() < 2_000_000:
                yield data[found.end() : end]


def _decode(raw: bytes) -> str:
    if raw.startswith(_MARK):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(b"\xff\xfe"):
        return raw[2:].decode("utf-16-le", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("pdfdoc", "replace")


def _strings(part: str, stream: bytes) -> Iterator[Piece]:
    """Yield the literal and hexadecimal strings of a stream, wherever they stand."""
    found = [_literal(raw) for raw in _SHOW.findall(stream) if raw[:1] in (b"(", b"<")]
    texts = [_decode(raw) for raw in found if raw]
    if texts:
        yield f"{part} strings", "\n".join(texts), False


def _literal(raw: bytes) -> bytes:
    if raw.startswith(b"<"):
        digits = re.sub(rb"\s", b"", raw[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))

    def undo(found: re.Match[bytes]) -> bytes:
        sign = found[1]
        if sign[:1] in b"01234567":
            return bytes([int(sign, 8) & 255])
        return b"" if sign in (b"\n", b"\r\n", b"\r") else _ESCAPES.get(sign, sign)

    return re.sub(rb"\\([0-7]{1,3}|\r\n|.)", undo, raw[1:-1], flags=re.S)


def _shown(part: str, stream: bytes, tables: list[dict[bytes, str]]) -> Iterator[Piece]:
    """Yield the text that a content stream shows, read by every code table of the file."""
    strings = [_literal(raw) for raw in _SHOW.findall(stream) if raw[:1] in (b"(", b"<")]
    for table in tables:
        width = max(map(len, table))
        yield f"{part} shown", "".join(_by_table(raw, table, width) for raw in strings), False
    yield f"{part} shown", "".join(raw.decode("cp1252", "replace") for raw in strings), False


def _by_table(raw: bytes, table: dict[bytes, str], width: int) -> str:
    if len(raw) % width:
        return raw.decode("latin-1")
    codes = [raw[at : at + width] for at in range(0, len(raw), width)]
    if not any(code in table for code in codes):
        return raw.decode("latin-1")
    return "".join(table.get(code, "") for code in codes)


@lru_cache(maxsize=64)
def code_table(stream: bytes) -> dict[bytes, str] | None:
    """Return the ToUnicode table that a stream is, or nothing."""
    if b"beginbfchar" not in stream and b"beginbfrange" not in stream:
        return None
    table: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.S):
        for code, sign in _CHAR.findall(block):
            table[_hex(code)] = _hex(sign).decode("utf-16-be", "replace")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", stream, re.S):
        for first, _, signs in _RANGES.findall(block):
            for step, sign in enumerate(re.findall(rb"<([^>]*)>", signs)):
                table[_next(_hex(first), step)] = _hex(sign).decode("utf-16-be", "replace")
        for first, last, sign in _RANGE.findall(re.sub(rb"\[[^\]]*\]", b"", block)):
            start, end = int(first, 16), int(last, 16)
            for step in range(min(end - start, 65535) + 1):
                value = _next(_hex(sign), step)
                table[_next(_hex(first), step)] = value.decode("utf-16-be", "replace")
    return table


def _hex(digits: bytes) -> bytes:
    plain = re.sub(rb"\s", b"", digits).decode("ascii")
    return bytes.fromhex(plain + "0" * (len(plain) % 2))


def _next(code: bytes, step: int) -> bytes:
    return (int.from_bytes(code, "big") + step).to_bytes(max(1, len(code)), "big")
