"""What an OpenDocument text carries, channel by channel."""

from redact.formats.form import Channel, Fate, Options
from redact.formats.odt.reading import collect

_FATES = {
    "body": Fate.REWRITTEN,
    "headers and footers": Fate.REWRITTEN,
    "notes": Fate.REWRITTEN,
    "text boxes": Fate.REWRITTEN,
    "descriptions": Fate.REWRITTEN,
    "form values": Fate.REWRITTEN,
    "pictures": Fate.REWRITTEN,
    "list labels": Fate.REWRITTEN,
    "hidden text": Fate.DROPPED,
    "comments": Fate.DROPPED,
    "tracked changes": Fate.DROPPED,
    "bookmarks": Fate.DROPPED,
    "link targets": Fate.DROPPED,
    "drawings": Fate.DROPPED,
    "scripts": Fate.DROPPED,
    "fields and variables": Fate.DROPPED,
    "fields of forms": Fate.DROPPED,
    "embedded objects": Fate.DROPPED,
    "embedded files": Fate.DROPPED,
    "properties": Fate.DROPPED,
    "settings": Fate.DROPPED,
    "thumbnails": Fate.DROPPED,
    "macros": Fate.DROPPED,
    "other parts": Fate.DROPPED,
}


def channels(data: bytes) -> tuple[Channel, ...]:
    """Return each channel of the file that carries text or identity, and its fate.

    Raises:
        FormatError: the file is locked, damaged, no text, or not to be trusted.
    """
    counts = collect(data, "", Options())[1]
    return tuple(Channel(name, counts[name], fate) for name, fate in _FATES.items() if counts[name])
