"""Text that nobody sees is searched too: what it names is hidden in the letter, and looked for."""

from redact.datamodel import Document, Segment
from redact.formats.form import Part, Reopened
from redact.pipeline.redactor import Redactor

BODY = "Ask quillfeather about it, then send the form back by Friday.\n"
BELOW = "Dr Zephyrine Quillfeather, Brackenmoor Institute of Technology\n"


def document(body: str, below: str) -> Document:
    return Document("x", (Segment(body),), format="docx", unseen=(Segment(below, "hidden"),))


def test_what_invisible_text_names_is_hidden_where_it_shows(redactor: Redactor) -> None:
    (letter,) = redactor.redact([document(BODY, BELOW)])

    assert letter.copy.text == BODY.replace("quillfeather", "[name]")
    assert all(each.decision.mention.document == 0 for each in letter.placed)


def test_what_invisible_text_names_must_not_survive_in_any_part(redactor: Redactor) -> None:
    letters = redactor.redact([document("Nobody is here.\n", BELOW)])
    copy = Reopened("Nobody is here.", (Part("properties", "by ZEPHYRINE"), Part("styles", "a")))

    assert redactor.survivors_in(copy, letters, 0) == ((), ("properties",))


def test_a_dossier_keeps_its_documents_apart_from_what_lies_below(redactor: Redactor) -> None:
    plain = Document("y", (Segment("Yours, Ben Thornbury\n"),))
    first, second = redactor.redact([document(BODY, BELOW), plain])

    assert "[name]" in first.copy.text
    assert second.copy.text == "Yours, [name]\n"
    assert first.terms == second.terms
