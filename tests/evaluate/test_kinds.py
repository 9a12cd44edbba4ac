"""Tests of telling what makes two mentions hard to join."""

from pathlib import Path

import pytest

from redact.evaluate.gold import parse, read_gold
from redact.evaluate.kinds import Kind, is_acronym, pairs

LINKING = Path(__file__).parents[1] / "linking"


def kinds_of(markup: str) -> list[tuple[Kind, str, str]]:
    letter = parse(markup)
    return [
        (pair.kind, pair.mention.span.of(letter.text), pair.other.span.of(letter.text))
        for pair in pairs(letter)
        if pair.other
    ]


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("Anna", Kind.GIVEN),
        ("Kowalska", Kind.SURNAME),
        ("KOWALSKA", Kind.SURNAME),
        ("A. Kowalska", Kind.INITIALS),
        ("A.K.", Kind.INITIALS),
        ("Kowalska A.", Kind.INITIALS),
        ("Kowalska Anna", Kind.ORDER),
        ("Kowalska, Anna", Kind.ORDER),
        ("ANNA KOWALSKA", Kind.SPELLING),
        ("Annna Kowalsak", Kind.SPELLING),
        ("安娜", Kind.SPELLING),
        ("Ania", Kind.NICKNAME),
        ("Ania Kowalska", Kind.NICKNAME),
        ("Anna Nowak", Kind.MARRIED),
        ("Anna Petrovna", Kind.PATRONYMIC),
    ],
)
def test_a_form_beside_the_full_name_has_a_kind(form: str, kind: Kind) -> None:
    title = "Ms " if form.lower() == "kowalska" else ""
    found = kinds_of(f"⟦PERSON#p1|Anna Kowalska⟧ and {title}⟦PERSON#p1|{form}⟧")
    assert [one for one, *_ in found] == [kind]


@pytest.mark.parametrize(
    ("full", "form", "kind"),
    [
        ("Ekaterina Dmitrievna Sokolova", "Ekaterina Dmitrievna", Kind.PATRONYMIC),
        ("Ekaterina Dmitrievna Sokolova", "Ekaterina Sokolova", Kind.PATRONYMIC),
        ("D. A. Kovalev", "Kovalev D.A.", Kind.ORDER),
        ("Hanna Berg-Obi", "Hanna Berg", Kind.MARRIED),
        ("Elizabeth “Liz” Marchetti", "Liz", Kind.NICKNAME),
        ("Ana Lúcia de Brito", "Ana Lúcia", Kind.GIVEN),
        ("João Pedro Ferreira dos Santos", "João dos Santos", Kind.SHORTER),
        ("Margarethe von Eichstaedt", "MvE", Kind.INITIALS),
        ("H. Jansz", "Herkus", Kind.INITIALS),
        ("Castellanos", "Ruby", Kind.SCATTERED),
    ],
)
def test_long_names_have_more_kinds(full: str, form: str, kind: Kind) -> None:
    found = kinds_of(f"⟦PERSON#p1|{full}⟧; ⟦PERSON#p1|{form}⟧")
    assert [one for one, *_ in found] == [kind]


def test_a_maiden_name_alone_is_no_nickname() -> None:
    found = kinds_of(
        "⟦PERSON#p1|Teresa Valcárcel⟧, née ⟦PERSON#p1|Montero⟧; ⟦PERSON#p1|Teresa Montero⟧"
    )
    assert [kind for kind, *_ in found] == [Kind.MARRIED, Kind.MARRIED]


@pytest.mark.parametrize(
    ("short", "name", "is_one"),
    [
        ("MIPT", "Moscow Institute of Physics and Technology", True),
        ("AAU", "Addis Ababa University", True),
        ("HCMUS", "Ho Chi Minh University of Science", True),
        ("THW", "Technische Hochschule Wiesenthal", True),
        ("Danubia", "Danubia Rolling Stock Works", False),
        ("ITMO", "ITMO University", False),
        ("XQZ", "Addis Ababa University", False),
        ("A", "Addis", False),
    ],
)
def test_acronyms_are_the_first_letters(short: str, name: str, is_one: bool) -> None:
    assert is_acronym(short, name) is is_one


def test_a_contact_belongs_to_the_one_person_whose_name_it_holds() -> None:
    letter = parse(
        "⟦PERSON#p1|Anna Kowalska⟧, ⟦PERSON#p2|Tomasz Kowalski⟧, ⟦PERSON#p3|Eva Kowalska⟧ "
        "⟦EMAIL#e1|akowalska@mail.example⟧ ⟦HANDLE#h1|@tomasz_k⟧ ⟦EMAIL#e2|office@mail.example⟧ "
        "⟦EMAIL#e3|kowalska@mail.example⟧"
    )
    found = [pair for pair in pairs(letter) if pair.kind is not Kind.APART]
    assert [
        (pair.kind, pair.mention.entity, pair.other and pair.other.entity) for pair in found
    ] == [
        (Kind.EMAIL, "e1", "p1"),
        (Kind.HANDLE, "h1", "p2"),
        (Kind.NOBODY, "e2", None),
        (Kind.NOBODY, "e3", None),
    ]
    assert [pair.same for pair in found] == [True, True, False, False]


def test_people_with_one_surname_are_to_be_kept_apart() -> None:
    found = kinds_of(
        "⟦PERSON#p1|Ivan Petrov⟧ and ⟦PERSON#p2|Olga Petrova⟧, Ms ⟦PERSON#p2|Petrova⟧, "
        "met ⟦PERSON#p3|Anna Berg⟧."
    )
    assert [one for one in found if one[0] is Kind.APART] == [
        (Kind.APART, "Ivan Petrov", "Olga Petrova"),
        (Kind.APART, "Petrova", "Ivan Petrov"),
    ]


def test_places_and_contacts_of_one_form_make_no_pairs() -> None:
    assert kinds_of("⟦LOC#l1|Lima⟧ and ⟦LOC#l1|Lima⟧, ⟦PHONE#t1|555 010 0000⟧") == []


def test_the_letters_for_linking_have_every_kind() -> None:
    letters = read_gold(LINKING)
    assert len(letters) >= 12
    assert {pair.kind for letter in letters for pair in pairs(letter)} == set(Kind)
