"""Break a paragraph into lines, and put each line in the order in which it is seen."""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from redact.formats.pdf import bidi
from redact.formats.pdf.paragraphs import SPACE, Paragraph, breadth
from redact.formats.pdf.shape import Glyph, Piece, Shaper

#: Words, in which a placeholder stays whole, and the spaces between them.
_TOKEN = re.compile(rf"(?:[^{SPACE}\[]+|\[[A-Za-z]+(?: [A-Za-z]+)*(?:_\d+)?\]|\[)+|[{SPACE}]+")
#: Scripts that part their words by no space: a line may end between any two letters.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
#: No line begins with these, and none ends with those.
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.!?:;)]}%\u0f0b\u0f0d\u0e2f\u0e46"
)
_NOT_LAST = frozenset(
    "‘“（〔［｛〈《「『【([{\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4\u17d2\u1039\u200d\u2060"
)
#: The longest stretch that is tried for one line; what is longer is set piece by piece.
_STRETCH = 400


class _Part(NamedTuple):
    text: str
    bold: bool
    italic: bool
    level: int


@dataclass(slots=True)
class _Atom:
    """What stays together on a line: a word, or the spaces between two."""

    parts: list[_Part] = field(repr=False)
    pieces: list[Piece]
    width: float
    space: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Pieces that stand side by side, from left to right; `x` from the left of the column."""

    x: float
    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line, in the order in which it is read; `mixed` where it turns."""

    placed: tuple[Placed, ...]
    ascent: float
    descent: float
    mixed: bool = False


class Breaker:
    """Breaks paragraphs into lines, all with one shaper."""

    def __init__(self) -> None:
        self._shaper = Shaper()

    def lines(
        self, paragraph: Paragraph, width: float, size: float, bold: bool = False
    ) -> list[Line]:
        """Return the lines of a paragraph in a column of `width`; an empty one has one.

        Raises:
            WriteError: a character cannot be set.
        """
        text = paragraph.text
        base, levels = 0, None
        if bidi.turns(text):
            base = bidi.base_level(text)
            levels = bidi.levels(text, base)
        rows = self._fill(self._atoms(paragraph, size, levels, bold), width, size)
        last = next((atom.pieces[-1] for atom in reversed(rows[-1])), None)
        rows[-1].append(self._space([_Part(" ", False, False, base)], size, last))
        return [_line(row, base, width, size) for row in rows]

    def widths(self, paragraph: Paragraph, size: float, bold: bool = False) -> tuple[float, float]:
        """Return how wide a paragraph is on one line, and how wide its widest word."""
        atoms = list(self._atoms(paragraph, size, None, bold))
        return sum(atom.width for atom in atoms), max((atom.width for atom in atoms), default=0.0)

    def _atoms(
        self, paragraph: Paragraph, size: float, levels: Sequence[int] | None, bold: bool
    ) -> Iterator[_Atom]:
        waiting: _Atom | None = None
        last: Piece | None = None
        offset = 0
        for run in paragraph.runs:
            heavy, italic = run.style.bold or bold, run.style.italic
            for found in _TOKEN.finditer(run.text):
                space = found[0].isspace()
                if waiting is not None and (space or waiting.space):
                    yield waiting
                    waiting = None
                if levels is None:
                    parts = [_Part(found[0], heavy, italic, 0)]
                else:
                    parts = _by_level(found[0], offset + found.start(), levels, heavy, italic)
                atom = self._space(parts, size, last) if space else self._atom(parts, size)
                last = atom.pieces[-1] if atom.pieces else last
                if waiting is None:
                    waiting = atom
                else:
                    waiting.parts += atom.parts
                    waiting.pieces += atom.pieces
                    waiting.width += atom.width
            offset += len(run.text)
        if waiting is not None:
            yield waiting

    def _atom(self, parts: list[_Part], size: float) -> _Atom:
        if sum(len(part.text) for part in parts) > _STRETCH:
            return _Atom(parts, [], math.inf, False)
        pieces: list[Piece] = []
        for part in parts:
            pieces.extend(self._shaper.word(part.text, part.bold, part.italic, part.level))
        return _Atom(parts, pieces, size * sum(piece.width for piece in pieces), False)

    def _space(self, parts: list[_Part], size: float, before: Piece | None) -> _Atom:
        pieces: list[Piece] = []
        for part in parts:
            wide = breadth(part.text)
            pieces.extend(self._shaper.spaces(wide, before, part.bold, part.italic, part.level))
        return _Atom(parts, pieces, size * sum(piece.width for piece in pieces), True)

    def _fill(self, atoms: Iterator[_Atom], width: float, size: float) -> list[list[_Atom]]:
        rows: list[list[_Atom]] = [[]]
        used = 0.0
        for atom in atoms:
            rest: _Atom | None = atom
            while rest is not None:
                row = rows[-1]
                if rest.space or used + rest.width <= width + 0.01:
                    row.append(rest)
                    used += rest.width
                    break
                bare = all(other.space for other in row)
                head, rest = self._cut(rest, width - used, size, bare)
                row.extend([head] if head else [])
                rows.append([])
                used = 0.0
        return rows if rows[-1] or len(rows) == 1 else rows[:-1]

    def _cut(
        self, atom: _Atom, room: float, size: float, bare: bool
    ) -> tuple[_Atom | None, _Atom | None]:
        """Return what of a word still stands on a line, and what is left for the next one.

        On a `bare` line there is something of any word, however long it is.
        """
        text = "".join(part.text for part in atom.parts)
        if not bare and not _UNSPACED.search(text):
            return None, atom
        low, high = 0, min(len(text), _STRETCH)
        while low < high:
            middle = (low + high + 1) // 2
            if self._atom(_sliced(atom.parts, 0, middle), size).width <= room:
                low = middle
            else:
                high = middle - 1
        while low > 0 and not _may_part(text, low):
            low -= 1
        if low == 0:
            if not bare:
                return None, atom
            low = next((i for i in range(1, len(text)) if _may_part(text, i)), len(text))
        head = self._atom(_sliced(atom.parts, 0, low), size)
        if low == len(text):
            return head, None
        return head, self._atom(_sliced(atom.parts, low, len(text)), size)


def _by_level(
    text: str, start: int, levels: Sequence[int], bold: bool, italic: bool
) -> list[_Part]:
    found = []
    for level, group in groupby(range(len(text)), key=lambda index: levels[start + index]):
        indices = list(group)
        found.append(_Part(text[indices[0] : indices[-1] + 1], bold, italic, level))
    return found


def _sliced(parts: list[_Part], start: int, end: int) -> list[_Part]:
    found, offset = [], 0
    for part in parts:
        text = part.text[max(0, start - offset) : max(0, end - offset)]
        if text:
            found.append(part._replace(text=text))
        offset += len(part.text)
    return found


def _may_part(text: str, index: int) -> bool:
    """Return whether a line may end before the letter at `index` of an unspaced text."""
    return not (
        index < len(text)
        and (
            text[index] in _NOT_FIRST
            or text[index - 1] in _NOT_LAST
            or unicodedata.category(text[index])[0] == "M"
            or unicodedata.category(text[index]) == "Cf"
        )
    )


def _line(row: list[_Atom], base: int, width: float, size: float) -> Line:
    """Return a line as it is seen; a space at its end says that no word goes on in the next."""
    pieces = [piece for atom in row for piece in atom.pieces]
    ascent = size * max((piece.typeface.ascent for piece in pieces), default=0.0)
    descent = size * max((piece.typeface.descent for piece in pieces), default=0.0)
    runs = [list(group) for _, group in groupby(pieces, key=lambda piece: piece.level)]
    if base == 0 and len(runs) < 2 and all(piece.level == 0 for piece in pieces):
        whole = size * sum(piece.width for piece in pieces)
        return Line((Placed(0.0, tuple(pieces), whole),), ascent, descent)
    widths = [size * sum(piece.width for piece in run) for run in runs]
    x = width - sum(widths) if base else 0.0
    starts = [0.0] * len(runs)
    for index in bidi.visual_order([run[0].level for run in runs]):
        starts[index] = x
        x += widths[index]
    placed: list[Placed] = []
    for run, start, wide in zip(runs, starts, widths, strict=True):
        if run[0].level % 2 == 0:
            placed.append(Placed(start, tuple(run), wide))
        elif any(bidi.turns(glyph.text) for piece in run for glyph in piece.glyphs):
            placed.append(Placed(start, tuple(reversed(run)), wide))
        else:
            placed.extend(_single(run, start, size))
    return Line(tuple(placed), ascent, descent, mixed=len(placed) > 1)


def _single(run: list[Piece], start: float, size: float) -> Iterator[Placed]:
    """Yield signs that stand from right to left with no letter beside them, one by one.

    No reader could tell from such signs alone in which direction they read.
    """
    x = start + size * sum(piece.width for piece in run)
    for piece in run:
        for glyph in reversed(piece.glyphs):
            x -= size * glyph.advance
            text = "".join(bidi.MIRROR.get(char, char) for char in reversed(glyph.text))
            alone: Glyph = glyph._replace(text=text)
            yield Placed(
                x,
                (replace(piece, glyphs=(alone,), width=glyph.advance),),
                size * glyph.advance,
            )
