"""Tests of the comparison of origins, with a detector that knows only some names."""

from io import StringIO

import pytest
from rich.console import Console

from redact.datamodel import Span
from redact.evaluate.fairness import (
    Fairness,
    as_json,
    fairness,
    person_score,
    swapped,
    tables,
)
from redact.evaluate.gold import GoldLetter, parse
from redact.evaluate.intervals import Interval
from redact.evaluate.measures import PredictedSpan
from redact.evaluate.origins import origins

LETTERS = (
    parse("⟦PERSON#p1|Anna Kowalska⟧ lives in ⟦LOC#l1|Lima⟧. ⟦PERSON#p1|Anna⟧ sings.", "a"),
    parse("I met ⟦PERSON#p1|Ben Carter⟧ and Dr ⟦PERSON#p2|Who⟧ at ⟦ORG#o1|BIAM⟧.", "b"),
)


def hide(letter: GoldLetter, count: int) -> list[PredictedSpan]:
    """Return the first so many mentions of people as hidden."""
    people = [mention for mention in letter.mentions if mention.label == "PERSON"]
    return [PredictedSpan(one.span, one.label, one.entity) for one in people[:count]]


def found(swaps: int = 2) -> Fairness:
    """Return the comparison where one person a letter of Dutch origin is missed."""
    scored = [
        (one, person_score(one.letter, hide(one.letter, 1 if one.origin == "Dutch" else 2)))
        for one in swapped(LETTERS, swaps, seed=0)
    ]
    return fairness(scored, len(LETTERS))


def test_every_letter_is_renamed_for_every_origin_and_swap() -> None:
    all_of_them = list(swapped(LETTERS, 3, seed=0))
    assert len(all_of_them) == len(origins()) * 3 * 2
    dutch = {one.letter.text for one in all_of_them if one.origin == "Dutch"}
    assert len(dutch) == 6


def test_a_letter_does_not_depend_on_how_many_are_asked_for() -> None:
    few, many = (list(swapped(LETTERS, swaps, seed=5)) for swaps in (1, 2))
    assert [one for one in many if one.number == 0] == few
    assert few != list(swapped(LETTERS, 1, seed=6))


def test_only_people_count() -> None:
    score = person_score(LETTERS[0], hide(LETTERS[0], 2))
    assert score.leaks == ()
    score = person_score(LETTERS[0], [PredictedSpan(Span(0, 1), "PERSON", "x")])
    assert [leak.label for leak in score.leaks] == ["PERSON", "PERSON"]


def test_the_coverage_of_each_origin_and_the_widest_gap() -> None:
    result = found()
    assert result.origins["Dutch"].coverage == pytest.approx(0.5)
    assert (result.origins["Dutch"].mentions, result.origins["Dutch"].covered) == (8, 4)
    assert result.origins["Irish"].coverage == 1.0
    assert result.gap == pytest.approx(0.5)
    assert (result.worst, result.best) == ("Dutch", "English")
    assert (result.swaps, result.letters) == (2, 2)
    assert result.gap_interval == Interval(0.5, 0.5)


def test_what_is_shown() -> None:
    result = found()
    shown = as_json(result)
    assert shown["origins"]["Dutch"] == {
        "mentions": 8,
        "covered": 4,
        "coverage": 0.5,
        "interval": [0.5, 0.5],
    }
    assert (shown["gap"], shown["gap_interval"]) == (0.5, [0.5, 0.5])
    assert (shown["worst"], shown["swaps"], shown["letters"]) == ("Dutch", 2, 2)
    page = StringIO()
    Console(file=page, width=100).print(tables(result))
    assert page.getvalue().index("Dutch") < page.getvalue().index("English")
    assert "50.00 points (50.00–50.00)" in page.getvalue()


def test_without_people_there_is_nothing_to_compare() -> None:
    letter = parse("⟦LOC#l1|Lima⟧", "a")
    scored = [(one, person_score(one.letter, [])) for one in swapped([letter], 1, seed=0)]
    result = fairness(scored, 1)
    assert (result.gap, result.best, result.worst) == (None, None, None)
    assert as_json(result)["origins"]["Dutch"]["interval"] is None
