"""Titles that tell gender or country: where they stand before a name, and a name without them."""

import re
from dataclasses import dataclass, field

#: A word before a place, with the point, the blanks and the line end that part the two.
_BEFORE = re.compile(
    r"(?P<word>[^\W\d_]+(?:[.\-'’][^\W\d_]+)*)\.?[ \t\u00a0/&+]*(?:\r?\n[ \t>]*)?\Z"
)
#: All that may stand between a word and a place.
_BETWEEN = " \t\u00a0/&+\r\n>"
_FIRST = re.compile(r"\s*(?P<word>[^\W\d_]+(?:[.\-'’][^\W\d_]+)*)\.?[\s/&+]+")
_LONGEST = 40
_MOST = 6
#: Between two titles of one name: "Mr and Mrs Kowalski".
_JOINS = frozenset({"and", "or", "und", "y", "et", "e", "i", "og", "och", "en"})


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles that tell, those of them that do so with a capital alone, and all others.

    "Frau" tells wherever it stands, "miss" is a verb; between "Frau" and a name "Prof. Dr." may
    stand, which by themselves tell nothing.
    """

    telling: frozenset[str] = frozenset()
    capital: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def begin(self, text: str, start: int, floor: int = 0) -> int:
        """Return where the titles before a name begin; where the name does if none of them tells.

        Nothing before `floor` is looked at.

        >>> titles = Titles(frozenset({"frau"}), frozenset({"miss"}), frozenset({"dr"}))
        >>> titles.begin("liebe Frau Dr. Klee", 15), titles.begin("I miss Anna", 7)
        (6, 7)
        """
        found = _Run(start)
        place = start
        for _ in range(_MOST):
            low = max(floor, place - _LONGEST)
            near = text[low:place]
            # No blank is in a word: what is before the last one need not be searched.
            blank = near.rfind(" ", 0, len(near.rstrip(_BETWEEN)))
            before = _BEFORE.search(near, blank + 1)
            if before is None:
                break
            word, at = before["word"], low + before.start("word")
            if self._tells(word):
                found.take(at)
            elif word.casefold() in _JOINS and found.begin == place and place < start:
                found.after_join = found.after_join or place
            elif word.casefold() not in self.others:
                break
            place = at
        return found.settled(text, floor)

    def without(self, name: str) -> str:
        """Return a name without the titles at its beginning, if one of them tells.

        >>> Titles(frozenset({"frau"}), others=frozenset({"dr"})).without("Frau Dr. Klee")
        'Klee'
        """
        place, told = 0, False
        while first := _FIRST.match(name, place):
            word = first["word"]
            joins = told and word.casefold() in _JOINS
            if not (self._tells(word) or joins or word.casefold() in self.others):
                break
            told = told or self._tells(word)
            place = first.end()
        return name[place:] if told and name[place:].strip() else name

    def _tells(self, word: str) -> bool:
        plain = word.casefold()
        return plain in self.telling or (plain in self.capital and word[0].isupper())


@dataclass(slots=True)
class _Run:
    """Where a run of titles begins by now, and where it began before two of them were joined."""

    begin: int
    after_join: int = field(default=0)

    def take(self, at: int) -> None:
        self.begin = at

    def settled(self, text: str, floor: int) -> int:
        # "Smith Sr. and Mr Jones": the first title belongs to the name before it.
        beside = floor > 0 and not text[floor : self.begin].strip(" ,")
        return self.after_join if self.after_join and beside else self.begin
