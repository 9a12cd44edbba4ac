"""Make the example documents: a reference as a Word file and a motivation letter as a PDF.

They are built as an office would build them, so that names lie where names lie in real files: in
the letterhead, a picture, the footer, a comment, a tracked change, the properties, the annotations.
Needs the development environment (python-docx).
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Spacer, Table
from reportlab.platypus import Paragraph as Text

HERE = Path(__file__).parent / "documents"
FONTS = HERE.parents[1] / "src" / "redact" / "formats" / "pdf" / "fonts"
DAY = datetime(2025, 2, 11, tzinfo=UTC)
SIGNER = "Marit Løvenskiold"
BLUE = (31, 78, 121)


def main() -> None:
    """Write both documents."""
    HERE.mkdir(exist_ok=True)
    (HERE / "11_reference.docx").write_bytes(reference())
    (HERE / "12_motivation.pdf").write_bytes(motivation())


def reference() -> bytes:
    """Return a letter of reference as Word would save it."""
    letter = Document()
    letter.core_properties.author = SIGNER
    letter.core_properties.title = "Reference for Tomasz Zieliński"
    letter.core_properties.created = letter.core_properties.modified = DAY
    letter.styles["Normal"].font.name = "Georgia"
    letter.styles["Normal"].font.size = Pt(11)
    _letterhead(letter)
    _paragraph(letter, "Tromsø, 11 February 2025", align=WD_ALIGN_PARAGRAPH.RIGHT)
    heading = letter.add_heading("Reference: Tomasz Zieliński", level=1)
    heading.runs[0].font.color.rgb = RGBColor(*BLUE)
    _paragraph(letter, "Dear members of the selection committee,")
    first = _paragraph(
        letter,
        "I have known ",
        ("Tomasz ", "b"),
        ("Zieliński", "b"),
        " since August 2022, when he joined our group at the ",
        ("Arctic Centre for Sea Ice Research", "i"),
        " as a master's student. He came from Gdańsk with a degree in applied physics and a"
        " question that I could not answer: why do our drift forecasts fail on exactly the days"
        " on which they are needed?",
    )
    letter.add_comment(first.runs[1:3], "Is this his full name? Ask Ingrid.", SIGNER, "ML")
    _paragraph(
        letter,
        "His thesis answers it for the Fram Strait. He rewrote our finite element code so that it"
        " treats ice floes as a granular medium, validated it against eleven years of buoy data,"
        " and cut the error of the three-day forecast by a third. The work was done in Julia and is"
        " documented so well that two doctoral students now build on it without asking him.",
    )
    table = letter.add_table(rows=1, cols=3, style="Light Grid Accent 1")
    for cell, title in zip(table.rows[0].cells, ("Course", "Taught by", "Grade"), strict=True):
        cell.text = title
    for row in (
        ("Continuum mechanics", "Prof. Ingrid Aasland", "A"),
        ("Numerical methods", "Dr. Okonkwo", "A"),
        ("Remote sensing", SIGNER, "B"),
    ):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    last = _paragraph(
        letter,
        "Tomasz is patient, exact, and kind to beginners. When a storm kept the whole group in"
        " Longyearbyen for four days, he taught the ship's cook to read satellite images. You may"
        " call me at +47 77 55 01 42, or write to m.lovenskiold@acsir.example.",
    )
    _tracked_change(last)
    _paragraph(letter, "Yours sincerely,")
    _paragraph(letter, "")
    _paragraph(letter, SIGNER)
    _paragraph(letter, "Professor of Geophysics")
    buffer = io.BytesIO()
    letter.save(buffer)
    return buffer.getvalue()


def _letterhead(letter: DocxDocument) -> None:
    section = letter.sections[0]
    section.left_margin = section.right_margin = Cm(2.6)
    head = section.header.paragraphs[0]
    head.add_run().add_picture(io.BytesIO(_crest()), width=Cm(1.4))
    name = head.add_run("  Arctic Centre for Sea Ice Research")
    name.bold, name.font.size, name.font.color.rgb = True, Pt(14), RGBColor(*BLUE)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = foot.add_run("ACSIR · Strandveien 18 · 9008 Tromsø · Norway")
    run.font.size = Pt(8)


def _crest() -> bytes:
    """Return a picture with initials in it, and with an author among its properties."""
    size = 320
    crest = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(crest)
    draw.ellipse((8, 8, size - 8, size - 8), fill=BLUE)
    draw.polygon(((size // 2, 60), (70, 250), (250, 250)), fill="white")
    properties = Image.Exif()
    properties[0x013B] = SIGNER  # the artist
    buffer = io.BytesIO()
    crest.save(buffer, "JPEG", exif=properties)
    return buffer.getvalue()


def _paragraph(
    letter: DocxDocument, *parts: str | tuple[str, str], align: WD_ALIGN_PARAGRAPH | None = None
) -> Paragraph:
    paragraph = letter.add_paragraph()
    paragraph.alignment = align
    for part in parts:
        text, look = part if isinstance(part, tuple) else (part, "")
        run = paragraph.add_run(text)
        run.bold, run.italic = "b" in look or None, "i" in look or None
    return paragraph


def _tracked_change(paragraph: Paragraph) -> None:
    """Let a colleague have struck a sentence out: it is still in the file."""
    told = "<w:delText> His wife Katarzyna told me that he will accept.</w:delText>"
    who = 'w:id="7" w:author="Ingrid Aasland" w:date="2025-02-10T09:12:00Z"'
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')} {who}><w:r>{told}</w:r></w:del>"))


def motivation() -> bytes:
    """Return a motivation letter as a PDF, with a letterhead, properties and a note on it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setTitle("Motivation letter of Łucja Brzozowska")
    canvas.setAuthor("Łucja Brzozowska")
    body = ParagraphStyle("body", fontName=_font(), fontSize=10.5, leading=15, spaceAfter=8)
    small = ParagraphStyle("small", parent=body, fontSize=9, leading=12)
    title = ParagraphStyle("title", parent=body, fontSize=13, leading=18, spaceAfter=12)
    story = [
        Table(
            [
                [
                    Text(
                        "<b>Łucja Brzozowska</b><br/>ul. Długa 14/3, 31-147 Kraków, Poland", small
                    ),
                    Text("lucja.brzozowska@mail.example<br/>+48 512 555 019", small),
                ]
            ],
            colWidths=(10 * cm, 6.4 * cm),
        ),
        Spacer(1, 0.8 * cm),
        Text("Motivation letter: Baltic Summer School on Probabilistic Machine Learning", title),
        Text("Dear organizers,", body),
        Text(
            "I am a second-year master's student of statistics at the Jagiellonian University, and"
            " I write because of a failure. Last winter I fitted a Gaussian process to the water"
            " levels of the Vistula, and for nine weeks the posterior was confidently wrong. My"
            " supervisor, Dr. Aleksander Mróz, asked me to find out why before I changed anything.",
            body,
        ),
        Text(
            "The reason was a kernel that I had copied from a tutorial without reading it. I have"
            " since derived it by hand, twice, and I now know what I do not know: inference when"
            " the likelihood is not Gaussian, and how one tells an honest uncertainty from a"
            " decorative one. Both are on your programme for the first week.",
            body,
        ),
        Text(
            "I would bring a data set that is public and badly behaved, some experience with JAX,"
            " and a habit of asking simple questions aloud. In return I hope for the kind of"
            " conversation that Kraków offers rarely and by e-mail never.",
            body,
        ),
        Text("With kind regards,", body),
        Spacer(1, 0.5 * cm),
        Text("Łucja Brzozowska", body),
    ]
    Frame(2.3 * cm, 2 * cm, A4[0] - 4.6 * cm, A4[1] - 4 * cm).addFromList(story, canvas)
    canvas.linkURL("https://brzozowska.example/cv", (2 * cm, 2 * cm, 6 * cm, 3 * cm))
    canvas.save()
    return buffer.getvalue()


def _font() -> str:
    """Return a font that has every letter of the text, with its bold face."""
    for face, file in (("Letter", "NotoSerif-Regular"), ("Letter-Bold", "NotoSerif-Bold")):
        pdfmetrics.registerFont(TTFont(face, FONTS / f"{file}.ttf"))
    pdfmetrics.registerFontFamily("Letter", normal="Letter", bold="Letter-Bold")
    return "Letter"


if __name__ == "__main__":
    main()
