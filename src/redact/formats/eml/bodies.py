"""Find in a mail what its reader reads: one version of each text, and forwarded mails."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from redact.errors import FormatError
from redact.formats.eml.headers import NAMING, NEUTRAL, USUAL, decoded
from redact.formats.html.decoding import cleaned, decode_labelled, decode_page

_MOST_PARTS = 400
_DEEPEST = 20
_PARTS = re.compile(rb"boundary|message/rfc822", re.I)
_STRUCTURE = frozenset({"subject", "mime-version", "content-type", "content-transfer-encoding"})
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
#: Text that nobody can read in a body: signatures and keys, and files in the manner of old.
_CODED = re.compile(
    r"^-----BEGIN (PGP [A-Z ]{1,40})-----$.*?(?:^-----END \1-----$|\Z)"
    r"|^begin [0-7]{3,4} [^\n]+\n(?:[ -`]{1,80}\n)*?end$",
    re.M | re.S,
)
_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:Hash: [^\n]*\n)*\n?", re.M)
_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError)


@dataclass(frozen=True, slots=True)
class Body:
    """A text of a mail: ``plain`` or ``html``, or the ``subject`` of a forwarded one."""

    kind: str
    text: str = field(repr=False)


@dataclass(slots=True)
class Mail:
    """What a mail says: subject, texts, names in its header; and how much is left out."""

    subject: str = field(default="", repr=False)
    bodies: list[Body] = field(default_factory=list)
    headers: list[str] = field(default_factory=list, repr=False)
    counts: Counter[str] = field(default_factory=Counter)


def parse(data: bytes) -> Mail:
    """Return what a mail says.

    Raises:
        FormatError: it is no mail, sealed, or has too many parts.
    """
    if len(_PARTS.findall(data)) > _MOST_PARTS:
        raise FormatError("too many parts in this mail; save the text of the letter alone")
    mail = Mail()
    try:
        message = BytesParser(policy=compat32).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n\t "))
        if not USUAL & {name.lower() for name, _ in message.raw_items()}:
            raise FormatError("this is no e-mail: it has no header; save its text as .txt")
        mail.subject = _header(message, mail)
        for body in _bodies(message, mail, 0):
            mail.bodies.append(body)
    except RecursionError:
        raise FormatError("mails within mails, too deep; save the letter alone") from None
    except _BROKEN:
        raise FormatError("damaged: save the mail again in your mail program") from None
    return mail


def _header(message: Message, mail: Mail) -> str:
    """Return the subject of a message, and note what else its header tells."""
    subjects: list[str] = []
    for name, value in message.raw_items():
        key = name.lower()
        shown = decoded(value) if key in NAMING or key == "subject" else ""
        if key == "subject":
            subjects.append(shown)
        elif key in NAMING and shown not in ("", NEUTRAL):
            mail.headers.append(shown)
        mail.counts["mail headers"] += key not in _STRUCTURE and shown != NEUTRAL
    mail.headers.extend(filter(None, subjects[1:]))
    return subjects[0] if subjects else ""


def _bodies(message: Message, mail: Mail, depth: int) -> Iterator[Body]:
    if depth > _DEEPEST:
        raise FormatError("mails within mails, too deep; save the letter alone")
    kind = message.get_content_type()
    inside = _parts(message)
    if kind in _SEALED:
        raise FormatError("a sealed mail; open it in your mail program and save its text")
    if inside and kind == "message/rfc822":
        for each in inside:
            mail.counts["forwarded mails"] += 1
            subject = _header(each, mail)
            if subject:
                yield Body("subject", subject)
            yield from _bodies(each, mail, depth + 1)
    elif inside and not kind.startswith("message/"):
        yield from _several(kind, inside, mail, depth)
    elif not message.is_multipart() and _is_text(message, kind):
        yield from _one(message, kind, mail)
    else:
        inline = kind.startswith("image/") and message.get_content_disposition() != "attachment"
        mail.counts["pictures" if inline else "attachments"] += 1


def _parts(message: Message) -> list[Message]:
    """Return what a message is made of, or nothing where it is one text or one file."""
    payload = message.get_payload()
    return [each for each in payload if isinstance(each, Message)] if message.is_multipart() else []


def _several(kind: str, inside: list[Message], mail: Mail, depth: int) -> Iterator[Body]:
    """Yield the texts of a message of several parts."""
    if kind == "multipart/alternative":
        yield from _alternative(inside, mail, depth)
        return
    if kind == "multipart/signed" and inside:
        mail.counts["attachments"] += len(inside) - 1
        inside = inside[:1]
    for each in inside:
        yield from _bodies(each, mail, depth + 1)


def _alternative(inside: list[Message], mail: Mail, depth: int) -> Iterator[Body]:
    """Yield the plain text if it says something, else the last version that does."""
    versions: list[tuple[list[Body], Mail]] = []
    for each in inside:
        aside = Mail()
        versions.append((list(_bodies(each, aside, depth + 1)), aside))
    said = [version for version in versions if any(body.text.strip() for body in version[0])]
    plain = [version for version in said if all(body.kind != "html" for body in version[0])]
    chosen = (plain[:1] or said[-1:] or versions[:1]) if versions else []
    mail.counts["alternative versions"] += len(versions) - len(chosen)
    for bodies, aside in chosen:
        yield from bodies
        mail.headers.extend(aside.headers)
        mail.counts += aside.counts


def _is_text(message: Message, kind: str) -> bool:
    if kind.startswith("multipart/"):
        return True
    named = message.get_content_disposition() == "attachment" or bool(message.get_filename())
    return kind in ("text/plain", "text/html") and not named


def _one(message: Message, kind: str, mail: Mail) -> Iterator[Body]:
    content = message.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    label = message.get_content_charset("")
    if label in ("us-ascii", "ascii", "unknown-8bit"):
        label = ""
    if kind == "text/html":
        yield Body("html", cleaned(decode_labelled(data, label)) if label else decode_page(data))
        return
    text = cleaned(decode_labelled(data, label).removeprefix("\ufeff"))
    text, coded = _CODED.subn("", _SIGNED.sub("", text))
    mail.counts["coded blocks"] += coded
    if str(message.get_param("format", "")).lower() == "flowed":
        text = unflowed(text, delete=str(message.get_param("delsp", "")).lower() == "yes")
    yield Body("plain", text.strip("\n"))


def unflowed(text: str, *, delete: bool) -> str:
    r"""Return text whose paragraphs were broken into lines for sending (RFC 3676), joined again.

    >>> unflowed("Dear \nAnna,\n> one \n> two\n-- \nBob", delete=False)
    'Dear Anna,\n> one two\n-- \nBob'
    """
    lines: list[tuple[int, str]] = []
    open_end = False
    for raw in text.split("\n"):
        depth = len(raw) - len(raw.lstrip(">"))
        line = raw[depth:].removeprefix(" ")
        if open_end and lines[-1][0] == depth and line != "-- ":
            lines[-1] = depth, lines[-1][1] + line
        else:
            lines.append((depth, line))
        open_end = line.endswith(" ") and line != "-- "
        if open_end and delete:
            lines[-1] = depth, lines[-1][1][:-1]
    return "\n".join(f"{'>' * depth} {line}" if depth else line for depth, line in lines)
