"""Copy properties of text, tables and pages, as far as names and values are on the allow-list."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from redact.formats.docx.names import tags, w
from redact.formats.docx.vocabulary import FONTS, value

RUN = tags(
    "b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint snapToGrid color"
    " spacing w kern position sz szCs highlight u bdr shd vertAlign rtl cs em"
)
PARAGRAPH = tags(
    "keepNext keepLines pageBreakBefore framePr widowControl suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
    " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc"
    " textDirection textAlignment textboxTightWrap outlineLvl"
)
TABLE = tags(
    "tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook"
)
ROW = tags("gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc")
CELL = tags(
    "tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
)
SECTION = tags(
    "footnotePr endnotePr type pgSz pgMar pgBorders lnNumType pgNumType cols vAlign noEndnote"
    " titlePg textDirection bidi rtlGutter docGrid"
)
_EDGES = tags("top left start bottom right end")
#: What stands inside a property, where something does.
_INNER = {
    w("pBdr"): _EDGES | tags("between bar"),
    w("tabs"): tags("tab"),
    w("tblBorders"): _EDGES | tags("insideH insideV"),
    w("tblCellMar"): _EDGES,
    w("tcBorders"): _EDGES | tags("insideH insideV tl2br tr2bl"),
    w("tcMar"): _EDGES,
    w("footnotePr"): tags("pos numFmt numStart numRestart"),
    w("endnotePr"): tags("pos numFmt numStart numRestart"),
    w("pgBorders"): _EDGES,
    w("cols"): tags("col"),
}
_ATTRIBUTES = tags(
    "val color sz space shadow frame fill w h hRule hSpace vSpace wrap hAnchor vAnchor x xAlign y"
    " yAlign anchorLock dropCap lines before beforeAutospacing beforeLines after"
    " afterAutospacing afterLines line lineRule start end left right startChars endChars"
    " leftChars rightChars hanging hangingChars firstLine firstLineChars pos leader type"
    " leftFromText rightFromText topFromText bottomFromText vertAnchor horzAnchor tblpXSpec tblpX"
    " tblpYSpec tblpY firstRow lastRow firstColumn lastColumn noHBand noVBand orient top bottom"
    " header footer gutter num equalWidth sep fmt chapStyle chapSep linePitch charSpace countBy"
    " distance restart offsetFrom display zOrder"
)
_ESSENTIAL = tags("val pos")
_LOOK = w("tblLook")
_LOOK_BITS = 0x07E0
_VAL = w("val")
_FONT_KEYS = tuple(w(name) for name in ("ascii", "hAnsi", "eastAsia", "cs"))
_THEME_KEYS = tuple(w(name) for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"))


def copy(source: Any, target: Any, allowed: frozenset[str]) -> None:
    """Put those properties of `source` under `target` that are allowed, each with clean values."""
    for child in source:
        tag = child.tag
        if tag in allowed:
            copy_one(child, target)


def copy_one(child: Any, target: Any) -> None:
    """Put a property under `target`, unless a value that it needs is not on the allow-list."""
    attributes = {}
    lost = False
    for key, text in child.attrib.items():
        if key not in _ATTRIBUTES:
            continue
        clean = value(text) if child.tag != _LOOK or key != _VAL else _look(text)
        if clean is not None:
            attributes[key] = clean
        elif key in _ESSENTIAL:
            return
        else:
            lost = True
    if lost and not attributes:
        return
    inner = _INNER.get(child.tag)
    made = etree.SubElement(target, child.tag, attributes)
    if inner is not None:
        copy(child, made, inner)
        if not len(made) and not attributes:
            target.remove(made)


def copy_fonts(child: Any, target: Any, theme: Mapping[str, str]) -> None:
    """Put the fonts of a run under `target`, those of the theme by their names, if they are common.

    Args:
        child: The element that names fonts.
        target: Where it goes.
        theme: The fonts that the theme's names stand for.
    """
    attributes = {}
    for key, theme_key in zip(_FONT_KEYS, _THEME_KEYS, strict=True):
        name = theme.get(child.get(theme_key, ""), "") or child.get(key)
        if name in FONTS:
            attributes[key] = name
    hint = child.get(w("hint"))
    if hint in ("default", "eastAsia", "cs"):
        attributes[w("hint")] = hint
    if attributes:
        etree.SubElement(target, child.tag, attributes)


def _look(text: str) -> str | None:
    try:
        return f"{int(text, 16) & _LOOK_BITS:04X}" if len(text) <= 4 else None
    except ValueError:
        return None
