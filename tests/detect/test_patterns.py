"""The patterns are tried in few places, and find what they would find anywhere."""

from pathlib import Path

import pytest

from redact.config import Config, load_config
from redact.detect import patterns
from redact.detect.openings import Openings, matches_at
from redact.detect.rule import Found

_ROOT = Path(__file__).parents[2]
LETTERS = [
    path
    for folder in ("examples/letters", "tests/letters")
    for path in sorted((_ROOT / folder).rglob("*.txt"))
]
_PATTERN = {"name": "own", "label": "ID_NUMBER", "regex": r"no\. (?P<value>\d{4})"}


def _found(config: Config, text: str) -> list[Found]:
    (recognizer,) = patterns.build(config)
    return list(recognizer._rule(text))


@pytest.mark.parametrize("change", [str, str.upper, str.lower], ids=["", "capitals", "small"])
def test_no_match_is_lost_where_a_pattern_is_tried_in_few_places(change: type[str]) -> None:
    config = load_config()
    finders = [patterns._Finder(pattern) for pattern in config.patterns]
    openings = Openings([finder.expression for finder in finders])
    for path in LETTERS:
        text = change(path.read_text())
        for finder, matches in zip(finders, openings.matches(text), strict=True):
            every = [match.span() for match in finder.expression.finditer(text)]
            if finder.starts is not None:
                starts = [match.start() for match in finder.starts.finditer(text)]
                matches = matches_at(finder.expression, text, starts)
            where = (path.name, finder.expression.pattern)
            assert [match.span() for match in matches] == every, where
            assert finder.may_find(text) or not every, where


def test_a_pattern_that_tells_nothing_of_its_matches_is_tried_everywhere() -> None:
    config = load_config(overrides={"patterns": [_PATTERN]})
    assert any(one.rule == "own" for one in _found(config, "See no. 4711, please."))


def test_a_pattern_is_tried_only_where_it_says_that_matches_begin() -> None:
    for more, text, count in (
        ({"starts": "no"}, "no. 4711, no. 4712", 2),
        ({"starts": "^no"}, "no. 4711, no. 4712", 1),
        ({"needs": "file"}, "no. 4711", 0),
        ({"needs": "file"}, "file no. 4711", 1),
    ):
        config = load_config(overrides={"patterns": [_PATTERN | more]})
        assert sum(one.rule == "own" for one in _found(config, text)) == count


def test_what_a_pattern_tells_of_its_matches_must_be_an_expression() -> None:
    with pytest.raises(Exception, match="not a regular expression"):
        load_config(overrides={"patterns": [_PATTERN | {"needs": "("}]})
