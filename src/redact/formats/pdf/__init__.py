"""Read PDF letters, and set their copies anew: text, emphasis and pages, never the layout."""

from redact.formats.form import Format
from redact.formats.pdf.channels import channels
from redact.formats.pdf.read import read
from redact.formats.pdf.reopen import reopen
from redact.formats.pdf.typeset import write

__all__ = ["FORMAT"]

#: PDF: a copy is a new file with fonts of its own, whatever the letter looked like.
FORMAT = Format((".pdf",), read, write, reopen, channels)
