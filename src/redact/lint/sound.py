"""Placeholders whose brackets are in order: any kind of bracket, any spelling."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from redact.datamodel import NAME_LABELS, Span
from redact.lint.marks import Mark
from redact.lint.style import CLOSING, Case, Style, case_of, prevailing
from redact.lint.vocabulary import Reading, Vocabulary

_SQUARE, _ROUND = "[", "("
_KINDS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        opening: re.compile(rf"{re.escape(opening)}([^\[\]<>(){{}}]{{1,40}}){re.escape(closing)}")
        for opening, closing in CLOSING.items()
        if len(opening) == 1
    }
)
#: What follows the text of a link: its target, or the name of one.
_TARGET = re.compile(
    r"\((?:[\w.+-]+:|[#/.<]|www\.|\[(?:url|link|web|e-?mail|mail)|\S+\.\w{2,5}\))"
    r"|:[ \t]*(?:https?:|<)"
)
_REFERENCE = re.compile(r"\[[^\[\]\n]+\]")
_END_TAG = re.compile(r"</([^<>]{1,40})>")
_CAPTION = re.compile(r"[ \t]*:")
_RULED = re.compile(r"_{3,}|\.{4,}|…{2,}|-{4,}")
_ANOTHER_BEFORE = re.compile(r"[\[<{]([^\[\]<>{}]+)[\]>}][ \t]?\Z")
_NEAR = 30
#: After these a word in round brackets stands for what it names; after a noun it may explain that.
_AWAITING = frozenset(
    {"a", "about", "am", "and", "are", "as", "at", "be", "been", "but", "by", "called", "dear"}
    | {"dr", "for", "from", "hello", "hi", "in", "into", "is", "met", "mr", "mrs", "ms", "near"}
    | {"of", "on", "or", "our", "prof", "professor", "since", "than", "that", "the", "this", "to"}
    | {"under", "was", "when", "where", "which", "while", "who", "with", "your", "my", "named"}
)
_BEFORE = re.compile(r"(?:(?P<word>[^\W\d_]+)\.?|[.,;:!?–—]|\n[ \t>]*\r?\n)\s*\Z|\A\s*\Z")
#: Round brackets are a style of their own from so many placeholders on; a few explain a word.
_MANY = 3
#: A misspelt word of this length is known as one whatever its brackets and capitals.
_TELLING = 6


@dataclass(frozen=True, slots=True)
class _Candidate:
    span: Span
    opening: str
    inner: str = field(repr=False)

    def read_as(self, reading: Reading) -> Mark:
        text = self.inner.strip()
        broken = self.inner.count("\n") > text.count("\n")
        return Mark(self.span, (reading,), self.opening, padded=self.inner != text, doubtful=broken)


def sound_marks(text: str, vocabulary: Vocabulary) -> tuple[Mark, ...]:
    """Return the placeholders with sound brackets, misspelt ones too, in reading order."""
    candidates = tuple(_candidates(text))
    known = [
        one.read_as(reading)
        for one in candidates
        if (reading := vocabulary.read(one.inner)) is not None
    ]
    sure = [mark for mark in known if _is_sure(mark, vocabulary)]
    used = frozenset(mark.reading.word for mark in sure)
    style = style_of(sure)
    rest = [mark for mark in known if not _is_sure(mark, vocabulary)]
    found = [
        *sure,
        *(mark for mark in rest if mark.opening != _ROUND and _fits(mark, style, used)),
        *_round_ones(text, rest, used, vocabulary),
        *_misspelt(candidates, used, style, vocabulary),
    ]
    usual = style_of(found).opening
    return tuple(
        _doubted(text, _doubled(text, mark, vocabulary), usual)
        for mark in sorted(found, key=lambda mark: mark.span)
    )


def style_of(marks: Sequence[Mark]) -> Style:
    """Return the style of most of these placeholders, the broken ones left out."""
    sound = [mark for mark in marks if mark.fault is None]
    return prevailing(
        (mark.opening for mark in sound),
        (mark.case for mark in sound),
        (mark.reading.joint for mark in sound if mark.reading.number),
    )


def is_link(text: str, end: int) -> bool:
    """Return whether what stands in square brackets up to here is the text of a link."""
    named = _REFERENCE.match(text, end)
    if named is not None and re.search(rf"^{re.escape(named[0])}:", text, re.MULTILINE):
        return True
    return _TARGET.match(text, end) is not None


def _candidates(text: str) -> Iterator[_Candidate]:
    tags = frozenset(_END_TAG.findall(text))
    for opening, pattern in _KINDS.items():
        for match in pattern.finditer(text):
            if opening == _SQUARE and is_link(text, match.end()):
                continue
            if opening == "<" and match[1] in tags:
                continue
            yield _Candidate(Span(*match.span()), opening, match[1])


def _is_sure(mark: Mark, vocabulary: Vocabulary) -> bool:
    """Whether this is a placeholder whatever else the letter holds."""
    if mark.opening == _ROUND:
        return False
    plainly = mark.opening == _SQUARE and mark.case is Case.LOWER
    return plainly or vocabulary.is_strong(mark.reading.word)


def _fits(mark: Mark, style: Style, used: Collection[str]) -> bool:
    """Whether an ordinary word in brackets looks like the placeholders of its letter."""
    alike = mark.opening == style.opening and mark.case is style.case
    return bool(used) and (alike or mark.reading.word in used)


def _round_ones(
    text: str, marks: Sequence[Mark], used: Collection[str], vocabulary: Vocabulary
) -> Iterator[Mark]:
    """Yield the placeholders in round brackets, which most often explain and hide nothing."""
    likely = [
        mark
        for mark in marks
        if mark.opening == _ROUND
        and (mark.reading.word in used or vocabulary.is_strong(mark.reading.word))
        and not _explains(text, mark, vocabulary)
    ]
    if used or len(likely) >= _MANY:
        for mark in likely:
            names = vocabulary.label(mark.reading.word) in NAME_LABELS
            yield mark if names else replace(mark, doubtful=True)


def _explains(text: str, mark: Mark, vocabulary: Vocabulary) -> bool:
    """Whether a word in round brackets is a caption, or explains what stands before it."""
    start, end = mark.span.start, mark.span.end
    above = text.rfind("\n", 0, max(0, text.rfind("\n", 0, start))) + 1
    if _CAPTION.match(text, end) or _RULED.search(text, above, start):
        return True
    another = _ANOTHER_BEFORE.search(text[max(0, start - _NEAR) : start])
    if another is None or vocabulary.label(mark.reading.word) == "PERSON":
        return False
    return another[1].strip().casefold() != mark.reading.spelling.casefold()


def _misspelt(
    candidates: Sequence[_Candidate], used: Collection[str], style: Style, vocabulary: Vocabulary
) -> Iterator[Mark]:
    for one in candidates:
        if one.opening == _ROUND and style.opening != _ROUND:
            continue
        if vocabulary.read(one.inner) is not None:
            continue
        text = one.inner.strip()
        shown = Style(one.opening, case_of(text), style.joint)
        alike = shown in (style, Style(joint=style.joint))
        reading = vocabulary.nearest(one.inner, used)
        if reading is None:
            continue
        if (used and alike) or len(text) >= _TELLING:
            yield one.read_as(reading)
        elif one.opening == style.opening and reading.word in used and reading.certain:
            exchanged = sorted(reading.written.casefold()) == sorted(reading.word)
            yield replace(one.read_as(reading), doubtful=not exchanged)


def _doubled(text: str, mark: Mark, vocabulary: Vocabulary) -> Mark:
    """Return a mark with its brackets doubled where the same pair stands around it.

    Around an e-mail address angle brackets stand anyhow.
    """
    start, end = mark.span.start, mark.span.end
    closing = CLOSING[mark.opening]
    doubled = mark.opening * 2
    if doubled not in CLOSING or start == 0:
        return mark
    if text[start - 1] != mark.opening or text[end : end + 1] != closing:
        return mark
    address = vocabulary.label(mark.reading.word) == "EMAIL_ADDRESS"
    if is_link(text, end + 1) if mark.opening == _SQUARE else address:
        return mark
    return replace(mark, span=Span(start - 1, end + 1), opening=doubled)


def _doubted(text: str, mark: Mark, usual: str) -> Mark:
    """Return a mark in unusual brackets, doubtful where these may be ordinary ones.

    As of `List<name>`, and of "your signature (name)".
    """
    if mark.opening == usual or not mark.span.start:
        return mark
    before = text[max(0, mark.span.start - _NEAR) : mark.span.start]
    doubtful = before[-1:].isalnum() or before[-1:] == "_"
    if mark.opening == _ROUND and not doubtful:
        match = _BEFORE.search(before)
        word = match["word"] if match else None
        doubtful = match is None or (word is not None and word.casefold() not in _AWAITING)
    return replace(mark, doubtful=True) if doubtful else mark
