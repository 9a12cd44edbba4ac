"""How a text of a letter looks, as far as it decides whether anybody sees it."""

import re
from dataclasses import dataclass, replace
from typing import Any

from redact.formats.odt.names import q

_SAME = 16
_TOO_SMALL = 1.5
_LENGTH = re.compile(r"(-?\d{1,8}(?:\.\d{1,8})?)(in|cm|mm|pt|pc|px|em|%)?")
_POINTS = {"in": 72.0, "cm": 28.35, "mm": 2.835, "pt": 1.0, "pc": 12.0, "px": 0.75, "em": 12.0}
_COLOUR = re.compile(r"#([0-9a-fA-F]{6})")
_FAR = 2_900.0

_TEXT = q("style:text-properties")
_GROUND = q("fo:background-color")


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a text's appearance; colours are six digits, `ground` lies behind it."""

    bold: bool = False
    italic: bool = False
    gone: bool = False
    size: float = 12.0
    colour: str = "000000"
    ground: str = "ffffff"
    automatic: bool = True

    @property
    def unseen(self) -> bool:
        """Whether nobody sees a text that looks so; automatic colour minds what lies behind it."""
        return (
            self.gone
            or self.size <= _TOO_SMALL
            or (not self.automatic and _alike(self.colour, self.ground))
        )

    def on(self, ground: str | None) -> "Look":
        """Return the look on another ground; none, or a transparent one, changes nothing."""
        found = _COLOUR.fullmatch(ground or "")
        return replace(self, ground=found[1].lower()) if found else self

    def styled(self, style: Any) -> "Look":
        """Return the look under the text properties of a style."""
        properties = style.find(_TEXT)
        if properties is None:
            return self
        look = self.on(properties.get(_GROUND))
        changes: dict[str, Any] = {}
        get = properties.get
        weight, slant = get(q("fo:font-weight")), get(q("fo:font-style"))
        if weight is not None:
            changes["bold"] = weight in ("bold", "600", "700", "800", "900")
        if slant is not None:
            changes["italic"] = slant in ("italic", "oblique")
        if get(q("text:display")) is not None:
            changes["gone"] = self.gone or get(q("text:display")) == "none"
        colour = _COLOUR.fullmatch(get(q("fo:color"), ""))
        if colour:
            changes.update(colour=colour[1].lower(), automatic=False)
        if get(q("style:use-window-font-color")) == "true":
            changes["automatic"] = True
        scale = _LENGTH.fullmatch(get(q("style:text-scale"), ""))
        if scale and float(scale[1]) < _TOO_SMALL:
            changes["gone"] = True
        changes["size"] = _size(get(q("fo:font-size"), ""), self.size)
        return replace(look, **changes)


def points(text: str | None) -> float:
    """Return a length in points, or nothing where there is none.

    >>> points("1in"), points(None)
    (72.0, 0.0)
    """
    found = _LENGTH.fullmatch(text or "")
    return float(found[1]) * _POINTS.get(found[2] or "pt", 0.0) if found else 0.0


def off_page(shape: Any) -> bool:
    """Return whether a frame stands where no page is."""
    return any(abs(points(shape.get(q(side)))) > _FAR for side in ("svg:x", "svg:y"))


def _size(text: str, outer: float) -> float:
    found = _LENGTH.fullmatch(text)
    if found is None:
        return outer
    if found[2] == "%":
        return outer * float(found[1]) / 100
    return points(text)


def _alike(one: str, other: str) -> bool:
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return all(abs(a - b) <= _SAME for a, b in pairs)
