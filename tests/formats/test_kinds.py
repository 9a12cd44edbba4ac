"""What a file is, its content tells; what its copy is, the configuration."""

import io
import zipfile
from pathlib import Path, PurePath

import pytest

from redact import formats
from redact.config import Documents
from redact.datamodel import Document, Segment


def zipped(*names: str, padding: int = 0) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("padding", b"\0" * padding)
        for name in names:
            archive.writestr(name, b"<a/>")
    return whole.getvalue()


FILES = [
    (b"%PDF-1.7\n", "pdf"),
    (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
    (zipped("word/document.xml", padding=300_000), "docx"),
    (b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"\xef\xbb\xbf <!DOCTYPE html><p>", "html"),
    ("<html>".encode("utf-16"), "html"),
    (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "html"),
    (b'<?xml version="1.0"?>\n<letter/>', "txt"),
    (b"From: a@example.org\r\nMIME-Version: 1.0\r\n\r\nHello", "eml"),
    (b"Received: by x\nFrom: a@example.org\n\nHello", "eml"),
    (b"Subject: CV\nContent-Type: multipart/mixed; boundary=x\n\n--x--", "eml"),
    (b"From: Anna\nSubject: my application\n\nHello", "txt"),
    (b"<p>Dear Anna,</p>", "txt"),
    (b"", "txt"),
    (zipped("xl/workbook.xml"), "txt"),
]


@pytest.mark.parametrize(("data", "kind"), FILES)
def test_a_file_is_what_its_content_says_whatever_its_name(
    tmp_path: Path, data: bytes, kind: str
) -> None:
    for name in ("letter.txt", "letter.pdf", "letter"):
        (tmp_path / name).write_bytes(data)
        assert formats.kind_of(data, PurePath(name)) == kind
        assert formats.kind_of_file(tmp_path / name) == kind


def test_a_piece_of_a_web_page_is_one_only_by_its_name() -> None:
    assert formats.kind_of(b"<p>Dear Anna,</p>", PurePath("letter.htm")) == "html"
    assert formats.kind_of(b"Dear <Anna>,", PurePath("letter.htm")) == "txt"


@pytest.mark.parametrize(
    ("kind", "uniform", "pdf_output", "target"),
    [
        ("docx", None, "pdf", "docx"),
        ("pdf", None, "pdf", "pdf"),
        ("pdf", None, "docx", "docx"),
        ("pdf", None, "txt", "plain"),
        ("txt", None, "txt", "txt"),
        ("txt", "txt", "pdf", "plain"),
        ("md", "pdf", "txt", "pdf"),
        ("pdf", "docx", "txt", "docx"),
    ],
)
def test_the_copy_has_the_format_that_was_asked_for(
    kind: str, uniform: str | None, pdf_output: str, target: str
) -> None:
    asked = Documents.model_validate(
        {"uniform": uniform, "pdf_output": pdf_output, "keep_images": False}
    )
    assert formats.target_of(kind, asked) == target


def test_only_what_is_set_anew_loses_its_skeleton() -> None:
    document = Document("x", (Segment("a"),), format="docx", skeleton={"a": b"b"})
    kept = Documents(uniform=None, pdf_output="pdf", keep_images=False)
    anew = Documents(uniform="docx", pdf_output="pdf", keep_images=False)

    assert formats.recast(document, kept) is document
    assert formats.recast(document, anew).skeleton == {}
