"""The fields of a story: their codes are dropped, what they show is kept."""

from typing import Any

from redact.formats.docx.names import w
from redact.formats.docx.vocabulary import PAGE_FIELDS

_KIND = w("fldCharType")
#: Fields that show a text out of their own code, which begins after so many words.
_SHOWN_FROM = {"MACROBUTTON": 2, "GOTOBUTTON": 2, "QUOTE": 1}


class Field:
    """A field that has begun and not ended."""

    __slots__ = ("code", "in_result", "kept")

    def __init__(self) -> None:
        self.code = ""
        self.in_result = False
        self.kept = False


class Fields:
    """The fields that stand open at a place of a story."""

    __slots__ = ("_open", "_trusted")

    def __init__(self, story: Any) -> None:
        kinds = [each.get(_KIND) for each in story.iter(w("fldChar"))]
        self._open: list[Field] = []
        # A field without an end would hide all that follows.
        self._trusted = kinds.count("begin") == kinds.count("end")

    @property
    def shown(self) -> bool:
        """Whether text at this place is shown: it is in no field's code."""
        return all(field.in_result for field in self._open)

    def begin(self) -> None:
        """Open a field."""
        if self._trusted:
            self._open.append(Field())

    def add_code(self, text: str) -> None:
        """Add to the code of the innermost field."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].code += text

    def separate(self) -> Field | None:
        """Begin the result of the innermost field and return it."""
        if not self._open:
            return None
        self._open[-1].in_result = True
        return self._open[-1]

    def end(self) -> Field | None:
        """Close the innermost field and return it."""
        return self._open.pop() if self._open else None

    def release_kept(self) -> list[Field]:
        """Return the kept fields that are still open, which are no longer kept."""
        found = [field for field in self._open if field.kept]
        for field in found:
            field.kept = False
        return found


def page_code(code: str) -> str | None:
    """Return the code of a field that makes a page number, without its switches, or None.

    >>> page_code(" PAGE  \\\\* MERGEFORMAT "), page_code('AUTHOR "Anna"')
    ('PAGE', None)
    """
    words = code.split(maxsplit=1)
    return words[0].upper() if words and words[0].upper() in PAGE_FIELDS else None


def shown_by_code(code: str) -> str:
    """Return what a field without a result shows out of its code.

    >>> shown_by_code("MACROBUTTON NoMacro [click here]")
    '[click here]'
    """
    words = code.split()
    start = _SHOWN_FROM.get(words[0].upper()) if words else None
    return " ".join(words[start:]).strip('"') if start else ""
