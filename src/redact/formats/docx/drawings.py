"""Build drawings anew: pictures without what they show, text boxes, shapes and their groups.

Charts, diagrams, ink and shapes of free form are not copied; a free form can be a signature.
"""

import re
from typing import Any, Protocol

from lxml import etree

from redact.formats.docx.context import Context, PartBuilder
from redact.formats.docx.frames import WORDS, clean, frame, numbers, transform, unseen
from redact.formats.docx.names import MC, PIC, WP, WPC, WPG, WPS, A, R, q, w
from redact.formats.docx.vml import Vml

_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
PRESETS_TEXT = """
    rect roundRect round1Rect round2SameRect round2DiagRect snip1Rect snip2SameRect snip2DiagRect
    ellipse triangle rtTriangle parallelogram trapezoid diamond pentagon hexagon octagon plus
    plaque can cube bevel donut line lineInv straightConnector1 rightArrow leftArrow upArrow
    downArrow leftRightArrow upDownArrow chevron homePlate wedgeRectCallout wedgeRoundRectCallout
    wedgeEllipseCallout foldedCorner frame halfFrame leftBracket rightBracket leftBrace rightBrace
    bracketPair bracePair horizontalScroll verticalScroll ribbon ribbon2 star4 star5
    flowChartProcess     flowChartAlternateProcess flowChartTerminator
    """
PRESETS = frozenset(PRESETS_TEXT.split())
_BODY = ("rot", "vert", "wrap", "lIns", "tIns", "rIns", "bIns", "anchor", "anchorCtr", "upright")
_THEME = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}
_URIS = {
    q(PIC, "pic"): PIC,
    q(WPS, "wsp"): WPS,
    q(WPG, "wgp"): WPG,
    q(WPC, "wpc"): WPG,
}
_DROPPED = {"chart": "charts dropped", "relIds": "diagrams dropped"}


class Host(Protocol):
    """What a drawing asks of the story that it stands in."""

    part: PartBuilder

    def box(self, content: Any, target: Any, ground: str | None) -> None:
        """Build the content of a text box."""

    def label(self, text: str, element: Any, attribute: str) -> None:
        """Make an attribute the place of a line of its own."""

    def hide_all(self, source: Any) -> None:
        """Take note of all text that nobody sees."""


class Drawings:
    """Builds the drawings of one story."""

    def __init__(self, context: Context, host: Host) -> None:
        self._context = context
        self._host = host
        self._vml = Vml(context, host)

    def vml(self, source: Any, run: Any, ground: str | None) -> None:
        """Build a drawing of the old kind, or the picture of an embedded object."""
        self._vml.build(source, run, ground)

    def drawing(self, source: Any, run: Any, ground: str | None) -> None:
        """Build a drawing under a run, unless nothing of it can be kept."""
        for holder in source:
            if holder.tag in (q(WP, "inline"), q(WP, "anchor")):
                self._held(holder, run, ground)

    def _held(self, holder: Any, run: Any, ground: str | None) -> None:
        content = next(iter(holder.iterfind(f"{q(A, 'graphic')}/{q(A, 'graphicData')}/*")), None)
        if content is None:
            return
        if unseen(holder):
            self._host.hide_all(holder)
            return
        if content.tag not in _URIS:
            name = etree.QName(content).localname
            self._context.collector.notice(_DROPPED.get(name, "drawings dropped"))
            return
        shape = content.tag in (q(WPS, "wsp"), q(WPG, "wgp"), q(WPC, "wpc"))
        outer = run
        if shape:
            outer = etree.SubElement(run, q(MC, "AlternateContent"))
            requires = "wps" if content.tag == q(WPS, "wsp") else "wpg"
            outer = etree.SubElement(outer, q(MC, "Choice"), {"Requires": requires})
        drawing = etree.SubElement(outer, w("drawing"))
        made = etree.SubElement(drawing, holder.tag)
        data = self._frame(holder, made, content)
        if not self._content(content, data, ground):
            run.remove(run[-1])

    def _frame(self, holder: Any, made: Any, content: Any) -> Any:
        """Build what says where a drawing stands and how large it is; return its inside."""
        frame(holder, made)
        old = holder.find(q(WP, "docPr"))
        number = self._context.shape_id()
        properties = etree.SubElement(
            made, q(WP, "docPr"), {"id": number, "name": f"Drawing {number}"}
        )
        inner = content.find(f"{q(PIC, 'nvPicPr')}/{q(PIC, 'cNvPr')}")
        self._alt(properties, old, inner)
        etree.SubElement(made, q(WP, "cNvGraphicFramePr"))
        graphic = etree.SubElement(made, q(A, "graphic"))
        return etree.SubElement(graphic, q(A, "graphicData"), {"uri": _URIS[content.tag]})

    def _alt(self, target: Any, *sources: Any) -> None:
        for name in ("descr", "title"):
            texts = (each.get(name, "").strip() for each in sources if each is not None)
            text = next((each for each in texts if each), "")
            if text:
                self._host.label(text, target, name)

    def _content(self, source: Any, target: Any, ground: str | None) -> bool:
        if source.tag == q(PIC, "pic"):
            self._picture(source, target)
        elif source.tag == q(WPS, "wsp"):
            return self._shape(source, target, ground)
        elif source.tag in (q(WPG, "wgp"), q(WPG, "grpSp"), q(WPC, "wpc")):
            return self._group(source, target, ground)
        else:
            if source.tag in (q(WPG, "graphicFrame"), q(WPC, "graphicFrame")):
                self._context.collector.notice("charts dropped")
            return False
        return True

    def _picture(self, source: Any, target: Any) -> None:
        blip = source.find(f"{q(PIC, 'blipFill')}/{q(A, 'blip')}")
        relation = self._context.picture(
            blip.get(q(R, "embed")) if blip is not None else None, self._host.part
        )
        made = etree.SubElement(target, q(PIC, "pic"))
        head = etree.SubElement(made, q(PIC, "nvPicPr"))
        number = self._context.shape_id()
        names = etree.SubElement(head, q(PIC, "cNvPr"), {"id": number, "name": f"Drawing {number}"})
        if target.tag != q(A, "graphicData"):
            self._alt(names, source.find(f"{q(PIC, 'nvPicPr')}/{q(PIC, 'cNvPr')}"))
        etree.SubElement(head, q(PIC, "cNvPicPr"))
        fill = etree.SubElement(made, q(PIC, "blipFill"))
        etree.SubElement(fill, q(A, "blip"), {q(R, "embed"): relation})
        crop = source.find(f"{q(PIC, 'blipFill')}/{q(A, 'srcRect')}")
        if crop is not None:
            edges = {name: text for name in "ltrb" if (text := clean(crop.get(name)))}
            etree.SubElement(fill, crop.tag, edges)
        etree.SubElement(etree.SubElement(fill, q(A, "stretch")), q(A, "fillRect"))
        self._form(source.find(q(PIC, "spPr")), etree.SubElement(made, q(PIC, "spPr")))

    def _shape(self, source: Any, target: Any, ground: str | None) -> bool:
        box = source.find(f"{q(WPS, 'txbx')}/{w('txbxContent')}")
        form = source.find(q(WPS, "spPr"))
        free = form is not None and form.find(q(A, "custGeom")) is not None
        if free and box is None:
            self._context.collector.notice("drawings dropped")
            return False
        made = etree.SubElement(target, q(WPS, "wsp"))
        if target.tag != q(A, "graphicData"):
            number = self._context.shape_id()
            names = etree.SubElement(
                made, q(WPS, "cNvPr"), {"id": number, "name": f"Drawing {number}"}
            )
            self._alt(names, source.find(q(WPS, "cNvPr")))
        attributes = {"txBox": "1"} if box is not None else {}
        etree.SubElement(made, q(WPS, "cNvSpPr"), attributes)
        self._form(form, etree.SubElement(made, q(WPS, "spPr")))
        if box is not None:
            content = etree.SubElement(etree.SubElement(made, q(WPS, "txbx")), box.tag)
            self._host.box(box, content, self._ground(source, form, ground))
        body = source.find(q(WPS, "bodyPr"))
        into = etree.SubElement(made, q(WPS, "bodyPr"))
        if body is not None:
            for name in _BODY:
                text = clean(body.get(name))
                if text:
                    into.set(name, text)
            for name in ("noAutofit", "spAutoFit"):
                if body.find(q(A, name)) is not None:
                    etree.SubElement(into, q(A, name))
                    break
        return True

    def _group(self, source: Any, target: Any, ground: str | None) -> bool:
        inner = target.tag != q(A, "graphicData")
        made = etree.SubElement(target, q(WPG, "grpSp" if inner else "wgp"))
        if inner:
            number = self._context.shape_id()
            names = etree.SubElement(
                made, q(WPG, "cNvPr"), {"id": number, "name": f"Drawing {number}"}
            )
            self._alt(names, source.find(q(WPG, "cNvPr")))
        etree.SubElement(made, q(WPG, "cNvGrpSpPr"))
        form = etree.SubElement(made, q(WPG, "grpSpPr"))
        place = source.find(f"{q(WPG, 'grpSpPr')}/{q(A, 'xfrm')}")
        if place is not None:
            transform(place, form)
        else:
            holder = next(source.iterancestors(q(WP, "inline"), q(WP, "anchor")), None)
            extent = holder.find(q(WP, "extent")) if holder is not None else None
            size = numbers(extent, "cx", "cy")
            whole = etree.SubElement(form, q(A, "xfrm"))
            for name in ("off", "ext", "chOff", "chExt"):
                zero = {"x": "0", "y": "0"}
                etree.SubElement(whole, q(A, name), zero if name.endswith("ff") else size)
        kept = 0
        for child in source:
            kept += self._content(child, made, ground)
        if not kept:
            target.remove(made)
        return bool(kept)

    def _form(self, source: Any, target: Any) -> None:
        """Build place, outline and colours of a shape."""
        place = source.find(q(A, "xfrm")) if source is not None else None
        if place is not None:
            transform(place, target)
        preset = source.find(q(A, "prstGeom")) if source is not None else None
        known = preset is not None and preset.get("prst") in PRESETS
        shape = preset.get("prst") if preset is not None and known else "rect"
        etree.SubElement(etree.SubElement(target, q(A, "prstGeom"), {"prst": shape}), q(A, "avLst"))
        if source is None:
            return
        self._fill(source, target)
        line = source.find(q(A, "ln"))
        if line is not None:
            width = clean(line.get("w"))
            made = etree.SubElement(target, line.tag, {"w": width} if width else {})
            self._fill(line, made)
            dash = line.find(q(A, "prstDash"))
            if dash is not None and dash.get("val") in WORDS:
                etree.SubElement(made, dash.tag, {"val": dash.get("val")})

    def _fill(self, source: Any, target: Any) -> None:
        if source.find(q(A, "noFill")) is not None:
            etree.SubElement(target, q(A, "noFill"))
            return
        stop = source.find(f"{q(A, 'gradFill')}/{q(A, 'gsLst')}/{q(A, 'gs')}")
        color = self._color(source.find(q(A, "solidFill")) if stop is None else stop)
        if color:
            fill = etree.SubElement(target, q(A, "solidFill"))
            etree.SubElement(fill, q(A, "srgbClr"), {"val": color})

    def _color(self, fill: Any) -> str:
        if fill is None:
            return ""
        for child in fill:
            value = child.get("val", "")
            if child.tag == q(A, "srgbClr") and _COLOR.fullmatch(value):
                return str(value)
            if child.tag == q(A, "schemeClr"):
                return self._context.colors.get(_THEME.get(value, value), "")
        return ""

    def _ground(self, source: Any, form: Any, ground: str | None) -> str | None:
        """Return the colour behind the text of a shape, None where it is not evident."""
        if form is not None:
            if form.find(q(A, "noFill")) is not None:
                return ground
            if form.find(q(A, "solidFill")) is not None:
                return self._color(form.find(q(A, "solidFill"))) or None
            for name in ("gradFill", "blipFill", "pattFill"):
                if form.find(q(A, name)) is not None:
                    return None
        return ground if source.find(q(WPS, "style")) is None else None
