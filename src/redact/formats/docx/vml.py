"""Build the drawings of old Word files anew: text boxes, WordArt, lines, blank pictures."""

import re
from typing import Any

from lxml import etree

from redact.formats.docx.look import number
from redact.formats.docx.names import O, R, V, q, w

_W10 = "urn:schemas-microsoft-com:office:word"
_SHAPES = frozenset(q(V, name) for name in ("shape", "rect", "roundrect", "oval", "line", "image"))
_GROUP = q(V, "group")
_STYLE = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]*?)\s*(?:;|$)", re.I)
_LENGTH = re.compile(r"-?\d{0,6}(?:\.\d{1,4})?(?:pt|in|cm|mm|px|pc|em|%)?")
_PAIR = re.compile(
    r"-?\d{0,7}(?:\.\d{1,4})?(?:pt|in|cm|mm|px)?(?:,-?\d{0,7}(?:\.\d{1,4})?(?:pt|in|cm|mm|px)?)?"
)
_COLOR = re.compile(r"#[0-9A-Fa-f]{3,6}")
_KEYS_TEXT = """
    position left top margin-left margin-top width height z-index rotation flip visibility
    mso-position-horizontal mso-position-horizontal-relative mso-position-vertical
    mso-position-vertical-relative mso-width-percent mso-height-percent mso-width-relative
    mso-height-relative mso-wrap-style mso-wrap-distance-left mso-wrap-distance-right
    mso-wrap-distance-top mso-wrap-distance-bottom v-text-anchor
    """
_KEYS = frozenset(_KEYS_TEXT.split())
_WORDS_TEXT = """
    absolute relative static left right center top middle bottom inside outside page margin text
    char line column square none x y visible t f true false tight through topAndBottom
    left-margin-area right-margin-area top-margin-area bottom-margin-area inner-margin-area
    outer-margin-area topandbottom
    """
_WORDS = frozenset(_WORDS_TEXT.split())
_COLORS_TEXT = (
    "white black silver gray maroon red purple fuchsia green lime olive yellow navy blue teal aqua"
    " none window windowText"
)
_COLORS = frozenset(_COLORS_TEXT.split())
_TEXT_ATTRIBUTES = ("alt", "title")
#: Points; nothing further off stands on a page.
_OFF_PAGE = 1_550.0
_ART_TYPE = "#_x0000_t136"
_ART_STYLE = 'font-family:"Calibri";font-size:1pt'
_ART = (
    ("id", "_x0000_t136"),
    ("coordsize", "21600,21600"),
    (q(O, "spt"), "136"),
    ("adj", "10800"),
    ("path", "m@7,l@8,m@5,21600l@6,21600e"),
)
_ART_FORMULAS = (
    "sum #0 0 10800",
    "prod #0 2 1",
    "sum 21600 0 @1",
    "sum 0 0 @2",
    "sum 21600 0 @3",
    "if @0 @3 0",
    "if @0 21600 @1",
    "if @0 0 @2",
    "if @0 @4 21600",
)


class Vml:
    """Builds the old drawings of one story."""

    def __init__(self, context: Any, host: Any) -> None:
        self._context = context
        self._host = host

    def build(self, source: Any, run: Any, ground: str | None) -> None:
        """Build a drawing under a run, unless nothing of it can be kept."""
        made = etree.SubElement(run, w("pict"))
        kept = 0
        for child in source:
            kept += self._shape(child, made, ground)
        if not kept:
            run.remove(made)

    def _shape(self, source: Any, target: Any, ground: str | None) -> bool:
        if source.tag == _GROUP:
            return self._group(source, target, ground)
        if source.tag not in _SHAPES:
            return False
        style = _style(source.get("style", ""))
        if _unseen(style):
            self._hide(source)
            return False
        box = source.find(f"{q(V, 'textbox')}/{w('txbxContent')}")
        art, picture = source.find(q(V, "textpath")), source.find(q(V, "imagedata"))
        if source.tag == q(V, "image") and picture is None:
            picture = source
        drawn = source.tag not in (q(V, "shape"), q(V, "image"))
        if not drawn and all(each is None for each in (box, art, picture)):
            self._context.collector.notice("drawings dropped")
            return False
        tag = source.tag if drawn else q(V, "rect")
        if art is not None:
            tag = q(V, "shape")
            self._art_type(target)
        made = etree.SubElement(target, tag)
        if art is not None:
            made.set("type", _ART_TYPE)
        self._attributes(source, made, style)
        if art is not None:
            self._art(art, made)
        if picture is not None:
            self._picture(picture, made)
        if box is not None:
            into = etree.SubElement(etree.SubElement(made, q(V, "textbox")), box.tag)
            self._host.box(box, into, _ground(source, ground))
        wrap = source.find(q(_W10, "wrap"))
        if wrap is not None and wrap.get("type") in _WORDS:
            etree.SubElement(made, wrap.tag, {"type": wrap.get("type")}, nsmap={"w10": _W10})
        return True

    def _group(self, source: Any, target: Any, ground: str | None) -> bool:
        style = _style(source.get("style", ""))
        if _unseen(style):
            self._hide(source)
            return False
        made = etree.SubElement(target, _GROUP)
        self._attributes(source, made, style)
        kept = 0
        for child in source:
            kept += self._shape(child, made, ground)
        if not kept:
            target.remove(made)
        return bool(kept)

    def _attributes(self, source: Any, made: Any, style: dict[str, str]) -> None:
        if style:
            made.set("style", ";".join(f"{key}:{text}" for key, text in style.items()))
        for name in ("coordorigin", "coordsize", "from", "to", "strokeweight", "arcsize"):
            text = source.get(name, "").strip()
            if text and _PAIR.fullmatch(text):
                made.set(name, text)
        for name in ("filled", "stroked"):
            if source.get(name) in ("t", "f", "true", "false"):
                made.set(name, source.get(name))
        for name in ("fillcolor", "strokecolor"):
            text = source.get(name, "").split("[")[0].strip()
            if _COLOR.fullmatch(text) or text in _COLORS:
                made.set(name, text)
        for name in _TEXT_ATTRIBUTES:
            text = source.get(name, "").strip()
            if text:
                self._host.label(text, made, name)

    def _picture(self, source: Any, made: Any) -> None:
        relation = self._context.picture(source.get(q(R, "id")), self._host.part)
        etree.SubElement(made, q(V, "imagedata"), {q(R, "id"): relation})
        made.set("stroked", "f")

    def _art(self, source: Any, made: Any) -> None:
        into = etree.SubElement(made, source.tag, {"on": "t", "fitshape": "t", "style": _ART_STYLE})
        text = source.get("string", "").strip()
        if text:
            self._host.label(text, into, "string")

    @staticmethod
    def _art_type(target: Any) -> None:
        made = etree.SubElement(target, q(V, "shapetype"), dict(_ART))
        formulas = etree.SubElement(made, q(V, "formulas"))
        for each in _ART_FORMULAS:
            etree.SubElement(formulas, q(V, "f"), {"eqn": each})
        etree.SubElement(made, q(V, "path"), {"textpathok": "t"})
        etree.SubElement(made, q(V, "textpath"), {"on": "t", "fitshape": "t"})

    def _hide(self, source: Any) -> None:
        self._host.hide_all(source)
        for art in source.iter(q(V, "textpath")):
            self._context.collector.hide(art.get("string", ""), "drawing unseen")
            self._context.collector.hide_end()


def plain_style(text: str) -> bool:
    """Return whether the style of a shape holds nothing but known properties and values."""
    return ";".join(f"{key}:{value}" for key, value in _style(text).items()) == text


#: The attribute values that are the same in every WordArt.
CONSTANTS = frozenset(
    {_ART_TYPE, _ART_STYLE, *(value for _, value in _ART), *_ART_FORMULAS, "t", "f"}
)


def plain_value(text: str) -> bool:
    """Return whether a value is a measure, a pair of them, a colour or a known word."""
    return bool(
        text in CONSTANTS
        or text in _WORDS
        or text in _COLORS
        or _PAIR.fullmatch(text)
        or _COLOR.fullmatch(text)
    )


def _style(text: str) -> dict[str, str]:
    """Return the known properties of a shape's style that hold a measure or a known word.

    >>> _style("width:10pt;font-family:Kowalska;position:absolute")
    {'width': '10pt', 'position': 'absolute'}
    """
    found = {}
    for key, value in _STYLE.findall(text):
        plain = value in _WORDS or value == "hidden" or (value and _LENGTH.fullmatch(value))
        if plain and (key.lower() in _KEYS or key.lower() == "display"):
            found[key.lower()] = value
    return found


def _unseen(style: dict[str, str]) -> bool:
    if style.pop("display", "") == "none" or style.get("visibility") == "hidden":
        return True
    for name in ("left", "top", "margin-left", "margin-top"):
        text = style.get(name, "0")
        if text.endswith(("pt", "in", "cm")):
            scale = {"pt": 1.0, "in": 72.0, "cm": 28.35}[text[-2:]]
            if abs(number(text[:-2], 0.0)) * scale > _OFF_PAGE:
                return True
    return False


def _ground(source: Any, ground: str | None) -> str | None:
    if source.get("filled") in ("f", "false"):
        return ground
    color = source.get("fillcolor", "").split("[")[0].strip()
    if not color or color in ("white", "window", "#fff"):
        return "FFFFFF"
    return color[1:].upper() if len(color) == 7 and _COLOR.fullmatch(color) else None
