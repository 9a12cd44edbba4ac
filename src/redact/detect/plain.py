"""How sure the model must be of a name that is nothing but ordinary words where it stands."""

import re
from collections.abc import Sequence
from itertools import pairwise
from types import MappingProxyType

from redact.datamodel import Detection, Span
from redact.lexicon import KnownWords, known_words
from redact.names import fold, zipf
from redact.spanset import SpanSet

_WORD = re.compile(r"[^\W_]+")
_FIRST = re.compile(r"(?<![^\W_])[^\W_]")
#: Shorter words may be initials, and are no evidence.
_SHORTEST = 3
_SHORT = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "in", "is", "it", "my", "no", "of", "on"),
        *("or", "our", "the", "to", "us", "we"),
    )
)
_ENDINGS = ("s", "es", "ed", "ing", "ly")
#: What a scanner takes for a letter: "f1oor", "H0USING", "stiII".
_DIGITS = str.maketrans("058", "osb")
_STROKES = ("l", "i")
#: A text with fewer capitals at the start of its words than this is written in small letters.
_FEWEST_CAPITALS = 0.04
#: The score that ordinary words need in small letters, in a text that has capitals.
_SMALL = MappingProxyType({"PERSON": 0.6, "ORGANIZATION": 0.6, "LOCATION": 0.5})
#: In a line of capitals.
_SHOUTED = MappingProxyType({"PERSON": 0.6, "ORGANIZATION": 0.35, "LOCATION": 0.2})
#: Words that are given as names, with a capital: "with hope and faith".
_VIRTUES = frozenset(
    (
        *("faith", "hope", "joy", "grace", "patience", "precious", "mercy", "charity", "comfort"),
        *("gift", "blessing", "favour", "favor", "love", "peace", "wisdom", "honour", "honor"),
        *("trust", "truth", "pleasure", "happiness", "kindness", "goodness", "wonder", "glory"),
    )
)
_SURE_OF_VIRTUES = 0.95
#: As the label of a field.
_LABEL = 0.9
_CELL_STARTS = re.compile(r"(?:\A|\n|\t|\||  )[ \t>*_#•–-]*\Z")
_LINE_STARTS = re.compile(r"(?:\A|\n)[ \t>*_#•–-]*\Z")
_LABEL_ENDS = re.compile(r"(?:\(s\))?[ *_]*(?::(?!\w)|\t)")
#: Anywhere else.
_ELSEWHERE = MappingProxyType({"PERSON": 0.6, "ORGANIZATION": 0.1, "LOCATION": 0.12})


class PlainWords:
    """Knows ordinary words, in all their forms and as a scanner may have misread them."""

    def __init__(self) -> None:
        """Read the words that ship with the program."""
        self._words = known_words()

    def certain(self, text: str, detection: Detection, *, small: bool) -> bool:
        """Return whether the model is sure enough of a name, which ordinary words alone are rarely.

        `small` says that the letter has no capitals, so that small letters say nothing.
        """
        surface = detection.span.of(text)
        if not self.are_ordinary(surface):
            return small or surface not in _VIRTUES or detection.score >= _SURE_OF_VIRTUES
        if is_label(text, detection.span):
            return detection.score >= _LABEL
        if small:
            return True
        needed = _SMALL if surface.islower() else _SHOUTED if surface.isupper() else _ELSEWHERE
        return detection.score >= needed[detection.label]

    def are_ordinary(self, surface: str) -> bool:
        """Return whether all words are ordinary, and none is borne as a name.

        >>> PlainWords().are_ordinary("open wind0w"), PlainWords().are_ordinary("Young")
        (True, False)
        """
        found = _WORD.findall(surface)
        long = [word for word in found if len(word) >= _SHORTEST]
        return bool(long) and all(
            word.casefold() in _SHORT or is_ordinary(word, self._words) for word in found
        )


def is_ordinary(word: str, known: KnownWords) -> bool:
    """Return whether a word is ordinary as it is written or as a scanner may have misread it."""
    found = readings(word)
    if known.is_name(found[0]) or found[0] in known.places:
        return False
    return any(
        _in_dictionary(each, known) and not known.is_name(each) and (word.islower() or zipf(each))
        for each in found
    )


def _in_dictionary(word: str, known: KnownWords) -> bool:
    """Return whether a word, or the one that a common ending was added to, is in the dictionary."""
    return len(word) >= _SHORTEST and (
        word in known.dictionary
        or any(
            word.endswith(ending)
            and len(stem := word.removesuffix(ending)) > _SHORTEST
            and not {stem, stem + "e"}.isdisjoint(known.dictionary)
            for ending in _ENDINGS
        )
    )


def readings(word: str) -> tuple[str, ...]:
    """Return the folded forms that a word may stand for, itself first.

    >>> readings("f1oor")
    ('f1oor', 'floor', 'fioor')
    """
    found = [fold(word)]
    straight = word.replace("I", "l") if not word.isupper() else word
    straight = fold(straight).translate(_DIGITS) if not word.isdigit() else fold(word)
    found.extend(straight.replace("1", stroke) for stroke in _STROKES)
    found.append(straight.replace("rn", "m"))
    return tuple(dict.fromkeys(found))


def in_small_letters(text: str) -> bool:
    """Return whether a text is written without capitals."""
    found = [first for first in _FIRST.findall(text) if first.isalpha()]
    return bool(found) and sum(map(str.isupper, found)) < _FEWEST_CAPITALS * len(found)


def is_label(text: str, span: Span) -> bool:
    """Return whether a span is what stands before a colon, or a tab at a line's start."""
    ends = _LABEL_ENDS.match(text, span.end)
    if ends is None:
        return False
    starts = _LINE_STARTS if ends.group().endswith("\t") else _CELL_STARTS
    return starts.search(text, max(0, span.start - 20), span.start) is not None


def joints(text: str, detections: Sequence[Detection]) -> SpanSet:
    """Return what lies between two detections with a blank or "&" alone between them.

    A word beside a name may be a part of it: "Café Südblock", "Mariamman temple".
    """
    ordered = sorted(one.span for one in detections)
    return SpanSet(
        Span(left.end - 1, right.start + 1)
        for left, right in pairwise(ordered)
        if left.end < right.start and text[left.end : right.start].strip(" \n") in ("", "&", "-")
    )
