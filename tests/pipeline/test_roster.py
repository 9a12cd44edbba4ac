"""A roster is read from whatever a spreadsheet saves, and errors name the place, not a person."""

from pathlib import Path

import pytest

from redact.datamodel import KnownPerson
from redact.errors import ConfigError
from redact.pipeline.roster import read_roster

ANNA = KnownPerson(
    names=("Anna Kowalska", "Zoë K."), organizations=("Vistula Works",), dossier="07", keep=True
)


def roster(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    return path


HEADER = "name,organization,dossier,keep"
ROW = "Anna Kowalska; Zoë K.,Vistula Works,07,yes"


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\n{ROW}\n".encode(),
        f"\ufeff{HEADER.title()}\r\n{ROW.replace('yes', 'YES')}\r\n".encode(),
        f"{HEADER}\n{ROW}\n".replace(",", "\t").encode("utf-16"),
        'name;organization;dossier;keep\n"Anna Kowalska;Zoë K.";Vistula Works;07;yes'.encode(
            "cp1252"
        ),
        b"keep, dossier, organization, name\n\n,,,\nyes,07, Vistula Works,Anna Kowalska ;Zo\xeb K.",
    ],
    ids=["utf-8", "with a mark", "tabs in utf-16", "semicolons in cp1252", "blanks and empty rows"],
)
def test_a_row_is_a_person(tmp_path: Path, content: bytes) -> None:
    assert read_roster(roster(tmp_path, content)) == (ANNA,)


def test_every_column_is_optional(tmp_path: Path) -> None:
    people = read_roster(roster(tmp_path, b"email\na@b.example;c@d.example\n"))

    assert people == (KnownPerson(emails=("a@b.example", "c@d.example")),)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"surname\nKowalska\n", "unknown column 'surname'"),
        (b"Anna Kowalska,Vistula Works\n", "unknown column number 1"),
        (b"name,name\nAnna,Anna\n", "'name' stands there twice"),
        (b"name,keep\nAnna,yes\nBen,maybe\n", "line 3: keep is yes, no or empty"),
        (b"name\nKowalska, Anna\n", "line 2: more cells than the first row"),
        (b"", "empty"),
        (b"name\n\x81\x8d\xff\n", "not text"),
    ],
)
def test_a_bad_roster_is_an_error_that_names_the_place(
    tmp_path: Path, content: bytes, told: str
) -> None:
    with pytest.raises(ConfigError, match="roster") as caught:
        read_roster(roster(tmp_path, content))

    assert told in str(caught.value)
    assert "Kowalska" not in str(caught.value)


def test_a_missing_roster_is_an_error_of_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="check --roster"):
        read_roster(tmp_path / "none.csv")
