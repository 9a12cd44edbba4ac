"""Whose a marked address or handle is, told by its letters and the names of the people alone.

The markup has no word for it: `e1` need not be the address of `p1`. So the gold is deduced, and
only where the letters leave no doubt: an address belongs to the one person of whose words it holds
most; it is nobody's where it holds nothing of any name, or nothing but what several share. All
others are left out. For `tests/linking` the owners are written down by hand, and a test compares.
"""

import re
from collections.abc import Mapping, Sequence

from redact.evaluate.nameparts import parts_of
from redact.names import fold

#: A part of an address that tells whose it is has so many letters.
_TELLING = 3
#: So many letters in a row may be a piece of a name.
_PIECE = 4
NOBODY = ""


def owner_of(address: str, people: Mapping[str, Sequence[str]]) -> str | None:
    """Return the entity that an address belongs to, NOBODY, or None where it cannot be told.

    Args:
        people: the forms of each person's name.

    >>> people = {"p1": ["Anna Kowalska"], "p2": ["Eva Kowalska"]}
    >>> owner_of("akowalska@mail.example", people), owner_of("kowalska@mail.example", people)
    ('p1', '')
    >>> owner_of("office@mail.example", people), owner_of("@anny", people)
    ('', None)
    """
    parts = re.findall(r"[^\W\d_]+", fold(address.lstrip("@").partition("@")[0]))
    local = "".join(parts)
    words = {
        entity: {part.key.replace("-", "") for form in forms for part in parts_of(form)}
        for entity, forms in people.items()
    }
    shared = {entity: _shared(found, parts) for entity, found in words.items()}
    most = max(shared.values(), default=0)
    if most >= _TELLING:
        best = [entity for entity, letters in shared.items() if letters == most]
        if len(best) == 1:
            return best[0]
        return NOBODY if most == len(local) else None
    known = [word for found in words.values() for word in found]
    return None if _may_name(local, known) else NOBODY


def _shared(words: set[str], parts: Sequence[str]) -> int:
    """Return how many letters of an address the different words of a person's names make up.

    An initial right beside one of them counts as well: "tkowalska" is Tomasz's, not Anna's. A word
    of three letters counts where a part begins with it: "principal" is not Pal's.
    """
    local = "".join(parts)
    found = [
        word
        for word in words
        if (len(word) > _TELLING and word in local)
        or (len(word) == _TELLING and any(part.startswith(word) for part in parts))
    ]
    beside = any(
        other[0] + word in local or word + other[0] in local
        for word in found
        for other in words - {word}
    )
    return sum(map(len, found)) + beside if found else 0


def _may_name(local: str, words: Sequence[str]) -> bool:
    """Return whether an address may hold initials, or a piece of a word."""
    if len(local) <= _TELLING:
        return True
    return any(
        word[:_TELLING] in local
        or any(word[at : at + _PIECE] in local for at in range(len(word) - _PIECE + 1))
        for word in words
        if len(word) >= _TELLING
    )
