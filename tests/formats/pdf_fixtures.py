"""PDFs for the tests, made as people's programs make them and as nobody should."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from redact.datamodel import Document
from redact.formats.form import Options
from redact.formats.pdf import FORMAT

BODY = (
    "I am writing to give my strongest support to the application of Odalys Fennimore, who",
    "joined my group as a second-year student in the spring of the year 2019, and who had",
    "rewritten our whole analysis from scratch by the end of the following summer.",
)


def drawn(*pages: Callable[[Canvas], None], **options: Any) -> bytes:
    """Return a PDF whose pages are drawn by the functions given."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, **options)
    for page in pages:
        canvas.setFont("Times-Roman", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def lines(
    *texts: str, x: float = 72, y: float = 760, leading: float = 14
) -> Callable[[Canvas], None]:
    """Return a function that draws lines one below the other."""

    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            if text:
                canvas.drawString(x, y - number * leading, text)

    return draw


def both(*parts: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    """Return a function that draws several things on one page."""

    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None], **save: Any) -> bytes:
    """Return a PDF after a change to its objects."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        target = io.BytesIO()
        pdf.save(target, **save)
    return target.getvalue()


def read(data: bytes) -> Document:
    return FORMAT.read(data, "letter", Options())


def squeezed(text: str) -> str:
    """Return the letters of a text without its white space."""
    return "".join(text.split())


def assert_rewritten(document: Document) -> bytes:
    """Check that a document is set anew, reads back alike, and twice alike; return the copy."""
    copy = FORMAT.write(document)
    assert copy == FORMAT.write(document)
    again = FORMAT.reopen(copy, document)
    assert squeezed(again.text) == squeezed(document.text)
    assert again.parts == ()
    return copy
