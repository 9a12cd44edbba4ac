"""A PDF is laid open channel by channel."""

import io

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from formats.pdf_fixtures import BODY, both, changed, drawn, lines, read
from redact.formats.form import Channel, Fate
from redact.formats.pdf import FORMAT


def _rich() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.setAuthor("Zephyrine")
    both(lines(*BODY), lambda c: c.linkURL("https://zephyrine.example", (72, 700, 90, 710)))(canvas)
    canvas.acroForm.textfield(name="a", value="value", x=72, y=300)
    canvas.setFillGray(1)
    canvas.drawString(72, 200, "planted Zephyrine")
    canvas.bookmarkPage("here")
    canvas.addOutlineEntry("Zephyrine", "here")
    canvas.save()

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["zephyrine.txt"] = b"Zephyrine"
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["Zephyrine"]
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="zephyrine()")

    return changed(target.getvalue(), add)


def test_each_channel_is_listed_with_its_fate_and_in_fixed_words() -> None:
    found = FORMAT.channels(_rich())
    by_name = {channel.name: channel.fate for channel in found}
    for name in (
        "invisible text",
        "document properties",
        "XMP metadata",
        "link targets",
        "outline",
        "attached files",
        "JavaScript",
    ):
        assert by_name[name] is Fate.DROPPED, name
    assert by_name["text"] is Fate.REWRITTEN
    assert by_name["form fields"] is Fate.REWRITTEN
    assert "ephyrine" not in repr(found)


def test_a_copy_carries_its_text_and_its_fonts() -> None:
    copy = FORMAT.write(read(_rich()))
    assert {channel.name for channel in FORMAT.channels(copy)} == {"text", "embedded fonts"}
    assert Channel("embedded fonts", 1, Fate.DROPPED) in FORMAT.channels(copy)


def test_a_plain_letter_has_few_channels() -> None:
    names = {channel.name for channel in FORMAT.channels(drawn(lines(*BODY)))}
    assert names == {"text", "document properties", "file identifiers"}
