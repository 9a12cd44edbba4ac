"""Write a page: the texts into the template, through the allow-list, into an empty document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

import nh3

from redact.datamodel import Document, Segment
from redact.errors import WriteError
from redact.formats.html.flow import ALLOWED, BODY, SLOT

#: What a page begins and ends with; nothing in it comes from a letter.
HEAD = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title></title></head><body>\n'
TAIL = "</body></html>\n"

_EMPTIED = re.compile(
    r"<(p|div|pre|h[1-6]|li|ul|ol|dl|dt|dd|blockquote|caption|table)></\1>\n?"
    r"|<tr>(?:<t[dh]></t[dh]>)*</tr>"
)
#: A line that is all there is in its box, or all before the next box, needs no element of its own.
_ALONE = re.compile(
    r"<(li|td|th|dt|dd|caption)><div>"
    r"((?:[^<]|</?(?:b|i|u|s|sub|sup|code|q|ruby|rt|rp|br)>)*)"
    r"</div>(?=</\1>|<(?:ul|ol|dl|table|blockquote)>)"
)


def write(document: Document) -> bytes:
    """Return the page of a document.

    Raises:
        WriteError: the document was not read from a page.
    """
    template = document.skeleton.get(BODY)
    if template is None:
        raise WriteError("a letter of another format cannot be written as a web page")
    return page(template, document.segments)


def page(template: bytes, segments: Sequence[Segment]) -> bytes:
    """Return a page made of a template and the segments whose texts fill it.

    Raises:
        WriteError: the two do not belong together.
    """
    located = [segment for segment in segments if segment.locator]
    pieces = SLOT.split(template.decode())
    if len(pieces) != 2 * len(located) + 1:
        raise WriteError("the texts and the structure of this page do not fit")
    body = "".join(_filled(pieces, located))
    found = 1
    while found:
        body, found = _EMPTIED.subn("", body)
    body = _ALONE.sub(r"<\1>\2", body)
    clean = nh3.clean(body, tags=set(ALLOWED), attributes={}, link_rel=None)
    return f"{HEAD}{clean}{TAIL}".encode()


def _filled(pieces: Sequence[str], segments: Iterable[Segment]) -> Iterator[str]:
    """Yield the template and the texts in turn, with the elements around each text."""
    yield pieces[0]
    around: list[str] = []
    begins, spaced = True, pieces[0].endswith("<pre>")
    for segment, tags, after in zip(segments, pieces[1::2], pieces[2::2], strict=True):
        text = segment.text if spaced or not begins else segment.text.lstrip(" ")
        if text:
            style = segment.style
            wanted = (
                ["b"] * style.bold + ["i"] * style.italic + [tag for tag in tags.split(",") if tag]
            )
            yield _turn(around, wanted)
            around = wanted
            yield escape(text, quote=False).replace("\n", "<br>")
            begins = text.endswith("\n")
        if after:
            yield _turn(around, [])
            yield after
            around, begins = [], True
            spaced = after.endswith("<pre>")


def _turn(around: Sequence[str], wanted: Sequence[str]) -> str:
    """Return the end tags and the start tags between two texts."""
    shared = 0
    for one, other in zip(around, wanted, strict=False):
        if one != other:
            break
        shared += 1
    ends = "".join(f"</{tag}>" for tag in reversed(around[shared:]))
    return ends + "".join(f"<{tag}>" for tag in wanted[shared:])
