"""Names whose halves stand in two fields of a form, or in two cells of a table."""

import itertools
import re
from collections.abc import Sequence
from functools import cache

from redact.datamodel import Mention
from redact.link.personal_name import Name

#: Between the two halves of a name in a form or in a row of a table.
_FIRST = r"(?:first|given|fore|other|christian)[ -]?names?(?:\(s\))?"
_LAST = r"(?:surname|family name|last name)s?"
_FIELD = re.compile(rf"[\s.:_*|;…]*(?:{_FIRST}|{_LAST})[\s.:_*|…]*", re.IGNORECASE)
_CELL = re.compile(r"[ ]*[\t;|][ ]*|[ ]{2,}")
_HEAD = re.compile(
    rf"^[^\n]*\b{_LAST}[^\n\w]+{_FIRST}\b|^[^\n]*\b{_FIRST}[^\n\w]+{_LAST}\b",
    re.IGNORECASE | re.MULTILINE,
)


def completed(
    named: Sequence[tuple[Mention, Name]], texts: Sequence[str]
) -> list[tuple[Mention, Name]]:
    """Return the mentions with their names; halves in two fields or cells get the whole name."""
    order = sorted(named, key=lambda pair: pair[0].place)
    names = [name for _, name in order]
    is_table = cache(lambda document: _HEAD.search(texts[document]) is not None)
    for index, ((one, _), (other, _)) in enumerate(itertools.pairwise(order)):
        if one.document != other.document or one.span.end > other.span.start:
            continue
        first, second = names[index], names[index + 1]
        gap = texts[one.document][one.span.end : other.span.start]
        halves = (_CELL.fullmatch(gap) and is_table(one.document)) or _FIELD.fullmatch(gap)
        if halves and not set(first.words) & set(second.words):
            whole = Name(first.words + second.words, first.initials + second.initials)
            names[index] = names[index + 1] = whole
    return [(mention, name) for (mention, _), name in zip(order, names, strict=True)]
