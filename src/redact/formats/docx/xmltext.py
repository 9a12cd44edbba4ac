"""Put a text into an element of a run, in characters that XML can hold."""

import re
from typing import Any

from redact.formats.docx.names import XML, q

_SPACE = q(XML, "space")
#: What XML cannot hold: most control characters, halves of pairs, and two that are no characters.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\f": " "})


def writable(text: str) -> str:
    r"""Return a text without the characters that XML cannot hold.

    >>> writable("An\x02na")
    'Anna'
    """
    return _UNWRITABLE.sub("", text)


def fill(element: Any, text: str) -> None:
    """Let a text node hold a text, blanks at its ends included; a line end becomes a blank."""
    element.text = writable(text.translate(_BLANKS))
    element.set(_SPACE, "preserve")
