"""The styles of a document: how they look, and a copy of those in use under neutral names."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from redact.formats.docx import properties
from redact.formats.docx.look import Look, changed, changes, shading, too_low
from redact.formats.docx.names import W, w
from redact.formats.docx.numbering import Numbering
from redact.formats.docx.vocabulary import STYLES, WORDS
from redact.formats.package import serialize

_VAL = w("val")
_ID = w("styleId")
_TYPE = w("type")
_PSTYLE, _RSTYLE, _NUMPR, _RPR, _FONTS = (
    w(name) for name in ("pStyle", "rStyle", "numPr", "rPr", "rFonts")
)
_NUMBERED = f"{w('pPr')}/{_NUMPR}"
_LONGEST_CHAIN = 40
_KINDS = ("paragraph", "character", "table", "numbering")
_FLAGS = ("uiPriority", "semiHidden", "unhideWhenUsed", "qFormat")
_HEADINGS = {"title": 1, **{f"heading {level}": min(level, 6) for level in range(1, 10)}}


class Styles:
    """The styles of one document, by the ids that its parts know them by."""

    def __init__(self, root: Any, theme: Mapping[str, str], numbering: Numbering) -> None:
        self._theme = theme
        self._numbering = numbering
        self._root = root
        self._styles: dict[str, Any] = {}
        self._names: dict[str, tuple[str, str]] = {}
        self._used: set[str] = set()
        self._others = 0
        self._looks: dict[str, Mapping[str, Any]] = {}
        self._headings: dict[str | None, int] = {}
        self._listed: dict[str | None, bool] = {}
        self.defaults: dict[str, str] = {}
        self.plain = Look()
        if root is not None:
            self._collect()

    @property
    def count(self) -> int:
        """How many styles are in use."""
        return len(self._used)

    def refer(self, style_id: str | None, kind: str) -> str | None:
        """Return the neutral id of a style of that kind and count it as used, or None."""
        style = self._styles.get(style_id or "")
        if style is None or style_id is None or style.get(_TYPE, "paragraph") != kind:
            return None
        if style_id not in self._used:
            self._use(style_id)
        return self._names[style_id][0]

    def known(self, style_id: str | None) -> str | None:
        """Return the neutral id of a style that is in use, or None."""
        return self._names[style_id][0] if style_id in self._used and style_id else None

    def look(self, style_id: str | None, kind: str) -> Mapping[str, Any]:
        """Return what a style, or the default of its kind, changes in the look of a run."""
        key = style_id if style_id in self._styles else self.defaults.get(kind)
        if key is None:
            return {}
        if key not in self._looks:
            merged: dict[str, Any] = {}
            for style in reversed(list(self._chain(key))):
                found = style.find(w("rPr"))
                if found is not None:
                    merged.update(changes(found))
                paragraph = style.find(w("pPr"))
                if paragraph is not None:
                    if too_low(paragraph.find(w("spacing"))):
                        merged["buried"] = True
                    ground = shading(paragraph.find(w("shd")))
                    if ground is not None:
                        merged.setdefault("ground", ground)
            self._looks[key] = merged
        return self._looks[key]

    def heading(self, style_id: str | None) -> int:
        """Return the level of a heading that a paragraph style makes, or 0."""
        if style_id not in self._headings:
            self._headings[style_id] = self._heading(style_id)
        return self._headings[style_id]

    def _heading(self, style_id: str | None) -> int:
        for style in self._chain(style_id):
            level = style.find(f"{w('pPr')}/{w('outlineLvl')}")
            if level is not None and str(level.get(_VAL, "9")) in "012345":
                return int(level.get(_VAL)) + 1
            found = _HEADINGS.get(_name(style))
            if found:
                return found
        return 0

    def listed(self, style_id: str | None) -> bool:
        """Return whether a paragraph style makes items of a list."""
        if style_id not in self._listed:
            self._listed[style_id] = any(
                style.find(_NUMBERED) is not None for style in self._chain(style_id)
            )
        return self._listed[style_id]

    def shaded(self, style_id: str | None) -> bool:
        """Return whether a table style colours anything behind its text."""
        return any(next(style.iter(w("shd")), None) is not None for style in self._chain(style_id))

    def run(self, source: Any, target: Any) -> None:
        """Put the clean properties of a run under `target`."""
        for child in source:
            tag = child.tag
            if tag in properties.RUN:
                properties.copy_one(child, target)
            elif tag == _FONTS:
                properties.copy_fonts(child, target, self._theme)
            elif tag == _RSTYLE:
                self._reference(child, target, "character")

    def paragraph(self, source: Any, target: Any) -> None:
        """Put the clean properties of a paragraph under `target`."""
        for child in source:
            tag = child.tag
            if tag in properties.PARAGRAPH:
                properties.copy_one(child, target)
            elif tag == _PSTYLE:
                self._reference(child, target, "paragraph")
            elif tag == _NUMPR:
                self._numbering.refer(child, target)
            elif tag == _RPR:
                self.run(child, self._sub(target, tag))
                _drop_empty(target, target[-1])

    def table(self, source: Any, target: Any) -> None:
        """Put the clean properties of a table under `target`."""
        for child in source:
            if child.tag in properties.TABLE:
                properties.copy_one(child, target)
            elif child.tag == w("tblStyle"):
                self._reference(child, target, "table")

    def build(self) -> bytes:
        """Return the part that holds the styles in use, with all that they lean on."""
        root = etree.Element(w("styles"), nsmap={"w": W})
        if self._root is not None:
            for kind in self.defaults.values():
                self._use(kind)
            found = self._root.find(w("docDefaults"))
            if found is not None:
                self._build_defaults(found, root)
            for style_id, style in self._styles.items():
                if style_id in self._used:
                    self._build_style(style, style_id, root)
        return serialize(root)

    def _collect(self) -> None:
        for style in self._root.iterchildren(w("style")):
            style_id, kind = style.get(_ID), style.get(_TYPE, "paragraph")
            if not style_id or style_id in self._styles or kind not in _KINDS:
                continue
            self._styles[style_id] = style
            if style.get(w("default")) in ("1", "true", "on"):
                self.defaults.setdefault(kind, style_id)
        run = self._root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        if run is not None:
            self.plain = changed(self.plain, changes(run))

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen and len(seen) < _LONGEST_CHAIN:
            assert style_id is not None
            seen.add(style_id)
            style = self._styles[style_id]
            yield style
            based = style.find(w("basedOn"))
            style_id = based.get(_VAL) if based is not None else None

    def _use(self, style_id: str) -> None:
        waiting = [style_id]
        while waiting:
            current = waiting.pop()
            if current in self._used or current not in self._styles:
                continue
            self._used.add(current)
            self._names[current] = self._neutral(self._styles[current])
            for name in ("basedOn", "link", "next"):
                found = self._styles[current].find(w(name))
                if found is not None:
                    waiting.append(found.get(_VAL, ""))

    def _neutral(self, style: Any) -> tuple[str, str]:
        """Return the id and the name of a style now used; others are numbered in that order."""
        taken = {name for _, name in self._names.values()}
        name = STYLES.get(_name(style))
        if name is None or name in taken:
            self._others += 1
            name = f"Style {self._others}"
        words = name.replace("(", "").replace(")", "").split()
        return "".join(word[0].upper() + word[1:] for word in words), name

    def _reference(self, child: Any, target: Any, kind: str) -> None:
        new = self.refer(child.get(_VAL), kind)
        if new is not None:
            etree.SubElement(target, child.tag, {_VAL: new})

    def _build_defaults(self, source: Any, root: Any) -> None:
        defaults = etree.SubElement(root, w("docDefaults"))
        for outer, inner, fill in (
            ("rPrDefault", "rPr", self.run),
            ("pPrDefault", "pPr", self.paragraph),
        ):
            made = etree.SubElement(defaults, w(outer))
            found = source.find(f"{w(outer)}/{w(inner)}")
            if found is not None:
                fill(found, etree.SubElement(made, w(inner)))

    def _build_style(self, style: Any, style_id: str, root: Any) -> None:
        kind = style.get(_TYPE, "paragraph")
        new_id, name = self._names[style_id]
        made = etree.SubElement(root, w("style"), {_TYPE: kind, _ID: new_id})
        if self.defaults.get(kind) == style_id:
            made.set(w("default"), "1")
        if name.casefold() not in STYLES:
            made.set(w("customStyle"), "1")
        etree.SubElement(made, w("name"), {_VAL: name})
        for child in style:
            tag = child.tag
            if tag in (w("basedOn"), w("next"), w("link")):
                new = self.known(child.get(_VAL))
                if new is not None:
                    etree.SubElement(made, tag, {_VAL: new})
            elif tag in _FLAG_TAGS:
                properties.copy_one(child, made)
            else:
                self._build_properties(child, made)
                if tag == w("tblStylePr") and child.get(_TYPE) in WORDS:
                    part = etree.SubElement(made, tag, {_TYPE: child.get(_TYPE)})
                    for inner in child:
                        self._build_properties(inner, part)

    def _build_properties(self, child: Any, made: Any) -> None:
        tag = child.tag
        if tag == w("rPr"):
            self.run(child, self._sub(made, tag))
        elif tag == w("pPr"):
            self.paragraph(child, self._sub(made, tag))
        elif tag == w("tblPr"):
            self.table(child, self._sub(made, tag))
        elif tag == w("trPr"):
            properties.copy(child, self._sub(made, tag), properties.ROW)
        elif tag == w("tcPr"):
            properties.copy(child, self._sub(made, tag), properties.CELL)
        else:
            return
        _drop_empty(made, made[-1])

    @staticmethod
    def _sub(target: Any, tag: str) -> Any:
        return etree.SubElement(target, tag)


_FLAG_TAGS = frozenset(w(name) for name in _FLAGS)


def _drop_empty(parent: Any, child: Any) -> None:
    if not len(child):
        parent.remove(child)


def _name(style: Any) -> str:
    found = style.find(w("name"))
    return str(found.get(_VAL, "")).casefold() if found is not None else ""
