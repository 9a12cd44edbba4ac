"""Write an OpenDocument text: put the texts of the segments into the slots of the skeleton."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from redact.datamodel import Document
from redact.errors import FormatError, WriteError
from redact.formats.docx.xmltext import writable
from redact.formats.odt import parts
from redact.formats.odt.names import NUMBER, SLOT, names, q
from redact.formats.odt.tidying import tidy
from redact.formats.package import parse_xml, serialize, write_package

_LOST = "the copy does not fit the letter that it was made from"
_STORIES = (parts.CONTENT, parts.SHARED)
_SPAN = q("text:span")
_PARAGRAPHS = names("text:p text:h")
_PIECES = re.compile(r" +|[\t\n]|[^ \t\n]+")
_ONE = {"\t": q("text:tab"), "\n": q("text:line-break")}


def write(document: Document) -> bytes:
    """Return the bytes of a document: its skeleton with the texts of its segments.

    Raises:
        WriteError: the document was read from another format, or does not fit its skeleton.
    """
    if parts.CONTENT not in document.skeleton:
        raise WriteError("a letter of another format cannot be written as an OpenDocument text")
    texts = {
        segment.locator.rsplit(" ", 1)[-1]: segment.text
        for segment in document.segments
        if segment.locator
    }
    try:
        content, shared = (_filled(document.skeleton[name], texts) for name in _STORIES)
    except (KeyError, FormatError, ValueError):
        raise WriteError(_LOST) from None
    tidy(content, shared)
    made = {
        **document.skeleton,
        parts.CONTENT: serialize(content),
        parts.SHARED: serialize(shared),
    }
    members = [("mimetype", parts.MIMETYPE.encode()), *made.items()]
    members.append((parts.MANIFEST_PART, parts.manifest(made)))
    return write_package(members, stored=("mimetype",))


def _filled(data: bytes, texts: dict[str, str]) -> Any:
    root = parse_xml(data)
    ends: dict[Any, str] = {}
    for slot in list(root.iter(SLOT)):
        text = writable(texts[slot.get(NUMBER)])
        line = next((each for each in slot.iterancestors() if each.tag in _PARAGRAPHS), None)
        _put(slot, text, ends.get(line, " "))
        if text:
            ends[line] = text[-1]
    for span in reversed(list(root.iter(_SPAN))):
        if not len(span) and not span.text:
            _remove(span)
    return root


def _put(slot: Any, text: str, before: str) -> None:
    """Put a text in place of a slot: blanks that would not be shown, and breaks, as elements."""
    for piece in _shown(text, before):
        if isinstance(piece, str):
            _append(slot, piece)
        else:
            slot.addprevious(piece)
    _remove(slot)


def _shown(text: str, before: str) -> Iterator[Any]:
    for match in _PIECES.finditer(text):
        piece = match[0]
        if piece in _ONE:
            yield etree.Element(_ONE[piece])
        elif piece[0] != " ":
            yield piece
        else:
            hidden = before in " \n" or match.end() == len(text)
            count = len(piece) if hidden else len(piece) - 1
            if not hidden:
                yield " "
            if count:
                blank = etree.Element(q("text:s"))
                if count > 1:
                    blank.set(q("text:c"), str(count))
                yield blank
        before = piece[-1]


def _append(slot: Any, text: str) -> None:
    previous = slot.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent = slot.getparent()
        parent.text = (parent.text or "") + text


def _remove(element: Any) -> None:
    """Take an element out, but leave the text that follows it."""
    if element.tail:
        _append(element, element.tail)
    element.getparent().remove(element)
