"""Plain text goes in and out byte for byte, whatever its encoding; what is no text is refused."""

import codecs
import os
import socket
from pathlib import Path, PurePath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from redact import formats
from redact.config import Limits
from redact.datamodel import Document, Segment
from redact.errors import FormatError, InputError, RedactError, WriteError
from redact.formats.form import Options

LIMITS = Limits(max_megabytes=64)
#: Text that letters are made of, with every kind of line end.
LETTERS = st.lists(
    st.sampled_from("Anna Kowalska, żółć ÉÖß €“”’– 王伟 Иван 😀\t[name]\u00a0\u00ad")
    | st.sampled_from(["\n", "\r", "\r\n", "\f", "\u2028", "\x85"])
).map("".join)
MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def read(data: bytes) -> Document:
    return formats.form("txt").read(data, "letter", Options())


@given(st.binary() | LETTERS.map(lambda text: text.encode("cp1252", "replace")))
@example(b"")
@example(b"\x81")
@example(b"\xef\xbb\xbf\xef\xbb\xbfa")
@example(b"\xff\xfe\x00\x00")
def test_what_is_accepted_is_written_back_byte_for_byte(data: bytes) -> None:
    try:
        document = read(data)
    except FormatError:
        return
    assert formats.write(document) == data
    assert formats.reopen(data, document).text == document.text


@given(LETTERS, st.sampled_from(sorted(MARKED)))
def test_a_marked_text_is_read_as_its_mark_says(text: str, encoding: str) -> None:
    data = MARKED[encoding] + text.encode(encoding)
    document = read(data)
    assert (document.text, document.encoding, document.bom) == (text, encoding, MARKED[encoding])
    assert formats.write(document) == data
    assert formats.reopen(data, document).text == text


@given(LETTERS)
def test_utf_8_without_a_mark_is_read_as_such(text: str) -> None:
    document = read(text.encode())
    assert (document.text, document.encoding, document.bom) == (text, "utf-8", b"")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_alternate_nul_bytes(encoding: str) -> None:
    text = "Dear Małgorzata,\r\nthank you.\r\n"
    document = read(text.encode(encoding))
    assert (document.text, document.encoding, document.bom) == (text, encoding, b"")
    assert formats.write(document) == text.encode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Dear Ms Müller,\r\nI met Señor Núñez in São Paulo.\r\n", "cp1252"),
        ("José", "cp1252"),
        ("“It’s” – café €5", "cp1252"),
        ("£5 for 10 m³ of ¿qué? and ½ a cup", "cp1252"),
        ("Dear Ms Małgorzata Wójcik from Łódź,\nŻaneta Ćwik has written.", "cp1250"),
        ("Łódź", "cp1250"),
        ("Уважаемая Анна Ковальская, я пишу вам из Москвы.", "cp1251"),
    ],
)
def test_one_byte_encodings_are_guessed(text: str, encoding: str) -> None:
    document = read(text.encode(encoding))
    assert (document.text, document.encoding) == (text, encoding)


def test_every_line_end_is_kept_and_counts_as_it_stands() -> None:
    document = read(b"a\r\nb\rc\n\nd")
    assert document.text == "a\r\nb\rc\n\nd"
    assert document.text.index("d") == 8


def test_an_empty_file_is_an_empty_document() -> None:
    document = read(b"")
    assert document.text == ""
    assert document.segments == ()
    assert formats.write(document) == b""


def test_a_placeholder_can_be_written_in_every_encoding() -> None:
    for encoding, mark in (*MARKED.items(), ("cp1252", b""), ("utf-16-le", b"")):
        copy = Document("x", (Segment("Dear [name],"),), encoding=encoding, bom=mark)
        assert formats.reopen(formats.write(copy), copy).text == "Dear [name],"


PDF = b"%PDF-1.7 Anna"
CODED = b"RGVhciBBbm5hIEtvd2Fsc2thLCBJIHdyaXRlIHRvIHlvdSBhYm91dCB0aGUg"
BAD = [
    (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"),
    (PDF, "a PDF"),
    (b"PK\x03\x04\x14\x00word/document.xml", "Word document"),
    (b"\x7fELF\x02\x01\x01\x00", "a program"),
    (b"Anna\x00Kowalska", "NUL bytes"),
    (b"Anna\x00\x00", "NUL bytes"),
    (b"Anna\x1b[8mKowalska", "control characters"),
    (bytes(range(1, 128)), "control characters"),
    (b"{\\rtf1 Anna}", "rich text"),
    (b"<html>Anna</html>", "web page"),
    (codecs.BOM_UTF16_LE + b"<\x00h\x00t\x00m\x00l\x00>\x00", "web page"),
    (codecs.BOM_UTF16_LE + b"A", "UTF-16"),
    (codecs.BOM_UTF16_LE + "Dear Anna Kowalska,\n".encode("utf-16-be"), "byte order"),
    (codecs.BOM_UTF16_LE + b"\x00\xd8A\x00", "UTF-16"),
    (codecs.BOM_UTF8 + b"Jos\xe9", "UTF-8"),
    ("Żółć, Müller, José".encode() + b" caf\xe9", "damaged UTF-8"),
    ("尊敬的王伟教授".encode("gb18030"), "encoding"),
    (b"caf\x81 caf\x8d caf\x9d", "encoding"),
]


@pytest.mark.parametrize(
    "text",
    [
        b"Hello\nContent-Transfer-Encoding: base64\n\nQW5uYQ==\n",
        b"Hello\r\n" + CODED + b"\r\n" + CODED + b"\r\nQW5uYQ==\r\n",
        b"Hello " + CODED + CODED,
        b"Dear Ms Kowalska =C5=81ucja,",
    ],
)
def test_a_mail_pasted_with_its_coding_is_refused(text: bytes) -> None:
    with pytest.raises(FormatError, match="coded text"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        b"The sum is " + b"0123456789abcdef" * 4 + b".",
        b"![](data:image/png;base64," + CODED * 4 + b")",
        b"y=A3 and " + b"x" * 200,
    ],
)
def test_sums_pictures_and_long_lines_are_no_coding(text: bytes) -> None:
    assert read(text).text == text.decode()


@pytest.mark.parametrize(("data", "word"), BAD)
def test_what_is_no_text_is_refused_with_advice(data: bytes, word: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(data)
    message = str(caught.value)
    assert word in message
    assert "save it" in message
    assert not any(name in message for name in ("Anna", "Kowalska", "Jos", "caf"))


@settings(max_examples=50)
@given(st.binary(min_size=2000, max_size=4000))
def test_random_bytes_in_number_are_never_taken_for_a_letter(data: bytes) -> None:
    noise = bytes((byte * 167 + index * 59 + 13) % 256 for index, byte in enumerate(data))
    with pytest.raises(FormatError):
        read(noise)


def test_a_dos_end_of_file_mark_is_no_reason_to_refuse() -> None:
    assert formats.write(read(b"Anna\r\n\x1a")) == b"Anna\r\n\x1a"


def test_a_character_that_the_encoding_lacks_is_an_error_that_does_not_quote_it() -> None:
    with pytest.raises(WriteError) as caught:
        formats.write(Document("x", (Segment("Łódź"),), encoding="cp1252"))
    assert "Łódź" not in str(caught.value)


def test_a_copy_that_is_not_in_its_encoding_cannot_be_reopened() -> None:
    with pytest.raises(FormatError):
        formats.reopen(b"\xff\xff", Document("x", ()))
    with pytest.raises(FormatError):
        formats.reopen(b"abc", Document("x", (), bom=codecs.BOM_UTF8))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.md", "md"), ("A.Markdown", "md"), ("a.txt", "txt"), ("a", "txt"), ("a.docx", "txt")],
)
def test_only_markdown_is_known_by_its_name(name: str, kind: str) -> None:
    assert formats.kind_of(b"Dear Anna,", PurePath(name)) == kind


def test_a_file_is_read_from_disk_and_markdown_keeps_its_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"---\nauthor: Anna\n---\r\nText")
    document = formats.read(path, "0042", LIMITS)
    assert (document.document_id, document.format) == ("0042", "md")
    assert formats.write(document) == path.read_bytes()


def test_a_letter_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    data = ("Dear Müller, thank you for your letter.\r\n" * 240_000).encode()
    path = tmp_path / "long.txt"
    path.write_bytes(data)
    assert formats.write(formats.read(path, "x", LIMITS)) == data


def test_a_letter_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * 1_000_001)
    with pytest.raises(FormatError, match=r"larger than 1 MB"):
        formats.read(path, "x", Limits(max_megabytes=1))


def unreadable(folder: Path, what: str) -> Path:
    path = folder / "letter.txt"
    match what:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "socket":
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(str(path))
        case "loop":
            path.symlink_to(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "below a file":
            path.write_text("x")
            path = path / "y"
    return path


@pytest.mark.parametrize(
    "what", ["gone", "folder", "pipe", "socket", "loop", "device", "below a file"]
)
def test_what_cannot_be_read_is_an_input_error_at_once(tmp_path: Path, what: str) -> None:
    path = unreadable(tmp_path, what)
    with pytest.raises(InputError) as caught:
        formats.read(path, "x", LIMITS)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(5, "I/O"), OSError("odd")])
def test_an_error_of_the_system_is_an_input_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Anna")

    def fail(*_args: object, **_named: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(RedactError) as caught:
        formats.read(path, "x", LIMITS)
    assert caught.value.exit_code == 4
