"""The few rules of style sheets that decide whether a text is seen, and how it looks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bs4 import Tag

#: What decides about being seen, and what a plain copy can show.
PROPERTIES = frozenset(
    {
        "background", "background-color", "background-image", "clip", "clip-path", "color",
        "direction", "display", "font", "font-size", "font-style", "font-weight", "height", "left",
        "margin-left", "margin-top", "max-height", "max-width", "mso-hide", "opacity", "overflow",
        "position", "right", "text-indent", "top", "transform", "unicode-bidi", "visibility",
        "white-space", "width",
    }
)  # fmt: skip
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.S)
_URL = re.compile(r"url\((?:[^)\"']|\"[^\"]*\"|'[^']*')*\)", re.I)
_SEEN_ON_SCREEN = re.compile(r"@media\s+(?:all|screen)\s*$|@(?:layer|supports)\b", re.I)
_COMPOUND = re.compile(r"(?:[a-zA-Z][\w-]*|\*)?(?:[.#][\w-]+)*")
_SIMPLE = re.compile(r"([.#]?)([\w-]+)")
_MOST_RULES = 5_000
_MOST_COMPOUNDS = 8
#: So many elements are asked whether they fit a rule; after that no rule hides anything any more.
_PATIENCE = 500_000


@dataclass(frozen=True, slots=True)
class _Compound:
    """What one element must be to match: its name, its id, its classes."""

    tag: str
    identity: str
    classes: frozenset[str]

    def fits(self, tag: Tag) -> bool:
        return (
            (not self.tag or self.tag == tag.name)
            and (not self.identity or self.identity == tag.get("id"))
            and (not self.classes or self.classes <= classes_of(tag))
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector of nested elements, innermost first, and what it declares."""

    order: tuple[int, int, int, int]
    compounds: tuple[_Compound, ...]
    declared: Mapping[str, tuple[str, bool]]

    def fits(self, tag: Tag) -> tuple[bool, int]:
        """Return whether an element is meant, and how many elements had to be asked."""
        if not self.compounds[0].fits(tag):
            return False, 1
        wanted, asked = 1, 1
        for outer in tag.parents:
            if wanted == len(self.compounds):
                break
            wanted += self.compounds[wanted].fits(outer)
            asked += 1
        return wanted == len(self.compounds), asked


class StyleSheet:
    """The rules of a page; `of` gives the properties of an element, those of its own included."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._by_key: defaultdict[str, list[_Rule]] = defaultdict(list)
        self._patience = _PATIENCE
        count = 0
        for sheet in sheets:
            for selectors, body in _rules(_COMMENT.sub("", sheet)):
                declared = _declarations(body)
                for selector in selectors.split(",") if declared else ():
                    compounds = _compounds(selector)
                    count += 1
                    if compounds and count <= _MOST_RULES:
                        self._add(compounds, declared, count)

    def of(self, tag: Tag) -> dict[str, str]:
        """Return the properties of an element that are known, by name."""
        own = tag.attrs.get("style")
        if not own and not self._by_key:
            return {}
        found: dict[str, tuple[str, bool]] = {}
        for rule in sorted(self._matching(tag), key=lambda rule: rule.order):
            _lay_over(found, rule.declared)
        if own:
            _lay_over(found, _declarations(str(own)))
        return {name: value for name, (value, _) in found.items()}

    def _add(
        self,
        compounds: tuple[_Compound, ...],
        declared: Mapping[str, tuple[str, bool]],
        number: int,
    ) -> None:
        ids = sum(bool(each.identity) for each in compounds)
        classes = sum(len(each.classes) for each in compounds)
        tags = sum(bool(each.tag) for each in compounds)
        inner = compounds[0]
        if inner.identity:
            key = f"#{inner.identity}"
        elif inner.classes:
            key = f".{min(inner.classes)}"
        else:
            key = inner.tag
        self._by_key[key].append(_Rule((ids, classes, tags, number), compounds, declared))

    def _matching(self, tag: Tag) -> Iterator[_Rule]:
        keys = ["", tag.name, *(f".{name}" for name in classes_of(tag))]
        if "id" in tag.attrs:
            keys.append(f"#{tag.attrs['id']}")
        for key in keys:
            for rule in self._by_key.get(key, ()):
                if self._patience < 0:
                    return
                fits, asked = rule.fits(tag)
                self._patience -= asked
                if fits:
                    yield rule


def classes_of(tag: Tag) -> frozenset[str]:
    """Return the names of the classes of an element."""
    value = tag.attrs.get("class", ())
    return frozenset(value.split() if isinstance(value, str) else value)


def _lay_over(below: dict[str, tuple[str, bool]], above: Mapping[str, tuple[str, bool]]) -> None:
    for name, (value, important) in above.items():
        if important or not below.get(name, ("", False))[1]:
            below[name] = (value, important)


def _declarations(body: str) -> dict[str, tuple[str, bool]]:
    """Return the properties that a rule declares, each with whether it is important."""
    found: dict[str, tuple[str, bool]] = {}
    for declaration in _URL.sub("url()", body).split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in PROPERTIES:
            value, mark, _ = value.strip().lower().partition("!")
            found[name] = (value.strip(), bool(mark))
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield each rule that holds on a screen of any size, as its selectors and its body."""
    shown: list[bool] = []
    start = 0
    selector = ""
    for match in re.finditer(r"[{};]", sheet):
        before = sheet[start : match.start()].strip()
        if match[0] == "{":
            start = match.end()
            if before.startswith("@"):
                shown.append(bool(_SEEN_ON_SCREEN.match(before)))
                selector = ""
            else:
                selector = before
        elif match[0] == "}":
            start = match.end()
            if selector:
                if all(shown):
                    yield selector, before
                selector = ""
            elif shown:
                shown.pop()
        elif not selector:
            start = match.end()


def _compounds(selector: str) -> tuple[_Compound, ...]:
    """Return the parts of a selector, innermost first, or nothing where it is not so simple."""
    words = [word for word in re.split(r"[\s>]+", selector.strip()) if word]
    if not words or len(words) > _MOST_COMPOUNDS:
        return ()
    if any(_COMPOUND.fullmatch(word) is None for word in words):
        return ()
    return tuple(_compound(word) for word in reversed(words))


def _compound(word: str) -> _Compound:
    tag, identity, classes = "", "", set()
    for kind, name in _SIMPLE.findall(word):
        if kind == "#":
            identity = name
        elif kind == ".":
            classes.add(name)
        else:
            tag = name.lower()
    return _Compound(tag, identity, frozenset(classes))
