"""Say anew where a drawing stands and how large it is, with numbers and fixed words only."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from redact.formats.docx.names import WP, A, q

_EMU = re.compile(r"-?\d{1,9}")
_PAGE_EMU = 20_000_000
_WORDS_TEXT = """
    true false margin page column character leftMargin rightMargin insideMargin outsideMargin
    topMargin bottomMargin paragraph line left right center inside outside top bottom bothSides
    largest solid dot dash lgDash dashDot lgDashDot lgDashDotDot sysDash sysDot sysDashDot
    sysDashDotDot t ctr b just dist horz vert vert270 eaVert square none clip overflow
    """
WORDS = frozenset(_WORDS_TEXT.split())
_ANCHOR = {
    "distT": "0",
    "distB": "0",
    "distL": "0",
    "distR": "0",
    "simplePos": "0",
    "relativeHeight": "1",
    "behindDoc": "0",
    "locked": "0",
    "layoutInCell": "1",
    "allowOverlap": "1",
}
_INLINE = ("distT", "distB", "distL", "distR")


def frame(holder: Any, made: Any) -> None:
    """Build what says where a drawing stands and how large it is."""
    anchored = holder.tag == q(WP, "anchor")
    names: Mapping[str, str] = _ANCHOR if anchored else dict.fromkeys(_INLINE, "0")
    for name, default in names.items():
        made.set(name, clean(holder.get(name)) or default)
    if anchored:
        etree.SubElement(made, q(WP, "simplePos"), {"x": "0", "y": "0"})
        for name in ("positionH", "positionV"):
            _position(holder.find(q(WP, name)), made, q(WP, name))
    extent = holder.find(q(WP, "extent"))
    etree.SubElement(made, q(WP, "extent"), numbers(extent, "cx", "cy"))
    effect = holder.find(q(WP, "effectExtent"))
    if effect is not None:
        etree.SubElement(made, effect.tag, numbers(effect, "l", "t", "r", "b"))
    if anchored:
        _wrap(holder, made)


def unseen(holder: Any) -> bool:
    """Return whether a drawing is hidden, or evidently off the page."""
    properties = holder.find(q(WP, "docPr"))
    if properties is not None and properties.get("hidden") in ("1", "true"):
        return True
    for offset in holder.iter(q(WP, "posOffset")):
        text = (offset.text or "").strip()
        if _EMU.fullmatch(text) and abs(int(text)) > _PAGE_EMU:
            return True
    extent = holder.find(q(WP, "extent"))
    return extent is not None and extent.get("cx") == "0" and extent.get("cy") == "0"


def clean(text: str | None) -> str | None:
    """Return a value that is a number or a fixed word, or None.

    >>> clean("914400"), clean("margin"), clean("Kowalska")
    ('914400', 'margin', None)
    """
    return text if text is not None and (text in WORDS or _EMU.fullmatch(text)) else None


def numbers(source: Any, *names: str) -> dict[str, str]:
    """Return attributes that hold numbers, 0 where one is missing or holds anything else."""
    found = {}
    for name in names:
        text = source.get(name, "") if source is not None else ""
        found[name] = text if _EMU.fullmatch(text) else "0"
    return found


def _position(source: Any, target: Any, tag: str) -> None:
    origin = source.get("relativeFrom") if source is not None else None
    usual = "column" if tag.endswith("H") else "paragraph"
    made = etree.SubElement(target, tag, {"relativeFrom": origin if origin in WORDS else usual})
    inner = next(iter(source), None) if source is not None else None
    text = (inner.text or "").strip() if inner is not None else ""
    if inner is not None and inner.tag == q(WP, "align") and text in WORDS:
        etree.SubElement(made, inner.tag).text = text
    else:
        etree.SubElement(made, q(WP, "posOffset")).text = text if _EMU.fullmatch(text) else "0"


def _wrap(holder: Any, made: Any) -> None:
    for child in holder:
        name = etree.QName(child).localname
        if not name.startswith("wrap"):
            continue
        if name in ("wrapNone", "wrapTopAndBottom"):
            etree.SubElement(made, q(WP, name))
        else:
            side = child.get("wrapText")
            side = side if side in WORDS else "bothSides"
            etree.SubElement(made, q(WP, "wrapSquare"), {"wrapText": side})
        return
    etree.SubElement(made, q(WP, "wrapNone"))


def transform(source: Any, target: Any) -> None:
    """Build the place, the size and the turn of a shape under `target`."""
    made = etree.SubElement(target, source.tag)
    for name in ("rot", "flipH", "flipV"):
        text = clean(source.get(name))
        if text:
            made.set(name, text)
    for name, keys in (
        ("off", ("x", "y")),
        ("ext", ("cx", "cy")),
        ("chOff", ("x", "y")),
        ("chExt", ("cx", "cy")),
    ):
        found = source.find(q(A, name))
        if found is not None:
            etree.SubElement(made, found.tag, numbers(found, *keys))
