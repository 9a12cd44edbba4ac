"""The fonts that a copy is set in, and which of them has a glyph for a character."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("fonts")
#: The body, by whether it is bold and whether it is italic.
_BODY = {
    (False, False): "NotoSerif-Regular",
    (True, False): "NotoSerif-Bold",
    (False, True): "NotoSerif-Italic",
    (True, True): "NotoSerif-BoldItalic",
}
#: Where a character is looked for that the body font lacks, in this order.
_FALLBACK = (
    "NotoSerifHebrew-Regular",
    "NotoNaskhArabic-Regular",
    "NotoSerifArmenian-Regular",
    "NotoSerifGeorgian-Regular",
    "NotoSerifDevanagari-Regular",
    "NotoSerifBengali-Regular",
    "NotoSerifGurmukhi-Regular",
    "NotoSerifGujarati-Regular",
    "NotoSansOriya-Regular",
    "NotoSerifTamil-Regular",
    "NotoSerifTelugu-Regular",
    "NotoSerifKannada-Regular",
    "NotoSerifMalayalam-Regular",
    "NotoSerifSinhala-Regular",
    "NotoSerifThai-Regular",
    "NotoSerifLao-Regular",
    "NotoSerifKhmer-Regular",
    "NotoSerifMyanmar-Regular",
    "NotoSerifTibetan-Regular",
    "NotoSerifEthiopic-Regular",
    "NotoSansThaana-Regular",
    "NotoSansSyriac-Regular",
    "NotoSansCherokee-Regular",
    "NotoSansMongolian-Regular",
    "DejaVuSans",
    "DroidSansFallbackFull",
    "NanumSquareR",
    "NotoSansSymbols2-Regular",
    "NotoSansMath-Regular",
)
#: Every font that a copy may hold.
NAMES = (*_BODY.values(), *_FALLBACK)
#: Where signs of Chinese, Japanese and Korean are looked for first.
_EASTERN = ("DroidSansFallbackFull", "NanumSquareR")


@dataclass(frozen=True, slots=True)
class Typeface:
    """One font file, opened: what it covers and how tall its lines are, in parts of the em."""

    name: str
    face: Any
    font: Any
    coverage: Any
    units: int
    ascent: float
    descent: float
    body: bool


@cache
def typeface(name: str) -> Typeface:
    """Return a font of the folder, opened once in a process."""
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(_FOLDER / f"{name}.ttf")))
    font = hb.Font(face)
    units = face.upem
    extents = font.get_font_extents("ltr")
    body = name in _BODY.values()
    return Typeface(
        name,
        face,
        font,
        face.unicodes,
        units,
        extents.ascender / units,
        -extents.descender / units,
        body,
    )


def body(bold: bool, italic: bool) -> Typeface:
    """Return the font of the body in one of its four styles."""
    return typeface(_BODY[bold, italic])


@cache
def _fallback(char: str) -> str | None:
    code = ord(char)
    order = _EASTERN + _FALLBACK if 0x2E80 <= code <= 0x9FFF or code >= 0xF900 else _FALLBACK
    return next((name for name in order if code in typeface(name).coverage), None)


def invisible(char: str) -> bool:
    """Return whether a character has no glyph by nature (a joiner, a mark of direction).

    >>> invisible("\\u200d"), invisible("\\ufe0f"), invisible("a")
    (True, True, False)
    """
    return (
        unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
        or char in "\u034f\u115f\u1160\u3164\u180b\u180c\u180d"
    )


def choose(char: str, bold: bool, italic: bool, before: Typeface | None) -> Typeface | None:
    """Return the font for a character that follows one in the font `before`, or None.

    A mark or a joiner stays in the font of the letter that it belongs to.
    """
    if before is not None:
        if invisible(char):
            return before
        if unicodedata.category(char).startswith("M") and ord(char) in before.coverage:
            return before
    first = body(bold, italic)
    if ord(char) in first.coverage or invisible(char):
        return first
    if unicodedata.category(char) in {"Co", "Cc", "Cs", "Cn"}:
        return None
    name = _fallback(char)
    return typeface(name) if name is not None else None
