"""Degrees and their subjects, which a model may take for institutions: "BEng Civil Engineering"."""

import re

from redact.config import Config
from redact.lexicon import known_words
from redact.names import fold

_WORD = re.compile(r"[^\W_][\w.'’]*")


class Degrees:
    """Knows the words for degrees, and those of which subjects are made."""

    def __init__(self, config: Config) -> None:
        """Read the lists of the configuration and the dictionary."""
        self._degrees = config.word_set("degrees")
        self._subjects = frozenset().union(
            *map(config.word_set, ("degrees", "nationalities", "organization_words"))
        )
        self._institutions = frozenset(
            word.casefold() for head in config.words["institution_heads"] for word in head.split()
        ) | config.word_set("body_heads")
        self._dictionary = known_words().dictionary

    def is_one(self, surface: str) -> bool:
        """Return whether a text is a degree, with its subject or without, and nothing else."""
        first, *rest = [word.strip(".").casefold() for word in _WORD.findall(surface)] or [""]
        return first in self._degrees and all(map(self._is_of_a_subject, rest))

    def _is_of_a_subject(self, word: str) -> bool:
        if word in self._institutions:
            return False
        return word in self._subjects or fold(word) in self._dictionary
