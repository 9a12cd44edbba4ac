"""Where an organization has its seat: the place is a part of its name, or no part of it.

A detector may take the "in" before a place for a part of the name. It is one where a school would
have no name without it ("Police Academy in Tarnbridge"); else it belongs to the sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redact.config import Config
from redact.datamodel import Detection, Span
from redact.lexicon import known_words
from redact.names import with_tail, words

_IN = re.compile(r"\sin\s")
#: What joins the kind of an institution to the name that it is called by.
_PARTICLES = r"(?:(?:de|du|des|di|do|da) (?:(?:la|le|los|las) )?)?"
_LONGEST_HEAD = 30
_OF, _BLANK = " of", re.compile(r"\s")
#: The word lists whose words name nobody in the name of an organization.
_GENERIC = ("nationalities", "unit_words")
_SCHOOLS = frozenset({"university", "academy", "college", "school"})


class Seats:
    """Tells official names from descriptions by the word lists of a configuration."""

    def __init__(self, config: Config) -> None:
        self._generic = frozenset().union(*(config.word_set(name) for name in _GENERIC))
        self._words = known_words()
        self._tails = config.word_set("company_tails")
        heads = "|".join(map(re.escape, config.words["heads_before_names"]))
        self._head = re.compile(rf"\b(?:{heads}) {_PARTICLES}\Z")

    def told(self, text: str, detections: Sequence[Detection]) -> Iterator[Detection]:
        """Yield the detections in their order, an organization with its seat, or without "in".

        What ends with "of" goes on: "Government of" and "India" are one name. Else it loses it.
        """
        last: Detection | None = None
        for each in detections:
            one = self._whole(text, each, last)
            if last is not None and one.span.start < last.span.end:
                last = replace(last, span=Span(last.span.start, max(last.span.end, one.span.end)))
                continue
            if last is not None and last.span.of(text).endswith(_OF):
                if _BLANK.fullmatch(text, last.span.end, one.span.start):
                    whole = Span(last.span.start, one.span.end)
                    last = replace(last, span=whole, score=min(last.score, one.score))
                    continue
                last = _without_of(last)
            if last is not None and _leads_to(text, last, one):
                name = Span(last.span.start, last.span.end - len(" in"))
                if self._is_generic(name.of(text)):
                    whole = Span(last.span.start, one.span.end)
                    last = replace(last, span=whole, score=min(last.score, one.score))
                    continue
                last = replace(last, span=name)
            if last is not None:
                yield last
            last = one
        if last is not None:
            yield _without_of(last) if last.span.of(text).endswith(_OF) else last

    def _whole(self, text: str, one: Detection, last: Detection | None) -> Detection:
        """Return a name with what it begins or ends with, where nobody has found that yet."""
        if one.label == "ORGANIZATION":
            return replace(one, span=with_tail(text, one.span, self._tails))
        return self._with_head(text, one, last) if one.label in ("PERSON", "LOCATION") else one

    def _with_head(self, text: str, name: Detection, last: Detection | None) -> Detection:
        """Return "Centre Antoine Tarn" for "Antoine Tarn"."""
        low = max(name.span.start - _LONGEST_HEAD, last.span.end if last else 0)
        head = self._head.search(text, low, name.span.start)
        if head is None:
            return name
        return replace(name, span=Span(head.start(), name.span.end), label="ORGANIZATION")

    def _is_generic(self, name: str) -> bool:
        found = {word.folded for word in words(name)}
        return not found.isdisjoint(_SCHOOLS) and all(
            word in self._generic or self._words.is_ordinary(word) for word in found
        )


def _without_of(detection: Detection) -> Detection:
    span = Span(detection.span.start, detection.span.end - len(_OF))
    return replace(detection, span=span)


def _leads_to(text: str, organization: Detection, place: Detection) -> bool:
    labels = (organization.label, place.label)
    end = organization.span.end - len(" in")
    return (
        labels == ("ORGANIZATION", "LOCATION")
        and end > organization.span.start
        and _IN.fullmatch(text, end, place.span.start) is not None
    )
