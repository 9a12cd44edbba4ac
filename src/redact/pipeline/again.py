"""Read a letter once more, just as it was when the spans of its records were counted."""

import hashlib
from pathlib import Path

from redact import formats
from redact.audit.letter_entry import LetterEntry
from redact.config import Limits
from redact.datamodel import Document
from redact.errors import InputError

#: What was read once may be read again, whatever the limit is now.
ANY_SIZE = Limits(max_megabytes=1024)


def read_again(entry: LetterEntry) -> Document:
    """Return the letter of an entry, which says what it said then.

    Raises:
        InputError: it is gone, has changed, or is read in another way than then.
        FormatError: it is in a format that is not read any more.
    """
    path = Path(entry.source)
    data = formats.load(path, ANY_SIZE)
    if hashlib.sha256(data).hexdigest() != entry.source_sha256:
        raise InputError("it has changed since; run again")
    document = formats.read_bytes(data, entry.letter_id, path)
    longest = max((span.end for span in entry.hidden), default=0)
    if document.encoding != entry.encoding or longest > len(document.text):
        raise InputError("it is not read as it was then; run again")
    return document
