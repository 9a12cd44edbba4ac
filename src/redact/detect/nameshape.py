"""What a person's name looks like in running text: where it begins and ends at a given place."""

import re
from dataclasses import dataclass

from redact.config import Config
from redact.names import fold

_TOKEN = re.compile(
    r"(?P<initials>(?:[^\W\d_]\.[ -]?)+(?![\w.]*@))"
    r"|(?P<word>[^\W\d_][^\W\d_]*(?:['’\-‐.](?=[^\W\d_])[^\W\d_]+)*)"
    r"|(?P<nickname>[\"“„(‘'][^\W\d_][^\W\d_'’ -]{1,20}[\"”“)’'])"
)
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
            config.word_set("particles"),
            config.word_set("generic_addressees") | config.word_set("months"),
        )

    def after_titles(self, text: str, position: int, end: int) -> int:
        """Return where the titles and blanks at a position stop."""
        while True:
            position = _skip_blanks(text, position, end)
            match = re.compile(r"[^\W\d_][^\W\d_.]*\.?").match(text, position, end)
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
        last = None
        count = 0
        while count < _LONGEST:
            match = _TOKEN.match(text, position, end)
            if match is None or not self._belongs(match, last is None, careless):
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
            return token[0].isupper() or careless
        if match.lastgroup == "nickname":
            return not first and token[1].isupper()
        if self._generic(token):
            return False
        return token[0].isupper() or careless or fold(token) in self.particles

    def _is_particle(self, match: re.Match[str]) -> bool:
        return match.group()[0].islower()

    def _generic(self, word: str) -> bool:
        return word.strip(".,").casefold() in self.generic


def _skip_blanks(text: str, position: int, end: int) -> int:
    match = _BLANKS.match(text, position, end)
    return match.end() if match else position


def alternatives(words: frozenset[str]) -> str:
    """Return a regular expression for any of the words, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
