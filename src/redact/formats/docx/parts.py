"""The parts around the stories: content types, relationships and settings, all made anew."""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from redact.formats.docx.look import is_on
from redact.formats.docx.names import RELS, TYPES, WORD, W, q, w
from redact.formats.docx.properties import copy
from redact.formats.package import serialize

MAIN = "word/document.xml"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_OFFICE_DOCUMENT = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
)
_KINDS = ("header", "footer", "footnotes", "endnotes", "styles", "numbering", "settings")
_DEFAULTS = (
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
    ("xml", "application/xml"),
    ("png", "image/png"),
    ("jpeg", "image/jpeg"),
)
#: In the order of the schema.
_KEPT_SETTINGS = ("mirrorMargins", "defaultTabStop", "evenAndOddHeaders")
_VAL = w("val")
_MODES = ("11", "12", "14", "15")

_RELATION = _OFFICE_DOCUMENT.rsplit("/", 1)[0]


def relation_type(word: str) -> str:
    """Return the type of a relationship whose last word is given.

    >>> relation_type("styles").endswith("/relationships/styles")
    True
    """
    return f"{_RELATION}/{word}"


#: What is the same in every copy.
CONSTANTS = frozenset(
    {
        _OFFICE_DOCUMENT,
        *(kind for _, kind in _DEFAULTS),
        *(_MAIN_TYPE.format(word) for word in ("document.main", *_KINDS)),
        *(relation_type(word) for word in (*_KINDS, "image")),
    }
)


def content_types(names: Iterable[str]) -> bytes:
    """Return the part that says of what type each part is."""
    root = etree.Element(q(TYPES, "Types"), nsmap={None: TYPES})
    for suffix, kind in _DEFAULTS:
        etree.SubElement(root, q(TYPES, "Default"), {"Extension": suffix, "ContentType": kind})
    for name in names:
        word = name.rsplit("/", 1)[-1].removesuffix(".xml").rstrip("0123456789")
        if name == MAIN:
            word = "document.main"
        elif word not in _KINDS or not name.endswith(".xml"):
            continue
        etree.SubElement(
            root,
            q(TYPES, "Override"),
            {"PartName": f"/{name}", "ContentType": _MAIN_TYPE.format(word)},
        )
    return serialize(root)


def relationships(targets: Iterable[tuple[str, str]]) -> bytes:
    """Return the part that holds relationships: each a type and a target, numbered from 1."""
    root = etree.Element(q(RELS, "Relationships"), nsmap={None: RELS})
    for number, (kind, target) in enumerate(targets, 1):
        etree.SubElement(
            root,
            q(RELS, "Relationship"),
            {"Id": f"rId{number}", "Type": kind, "Target": target},
        )
    return serialize(root)


def root_relationships() -> bytes:
    """Return the part that says which part is the document."""
    return relationships([(_OFFICE_DOCUMENT, MAIN)])


def settings(source: Any, notes: Mapping[str, bool]) -> bytes:
    """Return the settings that change how a document looks, and none that tell of its making.

    Args:
        source: The root of the source's settings, or None.
        notes: For foot- and endnotes whether there are any.
    """
    root = etree.Element(w("settings"), nsmap={"w": W})
    mode = "15"
    background = source.find(w("displayBackgroundShape")) if source is not None else None
    if background is not None and is_on(background):
        etree.SubElement(root, background.tag)
    if source is not None:
        for name in _KEPT_SETTINGS:
            copy(source, root, frozenset({w(name)}))
        for each in source.iter(w("compatSetting")):
            if each.get(w("name")) == "compatibilityMode" and each.get(_VAL) in _MODES:
                mode = each.get(_VAL)
    for kind, present in notes.items():
        if present:
            made = etree.SubElement(root, w(f"{kind}Pr"))
            for number in ("-1", "0"):
                etree.SubElement(made, w(kind), {w("id"): number})
    compat = etree.SubElement(root, w("compat"))
    etree.SubElement(
        compat,
        w("compatSetting"),
        {w("name"): "compatibilityMode", w("uri"): WORD, _VAL: mode},
    )
    return serialize(root)
