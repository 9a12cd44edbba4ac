"""Whether capitals tell anything in a text: letters in small letters alone, or in capitals."""

import re
from collections import Counter

_SMALL_START = re.compile(r"(?:^|[.!?]\s+|\n[ \t]*)[a-z]")
_CAPITAL_START = re.compile(r"(?:^|[.!?]\s+|\n[ \t]*)[A-Z]")
_BRACKETED = re.compile(r"\[[^\[\]\n]*\]")


def in_small_letters(text: str) -> bool:
    """Return whether a text begins its sentences in lower case.

    >>> in_small_letters("hello there.\\nmy friend left."), in_small_letters("Hello there.")
    (True, False)
    """
    return len(_SMALL_START.findall(text)) > len(_CAPITAL_START.findall(text))


def in_capitals(text: str) -> bool:
    """Return whether a text has hardly anything but capitals, apart from its placeholders.

    >>> in_capitals("HELLO THERE, [name]"), in_capitals("Hello there, [name]")
    (True, False)
    """
    counts = Counter(_BRACKETED.sub("", text))
    upper = sum(count for char, count in counts.items() if char.isupper())
    return upper > 2 * sum(count for char, count in counts.items() if char.islower())
