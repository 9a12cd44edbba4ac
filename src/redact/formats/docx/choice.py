"""Choose what of an element is read: one branch, a content; and what is passed over in silence."""

from typing import Any

from redact.formats.docx.flows import Collector
from redact.formats.docx.names import MC, W14, WP, WPC, WPG, WPS, M, q, tags, w

_KNOWN = frozenset({WPS, WPG, WPC, W14, WP})
_CHOICE, _FALLBACK = q(MC, "Choice"), q(MC, "Fallback")
#: What is left out without a word about it: properties, marks, and what was deleted.
_SILENT = tags(
    "pPr rPr tblPr tblGrid trPr tcPr tblPrEx sectPr bookmarkStart bookmarkEnd proofErr permStart"
    " permEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd"
    " moveToRangeStart moveToRangeEnd del moveFrom customXmlInsRangeStart customXmlInsRangeEnd"
    " customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart"
    " customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd sdtPr"
    " sdtEndPr smartTagPr customXmlPr delText"
)


def branch(source: Any) -> Any:
    """Return the one branch that is kept of a choice: the first that is understood."""
    for choice in source.iterchildren(_CHOICE):
        needed = {choice.nsmap.get(prefix) for prefix in choice.get("Requires", "").split()}
        if needed <= _KNOWN:
            return choice
    fallback = source.find(_FALLBACK)
    return fallback if fallback is not None else ()


def contained(control: Any) -> Any:
    """Return what a content control holds."""
    content = control.find(w("sdtContent"))
    return content if content is not None else ()


def passed_over(source: Any, collector: Collector) -> None:
    """Take note of an element that is not copied, where a reader would miss its text."""
    if source.tag in _SILENT:
        return
    if any((each.text or "").strip() for each in source.iter(w("t"), q(M, "t"))):
        collector.notice("unknown elements dropped")
