"""Tell by its content what a file is that is no plain text; its name is never asked."""

import re

_PICTURE = "a picture"
_ARCHIVE = "an archive"
_PROGRAM = "a program"
_MEDIA = "a sound or a film"

#: What a file of another kind begins with, and what to call it; written out by hand.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word (.doc) or Outlook (.msg) file"),
    (b"%!PS", "a PostScript file"),
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x7fELF", _PROGRAM),
    (b"MZ\x90\x00", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\x1f\x8b\x08", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"OggS\x00", _MEDIA),
    (b"ID3\x03\x00", _MEDIA),
    (b"ID3\x04\x00", _MEDIA),
    (b"SQLite format 3\x00", "a database"),
)
#: What the member names of a zip file tell, the first that applies.
_ZIP_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (.docx)"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)"),
    (b"xl/", "a spreadsheet"),
    (b"ppt/", "a presentation"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ZIP_WINDOW = 65_536

_RTF = re.compile(r"\s*\{\\rtf")
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_XML = re.compile(r"\s*<\?xml\s")
_HEADER_BLOCK = re.compile(r"(?:From |[A-Za-z][A-Za-z0-9-]*:)")
_MIME = re.compile(r"^(?:MIME-Version|Content-Transfer-Encoding|DKIM-Signature):", re.I | re.M)
_BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n|\r[ \t]*\r")
_HEAD = 32_768


def known_binary(data: bytes) -> str | None:
    """Return what a file is that begins like one of the known binary formats, in words.

    >>> known_binary(b"%PDF-1.7")
    'a PDF'
    """
    if data.startswith(_ZIP):
        return _zip_kind(data)
    if data[4:8] == b"ftyp":
        return _MEDIA
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return _PICTURE if data[8:12] == b"WEBP" else _MEDIA
    return next((kind for start, kind in _BEGINNINGS if data.startswith(start)), None)


def known_markup(text: str) -> str | None:
    """Return what a text is whose letters are coded, so that a name in it could stay unseen.

    A letter that merely begins with ``From:`` and ``Subject:`` is plain text.

    >>> known_markup("From: A\\nMIME-Version: 1.0\\n\\nQW5uYQ==")
    'a raw e-mail (.eml)'
    """
    head = text[:_HEAD].removeprefix("\ufeff")
    if _RTF.match(head):
        return "a rich text (.rtf) file"
    if _HTML.match(head):
        return "a web page (.html)"
    if _XML.match(head):
        return "an XML file"
    if _HEADER_BLOCK.match(head) and _MIME.search(_BLANK_LINE.split(head, maxsplit=1)[0]):
        return "a raw e-mail (.eml)"
    return None


def _zip_kind(data: bytes) -> str:
    ends = data[:_ZIP_WINDOW] + data[-_ZIP_WINDOW:]
    return next((kind for member, kind in _ZIP_MEMBERS if member in ends), "an archive (.zip)")
