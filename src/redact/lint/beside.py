"""Find what is left of a name beside a hidden part: `[name] Kowalska`, `A. [surname]`."""

import re
from collections.abc import Iterator, Sequence

from redact.config import Config
from redact.datamodel import Span
from redact.lint.marks import Mark
from redact.lint.vocabulary import Vocabulary
from redact.names import Word, fold, words, zipf
from redact.spanset import SpanSet

_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_INITIALS = r"(?:[^\W\d_]\.[ -]?){0,2}[^\W\d_]\."
_GAP = r"[ \t\u00a0\u202f]|-"
_WORD_BEHIND = re.compile(rf"(?:{_GAP})({_WORD})(\.?)")
_WORD_AHEAD = re.compile(rf"(?<![\w.'’-])({_WORD})(\.?)(?:{_GAP})\Z")
_INITIALS_BEHIND = re.compile(rf"(?:{_GAP})({_INITIALS})(?![^\W\d_])")
_INITIALS_AHEAD = re.compile(rf"(?<![\w.'’-])({_INITIALS})(?:{_GAP})?\Z")
_PIECE_BEHIND = re.compile(r"[^\W\d_]{3,}")
_PIECE_AHEAD = re.compile(r"(?<![^\W\d_])[^\W\d_]{3,}\Z")
_PART = re.compile(r"['’-]")
_WINDOW = 40
#: After these a capital with a full stop ends the sentence and is no initial.
_COUNTED = re.compile(
    r"\b(?:group|plan|vitamin|appendix|annex|part|section|option|class|grade|type|level|figure"
    r"|table|team|model|room|block|point|case|phase|form|exhibit|hepatitis)[ \t\n]+\Z",
    re.IGNORECASE,
)
#: Word lists whose words stand beside names without being any.
_NO_NAMES = (
    *("titles", "mere_titles", "roles", "months", "nationalities", "technical_terms"),
    *("organization_words", "unit_words", "salutations", "particles"),
)
_ADDRESSING = ("titles", "mere_titles", "roles", "salutations", "closings")
_SUFFIXES = frozenset({"jr", "sr", "jnr", "snr", "ii", "iii", "iv", "esq", "phd", "msc", "bsc"})
#: Particles that are English words too: what they lead on to is of no name.
_LEADING_ON = frozenset({"and", "in", "on", "of", "the", "i", "do"})
#: From this Zipf frequency on an English word beside a hidden name is no name by itself.
_ORDINARY = 3.0
#: Where a detector saw a name, a word with a capital is one unless it is as frequent as this;
#: one in small letters, or in capitals only, tells less.
_COMMON = 5.0
_RATHER_COMMON = 4.0
#: Capitals alone, so few, are a degree or an acronym.
_ACRONYM = 5


class Beside:
    """Finds parts of names beside hidden people, by the word lists of a configuration."""

    def __init__(self, config: Config, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._no_names = frozenset().union(
            *(config.word_set(name) for name in _NO_NAMES), _SUFFIXES
        )
        self._addressing = frozenset().union(
            *(config.word_set(name) for name in _ADDRESSING), _SUFFIXES
        )
        self._particles = config.word_set("particles") - _LEADING_ON
        self._ambiguous = config.word_set("ambiguous_names")
        given = {fold(name) for group in config.words["nicknames"] for name in group.split()}
        rare = frozenset(name for name in given if zipf(name) < _COMMON)
        self._given = rare - self._no_names

    def spans(self, text: str, marks: Sequence[Mark]) -> Iterator[Span]:
        """Yield what is left of names beside hidden people."""
        for mark in marks:
            if self._vocabulary.label(mark.reading.word) == "PERSON":
                yield from self._behind(text, mark.span.end)
                yield from self._ahead(text, mark.span.start)

    def attached(self, text: str, seen: Span, marks: SpanSet) -> Iterator[Span]:
        """Yield the name words of a span that a detector saw as one name with a hidden person.

        From the placeholder outwards, up to the first word that is of no name.
        """
        for piece in marks.outside(seen):
            found = list(words(piece.of(text)))
            forward = bool(marks.touching(Span(max(0, piece.start - 1), piece.start or 1)))
            for word in found if forward else reversed(found):
                if word.folded in self._particles:
                    continue
                if not self._is_name_part(piece.of(text), word):
                    break
                if zipf(word.folded) >= _COMMON and _opens_sentence(text, piece, marks):
                    break
                yield Span(piece.start + word.start, piece.start + word.end)

    def _is_name_part(self, text: str, word: Word) -> bool:
        """Whether a word that was seen in a name can be one: no title, no ordinary word."""
        surface = word.span.of(text)
        if len(surface) == 1:
            return word.capital and text[word.end : word.end + 1] == "."
        if word.folded in self._addressing or not surface.isalpha():
            return False
        if not word.capital or surface.isupper():
            return word.folded in self._given or zipf(word.folded) < _RATHER_COMMON
        ambiguous = word.folded in self._given or word.folded in self._ambiguous
        return ambiguous or zipf(word.folded) < _COMMON

    def _behind(self, text: str, place: int) -> Iterator[Span]:
        piece = _PIECE_BEHIND.match(text, place)
        initials = _INITIALS_BEHIND.match(text, place)
        word = _WORD_BEHIND.match(text, place)
        if piece and piece[0].islower() and not zipf(fold(piece[0])):
            yield Span(*piece.span())
        elif initials and _is_initials(initials[1]):
            yield Span(*initials.span(1))
        elif word and self._may_be_name(word[1]):
            yield Span(*word.span(1))

    def _ahead(self, text: str, place: int) -> Iterator[Span]:
        start = max(0, place - _WINDOW)
        window = text[start:place]
        piece = _PIECE_AHEAD.search(window)
        initials = _INITIALS_AHEAD.search(window)
        word = _WORD_AHEAD.search(window)
        if piece and self._may_be_name(piece[0]):
            yield Span(start + piece.start(), place)
        elif initials and _is_initials(initials[1]):
            if not _COUNTED.search(window, 0, initials.start(1)):
                yield Span(start + initials.start(1), start + initials.end(1))
        elif word and not word[2]:
            glued = _glued(word[1])
            if self._may_be_name(word[1][glued:]):
                yield Span(start + word.start(1) + glued, start + word.end(1))

    def _may_be_name(self, word: str) -> bool:
        """Whether a capitalised word is a given name, or no word that English knows."""
        if not word[0].isupper() or (word.isupper() and len(word) <= _ACRONYM):
            return False
        parts = [fold(part) for part in _PART.split(word) if len(part) > 1]
        if any(part in self._no_names for part in parts):
            return False
        return any(part in self._given or zipf(part) < _ORDINARY for part in parts)


def _is_initials(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return all(char.isupper() for char in letters) and letters != ["I"]


def _opens_sentence(text: str, piece: Span, marks: SpanSet) -> bool:
    """Whether a piece begins a sentence, where "Will" asks; a line of its own is a signature."""
    before = text[max(0, piece.start - _WINDOW) : piece.start].rstrip(" \t>")
    line_end = text.find("\n", piece.end)
    line = Span(piece.start, line_end if line_end > 0 else len(text))
    behind = [span for span in marks.outside(line) if span.start > piece.start]
    signature = not any(char.isalnum() for span in behind for char in span.of(text))
    first = before[-1:] in ("", "\n")
    return not (first and signature) and (first or before[-1:] in ".!?:")


def _glued(word: str) -> int:
    """Return how many letters of a word before its last part are of a word that it is glued to.

    >>> _glued("isThandiwe"), _glued("Thandiwe")
    (2, 0)
    """
    cuts = (index for index in range(len(word) - 1, 0, -1) if word[index].isupper())
    cut = next(cuts, 0)
    return cut if cut and word[cut - 1].islower() and word[0].islower() else 0
