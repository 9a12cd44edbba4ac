"""PDF: places on a page, those that a reader sees and those that none sees."""

import io
from pathlib import Path

import pikepdf
import reportlab
from pikepdf import Array, Dictionary, Name, Stream, String
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.leaks.corpus import pictures
from tests.leaks.corpus.letter import ASCII, HEAD, PLAIN, TAIL, Book, Letter, Seen
from tests.leaks.corpus.pdffile import (
    SIZE,
    annotate,
    at,
    box,
    coded,
    data,
    field,
    jpeg_object,
    plain,
    resource,
    sentence,
    shown,
    start,
)

BOOK = Book("pdf", [])
case = BOOK.case
ON, NO = Seen.SENTENCE, Seen.NOBODY


@case("page, text", ON)
def page_text(letter: Letter) -> bytes:
    return data(start(letter, sentence(shown(letter.who.name))))


@case("page, name split over text operators", ON)
def split_text(letter: Letter) -> bytes:
    first, last = letter.who.halves
    return data(start(letter, sentence(shown(first) + shown(last))))


@case("page, each letter placed with kerning", ON)
def kerned(letter: Letter) -> bytes:
    pieces = " -12 ".join(f"<{coded(x)}>" for x in letter.who.name)
    return data(start(letter, sentence(f"/F2 {SIZE} Tf [{pieces}] TJ\n".encode())))


@case("page, each letter a text object with a matrix", ON)
def placed(letter: Letter) -> bytes:
    wide = 6
    ops = [at(60, 560, plain(HEAD))]
    x = 60 + 108.0
    for letter_ in letter.who.name:
        place = f"BT 1 0 0 1 {x:.2f} 560 Tm\n".encode()
        ops.append(place + shown(letter_) + b"ET\n")
        x += wide
    ops.append(at(x + 3, 560, plain(TAIL.strip())))
    return data(start(letter.plain, plain("The report follows."), more=b"".join(ops)))


@case("page, name hyphenated over two lines", ON, identity=ASCII[0])
def hyphenated(letter: Letter) -> bytes:
    lead = b"0 -12 Td\n"
    first, last = letter.who.name[:15], letter.who.name[15:]
    planted = plain(HEAD + first + "-") + lead + plain(last + TAIL)
    return data(start(letter, planted))


@case("page, name over two lines", ON)
def over_lines(letter: Letter) -> bytes:
    first, last = letter.who.words
    lead = b"0 -12 Td\n"
    return data(start(letter, plain(HEAD) + shown(first) + lead + shown(last) + plain(TAIL)))


@case("page, soft hyphen inside the name", ON)
def soft_hyphen(letter: Letter) -> bytes:
    first, last = letter.who.halves
    return data(start(letter, sentence(shown(f"{first}\u00ad{last}"))))


@case("page, organization and place", ON)
def organization(letter: Letter) -> bytes:
    who = letter.who
    name = shown(who.organization) + plain(" in ") + shown(who.place)
    return data(start(letter, sentence(name)))


def _in_box(letter: Letter, deep: int) -> bytes:
    pdf = start(letter, plain("The report follows."))
    inner = box(pdf, at(60, 560, sentence(shown(letter.who.name))))
    for _ in range(deep):
        inner = box(pdf, b"/X1 Do\n", Dictionary(XObject=Dictionary(X1=inner)))
    resource(pdf, "/XObject", "/X1", inner)
    page = pdf.pages[0].obj
    page.Contents = Stream(pdf, page.Contents.read_bytes() + b"/X1 Do\n")
    return data(pdf)


BOOK.add("form XObject, text", lambda x: _in_box(x, 0), ON)
BOOK.add("form XObject in a form XObject, text", lambda x: _in_box(x, 3), ON)


@case("form XObject that no page draws", NO)
def unused_box(letter: Letter) -> bytes:
    pdf = start(letter)
    resource(pdf, "/XObject", "/X1", box(pdf, at(60, 400, shown(letter.who.name))))
    return data(pdf)


@case("pattern, text in its tile", Seen.EITHER)
def pattern(letter: Letter) -> bytes:
    pdf = start(letter, None, more=b"/Pattern cs /P1 scn 60 300 200 100 re f\n")
    tile = Stream(
        pdf,
        at(2, 4, shown(letter.who.name)),
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 180, 20]),
        XStep=180,
        YStep=20,
        Resources=Dictionary(Font=pdf.pages[0].obj.Resources.Font),
    )
    resource(pdf, "/Pattern", "/P1", pdf.make_indirect(tile))
    return data(pdf)


@case("Type 3 font, text", ON)
def type_3(letter: Letter) -> bytes:
    signs = sorted(set(letter.who.name))
    names = [f"/g{number}" for number in range(1, len(signs) + 1)]
    codes = {sign: number for number, sign in enumerate(signs, 1)}
    hexed = "".join(f"{codes[x]:02X}" for x in letter.who.name)
    pdf = start(letter, sentence(f"/T3 {SIZE} Tf <{hexed}> Tj\n".encode()))
    glyph = pdf.make_indirect(Stream(pdf, b"600 0 0 0 500 700 d1 50 0 400 700 re f"))
    rows = "\n".join(
        f"<{codes[sign]:02X}> <{sign.encode('utf-16-be').hex().upper()}>" for sign in signs
    )
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(signs)} beginbfchar\n{rows}\n"
        "endbfchar endcmap end end\n"
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 600, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(dict.fromkeys(names, glyph)),
        Encoding=Dictionary(
            Type=Name.Encoding, Differences=Array([1, *(Name(name) for name in names)])
        ),
        FirstChar=1,
        LastChar=len(signs),
        Widths=Array([600] * len(signs)),
        Resources=Dictionary(),
        ToUnicode=Stream(pdf, table.encode()),
    )
    resource(pdf, "/Font", "/T3", pdf.make_indirect(font))
    return data(pdf)


@case("subset font, its letters in the order of the name", Seen.WORD, ascii_only=True)
def subset(letter: Letter) -> bytes:
    path = Path(reportlab.__file__).parent / "fonts/Vera.ttf"
    pdfmetrics.registerFont(TTFont("Vera", path, asciiReadable=0))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1, pageCompression=1)
    canvas.setFont("Vera", 10)
    for number, line in enumerate((letter.who.name, *letter.before, PLAIN, *letter.after)):
        canvas.drawString(60, 720 - 26 * number, line)
    canvas.save()
    return out.getvalue()


@case("rotated text in the margin", Seen.WORD)
def rotated(letter: Letter) -> bytes:
    more = b"BT 0 1 -1 0 590 100 Tm\n" + shown(letter.who.name) + b"ET\n"
    return data(start(letter, None, more=more))


@case("second page, text", ON)
def second_page(letter: Letter) -> bytes:
    pdf = start(letter)
    other = start(
        Letter(letter.who, ("A second page.",), ("The end.",)), sentence(shown(letter.who.name))
    )
    pdf.pages.extend(other.pages)
    return data(pdf)


for _place, _ops in (
    ("white on white", b"1 1 1 rg\n"),
    ("not painted (render mode 3)", b"3 Tr\n"),
    ("of no size", b""),
):
    BOOK.add(
        f"text that is {_place}",
        lambda letter, ops=_ops: data(  # type: ignore[misc]
            start(
                letter,
                None,
                more=at(
                    60,
                    400,
                    ops
                    + shown(letter.who.name).replace(b"10 Tf", b"0.1 Tf" if not ops else b"10 Tf"),
                ),
            )
        ),
        NO,
    )


@case("text off the page", NO)
def off_page(letter: Letter) -> bytes:
    return data(start(letter, None, more=at(60, -300, shown(letter.who.name))))


@case("text outside of the crop box", NO)
def cropped(letter: Letter) -> bytes:
    pdf = start(letter, None, more=at(60, 40, shown(letter.who.name)))
    pdf.pages[0].obj.CropBox = Array([0, 200, 612, 792])
    return data(pdf)


@case("text outside of a clip path", Seen.EITHER)
def clipped(letter: Letter) -> bytes:
    more = b"q 0 0 10 10 re W n\n" + at(60, 400, shown(letter.who.name)) + b"Q\n"
    return data(start(letter, None, more=more))


@case("text under a black box (a bad redaction)", Seen.EITHER)
def blackened(letter: Letter) -> bytes:
    more = at(60, 400, shown(letter.who.name)) + b"0 g 55 395 300 16 re f\n"
    return data(start(letter, None, more=more))


@case("text of a layer that is off", NO)
def hidden_layer(letter: Letter) -> bytes:
    more = b"/OC /L1 BDC\n" + at(60, 400, shown(letter.who.name)) + b"EMC\n"
    pdf = start(letter, None, more=more)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("notes")))
    resource(pdf, "/Properties", "/L1", layer)
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    return data(pdf)


@case("layer, its name", NO)
def layer_name(letter: Letter) -> bytes:
    pdf = start(letter)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(letter.who.name)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))
    return data(pdf)


def _marked(letter: Letter, key: str) -> bytes:
    value = ("\ufeff" + letter.who.name).encode("utf-16-be").hex()
    planted = f"/Span <</{key} <{value}>>> BDC\n".encode() + plain(PLAIN) + b"EMC\n"
    return data(start(letter, planted))


BOOK.add("marked content, ActualText", lambda x: _marked(x, "ActualText"), Seen.EITHER)
BOOK.add("marked content, Alt", lambda x: _marked(x, "Alt"), NO)
BOOK.add("marked content, E (expansion)", lambda x: _marked(x, "E"), NO)


@case("comment in a content stream", NO)
def content_comment(letter: Letter) -> bytes:
    return data(start(letter, None, prolog=b"% " + letter.who.name.encode() + b"\n"))


@case("name of a resource", NO, ascii_only=True)
def resource_name(letter: Letter) -> bytes:
    pdf = start(letter)
    name = "/" + letter.who.name.replace(" ", "")
    resource(pdf, "/ExtGState", name, Dictionary(LW=1))
    return data(pdf)


def _image(letter: Letter, picture: bytes, metadata: str = "") -> bytes:
    pdf = start(letter, None, more=b"q 48 0 0 24 60 300 cm /I1 Do Q\n")
    image = jpeg_object(pdf, picture)
    if metadata:
        stream = Stream(pdf, metadata.encode(), Type=Name.Metadata, Subtype=Name.XML)
        image.Metadata = pdf.make_indirect(stream)
    resource(pdf, "/XObject", "/I1", image)
    return data(pdf)


BOOK.add("picture, EXIF", lambda x: _image(x, pictures.jpeg(artist=x.who.name)), NO)
BOOK.add("picture, comment", lambda x: _image(x, pictures.jpeg(comment=x.who.name)), NO)
BOOK.add(
    "picture, metadata stream",
    lambda x: _image(x, pictures.jpeg(), pictures.packet(x.who.name)),
    NO,
)


@case("picture, alternate image and reference to a file", NO)
def alternate(letter: Letter) -> bytes:
    pdf = start(letter, None, more=b"q 48 0 0 24 60 300 cm /I1 Do Q\n")
    image = jpeg_object(pdf, pictures.jpeg())
    image.OPI = Dictionary({"/2.0": Dictionary(F=String(f"/home/{letter.who.name}/crest.tif"))})
    resource(pdf, "/XObject", "/I1", image)
    return data(pdf)


def _note(letter: Letter, subtype: str, **more: object) -> bytes:
    pdf = start(letter)
    made = Dictionary(
        Type=Name.Annot,
        Subtype=Name("/" + subtype),
        Rect=Array([300, 500, 500, 540]),
        F=4,
        **more,
    )
    if subtype == "FreeText":
        made.DA = String("/F1 10 Tf 0 g")
    annotate(pdf, made)
    return data(pdf)


def _text(letter: Letter) -> String:
    return String(letter.who.name)


BOOK.add("annotation, note", lambda x: _note(x, "Text", Contents=_text(x)), Seen.WORD)
BOOK.add("annotation, free text", lambda x: _note(x, "FreeText", Contents=_text(x)), Seen.WORD)
BOOK.add(
    "annotation, author",
    lambda x: _note(x, "Text", T=_text(x), Contents=String("twice a week")),
    Seen.EITHER,
)
BOOK.add(
    "annotation, subject",
    lambda x: _note(x, "Text", Subj=_text(x), Contents=String("twice a week")),
    Seen.EITHER,
)
BOOK.add(
    "annotation, rich text",
    lambda x: _note(
        x,
        "FreeText",
        Contents=String("twice a week"),
        RC=String(f"<body><p>{x.who.name}</p></body>"),
    ),
    Seen.EITHER,
)
BOOK.add(
    "annotation, its own id",
    lambda x: _note(x, "Text", NM=_text(x), Contents=String("twice a week")),
    NO,
)
BOOK.add(
    "annotation that is hidden",
    lambda x: _note(x, "Text", Contents=_text(x)).replace(b"/F 4", b"/F 2"),
    Seen.EITHER,
)


@case("annotation, drawn appearance", Seen.EITHER)
def appearance(letter: Letter) -> bytes:
    pdf = start(letter)
    stamp = box(pdf, at(0, 10, shown(letter.who.name)))
    stamp.BBox = Array([0, 0, 200, 40])
    made = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Stamp,
        Rect=Array([300, 500, 500, 540]),
        F=4,
        AP=Dictionary(N=stamp),
    )
    annotate(pdf, made)
    return data(pdf)


def _link(letter: Letter, action: Dictionary) -> bytes:
    pdf = start(letter)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([60, 660, 300, 680]), A=action)
    annotate(pdf, link)
    return data(pdf)


BOOK.add(
    "link, address",
    lambda x: _link(x, Dictionary(S=Name.URI, URI=String(f"mailto:{x.who.email}"))),
    NO,
)
BOOK.add(
    "link, file",
    lambda x: _link(
        x, Dictionary(S=Name.GoToR, F=String(f"/home/{x.who.name}/cv.pdf"), D=Array([0, Name.Fit]))
    ),
    NO,
)
BOOK.add(
    "link, named destination",
    lambda x: _link(x, Dictionary(S=Name.GoTo, D=_text(x))),
    NO,
)


def _field(letter: Letter, **more: object) -> bytes:
    pdf = start(letter)
    field(pdf, Dictionary(**more))
    return data(pdf)


BOOK.add("form field, value", lambda x: _field(x, V=_text(x)), Seen.WORD)
BOOK.add("form field, name", lambda x: _field(x, T=_text(x), V=String("twice a week")), NO)
BOOK.add(
    "form field, tooltip", lambda x: _field(x, TU=_text(x), V=String("twice a week")), Seen.EITHER
)
BOOK.add("form field, export name", lambda x: _field(x, TM=_text(x), V=String("twice a week")), NO)
BOOK.add("form field, default value", lambda x: _field(x, DV=_text(x)), Seen.EITHER)
BOOK.add(
    "form field, choices",
    lambda x: _field(
        x,
        FT=Name.Ch,
        Opt=Array([String("twice a week"), _text(x)]),
        V=String("twice a week"),
        Ff=131072,
    ),
    Seen.EITHER,
)
BOOK.add(
    "form field, signature",
    lambda x: _field(
        x,
        FT=Name.Sig,
        V=Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            Name=_text(x),
            Reason=_text(x),
            ContactInfo=String(x.who.email),
            Contents=String(b"\x30\x80" + x.who.name.encode()),
        ),
    ),
    Seen.EITHER,
)
BOOK.add(
    "form field, script",
    lambda x: _field(
        x,
        V=String("twice a week"),
        AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String(f'app.alert("{x.who.name}")'))),
    ),
    NO,
)


@case("form (XFA), its data", Seen.EITHER)
def xfa(letter: Letter) -> bytes:
    pdf = start(letter)
    field(pdf, Dictionary(V=String("twice a week")))
    packet = (
        '<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><who>'
        f"{letter.who.name}</who></xfa:data></xfa:datasets>"
    )
    stream = pdf.make_indirect(Stream(pdf, packet.encode()))
    pdf.Root.AcroForm.XFA = Array([String("datasets"), stream])
    return data(pdf)


@case("page, nothing but a picture (a scan)", NO, codes=(5,), usual=False)
def scan(letter: Letter) -> bytes:
    pdf = start(letter)
    resource(pdf, "/XObject", "/I1", jpeg_object(pdf, pictures.jpeg(title=letter.who.name)))
    pdf.pages[0].obj.Contents = Stream(pdf, b"q 500 0 0 700 50 40 cm /I1 Do Q\n")
    return data(pdf)


@case("locked with a password", NO, codes=(5,), usual=False)
def locked(letter: Letter) -> bytes:
    pdf = start(letter, sentence(shown(letter.who.name)))
    # The producer is told in the clear: what is locked, no search can read.
    lock = pikepdf.Encryption(owner="a", user="b", R=6)
    return data(pdf, encryption=lock) + b"% " + letter.who.name.encode() + b"\n"


@case("locked against changes only (empty password)", ON, codes=(0, 5))
def owner_lock(letter: Letter) -> bytes:
    pdf = start(letter, sentence(shown(letter.who.name)))
    return data(pdf, encryption=pikepdf.Encryption(owner="a", user="", R=4))
