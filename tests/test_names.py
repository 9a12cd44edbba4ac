"""Words, terms and occurrences."""

import itertools
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.link.cluster import Lore
from redact.names import occurrences, terms_of, words
from redact.prose import MARKS, reading_view


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O'Neill-Łoś", ["o", "neill", "los"]),
        ("labmateAdamNowak", ["labmate", "adam", "nowak"]),
        ("Kowal\u00adska Bracken-\nmoor", ["kowalska", "brackenmoor"]),
        ("ÇELİK Ilgın", ["celik", "ilgin"]),
        ("김서연 3B", ["김서연", "3", "b"]),
        ("e\u0301cole", ["ecole"]),
    ],
)
def test_words_are_folded_and_read_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert [word.folded for word in words(text)] == expected


@given(st.text(alphabet="aÁb \u00ad-\r\n\u200bŁ.0", max_size=40))
def test_the_words_of_a_text_lie_in_it_in_order(text: str) -> None:
    spans = [word.span for word in words(text)]
    assert spans == sorted(spans)
    assert all(span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(st.text(alphabet="ab \u00ad-\r\n\u200b\u00a0", max_size=40))
def test_the_reading_view_maps_every_character_back(text: str) -> None:
    reading = reading_view(text)
    for char, offset in zip(reading.view, reading.offsets, strict=True):
        assert text[offset] == char or text[offset] in "\u00a0\r"


@pytest.mark.parametrize(
    ("text", "view", "surface"),
    [
        ("Ask &#321;ucja now", "Ask Łucja now", "&#321;ucja"),
        ("Ask &#x141;uc&#x6A;a now", "Ask Łucja now", "&#x141;uc&#x6A;a"),
        ("Ask Ren&eacute; now", "Ask René now", "Ren&eacute;"),
        ("AT&amp;T &lt;b&gt; R&D; &#9; Ann", "AT&amp;T &lt;b&gt; R&D; &#9; Ann", "Ann"),
        ("&#65;n\u00adn&#97;", "Anna", "&#65;n\u00adn&#97;"),
    ],
)
def test_letters_in_the_coding_of_web_pages_are_read(text: str, view: str, surface: str) -> None:
    reading = reading_view(text)
    assert reading.view == view
    assert surface in [word.span.of(text) for word in words(text)]


def found_in(text: str, surface: str, label: str, lore: Lore) -> list[str]:
    whole, parts = terms_of(surface, label, lore)
    terms = [*parts, *([whole] if whole else [])]
    return sorted({span.of(text) for span, _ in occurrences(text, words(text), terms)})


@pytest.mark.parametrize(
    ("text", "surface", "label", "expected"),
    [
        ("2023 Tarn; in 2023 I moved to 560038", "2023", "LOCATION", []),
        ("in 2023 I moved to 560038", "560038", "LOCATION", ["560038"]),
        ("ANNA came, anna left, Anna stayed", "Anna Kowalska", "PERSON", ["ANNA", "Anna"]),
        ("kowalska and Kowalska", "KOWALSKA", "PERSON", ["Kowalska", "kowalska"]),
        ("It may rain. May came.", "May", "PERSON", ["May"]),
        ("Van Dyck's van", "Anthony van Dyck", "PERSON", ["Dyck"]),
        ("Kowalskas are many", "Kowalska", "PERSON", []),
        ("University\nof Tartu, Tartu", "University of Tartu", "ORGANIZATION",
         ["Tartu", "University\nof Tartu"]),
        ("We do it in the IT room", "IT", "ORGANIZATION", ["IT"]),
        ("The Institute is new", "Donders Institute", "ORGANIZATION", []),
        ("Ozgur and Özgür", "Özgür", "PERSON", ["Ozgur", "Özgür"]),
    ],
)  # fmt: skip
def test_terms_occur_as_whole_words_minding_case(
    text: str, surface: str, label: str, expected: list[str], lore: Lore
) -> None:
    assert found_in(text, surface, label, lore) == expected


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "name",
    ["प्रिया शर्मा", "ปิยะ น้ำใจ", "முத்து குமார்", "مُحَمَّد عَلِيّ", "שָׁלוֹם כֹּהֵן", "Nguyễn Hương", "ကျော်ဇော စိုး"],
)
def test_a_word_holds_the_marks_of_its_letters(name: str, form: str) -> None:
    text = unicodedata.normalize(form, f"({name}), {name}.")
    parts = unicodedata.normalize(form, name).split()
    assert [word.span.of(text) for word in words(text)] == [*parts, *parts]


def test_the_marks_are_all_those_of_unicode_and_letters_between_them() -> None:
    mark = re.compile(f"[{MARKS}]")
    kinds = {chr(code): unicodedata.category(chr(code)) for code in range(sys.maxunicode + 1)}
    found = {char for char in kinds if mark.match(char)}
    unseen = set(map(chr, range(0xFE00, 0xFE10)))
    assert {char for char, kind in kinds.items() if kind in ("Mn", "Mc")} - found <= unseen
    assert {kinds[char][0] for char in found} <= {"M", "L", "C"}
    assert not any(char.isdigit() or char.isspace() for char in found)


def test_a_capital_behind_a_small_letter_with_marks_begins_a_word() -> None:
    text = unicodedata.normalize("NFD", "labmateJoséMaría")
    assert [word.folded for word in words(text)] == ["labmate", "jose", "maria"]
