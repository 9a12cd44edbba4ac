"""Read a written page again with the parser of the standard library, down to its last string."""

from html.parser import HTMLParser

from redact.datamodel import Document
from redact.errors import FormatError
from redact.formats.form import Part, Reopened
from redact.formats.html.flow import ALLOWED

_FRAME = frozenset({"html", "head", "meta", "title", "body"})
_OWN = (("charset", "utf-8"),)
_CELLS = frozenset({"td", "th"})
_LINES = ALLOWED - frozenset({"b", "i", "code", "q", "rp", "rt", "ruby", "s", "sub", "sup", "u"})
_DOCTYPE = "doctype html"


def reopen(data: bytes, document: Document) -> Reopened:
    """Return what a written page shows, and every other string that is in it.

    Raises:
        FormatError: it is no page in UTF-8.
    """
    try:
        page = data.decode("utf-8")
    except UnicodeDecodeError:
        raise FormatError("the copy cannot be read as UTF-8") from None
    reader = _Reader()
    try:
        reader.feed(page)
        reader.close()
    except (AssertionError, ValueError):
        raise FormatError("the copy cannot be read as a web page") from None
    return reader.reopened()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._shown: list[str] = []
        self._parts: list[Part] = []
        self._in_head = False

    def reopened(self) -> Reopened:
        return Reopened("".join(self._shown), tuple(self._parts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_head = self._in_head or tag in ("head", "title")
        if tag not in ALLOWED and tag not in _FRAME:
            self._add("element", tag)
        if tag != "meta" or tuple(attrs) != _OWN:
            for name, value in attrs:
                self._add("attribute", f"{name} {value or ''}")
        self._part_lines(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("head", "body"):
            self._in_head = False
        if tag not in ALLOWED and tag not in _FRAME:
            self._add("element", tag)
        self._part_lines(tag)

    def handle_data(self, data: str) -> None:
        if self._in_head:
            self._add("head", data)
        else:
            self._shown.append(data)

    def handle_comment(self, data: str) -> None:
        self._add("comment", data)

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != _DOCTYPE:
            self._add("declaration", decl)

    def handle_pi(self, data: str) -> None:
        self._add("instruction", data)

    def unknown_decl(self, data: str) -> None:
        self._add("declaration", data)

    def _part_lines(self, tag: str) -> None:
        if tag in _LINES:
            self._shown.append("\t" if tag in _CELLS else "\n")

    def _add(self, name: str, text: str) -> None:
        if text.strip():
            self._parts.append(Part(name, text))
