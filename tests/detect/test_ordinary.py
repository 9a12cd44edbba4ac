"""Dates, greetings and parts in a call are taken for no names, however sure the model is."""

import pytest

from redact.config import Config, load_config
from redact.datamodel import Document, Segment
from redact.detect.detector import Detector
from redact.detect.ordinary import Ordinary


@pytest.mark.parametrize(
    ("text", "ordinary"),
    [
        ("on 12 May 2022 he", ["12 May 2022"]),
        ("MEETING OF SUNDAY 9TH MARCH, CHAIRED", ["SUNDAY 9TH MARCH"]),
        ("Since May 2019 I", ["May 2019"]),
        ("Cali, 22 de abril de 2025", ["22 de abril de 2025"]),
        ("Calle 5 de mayo 118", []),
        ("Yogyakarta, 5 Mei 2025", ["5 Mei 2025"]),
        ("through March and April, Rose", ["March and April"]),
        ("in Phys. Rev. Lett and J. Phys. A 12", ["Phys. Rev. Lett", "J. Phys. A"]),
        ("Nat. Commun. and Ann. of Math. 45", ["Nat. Commun. and Ann. of Math."]),
        ("Rev. Ann Tarn and J. Nat met J. Lett.", []),
        ("14 March Road, Leeds", []),
        ("Then May wrote to me.", []),
        ("AGENT: Did an adjuster come?", ["AGENT:"]),
        ("Tēnā koe Hana,", ["Tēnā koe"]),
        ("Given names    Anna", ["Given names"]),
        ("see https://x.example\n\nCheers\nOla", ["Cheers"]),
        ("Cheers Ola", []),
        ("Love\nBest\n", []),
        ("Given names were Anna", []),
    ],
)
def test_what_names_nobody_is_known_by_its_form(
    config: Config, text: str, ordinary: list[str]
) -> None:
    found = sorted(Ordinary(config).stretches(text))
    assert [span.of(text) for span in found] == ordinary


def test_a_name_beside_a_date_or_greeting_is_hidden_and_the_date_is_not(config: Config) -> None:
    text = "Kia ora Hana,\n\nMay Kowalska came on 12 May 2022.\n\nNgā mihi,\nTane Parata\n"
    found = Detector(config).detect(Document("letter", (Segment(text),)))
    assert [one.span.of(text) for one in found] == ["Hana", "May Kowalska", "Tane Parata"]


def test_ordinary_words_need_a_higher_score_than_unknown_ones(config: Config) -> None:
    text = "Dear all,\n\nplease ask Hope about the keys, or ask Wojciech.\n"
    letter = Document("letter", (Segment(text),))
    careful = load_config(overrides={"labels": {"PERSON": {"ordinary_threshold": 1.0}}})
    assert {one.span.of(text) for one in Detector(config).detect(letter)} == {"Hope", "Wojciech"}
    assert {one.span.of(text) for one in Detector(careful).detect(letter)} == {"Wojciech"}


def test_a_telephone_does_not_take_the_number_of_the_next_item(config: Config) -> None:
    text = "6. Phone: +591 2 555 0142\n7. Address: none\n"
    found = Detector(config).detect(Document("letter", (Segment(text),)))
    assert [one.span.of(text) for one in found] == ["+591 2 555 0142"]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("DOB          29 / 02 / 1992", "29 / 02 / 1992"),
        ("Date and place of birth:  17 May 1999, here", "17 May 1999"),
        ("Your date of birth?\nCALLER: March 3rd 1961.", "March 3rd 1961"),
    ],
)
def test_dates_of_birth_are_found_however_they_are_set(
    config: Config, text: str, hidden: str
) -> None:
    found = Detector(config).detect(Document("letter", (Segment(text),)))
    assert [one.span.of(text) for one in found if one.label == "DATE_OF_BIRTH"] == [hidden]
