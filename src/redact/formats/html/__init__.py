"""Web pages: read as a browser shows them, written anew from a short list of plain elements."""

from redact.datamodel import Document, Notice, Segment
from redact.formats.form import Channel, Fate, Format, Options, Reopened

#: Every channel of a page and its fate.
FATES = {
    "text": Fate.REWRITTEN,
    "alternative texts": Fate.REWRITTEN,
    "form values": Fate.REWRITTEN,
    "hidden text": Fate.DROPPED,
    "title": Fate.DROPPED,
    "pictures": Fate.DROPPED,
    "frames": Fate.DROPPED,
    "embedded objects": Fate.DROPPED,
    "link targets": Fate.DROPPED,
    "comments": Fate.DROPPED,
    "scripts": Fate.DROPPED,
    "style sheets": Fate.DROPPED,
    "metadata": Fate.DROPPED,
    "attributes": Fate.DROPPED,
}
#: The channels that a reader of the letter may miss in the copy.
NOTICED = ("hidden text", "title", "pictures", "frames", "embedded objects", "link targets",
           "comments")  # fmt: skip


def read(data: bytes, document_id: str, options: Options) -> Document:
    """Return the document that a page holds; pictures are never kept.

    Raises:
        FormatError: the bytes are no text, or the page has too many elements.
    """
    from redact.formats.html.decoding import decode_page
    from redact.formats.html.flow import BODY, Flow
    from redact.formats.html.reader import PageReader

    flow = Flow()
    reader = PageReader(flow)
    reader.read(decode_page(data))
    segments, template = flow.finish()
    hidden = reader.unseen()
    return Document(
        document_id,
        segments,
        format="html",
        skeleton={BODY: template},
        unseen=(Segment(hidden, "hidden"),) if hidden else (),
        notices=notices(reader.counts),
    )


def notices(counts: dict[str, int]) -> tuple[Notice, ...]:
    """Return what a copy does not show of a page, of which that much was counted."""
    return tuple(Notice(f"{name} dropped", counts[name]) for name in NOTICED if counts.get(name))


def write(document: Document) -> bytes:
    """Return the page of a document.

    Raises:
        WriteError: the document was not read from a page.
    """
    from redact.formats.html import writer

    return writer.write(document)


def reopen(data: bytes, document: Document) -> Reopened:
    """Return what a written page shows, and every other string that is in it.

    Raises:
        FormatError: it is no page in UTF-8.
    """
    from redact.formats.html import reopener

    return reopener.reopen(data, document)


def channels(data: bytes) -> tuple[Channel, ...]:
    """Return what a page carries, channel by channel.

    Raises:
        FormatError: the bytes are no text, or the page has too many elements.
    """
    from redact.formats.html.decoding import decode_page
    from redact.formats.html.flow import Flow
    from redact.formats.html.reader import PageReader

    flow = Flow()
    reader = PageReader(flow)
    reader.read(decode_page(data))
    reader.counts["text"] = sum(bool(each.locator) for each in flow.finish()[0])
    return tuple(
        Channel(name, reader.counts[name], fate)
        for name, fate in FATES.items()
        if reader.counts[name]
    )


FORMAT = Format((".html", ".htm", ".xhtml"), read, write, reopen, channels)
