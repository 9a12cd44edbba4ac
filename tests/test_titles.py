"""Titles that tell gender or country are dropped before a hidden name, and nowhere else."""

import pytest

from redact.config import Config, load_config
from redact.datamodel import Action, Document, Segment
from redact.decide import TITLE_DROPPED
from redact.names import NameLore
from redact.pipeline.redactor import Redactor
from redact.pipeline.scope import run_text
from redact.titles import Titles

CONFIG = load_config("blind", overrides={"doubts": {"hold": False}, "documents": {"uniform": None}})


@pytest.fixture(scope="module")
def blind(redactor: Redactor) -> Redactor:
    return Redactor(CONFIG)


@pytest.fixture(scope="module")
def titles() -> Titles:
    return NameLore(CONFIG).dropped


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("Dear Mr. Klee,", "Klee", "Dear |"),
        ("Dear Ms Klee,", "Klee", "Dear |"),
        ("liebe Frau Prof. Dr. Klee", "Klee", "liebe |"),
        ("Estimada Sra. García", "García", "Estimada |"),
        ("la señora García", "García", "la |"),
        ("Mme\nDupont", "Dupont", "|"),
        ("Mr and Mrs Klee", "Klee", "|"),
        ("Mr./Mrs. Klee", "Klee", "|"),
        ("> Miss Klee said", "Klee", "> |"),
        ("Уважаемая госпожа Иванова", "Иванова", "Уважаемая |"),
        ("I miss Klee", "Klee", "I miss |"),
        ("Dr. Klee", "Klee", "Dr. |"),
        ("Dear Sir, Klee wrote", "Klee", "Dear Sir, |"),
        ("Mr. President, Klee wrote", "Klee", "Mr. President, |"),
        ("the programme Klee wrote", "Klee", "the programme |"),
        ("Madame!\n\nKlee", "Klee", "Madame!\n\n|"),
    ],
)
def test_what_goes_with_a_name(titles: Titles, text: str, name: str, left: str) -> None:
    start = text.index(name)

    assert text[: titles.begin(text, start)] + "|" == left


def test_the_title_of_the_name_before_stays(titles: Titles) -> None:
    text = "John Smith Sr. and Mr Jones"

    assert text[titles.begin(text, text.index("Jones"), text.index(" Sr")) :] == "Mr Jones"


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("Mr. Klee", "Klee"),
        ("Frau Prof. Dr. Heike Klee", "Heike Klee"),
        ("Mr and Mrs Klee", "Klee"),
        ("Dr. Klee", "Dr. Klee"),
        ("Heike Klee", "Heike Klee"),
        ("Mr", "Mr"),
    ],
)
def test_the_name_without_them(titles: Titles, surface: str, name: str) -> None:
    assert titles.without(surface) == name


def test_titles_stay_where_the_configuration_says_so(config: Config) -> None:
    assert not config.drop_titles
    assert NameLore(config).dropped.begin("Mr Klee", 3) == 3


LETTER = (
    "Dear Mr. Kowalski and Mrs Novak,\r\n\r\nI recommend Ms. Anna Kowalska; Frau Prof. Dr. Heike"
    " Brandt and Señora García know her well. I miss Anna. Mr and Mrs Smith agree.\r\nSir, Don"
    " Carlos Ruiz and Mme\r\nDupont wrote. Mr. President, Miss Lee said: don't wait.\r\n"
)


def test_a_letter_tells_nobodys_gender_by_a_title(blind: Redactor) -> None:
    copy = run_text(LETTER.encode(), blind).decode()

    assert copy.startswith("Dear [name_1] and [name_2],\r\n\r\nI recommend [name_3]; [name_4] and")
    assert "Mr. President, [name_" in copy
    assert "I miss [name_3]." in copy
    assert "don't wait.\r\n" in copy
    assert not any(f" {title} [" in copy for title in ("Mr", "Mrs", "Ms.", "Miss", "Mme", "Don"))


def test_redacting_again_changes_nothing(blind: Redactor) -> None:
    copy = run_text(LETTER.encode(), blind)

    assert run_text(copy, blind) == copy


def test_the_rule_has_a_name_of_its_own(blind: Redactor) -> None:
    (letter,) = blind.redact([Document("letter", (Segment("I know Ms. Anna Kowalska well."),))])

    hidden = [one.decision for one in letter.placed if one.decision.action is Action.HIDE]
    assert [(one.rule, one.span.of(letter.source.text)) for one in hidden] == [
        (TITLE_DROPPED, "Ms. Anna Kowalska")
    ]
    assert not blind.survivors(letter.copy.text, [letter], 0)
    assert blind.survivors("Kowalska wrote to Ms. Anna", [letter], 0)
    assert not blind.survivors("Ms. and Mr.", [letter], 0)
