"""The letters of a page with their places, as fragments of lines in the order of the file."""

import ctypes
import math
import re
from dataclasses import dataclass, field
from typing import Any

#: Stands for a hyphen at the end of a line, which PDFium marks in one of two ways.
HYPHEN = "\ufffe"
_HYPHENS = (0xFFFE, 0x02)
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

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self.known: dict[int, Ink] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}

    def of(self, text_page: Any, index: int) -> Ink | None:
        raw = self._raw
        pointer = raw.FPDFText_GetTextObject(text_page, index)
        if not pointer:
            return None
        address = ctypes.addressof(pointer.contents)
        ink = self.known.get(address)
        if ink is None:
            ink = self.known[address] = self._look(pointer, text_page, index)
        return ink

    def _look(self, pointer: Any, text_page: Any, index: int) -> Ink:
        raw = self._raw
        bold, italic = self._font(raw.FPDFTextObj_GetFont(pointer))
        mode = raw.FPDFTextObj_GetTextRenderMode(pointer)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        filled = raw.FPDFPageObj_GetFillColor(pointer, red, green, blue, alpha)
        faint = bool(filled) and (min(red.value, green.value, blue.value) > 225 or alpha.value < 64)
        angle = raw.FPDFText_GetCharAngle(text_page, index)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text_page, index, matrix)
        size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        return Ink(pointer, bold, italic, mode in {3, 7}, faint, angle, size)

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
    handle = text_page.raw
    inks = Inks(raw)
    found: list[Fragment] = []
    current: Fragment | None = None
    space = False
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    last_x0 = last_x1 = 0.0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in {0, 10, 13, 65535}:
            continue
        if code in {9, 32} and (code == 9 or raw.FPDFText_IsGenerated(handle, index)):
            space = True
            continue
        char = HYPHEN if code in _HYPHENS else chr(code) if code < 0x110000 else "\ufffd"
        ink = inks.of(handle, index)
        if ink is None:
            space = space or char.isspace()
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        size = ink.size
        left, right, line = _measure(ink.angle, x.value, y.value, box)
        degrees = round(math.degrees(ink.angle)) % 360
        if current is not None and (
            degrees != current.angle
            or abs(line - current.y) > 0.5 * max(size, current.size)
            or max(left - last_x1, last_x0 - right) > 0.75 * max(size, current.size)
        ):
            current = None
        if current is None:
            current = Fragment(left, right, line, size, degrees)
            found.append(current)
        elif space and current.letters[-1][0] != " ":
            current.letters.append((" ", ink, last_x1, last_x1))
        space = False
        if "\udc00" <= char <= "\udfff" and _joins(current.letters, char):
            continue
        current.letters.append((" " if char.isspace() else char, ink, left, right))
        if size > current.size * 1.05 and len(current.letters) < 4:
            current.size, current.y = size, line
        current.x0, current.x1 = min(current.x0, left), max(current.x1, right)
        last_x0, last_x1 = left, right
    text_page.close()
    for ink in inks.known.values():
        ink.doubtful = ink.doubtful and not ink.hidden
    return [item for item in found if item.text.strip()], list(inks.known.values())


def _joins(before: list[tuple[str, Ink, float, float]], low: str) -> bool:
    """Put the second half of a character to its first, which is the last of the letters."""
    if not before or not "\ud800" <= before[-1][0] <= "\udbff":
        return False
    pair = (before[-1][0] + low).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    before[-1] = (pair, *before[-1][1:])
    return True


def _measure(angle: float, x: float, y: float, box: Any) -> tuple[float, float, float]:
    """Return the left and right edge of a letter and its base line, set upright."""
    wide, high = box.right - box.left, box.top - box.bottom
    if abs(angle) < 0.01 or abs(angle - 2 * math.pi) < 0.01:
        return box.left, box.right, y
    cosine, sine = math.cos(angle), math.sin(angle)
    left = x * cosine + y * sine
    width = abs(wide * cosine) + abs(high * sine)
    return left, left + width, y * cosine - x * sine
