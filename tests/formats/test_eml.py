"""A mail goes out as a new one: its subject and one version of its text, and nothing else."""

import base64
import time
from dataclasses import replace
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.datamodel import Document, Span
from redact.errors import FormatError, WriteError
from redact.formats import eml
from redact.formats.eml.headers import NEUTRAL
from redact.formats.form import Options

NAMES = ("Zephyrine Quillfeather", "Žofie Łąkowska", "Зиновия Перова", "王伟明")
TEXT = "Dear colleagues,\n\nI recommend {} warmly.\n\nThe end.\n"


def read(data: bytes) -> Document:
    return eml.read(data, "letter", Options())


def squeezed(text: str) -> str:
    return "".join(text.split())


def everything(document: Document) -> str:
    """Return all that a second reader finds in the copy, and its bytes decoded in every way."""
    copy = eml.write(document)
    reopened = eml.reopen(copy, document)
    assert squeezed(reopened.text) == squeezed(document.text)
    return "\n".join([copy.decode(), reopened.text, *(part.text for part in reopened.parts)])


def hide(document: Document, name: str) -> Document:
    """Replace a name as the line does: the placeholder in the first segment, the rest cut."""
    texts = [segment.text for segment in document.segments]
    start = document.text.find(name)
    while start >= 0:
        for count, (index, span) in enumerate(document.touched(Span(start, start + len(name)))):
            shown = "[name]" if not count else ""
            texts[index] = texts[index][: span.start] + shown + texts[index][span.end :]
        pairs = zip(document.segments, texts, strict=True)
        document = replace(document, segments=tuple(replace(old, text=new) for old, new in pairs))
        start = document.text.find(name)
    return document


def message(text: str = TEXT.format("her"), **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = headers.pop("From", "a@example.org")
    mail["To"] = "b@example.org"
    mail["Date"] = "Mon, 2 Mar 2026 10:00:00 +0100"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def seen(place: str, name: str) -> bytes:
    """Return a mail that shows a name in one place."""
    mail = message(Subject="A letter")
    text = TEXT.format(name)
    page = f"<html><body><p>The text.</p><p>{name[:2]}<b>{name[2:]}</b></p></body></html>"
    if place == "subject":
        mail.replace_header("Subject", f"On {name}, at length and with every detail there is")
    elif place in ("quoted-printable", "base64", "8bit"):
        mail.set_content(text, cte=place)
    elif place == "another charset":
        charset = {"Ž": "iso-8859-2", "З": "koi8-r", "王": "gb2312"}.get(name[0], "utf-7")
        coded = base64.encodebytes(text.encode(charset))
        mail = f'Content-Type: text/plain; charset="{charset}"\nSubject: a\n'.encode()
        return mail + b"Content-Transfer-Encoding: base64\n\n" + coded
    elif place == "no charset":
        return b"Subject: a\nFrom: b\n\n" + text.encode()
    elif place == "html only":
        mail.set_content(page, subtype="html")
    elif place == "alternative":
        mail.set_content(text)
        mail.add_alternative("<p>The text in HTML", subtype="html")
    elif place == "empty plain version":
        mail.set_content(" \n")
        mail.add_alternative(page, subtype="html")
    elif place == "related":
        mail.set_content(page, subtype="html")
        mail.add_related(b"\x89PNG", "image", "png", cid="<a>")
    elif place == "beside an attachment":
        mail.set_content(text)
        mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    elif place in ("forwarded", "subject of a forwarded one"):
        inner = message(text if place == "forwarded" else "x", Subject="Inner")
        if place != "forwarded":
            inner.replace_header("Subject", f"On {name}")
        mail.add_attachment(inner)
    elif place == "forwarded page":
        inner = message("x", Subject="Inner")
        inner.set_content(page, subtype="html")
        mail.add_attachment(inner)
    elif place == "second text":
        mail.make_mixed()
        part = EmailMessage()
        part.set_content(text)
        mail.attach(part)
    elif place == "signed":
        return (
            b"Subject: a\nContent-Type: multipart/signed; boundary=x\n\n--x\n"
            b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
            + text.encode()
            + b"\n--x\nContent-Type: application/pgp-signature\n\n-----BEGIN\n--x--\n"
        )
    elif place == "no end":
        return (
            b'Subject: a\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n'
            b"Content-Type: text/plain; charset=utf-8\n\n" + text.encode()
        )
    elif place == "broken header":
        return (
            b"Subject: =?bad?q?a?= =?utf-8?b?YQ\nno colon here\nContent-Type: text/plain; charset="
            b"\n\n" + text.encode()
        )
    elif place == "flowed":
        broken = text.replace(f" {name}", f" \n{name}")
        return (
            b'Subject: a\nContent-Type: text/plain; charset=utf-8; format="flowed"\n\n'
            + broken.encode()
        )
    return mail.as_bytes()


PLACES = (
    "subject", "quoted-printable", "base64", "8bit", "another charset", "no charset", "html only",
    "alternative", "empty plain version", "related", "beside an attachment", "forwarded",
    "subject of a forwarded one", "forwarded page", "second text", "signed", "no end",
    "broken header", "flowed",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_seen_is_read_and_can_be_replaced(place: str, name: str) -> None:
    document = read(seen(place, name))
    assert name in document.text
    hidden = hide(document, name)
    found = everything(hidden)
    assert not [word for word in name.split() if word in found]
    assert "[name]" in found
    again = read(eml.write(hidden))
    assert squeezed(again.text) == squeezed(hidden.text)
    assert eml.write(again) == eml.write(hidden)
    assert not again.unseen
    assert not again.notices


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("header", ["From", "Cc", "Reply_To", "Sender", "Organization"])
def test_names_in_the_header_are_searched_and_dropped(header: str, name: str) -> None:
    value = name if header == "Organization" else f"{name} <z.q@example.org>"
    document = read(message(Subject="a", **{header: value}).as_bytes())
    assert any(name in segment.text for segment in document.unseen)
    assert name not in everything(document)
    assert "mail headers dropped" in {notice.channel for notice in document.notices}


@pytest.mark.parametrize(
    "line",
    [
        "Received: from quillfeather.example.org by mx", "X-Mailer: Quillfeather 1",
        "DKIM-Signature: d=quillfeather.org", "Message-ID: <1@quillfeather.org>",
        "Thread-Topic: Quillfeather", "References: <quillfeather@x>", "List-Id: Quillfeather",
        "Comments: Quillfeather", "Keywords: Quillfeather",
        'Content-Type: text/plain; charset=utf-8; name="Quillfeather.txt"; format=fixed',
    ],
)  # fmt: skip
def test_no_other_header_is_in_the_copy(line: str) -> None:
    document = read(f"Subject: a\n{line}\n\nThe text.\n".encode())
    assert "Quillfeather".lower() not in everything(document).lower()


@pytest.mark.parametrize(
    "part",
    [
        "Content-Type: application/pdf; name=Quillfeather.pdf\n\nQuillfeather",
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=q.txt\n\nQuillfeather",
        "Content-Type: text/vcard\n\nFN:Quillfeather",
        "Content-Type: text/calendar\n\nSUMMARY:Quillfeather",
        "Content-Type: text/rtf\n\nQuillfeather",
        "Content-Type: image/png; name=Quillfeather.png\nContent-ID: <Quillfeather>\n\nx",
        "Content-Type: message/delivery-status\n\nTo: Quillfeather",
        "Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\nQuillfeather\n"
        "-----END PGP MESSAGE-----",
        "Content-Type: text/plain\n\nbegin 644 Quillfeather.txt\n#86)C\n`\nend",
    ],
)
def test_attachments_are_dropped_and_counted(part: str) -> None:
    mail = (
        "Subject: a\nContent-Type: multipart/mixed; boundary=Quillfeather\n\n"
        "Quillfeather preamble\n"
        "--Quillfeather\nContent-Type: text/plain\n\nThe text.\n"
        f"--Quillfeather\n{part}\n--Quillfeather--\nQuillfeather epilogue\n"
    )
    document = read(mail.encode())
    found = everything(document)
    assert "Quillfeather" not in found
    assert "The text." in found
    assert document.notices


def test_an_alternative_that_is_not_kept_is_counted() -> None:
    mail = message("plain", Subject="a")
    mail.add_alternative("<p>Quillfeather</p>", subtype="html")
    document = read(mail.as_bytes())
    assert document.text == "a\n\nplain"
    assert "alternative versions dropped" in {notice.channel for notice in document.notices}


def test_what_nobody_sees_in_a_page_is_searched() -> None:
    mail = message("x", Subject="a")
    mail.set_content("<p>b</p><p style='display:none'>Quillfeather</p>", subtype="html")
    document = read(mail.as_bytes())
    assert "Quillfeather" in [segment.text for segment in document.unseen]
    assert "Quillfeather" not in everything(document)


def test_a_copy_in_full() -> None:
    document = read(message("Łódź\n", Subject="On Łódź").as_bytes())
    assert (
        eml.write(document)
        == (
            f"From: {NEUTRAL}\r\nTo: {NEUTRAL}\r\nSubject: =?utf-8?b?T24gxYHDs2TFug==?=\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: 8bit\r\n\r\nŁódź\r\n"
        ).encode()
    )


def test_long_lines_are_written_so_that_mail_programs_take_them() -> None:
    document = read(("Subject: a\n\n" + "Łódź and so on " * 200).encode())
    copy = eml.write(document)
    assert max(map(len, copy.split(b"\r\n"))) < 998
    assert squeezed(eml.reopen(copy, document).text) == squeezed(document.text)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Dear all,\nno header here.\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"Subject: a\nContent-Type: application/pkcs7-mime\n\nMIIC",
        b"Subject: a\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\na\n--x--\n",
        b"Subject: a\n\n\xc5\xbb\xc3\xb3\xc5\x82w \xff\xfe\xc5\xbb\xc5",
        b"".join(
            b"Subject: a\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
            for i in range(5_000)
        ),
        b"Subject: a\nContent-Type: message/rfc822\n\n" * 5_000,
        b"Subject: a\nContent-Type: message/rfc822\n\n" * 100,
    ],
)
def test_what_is_no_mail_or_a_hostile_one_is_refused_in_time(data: bytes) -> None:
    start = time.perf_counter()
    with pytest.raises(FormatError):
        read(data)
    assert time.perf_counter() - start < 10


def test_a_long_list_of_addresses_is_read_in_time() -> None:
    start = time.perf_counter()
    read(b"To: " + b"=?utf-8?q?A?= <a@b.org>, " * 100_000 + b"\nSubject: a\n\nb\n")
    assert time.perf_counter() - start < 10


def test_a_letter_of_another_format_cannot_be_a_mail() -> None:
    with pytest.raises(WriteError):
        eml.write(Document("letter", ()))


def test_a_stranger_in_a_copy_is_found_by_the_second_reader() -> None:
    document = read(b"Subject: a\n\nb\n")
    copy = eml.write(document).replace(b"MIME-V", b"X-Who: Anna\r\nSubject: Bob\r\nMIME-V", 1)
    parts = " ".join(part.text for part in eml.reopen(copy, document).parts)
    assert "Anna" in parts
    assert "Bob" in parts


def test_channels_are_counted() -> None:
    mail = message("a", Subject="b")
    mail.add_alternative("<p>c", subtype="html")
    mail.add_attachment(b"d", maintype="application", subtype="pdf", filename="e.pdf")
    found = {each.name: (each.count, each.fate.value) for each in eml.channels(mail.as_bytes())}
    assert found["subject"] == found["text"] == (1, "rewritten")
    assert found["attachments"] == found["alternative versions"] == (1, "dropped")
    assert found["mail headers"] == (3, "dropped")


LINES = st.lists(
    st.sampled_from(
        ["Subject: a", "Content-Type: text/html", "Content-Type: multipart/mixed; boundary=x",
         "Content-Type: multipart/alternative; boundary=y", "--x", "--y", "--x--", "--y--", "",
         "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable",
         "Content-Type: text/plain; charset=utf-16", "Content-Type: message/rfc822", "QW5uYQ==",
         "=C5=81", "<p>Łódź <b>x</b>", "> quoted ", "From: Łukasz", "Subject: =?utf-8?q?=C5?=",
         "Content-Type: text/plain; charset*=''%ff; format=flowed", "  text  ", "-- ", "\f",
         "Content-Disposition: attachment; filename*0*=utf-8''%C5"]
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_a_copy_shows_the_same_and_is_its_own_copy(lines: list[str]) -> None:
    try:
        document = read("\n".join(["Subject: Łódź", *lines]).encode())
    except FormatError:
        return
    copy = eml.write(document)
    reopened = eml.reopen(copy, document)
    assert squeezed(reopened.text) == squeezed(document.text)
    assert not reopened.parts
    again = read(copy)
    assert squeezed(again.text) == squeezed(document.text)
    assert eml.write(again) == copy
    assert not again.unseen


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(PLACES), st.integers(0, 2000))
def test_any_bytes_are_read_or_refused(noise: bytes, place: str, cut: int) -> None:
    data = seen(place, NAMES[1])
    try:
        document = read(data[:cut] + noise + data[cut + len(noise) :])
        eml.write(document)
    except FormatError:
        return
