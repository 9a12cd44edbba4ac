"""Tests of telling the parts of a name from all its forms."""

import pytest

from redact.evaluate.nameparts import Role, parts_of, person, title_before


@pytest.mark.parametrize(
    ("surface", "words", "initials"),
    [
        ("Anna Kowalska", ["Anna", "Kowalska"], []),
        ("K. V. Raghavan", ["Raghavan"], ["K", "V"]),
        ("K.V. Raghavan", ["Raghavan"], ["K", "V"]),
        ("AdamNowak", ["Adam", "Nowak"], []),
        ("callum McArdle", ["callum", "McArdle"], []),
        ("Fenna van 't Hoff", ["Fenna", "van", "t", "Hoff"], []),
        ("Fiachra Ó Súilleabháin", ["Fiachra", "Ó", "Súilleabháin"], []),
        ("Nguyen\nVan An", ["Nguyen", "Van", "An"], []),
        ("Do\u0323la\u0301po\u0300", ["Do\u0323la\u0301po\u0300"], []),
        ("Xu_Guoliang", ["Xu", "Guoliang"], []),
        ("Ramón y Cajal", ["Ramón", "y", "Cajal"], []),
    ],
)
def test_a_name_is_taken_apart(surface: str, words: list[str], initials: list[str]) -> None:
    parts = parts_of(surface)
    assert [part.text for part in parts if not part.initial] == words
    assert [part.text for part in parts if part.initial] == initials


def test_marks_of_a_nickname_and_small_words_are_seen() -> None:
    parts = parts_of('ROGELIO "OGIE" S. de la TAN')
    assert [part.text for part in parts if part.bracketed] == ["OGIE"]
    assert [part.text for part in parts if part.particle] == ["de", "la"]


@pytest.mark.parametrize(
    ("surfaces", "titled", "family"),
    [
        (["Anna Kowalska"], [False], "kowalska"),
        (["Anna Kowalska", "Kowalska"], [False, True], "kowalska"),
        (["Zhang Lei", "Lei"], [False, False], "zhang"),
        (["Baek Do-hyun", "Baek"], [False, True], "baek"),
        (["SZABÓ ESZTER KATALIN", "Szabó E. K."], [False, False], "szabo"),
        (["Kovalev D.A.", "D. A. Kovalev"], [False, False], "kovalev"),
        (["Aïssatou N’DIAYE"], [False], "ndiaye"),
        (["Cruz Maria", "Cruz, M.C."], [False, False], "cruz"),
        (["Kalpathi Venkat Raghavan", "K. V. Raghavan", "Kalpathi"], [False] * 3, "raghavan"),
        (["Ekaterina Dmitrievna Sokolova", "Sokolova"], [False, False], "sokolova"),
        (["Thijs van der Meer", "T. (Thijs) van der Meer"], [False, False], "van der meer"),
    ],
)
def test_the_forms_show_the_family_name(
    surfaces: list[str], titled: list[bool], family: str
) -> None:
    assert person(surfaces, titled).family == family


def test_a_single_name_is_a_family_name_after_a_title_or_an_initial() -> None:
    for surfaces, titled, role in (
        (["Anna", "Anna"], [False, False], Role.GIVEN),
        (["Kowalska"], [True], Role.FAMILY),
        (["A. Kowalska", "Kowalska"], [False, False], Role.FAMILY),
    ):
        known = person(surfaces, titled)
        assert known.role(parts_of(surfaces[0])[-1]) is role


def test_spellings_halves_and_strangers_have_roles() -> None:
    known = person(["Łukasz Jan Wójcik-Zając"], [False])
    roles = {word: known.role(parts_of(word)[0]) for word in ("Lukas", "Jan", "Zajac", "Kuba")}
    assert roles == {
        "Lukas": Role.GIVEN,
        "Jan": Role.MIDDLE,
        "Zajac": Role.FAMILY,
        "Kuba": Role.GIVEN,
    }


def test_a_title_is_seen_right_before_a_name_only() -> None:
    text = "Dear Dr. Anna and Mrs Ben"
    assert title_before(text, text.index("Anna"))
    woman = title_before(text, text.index("Ben"))
    assert woman is not None
    assert woman["woman"] == "Mrs"
    assert title_before(text, text.index("and")) is None
