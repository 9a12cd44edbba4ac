"""A PDF made by hand, object by object; its second font writes every script, code by code."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.leaks.corpus import blockfont
from tests.leaks.corpus.letter import HEAD, PLAIN, TAIL, Letter

SIZE = 10
_GLYPHS = blockfont.glyph_map()
LEFT, TOP, STEP = 60, 720, 26


def plain(text: str) -> bytes:
    """Return operators that show ASCII text in Helvetica."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"/F1 {SIZE} Tf ({escaped}) Tj\n".encode("ascii")


def coded(text: str) -> str:
    """Return text as the codes of the second font, in hexadecimal."""
    return text.encode("utf-16-be").hex().upper()


def shown(text: str) -> bytes:
    """Return operators that show any text, in the second font."""
    return f"/F2 {SIZE} Tf <{coded(text)}> Tj\n".encode("ascii")


def at(x: float, y: float, inside: bytes) -> bytes:
    """Return operators as a text object at a place."""
    return f"BT {x} {y} Td\n".encode("ascii") + inside + b"ET\n"


def sentence(name: bytes) -> bytes:
    """Return the operators of the usual sentence, with those of its subject."""
    return plain(HEAD) + name + plain(TAIL)


def font_for_all(pdf: Pdf, text: str) -> Dictionary:
    """Return a font whose codes are those of UTF-16, as its ToUnicode table says.

    The table has whole rows of 256 signs, those in which the signs of the text lie.
    """
    rows = sorted({0, *(ord(sign) >> 8 for sign in text)})
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in rows]
    blocks = "".join(
        f"{len(ranges[at : at + 100])} beginbfrange\n"
        + "\n".join(ranges[at : at + 100])
        + "\nendbfrange\n"
        for at in range(0, len(ranges), 100)
    )
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{blocks}"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    )
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name.Plain,
            Flags=4,
            FontBBox=Array([0, -200, 1000, 900]),
            ItalicAngle=0,
            Ascent=800,
            Descent=-200,
            CapHeight=700,
            StemV=80,
            FontFile2=Stream(pdf, blockfont.program()),
        )
    )
    child = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.Plain,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=descriptor,
        DW=blockfont.WIDTH,
        CIDToGIDMap=Stream(pdf, _GLYPHS),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.Plain,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(child)]),
            ToUnicode=Stream(pdf, table.encode("ascii")),
        )
    )


def start(
    letter: Letter, planted: bytes | None = None, *, more: bytes = b"", prolog: bytes = b""
) -> Pdf:
    """Return a one-page letter; `planted` are the operators of its middle line.

    `more` stands behind all lines, `prolog` before them, outside of any text object.
    """
    pdf = Pdf.new()
    lines = [plain(text) for text in letter.before]
    lines.append(plain(PLAIN) if planted is None else planted)
    lines += [plain(text) for text in letter.after]
    content = b"".join(at(LEFT, TOP - STEP * number, one) for number, one in enumerate(lines))
    page = pikepdf.Page(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 612, 792]),
            Resources=Dictionary(Font=fonts(pdf, letter)),
            Contents=Stream(pdf, prolog + content + more),
        )
    )
    pdf.pages.append(page)
    return pdf


def fonts(pdf: Pdf, letter: Letter) -> Dictionary:
    """Return the two fonts of every page."""
    helvetica = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )
    return Dictionary(
        F1=pdf.make_indirect(helvetica), F2=font_for_all(pdf, "".join(letter.who.needles))
    )


def data(pdf: Pdf, **options: object) -> bytes:
    """Return the bytes of a PDF, without a date or a random id."""
    out = io.BytesIO()
    chosen = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, **options}
    pdf.save(out, deterministic_id="encryption" not in chosen, **chosen)  # type: ignore[arg-type]
    return out.getvalue()


def annotate(pdf: Pdf, *annotations: Dictionary) -> None:
    """Add annotations to the first page."""
    page = pdf.pages[0].obj
    listed = page.get("/Annots", Array())
    for each in annotations:
        listed.append(pdf.make_indirect(each))
    page.Annots = listed


def field(pdf: Pdf, more: Dictionary) -> Dictionary:
    """Return a text field with its widget, entered in the form of the file."""
    made = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("field1"),
        Rect=Array([60, 500, 300, 520]),
        DA=String("/F1 10 Tf 0 g"),
        F=4,
    )
    for key, value in more.items():
        made[key] = value
    made = pdf.make_indirect(made)
    page = pdf.pages[0].obj
    page.Annots = Array([*page.get("/Annots", Array()), made])
    form = Dictionary(Fields=Array([made]), DR=Dictionary(Font=page.Resources.Font))
    pdf.Root.AcroForm = pdf.make_indirect(form)
    return made


def box(pdf: Pdf, content: bytes, resources: Dictionary | None = None) -> Stream:
    """Return a form XObject."""
    own = resources if resources is not None else Dictionary(Font=pdf.pages[0].obj.Resources.Font)
    return pdf.make_indirect(
        Stream(
            pdf,
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 612, 792]),
            Resources=own,
        )
    )


def jpeg_object(pdf: Pdf, picture: bytes) -> Stream:
    """Return a JPEG as an image of a page."""
    return pdf.make_indirect(
        Stream(
            pdf,
            picture,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=24,
            Height=12,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )
    )


def resource(pdf: Pdf, kind: str, name: str, value: object) -> None:
    """Enter a resource of the first page."""
    resources = pdf.pages[0].obj.Resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind][name] = value


def squeezed(lines: Sequence[str]) -> bytes:
    """Return lines as bytes, for parts of a file that are added by hand."""
    return "\n".join(lines).encode("latin-1")
