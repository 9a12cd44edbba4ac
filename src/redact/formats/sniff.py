"""Tell by its content what a file is that is no plain text; its name is never asked."""

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType

_PDF = "a PDF"
_WORD = "a Word document (.docx)"
_OPEN_DOCUMENT = "an OpenDocument text (.odt)"
_WEB_PAGE = "a web page (.html)"
_MAIL = "a raw e-mail (.eml)"
_DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {_PDF: "pdf", _WORD: "docx", _OPEN_DOCUMENT: "odt", _WEB_PAGE: "html", _MAIL: "eml"}
)
_OLD_OFFICE = "an old Word (.doc) or Outlook (.msg) file"
_LOCKED = "an office file with a password"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURE = "a picture"
_ARCHIVE = "an archive"
_ZIP_FILE = "an archive (.zip)"
_CUT_OFF = "an office file or archive that was cut off or damaged"
_PROGRAM = "a program"
_MEDIA = "a sound or a film"

_UNPACK = "unpack it and give the folder"
#: What to do with what is not read; for all the rest see `advice`.
_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        _OLD_OFFICE: "save it as .docx (in Word) or .eml (in Outlook) and run again",
        _LOCKED: "take the password off in Word and run again",
        _PICTURE: "make a PDF of it, run ocrmypdf on that, and save its text",
        _ARCHIVE: _UNPACK,
        _ZIP_FILE: _UNPACK,
        _CUT_OFF: "ask for it anew",
    }
)
#: What a file of another kind begins with, and what to call it; written out by hand.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", _PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
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
    (b"word/", _WORD),
    (b"application/vnd.oasis.opendocument.text", _OPEN_DOCUMENT),
    (b"xl/", "a spreadsheet"),
    (b"ppt/", "a presentation"),
    (b"Index/Document.iwa", "a Pages document (.pages)"),
)
#: What every whole zip file has near its end.
_ZIP_END = b"PK\x05\x06"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
#: So much of the beginning, and of the end, tells what a file is.
WINDOW = 65_536

_RTF = re.compile(r"\s*\{\\rtf")
#: One group spans all comments: a group for each would part them in very many ways before it fails.
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML = re.compile(r"\s*<\?xml\s")
_HEADER_BLOCK = re.compile(r"(?:From |[A-Za-z][A-Za-z0-9-]*:)")
_MIME = re.compile(
    r"^(?:MIME-Version|Content-Transfer-Encoding|DKIM-Signature|Message-ID|Received|Return-Path):"
    r"|^Content-Type:\s*(?:multipart|text|message)/"
    r"|^(?:Subject|From|To):.{0,200}=\?[\w-]{1,40}\?[QB]\?",
    re.I | re.M,
)
#: A piece of a web page, without head and body: only where the name says so too.
_FRAGMENT = re.compile(r"\s*<[a-z][a-z0-9]*[\s>]", re.I)
_WEB_SUFFIXES = (".html", ".htm", ".xhtml")
_BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n|\r[ \t]*\r")
_HEAD = 32_768


def document_kind(data: bytes, suffix: str = "") -> str | None:
    """Return the format of a document that is read but is no plain text; None for all the rest.

    The first and last `WINDOW` bytes are enough. The suffix counts only where the content leaves
    it open: a piece of a web page.

    >>> document_kind(b"%PDF-1.7"), document_kind(b"Dear Anna,")
    ('pdf', None)
    """
    binary = known_binary(data)
    if binary is not None:
        return _DOCUMENTS.get(binary)
    text = _head(data)
    markup = known_markup(text)
    if markup is None and suffix in _WEB_SUFFIXES and _FRAGMENT.match(text):
        markup = _WEB_PAGE
    return _DOCUMENTS.get(markup or "")


def advice(kind: str = "") -> str:
    """Return what to do with a file that is not read.

    >>> advice("an archive (.zip)")
    'unpack it and give the folder'
    """
    return _ADVICE.get(kind, "save it as .docx, .odt, .pdf or .txt and run again")


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
    kind = next((kind for start, kind in _BEGINNINGS if data.startswith(start)), None)
    return _LOCKED if kind == _OLD_OFFICE and _ENCRYPTED in data else kind


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
        return _WEB_PAGE
    if _XML.match(head):
        return "an XML file"
    if _HEADER_BLOCK.match(head) and _MIME.search(_BLANK_LINE.split(head, maxsplit=1)[0]):
        return _MAIL
    return None


def _head(data: bytes) -> str:
    """Return the beginning of a text, letters beyond ASCII as they come: they tell nothing here."""
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _zip_kind(data: bytes) -> str:
    ends = data[:WINDOW] + data[-WINDOW:]
    other = _ZIP_FILE if _ZIP_END in ends else _CUT_OFF
    return next((kind for member, kind in _ZIP_MEMBERS if member in ends), other)
