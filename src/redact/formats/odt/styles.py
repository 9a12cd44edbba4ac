"""Styles: what they make of a text, and clean ones with names that tell nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from redact.formats.docx.vocabulary import label
from redact.formats.odt.names import names, q
from redact.formats.odt.vocabulary import PROPERTIES, STYLES, font, value

_NAME = q("style:name")
_FAMILY = q("style:family")
_PARENT = q("style:parent-style-name")
_LIST = q("style:list-style-name")
_MASTER = q("style:master-page-name")
_LEVEL = q("text:level")
_FAMILIES = frozenset(
    {"paragraph", "text", "graphic", "table", "table-column", "table-row", "table-cell", "section"}
)
_GROUPS = names(
    """style:text-properties style:paragraph-properties style:graphic-properties
    style:table-properties style:table-column-properties style:table-row-properties
    style:table-cell-properties style:section-properties style:page-layout-properties
    style:header-footer-properties style:list-level-properties style:list-level-label-alignment"""
)
#: Elements within properties that are kept with what they hold.
_WITHIN = names("style:tab-stops style:tab-stop style:columns style:drop-cap style:footnote-sep")
_WITHIN_ATTRIBUTES = names(
    """style:position style:type style:leader-style style:length style:lines style:distance
    fo:column-count fo:column-gap style:width style:adjustment style:rel-width style:color
    style:line-style style:distance-before-sep style:distance-after-sep style:leader-type"""
)
_LISTS = names("text:list-style text:outline-style")
_BULLET = q("text:list-level-style-bullet")
_NUMBERED = names("text:list-level-style-number text:outline-level-style")
_FORMATS = ("", "1", "a", "A", "i", "I")
_LIST_FAMILY = "list"
_DEEPEST = 40
_FONT_NAMES = {
    q("style:font-name"): q("fo:font-family"),
    q("style:font-name-asian"): q("style:font-family-asian"),
    q("style:font-name-complex"): q("style:font-family-complex"),
}
_DEFAULTS = ("graphic", "paragraph", "table", "table-row")
_OUTLINE = q("text:outline-style")

#: Where a style stands: among the common ones, or among those of one part.
COMMON = "common"
CONTENT = "content.xml"
SHARED = "styles.xml"


class Styles:
    """All styles of a letter. A style that is asked for gets a new name, and is built."""

    def __init__(self, roots: Mapping[str, Any]) -> None:
        self._found: dict[tuple[str, str, str], Any] = {}
        self._fonts: dict[str, str] = {}
        self._new: dict[int, str] = {}
        self._built: list[tuple[str, Any]] = []
        self.defaults: dict[str, Any] = {}
        self.outline: Any = None
        self.masters: dict[str, Any] = {}
        self.layouts: dict[str, Any] = {}
        self._pages: dict[str, str] = {}
        self.labels_changed = 0
        for part, root in roots.items():
            for face in root.iter(q("style:font-face")):
                family = face.get(q("svg:font-family"), face.get(_NAME, ""))
                self._fonts[face.get(_NAME, "")] = family
            self._take(root.find(q("office:styles")), COMMON)
            self._take(root.find(q("office:automatic-styles")), part)
            for master in root.iter(q("style:master-page")):
                self.masters.setdefault(master.get(_NAME, ""), master)

    def find(self, family: str, name: str | None, part: str) -> Any:
        """Return the style of that name as a part sees it, or None."""
        if not name:
            return None
        own = self._found.get((part, family, name))
        return own if own is not None else self._found.get((COMMON, family, name))

    def rename(self, family: str, name: str | None, part: str) -> str:
        """Return the new name of a style, which is now built; nothing where there is no such."""
        source = self.find(family, name, part)
        if source is None:
            return ""
        key = id(source)
        if key not in self._new:
            place = part if (part, family, name) in self._found else COMMON
            fixed = place == COMMON and name in STYLES
            letter = "L" if family == _LIST_FAMILY else "S"
            self._new[key] = str(name) if fixed else f"{letter}{len(self._new) + 1}"
            build = self._list if family == _LIST_FAMILY else self._style
            built = build(source, self._new[key], place)
            self._built.append((place, built))
        return self._new[key]

    def page(self, name: str | None) -> str:
        """Return the new name of a kind of page, which is now wanted; nothing if there is none."""
        if name not in self.masters:
            return ""
        if name not in self._pages:
            self._pages[name] = name if name in STYLES else f"M{len(self._pages) + 1}"
            follows = self.masters[name].get(q("style:next-style-name"))
            self.page(follows)
        return self._pages[name]

    def pages(self) -> tuple[tuple[str, str], ...]:
        """Return the kinds of pages that are wanted, as their old names and the new ones."""
        return tuple(self._pages.items())

    def chain(self, family: str, name: str | None, part: str) -> Sequence[Any]:
        """Return a style and those it is based on, the outermost first."""
        chain: list[Any] = []
        style = self.find(family, name, part)
        while style is not None and len(chain) < _DEEPEST:
            chain.append(style)
            style = self.find(family, style.get(_PARENT), COMMON)
        return chain[::-1]

    def built(self, place: str) -> Iterator[Any]:
        """Yield the clean styles that stand in one place, in the order they were asked for."""
        return (style for where, style in self._built if where == place)

    def shared(self) -> Iterator[Any]:
        """Yield the clean defaults of the families, and the numbering of headings."""
        for family in _DEFAULTS:
            if family in self.defaults:
                made = etree.Element(q("style:default-style"), {_FAMILY: family})
                self.properties(self.defaults[family], made)
                yield made
        yield from self.built(COMMON)
        if self.outline is not None:
            yield self._list(self.outline, "Outline", COMMON)

    def properties(self, source: Any, target: Any) -> None:
        """Put the clean properties of a style under `target`."""
        for group in source:
            if group.tag in _GROUPS:
                self._group(group, etree.SubElement(target, group.tag))

    def _group(self, source: Any, made: Any) -> None:
        kept = {
            name: text
            for name, text in source.attrib.items()
            if name in PROPERTIES and value(text) is not None
        }
        for name, family in _FONT_NAMES.items():
            known = font(self._fonts.get(source.get(name, ""), source.get(family, "")))
            if known is not None:
                kept[family] = f"'{known}'"
        for name in sorted(kept):
            made.set(name, kept[name])
        for child in source:
            if child.tag in _WITHIN or child.tag in _GROUPS:
                inner = etree.SubElement(made, child.tag)
                allowed = _WITHIN_ATTRIBUTES if child.tag in _WITHIN else PROPERTIES
                _copied(child, inner, allowed)
                for deeper in child:
                    if deeper.tag in _WITHIN:
                        _copied(deeper, etree.SubElement(inner, deeper.tag), _WITHIN_ATTRIBUTES)

    def _take(self, group: Any, place: str) -> None:
        for style in group if group is not None else ():
            family = style.get(_FAMILY, "")
            if style.tag == q("style:style") and family in _FAMILIES:
                self._found.setdefault((place, family, style.get(_NAME, "")), style)
            elif style.tag == q("text:list-style"):
                self._found.setdefault((place, _LIST_FAMILY, style.get(_NAME, "")), style)
            elif style.tag == q("style:default-style"):
                self.defaults.setdefault(family, style)
            elif style.tag == q("style:page-layout"):
                self.layouts.setdefault(style.get(_NAME, ""), style)
            elif style.tag == _OUTLINE:
                self.outline = style

    def _style(self, source: Any, name: str, place: str) -> Any:
        family = source.get(_FAMILY)
        made = etree.Element(q("style:style"), {_NAME: name, _FAMILY: family})
        if name in STYLES and "_20_" in name:
            made.set(q("style:display-name"), name.replace("_20_", " "))
        parent = self.rename(family, source.get(_PARENT), COMMON)
        if parent and parent != name:
            made.set(_PARENT, parent)
        if source.get(_LIST):
            made.set(_LIST, self.rename(_LIST_FAMILY, source.get(_LIST), place))
        if source.get(_MASTER):
            made.set(_MASTER, self.page(source.get(_MASTER)))
        level = source.get(q("style:default-outline-level"), "")
        if value(level) is not None:
            made.set(q("style:default-outline-level"), level)
        self.properties(source, made)
        return made

    def _list(self, source: Any, name: str, place: str) -> Any:
        made = etree.Element(source.tag, {_NAME: name})
        for level in source:
            number = level.get(_LEVEL, "")
            if not number.isdecimal() or len(number) > 2:
                continue
            tag = level.tag if level.tag in _NUMBERED else _BULLET
            new = etree.SubElement(made, tag, {_LEVEL: number})
            if tag in _NUMBERED:
                self._numbered(level, new)
            else:
                mark = level.get(q("text:bullet-char"), "")
                new.set(q("text:bullet-char"), label(mark, bullet=True))
                self.labels_changed += mark != label(mark, bullet=True)
            self.properties(level, new)
        return made

    def _numbered(self, source: Any, made: Any) -> None:
        kind = source.get(q("style:num-format"), "")
        made.set(q("style:num-format"), kind if kind in _FORMATS else "1")
        for side in ("style:num-prefix", "style:num-suffix"):
            text = source.get(q(side), "")
            clean = label(text, bullet=False)
            self.labels_changed += clean != text
            if clean:
                made.set(q(side), clean)
        for name in ("text:display-levels", "text:start-value"):
            number = source.get(q(name), "")
            if number.isdecimal() and len(number) < 7:
                made.set(q(name), number)


def _copied(source: Any, made: Any, allowed: Iterable[str]) -> None:
    for name, text in sorted(source.attrib.items()):
        if name in allowed and value(text) is not None:
            made.set(name, text)
