"""E-mails: headers, bodies in every transfer coding, and what hangs on them."""

import base64
import quopri
from collections.abc import Sequence
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from tests.leaks.corpus import docx_body, pictures
from tests.leaks.corpus.letter import HEAD, PLAIN, TAIL, Book, Letter, Seen

BOOK = Book("eml", [])
case = BOOK.case
ON, NO = Seen.SENTENCE, Seen.NOBODY
PLAIN_HEADERS = (
    ("From", "a@sender.example"),
    ("To", "b@reader.example"),
    ("Subject", "letter"),
    ("MIME-Version", "1.0"),
)


def text_of(letter: Letter, line: str) -> str:
    """Return the letter as plain text, with a line in its middle."""
    return "\r\n\r\n".join((*letter.before, line, *letter.after)) + "\r\n"


def raw(headers: Sequence[tuple[str, str]], body: bytes) -> bytes:
    """Return a message of headers and a coded body."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return head.encode() + b"\r\n" + body


def message(letter: Letter, line: str = PLAIN, **headers: str) -> bytes:
    """Return a message in UTF-8; a given header replaces the usual one."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    listed = [(name, given.pop(name, value)) for name, value in PLAIN_HEADERS]
    listed += list(given.items())
    listed += [
        ("Content-Type", 'text/plain; charset="utf-8"'),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    return raw(listed, text_of(letter, line).encode())


def word(text: str, coding: str = "b") -> str:
    """Return text as an encoded word of a header."""
    if coding == "b":
        return "=?utf-8?B?" + base64.b64encode(text.encode()).decode() + "?="
    return Header(text, "utf-8").encode().replace("?b?", "?B?")


def coded_q(text: str) -> str:
    """Return text as an encoded word in the Q coding."""
    return "=?utf-8?Q?" + "".join(f"={x:02X}" for x in text.encode()) + "?="


@case("body, 8bit", ON)
def eight_bit(letter: Letter) -> bytes:
    return message(letter, letter.sentence)


@case("body, quoted-printable with a soft line end in the name", ON)
def quoted(letter: Letter) -> bytes:
    first, last = letter.who.halves
    lines = [quopri.encodestring(x.encode()).decode() for x in (HEAD, first, last, TAIL)]
    middle = lines[0].replace("=\n", "") + lines[1] + "=\r\n" + lines[2] + lines[3]
    body = "\r\n\r\n".join((*letter.before, middle, *letter.after)) + "\r\n"
    kind = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "quoted-printable"),
    ]
    return raw((*PLAIN_HEADERS, *kind), body.encode())


@case("body, base64", ON)
def base_64(letter: Letter) -> bytes:
    kind = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "base64")]
    body = base64.encodebytes(text_of(letter, letter.sentence).encode()).replace(b"\n", b"\r\n")
    return raw((*PLAIN_HEADERS, *kind), body)


@case("body, base64 of UTF-16", ON)
def base_64_wide(letter: Letter) -> bytes:
    kind = [("Content-Type", "text/plain; charset=utf-16"), ("Content-Transfer-Encoding", "base64")]
    body = base64.encodebytes(text_of(letter, letter.sentence).encode("utf-16"))
    return raw((*PLAIN_HEADERS, *kind), body)


@case("body, base64 that no header tells of", NO, codes=(0, 5), usual=False)
def untold_base_64(letter: Letter) -> bytes:
    body = base64.encodebytes(text_of(letter, letter.sentence).encode()).replace(b"\n", b"\r\n")
    return raw((*PLAIN_HEADERS, ("Content-Type", "text/plain; charset=utf-8")), body)


@case("body, flowed lines", ON)
def flowed(letter: Letter) -> bytes:
    first, last = letter.who.words
    line = f"{HEAD}{first} \r\n{last}{TAIL}" if " " in letter.who.name else letter.sentence
    kind = [
        ("Content-Type", "text/plain; charset=utf-8; format=flowed"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    return raw((*PLAIN_HEADERS, *kind), text_of(letter, line).encode())


@case("body, quoted reply", ON)
def reply(letter: Letter) -> bytes:
    return message(letter, f"> {letter.sentence}")


def _page(letter: Letter, middle: str) -> str:
    lines = (*letter.before, middle, *letter.after)
    return "<html><body>" + "".join(f"<p>{x}</p>" for x in lines) + "</body></html>"


def _made(letter: Letter, text: str | None, page: str | None) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    for name, value in PLAIN_HEADERS[:3]:
        made[name] = value
    if text is not None:
        made.set_content(text_of(letter, text).replace("\r\n", "\n"))
        if page is not None:
            made.add_alternative(_page(letter, page), subtype="html")
    elif page is not None:
        made.set_content(_page(letter, page), subtype="html")
    if made.is_multipart():
        made.set_boundary("a" * 20)
    return made


@case("body, HTML alone", ON)
def html_alone(letter: Letter) -> bytes:
    first, last = letter.who.halves
    return bytes(_made(letter, None, f"{HEAD}<b>{first}</b>{last}{TAIL}"))


@case("body, in both alternatives", ON)
def both(letter: Letter) -> bytes:
    return bytes(_made(letter, letter.sentence, letter.sentence))


@case("body, in the plain alternative alone", Seen.EITHER)
def in_plain(letter: Letter) -> bytes:
    return bytes(_made(letter, letter.sentence, PLAIN))


@case("body, in the HTML alternative alone", Seen.EITHER)
def in_html(letter: Letter) -> bytes:
    return bytes(_made(letter, PLAIN, letter.sentence))


@case("HTML alternative, comment and hidden text", NO)
def hidden_html(letter: Letter) -> bytes:
    name = letter.who.name
    page = f'{PLAIN}<!-- {name} --><span style="display:none">{name}</span>'
    return bytes(_made(letter, None, page))


for _name, _seen in (
    ("From", Seen.EITHER),
    ("To", Seen.EITHER),
    ("Cc", Seen.EITHER),
    ("Bcc", NO),
    ("Reply-To", NO),
    ("Sender", NO),
):
    BOOK.add(
        f"header {_name}, name and address",
        lambda letter, name=_name: message(  # type: ignore[misc]
            letter, **{name.replace("-", "_"): f"{word(letter.who.name)} <{letter.who.email}>"}
        ),
        _seen,
    )

BOOK.add("header Subject, encoded words", lambda x: message(x, Subject=word(x.who.name)), Seen.WORD)
BOOK.add(
    "header Subject, in Q coding", lambda x: message(x, Subject=coded_q(x.who.name)), Seen.WORD
)


@case("header Subject, name over two encoded words", Seen.WORD)
def split_subject(letter: Letter) -> bytes:
    first, last = letter.who.halves
    return message(letter, Subject=f"{word(first)}\r\n {word(last)}")


for _name, _value in (
    ("Received", "from {token}.example by mail.example; Mon, 6 May 2024 07:08:09 +0000"),
    ("Return-Path", "<{email}>"),
    ("Message-ID", "<1.{email}>"),
    ("In-Reply-To", "<2.{email}>"),
    ("References", "<3.{email}> <4@a.example>"),
    ("DKIM-Signature", "v=1; a=rsa-sha256; d={domain}; i={email}; b=AAAA"),
    ("Organization", "{word}"),
    ("Thread-Topic", "{word}"),
    ("X-Originating-Host", "{domain}"),
    ("X-Face-Name", "{word}"),
    ("List-Unsubscribe", "<https://a.example/?who={quoted}>"),
    ("User-Agent", "Mailer of {word}"),
    ("Delivered-To", "{email}"),
    ("Authentication-Results", "mail.example; spf=pass smtp.mailfrom={email}"),
    ("Disposition-Notification-To", "{email}"),
    ("Comments", "{word}"),
    ("Keywords", "{word}"),
):

    def _header(letter: Letter, name: str = _name, value: str = _value) -> bytes:
        who = letter.who
        domain = who.email.partition("@")[2]
        made = value.format(
            token=domain.partition(".")[0],
            email=who.email,
            domain=domain,
            word=word(who.name),
            quoted=quote(who.name),
        )
        return message(letter, **{name.replace("-", "_"): made})

    BOOK.add(f"header {_name}", _header, NO)


def _attached(letter: Letter, data: bytes, kind: str, name: str) -> bytes:
    made = _made(letter, PLAIN, None)
    main, _, sub = kind.partition("/")
    made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    made.set_boundary("a" * 20)
    return bytes(made)


BOOK.add(
    "attachment, text",
    lambda x: _attached(x, x.who.name.encode(), "application/octet-stream", "a.txt"),
    NO,
)
BOOK.add(
    "attachment, a Word letter",
    lambda x: _attached(x, docx_body.paragraph(x), "application/msword", "a.docx"),
    NO,
)
BOOK.add(
    "attachment, name",
    lambda x: _attached(x, b"moss", "application/octet-stream", f"{x.who.name}.txt"),
    NO,
)
BOOK.add(
    "picture, EXIF",
    lambda x: _attached(x, pictures.jpeg(artist=x.who.name), "image/jpeg", "a.jpg"),
    NO,
)


@case("message inside the message", Seen.EITHER)
def nested(letter: Letter) -> bytes:
    inner = EmailMessage(policy=SMTP)
    inner["Subject"] = "letter"
    inner.set_content(letter.sentence)
    made = _made(letter, PLAIN, None)
    made.add_attachment(inner)
    made.set_boundary("a" * 20)
    return bytes(made)


def _parts(letter: Letter, kind: str, more: str = "", **around_it: str) -> bytes:
    text = text_of(letter, PLAIN)
    line = around_it.get("boundary", "a" * 20)
    body = (
        f"{around_it.get('before', '')}\r\n--{line}\r\nContent-Type: text/plain; charset=utf-8"
        f"{around_it.get('head', '')}\r\n\r\n{text}\r\n{more}--{line}--\r\n"
        f"{around_it.get('behind', '')}"
    )
    listed = (*PLAIN_HEADERS, ("Content-Type", f'{kind}; boundary="{line}"'))
    return raw(listed, body.encode())


BOOK.add("before the first part", lambda x: _parts(x, "multipart/mixed", before=x.who.name), NO)
BOOK.add("behind the last part", lambda x: _parts(x, "multipart/mixed", behind=x.who.name), NO)
BOOK.add(
    "boundary between the parts",
    lambda x: _parts(x, "multipart/mixed", boundary=x.who.name.replace(" ", ".")),
    NO,
    ascii_only=True,
)
BOOK.add(
    "header of a part",
    lambda x: _parts(
        x,
        "multipart/mixed",
        head=f"\r\nContent-ID: <{x.who.email}>\r\nContent-Description: {word(x.who.name)}",
    ),
    NO,
)


@case("invitation to a meeting", Seen.EITHER)
def calendar(letter: Letter) -> bytes:
    more = (
        f"--{'a' * 20}\r\nContent-Type: text/calendar; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\n"
        f"BEGIN:VEVENT\r\nORGANIZER;CN={letter.who.name}:mailto:{letter.who.email}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return _parts(letter, "multipart/mixed", more)
