"""Read a written copy with another reader than the one that made it: expat, event by event."""

import io
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from redact.datamodel import Document
from redact.errors import FormatError
from redact.formats import pictures
from redact.formats.form import Part, Reopened
from redact.formats.odt import parts
from redact.formats.odt.names import MANIFEST, NAMESPACES
from redact.formats.odt.vocabulary import OWN, STYLES, font, value
from redact.formats.package import unpack

_DAMAGED = "the copy cannot be read again"
_KNOWN_SPACES = frozenset({*NAMESPACES.values(), MANIFEST})
_TEXT = NAMESPACES["text"]
_LINES = frozenset({f"{_TEXT} p", f"{_TEXT} h"})
_CELL = f"{NAMESPACES['table']} table-cell"
_BLANK, _TAB, _BREAK = f"{_TEXT} s", f"{_TEXT} tab", f"{_TEXT} line-break"
#: Elements whose text is read after all that began before.
_ASIDE = frozenset(
    {
        f"{_TEXT} note-body", f"{_TEXT} ruby-text",
        f"{NAMESPACES['draw']} text-box",
        *(f"{NAMESPACES[prefix]} {name}" for prefix, name in (
            ("svg", "title"), ("svg", "desc"), ("table", "title"), ("table", "desc"))),
        *(f"{NAMESPACES['style']} {side}{which}" for side in ("header", "footer")
          for which in ("", "-left", "-first")),
    }
)  # fmt: skip
#: Elements that hold a number which programs count anew.
_NUMBERS = frozenset({f"{_TEXT} page-number", f"{_TEXT} page-count", f"{_TEXT} note-citation"})
_OWN_VALUES = frozenset(
    {
        "paragraph", "text", "graphic", "table", "table-column", "table-row", "table-cell",
        "section", "1.3", "simple", "embed", "onLoad", "text/xml", "image/png", "image/jpeg", "/",
        "footnote", "endnote", "a", "A", "i", "I",
        parts.MIMETYPE, parts.CONTENT, parts.SHARED, parts.META, "",
    }
)  # fmt: skip
_LABEL_CHARACTERS = frozenset("().,:;[]/-–— §%•○▪▫■□●◦–*→➢✓✔·o\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8")


def reopen(data: bytes, document: Document) -> Reopened:
    """Return what a written copy shows, and every other string that is in it.

    Raises:
        FormatError: the copy is damaged.
    """
    members = dict(unpack(data))
    if parts.CONTENT not in members:
        raise FormatError(_DAMAGED)
    shown: list[str] = []
    found = list(_around(data))
    for name, content in members.items():
        if not (
            OWN.fullmatch(name) or name in _OWN_VALUES or name in ("mimetype", parts.MANIFEST_PART)
        ):
            found.append(Part("name", name))
        if name.endswith(".xml"):
            laid = _laid_open(content)
            if name in (parts.CONTENT, parts.SHARED):
                shown += laid.texts()
            else:
                found += [Part(name, text) for text in laid.texts() if text.strip()]
            found += [Part(name, text) for text in laid.strangers]
        elif name.startswith("Pictures/"):
            found.append(Part(name, pictures.stray_text(content)))
        elif name != "mimetype" or content != parts.MIMETYPE.encode():
            found.append(Part(name, content.decode("utf-8", "replace")))
    return Reopened("\n".join(shown), tuple(part for part in found if part.text.strip()))


class _Laid:
    """One XML part laid open."""

    def __init__(self) -> None:
        self.strangers: list[str] = []
        self._flows: list[list[str]] = [[]]
        self._open: list[list[str]] = [self._flows[0]]
        self._number = 0
        self._lines = 0

    def texts(self) -> list[str]:
        return ["".join(flow) for flow in self._flows]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space = name.rpartition(" ")[0]
        if space not in _KNOWN_SPACES:
            self.strangers.append(name)
        for key, text in attributes.items():
            if key.rpartition(" ")[0] not in _KNOWN_SPACES:
                self.strangers.append(key)
            if not _of_the_format(text):
                self.strangers.append(text)
        if name in _ASIDE:
            self._flows.append([])
            self._open.append(self._flows[-1])
        flow = self._open[-1]
        if name in _LINES or name in _ASIDE:
            flow.append("\n")
            self._lines += 1
        elif name in (_CELL, _TAB):
            flow.append("\t")
        elif name == _BREAK:
            flow.append("\n")
        elif name == _BLANK:
            flow.append(" " * int(attributes.get(f"{_TEXT} c", "1")))
        elif name in _NUMBERS:
            self._number += 1

    def end(self, name: str) -> None:
        if name in _LINES or name in _ASIDE:
            self._lines -= 1
        if name in _ASIDE:
            self._open.pop()
        elif name in _NUMBERS:
            self._number -= 1

    def text(self, text: str) -> None:
        if self._number and text.isdecimal() and text.isascii():
            return
        if self._lines:
            self._open[-1].append(text)
        elif text.strip():
            self.strangers.append(text)

    def aside(self, *texts: str) -> None:
        self.strangers.append(" ".join(texts))

    def namespace(self, prefix: str | None, uri: str | None) -> None:
        if NAMESPACES.get(prefix or "") != uri and (prefix, uri) != ("manifest", MANIFEST):
            self.strangers.append(f"{prefix} {uri}")


def _laid_open(content: bytes) -> _Laid:
    laid = _Laid()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = laid.start
    parser.EndElementHandler = laid.end
    parser.CharacterDataHandler = laid.text
    parser.CommentHandler = laid.aside
    parser.ProcessingInstructionHandler = laid.aside
    parser.StartNamespaceDeclHandler = laid.namespace
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        raise FormatError(_DAMAGED) from None
    return laid


def _refuse(*_: object) -> None:
    raise FormatError(_DAMAGED)


def _of_the_format(text: str) -> bool:
    """Return whether a value is of the vocabulary that the program itself allows."""
    return (
        text in _OWN_VALUES
        or value(text) is not None
        or text in STYLES
        or text.replace(" ", "_20_") in STYLES
        or OWN.fullmatch(text) is not None
        or (text[:1] == text[-1:] == "'" and font(text) == text.strip("'"))
        or (len(text) <= 3 and _LABEL_CHARACTERS.issuperset(text))
    )


def _around(data: bytes) -> Iterator[Part]:
    """Yield what a container says beside its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Part("comment", archive.comment.decode("latin-1"))
            for entry in archive.infolist():
                yield Part("comment", (entry.comment + entry.extra).decode("latin-1"))
    except (zipfile.BadZipFile, OSError):
        raise FormatError(_DAMAGED) from None
