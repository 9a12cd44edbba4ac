"""The part of a font that a copy needs: its glyphs in the font's own order, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from redact.formats.pdf.fonts import Typeface

#: What a PDF does not need of a font, names and notices included.
_DROPPED = (
    "GDEF",
    "GPOS",
    "GSUB",
    "OS/2",
    "cmap",
    "gasp",
    "name",
    "post",
    "DSIG",
    "kern",
    "BASE",
    "MATH",
    "vhea",
    "vmtx",
    "FFTM",
)
_PER_BLOCK = 100


@dataclass(frozen=True, slots=True)
class Subset:
    """The glyphs of one font that a copy shows, each with its letters, in order of the letters.

    A character code is the place in `glyphs`, from 1: so the order tells nothing but the alphabet.
    """

    number: int
    typeface: Typeface
    glyphs: Sequence[tuple[str, int]] = field(repr=False)
    codes: dict[tuple[str, int], int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        codes = {glyph: code for code, glyph in enumerate(self.glyphs, 1)}
        object.__setattr__(self, "codes", codes)

    @property
    def name(self) -> bytes:
        """The name in the copy, which is the same for every text."""
        return b"AAAAA%c+%s" % (ord("A") + self.number % 26, self.typeface.name.encode())

    def advance(self, glyph: int) -> int:
        """Return the width of a glyph in thousandths of the em, as readers will know it."""
        font = self.typeface.font
        return int(font.get_glyph_h_advance(glyph) * 1000 / self.typeface.units + 0.5)

    def widths(self) -> bytes:
        return b" ".join(b"%d" % self.advance(glyph) for _, glyph in self.glyphs)

    def box(self) -> bytes:
        """Return the box around all glyphs, for readers that ask the font how tall a line is."""
        ascent, descent = self.typeface.ascent, self.typeface.descent
        return b"0 %d 1000 %d" % (-round(1000 * descent), round(1000 * ascent))

    def unicodes(self) -> bytes:
        """Return the table from codes to letters."""
        lines = [
            b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            b"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange"
        ]
        entries = [
            b"<%04X><%s>" % (code, text.encode("utf-16-be").hex().upper().encode())
            for code, (text, _) in enumerate(self.glyphs, 1)
            if text
        ]
        for start in range(0, len(entries), _PER_BLOCK):
            block = entries[start : start + _PER_BLOCK]
            lines.append(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)))
        lines.append(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
        return b"\n".join(lines)

    def program(self) -> tuple[bytes, bytes]:
        """Return the font program and the table from codes to its glyphs."""
        import uharfbuzz as hb

        wanted = hb.SubsetInput()
        wanted.glyph_set.update([glyph for _, glyph in self.glyphs])
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        for tag in _DROPPED:
            wanted.drop_table_tag_set.add(int.from_bytes(tag.ljust(4).encode(), "big"))
        plan = hb.SubsetPlan(self.typeface.face, wanted)
        data = bytes(plan.execute().blob.data)
        places = dict(plan.old_to_new_glyph_mapping)
        numbers = (0, *(places[glyph] for _, glyph in self.glyphs))
        return data, b"".join(number.to_bytes(2, "big") for number in numbers)
