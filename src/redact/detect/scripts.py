"""A name in its own script, on the line above or below the same name in Latin letters."""

import re
from collections.abc import Iterator, Sequence

from redact.datamodel import Detection, Span
from redact.prose import MARKS

#: Letters of other scripts than the Latin one, with their marks.
_LETTER = rf"(?:[^\W\d_\x00-\u024f\u1d00-\u1dbf\u1e00-\u1eff\uff21-\uff5a]|[\u0370-\u1cff{MARKS}])"
_OTHER = re.compile(_LETTER)
_WORDS = re.compile(rf"{_LETTER}+(?:[ .·・’'-]{{1,2}}{_LETTER}+){{0,4}}")
_IN_BRACKETS = re.compile(rf"[ \t]?[(（\[][ ]?(?P<name>{_WORDS.pattern})[ ]?[)）\]]")
#: What may stand around a name that is alone in its line.
_AROUND = " \t>|*•_,.-–—"
_LONGEST = 60
#: So many of the letters of a text are Latin, for a name in another script to stand out.
_MOSTLY = 0.6
_SCORE = 0.8
_RECOGNIZER = "own script"


def own_script(text: str, detections: Sequence[Detection]) -> Iterator[Detection]:
    """Yield the lines, and what stands in brackets, that give a detected name in its own script."""
    if not _OTHER.search(text):
        return
    letters = [char for char in text if char.isalpha()]
    if sum(char < "\u0250" for char in letters) <= _MOSTLY * len(letters):
        return
    for one in detections:
        if one.label != "PERSON" or not _is_latin(one.span.of(text)):
            continue
        start, end = _line(text, one.span.start)
        behind = _IN_BRACKETS.match(text, one.span.end, min(len(text), one.span.end + _LONGEST))
        if behind is not None:
            yield Detection(Span(*behind.span("name")), "PERSON", _SCORE, _RECOGNIZER)
        if text[start:end].strip(_AROUND) != one.span.of(text).strip(_AROUND):
            continue
        for low, high in ((_line(text, start - 1) if start else (0, 0)), _line(text, end + 1)):
            name = _alone(text, low, high)
            if name is not None:
                yield Detection(name, "PERSON", _SCORE, _RECOGNIZER)


def _alone(text: str, start: int, end: int) -> Span | None:
    """Return the words of another script that are all there is in a line."""
    bare = text[start:end].strip(_AROUND)
    if not 1 < len(bare) <= _LONGEST or not _WORDS.fullmatch(bare):
        return None
    at = text.index(bare, start)
    return Span(at, at + len(bare))


def _line(text: str, at: int) -> tuple[int, int]:
    """Return the bounds of the line that an offset is in; nothing beyond the text's end."""
    if at > len(text):
        return len(text), len(text)
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)


def _is_latin(surface: str) -> bool:
    return any(map(str.isalpha, surface)) and all(
        char < "\u0370" or "\u1e00" <= char < "\u1f00" for char in surface if char.isalpha()
    )
