"""Draw the glyphs that stand for no letter of their own, such as the second half of a vowel.

Shown as text they would be read as letters that the text does not hold.
"""

from collections.abc import Iterator

from redact.formats.pdf.fonts import Typeface
from redact.formats.pdf.pages import Shown

_Point = tuple[float, float]


def outlines(shown: Shown) -> Iterator[bytes]:
    """Yield the drawing of each glyph without letters among those shown."""
    x = shown.x
    for piece in shown.pieces:
        for glyph in piece.glyphs:
            if not glyph.text:
                pen = _Pen(
                    x + glyph.right * shown.size,
                    shown.y + glyph.up * shown.size,
                    shown.size / piece.typeface.units,
                )
                yield pen.draw(piece.typeface, glyph.number)
            x += glyph.advance * shown.size


class _Pen:
    """Takes the outline of a glyph down as operators of PDF."""

    def __init__(self, x: float, y: float, scale: float) -> None:
        self._x, self._y, self._scale = x, y, scale
        self._at = (0.0, 0.0)
        self._parts: list[bytes] = []

    def draw(self, typeface: Typeface, glyph: int) -> bytes:
        typeface.font.draw_glyph_with_pen(glyph, self)
        return b"".join(self._parts) + b"f\n" if self._parts else b""

    def _add(self, operator: bytes, *points: _Point) -> None:
        self._at = points[-1]
        numbers = b" ".join(
            b"%.2f %.2f" % (self._x + self._scale * x, self._y + self._scale * y) for x, y in points
        )
        self._parts.append(numbers + operator)

    def moveTo(self, point: _Point) -> None:  # noqa: N802 - the names that HarfBuzz calls
        self._add(b" m\n", point)

    def lineTo(self, point: _Point) -> None:  # noqa: N802
        self._add(b" l\n", point)

    def curveTo(self, one: _Point, two: _Point, end: _Point) -> None:  # noqa: N802
        self._add(b" c\n", one, two, end)

    def qCurveTo(self, control: _Point, end: _Point) -> None:  # noqa: N802
        (x, y), (cx, cy), (ex, ey) = self._at, control, end
        self._add(
            b" c\n",
            (x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3),
            (ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3),
            end,
        )

    def closePath(self) -> None:  # noqa: N802
        self._parts.append(b"h\n")
