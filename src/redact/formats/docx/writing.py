"""Write a Word document: put the texts of the segments into the clean parts."""

from typing import Any

from lxml import etree

from redact.datamodel import Document
from redact.errors import FormatError, WriteError
from redact.formats.docx.names import MARK, MARKED_ATTRIBUTE, VALUE, w
from redact.formats.docx.runs import CHARACTERS
from redact.formats.docx.typeset import typeset
from redact.formats.docx.xmltext import fill, writable
from redact.formats.package import parse_xml, serialize, write_package

_LOST = "the copy does not fit the letter that it was made from"
_MARKED = etree.XPath(f"//@*[name()='{MARK}' or starts-with(name(),'{MARKED_ATTRIBUTE}')]/..")
_RUN = w("r")
_RUN_PROPERTIES = w("rPr")
_TEXT = w("t")
_PAGE_BREAK = {w("type"): "page"}


def write(document: Document) -> bytes:
    """Return the bytes of a document: its skeleton with the texts of its segments, or set anew.

    Raises:
        WriteError: the segments are not those that the skeleton was made with.
    """
    if not document.skeleton:
        return typeset(document)
    texts = {
        segment.locator.rsplit(" ", 1)[-1]: segment.text
        for segment in document.segments
        if segment.locator
    }
    try:
        return write_package(
            (name, _filled(data, texts) if _is_story(name) else data)
            for name, data in document.skeleton.items()
        )
    except (KeyError, FormatError, ValueError):
        raise WriteError(_LOST) from None


def _is_story(name: str) -> bool:
    word = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
    return word in ("document", "header", "footer", "footnotes", "endnotes")


def _filled(data: bytes, texts: dict[str, str]) -> bytes:
    root = parse_xml(data)
    for element in _MARKED(root):
        for key in list(element.attrib):
            if key == MARK:
                _fill(element, texts[element.attrib.pop(key)])
            elif key.startswith(MARKED_ATTRIBUTE):
                _fill_attribute(element, key, texts[element.attrib.pop(key)])
    _join_runs(root)
    return serialize(root)


def _join_runs(root: Any) -> None:
    """Make one of neighbouring runs that look the same.

    Where a run ended in the letter tells of the name that stood there: a word processor parts the
    scripts of the world, and words that were typed at another time.
    """
    for run in list(root.iter(_RUN)):
        before = run.getprevious()
        if before is None or before.tag != _RUN or _look(before) != _look(run):
            continue
        for child in [child for child in run if child.tag != _RUN_PROPERTIES]:
            last = before[-1] if len(before) else None
            if last is not None and last.tag == child.tag == _TEXT:
                fill(last, (last.text or "") + (child.text or ""))
            else:
                before.append(child)
        run.getparent().remove(run)


def _look(run: Any) -> bytes:
    properties = run.find(_RUN_PROPERTIES)
    return b"" if properties is None else etree.tostring(properties)


def _fill_attribute(element: Any, key: str, text: str) -> None:
    name = key.removeprefix(MARKED_ATTRIBUTE)
    if text:
        element.set(w(name) if name == VALUE else name, writable(text))
    elif name == VALUE:
        element.getparent().remove(element)


def _fill(element: Any, text: str) -> None:
    """Let an element of a run show a text, or take it out where there is none to show."""
    name = etree.QName(element).localname
    if name == "t":
        fill(element, text)
    elif text != shows(name, element):
        for made in _spelt(text):
            element.addprevious(made)
        _remove(element)
        return
    if not text:
        _remove(element)


def shows(name: str, element: Any) -> str:
    """Return the character that an element of a run stands for."""
    if name == "br" and element.get(w("type")) == "page":
        return "\f"
    return CHARACTERS.get(name, "")


def _spelt(text: str) -> list[Any]:
    if not text:
        return []
    made = etree.Element(w("t"))
    fill(made, text)
    return [made]


def _remove(element: Any) -> None:
    run = element.getparent()
    run.remove(element)
    if run.tag == _RUN and all(child.tag == _RUN_PROPERTIES for child in run):
        run.getparent().remove(run)
