"""The reading view of a text: what a reader sees, free of invisible characters and broken words."""

import re
import unicodedata
from array import array
from html import unescape

from redact.datamodel import TextMap

#: Characters that nobody sees but that split a name: soft hyphen, zero-width characters, the word
#: joiner, the marks that PDF readers leave at a broken line, and the carriage return of CRLF.
#: Dropped like them: emphasis that begins or ends within a word, a hyphen at a line's end.
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\ufffe"
    "\u0002\U000e0000-\U000e007f"
)
_DROPPED = re.compile(
    rf"[{_INVISIBLE}]+|&shy;|\r(?=\n)|(?<=[^\W\d_])\*{{1,3}}(?=[^\W\d_])"
    r"|(?<=[^\W\d_A-Z])[-\u2010]\r?\n[ \t>|]*(?=[^\W\d_A-Z])"
)
#: A letter in the coding of web pages, as Markdown and careless exports hold it.
_CODED = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{2,30});")
#: The line to fill in of a form is blank space.
_FILL_IN = re.compile(r"_{2,}")
#: A text of ASCII characters without one of these is read as it stands.
_ODD_ASCII = re.compile(r"[\r\x02*]|-\n|&shy;|__")
#: One character for one: odd blanks and line ends become plain ones.
_SAME_LENGTH = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u2011": "-", "\r": "\n"}
)


def reading_view(text: str) -> TextMap:
    r"""Return the text as it is read, with the way back to the original.

    >>> reading_view("Bracken-\nmoor Hall").view
    'Brackenmoor Hall'
    """
    if "&" in text and _CODED.search(text):
        return _decoded(text)
    return _view(text)


def _view(text: str) -> TextMap:
    """Return the reading view of a text in which every letter stands as it is."""
    if text.isascii() and not _ODD_ASCII.search(text):
        return TextMap(text, range(len(text)))
    kept: list[tuple[int, int]] = []
    position = 0
    for match in _DROPPED.finditer(text):
        if match.start() > position:
            kept.append((position, match.start()))
        position = match.end()
    if not position:
        return TextMap(_blanks(text), range(len(text)))
    kept.append((position, len(text)))
    offsets = array("L")
    for start, end in kept:
        offsets.extend(range(start, end))
    view = "".join(text[start:end] for start, end in kept)
    return TextMap(_blanks(view), offsets)


def _decoded(text: str) -> TextMap:
    """Return the view of a text in which letters are written as a web page may write them."""
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    position = 0
    for match in _CODED.finditer(text):
        letter = unescape(match.group())
        if len(letter) != 1 or not (letter.isalnum() or unicodedata.combining(letter)):
            continue
        pieces += [text[position : match.start()], letter]
        starts.extend(range(position, match.start() + 1))
        ends.extend(range(position + 1, match.start() + 1))
        ends.append(match.end())
        position = match.end()
    pieces.append(text[position:])
    starts.extend(range(position, len(text)))
    ends.extend(range(position + 1, len(text) + 1))
    plain = "".join(pieces)
    if not position:
        return _view(plain)
    reading = _view(plain)
    return TextMap(
        reading.view,
        array("L", (starts[offset] for offset in reading.offsets)),
        array("L", (ends[offset] for offset in reading.offsets)),
    )


def _blanks(view: str) -> str:
    """Return a text of the same length with plain blanks for odd ones and for lines to fill in."""
    plain = view.translate(_SAME_LENGTH)
    return _FILL_IN.sub(lambda match: " " * len(match.group()), plain) if "__" in plain else plain
