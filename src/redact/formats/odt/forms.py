"""What the fields of a form show."""

from collections.abc import Iterator, Mapping
from typing import Any

from redact.formats.odt.names import names, q

_IDS = (q("xml:id"), q("form:id"))
_SHOWN = ("form:current-value", "form:value")
_LABELLED = names("form:button form:checkbox form:radio form:fixed-text form:frame")
_LISTS = names("form:listbox")
_SECRET = names("form:password form:hidden")
_CHOSEN = ("form:current-selected", "form:selected")


def shown_values(roots: Mapping[str, Any]) -> dict[str, str]:
    """Return by the id of each field what a reader of the letter sees in it."""
    found: dict[str, str] = {}
    for root in roots.values():
        for forms in root.iter(q("office:forms")):
            for element in forms.iter():
                for name in _IDS:
                    if element.get(name):
                        found[element.get(name)] = " ".join(_shown(element).split())
    return found


def _shown(element: Any) -> str:
    if element.tag in _SECRET:
        return ""
    if element.tag in _LABELLED:
        return str(element.get(q("form:label"), ""))
    if element.tag in _LISTS:
        return ", ".join(_chosen(element))
    value = next((element.get(q(name)) for name in _SHOWN if element.get(q(name))), None)
    return value or " ".join("".join(each.itertext()) for each in element.iter(q("text:p")))


def _chosen(element: Any) -> Iterator[str]:
    for option in element.iterchildren(q("form:option")):
        if any(option.get(q(name)) == "true" for name in _CHOSEN):
            yield option.get(q("form:label"), "")
