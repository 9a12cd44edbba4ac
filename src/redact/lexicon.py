"""Words that ship with the program: names and places of the world, and ordinary words."""

import gzip
from dataclasses import dataclass, field
from functools import cache

from redact.config import data_folder
from redact.errors import ConfigError
from redact.names import ORDINARY_ZIPF, zipf

_FILE = "known_words.txt.gz"
_ENDINGS = (
    "'s",
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "ly",
    "er",
    "ers",
    "al",
    "ness",
    "ation",
    "ism",
    "ist",
)


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Folded words by kind; places may be of several words, joined by a blank."""

    given: frozenset[str] = field(repr=False)
    surnames: frozenset[str] = field(repr=False)
    places: frozenset[str] = field(repr=False)
    dictionary: frozenset[str] = field(repr=False)

    def is_name(self, word: str) -> bool:
        """Return whether people bear a folded word as a name."""
        return word in self.given or word in self.surnames

    def is_ordinary(self, word: str) -> bool:
        """Return whether a folded word, or the one that it is made from, is in the dictionary."""
        if word in self.dictionary or (zipf(word) >= ORDINARY_ZIPF and not self.is_name(word)):
            return True
        return word.endswith(_ENDINGS) and any(
            word.endswith(ending) and self._has_stem(word[: -len(ending)]) for ending in _ENDINGS
        )

    def _has_stem(self, stem: str) -> bool:
        if len(stem) < 3:
            return False
        doubled = stem[:-1] if stem[-1] == stem[-2] else stem
        forms = {stem, stem + "e", doubled, stem[:-1] + "y" if stem[-1] == "i" else stem}
        return not forms.isdisjoint(self.dictionary)


@cache
def known_words() -> KnownWords:
    """Return the words that ship with the program; `training/known_words.py` tells their sources.

    Raises:
        ConfigError: the file is missing or damaged.
    """
    path = data_folder("config") / _FILE
    try:
        text = gzip.decompress(path.read_bytes()).decode("ascii")
        sections = [frozenset(section.split("\n")) for section in text.split("\n\n")]
        return KnownWords(*sections)
    except (OSError, EOFError, ValueError, TypeError):
        raise ConfigError(f"{path} is missing or damaged; install redact again") from None
