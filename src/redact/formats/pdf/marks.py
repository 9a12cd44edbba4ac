"""The marks between the letters of a copy, from which its paragraphs can be told again exactly.

They are marked-content points with names from one fixed list: they hold no letter of any text.
"""

from redact.datamodel import Style
from redact.formats.pdf.paragraphs import Paragraph

#: Before what follows a page was broken; a row of a table; a cell; what no reader is to read.
BREAK, ROW, CELL, ARTIFACT = b"Break", b"TR", b"TD", b"Artifact"
#: How a paragraph begins, by its style.
PARAGRAPHS = {
    Style(): b"P",
    Style(item=True): b"LI",
    **{Style(heading=level): b"H%d" % level for level in range(1, 7)},
}
#: How letters look, bold and italic, by the mark before them.
FACES = {
    (False, False): b"Span",
    (True, False): b"Strong",
    (False, True): b"Em",
    (True, True): b"StrongEm",
}
STYLES = {mark: style for style, mark in PARAGRAPHS.items()} | {ROW: Style(cell=True)}
LOOKS = {mark: face for face, mark in FACES.items()}
NAMES = (BREAK, CELL, ARTIFACT, *STYLES, *LOOKS)


def mark(name: bytes) -> bytes:
    """Return the operator of a mark.

    >>> mark(BREAK)
    b'/Break MP\\n'
    """
    return b"/%s MP\n" % name


def beginning(paragraph: Paragraph) -> tuple[bytes, ...]:
    """Return the marks with which a settled paragraph begins."""
    name = ROW if paragraph.is_row else PARAGRAPHS[paragraph.whole]
    return (BREAK, name) if paragraph.page else (name,)
