"""A span moves to the copy and back; the text outside of replaced spans stands for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.alignment import Alignment, spliced
from redact.datamodel import Span

TEXT = "Dear Anna of Łódź, yours."
PARTS = [(Span(5, 9), "[name]"), (Span(13, 17), "[location]")]


def test_a_copy_is_made_again() -> None:
    copy, pairs = spliced(TEXT, PARTS)
    assert copy == "Dear [name] of [location], yours."
    assert [new.of(copy) for _, new in pairs] == ["[name]", "[location]"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Dear", "Dear"),
        ("Anna", "[name]"),
        ("nn", "[name]"),
        ("of", "of"),
        ("Anna of", "[name] of"),
        ("na of Łó", "[name] of [location]"),
        ("yours.", "yours."),
        (TEXT, "Dear [name] of [location], yours."),
    ],
)
def test_a_span_moves_to_the_copy(here: str, there: str) -> None:
    copy, pairs = spliced(TEXT, PARTS)
    start = TEXT.index(here)
    assert Alignment(pairs).in_copy(Span(start, start + len(here))).of(copy) == there


def test_half_a_placeholder_stands_for_all_that_it_hides() -> None:
    copy, pairs = spliced(TEXT, PARTS)
    span = Span(copy.index("me] of"), copy.index("[loc") + 2)
    assert Alignment(pairs).in_source(span).of(TEXT) == "Anna of Łódź"


@pytest.mark.parametrize("parts", [[(Span(0, 3), "x"), (Span(2, 4), "y")], [(Span(20, 99), "x")]])
def test_spans_that_overlap_or_lie_outside_are_refused(parts: list[tuple[Span, str]]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        spliced(TEXT, parts)


@given(st.lists(st.integers(1, 5), max_size=8), st.integers(0, 60), st.integers(1, 20))
def test_there_and_back_covers_where_it_began(lengths: list[int], start: int, size: int) -> None:
    text = "".join(chr(97 + i % 26) for i in range(100))
    starts = [10 * number for number in range(len(lengths))]
    parts = [(Span(low, low + n), "[x]") for low, n in zip(starts, lengths, strict=True)]
    alignment = Alignment(spliced(text, parts)[1])
    span = Span(start, start + size)
    assert alignment.in_source(alignment.in_copy(span)).contains(span)
