"""A letter set anew as plain text: one encoding, one kind of line end, no wide gaps."""

from redact import formats
from redact.config import Documents
from redact.datamodel import Document, Segment, Style

UNIFORM = Documents(uniform="txt", pdf_output="pdf", keep_images=False)


def test_line_ends_pages_and_gaps_become_those_of_every_other_letter() -> None:
    source = formats.read_bytes(
        "Dear Łucja,  \r\n\r\n\r\n\r\n\r\nsee\tbelow.\f\r\nYours\x85[name]\r".encode("utf-16"), "x"
    )
    copy = formats.recast(source, UNIFORM)

    assert formats.write(copy) == "Dear Łucja,\n\n\nsee\tbelow.\n\nYours\n[name]\n".encode()
    assert "".join(formats.reopen(formats.write(copy), copy).text.split()) == "".join(
        source.text.split()
    )


def test_two_letters_that_say_the_same_are_the_same_bytes() -> None:
    segments = (Segment("Dear ", "a"), Segment("[name]", "b", Style(bold=True)), Segment("\n", ""))
    styled = Document("x", segments, format="docx", skeleton={"word/document.xml": b"<w/>"})
    plain = formats.read_bytes(b"\xef\xbb\xbfDear [name]\r\n", "y")

    copies = {formats.write(formats.recast(one, UNIFORM)) for one in (styled, plain)}
    assert copies == {b"Dear [name]\n"}


def test_an_empty_letter_stays_empty() -> None:
    assert formats.write(formats.recast(formats.read_bytes(b"", "x"), UNIFORM)) == b""


def test_long_runs_of_white_space_are_tidied_in_one_pass() -> None:
    many = 1_000_000
    source = formats.read_bytes(f"Dear{' ' * many}Anna,{' ' * many}\n\fBest".encode(), "x")
    copy = formats.recast(source, UNIFORM)

    assert formats.write(copy) == f"Dear{' ' * many}Anna,\n\nBest\n".encode()
