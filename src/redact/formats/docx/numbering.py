"""The numbering of lists: those in use, numbered anew, with labels that hold no words."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from redact.formats.docx import properties
from redact.formats.docx.names import W, tags, w
from redact.formats.docx.vocabulary import WORDS, label
from redact.formats.package import serialize

_VAL = w("val")
_ILVL = w("ilvl")
_LEVEL_FIRST = tags("start numFmt lvlRestart")
_LEVEL_THEN = tags("isLgl suff")
_LEVELS = tuple(str(level) for level in range(9))


class Numbering:
    """The lists of one document, by the numbers that its paragraphs know them by."""

    def __init__(self, root: Any) -> None:
        self._nums: dict[str, Any] = {}
        self._abstracts: dict[str, Any] = {}
        self._linked: dict[str, Any] = {}
        self._new: dict[str, int] = {}
        self.labels_changed = 0
        if root is None:
            return
        for each in root.iterchildren(w("num")):
            self._nums.setdefault(each.get(w("numId"), ""), each)
        for each in root.iterchildren(w("abstractNum")):
            self._abstracts.setdefault(each.get(w("abstractNumId"), ""), each)
            link = each.find(w("styleLink"))
            if link is not None:
                self._linked.setdefault(link.get(_VAL, ""), each)

    def refer(self, source: Any, target: Any) -> None:
        """Put a paragraph's place in a list under `target`, with the list's new number."""
        made = etree.SubElement(target, source.tag)
        level, num = source.find(_ILVL), source.find(w("numId"))
        if level is not None and level.get(_VAL) in _LEVELS:
            etree.SubElement(made, _ILVL, {_VAL: level.get(_VAL)})
        old = num.get(_VAL, "") if num is not None else ""
        if old == "0":
            etree.SubElement(made, w("numId"), {_VAL: "0"})
        elif old in self._nums:
            new = self._new.setdefault(old, len(self._new) + 1)
            etree.SubElement(made, w("numId"), {_VAL: str(new)})
        if not len(made):
            target.remove(made)

    def build(self, styles: Any) -> bytes | None:
        """Return the part that holds the lists in use, or None where there is none.

        Args:
            styles: What cleans the properties of levels and knows the styles' new ids.
        """
        root = etree.Element(w("numbering"), nsmap={"w": W})
        abstracts: dict[str, int] = {}
        nums = []
        # Cleaning a level's properties may bring further lists into use.
        for old in self._each():
            num = self._nums[old]
            reference = num.find(w("abstractNumId"))
            key = reference.get(_VAL, "") if reference is not None else ""
            abstract = self._abstract(key)
            if abstract is None:
                abstract, key = etree.Element(w("abstractNum")), ""
            if key not in abstracts:
                abstracts[key] = len(abstracts)
                self._build_abstract(abstract, abstracts[key], root, styles)
            nums.append((self._new[old], abstracts[key], num))
        for new, abstract_number, num in nums:
            made = etree.SubElement(root, w("num"), {w("numId"): str(new)})
            etree.SubElement(made, w("abstractNumId"), {_VAL: str(abstract_number)})
            for override in num.iterchildren(w("lvlOverride")):
                self._build_override(override, made, styles)
        return serialize(root) if nums else None

    def _each(self) -> Any:
        done = 0
        while done < len(self._new):
            for old in list(self._new)[done:]:
                done += 1
                yield old

    def _abstract(self, key: str) -> Any:
        abstract = self._abstracts.get(key)
        if abstract is not None:
            link = abstract.find(w("numStyleLink"))
            if link is not None:
                return self._linked.get(link.get(_VAL, ""), abstract)
        return abstract

    def _build_abstract(self, source: Any, number: int, root: Any, styles: Any) -> None:
        made = etree.SubElement(root, w("abstractNum"), {w("abstractNumId"): str(number)})
        kind = source.find(w("multiLevelType"))
        if kind is not None:
            properties.copy_one(kind, made)
        for level in source.iterchildren(w("lvl")):
            self._build_level(level, made, styles)

    def _build_override(self, source: Any, num: Any, styles: Any) -> None:
        if source.get(_ILVL) not in _LEVELS:
            return
        made = etree.SubElement(num, source.tag, {_ILVL: source.get(_ILVL)})
        properties.copy(source, made, tags("startOverride"))
        for level in source.iterchildren(w("lvl")):
            self._build_level(level, made, styles)

    def _build_level(self, source: Any, parent: Any, styles: Any) -> None:
        if source.get(_ILVL) not in _LEVELS:
            return
        made = etree.SubElement(parent, source.tag, {_ILVL: source.get(_ILVL)})
        properties.copy(source, made, _LEVEL_FIRST)
        self._build_style(source, made, styles)
        properties.copy(source, made, _LEVEL_THEN)
        text = source.find(w("lvlText"))
        if text is not None:
            form = source.find(w("numFmt"))
            bullet = form is not None and form.get(_VAL) == "bullet"
            old = text.get(_VAL, "")
            new = label(old, bullet=bullet) if old else ""
            self.labels_changed += old != new and not bullet
            etree.SubElement(made, text.tag, {_VAL: new})
        align = source.find(w("lvlJc"))
        if align is not None and align.get(_VAL) in WORDS:
            properties.copy_one(align, made)
        fills: tuple[tuple[str, Callable[[Any, Any], None]], ...] = (
            ("pPr", styles.paragraph),
            ("rPr", styles.run),
        )
        for name, fill in fills:
            found = source.find(w(name))
            if found is not None:
                fill(found, etree.SubElement(made, w(name)))

    @staticmethod
    def _build_style(source: Any, made: Any, styles: Any) -> None:
        style = source.find(w("pStyle"))
        new = styles.known(style.get(_VAL)) if style is not None else None
        if new is not None:
            etree.SubElement(made, w("pStyle"), {_VAL: new})
