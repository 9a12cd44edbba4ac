"""The corpus: one invented identity planted in one place of one file, as a table of cases."""

from dataclasses import dataclass

from tests.leaks.corpus import (
    docx_body,
    docx_hidden,
    docx_parts,
    eml,
    html,
    odt,
    pdf_file,
    pdf_page,
)
from tests.leaks.corpus import text as plain_text
from tests.leaks.corpus.letter import Case, Identity, Letter, identity_of

_BOOKS = (
    docx_body.BOOK,
    docx_hidden.BOOK,
    docx_parts.BOOK,
    pdf_page.BOOK,
    pdf_file.BOOK,
    odt.BOOK,
    html.BOOK,
    eml.BOOK,
    plain_text.BOOK,
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A case with who is planted in it, and a file name that tells nothing."""

    case: Case
    who: Identity
    number: int

    @property
    def id(self) -> str:
        """The case in words, for the report of a test."""
        return f"{self.case.suffix}: {self.case.place}"

    @property
    def file_name(self) -> str:
        """A neutral name."""
        return f"case{self.number:03}.{self.case.suffix}"

    def source(self) -> bytes:
        """The file."""
        return self.case.build(Letter(self.who))


#: Every case with its identity; who is planted goes round.
PLANTED = tuple(
    Planted(case, identity_of(case, number), number)
    for number, case in enumerate((case for book in _BOOKS for case in book.cases), 1)
)
