"""The "in" before the seat of an organization belongs to an official name, or to the sentence."""

import pytest

from redact.config import load_config
from redact.datamodel import Detection, Span
from redact.detect.seats import Seats


@pytest.mark.parametrize(
    ("organization", "place", "shown"),
    [
        ("Nazarbayev University in", "Astana", ["Nazarbayev University", "Astana"]),
        ("Quocast Logistics in", "Lima", ["Quocast Logistics", "Lima"]),
        ("Perimeter Institute in", "Waterloo", ["Perimeter Institute", "Waterloo"]),
        ("Police Academy in", "Tarnbridge", ["Police Academy in Tarnbridge"]),
        ("French University in", "Armenia", ["French University in Armenia"]),
        ("Women in Robotics", "Lami", ["Women in Robotics", "Lami"]),
    ],
)
def test_a_name_has_its_place_where_it_would_be_none_without(
    organization: str, place: str, shown: list[str]
) -> None:
    text = f"at {organization} {place}, where"
    end = 3 + len(organization)
    found = [
        Detection(Span(3, end), "ORGANIZATION", 0.9, "model"),
        Detection(Span(end + 1, end + 1 + len(place)), "LOCATION", 0.8, "model"),
    ]

    told = list(Seats(load_config()).told(text, found))

    assert [one.span.of(text) for one in told] == shown
    assert told[0].label == "ORGANIZATION"


def test_what_is_only_the_word_is_no_organization_with_a_seat() -> None:
    text = "studied in Lima"
    found = [
        Detection(Span(8, 10), "ORGANIZATION", 0.9, "model"),
        Detection(Span(11, 15), "LOCATION", 0.8, "model"),
    ]

    assert list(Seats(load_config()).told(text, found)) == found


def test_only_a_place_right_behind_counts() -> None:
    text = "the Bureau in charge, Lima"
    found = [
        Detection(Span(4, 13), "ORGANIZATION", 0.9, "model"),
        Detection(Span(22, 26), "LOCATION", 0.8, "model"),
    ]

    assert list(Seats(load_config()).told(text, found)) == found


@pytest.mark.parametrize(
    ("text", "first", "second", "shown"),
    [
        ("the Government of India met", (4, 17), (18, 23), ["Government of India"]),
        ("the Government of all, India", (4, 17), (23, 28), ["Government", "India"]),
        ("India has a Government of", (0, 5), (12, 25), ["India", "Government"]),
    ],
)
def test_a_name_goes_on_behind_of(
    text: str, first: tuple[int, int], second: tuple[int, int], shown: list[str]
) -> None:
    found = [
        Detection(Span(*first), "ORGANIZATION", 0.9, "model"),
        Detection(Span(*second), "LOCATION", 0.8, "model"),
    ]

    told = list(Seats(load_config()).told(text, found))

    assert [one.span.of(text) for one in told] == shown


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        (
            "the Centre Ola Tarn, where",
            [("PERSON", 11, 19)],
            [("ORGANIZATION", "Centre Ola Tarn")],
        ),
        ("Lycée de Tarn.", [("LOCATION", 9, 13)], [("ORGANIZATION", "Lycée de Tarn")]),
        ("in the centre Tarn", [("LOCATION", 14, 18)], [("LOCATION", "Tarn")]),
        ("at Tarn Systems, I", [("ORGANIZATION", 3, 7)], [("ORGANIZATION", "Tarn Systems")]),
        ("at Tarn Systems Biology", [("ORGANIZATION", 3, 7)], [("ORGANIZATION", "Tarn")]),
        ("at Tarn systems, I", [("ORGANIZATION", 3, 7)], [("ORGANIZATION", "Tarn")]),
        (
            "at Tarn Motors now",
            [("ORGANIZATION", 3, 7), ("PERSON", 8, 14)],
            [("ORGANIZATION", "Tarn Motors")],
        ),
    ],
)
def test_a_name_has_what_it_begins_or_ends_with(
    text: str, spans: list[tuple[str, int, int]], shown: list[tuple[str, str]]
) -> None:
    found = [Detection(Span(low, high), label, 0.9, "model") for label, low, high in spans]

    told = list(Seats(load_config()).told(text, found))

    assert [(one.label, one.span.of(text)) for one in told] == shown
