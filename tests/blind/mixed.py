"""Dossiers as they arrive: a letter from Word, a CV as a PDF, names in every corner of them."""

import io
from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import redact
from blind.applicants import Applicant, write_dossiers
from tests.leaks.corpus.letter import Identity
from tests.leaks.unpack import tells, unpack

_FONT = Path(redact.__file__).parent / "formats" / "pdf" / "fonts" / "DejaVuSans.ttf"


def write_mixed(folder: Path, count: int = 30) -> tuple[Applicant, ...]:
    """Write a Word file, a PDF and a text for each applicant, and return them."""
    people = write_dossiers(folder, count)
    for one in people:
        place = folder / one.dossier
        (place / "letter.txt").unlink()
        (place / "cv.md").unlink()
        (place / f"letter {one.name}.docx").write_bytes(_word(one))
        (place / "cv.pdf").write_bytes(_pdf(one))
    return people


def told_by(packet: Path, people: tuple[Applicant, ...]) -> list[tuple[str, str]]:
    """Return where in the files of a packet, unpacked to the last stream, an identity stands."""
    known = [_identity(one.name, one) for one in people]
    known += [_identity(one.referee, one) for one in people]
    found = []
    for path in sorted(packet.rglob("*")):
        if path.is_file():
            name = path.relative_to(packet).as_posix()
            pieces = [*unpack(path.read_bytes()), *unpack(name.encode())]
            found += [(name, piece.part) for piece in pieces for who in known if tells(piece, who)]
    return found


def _identity(name: str, one: Applicant) -> Identity:
    words = tuple(word for word in name.replace("-", " ").split() if len(word) > 5)
    return Identity(name, one.school, one.town, one.email, words)


def _word(one: Applicant) -> bytes:
    letter = Document()
    letter.core_properties.author = letter.core_properties.last_modified_by = one.name
    letter.core_properties.title = f"Motivation of {one.name}"
    letter.sections[0].header.paragraphs[0].text = f"{one.name}, {one.town}"
    for paragraph in one.letter().split("\n\n"):
        letter.add_paragraph(paragraph.strip())
    out = io.BytesIO()
    letter.save(out)
    return out.getvalue()


def _pdf(one: Applicant) -> bytes:
    pdfmetrics.registerFont(TTFont("DejaVu", str(_FONT)))
    out = io.BytesIO()
    page = Canvas(out, pagesize=A4)
    page.setTitle(f"CV of {one.name}")
    page.setAuthor(one.name)
    page.setFont("DejaVu", 11)
    for line, text in enumerate(one.cv().splitlines()):
        page.drawString(60, 780 - 16 * line, text)
    page.save()
    return out.getvalue()
