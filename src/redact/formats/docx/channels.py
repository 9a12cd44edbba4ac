"""List the channels of a Word document that carry text or identity, and what becomes of each."""

import re
from collections import Counter
from typing import Any

from redact.errors import FormatError
from redact.formats.docx.names import PIC, WP, WPS, A, M, R, V, q, w
from redact.formats.docx.relations import main_part
from redact.formats.form import Channel, Fate
from redact.formats.package import Package, open_package, parse_xml

#: What the names of parts tell, the first that applies.
_PARTS: tuple[tuple[re.Pattern[str], str, Fate], ...] = tuple(
    (re.compile(pattern), name, fate)
    for pattern, name, fate in (
        (r".*/header\d*\.xml", "headers", Fate.REWRITTEN),
        (r".*/footer\d*\.xml", "footers", Fate.REWRITTEN),
        (r".*/(?:media/.*|image\d*\.\w+)", "pictures", Fate.REWRITTEN),
        (r".*/comments\w*\.xml", "comment parts", Fate.DROPPED),
        (r".*/people\.xml", "people", Fate.DROPPED),
        (r"docProps/(?:core|app|custom)\.xml", "document properties", Fate.DROPPED),
        (r"docProps/thumbnail.*", "thumbnails", Fate.DROPPED),
        (r"customXml/.*", "custom XML", Fate.DROPPED),
        (r".*/charts/.*", "charts", Fate.DROPPED),
        (r".*/diagrams/.*", "diagrams", Fate.DROPPED),
        (r".*/embeddings/.*|.*\.bin", "embedded objects", Fate.DROPPED),
        (r".*/glossary/.*", "building blocks", Fate.DROPPED),
        (r".*/fonts/.*", "embedded fonts", Fate.DROPPED),
        (r".*/theme/.*", "theme", Fate.DROPPED),
        (r".*/(?:afchunk|chunk).*|.*\.(?:mht|html?|rtf|docx)", "included documents", Fate.DROPPED),
        (r"_xmlsignatures/.*", "signatures", Fate.DROPPED),
        (r".*printerSettings.*", "printer settings", Fate.DROPPED),
        (r".*vba.*", "macros", Fate.DROPPED),
        (r".*/(?:document|footnotes|endnotes|styles|numbering|settings|fontTable|webSettings)\d*"
         r"\.xml|.*\.rels|\[Content_Types\]\.xml", "", Fate.KEPT),
    )
)  # fmt: skip
_OTHER_PART = ("other parts", Fate.DROPPED)
#: What elements tell.
_ELEMENTS = {
    w("p"): ("paragraphs", Fate.REWRITTEN),
    w("tbl"): ("tables", Fate.REWRITTEN),
    w("txbxContent"): ("text boxes", Fate.REWRITTEN),
    w("footnote"): ("footnotes", Fate.REWRITTEN),
    w("endnote"): ("endnotes", Fate.REWRITTEN),
    w("sdt"): ("content controls", Fate.REWRITTEN),
    w("ruby"): ("ruby texts", Fate.REWRITTEN),
    q(M, "oMath"): ("formulas", Fate.REWRITTEN),
    q(V, "textpath"): ("WordArt", Fate.REWRITTEN),
    w("tblCaption"): ("alternative texts", Fate.REWRITTEN),
    w("tblDescription"): ("alternative texts", Fate.REWRITTEN),
    w("ins"): ("tracked insertions", Fate.REWRITTEN),
    w("moveTo"): ("tracked insertions", Fate.REWRITTEN),
    w("del"): ("tracked deletions", Fate.DROPPED),
    w("moveFrom"): ("tracked deletions", Fate.DROPPED),
    w("hyperlink"): ("links", Fate.REWRITTEN),
    w("instrText"): ("field codes", Fate.DROPPED),
    w("fldSimple"): ("field codes", Fate.DROPPED),
    w("comment"): ("comments", Fate.DROPPED),
    w("bookmarkStart"): ("bookmarks", Fate.DROPPED),
    w("permStart"): ("permissions", Fate.DROPPED),
    w("vanish"): ("hidden text", Fate.DROPPED),
    w("object"): ("embedded objects", Fate.DROPPED),
    w("altChunk"): ("included documents", Fate.DROPPED),
    w("smartTag"): ("smart tags", Fate.REWRITTEN),
    w("customXml"): ("custom XML", Fate.DROPPED),
    w("style"): ("style names", Fate.REWRITTEN),
    w("lvlText"): ("list labels", Fate.REWRITTEN),
    w("docVar"): ("document variables", Fate.DROPPED),
    w("mailMerge"): ("mail merge", Fate.DROPPED),
    w("attachedTemplate"): ("attached template", Fate.DROPPED),
    w("lang"): ("languages", Fate.DROPPED),
    w("font"): ("font table", Fate.DROPPED),
    w("rFonts"): ("fonts", Fate.REWRITTEN),
}
_ALTERNATIVES = frozenset(
    {q(WP, "docPr"), q(PIC, "cNvPr"), q(WPS, "cNvPr"), q(A, "cNvPr")}
    | {q(V, name) for name in ("shape", "rect", "roundrect", "oval", "line", "group")}
)
_ALTERNATIVE_KEYS = ("descr", "title", "alt")
_AUTHOR, _RSID = w("author"), w("rsid")
_TARGETS = "external targets"


def channels(data: bytes) -> tuple[Channel, ...]:
    """Return the channels of a Word document, each with how often it is there and its fate.

    Raises:
        FormatError: the file is locked, damaged, or not a Word document.
    """
    package = open_package(data)
    main_part(package)
    counted: Counter[tuple[str, Fate]] = Counter()
    for name in package.names:
        found = next(
            ((word, fate) for form, word, fate in _PARTS if form.fullmatch(name)), _OTHER_PART
        )
        if found[0]:
            counted[found] += 1
        if name.endswith((".xml", ".rels")):
            _count(package, name, counted)
    listed = sorted(counted.items(), key=lambda each: (each[0][1] is Fate.DROPPED, each[0][0]))
    return tuple(Channel(name, count, fate) for (name, fate), count in listed if count)


def _count(package: Package, name: str, counted: Counter[tuple[str, Fate]]) -> None:
    try:
        root = parse_xml(package.read(name))
    except FormatError:
        counted["unreadable parts", Fate.DROPPED] += 1
        return
    for element in root.iter():
        tag = element.tag
        known = _ELEMENTS.get(tag)
        if known is not None:
            counted[known] += 1
        if element.attrib:
            _count_attributes(element, tag, counted)


def _count_attributes(element: Any, tag: str, counted: Counter[tuple[str, Fate]]) -> None:
    for key, text in element.attrib.items():
        if key.startswith(_RSID):
            counted["revision ids", Fate.DROPPED] += 1
        elif key == _AUTHOR:
            counted["authors", Fate.DROPPED] += 1
        elif key == "TargetMode" and text == "External":
            counted[_TARGETS, Fate.DROPPED] += 1
        elif key in _ALTERNATIVE_KEYS and tag in _ALTERNATIVES and text:
            counted["alternative texts", Fate.REWRITTEN] += 1
        elif key == q(R, "link"):
            counted["linked pictures", Fate.DROPPED] += 1
