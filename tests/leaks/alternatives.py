"""Plain alternatives that a user may know, given every name: what they leave in the same files.

Both are told all that is to be hidden, as the product is by its roster, so that they are measured
by what they do with documents, and not by what they find.
"""

import ctypes
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import docx
import pypdfium2
import pypdfium2.raw as pdfium

from tests.leaks.corpus import PLANTED, Planted
from tests.leaks.corpus.letter import Identity
from tests.leaks.unpack import search

_PROPERTIES = (
    "author",
    "category",
    "comments",
    "content_status",
    "identifier",
    "keywords",
    "last_modified_by",
    "subject",
    "title",
)


def _hidden(who: Identity) -> list[str]:
    return sorted({who.name, who.organization, who.place, who.email, *who.tokens}, key=len)[::-1]


def _pattern(who: Identity) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _hidden(who))), re.IGNORECASE)


def run_by_run(data: bytes, who: Identity) -> bytes:
    """Return a Word file redacted as scripts do it: python-docx, each run, then the properties."""
    pattern = _pattern(who)
    document = docx.Document(io.BytesIO(data))
    for paragraph in _paragraphs(document):
        for run in paragraph.runs:
            if pattern.search(run.text):
                run.text = pattern.sub("[name]", run.text)
    for name in _PROPERTIES:
        setattr(document.core_properties, name, "")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(document: Any) -> Iterator[Any]:
    places = [document]
    for section in document.sections:
        for side in ("header", "footer"):
            for which in ("", "first_page_", "even_page_"):
                places.append(getattr(section, f"{which}{side}"))
    for place in places:
        yield from _within(place)


def _within(place: Any) -> Iterator[Any]:
    yield from place.paragraphs
    for table in place.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from _within(cell)


def page_objects(data: bytes, who: Identity) -> bytes:
    """Return a PDF whose text objects with a name are replaced, its pages in a fresh file."""
    pattern = _pattern(who)
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        text_page = page.get_textpage()
        objects = [
            (each, _text(each, text_page))
            for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
        ]
        for each, text in _replaced(objects, pattern):
            made = pdfium.FPDFPageObj_NewTextObj(pdf, b"Helvetica", ctypes.c_float(10))
            wide = (text + "\0").encode("utf-16-le")
            letters = ctypes.cast(
                ctypes.create_string_buffer(wide), ctypes.POINTER(ctypes.c_ushort)
            )
            pdfium.FPDFText_SetText(made, letters)
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(each, matrix)
            pdfium.FPDFPageObj_SetMatrix(made, matrix)
            if pdfium.FPDFPage_RemoveObject(page, each):
                pdfium.FPDFPage_InsertObject(page, made)
        page.gen_content()
    fresh = pypdfium2.PdfDocument.new()
    fresh.import_pages(pdf)
    out = io.BytesIO()
    fresh.save(out)
    return out.getvalue()


def _text(text_object: Any, text_page: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(text_object, text_page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(text_object, text_page, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _replaced(
    objects: Sequence[tuple[Any, str]], pattern: re.Pattern[str]
) -> Iterator[tuple[Any, str]]:
    """Yield the objects that hold a name, or a part of one, with what is to stand there."""
    whole = "".join(text for _, text in objects)
    spans = [found.span() for found in pattern.finditer(whole)]
    at = 0
    for each, text in objects:
        start, end = at, at + len(text)
        at = end
        touched = [(max(a, start), min(b, end), a) for a, b in spans if a < end and start < b]
        if touched:
            made, last = "", start
            for low, high, begin in touched:
                made += whole[last:low] + ("[name]" if begin >= start else "")
                last = high
            yield each, made + whole[last:end]


ALTERNATIVES = {"docx": run_by_run, "pdf": page_objects}


def outcome(planted: Planted) -> str:
    """Return what an alternative leaves of a case: ``gone``, ``LEAKED``, ``fails``, or nothing."""
    alternative = ALTERNATIVES.get(planted.case.suffix)
    if alternative is None:
        return ""
    try:
        copy = alternative(planted.source(), planted.who)
    except Exception:  # noqa: BLE001 - whatever stops a script stops its user
        return "fails"
    return "LEAKED" if search(copy, planted.who) else "gone"


def outcomes() -> dict[int, str]:
    """Return what the alternatives leave, by the number of the case."""
    return {planted.number: outcome(planted) for planted in PLANTED}
