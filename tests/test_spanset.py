"""Sets of disjoint spans."""

from hypothesis import given
from hypothesis import strategies as st

from redact.datamodel import Span
from redact.spanset import SpanSet

spans = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda p: Span(p[0], p[0] + p[1]))


def characters(found: list[Span]) -> set[int]:
    return {offset for span in found for offset in range(span.start, span.end)}


@given(st.lists(spans, max_size=10), st.lists(spans, max_size=5), spans)
def test_inside_and_outside_part_a_span(first: list[Span], later: list[Span], asked: Span) -> None:
    held = SpanSet(first)
    for span in later:
        held.add(span)
    covered = characters(first + later)
    outside = held.outside(asked)
    assert characters(outside) == set(range(asked.start, asked.end)) - covered
    assert outside == sorted(outside)
    assert bool(held.touching(asked)) == bool(characters([asked]) & covered)
