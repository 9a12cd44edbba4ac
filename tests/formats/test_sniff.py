"""What a file is, its content tells; a letter that talks about files stays a letter."""

import io
import zipfile

import pytest

from redact.formats.sniff import known_binary, known_markup


def zip_of(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (zip_of("[Content_Types].xml", "word/document.xml"), "a Word document (.docx)"),
        (zip_of("xl/workbook.xml"), "a spreadsheet"),
        (zip_of("letters/anna.txt"), "an archive (.zip)"),
        (zip_of("[Content_Types].xml", "word/document.xml")[:45], "an office file or archive that"),
        (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word (.doc)"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
        (b"\x7fELF\x02\x01\x01", "a program"),
        (b"\x1f\x8b\x08\x00", "an archive"),
        (b"\x00\x00\x00\x20ftypisom", "a sound or a film"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a picture"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "a sound or a film"),
    ],
)
def test_a_binary_file_is_known_by_how_it_begins(data: bytes, kind: str) -> None:
    assert (known_binary(data) or "").startswith(kind)


@pytest.mark.parametrize(
    "data", [b"", b"P", b"PK, my friend", b"Dear Anna, the %PDF- came.", b"BZ is my initial"]
)
def test_a_letter_is_no_binary(data: bytes) -> None:
    assert known_binary(data) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (r"{\rtf1\ansi Anna}", "a rich text (.rtf) file"),
        ("\ufeff  <!DOCTYPE html>\n<p>", "a web page (.html)"),
        ("<!-- saved -->\n<HTML lang='en'>", "a web page (.html)"),
        ("<?xml version='1.0'?>\n<!-- a --><!-- b -->\n\n<body>", "a web page (.html)"),
        ("<!-- x -->\n" * 60 + "<html>", "a web page (.html)"),
        ("<?xml version='1.0'?><w:document/>", "an XML file"),
        ("Received: by x\r\nMIME-Version: 1.0\r\n\r\nQW5u", "a raw e-mail (.eml)"),
        ("From a@b.c Mon\nContent-Transfer-Encoding: base64\n\nQW5u", "a raw e-mail (.eml)"),
    ],
)
def test_a_text_that_codes_its_letters_is_known(text: str, kind: str) -> None:
    assert known_markup(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "From: Anna\nTo: Board\nSubject: thesis\n\nDear all,",
        "Dear Anna,\n\nMIME-Version: 1.0 is what I saw.",
        "From: Anna\n\nMIME-Version: 1.0",
        "# Title\n\n<b>bold</b>",
        pytest.param("<!-- x -->\n" * 60 + "Dear Anna", id="many comments"),
        "<Anna> said <html> is easy",
        r"In LaTeX one writes {\rm x}",
    ],
)
def test_a_letter_is_no_markup(text: str) -> None:
    assert known_markup(text) is None
