"""Read a copy byte by byte: every byte must be one that the writer of copies could have written."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from redact.datamodel import Segment
from redact.formats.pdf.bidi import MIRROR, PIVOT
from redact.formats.pdf.fonts import NAMES
from redact.formats.pdf.marks import LOOKS
from redact.formats.pdf.marks import NAMES as MARKS
from redact.formats.pdf.rebuild import Foreign, Marked, segments

_HEAD = re.compile(rb"%PDF-1\.7\n%\xe2\xe3\xcf\xd3\n")
_OBJECT = re.compile(rb"(\d+) 0 obj\n(<<[^\n]*>>)(?:stream\n|\nendobj\n)")
_TAIL = re.compile(
    rb"xref\n0 \d+\n0000000000 65535 f \n(?:\d{10} 00000 n \n)+"
    rb"trailer\n<</Size \d+/Root \d+ 0 R>>\nstartxref\n\d+\n%%EOF\n"
)
_NAME = rb"/AAAAA[A-Z]\+(?:" + b"|".join(re.escape(name.encode()) for name in NAMES) + rb")"
_STREAM = re.compile(rb"<</Length (\d+)/Filter/FlateDecode(?:/Length1 \d+)?>>")
_PAGE = re.compile(
    rb"<</Type/Page/Parent \d+ 0 R/MediaBox\[0 0 595\.28 841\.89\]"
    rb"/Contents (\d+) 0 R/Resources \d+ 0 R>>"
)
_FONTS = re.compile(rb"<</Font<<(?:/F\d+ \d+ 0 R)*>>>>")
_FONT = re.compile(
    rb"<</Type/Font/Subtype/Type0/BaseFont" + _NAME + rb"/Encoding/Identity-H"
    rb"/DescendantFonts\[\d+ 0 R\]/ToUnicode (\d+) 0 R>>"
)
_DESCENDANT = re.compile(
    rb"<</Type/Font/Subtype/CIDFontType2/BaseFont" + _NAME + rb"/CIDSystemInfo"
    rb"<</Registry\(Adobe\)/Ordering\(Identity\)/Supplement 0>>/FontDescriptor \d+ 0 R"
    rb"/DW 0/W\[1\[[\d ]*\]\]/CIDToGIDMap (\d+) 0 R>>"
)
_DESCRIPTOR = re.compile(
    rb"<</Type/FontDescriptor/FontName" + _NAME + rb"/Flags 4/FontBBox\[[\d -]+\]/ItalicAngle 0"
    rb"/Ascent \d+/Descent -\d+/CapHeight 700/StemV 80/FontFile2 (\d+) 0 R>>"
)
_PLAIN = (
    re.compile(rb"<</Type/Catalog/Pages \d+ 0 R>>"),
    re.compile(rb"<</Type/Pages/Count \d+/Kids\[[\dR ]+\]>>"),
)
_NUMBER = rb"-?\d+(?:\.\d+)?"
_TEXT = rb"\[(?:<[0-9A-F]+>|-?\d+)*\]TJ"
_OPERATION = re.compile(
    rb"(?P<move>1 0 0 1 %(n)s %(n)s Tm)|/(?P<mark>%(m)s) MP|/F(?P<font>\d+) %(n)s Tf"
    rb"|(?P<text>%(t)s(?: %(n)s Ts%(t)s)*)"
    rb"|BT|ET|[02] Tr|%(n)s [Gw]|(?:%(n)s %(n)s )+[mlc]|[hfS]"
    % {b"n": _NUMBER, b"t": _TEXT, b"m": b"|".join(MARKS)}
)
_CODES = re.compile(rb"<([0-9A-F]+)>")
_UNICODES = re.compile(
    rb"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    rb"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    rb"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
    rb"(?:\d+ beginbfchar\n(?:<[0-9A-F]{4}><[0-9A-F]+>\n)+endbfchar\n)*"
    rb"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
)
_ENTRY = re.compile(rb"<([0-9A-F]{4})><([0-9A-F]+)>")
_TABLES = {b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"}


@dataclass(slots=True)
class _File:
    dictionaries: dict[int, bytes] = field(default_factory=dict)
    streams: dict[int, bytes] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def stream(self, number: bytes) -> bytes:
        self.used.add(int(number))
        try:
            return self.streams[int(number)]
        except KeyError:
            _foreign()


def _foreign() -> NoReturn:
    raise Foreign


def read_copy(data: bytes) -> tuple[Segment, ...]:
    """Return the segments of a copy, of which nothing else can be told than that.

    Raises:
        Foreign: there is anything in the file that no copy holds.
    """
    file = _objects(data)
    pages, fonts = [], []
    for body in file.dictionaries.values():
        if page := _PAGE.fullmatch(body):
            pages.append(file.stream(page[1]))
        elif font := _FONT.fullmatch(body):
            fonts.append(_letters(file.stream(font[1])))
        elif map_ := _DESCENDANT.fullmatch(body):
            file.stream(map_[1])
        elif descriptor := _DESCRIPTOR.fullmatch(body):
            _check_font(file.stream(descriptor[1]))
        elif not _FONTS.fullmatch(body) and not any(kind.fullmatch(body) for kind in _PLAIN):
            _foreign()
    if file.used != set(file.streams):
        _foreign()
    numbered = dict(enumerate(fonts, 1))
    found = tuple(segments([_shown(page, numbered) for page in pages]))
    text = "".join(segment.text for segment in found)
    if not {letter for font in fonts for letters in font.values() for letter in letters} <= {
        *text,
        *(MIRROR.get(char, char) for char in text),
        *PIVOT,
    }:
        _foreign()
    return found


def _objects(data: bytes) -> _File:
    file = _File()
    head = _HEAD.match(data)
    place = head.end() if head else _foreign()
    while found := _OBJECT.match(data, place):
        place, number, body = found.end(), int(found[1]), found[2]
        if number != len(file.dictionaries) + len(file.streams) + 1:
            _foreign()
        if data[place - 2 : place - 1] == b"j":
            file.dictionaries[number] = body
            continue
        entry = _STREAM.fullmatch(body)
        length = int(entry[1]) if entry else _foreign()
        file.streams[number] = _inflated(data[place : place + length])
        place += length
        if data[place : place + 18] != b"\nendstream\nendobj\n":
            _foreign()
        place += 18
    if not _TAIL.fullmatch(data, place):
        _foreign()
    return file


def _inflated(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, 1 << 26)
    except zlib.error:
        _foreign()
    if not unpacker.eof or unpacker.unused_data:
        _foreign()
    return data


def _letters(unicodes: bytes) -> dict[int, str]:
    if not _UNICODES.fullmatch(unicodes):
        _foreign()
    start = unicodes.index(b"endcodespacerange")
    try:
        return {
            int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
            for code, letters in _ENTRY.findall(unicodes, start)
        }
    except ValueError:
        _foreign()


def _check_font(program: bytes) -> None:
    """Let only fonts pass that hold outlines and measures: no names, no notices."""
    count = int.from_bytes(program[4:6], "big")
    tags = {program[12 + 16 * i : 16 + 16 * i] for i in range(count)}
    if not tags <= _TABLES:
        _foreign()


def _shown(content: bytes, fonts: Mapping[int, Mapping[int, str]]) -> Iterator[Marked]:
    """Yield the marks of a page and, between them, its letters, those of each place together."""
    letters: Mapping[int, str] = {}
    face = LOOKS[b"Span"]
    runs: list[tuple[str, tuple[bool, bool]]] = []
    for line in content.splitlines():
        found = _OPERATION.fullmatch(line)
        if found is None:
            _foreign()
        if found["text"]:
            codes = b"".join(_CODES.findall(line))
            if len(codes) % 4:
                _foreign()
            places = range(0, len(codes), 4)
            runs.append(("".join(letters.get(int(codes[i : i + 4], 16), "") for i in places), face))
        elif found["font"]:
            letters = fonts.get(int(found["font"])) or _foreign()
        elif found["mark"] in LOOKS:
            face = LOOKS[found["mark"]]
        elif found["mark"] or found["move"]:
            if runs:
                yield Marked(runs=tuple(runs))
            runs = []
            if found["mark"]:
                yield Marked(found["mark"])
    if runs:
        yield Marked(runs=tuple(runs))
