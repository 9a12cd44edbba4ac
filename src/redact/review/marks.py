"""Letter text as HTML: escaped, with marks, and with nothing in it that cannot be seen."""

import html
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from redact.datamodel import Span

#: Without these, scripts and emoji fall apart: the joiners, and the soft hyphen.
_HARMLESS = frozenset("\u200c\u200d\u00ad")
#: Separators that no reader sees as such.
_BREAKS = frozenset("\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span and the element around it."""

    span: Span = field(repr=False)
    opening: str = field(repr=False)
    closing: str


def marked(text: str, inner: Iterable[Mark], outer: Iterable[Mark] = ()) -> str:
    """Return the text as HTML with marks around its spans.

    Marks of one layer that overlap an earlier one are left out; an inner mark that crosses the
    border of an outer one is cut in two.

    >>> marked("a<b", [Mark(Span(0, 1), "<u>", "</u>")])
    '<u>a</u>&lt;b'
    """
    parts: list[str] = []
    within = _disjoint(inner)
    end = 0
    for mark in _disjoint(outer):
        parts.extend(_filled(text, within, end, mark.span.start))
        parts.append(mark.opening)
        parts.extend(_filled(text, within, mark.span.start, mark.span.end))
        parts.append(mark.closing)
        end = mark.span.end
    parts.extend(_filled(text, within, end, len(text)))
    return "".join(parts)


def visible(text: str) -> str:
    """Return the text as HTML; what turns text around, hides in it or controls, as its number.

    >>> visible("a\\u202e<b>")
    'a<i class="x">U+202E</i>&lt;b&gt;'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():
        return html.escape(text)
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char.isprintable() or char in "\n\t":
        return html.escape(char)
    if char in _HARMLESS or (char not in _BREAKS and unicodedata.category(char) == "Zs"):
        return char
    return f'<i class="x">U+{ord(char):04X}</i>'


def _disjoint(marks: Iterable[Mark]) -> list[Mark]:
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (each.span.start, -each.span.end)):
        if not chosen or chosen[-1].span.end <= mark.span.start:
            chosen.append(mark)
    return chosen


def _filled(text: str, marks: Sequence[Mark], start: int, end: int) -> Iterator[str]:
    first = bisect_right(marks, start, key=lambda mark: mark.span.end)
    for mark in islice(marks, first, None):
        low, high = max(mark.span.start, start), min(mark.span.end, end)
        if low >= high:
            break
        yield visible(text[start:low])
        yield f"{mark.opening}{visible(text[low:high])}{mark.closing}"
        start = high
    yield visible(text[start:end])
