"""The letters of a page with their places, as fragments of lines in the order of the file."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: Stands for a hyphen at the end of a line, which PDFium marks in one of two ways.
HYPHEN = "\ufffe"
_BOLD = re.compile("bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile("italic|oblique|slanted", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_BOLD = 1 << 6, 1 << 18


@dataclass(slots=True, eq=False)
class Ink:
    """One text object of a page: how its letters look, and whether they can be seen at all."""

    raw: Any
    bold: bool
    italic: bool
    hidden: bool
    doubtful: bool
    angle: float
    degrees: int
    y: float
    size: float


@dataclass(slots=True)
class Fragment:
    """Letters that stand side by side on one line."""

    x0: float
    x1: float
    y: float
    size: float
    angle: int
    letters: list[tuple[str, Ink, float, float]] = field(default_factory=list, repr=False)

    @property
    def text(self) -> str:
        return "".join(letter[0] for letter in self.letters)


class Inks:
    """Knows the text objects of a page by their address."""

    def __init__(self, raw: Any, text_page: Any) -> None:
        self._raw = raw
        self._text_page = text_page
        self.known: dict[int, Ink] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}

    def of(self, index: int, address: int) -> Ink:
        """Return the text object at an address, to which the letter at `index` belongs."""
        ink = self.known.get(address)
        if ink is None:
            pointer = self._raw.FPDFText_GetTextObject(self._text_page, index)
            ink = self.known[address] = self._look(pointer, self._text_page, index)
        return ink

    def _look(self, pointer: Any, text_page: Any, index: int) -> Ink:
        raw = self._raw
        bold, italic = self._font(raw.FPDFTextObj_GetFont(pointer))
        mode = raw.FPDFTextObj_GetTextRenderMode(pointer)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        filled = raw.FPDFPageObj_GetFillColor(pointer, red, green, blue, alpha)
        faint = bool(filled) and (min(red.value, green.value, blue.value) > 225 or alpha.value < 64)
        angle = raw.FPDFText_GetCharAngle(text_page, index) % (2 * math.pi)
        degrees = round(math.degrees(angle)) % 360
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text_page, index, matrix)
        size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        return Ink(
            pointer,
            bold,
            italic,
            mode in {3, 7},
            faint,
            math.radians(degrees),
            degrees,
            y.value,
            size,
        )

    def _font(self, font: Any) -> tuple[bool, bool]:
        if not font:
            return False, False
        address = ctypes.addressof(font.contents)
        if address not in self._fonts:
            raw = self._raw
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("latin-1")
            flags = raw.FPDFFont_GetFlags(font)
            weight = raw.FPDFFont_GetWeight(font)
            self._fonts[address] = (
                bool(_BOLD.search(name)) or bool(flags > 0 and flags & _FLAG_BOLD) or weight >= 600,
                bool(_ITALIC.search(name)) or bool(flags > 0 and flags & _FLAG_ITALIC),
            )
        return self._fonts[address]


def fragments(page: Any, raw: Any) -> tuple[list[Fragment], list[Ink]]:
    """Return the fragments of a page and the text objects that its letters belong to."""
    text_page = page.get_textpage()
    try:
        return _fragments(text_page.raw, raw)
    finally:
        text_page.close()


def _fragments(handle: Any, raw: Any) -> tuple[list[Fragment], list[Ink]]:
    inks = Inks(raw, handle)
    found: list[Fragment] = []
    current: Fragment | None = None
    space = False
    last_x0 = last_x1 = 0.0
    for index, code in _codes(handle, raw):
        if code is None:
            space = True
            continue
        address = _address(raw, handle, index)
        if not address:
            continue
        ink = inks.of(index, address)
        left, right, line = _place(raw, handle, index, ink)
        size = ink.size
        if current is not None:
            reach = max(size, current.size)
            if (
                ink.degrees != current.angle
                or abs(line - current.y) > 0.5 * reach
                or left - last_x1 > 0.75 * reach
                or last_x0 - right > 0.75 * reach
            ):
                current = None
        char = chr(code)
        if current is None:
            current = Fragment(left, right, line, size, ink.degrees)
            found.append(current)
        elif space and current.letters[-1][0] != " ":
            current.letters.append((" ", ink, last_x1, last_x1))
        elif "\udc00" <= char <= "\udfff" and _joins(current.letters, char):
            continue
        space = False
        current.letters.append((" " if char.isspace() else char, ink, left, right))
        if size > current.size * 1.05 and len(current.letters) < 4:
            current.size, current.y = size, line
        if left < current.x0:
            current.x0 = left
        if right > current.x1:
            current.x1 = right
        last_x0, last_x1 = left, right
    for ink in inks.known.values():
        ink.doubtful = ink.doubtful and not ink.hidden
    return [item for item in found if item.text.strip()], list(inks.known.values())


def _codes(handle: Any, raw: Any) -> Iterator[tuple[int, int | None]]:
    """Yield the index and the code of each letter of a page; None for a space that is not there."""
    get, generated = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated
    for index in range(raw.FPDFText_CountChars(handle)):
        code = get(handle, index)
        if code > 32:
            if code in {0xFFFE, 0xFFFF} or code > 0x10FFFF:
                code = 0xFFFE if code == 0xFFFE else 0xFFFD
            yield index, code
        elif code == 9 or (code == 32 and generated(handle, index)):
            yield index, None
        elif code not in {0, 10, 13}:
            yield index, 0xFFFE if code == 2 else code


def _address(raw: Any, handle: Any, index: int) -> int:
    pointer = raw.FPDFText_GetTextObject(handle, index)
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _place(raw: Any, handle: Any, index: int, ink: Ink) -> tuple[float, float, float]:
    """Return the left and right edge of a letter and its base line, set upright."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(handle, index, box)
    if not ink.degrees:
        return box.left, box.right, ink.y
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, index, x, y)
    cosine, sine = math.cos(ink.angle), math.sin(ink.angle)
    left = x.value * cosine + y.value * sine
    wide, high = box.right - box.left, box.top - box.bottom
    width = abs(wide * cosine) + abs(high * sine)
    return left, left + width, y.value * cosine - x.value * sine


def _joins(before: list[tuple[str, Ink, float, float]], low: str) -> bool:
    """Put the second half of a character to its first, which is the last of the letters."""
    if not before or not "\ud800" <= before[-1][0] <= "\udbff":
        return False
    pair = (before[-1][0] + low).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    before[-1] = (pair, *before[-1][1:])
    return True
