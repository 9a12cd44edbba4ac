"""Read a written copy with another reader than the one that made it: expat, event by event."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from redact.datamodel import Document
from redact.errors import FormatError
from redact.formats import pictures
from redact.formats.docx import drawings, frames, names, parts, vml
from redact.formats.docx.vocabulary import FONTS, PAGE_FIELDS, STYLES, value
from redact.formats.form import Part, Reopened
from redact.formats.package import unpack

_DAMAGED = "the copy cannot be read again"
_W = names.W + " "
_RUN, _TEXT, _PARAGRAPH = _W + "r", _W + "t", _W + "p"
_BOX = _W + "txbxContent"
_ONE_CHARACTER = {
    _W + "tab": "\t",
    _W + "ptab": "\t",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "\u2011",
    _W + "softHyphen": "\u00ad",
}
_BREAK = _W + "br"
_LABELS = frozenset(
    {
        (f"{names.WP} docPr", "descr"),
        (f"{names.WP} docPr", "title"),
        *(
            (f"{space} cNvPr", name)
            for space in (names.PIC, names.WPS, names.WPG)
            for name in ("descr", "title")
        ),
        *(
            (f"{names.V} {shape}", name)
            for shape in ("shape", "rect", "roundrect", "oval", "line", "group")
            for name in ("alt", "title")
        ),
        (f"{names.V} textpath", "string"),
        (_W + "tblCaption", _W + "val"),
        (_W + "tblDescription", _W + "val"),
    }
)
_STORY = re.compile(r"word/(document|header|footer|footnotes|endnotes)(\d*)\.xml")
_ORDER = ("document", "header", "footer", "footnotes", "endnotes")
_MEDIA = re.compile(r"word/media/(?:blank|image)\d+\.(?:png|jpeg)")
#: Names and values that the program gives itself, the same for every letter but for a number.
_OWN = re.compile(
    r"(?:/?(?:word/)?(?:_rels/)?(?:document|header\d+|footer\d+|footnotes|endnotes|styles|numbering"
    r"|settings)\.xml(?:\.rels)?|_rels/\.rels|\[Content_Types\]\.xml|rId\d+|Drawing \d+"
    r"|Style ?\d+|(?:word/)?media/(?:blank|image)\d+\.(?:png|jpeg)|-?\d{1,10}|[0-9A-F]{4})"
)
_OWN_VALUES = frozenset(
    {
        "compatibilityMode",
        "begin",
        "separate",
        "wps",
        "wpg",
        "preserve",
        "rels",
        "xml",
        "png",
        "jpeg",
        names.WORD,
        *(name for name in STYLES.values()),
        *(name.replace("(", "").replace(")", "").title().replace(" ", "") for name in STYLES),
        *(
            "".join(word[0].upper() + word[1:] for word in re.sub("[()]", "", name).split())
            for name in STYLES.values()
        ),
        *FONTS,
        *frames.WORDS,
        *drawings.PRESETS,
        *parts.CONSTANTS,
        *names.PREFIXES.values(),
        names.TYPES,
        names.RELS,
        "urn:schemas-microsoft-com:office:word",
        *PAGE_FIELDS,
    }
)
_LABEL_TEXT = re.compile(r"(?:%[1-9]|[().,:;\[\]/\-–—§ •○▪▫■□●◦*→➢✓✔·o\uf000-\uf0ff])*")


def reopen(data: bytes, document: Document) -> Reopened:
    """Return what a copy shows, and every other string in it that is no word of the format.

    Raises:
        FormatError: the copy is damaged.
    """
    stories: list[tuple[tuple[int, int], str]] = []
    found: list[Part] = []
    members = list(unpack(data))
    for name, content in members:
        if not _OWN.fullmatch(name):
            found.append(Part("name of a part", name))
        story = _STORY.fullmatch(name)
        if story is None and not name.endswith((".xml", ".rels")):
            stray = pictures.stray_text(content) if _MEDIA.fullmatch(name) else _decoded(content)
            found.append(Part(name, stray))
            continue
        laid = _laid_open(content)
        found.append(Part(name, "\n".join(laid.stray)))
        if story is None:
            found.append(Part(name, "\n".join(laid.shown())))
        else:
            stories.append((_place(story), "\n".join(laid.shown())))
    found += _around(data)
    text = "\n".join(text for _, text in sorted(stories, key=lambda each: each[0]) if text)
    return Reopened(text, tuple(part for part in found if part.text))


def _place(story: re.Match[str]) -> tuple[int, int]:
    kind = _ORDER.index(story[1])
    # Headers and footers are numbered in one row.
    return (1 if kind in (1, 2) else kind), int(story[2] or 0)


class _Laid:
    """The text of a part: what is shown, flow by flow, and the rest."""

    def __init__(self) -> None:
        self._main: list[str] = []
        self._boxes: list[list[str]] = []
        self._labels: list[str] = []
        self._flows = [self._main]
        self._path: list[str] = []
        self.stray: list[str] = []

    def shown(self) -> Iterator[str]:
        """Yield what is shown: the main flow, the boxes, and the texts in attributes."""
        for flow in (self._main, *self._boxes):
            text = "".join(flow)
            if text.strip():
                yield text
        yield from self._labels

    def start(self, tag: str, attributes: list[str]) -> None:
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        within = self._path[-1] if self._path else ""
        self._path.append(tag)
        if tag == _BOX:
            self._boxes.append([])
            self._flows.append(self._boxes[-1])
        elif tag == _PARAGRAPH:
            self._flows[-1].append("\n")
        elif within == _RUN and tag in _ONE_CHARACTER:
            self._flows[-1].append(_ONE_CHARACTER[tag])
        elif within == _RUN and tag == _BREAK:
            self._flows[-1].append("\f" if (_W + "type", "page") in pairs else "\n")
        if " " not in tag:
            self.stray.append(tag)
        for name, text in pairs:
            if (tag, name) in _LABELS:
                self._labels.append(text)
            elif not _of_the_format(text, name):
                self.stray.append(text)

    def end(self, tag: str) -> None:
        self._path.pop()
        if tag == _BOX:
            self._flows.pop()

    def data(self, text: str) -> None:
        if self._path and self._path[-1] == _TEXT:
            self._flows[-1].append(text)
        elif text.strip() and not _of_the_format(text.strip(), ""):
            self.stray.append(text)

    def aside(self, *texts: str) -> None:
        self.stray += [text for text in texts if text]

    def namespace(self, prefix: str | None, uri: str) -> None:
        if uri not in _OWN_VALUES:
            self.aside(prefix or "", uri)


def _laid_open(content: bytes) -> _Laid:
    laid = _Laid()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartElementHandler = laid.start
    parser.EndElementHandler = laid.end
    parser.CharacterDataHandler = laid.data
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


def _of_the_format(text: str, name: str) -> bool:
    """Return whether a value is of the vocabulary that the program itself allows."""
    if not text or value(text) is not None or text in _OWN_VALUES or _OWN.fullmatch(text):
        return True
    if name == "style":
        return vml.plain_style(text) or vml.plain_value(text)
    if name == _W + "val" and _LABEL_TEXT.fullmatch(text):
        return True
    return vml.plain_value(text)


def _decoded(content: bytes) -> str:
    return content.decode("latin-1") + "\n" + content.decode("utf-16-le", "replace")


def _around(data: bytes) -> Iterator[Part]:
    """Yield what a container says beside its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Part("comment", archive.comment.decode("latin-1"))
            for entry in archive.infolist():
                yield Part("comment", (entry.comment + entry.extra).decode("latin-1"))
    except (zipfile.BadZipFile, OSError):
        raise FormatError(_DAMAGED) from None
