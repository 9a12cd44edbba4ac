"""The cover page counts what still tells who somebody is although no name stands there."""

import pytest

from redact.blind.readable import readable


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The first Woman to captain the women's team, on maternity leave.", 3),
        ("Her husband, a man of few words; two sons and a daughter.", 4),
        ("Vice-president of the sorority and of two fraternities.", 2),
        ("A female mentor for girls; a male role model for boys.", 4),
        ("The manager of a person in Manchester, humane and motherly; a season.", 0),
    ],
)
def test_words_that_tell_gender_are_counted(text: str, count: int) -> None:
    assert readable(text, frozenset(), frozenset())["gendered"] == count
