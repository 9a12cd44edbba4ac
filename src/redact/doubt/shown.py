"""What a copy shows: its text and words, and what all detectors ask of them, worked out once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from redact.caseless import caseless
from redact.doubt.casing import in_capitals, in_small_letters
from redact.names import Word, words


@dataclass(frozen=True, slots=True)
class Shown:
    """A copy, read once for all detectors.

    Attributes:
        text: The text of the copy.
        words: Its words, in order.
        in_small_letters: Whether it begins its sentences in lower case.
        in_capitals: Whether it has hardly anything but capitals.
        caseless: The text as a pattern reads it that minds no case, character for character.
    """

    text: str = field(repr=False)
    words: tuple[Word, ...] = field(repr=False)
    in_small_letters: bool
    in_capitals: bool
    caseless: str = field(repr=False)

    @property
    def without_case(self) -> bool:
        """Whether capitals tell nothing of names."""
        return self.in_small_letters or self.in_capitals


def read(copy: str) -> Shown:
    """Return what a copy shows."""
    return Shown(copy, words(copy), in_small_letters(copy), in_capitals(copy), caseless(copy))


class Sought:
    """A pattern, and what a text must hold for it to match.

    To search a letter for a pattern that begins with no certain letter is dear, and most letters
    have none of the words that it asks for.
    """

    def __init__(self, pattern: str, *needs: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Take a pattern and strings of which at least one stands wherever it matches.

        A string with a capital must stand as it is written, any other in any case.
        """
        self._pattern = re.compile(pattern, flags)
        self._exact = tuple(need for need in needs if need != need.lower())
        self._caseless = tuple(need for need in needs if need == need.lower())

    def finditer(self, shown: Shown) -> Iterator[re.Match[str]]:
        """Yield where the pattern matches in a copy."""
        if any(need in shown.text for need in self._exact) or any(
            need in shown.caseless for need in self._caseless
        ):
            yield from self._pattern.finditer(shown.text)
