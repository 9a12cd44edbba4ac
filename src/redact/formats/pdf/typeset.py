"""Set a document anew as a clean PDF, from its text and emphasis alone."""

from redact.datamodel import Document
from redact.errors import WriteError
from redact.formats.pdf.build import build
from redact.formats.pdf.pages import pages
from redact.formats.pdf.paragraphs import paragraphs, settled
from redact.formats.pdf.shape import HINT


def write(document: Document) -> bytes:
    """Return a new PDF of the text of a document; equal documents give equal bytes.

    Raises:
        WriteError: the fonts lack one of the characters, or it cannot be set.
    """
    try:
        return build(pages(map(settled, paragraphs(document))))
    except (ValueError, OverflowError, UnicodeError, MemoryError):
        raise WriteError(f"the text cannot be set as PDF; {HINT}") from None
