"""Lay a file open to its last stream, with tools of its own, and search all of it for a person.

Nothing of the product is used. What is inside of what is found by content, and every container is
read twice: by its own rules, and by a search of the raw bytes for streams that no table points to.
"""

import gzip
import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from lxml import etree, html
from PIL import Image

from tests.leaks import pdf_streams, views
from tests.leaks.corpus.letter import Identity

DEEPEST = 8
_TEXT = re.compile(rb"[\x20-\x7e\xa0-\xff]{5,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){5,}")
_LOCAL = b"PK\x03\x04"
#: Elements that end a line: what they part is not joined.
_PARAGRAPHS = frozenset({"p", "h", "br", "tr", "td", "li", "div", "h1", "h2", "h3"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A text or raw bytes of a file, and where in it they were found."""

    part: str
    text: str | bytes
    #: Whether the text lists the signs of a font in the order of their codes.
    order: bool = False


def unpack(data: bytes, part: str = "") -> list[Piece]:
    """Return everything that a file holds, as texts and raw bytes."""
    seen: set[bytes | str] = set()
    return list(_open(data, part, 0, seen))


def search(data: bytes, who: Identity) -> list[str]:
    """Return the parts of a file that tell who somebody is; none are good."""
    return sorted({piece.part for piece in unpack(data) if tells(piece, who)})


def tells(piece: Piece, who: Identity) -> bool:
    """Return whether a piece tells who somebody is."""
    if isinstance(piece.text, bytes):
        return views.in_bytes(piece.text, who)
    if piece.order:
        return views.in_order(piece.text, who)
    return views.in_text(piece.text, who)


def _open(data: bytes, part: str, depth: int, seen: set[bytes | str]) -> Iterator[Piece]:
    if not data or depth > DEEPEST or data in seen:
        return
    seen.add(data)
    if len(data) > 1000 and len(set(data)) < 4:
        # Three bytes spell nobody, however often: the pixels of a blank picture, a table of blocks.
        return
    yield Piece(f"{part} (raw)", data)
    text = _as_text(data)
    if text is not None:
        yield from _read(text, part, depth, seen)
    else:
        yield from _strings(data, part, depth, seen)
    for inner, name in _inside(data, text, part):
        if isinstance(inner, Piece):
            yield inner
            if isinstance(inner.text, str):
                yield from _read(inner.text, inner.part, depth + 1, seen)
        else:
            yield from _open(inner, name, depth + 1, seen)


def _read(text: str, part: str, depth: int, seen: set[bytes | str]) -> Iterator[Piece]:
    """Yield a text, and whatever a coding in it stands for."""
    if text in seen or depth > DEEPEST:
        return
    seen.add(text)
    yield Piece(part, text)
    for inner in views.decoded(text):
        name = f"{part} (decoded)"
        if isinstance(inner, bytes):
            yield from _open(inner, name, depth + 1, seen)
        else:
            yield from _read(inner, name, depth + 1, seen)


def _strings(data: bytes, part: str, depth: int, seen: set[bytes | str]) -> Iterator[Piece]:
    """Yield the runs of letters in bytes that are no text: codings in them are undone too."""
    runs = [run.decode("latin-1") for run in _TEXT.findall(data) if len(run) >= 12]
    runs += [run.decode("utf-16-le") for run in _WIDE.findall(data)]
    if runs:
        yield from _read("\n".join(runs), f"{part} (strings)", depth, seen)


def _as_text(data: bytes) -> str | None:
    """Return bytes as the text that they are, or nothing."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[:1] == b"\0" and data[1:2].isascii() and data[2:3] == b"\0" and len(data) % 2 == 0:
        return data.decode("utf-16-be", "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        return text
    if len(data) % 2 == 0 and data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    if data.count(b"\0") == 0 and sum(x < 9 for x in data[:4096]) == 0:
        return data.decode("cp1252", "replace")
    return None


def _inside(data: bytes, text: str | None, part: str) -> Iterator[tuple[bytes | Piece, str]]:
    """Yield what is inside of a file, as bytes with their part, or as a piece."""
    if b"PK\x03\x04" in data or b"PK\x05\x06" in data:
        yield from _zip(data, part)
    if b"%PDF-" in data[:4096] or b" obj" in data[:4096]:
        for name, inner, order in pdf_streams.pieces(data):
            where = f"{part}{name}"
            yield (inner if isinstance(inner, bytes) else Piece(where, inner, order)), where
    if data.startswith(b"\x1f\x8b"):
        yield from ((each, f"{part} (gzip)") for each in _gzip(data))
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")):
        yield from _picture(data, part)
    elif data[:1] == b"x" and data[1:2] in b"\x01\x5e\x9c\xda" and data[1:2]:
        yield from ((each, f"{part} (zlib)") for each in _zlib(data))
    start = (text or "")[:3000].lstrip("\ufeff \r\n\t")
    if text and start.startswith("<"):
        page = start.lower().startswith(("<!doctype html", "<html")) or "<body" in start.lower()
        yield from _markup(data, text, part, page=page)
    if text and re.match(r"[A-Za-z-]+:[ \t\S]", start) and "\n" in start:
        yield from _mail(data, part)


def _gzip(data: bytes) -> Iterator[bytes]:
    try:
        yield gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return


def _zlib(data: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj().decompress(data)
    except zlib.error:
        return


def _zip(data: bytes, part: str) -> Iterator[tuple[bytes | Piece, str]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError):
        archive = None
    if archive is not None:
        yield archive.comment, f"{part} (zip comment)"
        for info in archive.infolist():
            yield Piece(f"{part} (member name)", info.filename), ""
            yield info.comment, f"{part} (member comment)"
            yield info.extra, f"{part} (extra field)"
            try:
                yield archive.read(info), f"{part}/{info.filename}"
            except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError):
                continue
    # Once more by the local headers, which hold what the directory does not tell.
    at = data.find(_LOCAL)
    while at >= 0:
        head = data[at : at + 30]
        if len(head) == 30:
            name_size = int.from_bytes(head[26:28], "little")
            extra_size = int.from_bytes(head[28:30], "little")
            body = at + 30 + name_size + extra_size
            yield data[at + 30 : body], f"{part} (local header)"
            if int.from_bytes(head[8:10], "little") == 8:
                with suppress(zlib.error):
                    yield zlib.decompressobj(-15).decompress(data[body:]), f"{part} (local stream)"
        at = data.find(_LOCAL, at + 4)


def _picture(data: bytes, part: str) -> Iterator[tuple[bytes | Piece, str]]:
    try:
        picture = Image.open(io.BytesIO(data))
        picture.load()
    except (OSError, SyntaxError, ValueError):
        return
    for key, value in picture.info.items():
        yield Piece(f"{part} (picture, text)", str(key)), ""
        if isinstance(value, bytes):
            yield value, f"{part} (picture, {key})"
        else:
            yield Piece(f"{part} (picture, {key})", str(value)), ""
    for value in picture.getexif().values():
        if isinstance(value, bytes):
            yield value, f"{part} (picture, EXIF)"
        else:
            yield Piece(f"{part} (picture, EXIF)", str(value)), ""


def _markup(data: bytes, text: str, part: str, *, page: bool) -> Iterator[tuple[Piece, str]]:
    """Yield the texts and attributes of a page or an XML part, and the texts joined by element."""
    try:
        if page:
            root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text) or " ")
        else:
            parser = etree.XMLParser(recover=True, resolve_entities=False, huge_tree=True)
            root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return
    if root is None:
        return
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    lines: list[str] = []
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else "comment"
        name = etree.QName(tag).localname if "}" in tag else tag.rpartition(":")[2]
        if name.casefold() in _PARAGRAPHS:
            lines.append("\n")
        if element.text:
            lines.append(element.text)
            by_name[name].append(element.text)
        if element.tail:
            by_name["(tail)"].append(element.tail)
        if name == "sym":
            code = next((x for k, x in element.attrib.items() if k.endswith("char")), "20")
            by_name[name].append(chr(int(code, 16) & 0xFF))
        for key, value in element.attrib.items():
            yield Piece(f"{part} <{name}> attribute", f"{key} {value}"), ""
        yield Piece(f"{part} names", f"{tag} {element.prefix or ''}"), ""
    yield Piece(f"{part} text", "".join(_all_text(root))), ""
    yield Piece(f"{part} own text", "".join(lines)), ""
    for name, texts in by_name.items():
        yield Piece(f"{part} <{name}>", "".join(texts)), ""


def _all_text(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str):
            if element.text:
                yield element.text
            if element.tag.rpartition("}")[2] == "s":
                yield " "
        if element.tail:
            yield element.tail


def _mail(data: bytes, part: str) -> Iterator[tuple[bytes | Piece, str]]:
    message = message_from_bytes(data)
    if not message.keys():
        return
    for number, each in enumerate(message.walk()):
        for name, value in each.items():
            yield Piece(f"{part} header {name}", f"{name}: {value}"), ""
        for name in ("filename", "name", "boundary"):
            yield Piece(f"{part} parameter {name}", _parameter(each, name)), ""
        for text in (each.preamble, each.epilogue):
            if text:
                yield Piece(f"{part} between the parts", str(text)), ""
        payload = None if each.is_multipart() else each.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield payload, f"{part} body {number}"
            charset = each.get_content_charset()
            if charset:
                try:
                    yield Piece(f"{part} body {number}", payload.decode(charset, "replace")), ""
                except LookupError:
                    continue


def _parameter(message: Message, name: str) -> str:
    for header in ("content-disposition", "content-type"):
        value = message.get_param(name, header=header)
        if isinstance(value, tuple):
            return str(value[2])
        if value:
            return str(value)
    return ""
