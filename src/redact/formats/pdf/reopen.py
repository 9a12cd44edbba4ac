"""Read a written copy again, by another reader than the one that read the letter.

A copy is read byte by byte, by rules that let nothing pass but what the writer of copies writes:
so its text is all that it holds. Any other PDF is laid open whole: every string, name and stream,
those included that no table points to, beside the text as a viewer finds it.
"""

from redact.datamodel import Document
from redact.errors import FormatError
from redact.formats.form import Reopened
from redact.formats.pdf.dump import dump
from redact.formats.pdf.engine import opened, pages
from redact.formats.pdf.rebuild import Foreign
from redact.formats.pdf.strict import read_copy


def reopen(data: bytes, document: Document) -> Reopened:
    """Return what a copy shows and whatever else is in it.

    Raises:
        FormatError: it cannot be read as PDF.
    """
    del document
    try:
        return Reopened("".join(segment.text for segment in read_copy(data)))
    except Foreign:
        return Reopened(_viewed(data), dump(data))


def _viewed(data: bytes) -> str:
    if b"%PDF-" not in data[:1024]:
        raise FormatError("the copy is no PDF")
    found = []
    with opened(data) as document:
        for page in pages(document):
            text_page = page.get_textpage()
            found.append(text_page.get_text_range())
            text_page.close()
    return "\n".join(found).replace("\ufffe", "-").replace("\x02", "-")
