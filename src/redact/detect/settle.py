"""Overlaps of detections are settled in one stated order, and no covered letter is given up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from redact.datamodel import HUMAN_DECISION, LABELS, Detection, Span
from redact.prose import combines
from redact.spanset import SpanSet

#: Labels whose detections are exact by their form; they win over names that touch them.
_EXACT = (
    "EMAIL_ADDRESS",
    "URL",
    "IBAN_CODE",
    "CREDIT_CARD",
    "DATE_OF_BIRTH",
    "ID_NUMBER",
    "IP_ADDRESS",
    "PHONE_NUMBER",
    "HANDLE",
)
#: Recognizers that know rather than guess, in the order of precedence.
_CERTAIN = MappingProxyType({HUMAN_DECISION: 0, "roster": 1})
#: What stands between the parts of one name: a blank, a hyphen, or a particle that joins them.
_WITHIN_A_NAME = re.compile(
    r" (?:(?:a/[lp]|bin|binti|bint|bte|b\.|ibn|von und zu|von|van der|van den|van|de la|del"
    r"|dos|und zu|ter|al-?) )?|/[lp] |[-\u2010\u2011'’]"
)
#: "QUISPE MAMANI, Rosa Luz": capitals before the comma, and none behind it.
_SURNAMES_FIRST = ", "
#: A quoted line ends within a name where it is as long as a line of prose.
_WRAPPED = re.compile(r" ?\n[ \t]*>[> \t]*")
_LONG_LINE = 50
_PLAIN = re.compile(r"[^\w]*")
#: What joined the rest of a span to the better name that took the other part of it.
_JOINT = r"(?:in|at|and|or|from|to|on|by|with)"
_LED = re.compile(rf"(?:{_JOINT}\s+)+|{_JOINT}\Z")
_LEADS = re.compile(rf"(?:\s+{_JOINT})+\Z")


def settle(text: str, detections: Sequence[Detection]) -> tuple[Detection, ...]:
    """Return disjoint detections that cover every letter and digit that the given ones covered.

    The order of precedence, first rule that tells two detections apart:

    1. exact forms (`_EXACT`, in that order) before names;
    2. what a person decided to hide, then known names of the roster;
    3. the longer span;
    4. the higher score;
    5. the order of `LABELS`, then of recognizer names.

    The winner keeps its span; what a loser covers outside of it stays hidden under the loser's
    label, and no white space, punctuation or mere preposition is left at its edges. Two people with
    nothing but a blank, a hyphen or a joining particle between them are one.
    """
    taken = SpanSet()
    settled: list[Detection] = []
    for detection in sorted((_with_marks(text, one) for one in detections), key=_precedence):
        for span in taken.outside(detection.span):
            trimmed = _trimmed(text, span) if span != detection.span else span
            if trimmed is not None:
                settled.append(replace(detection, span=trimmed))
                taken.add(trimmed)
    return tuple(_joined(text, sorted(settled)))


def _with_marks(text: str, detection: Detection) -> Detection:
    """Return the detection with the rest of a word that was cut at a mark of one of its letters."""
    start, end = detection.span.start, detection.span.end
    while end < len(text) and _is_cut(text, end):
        end += 1
    while start > 0 and _is_cut(text, start):
        start -= 1
    if (start, end) == (detection.span.start, detection.span.end):
        return detection
    return replace(detection, span=Span(start, end))


def _is_cut(text: str, at: int) -> bool:
    """Return whether an offset lies before a mark, or between a mark and the next letter."""
    before, after = text[at - 1], text[at]
    return (combines(after) and _ends_word(before)) or (combines(before) and after.isalpha())


def _joined(text: str, detections: Sequence[Detection]) -> Iterator[Detection]:
    """Yield the detections, with a first and a family name that were found apart as one."""
    last: Detection | None = None
    for detection in detections:
        if last is not None and _one_person(text, last, detection):
            span = Span(last.span.start, detection.span.end)
            last = replace(last, span=span, score=min(last.score, detection.score))
            continue
        if last is not None:
            yield last
        last = detection
    if last is not None:
        yield last


def _one_person(text: str, left: Detection, right: Detection) -> bool:
    if not left.label == right.label == "PERSON":
        return False
    if _WITHIN_A_NAME.fullmatch(text, left.span.end, right.span.start):
        return True
    if text[left.span.end : right.span.start] == _SURNAMES_FIRST:
        return left.span.of(text).isupper() and not right.span.of(text).isupper()
    wraps = _WRAPPED.fullmatch(text, left.span.end, right.span.start)
    return wraps is not None and left.span.end - text.rfind("\n", 0, left.span.end) > _LONG_LINE


def _precedence(detection: Detection) -> tuple[int, int, int, float, int, str, int]:
    exact = detection.label in _EXACT
    return (
        _EXACT.index(detection.label) if exact else len(_EXACT),
        _CERTAIN.get(detection.recognizer, len(_CERTAIN)),
        -len(detection.span),
        -detection.score,
        LABELS.index(detection.label),
        detection.recognizer,
        detection.span.start,
    )


def _trimmed(text: str, span: Span) -> Span | None:
    start = _after(_LED, text, _after(_PLAIN, text, span.start, span.end), span.end)
    leads = _LEADS.search(text, start, span.end)
    end = leads.start() if leads else span.end
    while end > start and not (_ends_word(text[end - 1]) or text[end - 1] == "."):
        end -= 1
    while end > start and not _ends_word(text[end - 1]) and end - start < 3:
        end -= 1
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def _after(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.match(text, start, end)
    return found.end() if found else start


def _ends_word(char: str) -> bool:
    return char.isalnum() or combines(char)
