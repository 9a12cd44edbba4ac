"""The reading view of a text: what a reader sees, free of invisible characters and broken words."""

import re
import unicodedata
from array import array
from html import unescape
from types import MappingProxyType

from redact.datamodel import TextMap

#: The marks that combine with the letter before them (categories Mn and Mc of Unicode 14), as the
#: inside of a class: vowel signs, points, accents of letters taken apart. Python's \w lacks
#: them. Letters that lie between two of them are in it too; what nobody sees (variation) is not.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07b0\u07eb-\u07f3\u07fd"
    "\u0816-\u082d\u0859-\u085b\u0898-\u08e1\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a51\u0a70-\u0a75"
    "\u0a81-\u0ae3\u0afa-\u0b63\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0ce3\u0d00-\u0d4d"
    "\u0d57\u0d62-\u0d63\u0d81-\u0ddf\u0df2-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd"
    "\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6\u102b-\u103e\u1056-\u108f"
    "\u109a-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd\u180b-\u180d\u180f\u1885-\u193b"
    "\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1abd\u1abf-\u1b44\u1b6b-\u1b73\u1b80-\u1bad\u1be6-\u1bf3"
    "\u1c24-\u1c37\u1cd0-\u1cd2\u1cd4-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0\u2cef-\u2cf1"
    "\u2d7f-\u2dff\u302a-\u302f\u3099-\u309a\ua66f\ua674-\ua67d\ua69e-\ua69f\ua6f0-\ua6f1"
    "\ua802-\ua827\ua82c\ua880-\ua8c5\ua8e0-\ua8f1\ua8ff\ua926-\ua92d\ua947-\ua953\ua980-\ua9c0"
    "\ua9e5\uaa29-\uaa4d\uaa7b-\uaac1\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\ufb1e"
    "\ufe20-\ufe2f\U000101fd-\U000102e0\U00010376-\U0001037a\U00010a01-\U00010a3f"
    "\U00010ae5-\U00010ae6\U00010d24-\U00010d27\U00010eab-\U00010eac\U00010f46-\U00010f50"
    "\U00010f82-\U00010f85\U00011000-\U00011046\U00011070-\U000110ba\U000110c2"
    "\U00011100-\U00011134\U00011145-\U00011173\U00011180-\U000111c0\U000111c9-\U000111cc"
    "\U000111ce-\U000111cf\U0001122c-\U00011237\U0001123e\U000112df-\U000112ea"
    "\U00011300-\U00011446\U0001145e-\U000114c3\U000115af-\U000115c0\U000115dc-\U00011640"
    "\U000116ab-\U000116b7\U0001171d-\U0001172b\U0001182c-\U0001183a\U00011930-\U00011943"
    "\U000119d1-\U000119e0\U000119e4-\U00011a3e\U00011a47-\U00011a99\U00011c2f-\U00011c3f"
    "\U00011c92-\U00011d47\U00011d8a-\U00011d97\U00011ef3-\U00011ef6\U00016af0-\U00016af4"
    "\U00016b30-\U00016b36\U00016f4f-\U00016f92\U00016fe4-\U00016ff1\U0001bc9d-\U0001bc9e"
    "\U0001cf00-\U0001cf46\U0001d165-\U0001d169\U0001d16d-\U0001d172\U0001d17b-\U0001d182"
    "\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad\U0001d242-\U0001d244\U0001da00-\U0001da36"
    "\U0001da3b-\U0001da6c\U0001da75\U0001da84\U0001da9b-\U0001e136\U0001e2ae-\U0001e2ef"
    "\U0001e8d0-\U0001e94a\U000e0100-\U000e01ef"
)
#: A run of letters, each with its marks.
LETTERS = rf"[^\W\d_]++(?:[{MARKS}]++[^\W\d_]*+)*+"
#: Characters that nobody sees but that split a name: soft hyphen, zero-width characters, the word
#: joiner, the marks that PDF readers leave at a broken line, and the carriage return of CRLF.
#: Dropped like them: emphasis that begins or ends within a word, a hyphen at a line's end.
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\ufffe"
    "\u0002\U000e0000-\U000e007f"
)
#: The look ahead comes first because few characters pass it.
_DROPPED = re.compile(
    rf"(?=[{_INVISIBLE}&\r*\-\u2010])"
    rf"(?:[{_INVISIBLE}]+|&shy;|\r(?=\n)|(?<=[^\W\d_])\*{{1,3}}(?=[^\W\d_])"
    rf"|(?:(?<=[^\W\d_A-Z])|(?<=[{MARKS}]))[-\u2010]\r?\n[ \t>|]*(?=[^\W\d_A-Z]))"
)
#: A letter in the coding of web pages, as Markdown and careless exports hold it.
_CODED = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{2,30});")
#: The line to fill in of a form is blank space.
_FILL_IN = re.compile(r"_{2,}")
#: A text of ASCII characters without one of these is read as it stands.
_ODD_ASCII = re.compile(r"[\r\x02*]|-\n|&shy;|__")
#: One character for one: odd blanks and line ends become plain ones.
_SAME_LENGTH = MappingProxyType(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u2011": "-", "\r": "\n"}
)
_ODD_BLANK = re.compile(f"[{''.join(_SAME_LENGTH)}]")


def combines(char: str) -> bool:
    """Return whether a character is a mark that combines with the letter before it."""
    return not char.isascii() and unicodedata.category(char) in ("Mn", "Mc")


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
    plain = _ODD_BLANK.sub(lambda match: _SAME_LENGTH[match.group()], view)
    return _FILL_IN.sub(lambda match: " " * len(match.group()), plain) if "__" in plain else plain
