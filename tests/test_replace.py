"""Replacement: one splice a mention, all other text unchanged."""

from hypothesis import given
from hypothesis import strategies as st

from redact.datamodel import (
    Action,
    Decision,
    Detection,
    Document,
    Mention,
    Placeholder,
    Segment,
    Span,
)
from redact.replace import replace


def hide(start: int, end: int, text: str = "[name]") -> Decision:
    mention = Mention(0, Detection(Span(start, end), "PERSON", 0.9, "test"))
    return Decision(mention, "PERSON", 1, Action.HIDE, "detected", Placeholder(text))


def keep(start: int, end: int) -> Decision:
    mention = Mention(0, Detection(Span(start, end), "PERSON", 0.9, "test"))
    return Decision(mention, "PERSON", 1, Action.KEEP, "ordinary word")


def letter(*segments: str) -> Document:
    return Document("d", tuple(Segment(text) for text in segments))


@given(
    st.text(min_size=1, max_size=300),
    st.lists(st.tuples(st.integers(0, 299), st.integers(1, 9)), max_size=150),
)
def test_text_outside_the_replaced_spans_is_unchanged(
    text: str, wanted: list[tuple[int, int]]
) -> None:
    decisions, end = [], 0
    for start, length in sorted(wanted):
        if start >= end and start + length <= len(text):
            decisions.append(hide(start, start + length))
            end = start + length
    copy, placed = replace(letter(text), decisions)
    expected, position = "", 0
    for decision in decisions:
        expected += text[position : decision.span.start] + "[name]"
        position = decision.span.end
    assert copy.text == expected + text[position:]
    assert [each.copy_span.of(copy.text) for each in placed] == ["[name]"] * len(decisions)


def test_neighbours_are_not_merged() -> None:
    copy, placed = replace(letter("Anna Ben"), [hide(0, 4), hide(5, 8)])
    assert copy.text == "[name] [name]"
    assert len(placed) == 2


def test_a_span_over_segments_shows_once() -> None:
    copy, placed = replace(letter("Dear An", "na Ko", "walska!"), [hide(5, 18)])
    assert [segment.text for segment in copy.segments] == ["Dear [name]", "", "!"]
    assert placed[0].copy_span.of(copy.text) == "[name]"


def test_a_placeholder_stands_where_the_file_has_a_place_for_it() -> None:
    parts = (Segment("Yours,", "p1"), Segment("\n", ""), Segment("Anna", "p2"), Segment("!", "p3"))
    copy, placed = replace(Document("d", parts, format="docx"), [hide(6, 11)])
    assert [segment.text for segment in copy.segments] == ["Yours,", "", "[name]", "!"]
    assert placed[0].copy_span.of(copy.text) == "[name]"


def test_kept_text_is_found_again_behind_replacements() -> None:
    copy, placed = replace(letter("Anna met May in May."), [hide(0, 4), hide(9, 12), keep(16, 19)])
    assert placed[2].copy_span.of(copy.text) == "May"
