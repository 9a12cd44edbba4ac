"""A name in another script beside the same person's name is hidden; other such words are not."""

import pytest

from redact.config import Config
from redact.datamodel import Detection, Document, Segment, Span
from redact.detect.couples import Couples
from redact.detect.detector import Detector
from redact.detect.scripts import own_script

PROSE = "I am writing to you about the position that you have advertised.\n"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Zoe Quill\nمصطفى عبد الغني\n19 Street", "Zoe Quill", ["مصطفى عبد الغني"]),
        ("ကျော်ဇော စိုး\nZoe Quill\n", "Zoe Quill", ["ကျော်ဇော စိုး"]),
        ("> Zoe Quill\n> 김서연\n", "Zoe Quill", ["김서연"]),
        ("by Zoe Quill (Ελένη Παπαδάκη) of", "Zoe Quill", ["Ελένη Παπαδάκη"]),
        ("Zoe Quill is here\nمصطفى عبد الغني\n", "Zoe Quill", []),
        ("Zoe Quill\n\nمصطفى عبد الغني\n", "Zoe Quill", []),
        ("Zoe Quill\nπ = 3\n", "Zoe Quill", []),
        ("Zoe Quill", "Zoe Quill", []),
    ],
)
def test_a_line_in_another_script_beside_a_name_is_the_name(
    text: str, name: str, expected: list[str]
) -> None:
    text = text + PROSE
    start = text.index(name)
    person = Detection(Span(start, start + len(name)), "PERSON", 0.9, "model")
    assert [one.span.of(text) for one in own_script(text, [person])] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zeynep & Tarık Korkmaz", ["Zeynep", "Tarık Korkmaz"]),
        ("from Anna and Ben Fletcher, who", ["Anna", "Ben Fletcher"]),
        ("Anna & Ben Fletcher Ltd", []),
        ("Anna & Ben Fletcher & Sons", []),
        ("Anna & Ben Fletcher & Co.", []),
        ("Anna & Ben Ltd", []),
        ("Long & Baker Hardware", []),
        ("Research & Training Unit", []),
    ],
)
def test_two_given_names_and_a_surname_are_two_people(
    text: str, expected: list[str], config: Config
) -> None:
    found = [span.of(text) for pair in Couples(config).pairs(text) for span in pair]
    assert found == expected


def test_a_couple_is_no_firm(config: Config) -> None:
    text = "We met Anna & Ben Fletcher at the fair."
    found = Detector(config).detect(Document("letter", (Segment(text),)))
    assert {one.label for one in found} == {"PERSON"}
