"""PDF: places of the file behind its pages."""

import io
import re
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String

from tests.leaks.corpus import pictures
from tests.leaks.corpus.archive import workbook
from tests.leaks.corpus.letter import PLAIN, Book, Letter, Seen
from tests.leaks.corpus.pdffile import annotate, at, data, plain, sentence, shown, start

BOOK = Book("pdf", [])
case = BOOK.case
NO = Seen.NOBODY


for _key in ("Author", "Title", "Subject", "Keywords", "Creator", "Producer", "Company"):

    def _info(letter: Letter, key: str = _key) -> bytes:
        pdf = start(letter)
        pdf.docinfo[f"/{key}"] = String(letter.who.name)
        return data(pdf)

    BOOK.add(f"information, {_key}", _info, NO)


@case("information, in an object stream", NO)
def object_stream(letter: Letter) -> bytes:
    pdf = start(letter)
    pdf.docinfo["/Author"] = String(letter.who.name)
    return data(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@case("XMP of the file", NO)
def xmp(letter: Letter) -> bytes:
    pdf = start(letter)
    packet = pictures.packet(letter.who.name).encode()
    pdf.Root.Metadata = pdf.make_indirect(Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML))
    return data(pdf)


@case("XMP of a page, packed", NO)
def page_xmp(letter: Letter) -> bytes:
    pdf = start(letter)
    stream = Stream(pdf, pictures.packet(letter.who.name).encode(), Type=Name.Metadata)
    pdf.pages[0].obj.Metadata = pdf.make_indirect(stream)
    return data(pdf, compress_streams=True, recompress_flate=True)


@case("outline, title", NO)
def outline(letter: Letter) -> bytes:
    pdf = start(letter)
    with pdf.open_outline() as made:
        made.root.append(OutlineItem(letter.who.name, 0))
    return data(pdf)


def _structure(letter: Letter, **more: object) -> bytes:
    pdf = start(letter)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = Dictionary(Type=Name.StructElem, S=Name.P, P=root, Pg=pdf.pages[0].obj, **more)
    root.K = pdf.make_indirect(element)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    return data(pdf)


for _key in ("Alt", "ActualText", "E", "T", "ID"):
    BOOK.add(
        f"structure, {_key}",
        lambda letter, key=_key: _structure(letter, **{key: String(letter.who.name)}),  # type: ignore[misc]
        NO,
    )


def _attached(letter: Letter, name: str, content: bytes, description: str = "") -> Pdf:
    pdf = start(letter)
    embedded = Stream(pdf, content, Type=Name.EmbeddedFile)
    spec = Dictionary(
        Type=Name.Filespec,
        F=String(name),
        UF=String(name),
        EF=Dictionary(F=pdf.make_indirect(embedded)),
    )
    if description:
        spec.Desc = String(description)
    pdf.Root.Names = Dictionary(
        EmbeddedFiles=Dictionary(Names=Array([String("a"), pdf.make_indirect(spec)]))
    )
    return pdf


@case("embedded file, text", NO)
def embedded(letter: Letter) -> bytes:
    return data(_attached(letter, "a.txt", letter.who.name.encode()))


@case("embedded file, a workbook (zip in PDF)", NO)
def embedded_book(letter: Letter) -> bytes:
    return data(_attached(letter, "a.xlsx", workbook(letter.who.name)))


@case("embedded file, a PDF", NO)
def embedded_pdf(letter: Letter) -> bytes:
    inner = data(start(letter, sentence(shown(letter.who.name))))
    return data(_attached(letter, "a.pdf", inner))


@case("embedded file, name", NO)
def embedded_name(letter: Letter) -> bytes:
    return data(_attached(letter, f"{letter.who.name}.txt", b"a"))


@case("embedded file, description", NO)
def embedded_description(letter: Letter) -> bytes:
    return data(_attached(letter, "a.txt", b"a", letter.who.name))


@case("embedded file of an annotation", NO)
def file_annotation(letter: Letter) -> bytes:
    pdf = start(letter)
    stream = pdf.make_indirect(Stream(pdf, letter.who.name.encode(), Type=Name.EmbeddedFile))
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=stream))
    annotate(
        pdf,
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.FileAttachment,
            Rect=Array([10, 10, 20, 20]),
            FS=pdf.make_indirect(spec),
        ),
    )
    return data(pdf)


@case("script of the file", NO)
def script(letter: Letter) -> bytes:
    pdf = start(letter)
    code = pdf.make_indirect(Stream(pdf, f'var who = "{letter.who.name}";'.encode()))
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=code))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))
    return data(pdf)


@case("script that escapes its letters", NO)
def escaped_script(letter: Letter) -> bytes:
    pdf = start(letter)
    name = "".join(f"\\u{ord(x):04x}" for x in letter.who.name)
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f'var who = "{name}";'))
    return data(pdf)


@case("page labels, prefix", NO)
def page_labels(letter: Letter) -> bytes:
    pdf = start(letter)
    label = Dictionary(P=String(letter.who.name), S=Name.D)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, label]))
    return data(pdf)


@case("named destination", NO)
def destination(letter: Letter) -> bytes:
    pdf = start(letter)
    place = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(letter.who.name), place])))
    return data(pdf)


@case("thumbnail of a page", NO)
def thumbnail(letter: Letter) -> bytes:
    pdf = start(letter)
    pixels = letter.who.name.encode() + bytes(60)
    pdf.pages[0].obj.Thumb = pdf.make_indirect(
        Stream(
            pdf,
            pixels[:60],
            Width=5,
            Height=4,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
        )
    )
    return data(pdf)


@case("private data of a program", NO)
def piece_info(letter: Letter) -> bytes:
    pdf = start(letter)
    private = Dictionary(Private=Dictionary(Who=String(letter.who.name)))
    pdf.Root.PieceInfo = Dictionary(Editor=private)
    return data(pdf)


@case("article thread", NO)
def thread(letter: Letter) -> bytes:
    pdf = start(letter)
    bead = pdf.make_indirect(Dictionary(Type=Name.Bead, P=pdf.pages[0].obj, R=Array([0, 0, 9, 9])))
    made = Dictionary(Type=Name.Thread, F=bead, I=Dictionary(Author=String(letter.who.name)))
    pdf.Root.Threads = Array([pdf.make_indirect(made)])
    return data(pdf)


@case("output intent", NO)
def output_intent(letter: Letter) -> bytes:
    pdf = start(letter)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("a"),
        Info=String(letter.who.name),
    )
    pdf.Root.OutputIntents = Array([intent])
    return data(pdf)


@case("web capture", NO)
def web_capture(letter: Letter) -> bytes:
    pdf = start(letter)
    pdf.Root.SpiderInfo = Dictionary(V=1.0, URL=String(f"https://a.example/{letter.who.name}"))
    return data(pdf)


@case("base address of links", NO)
def base_address(letter: Letter) -> bytes:
    pdf = start(letter)
    pdf.Root.URI = Dictionary(Base=String(f"https://{letter.who.email.partition('@')[2]}/"))
    return data(pdf)


@case("font, name", NO, ascii_only=True)
def font_name(letter: Letter) -> bytes:
    pdf = start(letter)
    font = pdf.pages[0].obj.Resources.Font.F2
    name = Name("/ABCDEF+" + letter.who.name.replace(" ", ""))
    child = font.DescendantFonts[0]
    child.BaseFont = child.FontDescriptor.FontName = font.BaseFont = name
    child.FontDescriptor.FontFamily = String(letter.who.name)
    return data(pdf)


@case("font program, its name table", NO)
def font_program(letter: Letter) -> bytes:
    pdf = start(letter)
    descriptor = pdf.pages[0].obj.Resources.Font.F2.DescendantFonts[0].FontDescriptor
    program = b"\0\1\0\0" + bytes(20) + letter.who.name.encode("utf-16-be")
    descriptor.FontFile2 = pdf.make_indirect(Stream(pdf, program))
    return data(pdf)


@case("language of the file", NO, ascii_only=True)
def language(letter: Letter) -> bytes:
    pdf = start(letter)
    pdf.Root.Lang = String(f"en-x-{letter.who.tokens[1]}")
    return data(pdf)


def _by_hand(letter: Letter, before: bytes = b"", behind: bytes = b"") -> bytes:
    made = data(start(letter))
    if before:
        made = before + made
    return made + behind


@case("bytes before the header", NO, codes=(0, 5))
def before_header(letter: Letter) -> bytes:
    return _by_hand(letter, b"% " + letter.who.name.encode() + b"\n")


@case("bytes behind the end", NO)
def behind_end(letter: Letter) -> bytes:
    return _by_hand(letter, behind=b"\n% " + letter.who.name.encode("utf-16-le") + b"\n")


@case("comment between objects", NO)
def comment(letter: Letter) -> bytes:
    made = data(start(letter))
    second = re.search(rb"\n2 0 obj", made)
    assert second is not None
    # In place of the marker line that a writer puts below the header: no offset moves.
    line = made.index(b"\n%") + 1
    end = made.index(b"\n", line)
    note = b"%" + letter.who.name.encode()
    shift = len(note) - (end - line)
    moved = made[:line] + note + made[end:]
    return _shifted(moved, shift)


def _shifted(made: bytes, shift: int) -> bytes:
    start_of_table = int(made.rsplit(b"startxref\n", 1)[1].split()[0]) + shift
    head, table = made[:start_of_table], made[start_of_table:]
    table = re.sub(rb"(\d{10}) (\d{5} n)", lambda m: b"%010d %s" % (int(m[1]) + shift, m[2]), table)
    return head + re.sub(rb"(startxref\n)\d+", rb"\g<1>%d" % start_of_table, table)


@case("object that nothing points to", NO)
def unreferenced(letter: Letter) -> bytes:
    made = data(start(letter))
    out = io.BytesIO()
    out.write(made)
    offset = len(made)
    value = letter.who.name.encode("utf-16-be").hex()
    out.write(f"77 0 obj\n<</Who <feff{value}>>>\nendobj\n".encode())
    return _updated(out, made, {77: offset})


@case("stream that nothing points to and no table lists", NO)
def unlisted(letter: Letter) -> bytes:
    made = data(start(letter))
    packed = zlib.compress(at(60, 400, shown(letter.who.name)))
    head = f"\n78 0 obj\n<</Length {len(packed)}/Filter/FlateDecode>>\nstream\n".encode()
    end = made.rindex(b"xref\n", 0, made.rindex(b"startxref"))
    added = head + packed + b"\nendstream\nendobj\n"
    moved = made[:end] + added + made[end:]
    return re.sub(rb"(startxref\n)\d+", rb"\g<1>%d" % (end + len(added)), moved)


@case("earlier revision of the page", NO)
def earlier_revision(letter: Letter) -> bytes:
    made = data(start(letter, sentence(shown(letter.who.name))))
    with Pdf.open(io.BytesIO(made)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
        lines = [plain(text) for text in (*letter.before, PLAIN, *letter.after)]
    content = b"".join(at(60, 720 - 26 * row, one) for row, one in enumerate(lines))
    out = io.BytesIO()
    out.write(made)
    offset = len(made)
    out.write(f"{number} 0 obj\n<</Length {len(content)}>>\nstream\n".encode())
    out.write(content + b"\nendstream\nendobj\n")
    return _updated(out, made, {number: offset})


def _updated(out: io.BytesIO, before: bytes, objects: dict[int, int]) -> bytes:
    """Close an incremental update: a table of the new objects, and a trailer that points back."""
    previous = before.rsplit(b"startxref\n", 1)[1].split()[0].decode()
    root = re.findall(rb"/Root (\d+ \d+ R)", before)[-1].decode()
    table = out.tell()
    rows = "".join(f"{number} 1\n{offset:010d} 00000 n \n" for number, offset in objects.items())
    out.write(f"xref\n{rows}trailer\n<</Size 90/Root {root}/Prev {previous}>>\n".encode())
    out.write(f"startxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


@case("trailer, unknown key", NO)
def trailer_key(letter: Letter) -> bytes:
    pdf = start(letter)
    pdf.trailer.Who = String(letter.who.name)
    return data(pdf)
