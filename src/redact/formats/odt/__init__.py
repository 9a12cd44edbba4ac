"""OpenDocument texts (.odt), rebuilt from what is known, formatting included; all else is gone."""

from redact.formats.form import Format
from redact.formats.odt.channels import channels
from redact.formats.odt.reading import read
from redact.formats.odt.reopening import reopen
from redact.formats.odt.writing import write

FORMAT = Format((".odt", ".ott"), read, write, reopen, channels)
