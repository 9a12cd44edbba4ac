"""A PDF is read as a person reads its pages."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from formats.pdf_fixtures import BODY, assert_rewritten, both, changed, drawn, lines, read
from redact.datamodel import Notice, Style

_LEFT = (
    "The left column goes on here and on and",
    "it has many lines of words to be read so",
    "that a gutter can be seen by any eye that",
    "looks at the page for quite some while as",
    "it ends with this last and longest line.",
)
_RIGHT = (
    "The right column starts here at once and",
    "it has as many lines as the left one has",
    "so no reader may mix the two together, as",
    "if the base lines were all alike there; it",
    "ends with this last and even longer line.",
)


def _text(draw: Callable[[Canvas], None]) -> str:
    return read(drawn(draw)).text


def test_hard_wrapped_lines_are_one_paragraph_and_an_address_keeps_its_lines() -> None:
    text = _text(
        lines("Odalys Fennimore", "12 Tarn Road", "Hollow", "", "Dear committee,", "", *BODY)
    )
    assert text == "Odalys Fennimore\n12 Tarn Road\nHollow\n\nDear committee,\n\n" + " ".join(BODY)


def test_a_hyphen_at_the_end_of_a_line_joins_the_word() -> None:
    text = _text(
        lines(
            *BODY,
            "and nobody who met her in those years ever doubted how extra-",
            "ordinary she was.",
        )
    )
    assert text.endswith("how extraordinary she was.")


def test_a_name_over_a_hyphen_keeps_it_before_a_capital() -> None:
    text = _text(
        lines(
            *BODY,
            "and nobody who met her in those years ever doubted that Bracken-",
            "Moor was right.",
        )
    )
    assert "Bracken-Moor was right." in text


def test_two_columns_are_read_one_after_the_other() -> None:
    def interleaved(canvas: Canvas) -> None:
        for number, (left, right) in enumerate(zip(_LEFT, _RIGHT, strict=True)):
            canvas.drawString(72, 700 - 14 * number, left)
            canvas.drawString(320, 700 - 14 * number, right)

    assert _text(interleaved) == " ".join(_LEFT) + "\n" + " ".join(_RIGHT)


def test_the_cells_of_a_table_are_parted_by_tabs() -> None:
    def table(canvas: Canvas) -> None:
        rows = (
            ("Year", "Course", "Grade"),
            ("2019", "Analysis", "1.0"),
            ("2020", "Topology", "1.3"),
        )
        for number, row in enumerate(rows):
            for x, cell in zip((72, 150, 300), row, strict=True):
                canvas.drawString(x, 500 - 20 * number, cell)

    document = read(drawn(both(lines(*BODY), table)))
    assert document.text.endswith(
        "\n\nYear\tCourse\tGrade\n2019\tAnalysis\t1.0\n2020\tTopology\t1.3"
    )
    assert [s.style.cell for s in document.segments if "Course" in s.text] == [True]


def test_a_paragraph_over_the_page_is_joined_and_running_lines_stand_once() -> None:
    def page(number: int, *texts: str) -> Callable[[Canvas], None]:
        return both(
            lines("Institute of Slow Things", y=810),
            lines(f"Page {number} of 2", x=280, y=30),
            lines(*texts, y=770),
        )

    first = BODY * 17
    text = read(
        drawn(
            page(
                1,
                *first,
                "and this was not the last of the many things that she did in those few years",
            ),
            page(2, "because there was always one more.", "", "", "Sincerely,"),
        )
    ).text
    assert text.count("Institute of Slow Things") == 1
    assert "Page" not in text
    assert "in those few years because there was always one more.\n\nSincerely," in text


def test_a_page_left_half_empty_ends_with_a_form_feed() -> None:
    assert (
        read(drawn(lines(*BODY), lines("Second page."))).text == " ".join(BODY) + "\fSecond page."
    )


def test_emphasis_headings_and_items_are_told_by_their_fonts_and_marks() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 18)
        canvas.drawString(72, 790, "Recommendation")
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(72, 500, "She is ")
        canvas.setFont("Times-BoldItalic", 11)
        canvas.drawString(72 + canvas.stringWidth("She is ", "Times-Roman", 11), 500, "rare")
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(80, 470, "• patience")

    styles = {s.text: s.style for s in read(drawn(both(page, lines(*BODY)))).segments}
    assert styles["Recommendation"].heading == 1
    assert styles["rare"].bold
    assert styles["rare"].italic
    assert styles["• patience"].item


def test_text_that_stands_on_its_side_is_read_too() -> None:
    def margin(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(30, 200)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Margin of Odalys Fennimore")
        canvas.restoreState()

    assert _text(both(lines(*BODY), margin)).endswith("\nMargin of Odalys Fennimore")


# What no reader of the page can see.


def _white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(72, 400, "planted Zephyrine")


def _unpainted(canvas: Canvas) -> None:
    text = canvas.beginText(72, 400)
    text.setTextRenderMode(3)
    text.textOut("planted Zephyrine")
    canvas.drawText(text)


def _off_the_page(canvas: Canvas) -> None:
    canvas.drawString(700, 400, "planted Zephyrine")


def _tiny(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 0.6)
    canvas.drawString(72, 400, "planted Zephyrine")


def _under_a_box(canvas: Canvas) -> None:
    canvas.drawString(72, 400, "planted Zephyrine")
    canvas.rect(70, 396, 120, 14, fill=1, stroke=0)


def _under_a_picture(canvas: Canvas) -> None:
    canvas.drawString(72, 400, "planted Zephyrine")
    canvas.drawImage(_picture(), 70, 390, 120, 30)


def _transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(72, 400, "planted Zephyrine")


def _picture() -> ImageReader:
    return ImageReader(Image.effect_noise((60, 40), 60).convert("RGB"))


@pytest.mark.parametrize(
    "hide",
    [_white, _unpainted, _off_the_page, _tiny, _under_a_box, _under_a_picture, _transparent],
)
def test_text_that_cannot_be_seen_is_kept_apart(hide: Callable[[Canvas], None]) -> None:
    def hidden(canvas: Canvas) -> None:
        canvas.saveState()
        hide(canvas)
        canvas.restoreState()

    document = read(drawn(both(lines(*BODY), hidden)))
    assert document.text == " ".join(BODY)
    assert "".join(s.text for s in document.unseen).split() == ["planted", "Zephyrine"]
    assert Notice("invisible text dropped", 1) in document.notices


def test_a_layer_that_is_switched_off_is_kept_apart() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="layer"))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
        pdf.pages[0].Resources.Properties = pikepdf.Dictionary(MC0=layer)
        pdf.pages[0].contents_add(b"/OC /MC0 BDC BT /F1 12 Tf 72 400 Td (Zephyrine) Tj ET EMC")

    document = read(changed(drawn(lines(*BODY)), add))
    assert document.text == " ".join(BODY)
    assert [s.text for s in document.unseen] == ["Zephyrine"]


def test_text_on_a_colored_ground_is_seen() -> None:
    def marked(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.1, 0.4)
        canvas.rect(70, 396, 200, 14, fill=1, stroke=0)
        canvas.setFillGray(1)
        canvas.drawString(72, 400, "White on blue")

    assert _text(both(lines(*BODY), marked)).endswith("\n\nWhite on blue")


# Forms and annotations.


def test_the_values_of_a_form_stand_after_the_body() -> None:
    def form(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="a", value="Odalys Fennimore", x=72, y=300, width=200)
        canvas.acroForm.textfield(
            name="b", value="planted Zephyrine", x=72, y=200, width=200, annotationFlags="hidden"
        )

    document = read(drawn(both(lines(*BODY), form)))
    assert document.text == " ".join(BODY) + "\n\nOdalys Fennimore"
    assert [s.text for s in document.unseen] == ["planted Zephyrine"]


def test_text_boxes_and_notes_stand_after_the_body() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        def annotation(kind: str, contents: str, flags: int = 0) -> pikepdf.Object:
            return pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name("/" + kind),
                    Rect=[10, 10, 90, 90],
                    Contents=contents,
                    F=flags,
                )
            )

        pdf.pages[0].Annots = pikepdf.Array(
            [
                annotation("FreeText", "Boxed words"),
                annotation("Text", "A note"),
                annotation("Popup", "A note"),
                annotation("FreeText", "planted Zephyrine", 2),
            ]
        )

    document = read(changed(drawn(lines(*BODY)), add))
    assert document.text == " ".join(BODY) + "\n\nBoxed words\nA note"
    assert [s.text for s in document.unseen] == ["planted Zephyrine"]


# Pictures and scans.


def _full_page(canvas: Canvas) -> None:
    canvas.drawImage(_picture(), 0, 0, 595, 842)


def test_a_picture_is_dropped_and_counted() -> None:
    document = read(drawn(both(lines(*BODY), lambda c: c.drawImage(_picture(), 72, 100, 90, 40))))
    assert document.notices == (Notice("pictures dropped", 1),)


def test_the_text_layer_of_a_scan_is_read_and_told_of() -> None:
    def layer(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(3)
        for line in BODY:
            text.textLine(line)
        canvas.drawText(text)

    for page in (both(layer, _full_page), both(_full_page, layer)):
        document = read(drawn(page))
        assert document.text.split() == " ".join(BODY).split()
        assert Notice("scanned pages read from their text layer", 1) in document.notices


def test_a_letter_before_a_picture_keeps_its_hidden_text_hidden() -> None:
    document = read(drawn(both(_full_page, lines(*BODY), _unpainted)))
    assert "Zephyrine" not in document.text


# Copies are read alike.


def test_a_copy_reads_as_its_letter_did() -> None:
    document = read(
        drawn(
            lines(
                "Odalys Fennimore",
                "12 Tarn Road",
                "",
                "Dear committee,",
                "",
                *BODY,
                "",
                "Sincerely,",
            )
        )
    )
    again = read(assert_rewritten(document))
    assert again.text.split() == document.text.split()
    assert again.unseen == ()
    assert again.notices == ()
    third = read(assert_rewritten(again))
    assert third.text == again.text


def test_nothing_of_the_file_but_its_text_is_in_a_document() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.setAuthor("Zephyrine")
    canvas.setTitle("Zephyrine")
    canvas.drawString(72, 700, BODY[0])
    canvas.bookmarkPage("here")
    canvas.addOutlineEntry("Zephyrine", "here")
    canvas.save()
    document = read(target.getvalue())
    assert document.text == BODY[0]
    assert b"Zephyrine" not in assert_rewritten(document)


def test_bullets_in_a_column_of_their_own_are_list_items() -> None:
    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(("patience with", "humour", "rigour in proofs")):
            canvas.drawString(90, 700 - 14 * number, "\u2022")
            canvas.drawString(108, 700 - 14 * number, text)

    document = read(drawn(draw))
    assert document.text == "\u2022 patience with\n\u2022 humour\n\u2022 rigour in proofs"
    assert {segment.style for segment in document.segments if segment.locator} == {Style(item=True)}
