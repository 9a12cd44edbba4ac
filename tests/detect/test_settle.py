"""Overlaps: one stated order, and nothing covered is given up."""

from hypothesis import given
from hypothesis import strategies as st

from redact.datamodel import LABELS, Detection, Span
from redact.detect.settle import settle

TEXT = "Dr Anna Kowalska-Nowak, anna.kowalska@tarn.example (Kowalska GmbH), 12345"

spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda pair: Span(pair[0], min(len(TEXT), pair[0] + pair[1]))
)
detections = st.lists(
    st.builds(Detection, spans, st.sampled_from(LABELS), st.just(0.5), st.sampled_from("abc")),
    max_size=12,
)


def letters(found: tuple[Detection, ...] | list[Detection]) -> set[int]:
    return {
        offset
        for each in found
        for offset in range(each.span.start, each.span.end)
        if TEXT[offset].isalnum()
    }


@given(detections)
def test_settled_detections_are_disjoint_and_cover_what_was_covered(
    found: list[Detection],
) -> None:
    settled = settle(TEXT, found)
    assert letters(settled) == letters(found)
    assert all(
        not one.span.overlaps(other.span)
        for i, one in enumerate(settled)
        for other in settled[i + 1 :]
    )


@given(detections, st.randoms())
def test_the_order_of_the_detections_does_not_matter(found: list[Detection], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(found)
    random.shuffle(shuffled)
    assert settle(TEXT, shuffled) == settle(TEXT, found)


def test_exact_forms_win_over_names_and_the_rest_stays_hidden() -> None:
    email = Detection(Span(24, 50), "EMAIL_ADDRESS", 0.5, "email")
    name = Detection(Span(8, 37), "PERSON", 0.99, "model")
    assert [(d.label, d.span.of(TEXT)) for d in settle(TEXT, [name, email])] == [
        ("PERSON", "Kowalska-Nowak"),
        ("EMAIL_ADDRESS", "anna.kowalska@tarn.example"),
    ]


def test_the_roster_wins_over_other_names() -> None:
    known = Detection(Span(3, 7), "PERSON", 1.0, "roster")
    longer = Detection(Span(3, 22), "ORGANIZATION", 1.0, "model")
    assert [(d.label, d.span.of(TEXT)) for d in settle(TEXT, [longer, known])] == [
        ("PERSON", "Anna"),
        ("ORGANIZATION", "Kowalska-Nowak"),
    ]


def test_what_led_to_a_better_name_is_no_name() -> None:
    text = "I read at Tarn University in Ghent, and Anna and Ben."
    certain = [(10, 25, "ORGANIZATION"), (29, 34, "LOCATION"), (40, 44, "PERSON")]
    known = [Detection(Span(*part), label, 1.0, "roster") for *part, label in certain]
    whole = Detection(Span(10, 34), "ORGANIZATION", 0.9, "model")
    both = Detection(Span(40, 52), "PERSON", 0.9, "model")
    names = [one.span.of(text) for one in settle(text, [*known, whole, both])]
    assert names == ["Tarn University", "Ghent", "Anna", "Ben"]


def test_surnames_in_capitals_and_given_names_behind_a_comma_are_one_person() -> None:
    text = "QUISPE MAMANI, Rosa Luz; ROJAS, LEÓN"
    parts = [(0, 13), (15, 23), (25, 30), (32, 36)]
    found = [Detection(Span(*part), "PERSON", 0.9, "model") for part in parts]
    names = [one.span.of(text) for one in settle(text, found)]
    assert names == ["QUISPE MAMANI, Rosa Luz", "ROJAS", "LEÓN"]


def test_a_span_that_is_cut_at_a_mark_takes_the_rest_of_the_word() -> None:
    text = "Ask प्रिया now"
    for span in (Span(4, 5), Span(4, 6), Span(6, 8), Span(8, 9)):
        (settled,) = settle(text, [Detection(span, "PERSON", 0.9, "model")])
        assert settled.span.of(text) == "प्रिया"


def test_what_a_hyphen_or_an_apostrophe_joins_is_one_name() -> None:
    text = "Frau Al-Rashidi and Mr O'Reilly wrote to Ha-eun and Kim – Lee."
    parts = [(5, 7), (8, 15), (23, 24), (25, 31), (41, 43), (44, 47), (52, 55), (58, 61)]
    found = [Detection(Span(*part), "PERSON", 0.9, "roster") for part in parts]
    names = [one.span.of(text) for one in settle(text, found)]
    assert names == ["Al-Rashidi", "O'Reilly", "Ha-eun", "Kim", "Lee"]
