"""Read a web page as a browser shows it."""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import PreformattedString

from redact.errors import FormatError
from redact.formats.html.css import StyleSheet
from redact.formats.html.flow import BOXES, TABLE, TEXT_ELEMENTS, Flow, Manner
from redact.formats.html.look import Look, colour_of, looked

#: A page of more tags, or of tags nested deeper, is no letter.
_MOST_TAGS = 200_000
_DEEPEST = 256

_BLOCKS = BOXES | TABLE | frozenset({
    "address", "article", "aside", "body", "center", "details", "dialog", "dir", "div", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "html", "legend", "listing", "main", "menu", "nav", "optgroup", "p", "pre", "search",
    "section", "summary", "tbody", "textarea", "tfoot", "thead", "xmp",
})  # fmt: skip
_LINES = {
    **{tag: tag for tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre")},
    "listing": "pre",
    "xmp": "pre",
    "textarea": "pre",
}
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"em", "i", "address", "cite", "dfn", "var"})
_AROUND = {tag: tag for tag in TEXT_ELEMENTS} | {
    "ins": "u", "del": "s", "strike": "s", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_AS = {"menu": "ul", "dir": "ul"}
#: What a browser does not show, with the channel that it is counted in; its text is searched.
_UNSHOWN = {
    "script": "scripts", "style": "style sheets", "title": "title", "template": "hidden text",
    "noscript": "hidden text", "datalist": "hidden text", "progress": "embedded objects",
    "meter": "embedded objects", "iframe": "frames", "frame": "frames", "noframes": "frames",
    "object": "embedded objects", "embed": "embedded objects", "applet": "embedded objects",
    "audio": "embedded objects", "video": "embedded objects", "canvas": "embedded objects",
    "meta": "metadata", "link": "metadata", "base": "metadata", "annotation": "hidden text",
    "annotation-xml": "hidden text", "noembed": "embedded objects", "area": "link targets",
}  # fmt: skip
_SILENT = ("script", "style", "iframe")
_NO_VALUE = frozenset({"checkbox", "radio", "file", "color", "range", "password"})
_SELF_CLOSED = re.compile(
    r"<(script|style|title|textarea|iframe|noscript|template)\b([^<>]*)/>", re.I
)
_SPACES = {
    "pre": "pre",
    "pre-wrap": "pre",
    "break-spaces": "pre",
    "pre-line": "line",
    "normal": "normal",
    "nowrap": "normal",
}
_LIGHT = re.compile(r"normal|lighter|[1-5]00")
_STRONG = re.compile(r"bold|[6-9]00")


@dataclass(frozen=True, slots=True)
class _Place:
    """What an element hands down to what is in it."""

    manner: Manner = field(default_factory=Manner)
    look: Look = field(default_factory=Look)
    depth: int = 0
    drawing: bool = False
    backwards: bool = False


class PageReader:
    """Reads pages into one flow; collects what is not shown and counts what there is."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.counts: Counter[str] = Counter()
        self._unseen: list[str] = []
        self._in_hidden = False
        self._styles = StyleSheet(())

    def read(self, page: str) -> None:
        """Read one page, decoded.

        Raises:
            FormatError: it has too many elements, or too many inside each other.
        """
        if page.count("<") > _MOST_TAGS:
            raise FormatError("too many elements in this page; print it to a PDF and run again")
        if page.lstrip().startswith("<?xml") or "/xhtml" in page[:2048]:
            page = _SELF_CLOSED.sub(r"<\1\2></\1>", page)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            soup = BeautifulSoup(page, "lxml")
        self._styles = StyleSheet(tag.get_text() for tag in soup.find_all("style"))
        self._walk(soup)
        self.flow.end_line()

    def unseen(self) -> str:
        """Return the text that nobody sees, each piece on a line of its own."""
        lines = ("".join(self._unseen)).split("\n")
        return "\n".join(line for line in (" ".join(each.split()) for each in lines) if line)

    def _walk(self, root: Tag) -> None:
        """Go through the page in its order, without recursion."""
        stack: list[tuple[Iterator[object], _Place, str]] = [(iter(root.contents), _Place(), "")]
        while stack:
            children, place, ending = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._leave(ending)
            elif isinstance(child, Tag):
                entered = self._enter(child, place)
                if entered is not None:
                    stack.append((iter(child.contents), *entered))
            elif isinstance(child, PreformattedString):
                self.counts["comments"] += isinstance(child, Comment)
            elif isinstance(child, NavigableString):
                self._text(str(child), place)

    def _enter(self, tag: Tag, place: _Place) -> tuple[_Place, str] | None:
        """Return what an element hands down and how it ends, or None where it is dealt with."""
        name = tag.name.rpartition(":")[2]
        if place.depth > _DEEPEST:
            raise FormatError("too many elements inside each other; print the page to a PDF")
        self.counts["attributes"] += bool(tag.attrs)
        self.counts["link targets"] += "href" in tag.attrs and name == "a"
        style = self._styles.of(tag)
        here = replace(place, look=self._look(tag, name, place.look, style), depth=place.depth + 1)
        if name in _UNSHOWN:
            self.counts[_UNSHOWN[name]] += name != "title" or bool(tag.get_text().strip())
            if name not in _SILENT:
                self._hide(tag.get_text("\n"))
            return None
        if name in ("br", "hr", "img", "image", "input", "select", "wbr"):
            self._lone(name, tag, here)
            # What a reader finds inside an element that cannot hold anything stands behind it.
            return (here, "") if tag.contents and name != "select" else None
        here = self._manner(tag, name, here, style)
        ending = self._begin(name, style)
        if name == "textarea" and not tag.get_text().strip():
            self._aside("form values", str(tag.get("placeholder", "")), here)
        self.counts["form values"] += name == "textarea"
        if name in ("pre", "listing", "textarea") and tag.contents:
            first = tag.contents[0]
            if type(first) is NavigableString and first.startswith("\n"):
                first.replace_with(NavigableString(first[1:]))
        return here, ending

    def _begin(self, name: str, style: dict[str, str]) -> str:
        """Start the line or the box of an element, and return how it ends."""
        display = style.get("display", "")
        if name in BOXES or name in TABLE or name in _AS:
            return "box" if self.flow.open(_AS.get(name, name)) else self._line_end()
        block = name in _BLOCKS and not display.startswith("inline")
        if block or display in ("block", "flex", "grid", "list-item", "table") or name == "text":
            return self._line_end()
        return ""

    def _leave(self, ending: str) -> None:
        if ending == "box":
            self.flow.close()
        elif ending == "line":
            self._line_end()
        self._in_hidden = self._in_hidden and not ending

    def _line_end(self) -> str:
        self.flow.end_line()
        self._in_hidden = False
        return "line"

    def _look(self, tag: Tag, name: str, outer: Look, style: dict[str, str]) -> Look:
        look = outer
        ground = colour_of(str(tag.attrs["bgcolor"])) if "bgcolor" in tag.attrs else None
        if ground is not None:
            look = replace(look, ground=ground)
        ink = tag.attrs.get("color") if name == "font" else tag.attrs.get("text")
        if ink is not None and name in ("font", "body"):
            look = replace(look, colour=colour_of(str(ink)))
        if "background" in tag.attrs:
            look = replace(look, ground=None)
        if name == "svg":
            look = replace(look, colour=None)
        if "hidden" in tag.attrs or (name == "dialog" and "open" not in tag.attrs):
            look = replace(look, gone="display" not in style or style["display"] == "none")
        return looked(look, style)

    def _manner(self, tag: Tag, name: str, place: _Place, style: dict[str, str]) -> _Place:
        """Return the place inside an element: how a text stands in it."""
        manner = place.manner
        weight, slant = style.get("font-weight", ""), style.get("font-style", "")
        bold = (
            manner.bold or name in _BOLD or bool(_STRONG.match(weight))
        ) and not _LIGHT.fullmatch(weight)
        italic = (manner.italic or name in _ITALIC or slant in ("italic", "oblique")) and (
            slant != "normal"
        )
        around = manner.around
        if name in _AROUND and _AROUND[name] not in around:
            around = (*around, _AROUND[name])
        line = manner.line
        if name in _LINES:
            line = _LINES[name]
        elif name in BOXES or name in TABLE or (name in _BLOCKS and line == "p"):
            line = "div"
        space = "pre" if _LINES.get(name) == "pre" else manner.space
        space = _SPACES.get(style.get("white-space", ""), space)
        if line == "pre" and space != "pre":
            line = "div"
        drawing = name == "svg" or (place.drawing and name not in ("text", "foreignobject"))
        self.counts["pictures"] += name == "svg"
        turned = name == "bdo" and str(tag.get("dir", "")).lower() == "rtl"
        turned = turned or (
            style.get("direction") == "rtl" and style.get("unicode-bidi", "").endswith("override")
        )
        return replace(
            place,
            manner=Manner(bold, italic, around, line, space),
            drawing=drawing,
            backwards=place.backwards or turned,
        )

    def _text(self, text: str, place: _Place) -> None:
        if place.look.unseen or place.drawing:
            if text.strip():
                self.counts["hidden text"] += not self._in_hidden
                self._unseen.append(text if self._in_hidden else f"\n{text}")
                self._in_hidden = True
        else:
            if text.strip():
                self._in_hidden = False
            self.flow.put(text[::-1] if place.backwards else text, place.manner)

    def _hide(self, text: str) -> None:
        self._unseen.append(f"\n{text}\n")
        self._in_hidden = False

    def _aside(self, channel: str, text: str, place: _Place) -> None:
        """Put a text that stands in an attribute into the line, parted from its neighbours."""
        if text.strip():
            self.counts[channel] += 1
            self._text(f" {text} ", replace(place, manner=replace(place.manner, space="normal")))

    def _lone(self, name: str, tag: Tag, place: _Place) -> None:
        """Deal with an element that holds no text but may show some."""
        if name == "br" and not place.look.gone:
            self.flow.break_line(place.manner)
        elif name == "hr":
            self.flow.rule()
        elif name in ("img", "image"):
            self.counts["pictures"] += 1
            self._aside("alternative texts", str(tag.get("alt", "")), place)
        elif name == "input":
            self._input(tag, place)
        elif name == "select":
            self._select(tag, place)

    def _input(self, tag: Tag, place: _Place) -> None:
        kind = str(tag.get("type", "text")).lower()
        value = str(tag.get("value") or "")
        if kind in _NO_VALUE or kind == "hidden":
            if kind == "hidden" and value.strip():
                self.counts["hidden text"] += 1
                self._hide(value)
            return
        shown = tag.get("alt", "") if kind == "image" else value or tag.get("placeholder", "")
        self._aside("form values", str(shown), place)

    def _select(self, tag: Tag, place: _Place) -> None:
        options = tag.find_all("option")
        several = "multiple" in tag.attrs or str(tag.get("size", "1")) not in ("", "0", "1")
        chosen = [option for option in options if "selected" in option.attrs][-1:] or options[:1]
        for option in options:
            text = str(option.get("label") or option.get_text())
            if several or any(option is one for one in chosen):
                self._aside("form values", text, place)
            elif text.strip():
                self.counts["hidden text"] += 1
                self._hide(text)
