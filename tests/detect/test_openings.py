"""How matches begin: what is told of an expression, and where a text has it."""

import re
import sys

import pytest

from redact.detect.openings import Openings, folded, openings


@pytest.mark.parametrize(
    ("regex", "expected"),
    [
        (r"\b(?:licen[cs]e|enrol?l?ment|no\.)", {"lice", "enro", "no"}),
        (r"\b(?i:call ?sign) \d", {"call"}),
        (r"\bwww\.|\b(?:https?|ftp):", {"www", "http", "ftp"}),
        (r"\b(?:(?:our|your) ref|n[°º])", {"our", "your", "n"}),
        (r"\b(?:née?|№) ", {"né", "№"}),
        (r"\b(?:pass|passport|p)", {"p"}),
        (r"\b(?:a\|b|[|)]c|d)", set()),
        (r"\b(?:born)?\d", set()),
        (r"\b(?:born|)\d", set()),
        (r"\b(?:a(?#()|b)", set()),
        (r"\bborn|dob", set()),
        (r"\b(?=born)", set()),
        (r"\b(?P<value>born)", set()),
        (r"born", set()),
    ],
)
def test_the_openings_of_an_expression_are_known_where_words_begin_it(
    regex: str, expected: set[str]
) -> None:
    assert openings(regex) == expected


def test_a_text_is_folded_as_expressions_that_ignore_case_compare_it() -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1)]
    known = [char for char in map(chr, range(256)) if char.isascii() or char.isalpha()]
    for letter in filter(str.isalnum, set(known) - {"µ", "ª", "º", "²", "³", "¹", "¼", "½", "¾"}):
        alike = re.findall(letter, "".join(letters), re.IGNORECASE)
        assert {folded(char) for char in alike} == {folded(letter)}, letter
    assert all(len(folded(letter)) == 1 for letter in letters)


def test_a_place_is_the_edge_of_a_word_in_any_case() -> None:
    found = Openings([frozenset({"kin"}), frozenset({"is", "№"}), frozenset()])
    assert found.places("KİN bekind ſkin iſ 5is x№ №") == [[0], [16, 24], []]
