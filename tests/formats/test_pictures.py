"""A blank picture has the size and nothing else; a kept one has the pixels and nothing else."""

import io
import struct
import time
import zlib

import pytest
from PIL import Image, PngImagePlugin

from redact.formats import pictures

SECRET = "Zephyrine"


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    buffer = io.BytesIO()
    image = Image.new("RGB", size, (200, 10, 10))
    image.putpixel((3, 4), (0, 0, 255))
    image.save(buffer, form, **options)
    return buffer.getvalue()


def with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>", zip=False)
    exif = Image.Exif()
    exif[0x013B] = SECRET
    return picture(pnginfo=info, exif=exif, icc_profile=SECRET.encode()) + SECRET.encode()


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = SECRET
    exif[0x0112] = 6
    return picture("JPEG", exif=exif, comment=SECRET.encode(), icc_profile=SECRET.encode())


def claiming(width: int, height: int) -> bytes:
    """A tiny PNG that claims to be huge."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + picture()[33:]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_a_blank_picture_has_the_size_and_one_colour(form: str) -> None:
    made = pictures.blank(picture(form))
    image = opened(made.data)
    assert (image.size, made.suffix, made.kept) == ((60, 40), "png", False)
    assert len(set(image.convert("RGB").tobytes())) == 1
    assert pictures.stray_text(made.data) == ""


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x01\x00\x00\x00" + b"\x00" * 100 + b" EMF", id="an EMF"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'><text>Z</text></svg>", id="an SVG"),
        pytest.param(picture()[:50], id="truncated"),
        pytest.param(picture("JPEG")[:30], id="a truncated JPEG"),
        pytest.param(claiming(60_000, 60_000), id="a bomb"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", id="a PostScript"),
    ],
)
def test_what_cannot_be_read_is_blanked(data: bytes) -> None:
    begun = time.monotonic()
    for made in (pictures.blank(data), pictures.pixels_only(data)):
        assert not made.kept
        assert max(opened(made.data).size) <= pictures.MAX_SIDE
    assert time.monotonic() - begun < 2


def test_a_large_picture_keeps_its_shape_when_it_is_blanked() -> None:
    made = pictures.blank(picture(size=(6000, 3000)))
    assert opened(made.data).size == (2000, 1000)


@pytest.mark.parametrize("data", [with_text(), with_exif()], ids=["PNG", "JPEG"])
def test_only_pixels_are_kept(data: bytes) -> None:
    assert SECRET in pictures.stray_text(data)
    made = pictures.pixels_only(data)
    assert made.kept
    assert SECRET.encode() not in made.data
    assert pictures.stray_text(made.data) == ""
    assert not opened(made.data).getexif()


def test_pixels_are_the_same_and_stand_upright() -> None:
    kept = opened(pictures.pixels_only(with_text()).data)
    assert (kept.getpixel((3, 4)), kept.getpixel((0, 0))) == ((0, 0, 255), (200, 10, 10))
    assert opened(pictures.pixels_only(with_exif()).data).size == (40, 60)


def test_see_through_pixels_stay_so() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (5, 5), (1, 2, 3, 7)).save(buffer, "PNG")
    assert opened(pictures.pixels_only(buffer.getvalue()).data).getpixel((0, 0)) == (1, 2, 3, 7)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert pictures.blank(with_text()) == pictures.blank(with_text())
    assert pictures.pixels_only(with_exif()) == pictures.pixels_only(with_exif())


def test_a_picture_in_another_form_is_all_stray_text() -> None:
    assert SECRET in pictures.stray_text(b"GIF89a" + SECRET.encode())
