"""A text with spans that follow every edit made to it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Gold:
    """A stretch of text that names an entity; label ``KEEP`` where either outcome is fine."""

    start: int
    end: int
    label: str
    entity: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A letter with its spans, in order and disjoint."""

    text: str
    spans: tuple[Gold, ...]

    def markup(self) -> str:
        """Return the text with its spans marked, for reading."""
        parts: list[str] = []
        at = 0
        for span in self.spans:
            tag = span.label if span.label == "KEEP" else f"{span.label}#{span.entity}"
            parts += [self.text[at : span.start], f"⟦{tag}|{self.text[span.start : span.end]}⟧"]
            at = span.end
        return "".join([*parts, self.text[at:]])


def trimmed(span: Gold, text: str) -> Gold | None:
    """Return the span without white space at its edges, or None where nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return replace(span, start=start, end=end) if start < end else None


def apply(marked: Marked, edits: Iterable[Edit]) -> Marked:
    """Return the letter after some edits, which refer to the text before all of them.

    An edit that overlaps an earlier one, or reaches over the edge of a span, is left out.
    What is inserted at the edge of a span stays outside.
    """
    edges = sorted({edge for span in marked.spans for edge in (span.start, span.end)})
    kept: list[Edit] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        crosses = (
            bisect_right(edges, edit.start) != bisect_right(edges, edit.end - 1)
            if edit.end > edit.start
            else False
        )
        if edit.start >= done and not crosses and (not kept or edit.start > kept[-1].start):
            kept.append(edit)
            done = edit.end
    parts: list[str] = []
    starts: list[int] = []
    shifts = [0]
    at = 0
    for edit in kept:
        parts += [marked.text[at : edit.start], edit.text]
        at = edit.end
        starts.append(edit.start)
        shifts.append(shifts[-1] + len(edit.text) - (edit.end - edit.start))
    text = "".join([*parts, marked.text[at:]])
    insertions = {edit.start: len(edit.text) for edit in kept if edit.start == edit.end}

    def moved(place: int, is_end: bool) -> int:
        before = bisect_right(starts, place)
        shift = shifts[before]
        if before and starts[before - 1] == place:
            shift = shift if not is_end and place in insertions else shifts[before - 1]
        return place + shift

    spans = (replace(s, start=moved(s.start, False), end=moved(s.end, True)) for s in marked.spans)
    cut = (trimmed(span, text) for span in spans)
    return Marked(text, tuple(span for span in cut if span))


def substitute(
    marked: Marked, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str | None]
) -> Marked:
    """Return the letter with matches replaced; None from ``change`` leaves one as it is."""
    edits: list[Edit] = []
    for match in pattern.finditer(marked.text):
        text = change(match)
        if text is not None and text != match[0]:
            edits.append(Edit(match.start(), match.end(), text))
    return apply(marked, edits) if edits else marked


def recase(marked: Marked, change: Callable[[str], str]) -> Marked:
    """Return the letter with each character changed by itself."""
    whole = "".join(map(change, marked.text))
    if len(whole) == len(marked.text):
        return replace(marked, text=whole)
    edits = (Edit(at, at + 1, change(c)) for at, c in enumerate(marked.text) if change(c) != c)
    return apply(marked, edits)
