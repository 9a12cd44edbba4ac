"""Word documents (.docx): rebuilt from what is known, with their formatting; all else is gone."""

from redact.formats.docx.channels import channels
from redact.formats.docx.reading import read
from redact.formats.docx.reopening import reopen
from redact.formats.docx.writing import write
from redact.formats.form import Format

FORMAT = Format((".docx", ".docm", ".dotx", ".dotm"), read, write, reopen, channels)
