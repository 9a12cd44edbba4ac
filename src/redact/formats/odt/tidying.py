"""Keep in a filled copy the styles that it uses, numbered as if it had been read so."""

import re
from typing import Any

from redact.formats.odt.names import names, q

_NAME = q("style:name")
#: What a style refers to, in the order in which a reader follows it.
_LEANS_ON = (q("style:parent-style-name"), q("style:list-style-name"))
_REFERENCES = (q("text:style-name"), q("table:style-name"), q("draw:style-name"), *_LEANS_ON)
_STYLES = names("style:style text:list-style")
_DEFAULT = q("style:default-style")
_NUMBERED = re.compile(r"[SL]\d+")


def tidy(content: Any, shared: Any) -> None:
    """Drop the styles that nothing uses any more, and number the others in the order of use."""
    _Tidied((content, shared)).apply()


class _Tidied:
    def __init__(self, roots: tuple[Any, Any]) -> None:
        self._roots = roots
        self._known = {each.get(_NAME): each for root in roots for each in root.iter(*_STYLES)}
        self._new: dict[str, str] = {}
        self._order: list[Any] = []
        content, shared = roots
        for story in (content.find(q("office:body")), shared.find(q("office:master-styles"))):
            for element in story.iter():
                for name in _REFERENCES:
                    self._visit(element.get(name))

    def apply(self) -> None:
        homes = [(each, each.getparent()) for each in self._order]
        for each in self._known.values():
            each.getparent().remove(each)
        ends: dict[Any, int] = {}
        for each, home in homes:
            if home not in ends:
                ends[home] = sum(child.tag == _DEFAULT for child in home)
            home.insert(ends[home], each)
            ends[home] += 1
        for root in self._roots:
            for element in root.iter():
                for name in (*_REFERENCES, *((_NAME,) if element.tag in _STYLES else ())):
                    old = element.get(name)
                    if old in self._new:
                        element.set(name, self._new[old])

    def _visit(self, name: str | None) -> None:
        if name is None or name in self._new or name not in self._known:
            return
        number = len(self._new) + 1
        self._new[name] = f"{name[0]}{number}" if _NUMBERED.fullmatch(name) else name
        style = self._known[name]
        for attribute in _LEANS_ON:
            self._visit(style.get(attribute))
        self._order.append(style)
