"""E-mails: one version of the text under its subject, in a new mail with a neutral header."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from redact.datamodel import Document, Notice, Segment, Style
from redact.formats.coded import refuse_coded
from redact.formats.form import Channel, Fate, Format, Options, Reopened

if TYPE_CHECKING:
    from redact.formats.eml.bodies import Body

#: The channels of a mail itself and their fates; those of a page in it follow.
_FATES = {
    "subject": Fate.REWRITTEN,
    "text": Fate.REWRITTEN,
    "forwarded mails": Fate.REWRITTEN,
    "mail headers": Fate.DROPPED,
    "alternative versions": Fate.DROPPED,
    "attachments": Fate.DROPPED,
    "pictures": Fate.DROPPED,
    "coded blocks": Fate.DROPPED,
}
_NOTICED = ("mail headers", "alternative versions", "attachments", "coded blocks")


def read(data: bytes, document_id: str, options: Options) -> Document:
    """Return the document that a mail holds: its subject, its text, that of forwarded mails.

    Raises:
        FormatError: the bytes are no mail, a sealed one, or one of too many parts.
    """
    return _read(data, document_id)[0]


def _read(data: bytes, document_id: str) -> tuple[Document, Counter[str]]:
    from redact.formats.eml.bodies import parse
    from redact.formats.eml.copying import PLAIN_BODY, SUBJECT
    from redact.formats.html import notices

    mail = parse(data)
    unseen = [Segment(line, "header") for line in mail.headers]
    counts = Counter(mail.counts)
    skeleton = {PLAIN_BODY: b""}
    if any(body.kind == "html" for body in mail.bodies):
        segments, skeleton, hidden, seen = _as_page(mail.bodies)
        counts += seen
        unseen += [Segment(hidden, "hidden")] if hidden else []
    else:
        texts = [body.text for body in mail.bodies if body.text.strip()]
        segments = [Segment("\n\n".join(texts), "body")] if texts else []
    if mail.subject:
        between = [Segment("\n\n", "")] if segments else []
        segments = [Segment(mail.subject, SUBJECT, Style(bold=True)), *between, *segments]
    refuse_coded("\n".join(each.text for each in segments))
    counts["subject"] = bool(mail.subject)
    counts["text"] = sum(each.locator == "body" for each in segments)
    told = [Notice(f"{name} dropped", counts[name]) for name in _NOTICED if counts[name]]
    document = Document(
        document_id,
        tuple(segments),
        format="eml",
        skeleton=skeleton,
        unseen=tuple(unseen),
        notices=(*told, *notices(counts)),
    )
    return document, counts


def _as_page(
    bodies: Sequence["Body"],
) -> tuple[list[Segment], dict[str, bytes], str, Counter[str]]:
    """Return the texts as one page: segments, skeleton, text that nobody sees, and the counts."""
    from redact.formats.html.flow import BODY, Flow, Manner
    from redact.formats.html.reader import PageReader

    flow = Flow()
    reader = PageReader(flow)
    for body in bodies:
        if body.kind == "html":
            reader.read(body.text)
        elif body.kind == "subject":
            flow.put(body.text, Manner(bold=True))
        elif body.text.strip():
            flow.put(body.text, Manner(line="pre", space="pre"))
        flow.end_line()
    segments, template = flow.finish()
    return list(segments), {BODY: template}, reader.unseen(), reader.counts


def write(document: Document) -> bytes:
    """Return the mail of a document.

    Raises:
        WriteError: the document was not read from a mail.
    """
    from redact.formats.eml import copying

    return copying.write(document)


def reopen(data: bytes, document: Document) -> Reopened:
    """Return what a written mail shows, and every other string that is in it.

    Raises:
        FormatError: it is no mail that this program could have written.
    """
    from redact.formats.eml import copying

    return copying.reopen(data, document)


def channels(data: bytes) -> tuple[Channel, ...]:
    """Return what a mail carries, channel by channel.

    Raises:
        FormatError: the bytes are no mail, a sealed one, or one of too many parts.
    """
    from redact.formats.html import FATES

    counts = _read(data, "")[1]
    fates = {**_FATES, **FATES}
    return tuple(Channel(name, counts[name], fate) for name, fate in fates.items() if counts[name])


FORMAT = Format((".eml",), read, write, reopen, channels)
