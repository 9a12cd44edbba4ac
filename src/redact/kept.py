"""What is made of a text is kept while one after the other asks for it."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_Made = TypeVar("_Made")
#: The text of a letter, and as it is read.
_LAST = 4
#: What is made of a longer text takes too much room to stay behind.
_LONG = 100_000


def kept(make: Callable[[str], _Made]) -> Callable[[str], _Made]:
    """Return a function that makes the same, but anew only of a text that is not one of the last.

    >>> split = kept(str.split)
    >>> split("a b") is split("a b"), split("a " * 10**6) is split("a " * 10**6)
    (True, False)
    """
    last = lru_cache(maxsize=_LAST)(make)

    @wraps(make)
    def made(text: str) -> _Made:
        return last(text) if len(text) <= _LONG else make(text)

    return made
