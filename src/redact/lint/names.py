"""Find names that are left: beside a hidden one, or readable where their like is hidden."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redact.config import Config
from redact.datamodel import LABELS, Span
from redact.lint.addresses import HiddenAddresses
from redact.lint.beside import Beside
from redact.lint.blackouts import blackout_places
from redact.lint.findings import Finding, Kind
from redact.lint.marks import Mark
from redact.lint.vocabulary import Vocabulary
from redact.spanset import SpanSet

#: What the labels of left names are called in a message.
_CALLED = {
    "PERSON": "person",
    "ORGANIZATION": "organization",
    "LOCATION": "place",
    "EMAIL_ADDRESS": "e-mail address",
    "PHONE_NUMBER": "telephone number",
    "URL": "link",
    "HANDLE": "handle",
    "DATE_OF_BIRTH": "date of birth",
}
_OTHER = "number that identifies"
_BESIDE = "part of a name left beside a hidden one"
_DOMAIN_LEFT = "domain of an address left behind its hidden part"
_PLACES = ("ORGANIZATION", "LOCATION")
_LINKS = frozenset({"URL", "EMAIL_ADDRESS", "PHONE_NUMBER", "HANDLE"})
#: Between the parts of one name of an organisation or a place.
_JOINT = re.compile(r"[ \t\u00a0-]| of ")
_NEAR = 4
_ACRONYM = re.compile(r"[ \t\u00a0]\(([A-Z][A-Za-z]{0,4}[A-Z])\)")
#: The rest of an address of which the first part is hidden.
_DOMAIN = re.compile(r"@((?:[\w-]+\.)+[^\W\d_]{2,})")
#: What parts a link: a name is left where it stands in one part with a hidden one.
_LINK_PARTS = re.compile(r"[^/?#&=]+")
_COUNTRIES = frozenset({"USA", "US", "UK", "EU", "UAE", "RF", "GB", "AI", "ML"})
#: Where a letter says to whom it is written, or what for: the host stays readable.
_TO_THE_HOST = re.compile(
    r"\b(?:appl(?:y|ying) (?:to|for)|applications?|admissions?|apprenticeship|committee(?! ?,)"
    r"|to (?:attend|join)|why|candidacy|recruitment)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s+|\n[ \t]*\n")
_BEFORE = 200
_SUBJECT = re.compile(r"[ \t>*#]*(?:subject|re|to|betreff|regarding)[ \t]*:", re.IGNORECASE)
#: The lines of a letterhead that say to whom the letter goes.
_ADDRESSEE = re.compile(
    r"\b(?:admissions?|committee|recruitment|board|office|team|attn|attention|fao|dear)\b"
    r"|t\.a\.v\.|z\. ?hd\.",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[ \t\r>]*\n")
_SHORT = 60
_TITLE = re.compile(
    r"\b(?:letter|application|applying|motivation|statement|recommendation|reference|registration)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A mention that redaction would hide: its place, its label and entity, whether it is sure."""

    span: Span
    label: str
    number: int
    sure: bool = True

    def __post_init__(self) -> None:
        if self.label not in LABELS:
            raise ValueError(f"unknown label {self.label}")


@dataclass(frozen=True, slots=True)
class Seen:
    """What redaction would still hide in a letter, and what it keeps because it is told to."""

    sightings: tuple[Sighting, ...] = ()
    kept: tuple[Span, ...] = ()


class NameCheck:
    """Finds names that are left, by the word lists of a configuration."""

    def __init__(self, config: Config, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._beside = Beside(config, vocabulary)

    def findings(self, text: str, marks: Sequence[Mark], seen: Seen) -> tuple[Finding, ...]:
        """Return where names are left; no message holds one."""
        practice = _Practice(text, marks, seen, self._vocabulary)
        hidden_spans = [mark.span for mark in marks]
        hidden = SpanSet(hidden_spans)
        kept = SpanSet(seen.kept)
        domains = [span for span in _domains(text, marks) if not kept.touching(span)]
        found = [_finding(span, "EMAIL_ADDRESS", _DOMAIN_LEFT) for span in domains]
        blacked = blackout_places(text)
        nothing = SpanSet((*domains, *blacked))
        for sighting in seen.sightings:
            if not _says_more(text, sighting.span, nothing):
                continue
            if hidden.touching(sighting.span):
                attached = self._attached(text, sighting, hidden, nothing)
                found += (_finding(span, "PERSON", _BESIDE) for span in attached)
            elif practice.is_beside(sighting):
                found.append(_finding(sighting.span, sighting.label, _BESIDE))
            elif practice.betrays(sighting):
                found.append(_finding(sighting.span, sighting.label))
        told = SpanSet((*seen.kept, *hidden_spans, *blacked, *(one.span for one in found)))
        for label, spans in (
            ("PERSON", self._beside.spans(text, marks)),
            ("ORGANIZATION", _acronyms(text, marks, self._vocabulary)),
            ("LOCATION", practice.addresses.left()),
        ):
            for span in spans:
                if not told.touching(span):
                    told.add(span)
                    found.append(_finding(span, label, _BESIDE))
        return tuple(found)

    def _attached(
        self, text: str, sighting: Sighting, hidden: SpanSet, nothing: SpanSet
    ) -> Iterator[Span]:
        """Yield the name words of a sighting that is hidden in part; of a link, in that part."""
        spans = [sighting.span]
        if sighting.label == "URL":
            parts = _LINK_PARTS.finditer(text, sighting.span.start, sighting.span.end)
            spans = [Span(*part.span()) for part in parts]
        for span in spans:
            if hidden.touching(span):
                for word in self._beside.attached(text, span, hidden):
                    if not nothing.touching(word):
                        yield word


class _Practice:
    """What the hand that redacted a letter has hidden, and what it chose to keep."""

    def __init__(
        self, text: str, marks: Sequence[Mark], seen: Seen, vocabulary: Vocabulary
    ) -> None:
        self._text = text
        self.addresses = HiddenAddresses(text, marks, vocabulary)
        labels = [vocabulary.label(mark.reading.word) for mark in marks]
        self._hidden = frozenset(label for label in labels if label is not None)
        self._marks = SpanSet(mark.span for mark in marks)
        self._labels = dict(zip((mark.span for mark in marks), labels, strict=True))
        self._often = Counter((one.label, one.number) for one in seen.sightings)

    def is_beside(self, sighting: Sighting) -> bool:
        """Return whether a sighting is a part of a name whose other part is hidden."""
        span = sighting.span
        around = Span(max(0, span.start - _NEAR), span.end + _NEAR)
        alike = _PLACES if sighting.label in _PLACES else ("PERSON",)
        if sighting.label not in (*_PLACES, "PERSON"):
            return False
        if sighting.label == "LOCATION" and self.addresses.holds(span):
            return True
        for mark in self._marks.touching(around):
            low, high = min(span.end, mark.end), max(span.start, mark.start)
            if self._labels.get(mark) in alike and _JOINT.fullmatch(self._text, low, high):
                return True
        return False

    def betrays(self, sighting: Sighting) -> bool:
        """Return whether a sighting is readable although its like is hidden.

        An organisation or a place that the letter names more than once and never hides, or that
        it is written to, is what the hand chose to keep.
        """
        if sighting.label == "URL":
            return bool(self._hidden & _LINKS)
        if sighting.label not in _PLACES:
            return sighting.sure
        if not sighting.sure or sighting.label not in self._hidden:
            return False
        alone = self._often[sighting.label, sighting.number] == 1
        return alone and not self._is_host(sighting.span)

    def _is_host(self, span: Span) -> bool:
        line = self._text.rfind("\n", 0, span.start) + 1
        if _SUBJECT.match(self._text, line):
            return True
        if not self._text[:line].strip() and _TITLE.search(self._text, line, span.start):
            return True
        if self._is_addressed(span):
            return True
        before = self._text[max(0, span.start - _BEFORE) : span.start]
        sentence = _SENTENCE_END.split(before)[-1]
        return _TO_THE_HOST.search(sentence) is not None

    def _is_addressed(self, span: Span) -> bool:
        """Whether a span is in a block of short lines that says to whom the letter goes."""
        before = _BLANK_LINE.split(self._text[max(0, span.start - _BEFORE) : span.start])[-1]
        behind = _BLANK_LINE.split(self._text[span.start : span.end + _BEFORE])[0]
        block = before + behind
        short = all(len(line) <= _SHORT for line in block.splitlines())
        return short and _ADDRESSEE.search(block) is not None


def _acronyms(text: str, marks: Sequence[Mark], vocabulary: Vocabulary) -> Iterator[Span]:
    """Yield the acronyms that stand in brackets after the hidden name of an organisation."""
    for mark in marks:
        if vocabulary.label(mark.reading.word) == "ORGANIZATION":
            match = _ACRONYM.match(text, mark.span.end)
            if match is not None and match[1] not in _COUNTRIES:
                yield Span(*match.span(1))


def _domains(text: str, marks: Sequence[Mark]) -> Iterator[Span]:
    """Yield the domains of addresses that are hidden up to the sign before it."""
    for mark in marks:
        match = _DOMAIN.match(text, mark.span.end)
        if match is not None:
            yield Span(*match.span(1))


def _says_more(text: str, span: Span, nothing: SpanSet) -> bool:
    """Whether a letter or a digit of a span is outside of what tells nothing more."""
    return any(char.isalnum() for part in nothing.outside(span) for char in part.of(text))


def _finding(span: Span, label: str, message: str = "") -> Finding:
    told = message or f"{_CALLED.get(label, _OTHER)} still readable"
    return Finding(span, Kind.NAME, told, label=label)
