"""From a word to the glyphs that show it, each with the letters that it stands for."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from redact.errors import WriteError
from redact.formats.pdf.bidi import MIRROR
from redact.formats.pdf.fonts import Typeface, body, choose

HINT = "use --pdf-output docx or txt"
#: Letters are parted and joined as they were typed: no glyph for "fi" that a reader may not know.
_FEATURES = {"liga": False, "dlig": False, "clig": False}
#: Longer words than this are not met twice.
_LONGEST_KNOWN = 40
_SPACES = "\u00a0\u2007\u202f"


class Glyph(NamedTuple):
    """A glyph, the letters it stands for ("" for a second glyph of the same letters), and its
    advance and offsets in parts of the em."""

    number: int
    text: str
    advance: float
    right: float
    up: float


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Glyphs of one font and one direction, from left to right; `width` in parts of the em.

    `heavy` glyphs are made bold by a stroke; `face` says whether the text is bold and italic.
    """

    typeface: Typeface
    glyphs: tuple[Glyph, ...] = field(repr=False)
    width: float
    level: int
    heavy: bool
    face: tuple[bool, bool]


class Shaper:
    """Shapes words, each once in a document."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool, bool, int], tuple[Piece, ...]] = {}
        self._spaces: dict[tuple[int, str, bool, bool, bool, int], tuple[Piece, ...]] = {}

    def spaces(
        self, count: int, before: Piece | None, bold: bool, italic: bool, level: int
    ) -> tuple[Piece, ...]:
        """Return spaces in the font of the letters before them: readers know them as one text."""
        font = before.typeface if before is not None else body(False, False)
        heavy = before is not None and before.heavy
        key = count, font.name, heavy, bold, italic, level
        pieces = self._spaces.get(key)
        if pieces is None:
            pieces = self._spaces[key] = (_shape(" " * count, font, level, heavy, (bold, italic)),)
        return pieces

    def word(self, text: str, bold: bool, italic: bool, level: int) -> tuple[Piece, ...]:
        """Return the pieces of a text without line ends, of one style and one level.

        Raises:
            WriteError: no font has a glyph for one of its characters.
        """
        key = text, bold, italic, level
        pieces = self._known.get(key)
        if pieces is None:
            pieces = tuple(
                _shape(run, font, level, bold and not font.body, (bold, italic))
                for font, run in _runs(text, bold, italic)
            )
            if len(text) <= _LONGEST_KNOWN:
                self._known[key] = pieces
        return pieces


def _runs(text: str, bold: bool, italic: bool) -> list[tuple[Typeface, str]]:
    if text.isascii():
        if not text.isprintable():
            raise WriteError(f"a control character cannot be set as PDF; {HINT}")
        return [(body(bold, italic), text)]
    fonts: list[Typeface] = []
    before = None
    for char in text:
        before = choose(char, bold, italic, before) if char not in _SPACES else body(bold, italic)
        if before is None:
            raise WriteError(f"no font here has a glyph for one of its characters; {HINT}")
        fonts.append(before)
    return [
        (fonts[indices[0]], text[indices[0] : indices[-1] + 1])
        for _, group in groupby(range(len(text)), key=lambda index: fonts[index].name)
        if (indices := list(group))
    ]


def _shape(
    text: str, typeface: Typeface, level: int, heavy: bool, face: tuple[bool, bool]
) -> Piece:
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_codepoints([ord(" " if char in _SPACES else char) for char in text])
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(typeface.font, buffer, _FEATURES)
    units = typeface.units
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    if any(info.codepoint == 0 for info in infos):
        raise WriteError(f"a character cannot be set as PDF; {HINT}")
    letters = _letters(text, [info.cluster for info in infos], level % 2 == 1)
    glyphs = [
        Glyph(
            info.codepoint,
            stands_for,
            place.x_advance / units,
            place.x_offset / units,
            place.y_offset / units,
        )
        for info, place, stands_for in zip(infos, places, letters, strict=True)
    ]
    width = sum(glyph.advance for glyph in glyphs)
    return Piece(typeface, tuple(glyphs), width, level, heavy, face)


def _letters(text: str, clusters: list[int], turned: bool) -> list[str]:
    """Return the letters that each glyph stands for, from left to right.

    Letters that are shown together are dealt out to the glyphs that show them, one to each and the
    rest to the last; a glyph for which none is left stands for "".
    """
    if len(clusters) == len(text) and len(set(clusters)) == len(text):
        dealt = [text[cluster] for cluster in clusters]
        return [MIRROR.get(letter, letter) for letter in dealt] if turned else dealt
    found: list[str] = []
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    for cluster, group in groupby(clusters):
        count = len(list(group))
        letters = text[cluster : ends[cluster]]
        if turned:
            letters = "".join(MIRROR.get(letter, letter) for letter in reversed(letters))
        dealt = list(letters[: count - 1])
        found.extend([*dealt, letters[count - 1 :]] + [""] * (count - 1 - len(dealt)))
    return found
