"""How a run of text looks, as far as it tells whether anybody sees it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from redact.formats.docx.names import W14, q, w
from redact.formats.docx.vocabulary import HIGHLIGHTS

WHITE = "FFFFFF"
#: Half points; a font of one point or less is no text to a reader.
_TOO_SMALL = 2.0
#: Twentieths of a point; a line of two points or less shows nothing, a place beyond is no page's.
_TOO_LOW = 40
OFF_PAGE = 31_000
#: Colours that differ less than this in each channel are one to the eye.
_SAME_COLOR = 20

_OFF = ("0", "false", "off", "none")
_VAL = w("val")


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a run's appearance.

    `ground` is the colour behind it, None if unknown; `buried` is true where the paragraph or the
    row hides whatever stands in it.
    """

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    caps: bool = False
    outlined: bool = False
    size: float = 20.0
    color: str = "auto"
    ground: str | None = None
    colourless: bool = False
    buried: bool = False

    def unseen(self, ground: str | None) -> bool:
        """Return whether a reader cannot see the run on a page whose colour is `ground`."""
        if self.hidden or self.buried or self.size <= _TOO_SMALL:
            return True
        if self.outlined:
            return False
        behind = self.ground or ground
        if self.colourless:
            return True
        return behind is not None and self.color != "auto" and _same(self.color, behind)


def is_on(element: Any) -> bool:
    """Return whether an on/off property is on.

    A property without a value is on.
    """
    return element.get(_VAL, "true") not in _OFF


def changes(properties: Any) -> Mapping[str, Any]:
    """Return what the properties of a run change in a look, by the names of its fields."""
    found: dict[str, Any] = {}
    for child in properties:
        known = _READERS.get(child.tag)
        if known is not None:
            field, reader = known
            read = reader(child)
            if read is not None:
                found[field] = read
    return found


def changed(look: Look, *steps: Mapping[str, Any]) -> Look:
    """Return a look with changes, the later ones on top."""
    merged: dict[str, Any] = {}
    for step in steps:
        merged.update(step)
    return replace(look, **merged) if merged else look


def shading(element: Any) -> str | None:
    """Return the colour that a shading gives to what is behind a text, or None."""
    if element is None:
        return None
    pattern = element.get(_VAL, "clear")
    fill = element.get(w("color")) if pattern == "solid" else element.get(w("fill"))
    if pattern in ("clear", "solid") and fill is not None and len(fill) == 6:
        return str(fill)
    return None


def too_low(spacing: Any) -> bool:
    """Return whether the lines of a paragraph are so low that nothing of them shows."""
    if spacing is None or spacing.get(w("lineRule")) != "exact":
        return False
    return abs(number(spacing.get(w("line")), 240)) <= _TOO_LOW


def number(text: str | None, default: float) -> float:
    """Return a measure in its own unit, points as twentieths; the default where it is none."""
    if text is None:
        return default
    scale = 20.0 if text.endswith("pt") else 1.0
    try:
        measure = float(text.removesuffix("pt")) * scale
    except ValueError:
        return default
    return measure if math.isfinite(measure) else default


def _size(element: Any) -> float:
    text = element.get(_VAL, "")
    return number(text, 20.0) / 10 if text.endswith("pt") else number(text, 20.0)


def _highlight(element: Any) -> str | None:
    return HIGHLIGHTS.get(element.get(_VAL, ""))


def _color(element: Any) -> str | None:
    color = element.get(_VAL)
    if color in (None, "auto") and element.get(w("themeColor")) == "background1":
        return WHITE
    return None if color is None else str(color)


def _no_fill(element: Any) -> bool:
    return any(child.tag == q(W14, "noFill") for child in element)


def _same(one: str, other: str) -> bool:
    try:
        pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (0, 2, 4)]
    except ValueError:
        return False
    return all(abs(a - b) < _SAME_COLOR for a, b in pairs)


_READERS: Mapping[str, tuple[str, Any]] = {
    w("b"): ("bold", is_on),
    w("i"): ("italic", is_on),
    w("vanish"): ("hidden", is_on),
    w("caps"): ("caps", is_on),
    w("outline"): ("outlined", is_on),
    w("sz"): ("size", _size),
    w("color"): ("color", _color),
    w("shd"): ("ground", shading),
    w("highlight"): ("ground", _highlight),
    q(W14, "textFill"): ("colourless", _no_fill),
}
