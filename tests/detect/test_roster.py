"""What the roster lists is found as that; the town in the name of a university is a town."""

import pytest

from redact.config import Config
from redact.datamodel import KnownPerson
from redact.detect.roster import build

ROSTER = (
    KnownPerson(
        names=("Anna Tarnov", "Ben Ghent"),
        organizations=("American University of Beirut", "Zhejiang University"),
        locations=("Hangzhou", "Ghent"),
    ),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Slang in Beirut", [("Beirut", "LOCATION")]),
        ("I read at Beirut", [("Beirut", "ORGANIZATION")]),
        ("in Hangzhou", [("Hangzhou", "LOCATION")]),
        ("Ms Tarnov wrote", [("Tarnov", "PERSON")]),
        ("Mr Ghent wrote", [("Ghent", "PERSON")]),
    ],
)
def test_a_part_of_a_name_is_found_as_what_it_is(
    config: Config, text: str, found: list[tuple[str, str]]
) -> None:
    (recognizer,) = build(config, ROSTER)
    results = recognizer.analyze(text, ["PERSON", "ORGANIZATION", "LOCATION"], None)
    assert [(text[one.start : one.end], one.entity_type) for one in results] == found


def test_a_town_in_the_name_of_a_university_is_found_in_a_longer_one_too(config: Config) -> None:
    (recognizer,) = build(config, ROSTER)
    results = recognizer.analyze(
        "the American University of Beirut", ["ORGANIZATION", "LOCATION"], None
    )
    assert {one.entity_type for one in results} == {"ORGANIZATION", "LOCATION"}
