"""The policies that word a placeholder, and what placeholders a text already holds."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from redact.placeholders import numbered, plain

#: One policy a style: from the word of a label and the number of an entity to the placeholder.
POLICIES: Mapping[str, Callable[[str, int], str]] = MappingProxyType(
    {"plain": plain.placeholder, "numbered": numbered.placeholder}
)

_NUMBERED = re.compile(r"\[([a-z]+(?: [a-z]+)*)_(\d{1,9})\]")


def numbers_taken(texts: Iterable[str]) -> dict[str, int]:
    """Return the highest number that each placeholder word already carries in the texts.

    >>> numbers_taken(["Dear [name_2] and [name_7]"])
    {'name': 7}
    """
    taken: dict[str, int] = {}
    for text in texts:
        for word, number in _NUMBERED.findall(text):
            taken[word] = max(taken.get(word, 0), int(number))
    return taken
