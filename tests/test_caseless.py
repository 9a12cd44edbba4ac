"""A text in small letters is searched as an expression that ignores case searches the text."""

import re
import sys

from redact.caseless import caseless
from redact.config import load_config

_LETTERS = "".join(filter(str.isalnum, map(chr, range(sys.maxunicode + 1))))


def test_letters_that_are_alike_are_one_letter() -> None:
    words = load_config().words.values()
    for letter in {char for each in words for char in "".join(each) if char.isalpha()}:
        alike = re.findall(letter, _LETTERS, re.IGNORECASE)
        assert {caseless(char) for char in alike} == {caseless(letter)}, letter


def test_a_text_keeps_its_length_and_its_words() -> None:
    for letter in map(chr, range(sys.maxunicode + 1)):
        assert len(caseless(letter)) == 1
        assert bool(re.match(r"\w", letter)) == bool(re.match(r"\w", caseless(letter)))
    assert caseless("ΟΔΟΣ") == caseless("οδος")
