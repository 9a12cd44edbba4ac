"""What the second opinion is worth, counted on letters whose leaks and doubts are given."""

from collections.abc import Sequence

from redact.datamodel import Doubt, Span
from redact.evaluate.doubting import (
    DoubtedLetter,
    as_json,
    counted,
    doubted,
    error_lines,
)
from redact.evaluate.gold import parse
from redact.evaluate.measures import PredictedSpan

GOLD = parse("Dear ⟦PERSON#p1|Anna⟧, greet ⟦PERSON#p2|Vito⟧ in ⟦LOC#l1|Turin⟧.\n")
ANNA, VITO = Span(5, 9), Span(17, 21)


def letter(hidden: Sequence[Span], *doubts: Span, held: bool = False) -> DoubtedLetter:
    spans = [PredictedSpan(span, "PERSON", "PERSON_1") for span in hidden]
    raised = [(span, Doubt(span, "known name", 0.5)) for span in doubts]
    return doubted(GOLD, spans, raised, held=held)


def test_a_leak_is_caught_where_a_doubt_touches_it() -> None:
    one = letter([ANNA], Span(16, 18))
    assert [leak.span.of(GOLD.text) for leak in one.leaks] == ["Vito", "Turin"]
    assert [leak.span.of(GOLD.text) for leak in one.caught] == ["Vito"]


def test_sums_tell_letters_with_a_leak_from_those_without() -> None:
    whole = [ANNA, VITO, Span(25, 30)]
    counts = counted(
        [letter([ANNA], VITO, held=True), letter(whole, Span(0, 4), held=True), letter(whole)]
    )
    assert (counts.letters, counts.leaks, counts.caught, counts.doubts) == (3, 2, 1, 2)
    assert (counts.leaky, counts.leaky_held, counts.clean_held) == (1, 1, 1)
    assert as_json(counts)["kinds"] == {"known name": {"doubts": 2, "leaks": 1}}


def test_lines_quote_what_was_missed_and_what_was_doubted_for_nothing() -> None:
    lines = list(error_lines([letter([ANNA], Span(0, 4))]))
    assert [line.split(": ", 2)[1] for line in lines] == [
        "missed PERSON",
        "missed LOCATION",
        "doubt, known name",
    ]
