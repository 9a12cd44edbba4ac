"""What a person's name looks like in running text: where it begins and ends at a given place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from redact.config import Config
from redact.lexicon import known_words
from redact.names import ORDINARY_ZIPF, fold, zipf
from redact.prose import LETTERS

_TOKEN = re.compile(
    r"(?P<initials>(?:[^\W\d_]\.[ -]?){1,6}(?![\w.]{0,80}@))"
    rf"|(?P<word>(?:['’](?=[tns]\b))?{LETTERS}(?:['’\-‐.](?=[^\W\d_]){LETTERS})*)"
    r"|(?P<nickname>[\"“„(‘'][^\W\d_][^\W\d_'’ -]{1,20}[\"”“)’'])"
)
_FIRST = re.compile(rf"{LETTERS}\.?")
#: Particles that join a name to what is no name as often as not.
_NOT_IN_RUNS = frozenset({"of", "in", "on", "the", "and", "und", "i", "e", "y", "o"})
#: In a line of capitals, a word as common as this ends a name (Zipf's scale).
_ORDINARY = 4.5
_BLANKS = re.compile(r"[ \t]*")
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class NameShape:
    """Word lists that tell a name from the words around it, all case-folded."""

    titles: frozenset[str]
    particles: frozenset[str]
    generic: frozenset[str]

    @classmethod
    def of(cls, config: Config) -> "NameShape":
        """Return the lists of a configuration."""
        return cls(
            config.word_set("titles"),
            config.word_set("particles") - _NOT_IN_RUNS,
            config.word_set("generic_addressees"),
        )

    def after_titles(self, text: str, position: int, end: int) -> int:
        """Return where the titles and blanks at a position stop."""
        while True:
            position = _skip_blanks(text, position, end)
            match = _FIRST.match(text, position, end)
            if match is None or len(match.group()) < 2:
                return position
            if match.group().rstrip(".").casefold() not in self.titles:
                return position
            position = match.end()

    def name_at(
        self, text: str, position: int, end: int, *, careless: bool = False
    ) -> tuple[int, int] | None:
        """Return start and end of the name that begins at a position, or None.

        A name is a run of capitalised words, initials, nicknames in quotes or brackets, and
        particles before a capitalised word. `careless` takes words in lower case as well.
        """
        start = position = self.after_titles(text, position, end)
        shouted = text[position:end].isupper()
        last = None
        count = 0
        while count < _LONGEST:
            match = _TOKEN.match(text, position, end)
            if match is None or not self._belongs(match, last is None, careless):
                break
            if shouted and _is_ordinary(fold(match.group()), first=last is None):
                break
            count += 1
            if not self._is_particle(match) or careless:
                last = match.end()
            position = _skip_blanks(text, match.end(), end)
            if position == match.end() and match.lastgroup != "initials":
                break
        if last is None:
            return None
        while last > start and text[last - 1] in " \t":
            last -= 1
        surface = text[start:last]
        return None if all(self._generic(word) for word in surface.split()) else (start, last)

    def _belongs(self, match: re.Match[str], first: bool, careless: bool) -> bool:
        token = match.group()
        if match.lastgroup == "initials":
            return not token[0].islower() or careless
        if match.lastgroup == "nickname":
            return not first and not token[1].islower()
        if self._generic(token) or token == "I":  # noqa: S105  # a word, no secret
            return False
        if fold(token).strip("'’") in self.particles:
            return True
        return token[0].isalpha() and (careless or not token[0].islower())

    def _is_particle(self, match: re.Match[str]) -> bool:
        return match.group().lstrip("'’")[0].islower()

    def _generic(self, word: str) -> bool:
        return word.strip(".,").casefold() in self.generic


def _is_ordinary(word: str, *, first: bool) -> bool:
    """Whether a word in a line of capitals is no part of a name: "MY MOTHER HAS SOLD"."""
    known = known_words()
    if word in known.dictionary and not known.is_name(word) and zipf(word) >= ORDINARY_ZIPF:
        return True
    return not first and zipf(word) >= _ORDINARY


def _skip_blanks(text: str, position: int, end: int) -> int:
    match = _BLANKS.match(text, position, end)
    return match.end() if match else position


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
