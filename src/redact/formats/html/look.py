"""How a text of a page looks, as far as it decides whether anybody sees it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)
#: Names of colours that hidden text is written in.
_NAMED = {
    "white": _WHITE, "black": _BLACK, "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255), "mintcream": (245, 255, 250),
    "floralwhite": (255, 250, 240), "azure": (240, 255, 255), "red": (255, 0, 0),
    "green": (0, 128, 0), "blue": (0, 0, 255), "navy": (0, 0, 128), "gray": (128, 128, 128),
    "grey": (128, 128, 128), "silver": (192, 192, 192), "yellow": (255, 255, 0),
    "maroon": (128, 0, 0), "purple": (128, 0, 128), "teal": (0, 128, 128),
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})")
_RGB = re.compile(r"rgba?\(([^)]*)\)")
_TOKEN = re.compile(r"rgba?\([^)]*\)|[^\s()]+\([^)]*\)|[^\s,]+")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*(px|pt|em|rem|ex|ch|pc|cm|mm|in|vw|vh|%)?")
_PIXELS = {
    "px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "pc": 16.0, "cm": 38.0,
    "mm": 3.8, "in": 96.0, "vw": 10.0, "vh": 8.0, "%": 10.0,
}  # fmt: skip
_NORMAL = 16.0
#: A text of at most so many pixels is a trick, not a text.
_TOO_SMALL = 1.34
#: Two colours are one to the eye where no channel differs by more.
_ALIKE = 16
_FAR = -500.0
_FAINT = 0.05

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands down to the text in it; a colour that is not known is None."""

    colour: Colour | None = _BLACK
    ground: Colour | None = _WHITE
    size: float = _NORMAL
    shown: bool = True
    gone: bool = False

    @property
    def unseen(self) -> bool:
        """Whether nobody sees a text that looks so."""
        return (
            self.gone
            or not self.shown
            or self.size <= _TOO_SMALL
            or (self.colour is not None and self.ground is not None and self._alike())
        )

    def _alike(self) -> bool:
        pairs = zip(self.colour or (), self.ground or (), strict=False)
        return all(abs(one - other) <= _ALIKE for one, other in pairs)


def looked(look: Look, style: Mapping[str, str]) -> Look:
    """Return the look of an element with these properties inside one of that look."""
    if look.gone or not style:
        return look
    colour, ground = look.colour, _ground(look.ground, style)
    if "color" in style and style["color"] not in ("inherit", "currentcolor"):
        colour = ground if style["color"] == "transparent" else colour_of(style["color"])
    return replace(
        look,
        colour=colour,
        ground=ground,
        size=_size(look.size, style),
        shown=_shown(look.shown, style),
        gone=_gone(style),
    )


def colour_of(value: str) -> Colour | None:
    """Return a colour that is written in one of the usual ways, else None.

    >>> colour_of("#fff"), colour_of("rgb(100%, 0, 10)"), colour_of("var(--x)")
    ((255, 255, 255), (255, 0, 10), None)
    """
    value = value.strip().lower()
    if value in _NAMED:
        return _NAMED[value]
    if digits := _HEX.fullmatch(value):
        code = digits[1]
        if len(code) <= 4:
            code = "".join(digit * 2 for digit in code)
        return int(code[:2], 16), int(code[2:4], 16), int(code[4:6], 16)
    if inner := _RGB.fullmatch(value):
        parts = re.split(r"[\s,/]+", inner[1].strip())
        if len(parts) >= 3 and all(_NUMBER.match(part) for part in parts[:3]):
            red, green, blue = (_channel(part) for part in parts[:3])
            return red, green, blue
    return None


def _channel(part: str) -> int:
    number = _number(part) * (2.55 if part.endswith("%") else 1)
    return max(0, min(255, round(number)))


def _number(value: str) -> float:
    found = _NUMBER.match(value)
    return float(found[0][:12]) if found else 1.0


def _ground(below: Colour | None, style: Mapping[str, str]) -> Colour | None:
    if style.get("background-image", "none") != "none":
        return None
    ground = below
    for token in _TOKEN.findall(style.get("background", "")):
        if "url(" in token or "gradient(" in token:
            return None
        ground = colour_of(token) or ground
    colour = style.get("background-color", "")
    if colour and colour not in ("transparent", "inherit", "initial"):
        ground = colour_of(colour)
    return ground


def _size(outer: float, style: Mapping[str, str]) -> float:
    value = style.get("font-size", "")
    if not value and "font" in style:
        value = next((t for t in style["font"].split() if t[:1].isdigit() and t[-1:].isalpha()), "")
    found = _LENGTH.match(value.partition("/")[0])
    if found is None:
        return _NORMAL if value and value not in ("inherit", "smaller", "larger") else outer
    number, unit = float(found[1][:12]), found[2]
    if unit in ("em", "%", "ex"):
        return outer * number / (100 if unit == "%" else 1)
    if unit is None:
        return outer if number else 0.0
    return number * _PIXELS[unit]


def _shown(outer: bool, style: Mapping[str, str]) -> bool:
    match style.get("visibility", ""):
        case "hidden" | "collapse":
            return False
        case "visible" | "initial":
            return True
    return outer


def _gone(style: Mapping[str, str]) -> bool:
    if style.get("display") == "none" or style.get("mso-hide") == "all":
        return True
    if "opacity" in style and _number(style["opacity"]) < _FAINT:
        return True
    if "scale(0" in style.get("transform", "").replace(" ", "").replace("0.", "_"):
        return True
    return _far(style) or _clipped(style)


def _far(style: Mapping[str, str]) -> bool:
    """Return whether the text stands off the page."""
    if _pixels(style.get("text-indent", "")) <= _FAR:
        return True
    if (
        _pixels(style.get("margin-left", "")) <= _FAR
        or _pixels(style.get("margin-top", "")) <= _FAR
    ):
        return True
    placed = style.get("position") in ("absolute", "fixed", "relative")
    return placed and any(_pixels(style.get(side, "")) <= _FAR for side in ("left", "top", "right"))


def _clipped(style: Mapping[str, str]) -> bool:
    """Return whether the text is cut off by a box of no size."""
    clip = style.get("clip", "")
    if clip.startswith("rect(") and sum(map(_pixels, re.split(r"[\s,()]+", clip)[1:-1])) <= 4:
        return "position" in style and "auto" not in clip
    if re.match(r"inset\((?:50|100)%|circle\(0|polygon\(0 0\)", style.get("clip-path", "")):
        return True
    if style.get("overflow") not in ("hidden", "clip"):
        return False
    sides = ("height", "max-height", "width", "max-width")
    return any(
        side in style and _LENGTH.match(style[side]) and _pixels(style[side]) <= 1 for side in sides
    )


def _pixels(value: str) -> float:
    found = _LENGTH.match(value)
    return float(found[1][:12]) * _PIXELS[found[2] or "px"] if found else 0.0
