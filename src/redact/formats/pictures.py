"""Pictures: a blank one in place of what may show who somebody is, or the pixels and nothing else.

A letter's pictures are signatures, crests and photographs. What is written anew holds pixels only:
no EXIF, no colour profile, no XMP, no comments.
"""

import io
import struct
import warnings
from dataclasses import dataclass
from typing import Any

MAX_PIXELS = 25_000_000
#: A blank picture is no longer and no wider than this; programs scale it to the frame it stands in.
MAX_SIDE = 2_000
_BLANK_GREY = 238
_UNKNOWN_SIZE = (64, 64)
#: What Pillow is asked to open; vector pictures and rare formats are always blanked.
_READABLE = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
#: The chunks of a PNG and the markers of a JPEG that hold pixels and how to draw them.
_PNG_PIXELS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_PNG_START = b"\x89PNG\r\n\x1a\n"
_JPEG_START = b"\xff\xd8"
_JPEG_TABLES = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD})
_JFIF = (b"JFIF\x00", 14)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is written: its bytes, its suffix, and whether its pixels were kept."""

    data: bytes
    suffix: str
    kept: bool


def blank(data: bytes) -> Picture:
    """Return a blank picture of the same size in pixels; of a small one where the size is unknown.

    Raises nothing: what cannot be read is blanked all the same.
    """
    return Picture(_blank_png(*_size(data)), "png", kept=False)


def pixels_only(data: bytes) -> Picture:
    """Return a picture made from nothing but the pixels; a blank one where they cannot be read."""
    image = _load(data)
    if image is None:
        return blank(data)
    suffix = "jpeg" if data.startswith(_JPEG_START) else "png"
    try:
        clean = _from_pixels(image, with_alpha=suffix == "png")
        buffer = io.BytesIO()
        if suffix == "jpeg":
            clean.save(buffer, "JPEG", quality=90)
        else:
            clean.save(buffer, "PNG")
    except (OSError, ValueError, SyntaxError, MemoryError):
        return blank(data)
    return Picture(buffer.getvalue(), suffix, kept=True)


def stray_text(data: bytes) -> str:
    """Return, as text, whatever a PNG or a JPEG holds besides its pixels.

    A picture in another form is returned whole, byte for character.
    """
    if data.startswith(_PNG_START):
        return _stray_in_png(data).decode("latin-1")
    if data.startswith(_JPEG_START):
        return _stray_in_jpeg(data).decode("latin-1")
    return data.decode("latin-1")


def _blank_png(width: int, height: int) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    image = Image.new("P", (width, height))
    image.putpalette([_BLANK_GREY] * 3)
    image.save(buffer, "PNG", bits=1)
    return buffer.getvalue()


def _size(data: bytes) -> tuple[int, int]:
    image = _open(data)
    width, height = image.size if image is not None else _UNKNOWN_SIZE
    if min(width, height) < 1:
        return _UNKNOWN_SIZE
    scale = min(1.0, MAX_SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _open(data: bytes) -> Any:
    """Return the picture with its pixels not yet read, or None."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(data), formats=_READABLE)
    except Exception:  # noqa: BLE001 - a broken picture may raise anything; it is blanked
        return None


def _load(data: bytes) -> Any:
    """Return the picture with its pixels, or None where it is broken or a bomb."""
    image = _open(data)
    if image is None or image.width * image.height > MAX_PIXELS:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
    except Exception:  # noqa: BLE001 - a broken picture may raise anything; it is blanked
        return None
    return image


def _from_pixels(image: Any, *, with_alpha: bool) -> Any:
    """Return a new picture with the pixels of another, which stand upright in it."""
    from PIL import Image, ImageOps

    ImageOps.exif_transpose(image, in_place=True)
    see_through = with_alpha and ("A" in image.getbands() or "transparency" in image.info)
    mode = "RGBA" if see_through else "L" if image.mode in ("1", "L") else "RGB"
    pixels = image if image.mode == mode else image.convert(mode)
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    return clean


def _stray_in_png(data: bytes) -> bytes:
    stray = bytearray()
    start = len(_PNG_START)
    while start + 12 <= len(data):
        (length,) = struct.unpack(">I", data[start : start + 4])
        kind = data[start + 4 : start + 8]
        end = start + 12 + length
        if kind not in _PNG_PIXELS:
            stray += data[start + 4 : end]
        start = end
        if kind == b"IEND":
            break
    return bytes(stray + data[start:])


def _stray_in_jpeg(data: bytes) -> bytes:
    stray = bytearray()
    start = 2
    while start + 4 <= len(data) and data[start] == 0xFF:
        marker = data[start + 1]
        end = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
        content = data[start + 4 : end]
        name, size = _JFIF
        plain = marker == 0xE0 and content.startswith(name) and len(content) == size
        if marker == 0xDA:
            last = data.rfind(b"\xff\xd9")
            return bytes(stray + data[last + 2 :]) if last > 0 else bytes(stray)
        if not plain and marker not in _JPEG_TABLES:
            stray += content
        start = end
    return bytes(stray + data[start:])
