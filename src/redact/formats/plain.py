"""Set a letter anew as plain text: UTF-8, one kind of line end, whatever it was."""

import re
from dataclasses import replace

from redact.datamodel import Document, Segment
from redact.formats import text
from redact.formats.form import Format

# Each begins where white space begins: from every place in a long run it would be sought anew.
_LINE_END = re.compile(r"(?<![ \t])[ \t]*(?:\r\n|[\r\n\v\x85\u2028\u2029])")
_PAGE = re.compile(r"(?<!\s)\s*\f\s*")
_GAP = re.compile(r"\n{4,}")


def write(document: Document) -> bytes:
    """Return the text of a document: no white space at the ends of lines, no wide gaps."""
    lines = _LINE_END.sub("\n", _PAGE.sub("\n\n", document.text))
    tidy = _GAP.sub("\n\n\n", lines).strip()
    return text.write(replace(document, segments=(Segment(f"{tidy}\n" if tidy else ""),)))


FORMAT = Format((".txt",), text.read, write, text.reopen, text.channels)
