"""Check the placeholders of a letter: spelling, brackets, one style, one word for one thing."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from redact.datamodel import Span
from redact.lint.blackouts import blackouts
from redact.lint.broken import broken_marks
from redact.lint.findings import Finding, Kind, in_order
from redact.lint.marks import Mark
from redact.lint.sound import is_link, sound_marks, style_of
from redact.lint.style import CLOSING, Style
from redact.lint.vocabulary import SYNONYMS, Vocabulary
from redact.spanset import SpanSet


@dataclass(frozen=True, slots=True)
class Placeholders:
    """The placeholders of a letter in reading order, and what is wrong with them."""

    marks: tuple[Mark, ...]
    style: Style
    findings: tuple[Finding, ...]


def check(text: str, vocabulary: Vocabulary) -> Placeholders:
    """Return the placeholders of a letter and what is wrong with them."""
    sound = sound_marks(text, vocabulary)
    style = style_of(sound)
    marks, strays = _with_broken(text, sound, style, vocabulary)
    findings = [finding for mark in marks for finding in _of_mark(text, mark, style)]
    findings += _glued(text, marks)
    findings += _numbering(marks)
    findings += _words(marks, style)
    if marks:
        findings += [_stray(text, span) for span in strays]
        findings += blackouts(text, SpanSet(mark.span for mark in marks))
    return Placeholders(marks, style, in_order(findings))


def _with_broken(
    text: str, sound: Sequence[Mark], style: Style, vocabulary: Vocabulary
) -> tuple[tuple[Mark, ...], tuple[Span, ...]]:
    """Return all placeholders, where broken ones hold others these, and the stray brackets."""
    broken: list[Mark] = []
    strays: list[Span] = []
    for opening in dict.fromkeys(("[", "{", style.opening[:1])):
        if opening == "(":
            continue
        found = broken_marks(text, sound, opening, vocabulary)
        broken += found.marks
        strays += found.strays if opening == "[" else ()
    taken = SpanSet()
    kept: list[Mark] = []
    for mark in sorted((*broken, *sound), key=lambda mark: (-len(mark.span), mark.span)):
        if not taken.touching(mark.span):
            taken.add(mark.span)
            kept.append(mark)
    free = tuple(span for span in strays if not taken.touching(span))
    return tuple(sorted(kept, key=lambda mark: mark.span)), free


def _of_mark(text: str, mark: Mark, style: Style) -> Iterator[Finding]:
    """Yield what is wrong with one placeholder; whatever it is, the suggestion is the same."""
    shown = " ".join(mark.span.of(text).split())
    right = mark.spelt(style)
    for kind, wrong in _wrong(mark, style):
        yield Finding(mark.span, kind, f"{shown} {wrong}", right, mark.certain)


def _wrong(mark: Mark, style: Style) -> Iterator[tuple[Kind, str]]:
    if mark.fault is not None:
        yield Kind.BRACKET, mark.fault.value
    elif mark.opening != style.opening:
        brackets = f"{style.opening} {CLOSING[style.opening]}"
        yield Kind.STYLE, f"stands in other brackets than most here, {brackets}"
    if any(reading.misspelt for reading in mark.readings):
        doubt = "is misspelt" if mark.certain else "may be misspelt"
        yield Kind.MISSPELT, doubt
    if mark.padded:
        yield Kind.STYLE, "has blanks inside its brackets"
    if mark.case is not style.case:
        yield Kind.STYLE, f"is written {mark.case}, most here {style.case}"
    if mark.reading.number and mark.reading.joint != style.joint:
        yield Kind.STYLE, "joins its number in another way than most here"


def _glued(text: str, marks: Sequence[Mark]) -> Iterator[Finding]:
    """Yield placeholders with nothing between them."""
    for left, right in pairwise(marks):
        if left.span.end != right.span.start or is_link(text, right.span.start):
            continue
        joint = Span(left.span.end - 1, right.span.start + 1)
        ends = joint.of(text)
        if left.fault is None and right.fault is None:
            message = f"no blank between two placeholders, {ends}"
            yield Finding(joint, Kind.STYLE, message, f"{ends[0]} {ends[1]}", certain=True)


def _numbering(marks: Sequence[Mark]) -> Iterator[Finding]:
    """Yield the placeholders of a word that is numbered in some places and not in others."""
    everywhere = sum(1 if mark.reading.number else -1 for mark in marks)
    by_word: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if len(mark.readings) == 1:
            by_word[mark.reading.word].append(mark)
    for word, same in by_word.items():
        numbered = [mark for mark in same if mark.reading.number]
        plain = [mark for mark in same if not mark.reading.number]
        if not numbered or not plain:
            continue
        difference = (len(numbered) - len(plain)) or everywhere
        fewer, told = (numbered, "has") if difference < 0 else (plain, "lacks")
        for mark in fewer:
            message = f"{word!r} {told} a number here, unlike elsewhere"
            yield Finding(mark.span, Kind.STYLE, message)


def _words(marks: Sequence[Mark], style: Style) -> Iterator[Finding]:
    """Yield, once each, the words that say what a more frequent or an earlier one says."""
    marks = [mark for mark in marks if not mark.doubtful]
    counts = Counter(mark.reading.word for mark in marks)
    for group in SYNONYMS:
        met = sorted((word for word in counts if word in group), key=lambda word: -counts[word])
        for word in met[1:]:
            mark = next(mark for mark in marks if mark.reading.word == word)
            message = f"{word!r} and {met[0]!r} are two words for one thing"
            yield Finding(mark.span, Kind.WORDS, message)


def _stray(text: str, span: Span) -> Finding:
    return Finding(span, Kind.BRACKET, f"{span.of(text)} has no partner")
