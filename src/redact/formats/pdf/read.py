"""Read a PDF as prose: paragraphs, headings, lists and tables, as a person reads the pages."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from redact.datamodel import Document, Notice, Segment
from redact.errors import FormatError, WriteError
from redact.formats.form import Options
from redact.formats.pdf.bounds import check_bounds
from redact.formats.pdf.engine import SCAN_HINT, opened, pages
from redact.formats.pdf.extras import Extras, read_annotations, read_extras
from redact.formats.pdf.letters import HYPHEN, Fragment, fragments
from redact.formats.pdf.prose import blocks, segments
from redact.formats.pdf.rebuild import Foreign
from redact.formats.pdf.repeats import without_repeats
from redact.formats.pdf.rows import Row, rows
from redact.formats.pdf.sight import unseen
from redact.formats.pdf.strict import read_copy
from redact.formats.pdf.typeset import write

#: A page with fewer letters than this beside a large picture is a scan.
_FEW_LETTERS = 30
_LARGE_PICTURE = 0.3
_LEAST_READABLE = 0.6
_PRIVATE_BULLETS = re.compile("[\uf000-\uf0ff]")
_UNREADABLE = f"the letters of this PDF cannot be decoded; {SCAN_HINT}"
_SCANNED = f"this PDF is a scan, or its letters are drawn as shapes; {SCAN_HINT}"
_FORM_ONLY = "this PDF is an XFA form; print it to a new PDF and run again"


@dataclass(slots=True)
class _Pages:
    """What was gathered from all pages."""

    rows: list[list[Row]] = field(default_factory=list, repr=False)
    sizes: list[tuple[float, float]] = field(default_factory=list)
    unseen: list[Segment] = field(default_factory=list, repr=False)
    pictures: int = 0
    layers: int = 0
    objects: int = 0


def read(data: bytes, document_id: str, options: Options) -> Document:
    """Return the text of a PDF; it has no skeleton, for a copy is set anew.

    Raises:
        FormatError: it is locked, scanned, undecodable, a form without pages, damaged, or larger
            than any letter.
    """
    del options
    check_bounds(data)
    copy = _copy(data, document_id)
    if copy is not None:
        return copy
    gathered = _Pages()
    with opened(data) as document:
        extras = read_extras(data, document)
        if extras.form_only:
            raise FormatError(_FORM_ONLY)
        for page in pages(document):
            _read_page(page, gathered, extras)
    kept = without_repeats(gathered.rows, [height for _, height in gathered.sizes])
    found = tuple(segments(blocks(kept, gathered.sizes)))
    text = "".join(segment.text for segment in found)
    if not text.strip() and not extras.shown and gathered.objects:
        raise FormatError(_SCANNED)
    _check_readable(text)
    return Document(
        document_id,
        (*found, *_after(extras, bool(found))),
        format="pdf",
        unseen=(*gathered.unseen, *extras.unseen),
        notices=_notices(gathered, extras),
    )


def _copy(data: bytes, document_id: str) -> Document | None:
    """Return the document that a PDF is the copy of, where setting it gives the same bytes."""
    try:
        document = Document(document_id, read_copy(data), format="pdf")
        return document if write(document) == data else None
    except (Foreign, WriteError):
        return None


def _read_page(page: Any, gathered: _Pages, extras: Extras) -> None:
    import pypdfium2.raw as raw

    items, inks = fragments(page, raw)
    width, height = page.get_size()
    pictures, share = _pictures(page, raw, width * height)
    gathered.pictures += pictures
    gathered.objects += raw.FPDFPage_CountObjects(page.raw)
    lost = unseen(page, raw, items, inks) if items else set()
    if share >= _LARGE_PICTURE:
        shown = sum(
            letter[0].isalnum()
            for number, item in enumerate(items)
            for index, letter in enumerate(item.letters)
            if (number, index) not in lost
        )
        if shown < _FEW_LETTERS:
            if sum(letter[0].isalnum() for item in items for letter in item.letters) < _FEW_LETTERS:
                raise FormatError(_SCANNED)
            gathered.layers += 1
            lost = set()
    number = len(gathered.rows) + 1
    read_annotations(page.raw, raw, extras, number)
    gathered.unseen.extend(_lost_text(items, lost, number))
    gathered.rows.append(rows(_kept(items, lost)))
    gathered.sizes.append((width, height))


def _pictures(page: Any, raw: Any, area: float) -> tuple[int, float]:
    """Return how many pictures a page has, and what share of it the largest covers."""
    count, share = 0, 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        count += 1
        left, bottom, right, top = item.get_bounds()
        share = max(share, (right - left) * (top - bottom) / max(area, 1.0))
    return count, share


def _kept(items: Sequence[Fragment], lost: set[tuple[int, int]]) -> list[Fragment]:
    if not lost:
        return list(items)
    found = []
    for number, item in enumerate(items):
        letters = [x for index, x in enumerate(item.letters) if (number, index) not in lost]
        if any(not letter[0].isspace() for letter in letters):
            x0, x1 = min(x[2] for x in letters), max(x[3] for x in letters)
            found.append(Fragment(x0, x1, item.y, item.size, item.angle, letters))
    return found


def _lost_text(items: Sequence[Fragment], lost: set[tuple[int, int]], page: int) -> list[Segment]:
    found = []
    for number, item in enumerate(items):
        text = "".join(x[0] for index, x in enumerate(item.letters) if (number, index) in lost)
        if text.strip():
            found.append(Segment(text.replace(HYPHEN, "-"), f"page {page}, invisible"))
    return found


def _check_readable(text: str) -> None:
    """Refuse text that its fonts do not spell.

    Raises:
        FormatError: too few of its characters are letters, digits or spaces.
    """
    text = _PRIVATE_BULLETS.sub("", text)
    if not text:
        return
    good = bad = 0
    for char in text:
        kind = unicodedata.category(char)
        good += kind[0] in "LMNZ" or char in "\n\t\f"
        bad += (
            kind in {"Co", "Cn", "Cs"}
            or char == "\ufffd"
            or (kind == "Cc" and char not in "\n\t\f")
        )
    if good < _LEAST_READABLE * len(text) or bad > 0.02 * len(text):
        raise FormatError(_UNREADABLE)


def _after(extras: Extras, more: bool) -> list[Segment]:
    """Return what the form and the annotations say, on lines of its own after the body."""
    found: list[Segment] = []
    for index, segment in enumerate(extras.shown):
        if index or more:
            found.append(Segment("\n" if index else "\n\n", locator=""))
        found.append(segment)
    return found


def _notices(gathered: _Pages, extras: Extras) -> tuple[Notice, ...]:
    counts = (
        ("invisible text dropped", len(gathered.unseen)),
        ("pictures dropped", gathered.pictures),
        ("scanned pages read from their text layer", gathered.layers),
        *extras.counts,
    )
    return tuple(Notice(channel, count) for channel, count in counts if count)
