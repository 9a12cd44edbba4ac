"""A copy opened by another reader: what it says, and in which part a term survives."""

import pytest

from pipeline.office import config
from redact.datamodel import Document, Segment, Span
from redact.errors import WriteError
from redact.formats.form import Part, Reopened
from redact.names import NameLore, Term
from redact.pipeline.reopened import kept_in, search


def test_a_document_may_read_back_with_other_white_space() -> None:
    copy = Document("x", (Segment("Dear May,\n\nin May  we met."),), format="docx")
    shown = "Dear May,\nin\tMay we met.\n"

    (kept,) = kept_in(shown, copy, [Span(14, 17)])
    assert (kept.of(shown), kept.start) == ("May", 13)


@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_a_copy_that_says_something_else_is_no_copy(kind: str) -> None:
    with pytest.raises(WriteError, match="reads back differently"):
        kept_in("Dear Ann", Document("x", (Segment("Dear [name]"),), format=kind), ())


def test_plain_text_reads_back_to_the_last_blank() -> None:
    with pytest.raises(WriteError):
        kept_in("Dear [name]", Document("x", (Segment("Dear [name] "),)), ())


def test_each_part_in_which_a_term_stands_is_told() -> None:
    lore = NameLore(config())
    terms = [Term(("kowalska",)), Term(("anna", "kowalska"))]
    parts = (Part("properties", "creator Kowalska"), Part("styles", "Heading 1"))
    copy = Reopened("Dear Kowalska, dear Kowalska", parts)

    spans, elsewhere = search(copy, terms, [Span(5, 13)], lore)
    assert spans == (Span(20, 28),)
    assert elsewhere == ("properties",)
