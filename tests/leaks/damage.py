"""Files that are broken or made to do harm, and the exit codes that a run over each may end in."""

import io
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.leaks.corpus import docx_body, eml, html, odt, pdf_page
from tests.leaks.corpus.archive import pack, workbook
from tests.leaks.corpus.letter import ASCII, Letter
from tests.leaks.corpus.pdffile import box, data, resource, sentence, shown, start
from tests.leaks.corpus.wordfile import NS, Part, Word, make, p, part_xml, r

WHO = ASCII[0]
LETTER = Letter(WHO)
#: So deep no writer nests.
DEEP = 10_000
HUGE = 300_000_000
READABLE, REFUSED, EITHER = (0,), (5,), (0, 5)


@dataclass(frozen=True, slots=True)
class Damage:
    """A file, what is wrong with it, and how a run over it may end."""

    name: str
    build: Callable[[], bytes]
    codes: tuple[int, ...]
    #: What the reason has to say, where the file is refused with what to do.
    hint: str = ""


def _parts(whole: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _word(**changes: bytes | None) -> bytes:
    """Return a Word letter whose parts are changed, or gone."""
    parts: dict[str, bytes | str] = dict(_parts(docx_body.paragraph(LETTER)))
    for name, value in changes.items():
        if value is None:
            del parts[name]
        else:
            parts[name] = value
    return pack(parts)


def _document(body: str, head: str = "") -> bytes:
    made = f'<?xml version="1.0"?>{head}<w:document {NS}><w:body>{body}</w:body></w:document>'
    return _word(**{"word/document.xml": made.encode()})


def _nested(start_tag: str, end_tag: str, inside: str) -> str:
    return start_tag * DEEP + inside + end_tag * DEEP


BOMB = (
    '<!DOCTYPE a [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'


@cache
def _squeezed(blank: bytes = b" ", size: int = HUGE) -> bytes:
    """Return zlib's form of one byte many times, without a moment in which all of it is here."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = blank * 1_000_000
    made = [packer.compress(piece) for _ in range(size // len(piece))]
    return b"".join([*made, packer.flush()])


def _zip_bomb(parts: dict[str, bytes], name: str, told: int = HUGE) -> bytes:
    """Return a zip file in which a member inflates to a multiple of what is told."""
    body = _squeezed()
    whole = io.BytesIO(pack({**parts, name: b""}, stored=(name, "mimetype")))
    made = bytearray(whole.getvalue())
    # The member is the last one: its bytes go in front of the directory.
    directory = made.index(b"PK\x01\x02")
    local = made.rindex(b"PK\x03\x04", 0, directory)
    entry = made.rindex(b"PK\x01\x02")
    sizes = struct.pack("<III", 0, len(body), told)
    made[local + 8 : local + 10] = made[entry + 10 : entry + 12] = struct.pack("<H", 8)
    made[local + 14 : local + 26] = made[entry + 16 : entry + 28] = sizes
    made[directory:directory] = body
    end = made.rindex(b"PK\x05\x06")
    made[end + 16 : end + 20] = struct.pack("<I", directory + len(body))
    return bytes(made)


def _word_bomb() -> bytes:
    parts = _parts(docx_body.paragraph(LETTER))
    del parts["word/document.xml"]
    return _zip_bomb(parts, "word/document.xml")


def _lying_bomb() -> bytes:
    parts = _parts(docx_body.paragraph(LETTER))
    del parts["word/document.xml"]
    return _zip_bomb(parts, "word/document.xml", 1000)


def _side_bomb() -> bytes:
    return _zip_bomb(_parts(docx_body.paragraph(LETTER)), "word/media/image1.png")


def _odt_bomb() -> bytes:
    parts = _parts(odt.paragraph(LETTER))
    del parts["content.xml"]
    return _zip_bomb(parts, "content.xml")


def _locked_member() -> bytes:
    made = bytearray(docx_body.paragraph(LETTER))
    for found in re.finditer(rb"PK\x03\x04|PK\x01\x02", bytes(made)):
        at = found.start() + (6 if found[0] == b"PK\x03\x04" else 8)
        made[at] |= 1
    return bytes(made)


def _twice() -> bytes:
    """Return a Word letter with two main parts of one name: which of them counts?"""
    out = io.BytesIO(docx_body.paragraph(LETTER))
    other = _parts(make(LETTER.plain, Word()))["word/document.xml"]
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(zipfile.ZipInfo("word/document.xml"), other)
    return out.getvalue()


def _many_members() -> bytes:
    parts: dict[str, bytes | str] = dict(_parts(docx_body.paragraph(LETTER)))
    return pack({**parts, **{f"word/a{number}.xml": b"" for number in range(20_000)}})


def _wrong_directory() -> bytes:
    made = bytearray(docx_body.paragraph(LETTER))
    end = made.rindex(b"PK\x05\x06")
    made[end + 16 : end + 20] = struct.pack("<I", 5)
    return bytes(made)


def _style_loop() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/>'
        f'<w:basedOn w:val="{other}"/><w:link w:val="{other}"/></w:style>'
        for one, other in (("A1", "B1"), ("B1", "A1"), ("C1", "C1"))
    )
    body = p(r(LETTER.sentence), properties='<w:pStyle w:val="A1"/>')
    return make(LETTER, Word(body, styles=styles))


def _relation_loop() -> bytes:
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    header = Part("word/header1.xml", part_xml("w:hdr", p()), "", link, "h1")
    again = Part("word/header2.xml", part_xml("w:hdr", p()), "", link, "h2", "word/header1.xml")
    back = Part("word/header1.xml", part_xml("w:hdr", p()), "", link, "h1", "word/header2.xml")
    section = '<w:headerReference w:type="default" r:id="h1"/>'
    return make(LETTER, Word(p(r(LETTER.sentence)), [header, again, back], section=section))


def _climbing_name() -> bytes:
    parts: dict[str, bytes | str] = dict(_parts(docx_body.paragraph(LETTER)))
    return pack({**parts, "../../../tmp/a.xml": b"<a/>", "/etc/a.xml": b"<a/>"})


def _text(inside: str) -> bytes:
    """Return an OpenDocument letter whose middle is given."""
    return odt.make(LETTER, inside)


def _locked_text() -> bytes:
    """Return an OpenDocument letter whose manifest says that it is locked with a password."""
    parts = _parts(odt.paragraph(LETTER))
    lock = (
        b'<manifest:encryption-data manifest:checksum="a"><manifest:algorithm'
        b' manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>'
        b"</manifest:encryption-data></manifest:file-entry>"
    )
    told = parts["META-INF/manifest.xml"].replace(
        b'full-path="content.xml" manifest:media-type="text/xml"/>',
        b'full-path="content.xml" manifest:media-type="text/xml">' + lock,
    )
    locked = {**parts, "META-INF/manifest.xml": told, "content.xml": _noise(900)}
    return pack(locked, stored=("mimetype",))


def _odt_content(head: str, inside: str) -> bytes:
    parts = _parts(odt.paragraph(LETTER))
    content = f'<?xml version="1.0"?>{head}<office:document-content {odt.NS}><office:body>'
    content += f"<office:text>{inside}</office:text></office:body></office:document-content>"
    return pack({**parts, "content.xml": content}, stored=("mimetype",))


def _pdf() -> pikepdf.Pdf:
    return start(LETTER, sentence(shown(WHO.name)))


def _page_loop() -> bytes:
    pdf = _pdf()
    pages = pdf.Root.Pages
    made = data(pdf)
    number = pages.objgen[0]
    return re.sub(rb"/Kids \[ (\d+ 0 R) \]", b"/Kids [ \\1 %d 0 R ]" % number, made)


def _drawing_loop() -> bytes:
    pdf = _pdf()
    one = box(pdf, b"/X1 Do\n", Dictionary(XObject=Dictionary()))
    one.Resources.XObject.X1 = one
    resource(pdf, "/XObject", "/X1", one)
    page = pdf.pages[0].obj
    page.Contents = Stream(pdf, page.Contents.read_bytes() + b"/X1 Do\n")
    return data(pdf)


def _drawing_tree() -> bytes:
    """Return a page that draws a box that draws ten that draw ten: a thousand million in all."""
    pdf = _pdf()
    inner = box(pdf, b"BT /F1 10 Tf 60 400 Td (a) Tj ET\n")
    for _ in range(9):
        inner = box(pdf, b"/X1 Do " * 10, Dictionary(XObject=Dictionary(X1=inner)))
    resource(pdf, "/XObject", "/X1", inner)
    page = pdf.pages[0].obj
    page.Contents = Stream(pdf, page.Contents.read_bytes() + b"/X1 Do\n")
    return data(pdf)


def _table_loop() -> bytes:
    made = data(_pdf())
    table = made.rsplit(b"startxref\n", 1)[1].split()[0]
    return made.replace(b"trailer <<", b"trailer << /Prev " + table + b" ", 1)


def _length_loop() -> bytes:
    made = data(_pdf())
    number = re.search(rb"(\d+) 0 obj\n<<[^>]*/Length \d+[^>]*>>\nstream", made)
    assert number is not None
    at = made.index(b"/Length ", number.start())
    digits = re.match(rb"/Length (\d+)", made[at:])
    assert digits is not None
    return made[:at] + b"/Length %s 0 R" % number[1] + made[at + len(digits[0]) :]


def _parent_loop() -> bytes:
    pdf = _pdf()
    inner = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([pdf.pages[0].obj])))
    inner.Parent = inner
    pdf.pages[0].obj.Parent = inner
    return data(pdf)


def _outline_loop() -> bytes:
    pdf = _pdf()
    item = pdf.make_indirect(Dictionary(Title=pikepdf.String("a")))
    item.Next = item.First = item
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item))
    return data(pdf)


def _field_loop() -> bytes:
    pdf = _pdf()
    field = pdf.make_indirect(Dictionary(T=pikepdf.String("a"), FT=Name.Tx))
    field.Kids = Array([field])
    field.Parent = field
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    return data(pdf)


def _pdf_bomb() -> bytes:
    pdf = _pdf()
    stream = Stream(pdf, b"\x78\xda" + _squeezed() + bytes(4))
    stream.Filter = Name.FlateDecode
    pdf.pages[0].obj.Contents = pdf.make_indirect(stream)
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _deep_array() -> bytes:
    made = data(_pdf())
    deep = b"[" * DEEP + b"]" * DEEP
    return made.replace(b"/MediaBox", b"/Deep " + deep + b"/MediaBox", 1)


def _huge_count() -> bytes:
    return data(_pdf()).replace(b"/Count 1", b"/Count 1000000000", 1)


def _no_pages() -> bytes:
    pdf = _pdf()
    del pdf.pages[0]
    return data(pdf)


def _gibberish() -> bytes:
    """Return a page whose font says of each letter that it is another."""
    pdf = start(LETTER, sentence(shown(WHO.name)))
    for font in pdf.pages[0].obj.Resources.Font.as_dict().values():
        rows = "\n".join(f"<{n:02X}> <{0xE000 + n:04X}>" for n in range(32, 127))
        wide = "\n".join(f"<{n:04X}> <{0xE000 + n:04X}>" for n in range(32, 127))
        code = "<0000> <FFFF>" if font.Subtype == Name.Type0 else "<00> <FF>"
        table = (
            f"begincmap 1 begincodespacerange {code} endcodespacerange 95 beginbfchar\n"
            f"{wide if font.Subtype == Name.Type0 else rows}\nendbfchar endcmap\n"
        )
        font.ToUnicode = Stream(pdf, table.encode())
    return data(pdf)


def _many_pages() -> bytes:
    pdf = _pdf()
    for _ in range(60):
        pdf.pages.append(pdf.pages[0])
    return data(pdf)


def _nested_mail() -> bytes:
    text = "Content-Type: text/plain\r\n\r\n" + LETTER.sentence
    for number in range(1000):
        line = f"b{number}"
        text = (
            f'Content-Type: multipart/mixed; boundary="{line}"\r\n\r\n--{line}\r\n{text}\r\n'
            f"--{line}--\r\n"
        )
    return f"From: a@a.example\r\nSubject: a\r\nMIME-Version: 1.0\r\n{text}".encode()


def _mail_in_mail() -> bytes:
    text = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{LETTER.sentence}\r\n"
    for _ in range(1000):
        text = f"Content-Type: message/rfc822\r\n\r\nSubject: a\r\nMIME-Version: 1.0\r\n{text}"
    return f"From: a@a.example\r\nSubject: a\r\nMIME-Version: 1.0\r\n{text}".encode()


def _noise(size: int = 20_000) -> bytes:
    return random.Random(7).randbytes(size)


def _shell(start_bytes: bytes) -> bytes:
    return start_bytes + bytes(600) + WHO.name.encode("utf-16-le") + bytes(600)


WORD = docx_body.paragraph
PAGE_NAME = "word/document.xml"

DAMAGES: tuple[Damage, ...] = (
    Damage("truncated.docx", lambda: WORD(LETTER)[:2000], REFUSED),
    Damage("without-end.docx", lambda: WORD(LETTER)[:-30], REFUSED),
    Damage("wrong-directory.docx", _wrong_directory, EITHER),
    Damage("no-document.docx", lambda: _word(**{PAGE_NAME: None}), REFUSED),
    Damage("no-types.docx", lambda: _word(**{"[Content_Types].xml": None}), EITHER),
    Damage("no-relations.docx", lambda: _word(**{"_rels/.rels": None}), EITHER),
    Damage("no-styles.docx", lambda: _word(**{"word/styles.xml": None}), EITHER),
    Damage("not-well-formed.docx", lambda: _word(**{PAGE_NAME: b"<w:document><w:p"}), REFUSED),
    Damage("empty-document.docx", lambda: _word(**{PAGE_NAME: b""}), REFUSED),
    Damage(
        "nested-controls.docx",
        lambda: _document(
            _nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", p(r(LETTER.sentence)))
        ),
        REFUSED,
    ),
    Damage(
        "nested-tables.docx",
        lambda: _document(
            _nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", p(r(LETTER.sentence)))
        ),
        REFUSED,
    ),
    Damage(
        "nested-runs.docx",
        lambda: _document(f"<w:p>{_nested('<w:ins>', '</w:ins>', r(LETTER.sentence))}</w:p>"),
        REFUSED,
    ),
    Damage("entities.docx", lambda: _document(p("<w:r><w:t>&a9;</w:t></w:r>"), BOMB), REFUSED),
    Damage(
        "outside-entity.docx", lambda: _document(p("<w:r><w:t>&a9;</w:t></w:r>"), OUTSIDE), EITHER
    ),
    Damage("bomb.docx", _word_bomb, REFUSED),
    Damage("lying-bomb.docx", _lying_bomb, REFUSED),
    Damage("bomb-of-a-picture.docx", _side_bomb, EITHER),
    Damage("locked-member.docx", _locked_member, REFUSED),
    Damage("two-documents.docx", _twice, EITHER),
    Damage("many-members.docx", _many_members, EITHER),
    Damage("style-loop.docx", _style_loop, READABLE),
    Damage("relation-loop.docx", _relation_loop, EITHER),
    Damage("climbing-names.docx", _climbing_name, EITHER),
    Damage("noise.docx", _noise, REFUSED),
    Damage("nothing.docx", lambda: b"", READABLE),
    Damage("word-inside.txt", lambda: WORD(LETTER), READABLE),
    Damage("word-inside.pdf", lambda: WORD(LETTER), READABLE),
    Damage("text-inside.docx", lambda: LETTER.sentence.encode(), READABLE),
    Damage("pdf-inside.docx", lambda: pdf_page.page_text(LETTER), READABLE),
    Damage("mail-inside.txt", lambda: eml.eight_bit(LETTER), EITHER),
    Damage("page-inside.txt", lambda: html.make(LETTER, f"<p>{LETTER.sentence}</p>"), READABLE),
    Damage(
        "letter.rtf",
        lambda: rb"{\rtf1\ansi{\info{\author " + WHO.name.encode() + rb"}} moss}",
        REFUSED,
        "save",
    ),
    Damage("letter.doc", lambda: _shell(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), REFUSED, "save"),
    Damage("letter.msg", lambda: _shell(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), REFUSED, "save"),
    Damage(
        "letter.pages",
        lambda: pack({"Index/Document.iwa": WHO.name.encode(), "Metadata/a.plist": b"a"}),
        REFUSED,
        "save",
    ),
    Damage("letters.zip", lambda: pack({"letter.docx": WORD(LETTER)}), REFUSED, "unpack"),
    Damage("zip-in-zip.zip", lambda: pack({"a.zip": pack({"a.docx": WORD(LETTER)})}), REFUSED),
    Damage("sheet.xlsx", lambda: workbook(WHO.name), REFUSED, "save"),
    Damage("scan.png", lambda: b"\x89PNG\r\n\x1a\n" + _noise(3000), REFUSED),
    Damage("noise.pdf", lambda: b"%PDF-1.7\n" + _noise(), REFUSED),
    Damage("noise.odt", _noise, REFUSED),
    Damage("noise.html", _noise, REFUSED),
    Damage("noise.eml", _noise, REFUSED),
    Damage("truncated.pdf", lambda: pdf_page.page_text(LETTER)[:1500], EITHER),
    Damage(
        "without-table.pdf", lambda: pdf_page.page_text(LETTER).rpartition(b"xref\n0")[0], EITHER
    ),
    Damage(
        "wrong-offsets.pdf",
        lambda: re.sub(rb"\d{10} 00000 n", b"0000000077 00000 n", pdf_page.page_text(LETTER)),
        EITHER,
    ),
    Damage("page-loop.pdf", _page_loop, EITHER),
    Damage("parent-loop.pdf", _parent_loop, EITHER),
    Damage("drawing-loop.pdf", _drawing_loop, EITHER),
    Damage("drawing-tree.pdf", _drawing_tree, REFUSED),
    Damage("table-loop.pdf", _table_loop, EITHER),
    Damage("length-loop.pdf", _length_loop, EITHER),
    Damage("outline-loop.pdf", _outline_loop, EITHER),
    Damage("field-loop.pdf", _field_loop, EITHER),
    Damage("bomb.pdf", _pdf_bomb, REFUSED),
    Damage("deep-array.pdf", _deep_array, EITHER),
    Damage("huge-count.pdf", _huge_count, EITHER),
    Damage("no-pages.pdf", _no_pages, REFUSED),
    Damage("gibberish.pdf", _gibberish, REFUSED),
    Damage("many-pages.pdf", _many_pages, EITHER),
    Damage("truncated.odt", lambda: odt.paragraph(LETTER)[:1500], REFUSED),
    Damage(
        "no-content.odt",
        lambda: pack(
            {"mimetype": b"application/vnd.oasis.opendocument.text"}, stored=("mimetype",)
        ),
        REFUSED,
    ),
    Damage("locked.odt", _locked_text, REFUSED),
    Damage(
        "nested-spans.odt",
        lambda: _text(odt.p(_nested("<text:span>", "</text:span>", LETTER.sentence))),
        REFUSED,
    ),
    Damage(
        "nested-lists.odt",
        lambda: _text(
            _nested("<text:list><text:list-item>", "</text:list-item></text:list>", odt.p("a"))
        ),
        REFUSED,
    ),
    Damage("entities.odt", lambda: _odt_content(BOMB, odt.p("&a9;")), REFUSED),
    Damage("outside-entity.odt", lambda: _odt_content(OUTSIDE, odt.p("&a9;")), EITHER),
    Damage("bomb.odt", _odt_bomb, REFUSED),
    Damage("blanks-bomb.odt", lambda: _text(odt.p('a<text:s text:c="2000000000"/>b')), EITHER),
    Damage(
        "cells-bomb.odt",
        lambda: _text(
            '<table:table><table:table-row table:number-rows-repeated="1000000">'
            '<table:table-cell table:number-columns-repeated="1000000"><text:p>moss</text:p>'
            "</table:table-cell></table:table-row></table:table>"
        ),
        EITHER,
    ),
    Damage(
        "nested.html",
        lambda: html.make(LETTER, _nested("<div>", "</div>", LETTER.sentence)),
        EITHER,
    ),
    Damage(
        "nested-inline.html", lambda: html.make(LETTER, _nested("<b>", "", LETTER.sentence)), EITHER
    ),
    Damage(
        "nested-tables.html",
        lambda: html.make(LETTER, _nested("<table><tr><td>", "", LETTER.sentence)),
        EITHER,
    ),
    Damage(
        "unclosed.html", lambda: b"<!doctype html><p title='" + LETTER.sentence.encode(), EITHER
    ),
    Damage(
        "huge-attribute.html",
        lambda: html.make(LETTER, f'<p title="{"a" * 5_000_000}">moss</p>'),
        EITHER,
    ),
    Damage("nested.eml", _nested_mail, EITHER),
    Damage("mail-in-mail.eml", _mail_in_mail, EITHER),
    Damage(
        "unknown-charset.eml",
        lambda: eml.message(LETTER, LETTER.sentence).replace(b"utf-8", b"x-nothing"),
        EITHER,
    ),
    Damage("broken-base64.eml", lambda: eml.base_64(LETTER)[:-40], EITHER),
    Damage(
        "no-boundary.eml",
        lambda: eml.raw(
            (*eml.PLAIN_HEADERS, ("Content-Type", "multipart/mixed")),
            eml.text_of(LETTER, LETTER.sentence).encode(),
        ),
        EITHER,
    ),
    Damage(
        "long-header.eml",
        lambda: eml.message(LETTER, Subject="=?utf-8?Q?" + "a" * 2_000_000 + "?="),
        EITHER,
    ),
    Damage(
        "open-parts.eml",
        lambda: eml.raw(
            (*eml.PLAIN_HEADERS, ("Content-Type", 'multipart/mixed; boundary="a"')),
            b"--a\r\nContent-Type: text/plain\r\n\r\n" + LETTER.sentence.encode(),
        ),
        EITHER,
    ),
)


def good() -> Iterator[tuple[str, bytes]]:
    """Yield letters without a fault; they stand between the others and have to come through."""
    yield "0-good.docx", WORD(LETTER)
    yield "0-good.pdf", pdf_page.page_text(LETTER)
    yield "0-good.txt", LETTER.sentence.encode()
    yield "m-good.docx", WORD(LETTER)
    yield "zz-good.docx", WORD(LETTER)
