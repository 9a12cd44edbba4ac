"""A degree and its subject are no institution; with an institution in it, they are."""

import pytest

from redact.config import load_config
from redact.detect.degrees import Degrees


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("BEng Civil Engineering", True),
        ("BA Bulgarian and English Philology", True),
        ("Bachelor of Arts (Hons.)", True),
        ("Mestrado in Economics", True),
        ("Ph.D.", True),
        ("MSc Birmingham", False),
        ("MA Kowalska", False),
        ("MBA School of Economics", False),
        ("Civil Engineering", False),
        ("", False),
    ],
)
def test_a_degree_is_its_name_and_ordinary_words(surface: str, expected: bool) -> None:
    assert Degrees(load_config()).is_one(surface) is expected
