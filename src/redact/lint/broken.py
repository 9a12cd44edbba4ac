"""Placeholders whose brackets are not in order: one missing, one too many, two kinds, nested."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from redact.datamodel import Span
from redact.lint.brackets import Brackets, balance, is_open, will_close
from redact.lint.marks import Fault, Mark
from redact.lint.sound import is_link
from redact.lint.style import CLOSING
from redact.lint.vocabulary import Reading, Vocabulary
from redact.spanset import SpanSet

_OPENING = {closing: opening for opening, closing in CLOSING.items() if len(opening) == 1}
_PHRASE = r"\w+(?:[ _-]\w+){0,2}"
_BEHIND = re.compile(rf"[ \t]*({_PHRASE})")
_AHEAD = re.compile(rf"(?<!\w)({_PHRASE})[ \t]*\Z")
_LONGEST = 50
_JOINT = re.compile(r"[ _-]")
#: Half-open intervals of mathematics: [0, 1) and (a, b].
_INTERVAL = re.compile(
    r"\[[^\[\]()\n]{1,20},[^\[\]()\n]{1,20}\)|\([^\[\]()\n]{1,20},[^\[\]()\n]{1,20}\]"
)
#: What ends the word that a forgotten bracket should have closed: a line, or a sentence.
_STOPPED = re.compile(r"[ \t]*\r?\n(?![ \t>]*(?:of|or|and)\b)|[.!?]\s")
#: A quoting mark at the beginning of a line is no bracket.
_QUOTING = re.compile(r"^[ \t>]*>", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Broken:
    """The placeholders with broken brackets, and brackets without a partner that are of none."""

    marks: tuple[Mark, ...]
    strays: tuple[Span, ...]


def broken_marks(text: str, sound: Sequence[Mark], opening: str, vocabulary: Vocabulary) -> Broken:
    """Return the placeholders with a broken bracket of one kind, and the brackets that are left."""
    search = _Search(text, sound, opening, vocabulary)
    return Broken(tuple(search.marks()), tuple(search.strays()))


class _Search:
    """One text and the brackets of one kind in it."""

    def __init__(
        self, text: str, sound: Sequence[Mark], opening: str, vocabulary: Vocabulary
    ) -> None:
        self._text, self._vocabulary = text, vocabulary
        self._opening, self._closing = opening, CLOSING[opening]
        self._used: Collection[str] = frozenset(mark.reading.word for mark in sound)
        self._starts = {mark.span.start: mark for mark in sound}
        self._ends = {mark.span.end: mark for mark in sound}
        blanked = text
        if opening == "<":
            blanked = _QUOTING.sub(lambda match: " " * len(match[0]), text)
        self._brackets: Brackets = balance(blanked, self._opening, self._closing)
        self._places = sorted(self._starts)
        self._doubts: list[Mark] = []
        self._part()
        self._alone: set[int] = {*self._brackets.unclosed, *self._brackets.unopened}

    def marks(self) -> Iterator[Mark]:
        """Yield the broken placeholders; the brackets of each are not looked at again."""
        for place in self._brackets.unclosed:
            yield from self._taken(self._surplus_before(place) or self._unclosed(place))
        for place in self._brackets.unopened:
            yield from self._taken(self._surplus_behind(place) or self._unopened(place))
        yield from self._doubts

    def strays(self) -> Iterator[Span]:
        """Yield the brackets beside a letter that have no partner and are of no placeholder."""
        intervals = SpanSet(Span(*match.span()) for match in _INTERVAL.finditer(self._text))
        opening = frozenset(self._brackets.unclosed)
        for place in sorted(self._alone):
            beside = place + 1 if place in opening else place - 1
            if not self._text[max(beside, 0) : beside + 1].isalpha():
                continue
            if not intervals.touching(Span(place, place + 1)):
                yield Span(place, place + 1)

    def _taken(self, mark: Mark | None) -> Iterator[Mark]:
        if mark is not None:
            self._alone -= set(range(mark.span.start, mark.span.end))
            yield mark

    def _surplus_before(self, place: int) -> Mark | None:
        mark = self._starts.get(place + 1)
        if mark is None or not mark.opening.startswith(self._opening):
            return None
        return Mark(
            Span(place, mark.span.end), mark.readings, mark.opening, mark.padded, Fault.SURPLUS
        )

    def _surplus_behind(self, place: int) -> Mark | None:
        mark = self._ends.get(place)
        if mark is None or not mark.opening.startswith(self._opening):
            return None
        return Mark(
            Span(mark.span.start, place + 1),
            mark.readings,
            mark.opening,
            mark.padded,
            Fault.SURPLUS,
        )

    def _unclosed(self, place: int) -> Mark | None:
        """Return the placeholder that begins here and is not closed, or not by its own kind."""
        if place not in self._alone:
            return None
        first = self._first(place)
        if first is None:
            return None
        reading, end = first
        following = self._text[end : end + 1]
        partner = _OPENING.get(following)
        fault = Fault.UNCLOSED
        if (partner is not None and not is_open(self._text, place, partner, following)) or (
            following == self._opening and self._ends_nothing(end)
        ):
            fault, end = Fault.MISMATCHED, end + 1
        return Mark(Span(place, end), (reading,), self._opening, fault=fault)

    def _unopened(self, place: int) -> Mark | None:
        """Return the placeholder that ends here and is not opened, or not by its own kind."""
        if place not in self._alone:
            return None
        last = self._last(place)
        if last is None:
            return None
        reading, start = last
        before = self._text[start - 1 : start]
        partner = CLOSING.get(before)
        fault = Fault.UNOPENED
        if (partner is not None and not will_close(self._text, place + 1, before, partner)) or (
            before == self._closing and start - 1 in self._alone
        ):
            fault, start = Fault.MISMATCHED, start - 1
        return Mark(Span(start, place + 1), (reading,), self._opening, fault=fault)

    def _ends_nothing(self, place: int) -> bool:
        """Whether the bracket at a place is alone, and begins nothing itself."""
        return place in self._alone and not self._text[place + 1 : place + 2].isalnum()

    def _longest(self, phrases: Sequence[str]) -> tuple[Reading, int] | None:
        """Return what the first phrase says that is known, one of the letter's own words first."""
        found = []
        for phrase in phrases:
            reading = self._vocabulary.read(phrase)
            if reading is None or (reading.number and not reading.joint.strip()):
                continue
            if reading.word in self._used or self._vocabulary.is_strong(reading.word):
                found.append((reading, len(phrase)))
        own = [one for one in found if one[0].word in self._used]
        return next(iter(own or found), None)

    def _part(self) -> None:
        """Take pairs apart that hide two errors, and note the others that are placeholders."""
        apart: dict[int, int] = {}
        for start, closed in self._brackets.pairs.items():
            if start in self._starts or is_link(self._text, closed + 1):
                continue
            holds = self._holds(start, closed)
            nested = self._nested(start, closed) if holds else None
            if nested is not None:
                self._doubts.append(nested)
            elif self._is_no_pair(start, closed, holds=holds):
                apart[start] = closed
            elif (mark := self._unclosed_inside(start, holds=holds)) is not None:
                self._doubts.append(mark)
        if apart:
            kept = {one: end for one, end in self._brackets.pairs.items() if one not in apart}
            unclosed = sorted((*self._brackets.unclosed, *apart))
            unopened = sorted((*self._brackets.unopened, *apart.values()))
            self._brackets = Brackets(kept, tuple(unclosed), tuple(unopened))

    def _holds(self, start: int, closed: int) -> bool:
        """Whether a placeholder stands between two brackets; round a brace, one of its kind."""
        index = bisect_right(self._places, start)
        if index == len(self._places):
            return False
        mark = self._starts[self._places[index]]
        alike = self._opening in ("[", mark.opening[:1])
        return alike and mark.span.end <= closed

    def _is_no_pair(self, start: int, closed: int, *, holds: bool) -> bool:
        """Whether the one bracket is of one placeholder and the other of another, or of none."""
        first = self._first(start)
        if first is None:
            return False
        end = first[1]
        following = self._text[end : end + 1]
        partner = _OPENING.get(following)
        if partner not in (None, self._opening) and end != closed:
            return not is_open(self._text, start, partner or "", following)
        return holds and self._last(closed) is not None

    def _unclosed_inside(self, start: int, *, holds: bool) -> Mark | None:
        """Return the placeholder that begins at a bracket which is closed too far behind."""
        first = self._first(start)
        if first is None:
            return None
        reading, end = first
        if not holds and not _STOPPED.match(self._text, end):
            return None
        fault = Fault.NESTED if holds else Fault.UNCLOSED
        return Mark(Span(start, end), (reading,), self._opening, fault=fault, doubtful=True)

    def _first(self, place: int) -> tuple[Reading, int] | None:
        """Return what the known word behind an opening bracket says, and where it ends."""
        match = _BEHIND.match(self._text, place + 1)
        found = self._longest(_beginnings(match[1])) if match else None
        return (found[0], match.start(1) + found[1]) if match and found else None

    def _last(self, place: int) -> tuple[Reading, int] | None:
        """Return what the known word before a closing bracket says, and where it begins."""
        window = max(0, place - _LONGEST)
        match = _AHEAD.search(self._text[window:place])
        found = self._longest(_endings(match[1])) if match else None
        return (found[0], window + match.end(1) - found[1]) if match and found else None

    def _nested(self, start: int, closed: int) -> Mark | None:
        """Return the placeholder inside of which stand others, and nothing but known words."""
        if self._opening != "[":
            return None
        inside = []
        for index in range(bisect_right(self._places, start), len(self._places)):
            mark = self._starts[self._places[index]]
            if mark.span.end > closed:
                break
            inside.append(mark)
        readings = self._said(start + 1, closed, inside)
        return (
            Mark(Span(start, closed + 1), readings, "[", fault=Fault.NESTED) if readings else None
        )

    def _said(self, start: int, end: int, inside: Sequence[Mark]) -> tuple[Reading, ...]:
        """Return what is said between two places, nothing where there is more than placeholders."""
        readings: list[Reading] = []
        position = start
        for mark in (*inside, None):
            between = self._text[position : mark.span.start if mark else end].strip()
            if between:
                reading = self._vocabulary.read(between)
                if reading is None:
                    return ()
                readings.append(reading)
            if mark is not None:
                readings += mark.readings
                position = mark.span.end
        return tuple(readings)


def _beginnings(phrase: str) -> list[str]:
    """Return a phrase of up to three words without its last ones, the longest first."""
    cuts = [match.start() for match in _JOINT.finditer(phrase)]
    return [phrase, *(phrase[:cut] for cut in reversed(cuts))]


def _endings(phrase: str) -> list[str]:
    """Return a phrase of up to three words without its first ones, the longest first."""
    cuts = [match.end() for match in _JOINT.finditer(phrase)]
    return [phrase, *(phrase[cut:] for cut in cuts)]
