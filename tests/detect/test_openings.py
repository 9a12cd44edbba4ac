"""How matches begin: what is told of an expression, and where a text has it."""

import re

import pytest

from redact.detect.openings import Openings, openings


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
        (r"\b(?P<value>born)", {"born"}),
        (r"(?<!\w)(?:здравствуйте|Γειά)", {"здра", "γειά"}),
        (r"born", set()),
    ],
)
def test_the_openings_of_an_expression_are_known_where_words_begin_it(
    regex: str, expected: set[str]
) -> None:
    assert openings(regex) == expected


def test_a_place_is_the_edge_of_a_word_in_any_case() -> None:
    expressions = [
        re.compile(regex, re.IGNORECASE) for regex in (r"\bkin", r"\b(?:is|№)", r"(?<!\w)№")
    ]
    found = Openings(expressions).matches("KİN bekind ſkin iſ 5is x№ №")
    assert [[match.start() for match in each] for each in found] == [[0], [16, 24], [26]]
