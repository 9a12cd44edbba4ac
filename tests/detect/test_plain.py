"""Ordinary words need a higher score; names, initials and what stands beside a name do not."""

import pytest

from redact.datamodel import Detection, Span
from redact.detect.plain import PlainWords, in_small_letters, is_label, joints


@pytest.mark.parametrize(
    ("surface", "ordinary"),
    [
        ("3rd f1oor", False),
        ("the equati0n", True),
        ("H0USING", True),
        ("laundry", True),
        ("Young", False),
        ("Dundee", False),
        ("Frostwick", False),
        ("OH", False),
    ],
)
def test_ordinary_words_are_known_though_misread_and_names_are_none(
    surface: str, ordinary: bool
) -> None:
    assert PlainWords().are_ordinary(surface) is ordinary


@pytest.mark.parametrize(
    ("text", "word", "score", "small", "certain"),
    [
        ("A mattress at laundry, please.", "laundry", 0.5, False, False),
        ("A mattress at laundry, please.", "laundry", 0.7, False, True),
        ("a mattress at laundry, please.", "laundry", 0.5, True, True),
        ("Excess\tApple Valley", "Excess", 0.8, True, False),
        ("Carrier\tApple Valley\tPolicy", "Apple Valley", 0.8, False, True),
    ],
)
def test_ordinary_words_need_a_score_that_depends_on_where_they_stand(
    text: str, word: str, score: float, small: bool, certain: bool
) -> None:
    start = text.index(word)
    found = Detection(Span(start, start + len(word)), "ORGANIZATION", score, "model")
    assert PlainWords().certain(text, found, small=small) is certain


def test_a_label_stands_before_a_colon_or_before_the_first_tab() -> None:
    assert is_label("Photos: 12", Span(0, 6))
    assert is_label("Carrier\tTarget", Span(0, 7))
    assert not is_label("Carrier\tTarget\t", Span(8, 14))


def test_a_word_beside_a_name_is_tied_to_it() -> None:
    text = "Café Südblock and others"
    found = [Detection(Span(0, 4), "PERSON", 0.4, "model")]
    other = Detection(Span(5, 13), "ORGANIZATION", 0.9, "model")
    assert joints(text, [*found, other]).touching(Span(0, 4))
    assert not joints(text, found).touching(Span(0, 4))


def test_a_text_without_capitals_is_written_in_small_letters() -> None:
    assert in_small_letters("hey team its joy")
    assert not in_small_letters("Hey team. It is Joy.")
