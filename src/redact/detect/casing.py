"""Words of a text as the tagger sees them: where they stand, how written, how laid out.

Training and run time both read words through this module, so the two cannot drift apart.
"""

import re
from dataclasses import dataclass
from enum import IntEnum


class Case(IntEnum):
    """How a word is written, the index of its learned case embedding."""

    NONE = 0
    DIGITS = 1
    LOWER = 2
    TITLE = 3
    UPPER = 4
    MIXED = 5
    CAPITAL = 6
    ALNUM = 7


class Layout(IntEnum):
    """How a word follows the one before, the index of its learned layout embedding."""

    SPACED = 0
    GLUED = 1
    LINE = 2
    PARAGRAPH = 3


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in reading order: parallel tuples of starts, ends and layouts."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    layouts: tuple[int, ...]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.starts)


# Letters of a word and the marks that combine with them (Python's \w leaves the marks out).
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0f71-\u0f84\u102b-\u103e\u135d-\u135f"
    "\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+|\S")
# "labmateAdamNowak" is three words; "McDonald", "LaTeX", "GmbH" and "iPhone" are one.
_SEAM = re.compile(
    r"(?<=[a-zß-öø-ÿąćęłńśźżčďěňřšťůž])(?=[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽ][a-zß-öø-ÿąćęłńśźżčďěňřšťůž])"
)
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_SHORTEST_LOWER, _SHORTEST_TITLE = 2, 4


def case_of(word: str) -> Case:
    """Return how one word is written."""
    if word.isdigit():
        return Case.DIGITS
    if not any(map(str.isalnum, word)):
        return Case.NONE
    if any(map(str.isdigit, word)):
        return Case.ALNUM
    if word.islower() or word.lower() == word:
        return Case.LOWER
    if word.isupper():
        return Case.CAPITAL if sum(map(str.isalpha, word)) == 1 else Case.UPPER
    return Case.TITLE if word[0].isupper() and word[1:].islower() else Case.MIXED


def split_run(run: str) -> tuple[int, ...]:
    """Return where a run falls apart into words that lost their space: ``likeAnna`` at 4."""
    cuts = []
    left = 0
    for seam in _SEAM.finditer(run):
        part = run[left : seam.start()]
        if len(part) >= (_SHORTEST_TITLE if part[0].isupper() else _SHORTEST_LOWER):
            cuts.append(seam.start())
            left = seam.start()
    return tuple(cuts)


def layout_between(gap: str) -> Layout:
    """Return how a word is laid out, given the white space between it and the word before."""
    if not gap:
        return Layout.GLUED
    if gap == " ":
        return Layout.SPACED
    lines = len(_LINE_END.findall(gap))
    if lines == 0:
        return Layout.SPACED
    return Layout.LINE if lines == 1 else Layout.PARAGRAPH


def words_of(text: str, start: int = 0, end: int | None = None) -> Words:
    """Return the words of a stretch of text, with offsets into the whole text.

    The first word of the stretch counts as the first of a paragraph.
    """
    stop = len(text) if end is None else end
    starts: list[int] = []
    ends: list[int] = []
    layouts: list[int] = []
    last = -1
    for match in _WORD.finditer(text, start, stop):
        first, after = match.span()
        layout = Layout.PARAGRAPH if last < 0 else layout_between(text[last:first])
        starts.append(first)
        layouts.append(int(layout))
        run = text[first:after]
        # A seam lies between a small letter and a capital, which most runs do not have.
        if not (run.islower() or run.istitle()):
            for cut in split_run(run):
                ends.append(first + cut)
                starts.append(first + cut)
                layouts.append(int(Layout.GLUED))
        ends.append(after)
        last = after
    return Words(tuple(starts), tuple(ends), tuple(layouts))
