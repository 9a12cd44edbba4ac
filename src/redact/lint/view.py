"""The view of a redacted letter in which a detector sees best what is left."""

from collections.abc import Sequence

from redact.datamodel import TextMap
from redact.lint.marks import Mark
from redact.lint.vocabulary import Vocabulary

#: Stands in for every hidden person. No word of a letter is near to it, so that nothing is taken
#: for another form of it.
STAND_IN = "Tavistone"
#: Shares of capitals among the letters: below the one a text knows no capitals, above the other
#: little else. A name that is written otherwise than the others would hide them.
_FEW, _MOST = 0.005, 0.6


def filled(text: str, marks: Sequence[Mark], vocabulary: Vocabulary) -> TextMap:
    """Return the text as a detector reads it best, with the way back to the original.

    A detector expects people where people are hidden: "Anna [surname]" tells it little, and "Anna
    Tavistone" much. Every other placeholder stands as the program itself would write it, whatever
    it looked like.
    """
    stand_in = _stand_in(text)
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for mark in marks:
        is_person = vocabulary.label(mark.reading.word) == "PERSON"
        piece = stand_in if is_person else f"[{mark.reading.word}]"
        pieces += [text[position : mark.span.start], piece]
        offsets += range(position, mark.span.start)
        offsets += [mark.span.start] * len(piece)
        position = mark.span.end
    offsets += range(position, len(text))
    return TextMap("".join([*pieces, text[position:]]), offsets)


def _stand_in(text: str) -> str:
    letters = sum(map(str.isalpha, text)) or 1
    share = sum(map(str.isupper, text)) / letters
    if share < _FEW:
        return STAND_IN.lower()
    return STAND_IN.upper() if share > _MOST else STAND_IN
