"""List what a PDF carries beside and below its text, for `redact inspect`."""

from collections.abc import Callable
from typing import Any

from redact.errors import FormatError
from redact.formats.form import Channel, Fate, Options
from redact.formats.pdf.bounds import check_bounds
from redact.formats.pdf.objects import numbers, objects
from redact.formats.pdf.read import read

_MOST_OBJECTS = 200_000
#: A channel by the key that a dictionary of the file holds where it is there.
_BY_KEY = {
    "/Metadata": "XMP metadata",
    "/PieceInfo": "private data of programs",
    "/Thumb": "page thumbnails",
    "/ActualText": "replacement text of the structure",
    "/Alt": "alternative text of the structure",
    "/E": "expansions of abbreviations",
    "/JS": "JavaScript",
    "/OCProperties": "layers",
    "/XFA": "XFA form",
    "/Collection": "portfolio",
    "/FontFile": "embedded fonts",
    "/FontFile2": "embedded fonts",
    "/FontFile3": "embedded fonts",
    "/URI": "link targets",
    "/StructTreeRoot": "structure tree",
    "/PageLabels": "page labels",
    "/Threads": "article threads",
}
_BY_TYPE = {
    "/Filespec": "attached files",
    "/EmbeddedFile": "attached files",
    "/OCG": "layer names",
    "/Sig": "digital signatures",
    "/Outlines": "outline",
}
_BY_SUBTYPE = {
    "/Image": "pictures",
    "/Form": "form objects",
    "/Link": "links",
    "/Popup": "windows of notes",
    "/Text": "notes",
    "/FreeText": "text boxes",
    "/Widget": "form fields",
    "/Stamp": "stamps and drawings",
    "/Ink": "stamps and drawings",
    "/FileAttachment": "attached files",
}
_REWRITTEN = {"text boxes", "notes", "form fields", "form objects"}


def channels(data: bytes) -> tuple[Channel, ...]:
    """Return each channel of a PDF that carries text or identity, how often, and its fate.

    Raises:
        FormatError: the PDF is one that cannot be read.
    """
    document = read(data, "inspected", Options())
    found = [Channel("text", sum(bool(s.locator) for s in document.segments), Fate.REWRITTEN)]
    found += [
        Channel("invisible text", notice.count, Fate.DROPPED)
        for notice in document.notices
        if notice.channel == "invisible text dropped"
    ]
    counts = _counted(data)
    found += [
        Channel(name, counts[name], Fate.REWRITTEN if name in _REWRITTEN else Fate.DROPPED)
        for name in sorted(counts)
    ]
    return tuple(found)


def _counted(data: bytes) -> dict[str, int]:
    check_bounds(data)
    counts: dict[str, int] = {}

    def add(name: str) -> None:
        counts[name] = counts.get(name, 0) + 1

    try:
        reader = objects(data)
        for _ in reader.metadata or {}:
            add("document properties")
        if "/ID" in reader.trailer:
            add("file identifiers")
        for number in numbers(reader)[:_MOST_OBJECTS]:
            _count(_loaded(reader, number), add)
    except Exception:  # noqa: BLE001 - a library's error may quote the letter
        raise FormatError("the PDF is damaged; print it to a new PDF and run again") from None
    for _ in range(max(0, data.count(b"%%EOF") - 1)):
        add("earlier versions")
    return counts


def _loaded(reader: Any, number: int) -> Any:
    try:
        return reader.get_object(number)
    except Exception:  # noqa: BLE001 - one damaged object hides no other
        return None


def _count(value: Any, add: Callable[[str], None], depth: int = 0) -> None:
    from pypdf.generic import IndirectObject

    if depth > 20 or isinstance(value, IndirectObject):
        return
    if isinstance(value, dict):
        for key in value:
            if key in _BY_KEY:
                add(_BY_KEY[key])
            _count(dict.__getitem__(value, key), add, depth + 1)
        for table, key in ((_BY_TYPE, "/Type"), (_BY_SUBTYPE, "/Subtype")):
            kind = dict.get(value, key)
            if isinstance(kind, str) and kind in table:
                add(table[kind])
    elif isinstance(value, list):
        for item in list.__iter__(value):
            _count(item, add, depth + 1)
