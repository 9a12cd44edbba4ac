"""Open a PDF with PDFium, one thread at a time, and never past what a letter can hold."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redact.errors import FormatError

#: PDFium is not made for threads.
LOCK = threading.RLock()
MOST_PAGES = 2000
SCAN_HINT = "run `ocrmypdf --force-ocr in.pdf out.pdf` and then again"
_DAMAGED = "the PDF is damaged; print it to a new PDF and run again"
_LOCKED = "the PDF is locked; save it without a password and run again"
_PASSWORD = 4


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """Yield the document of PDFium for the bytes of a PDF.

    Raises:
        FormatError: it is locked, damaged, or has too many pages.
    """
    import pypdfium2 as pdfium

    with LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            locked = getattr(error, "err_code", None) == _PASSWORD
            raise FormatError(_LOCKED if locked else _DAMAGED) from None
        try:
            if len(document) == 0:
                raise FormatError(_DAMAGED)
            if len(document) > MOST_PAGES:
                raise FormatError(f"the PDF has more than {MOST_PAGES} pages; split it")
            yield document
        except pdfium.PdfiumError:
            raise FormatError(_DAMAGED) from None
        finally:
            document.close()


def string(call: Any, *arguments: Any) -> str:
    """Return the string that a function of PDFium writes into a buffer of UTF-16."""
    size = call(*arguments, None, 0)
    if not 2 < size < 1 << 22:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def pages(document: Any) -> Iterator[Any]:
    """Yield the pages of a document, each closed behind the reader's back.

    Raises:
        FormatError: a page cannot be loaded.
    """
    import pypdfium2 as pdfium

    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            raise FormatError(_DAMAGED) from None
        yield page
        page.close()
