"""A written copy, opened by another reader: does it say what it should, and does a term survive?"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence

from redact import formats
from redact.datamodel import Document, Span
from redact.errors import WriteError
from redact.formats.form import Reopened
from redact.names import NameLore, Term
from redact.verify import survivors

#: White space, and what a document cannot hold: control characters, marks of broken lines.
_BLANK = re.compile(r"[\s\x00-\x1f\x7f\ufffe\uffff]+")


def kept_in(shown: str, copy: Document, kept: Sequence[Span]) -> tuple[Span, ...]:
    """Return where the kept spans of a copy stand in its text as another reader sees it.

    A plain text must read back character for character. Another reader of a document sees other
    white space, but the same letters.

    Raises:
        WriteError: it does not say the same.
    """
    if copy.format in formats.EXACT:
        if shown != copy.text:
            raise WriteError("the copy reads back differently; report this as a defect")
        return tuple(kept)
    here, there = _inked(copy.text), _inked(shown)
    if not says_the_same(copy.text, shown):
        raise WriteError("the copy reads back differently; report this as a defect")
    moved = ((bisect_left(here, span.start), bisect_left(here, span.end)) for span in kept)
    return tuple(Span(there[a], there[b - 1] + 1) for a, b in moved if a < b)


def says_the_same(one: str, other: str) -> bool:
    """Return whether two texts have the same letters: white space and line marks say nothing.

    >>> says_the_same("Brackenmoor Hall", "Brackenmoor  Hall ")
    True
    """
    return _BLANK.sub("", one) == _BLANK.sub("", other)


def search(
    copy: Reopened, terms: Sequence[Term], kept: Sequence[Span], lore: NameLore
) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Return where in the text of a copy terms stand, and the other parts in which they do.

    Args:
        copy: The copy, with its text and its other parts.
        terms: What must not be found.
        kept: Where the text shows what a recorded decision keeps.
        lore: Tells placeholders from text.

    Returns:
        The spans of the text, and the names of the other parts, once for each term in them.
    """
    parts: list[str] = []
    for part in copy.parts:
        parts += [part.name] * len(survivors(part.text, terms, (), lore))
    return survivors(copy.text, terms, kept, lore), tuple(parts)


def _inked(text: str) -> Sequence[int]:
    """Return the offsets of the characters that say something."""
    offsets = array("L")
    end = 0
    for match in _BLANK.finditer(text):
        offsets.extend(range(end, match.start()))
        end = match.end()
    offsets.extend(range(end, len(text)))
    return offsets
