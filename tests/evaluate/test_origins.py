"""Tests of the names that ship, and of drawing people from them."""

import re
from random import Random

import pytest

from redact.evaluate.origins import Draw, Origin, origins

ORIGINS = origins()


def test_there_are_names_of_many_origins() -> None:
    assert len(ORIGINS) >= 20


@pytest.mark.parametrize("name", ORIGINS)
def test_an_origin_has_names_enough_and_none_twice(name: str) -> None:
    origin = ORIGINS[name]
    assert len({*origin.women, *origin.men}) >= 24
    assert len(set(origin.families)) == len(origin.families) >= 30
    assert len(set(origin.women)) == len(origin.women) >= 12
    assert len(set(origin.men)) == len(origin.men) >= 12


@pytest.mark.parametrize("name", ORIGINS)
def test_names_are_names_and_none_reads_as_a_title(name: str) -> None:
    origin = ORIGINS[name]
    pairs = () if origin.middles == "given" else origin.middles
    forms = [form for pair in (*origin.families, *pairs) for form in pair]
    for form in (*origin.women, *origin.men, *forms):
        assert re.fullmatch(r"[^\W\d_](?:[\w\u0300-\u036f'’ -]*[\w\u0300-\u036f])?", form), form
        assert not re.match(r"(?:dr|prof|mr|mrs|ms|don|rev|ing|sr|sister|the)\s", form.lower())


ORIGIN = Origin(
    women="Ada, Bea",
    men="Carl, Dan",
    families="Novak/Novakova, Prochazka/Prochazkova",
    middles="Petrovich/Petrovna",
)


def test_a_name_has_the_form_of_a_man_or_a_woman() -> None:
    woman = Draw(ORIGIN, Random(1)).identity("x", man=False)
    man = Draw(ORIGIN, Random(1)).identity("x", man=True)
    assert woman.given in ("Ada", "Bea")
    assert (woman.middle, woman.family[-1]) == ("Petrovna", "a")
    assert man.given in ("Carl", "Dan")
    assert man.middle == "Petrovich"


def test_who_shared_a_family_name_shares_the_new_one_and_others_do_not() -> None:
    draw = Draw(ORIGIN, Random(3))
    one, other, third = (draw.identity(family, man=True) for family in ("x", "y", "x"))
    assert one.family == third.family != other.family
    assert one.given != third.given


def test_two_surnames_one_of_which_stands_alone() -> None:
    spanish = Draw(ORIGINS["Spanish"], Random(1)).identity("x")
    portuguese = Draw(ORIGINS["Portuguese"], Random(1)).identity("x")
    assert spanish.family.startswith(f"{spanish.alone} ")
    assert portuguese.family.endswith(f" {portuguese.alone}")


def test_some_are_called_by_the_given_name_and_some_have_no_other() -> None:
    icelandic = Draw(ORIGINS["Icelandic"], Random(1)).identity("x")
    assert icelandic.alone == icelandic.given
    draw = Draw(ORIGIN.model_copy(update={"single": 1.0}), Random(1))
    single = draw.identity("x")
    assert (single.family, single.middle, single.alone) == ("", "", single.given)


def test_the_order_of_an_origin_is_that_of_its_people() -> None:
    assert Draw(ORIGINS["Korean"], Random(1)).identity("x").family_first
    vietnamese = Draw(ORIGINS["Vietnamese"], Random(1)).identity("x")
    assert vietnamese.family_first
    assert vietnamese.middle_before_given
    assert not Draw(ORIGINS["Dutch"], Random(1)).identity("x").family_first
