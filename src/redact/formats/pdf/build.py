"""Write pages as the bytes of a PDF: nothing in it but text, its fonts, and thin lines."""

import zlib
from collections.abc import Sequence
from itertools import groupby

from redact.formats.pdf.fonts import Typeface, body
from redact.formats.pdf.marks import ARTIFACT, FACES, mark
from redact.formats.pdf.outline import outlines
from redact.formats.pdf.pages import PAGE_HEIGHT, PAGE_WIDTH, Page, Shown
from redact.formats.pdf.shape import Piece
from redact.formats.pdf.subset import Subset

#: The stroke that makes letters bold in a font that has no bold, in parts of the em.
_SYNTHETIC = 0.028

#: How letters look: the name of their font, their size, and whether a stroke makes them bold.
_Look = tuple[str, float, bool]
_NO_STATE: _Look = ("", 0.0, False)


class _Objects:
    """The numbered objects of a file, in the order in which they are added."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def add(self, body: bytes) -> int:
        self.bodies.append(body)
        return len(self.bodies)

    def stream(self, data: bytes, entries: bytes = b"") -> int:
        packed = zlib.compress(data, 6)
        head = b"<</Length %d/Filter/FlateDecode%s>>stream\n" % (len(packed), entries)
        return self.add(head + packed + b"\nendstream")

    def file(self, root: int) -> bytes:
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        offset, offsets = len(parts[0]), []
        for number, content in enumerate(self.bodies, 1):
            part = b"%d 0 obj\n%s\nendobj\n" % (number, content)
            offsets.append(offset)
            offset += len(part)
            parts.append(part)
        count = len(offsets) + 1
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        parts.extend(b"%010d 00000 n \n" % place for place in offsets)
        parts.append(b"trailer\n<</Size %d/Root %d 0 R>>\n" % (count, root))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % offset)
        return b"".join(parts)


def build(pages: Sequence[Page]) -> bytes:
    """Return the PDF of the pages; the same pages give the same bytes."""
    subsets = _subsets(pages)
    objects = _Objects()
    tree = 2 + len(pages)
    catalog = objects.add(b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    content = tree + 1
    resources = content + len(pages)
    for number in range(len(pages)):
        objects.add(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R"
            b"/Resources %d 0 R>>" % (tree, PAGE_WIDTH, PAGE_HEIGHT, content + number, resources)
        )
    kids = b" ".join(b"%d 0 R" % (2 + number) for number in range(len(pages)))
    objects.add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids))
    writer = _Content(subsets)
    for page in pages:
        objects.stream(writer.page(page))
    names = list(subsets.values())
    first = resources + 1
    fonts = b"".join(b"/F%d %d 0 R" % (s.number, first + 6 * i) for i, s in enumerate(names))
    objects.add(b"<</Font<<%s>>>>" % fonts)
    for subset in names:
        _add_font(objects, subset)
    return objects.file(catalog)


def _subsets(pages: Sequence[Page]) -> dict[str, Subset]:
    """Return, by name, the fonts in use, each with the glyphs that are."""
    used: dict[str, tuple[Typeface, set[tuple[str, int]]]] = {}
    seen: set[int] = set()
    for page in pages:
        for shown in page.shown:
            for piece in shown.pieces:
                if id(piece) in seen:
                    continue
                seen.add(id(piece))
                glyphs = used.setdefault(piece.typeface.name, (piece.typeface, set()))[1]
                glyphs.update((glyph.text, glyph.number) for glyph in piece.glyphs if glyph.text)
            if shown.turns:
                font, space = _space()
                used.setdefault(font.name, (font, set()))[1].add(space)
    return {
        name: Subset(number, used[name][0], sorted(used[name][1]))
        for number, name in enumerate(sorted(used), 1)
    }


def _space() -> tuple[Typeface, tuple[str, int]]:
    font = body(False, False)
    return font, (" ", font.font.get_nominal_glyph(ord(" ")))


def _add_font(objects: _Objects, subset: Subset) -> None:
    """Add the six objects of a font."""
    own = len(objects.bodies) + 1
    name = subset.name
    program, places = subset.program()
    objects.add(
        b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
        b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (name, own + 1, own + 3)
    )
    objects.add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R"
        b"/DW 0/W[1[%s]]/CIDToGIDMap %d 0 R>>" % (name, own + 2, subset.widths(), own + 4)
    )
    objects.add(
        b"<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s]/ItalicAngle 0/Ascent %d"
        b"/Descent %d/CapHeight 700/StemV 80/FontFile2 %d 0 R>>"
        % (
            name,
            subset.box(),
            round(1000 * subset.typeface.ascent),
            -round(1000 * subset.typeface.descent),
            own + 5,
        )
    )
    objects.stream(subset.unicodes())
    objects.stream(places)
    objects.stream(program, b"/Length1 %d" % len(program))


class _Content:
    """Writes what a page shows, in the operators of PDF."""

    def __init__(self, subsets: dict[str, Subset]) -> None:
        self._subsets = subsets
        self._known: dict[tuple[int, float], bytes] = {}

    def page(self, page: Page) -> bytes:
        parts: list[bytes] = []
        if page.rules:
            parts.append(b"0.75 G\n0.4 w\n")
            parts.extend(
                b"%.2f %.2f m\n%.2f %.2f l\nS\n" % (x, y, x + w, y) for x, y, w in page.rules
            )
            parts.append(b"0 G\n")
        parts.extend(_dot(x, y) for x, y in page.dots)
        for shown in page.shown:
            parts.extend(outlines(shown))
        parts.append(b"BT\n")
        state = _NO_STATE
        before, face = None, (False, False)
        for shown in page.shown:
            if shown.turns and before is not None and before.turns and before.y == shown.y:
                parts.append(self._pivot(shown))
                state = _NO_STATE
            before = shown
            parts.extend(map(mark, shown.marks))
            parts.append(b"1 0 0 1 %.2f %.2f Tm\n" % (shown.x, shown.y))
            for (name, heavy, own), pieces in groupby(shown.pieces, key=_look):
                if own != face:
                    face = own
                    parts.append(mark(FACES[face]))
                look = name, shown.size, heavy
                parts.append(self._state(look, state))
                state = look
                codes = b"".join(self._piece(piece, shown.size) for piece in pieces)
                parts.append((b"[<%s>]TJ\n" % codes).replace(b"<>", b""))
        parts.extend(map(mark, page.marks))
        parts.append(b"ET\n")
        return b"".join(parts)

    def _state(self, look: _Look, before: _Look) -> bytes:
        """Return the operators that lead from one look of the letters to another."""
        name, size, heavy = look
        found = b""
        if look[:2] != before[:2]:
            found = b"/F%d %g Tf\n" % (self._subsets[name].number, size)
        if heavy != before[2]:
            found += b"2 Tr\n%.2f w\n" % (_SYNTHETIC * size) if heavy else b"0 Tr\n"
        return found

    def _pivot(self, shown: Shown) -> bytes:
        """Return two spaces a line below: what follows it is a line of its own to readers.

        Readers turn each line from right to left by rules of their own; in a line that reads in
        both directions, none of them agree. One direction at a time they all read alike.
        """
        font, space = _space()
        subset = self._subsets[font.name]
        return mark(ARTIFACT) + b"/F%d %g Tf\n1 0 0 1 %.2f %.2f Tm\n[<%04X%04X>]TJ\n" % (
            subset.number,
            shown.size,
            shown.x,
            shown.y - 1.6 * shown.size,
            subset.codes[space],
            subset.codes[space],
        )

    def _piece(self, piece: Piece, size: float) -> bytes:
        """Return the codes of a piece, inside a string, with the moves that the font asks for."""
        key = id(piece), size
        known = self._known.get(key)
        if known is not None:
            return known
        subset = self._subsets[piece.typeface.name]
        parts: list[bytes] = []
        move = 0
        for glyph in piece.glyphs:
            if not glyph.text:
                move -= round(1000 * glyph.advance)
                continue
            code = b"%04X" % subset.codes[glyph.text, glyph.number]
            left = round(1000 * glyph.right)
            move -= left
            if move:
                parts.append(b">%d<" % move)
            if glyph.up:
                parts.append(b">]TJ %.2f Ts[<%s>]TJ 0 Ts[<" % (size * glyph.up, code))
            else:
                parts.append(code)
            move = left - round(1000 * glyph.advance) + subset.advance(glyph.number)
        parts.append(b">%d<" % move if move else b"")
        self._known[key] = found = b"".join(parts)
        return found


def _look(piece: Piece) -> tuple[str, bool, tuple[bool, bool]]:
    return piece.typeface.name, piece.heavy, piece.face


def _dot(x: float, y: float) -> bytes:
    """Return a round dot, the mark of a list item."""
    r, h = 1.5, 2.0
    return b"%.2f %.2f m\n%.2f %.2f %.2f %.2f %.2f %.2f c\n%.2f %.2f %.2f %.2f %.2f %.2f c\nf\n" % (
        x - r,
        y,
        x - r,
        y + h,
        x + r,
        y + h,
        x + r,
        y,
        x + r,
        y - h,
        x - r,
        y - h,
        x - r,
        y,
    )
