"""Write a mail anew with a neutral header, and read it again with another parser."""

import quopri
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import default

from redact.datamodel import Document
from redact.errors import FormatError, WriteError
from redact.formats.eml.headers import NEUTRAL, encoded
from redact.formats.form import Part, Reopened
from redact.formats.html import reopener, writer
from redact.formats.html.flow import BODY

#: The skeleton's part of a mail in plain text; it is empty, for such a mail has no structure.
PLAIN_BODY = "body.txt"
SUBJECT = "subject"
_LONGEST_LINE = 990
_KINDS = ("text/plain; charset=utf-8", "text/html; charset=utf-8")
_OWN = frozenset(
    {
        ("from", NEUTRAL),
        ("to", NEUTRAL),
        ("mime-version", "1.0"),
        *(("content-type", kind) for kind in _KINDS),
        *(("content-transfer-encoding", way) for way in ("8bit", "quoted-printable")),
    }
)


def write(document: Document) -> bytes:
    """Return the mail of a document.

    Raises:
        WriteError: the document was not read from a mail.
    """
    segments = document.segments
    subject = ""
    if segments and segments[0].locator == SUBJECT:
        subject, segments = segments[0].text, segments[1:]
        if segments and not segments[0].locator:
            segments = segments[1:]
    if BODY in document.skeleton:
        kind, body = _KINDS[1], writer.page(document.skeleton[BODY], segments)
    elif PLAIN_BODY in document.skeleton:
        kind, body = _KINDS[0], "".join(segment.text for segment in segments).encode()
        body = body.rstrip(b"\n") + b"\n" if body.strip() else b""
    else:
        raise WriteError("a letter of another format cannot be written as an e-mail")
    way = "8bit"
    if any(len(line) > _LONGEST_LINE for line in body.split(b"\n")):
        way, body = "quoted-printable", quopri.encodestring(body)
    lines = [f"From: {NEUTRAL}", f"To: {NEUTRAL}", "MIME-Version: 1.0", f"Content-Type: {kind}"]
    lines.append(f"Content-Transfer-Encoding: {way}")
    if subject.strip():
        lines.insert(2, f"Subject: {encoded(subject)}")
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body.replace(b"\n", b"\r\n")


def reopen(data: bytes, document: Document) -> Reopened:
    """Return what a written mail shows, and every other string that is in it.

    Raises:
        FormatError: it is no mail that this program could have written.
    """
    try:
        message = BytesParser(policy=default).parsebytes(data)
        parts = _strangers(message)
        content = "" if message.is_multipart() else message.get_content()
        subject = str(message.get("subject", ""))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        raise FormatError("the copy cannot be read as an e-mail") from None
    if not isinstance(content, str):
        raise FormatError("the copy cannot be read as an e-mail")
    content = content.replace("\r\n", "\n")
    if message.get_content_type() == "text/html":
        page = reopener.reopen(content.encode(), document)
        content, parts = page.text, [*parts, *page.parts]
    return Reopened(f"{subject}\n{content}" if subject else content, tuple(parts))


def _strangers(message: Message) -> list[Part]:
    """Return what stands in a mail besides its subject and its text."""
    parts: list[Part] = []
    for part in message.walk():
        for name, value in part.raw_items():
            line = str(value).strip()
            if (name.lower(), line) not in _OWN and name.lower() != SUBJECT:
                parts.append(Part("the mail header", f"{name}: {line} {part[name]}"))
        for stray in (part.preamble, part.epilogue, part.get_unixfrom()):
            if stray:
                parts.append(Part("outside the text", stray))
        if message.is_multipart() and not part.is_multipart():
            parts.append(Part("a part of the mail", str(part.get_payload())))
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                parts.append(Part("a part of the mail", content.decode("utf-8", "replace")))
    subjects = message.get_all("subject", [])
    return parts + [Part("the mail header", str(subject)) for subject in subjects[1:]]
