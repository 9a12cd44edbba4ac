"""Who somebody is in a dossier stands in the placeholder; no number links two dossiers."""

from pathlib import Path

import pytest

from redact.config import load_config
from redact.datamodel import Document, KnownPerson, Segment
from redact.errors import ConfigError
from redact.pipeline.redactor import Redactor
from redact.pipeline.roster import read_roster, scoped

CONFIG = load_config("blind", overrides={"documents": {"uniform": None}})
PROFESSOR = "Margarethe Quendlinburg"
ROSTER = (
    KnownPerson(names=("Anna Kowalska",), dossier="a", role="applicant"),
    KnownPerson(names=(PROFESSOR,), dossier="a", role="referee"),
    KnownPerson(names=("Ottavio Brancaleone",), dossier="a", role="referee"),
    KnownPerson(names=("Thabo Mokoena",), dossier="b", role="applicant"),
    KnownPerson(names=("Haruki Minegishi",), dossier="b", role="referee"),
    KnownPerson(names=(PROFESSOR,), dossier="b", role="referee"),
)
A = (
    f"My name is Anna Kowalska. Prof. {PROFESSOR} taught me.\n",
    "I recommend Anna, and not as Kowalska alone.\n\nOttavio Brancaleone\n",
    f"To Professor Quendlinburg: what Ms Kowalska did.\n\n{PROFESSOR}\n",
)
B = (
    f"Thabo Mokoena worked with Haruki Minegishi and {PROFESSOR}. Anna Kowalska visited.\n",
    "Dr. Minegishi knows Thabo.\n",
)


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor(CONFIG, ROSTER)


def copies(redactor: Redactor, dossier: str, texts: tuple[str, ...]) -> list[str]:
    documents = [Document(str(n), (Segment(text),)) for n, text in enumerate(texts)]
    return [one.copy.text for one in redactor.for_dossier(dossier).redact(documents)]


def test_a_role_is_the_same_in_every_file_of_a_dossier(redactor: Redactor) -> None:
    assert copies(redactor, "a", A) == [
        "My name is [applicant]. Prof. [referee_1] taught me.\n",
        "I recommend [applicant], and not as [applicant] alone.\n\n[referee_2]\n",
        "To Professor [referee_1]: what [applicant] did.\n\n[referee_1]\n",
    ]


def test_one_professor_has_unrelated_numbers_in_two_dossiers(redactor: Redactor) -> None:
    first, second = copies(redactor, "b", B)

    assert first.startswith("[applicant] worked with [referee_1] and [referee_2]. [name_1] visited")
    assert second == "Dr. [referee_1] knows [applicant].\n"


def test_two_applicants_of_one_dossier_are_told_apart() -> None:
    both = (ROSTER[0], KnownPerson(names=("Thabo Mokoena",), dossier="a", role="applicant"))
    (text,) = copies(Redactor(CONFIG, both), "a", ("Anna Kowalska and Thabo Mokoena apply.\n",))

    assert text == "[applicant_1] and [applicant_2] apply.\n"


def test_redacting_a_copy_again_changes_nothing(redactor: Redactor) -> None:
    made = copies(redactor, "a", A)

    assert copies(redactor, "a", tuple(made)) == made


def test_outside_of_its_dossier_a_row_is_a_name_alone() -> None:
    assert [row.role for row in scoped(ROSTER, "")] == [""] * 5
    assert [row.role for row in scoped(ROSTER, "b")] == ["applicant", "referee", "referee", "", ""]


def test_an_unknown_role_is_refused(tmp_path: Path) -> None:
    roster = tmp_path / "people.csv"
    roster.write_text("name,role\nAnna Kowalska,neighbour\n")

    with pytest.raises(ConfigError, match="line 2: role is applicant, referee"):
        read_roster(roster)
