"""Tests of the linking scores, worked out by hand."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from redact.datamodel import Span
from redact.evaluate.gold import GoldLetter, parse
from redact.evaluate.intervals import Interval
from redact.evaluate.kinds import Kind
from redact.evaluate.linking import KindCounts, as_json, by_kind, error_lines, judge, tables
from redact.evaluate.measures import PredictedSpan

LETTER = parse(
    "⟦PERSON#p1|Anna Berg⟧ and ⟦PERSON#p2|Olaf Berg⟧.\n⟦PERSON#p1|A. Berg⟧ wrote; "
    "⟦PERSON#p2|Olaf⟧ did not.",
    "one",
)


def predicted(letter: GoldLetter, *entities: str) -> list[PredictedSpan]:
    """Return each mention as hidden, meaning what is said; "" is missed."""
    return [
        PredictedSpan(mention.span, mention.label, entity)
        for mention, entity in zip(letter.mentions, entities, strict=True)
        if entity
    ]


def counted(*entities: str) -> dict[Kind, tuple[int, int]]:
    found = by_kind([judge(LETTER, predicted(LETTER, *entities))])
    return {kind: (counts.right, counts.pairs) for kind, counts in found.items()}


def test_all_right() -> None:
    assert counted("a", "o", "a", "o") == {
        Kind.GIVEN: (1, 1),
        Kind.INITIALS: (1, 1),
        Kind.APART: (3, 3),
    }


def test_two_people_taken_for_one() -> None:
    assert counted("a", "a", "a", "a") == {
        Kind.GIVEN: (1, 1),
        Kind.INITIALS: (1, 1),
        Kind.APART: (0, 3),
    }


def test_what_was_missed_is_with_nobody() -> None:
    assert counted("a", "o", "", "") == {
        Kind.GIVEN: (0, 1),
        Kind.INITIALS: (0, 1),
        Kind.APART: (3, 3),
    }


CONTACTS = parse(
    "⟦PERSON#p1|Anna Berg⟧ ⟦PERSON#p2|Olaf Lund⟧ ⟦EMAIL#e1|aberg@x.example⟧ ⟦HANDLE#h1|@olund⟧ "
    "⟦EMAIL#e2|office@x.example⟧"
)


@pytest.mark.parametrize(
    ("owners", "right"),
    [
        (("a", "o", ""), [True, True, True]),
        (("o", "a", "a"), [False, False, False]),
        (("", "", ""), [False, False, True]),
    ],
)
def test_an_address_is_right_where_its_owner_is(
    owners: tuple[str, str, str], right: list[bool]
) -> None:
    spans = predicted(CONTACTS, "a", "o", "e", "h", "f")
    spans = [*spans[:2], *(replace(s, owner=o) for s, o in zip(spans[2:], owners, strict=True))]
    judged = judge(CONTACTS, spans)
    assert [each.pair.kind for each in judged.pairs] == [Kind.EMAIL, Kind.HANDLE, Kind.NOBODY]
    assert [each.right for each in judged.pairs] == right
    assert len(list(error_lines([judged]))) == right.count(False)


def test_an_address_that_was_missed_has_no_owner() -> None:
    judged = judge(CONTACTS, predicted(CONTACTS, "a", "o", "", "", ""))
    assert [each.right for each in judged.pairs] == [False, False, True]


def test_intervals_are_drawn_over_letters() -> None:
    good = judge(LETTER, predicted(LETTER, "a", "o", "a", "o"))
    bad = judge(LETTER, predicted(LETTER, "a", "o", "x", "x"))
    assert by_kind([good, bad])[Kind.INITIALS] == KindCounts(2, 1, Interval(0.0, 1.0))
    assert by_kind([good])[Kind.INITIALS].interval is None
    assert by_kind([]) == {}


def test_what_is_shown() -> None:
    bad = judge(LETTER, predicted(LETTER, "a", "o", "o", "o"))
    found = as_json([bad])
    assert found["letters"] == 1
    assert found["kinds"]["initials"] == {"pairs": 1, "right": 0, "share": 0.0, "interval": None}
    page = StringIO()
    Console(file=page, width=100).print(tables([bad]))
    assert "kept apart" in page.getvalue()
    assert list(error_lines([bad])) == [
        "one:2: not joined: initials: Anna Berg and Olaf Berg. »A. Berg« wrote; Olaf did not. "
        "with »Anna Berg«",
        "one:2: joined: two people with one surname, kept apart: Anna Berg and Olaf Berg. "
        "»A. Berg« wrote; Olaf did not. with »Olaf Berg«",
    ]
    assert Span(0, 9).of(LETTER.text) == "Anna Berg"
