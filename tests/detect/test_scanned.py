"""What a scanner misread is read as it was meant, at the same place; codes stay."""

import pytest

from redact.detect.scanned import as_meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("SUNRISE C0-0PERATIVE H0USING S0CIETY", "SUNRISE C0-0PERATIVE HOUSING SOCIETY"),
        ("the Iine stood stiII on the f1oor", "the line stood still on the floor"),
        ("Mrs. Ku1karni", "Mrs. Kulkarni"),
        ("HRB 2O417, mp3, CO2, IL-6, 44l7", "HRB 2O417, mp3, CO2, IL-6, 44l7"),
        ("j0hn@w0rk.example", "j0hn@w0rk.example"),
        ("McIntyre and Ibrahim", "McIntyre and Ibrahim"),
    ],
)
def test_a_misread_word_is_read_as_it_was_meant(text: str, meant: str) -> None:
    assert as_meant(text) == meant
    assert len(meant) == len(text)
