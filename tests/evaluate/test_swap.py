"""Tests of renaming the people of marked letters."""

from pathlib import Path
from random import Random

import pytest

from redact.evaluate.gold import GoldLetter, parse, read_gold
from redact.evaluate.nameparts import parts_of, person
from redact.evaluate.origins import Identity, Origin, origins
from redact.evaluate.recast import plain, recast
from redact.evaluate.rules import TYPES
from redact.evaluate.swap import swap
from redact.names import fold

LETTERS = read_gold(Path(__file__).parents[1] / "letters")
_TYPE_OF = {label: name for name, (_, label) in TYPES.items()}

WESTERN = Identity("Jürgen", "Otto", "Weiß", "Weiß")
EASTERN = Identity("Seo-yeon", "", "Kim", "Kim", family_first=True)
SINGLE = Identity("Wulandari", "", "", "Wulandari")
BY_GIVEN = Identity("Jón", "Páll", "Karlsson", "Jón")


@pytest.mark.parametrize(
    ("surface", "western", "eastern", "single"),
    [
        ("Anna Kowalska", "Jürgen Weiß", "Kim Seo-yeon", "Wulandari"),
        ("Anna", "Jürgen", "Seo-yeon", "Wulandari"),
        ("Kowalska", "Weiß", "Kim", "Wulandari"),
        ("KOWALSKA", "WEISS", "KIM", "WULANDARI"),
        ("anna kowalska", "jürgen weiß", "kim seo-yeon", "wulandari"),
        ("A. Kowalska", "J. Weiß", "S. Kim", "Wulandari"),
        ("A. K.", "J. W.", "S. K.", "Wulandari"),
        ("A.M. Kowalska", "J.O. Weiß", "S. Kim", "Wulandari"),
        ("Kowalska A.", "Weiß J.", "Kim S.", "Wulandari"),
        ("Kowalska, Anna", "Weiß, Jürgen", "Kim, Seo-yeon", "Wulandari"),
        ("Kowalska Anna", "Weiß Jürgen", "Seo-yeon Kim", "Wulandari"),
        ("Anna Maria Kowalska", "Jürgen Otto Weiß", "Kim Seo-yeon", "Wulandari"),
        ("Ania", "Jürgen", "Seo-yeon", "Wulandari"),
        ("Kowalsak", "Weiß", "Kim", "Wulandari"),
        ("Anna\n  Kowalska", "Jürgen\n  Weiß", "Kim\n  Seo-yeon", "Wulandari"),
        ("AnnaKowalska", "JürgenWeiß", "KimSeo-yeon", "Wulandari"),
        ("Anna_Kowalska", "Jürgen_Weiß", "Kim_Seo-yeon", "Wulandari"),
        ("安娜", "Jürgen", "Seo-yeon", "Wulandari"),
        ("Anna KOWALSKA", "Jürgen WEISS", "KIM Seo-yeon", "Wulandari"),
    ],
)
def test_a_mention_keeps_its_form(surface: str, western: str, eastern: str, single: str) -> None:
    surfaces = ["Anna Kowalska", "A. Kowalska", "Anna Maria Kowalska", surface]
    known = person(surfaces, [False] * len(surfaces))
    assert recast(surface, known, WESTERN) == western
    assert recast(surface, known, EASTERN) == eastern
    assert recast(surface, known, SINGLE) == single


def test_a_bare_surname_becomes_what_people_of_that_origin_are_called() -> None:
    known = person(["Anna Kowalska", "Kowalska"], [False, True])
    assert recast("Kowalska", known, BY_GIVEN) == "Jón"
    assert recast("A. Kowalska", known, BY_GIVEN) == "J. Karlsson"


def test_diacritics_are_lost_where_they_were_lost() -> None:
    known = person(["Łukasz Wójcik", "Lukasz Wojcik"], [False, False])
    assert recast("Lukasz Wojcik", known, WESTERN) == "Jurgen Weiss"
    assert recast("Łukasz Wójcik", known, WESTERN) == "Jürgen Weiß"


def test_plain_keeps_capitals() -> None:
    assert plain("Þórunn Ægisdóttir ŁUKASZ Ọláyínká") == "Thorunn Aegisdottir LUKASZ Olayinka"


MARKUP = """\
Dear Mrs ⟦PERSON#p2|Nowak⟧,

I am ⟦PERSON#p1|Anna Kowalska⟧ from ⟦LOC#l1|Gdańsk⟧; my brother ⟦PERSON#p3|Jan Kowalski⟧ and
⟦PERSON#p4|Piotr Kowalska⟧ know ⟦KEEP|NumPy⟧. ⟦PERSON#p1|Kowalska⟧'s thesis is Kowalska's own.
Write to ⟦EMAIL#e1|anna.kowalska@kowalska-lab.example⟧, ⟦HANDLE#h1|@a_kowalska⟧,
⟦URL#u1|https://kowalska.example/Jan⟧ or ⟦EMAIL#e2|janet@mail.example⟧.

⟦PERSON#p1|A. Kowalska⟧, assistant of ⟦PERSON#p2|Ewa Nowak⟧
"""
LETTER = parse(MARKUP, "a")


def marked(letter: GoldLetter) -> str:
    """Return the markup of a letter; the inverse of `parse`."""
    marks = [
        (mention.span, f"{_TYPE_OF[mention.label]}#{mention.entity}") for mention in letter.mentions
    ]
    marks += [(span, "KEEP") for span in letter.keep]
    text = letter.text
    for span, head in sorted(marks, reverse=True):
        text = f"{text[: span.start]}⟦{head}|{span.of(text)}⟧{text[span.end :]}"
    return text


def surfaces(letter: GoldLetter, *labels: str) -> list[str]:
    return [one.span.of(letter.text) for one in letter.mentions if one.label in labels]


def test_the_letter_stays_but_for_its_people() -> None:
    new = swap(LETTER, origins()["Dutch"], Random(4))
    assert marked(LETTER) == MARKUP
    assert [(one.label, one.entity) for one in new.mentions] == [
        (one.label, one.entity) for one in LETTER.mentions
    ]
    assert surfaces(new, "LOCATION") == ["Gdańsk"]
    assert [span.of(new.text) for span in new.keep] == ["NumPy"]
    assert "thesis is Kowalska's own" in new.text
    first, *_, last = surfaces(new, "PERSON")
    assert last.endswith(f" {first}")


def test_names_in_addresses_are_those_of_the_new_people() -> None:
    new = swap(LETTER, origins()["Dutch"], Random(4))
    anna = next(one for one in surfaces(new, "PERSON")[1:])
    given, _, family = plain(anna).lower().partition(" ")
    family = family.replace(" ", "").replace("'", "")
    email, other = surfaces(new, "EMAIL_ADDRESS")
    assert email == f"{given}.{family}@{family}-lab.example"
    assert other == "janet@mail.example"
    assert surfaces(new, "HANDLE") == [f"@a_{family}"]
    assert surfaces(new, "URL")[0].startswith(f"https://{family}.example/")
    assert not surfaces(new, "URL")[0].endswith("/Jan")


def test_who_shared_a_surname_shares_the_new_one() -> None:
    new = swap(LETTER, origins()["Turkish"], Random(4))
    names = surfaces(new, "PERSON")
    assert names[3].split()[-1] == names[1].split()[-1]
    assert names[3].split()[0] != names[1].split()[0]


def test_a_title_says_man_or_woman() -> None:
    for seed in range(20):
        new = swap(LETTER, origins()["Russian"], Random(seed))
        assert surfaces(new, "PERSON")[0].endswith("a")


def test_the_same_seed_gives_the_same_people_and_another_others() -> None:
    origin = origins()["Hindi"]
    one, same, other = (swap(LETTER, origin, Random(seed)) for seed in (1, 1, 2))
    assert one == same != other


@pytest.mark.parametrize("name", origins())
@pytest.mark.parametrize("letter", [*LETTERS, LETTER], ids=lambda letter: letter.letter_id)
def test_a_renamed_letter_keeps_the_rules_and_nobody_of_the_old_one(
    name: str, letter: GoldLetter
) -> None:
    new = swap(letter, origins()[name], Random(f"{name}{letter.letter_id}"))
    assert parse(marked(new), letter.letter_id) == new
    shipped = _words_of(origins()[name])
    old = {
        part.key
        for surface in surfaces(letter, "PERSON")
        for part in parts_of(surface)
        if len(part.key) > 2 and not part.particle
    } - shipped
    left = {part.key for surface in surfaces(new, "PERSON") for part in parts_of(surface)} & old
    assert not left
    addresses = " ".join(surfaces(new, "EMAIL_ADDRESS", "URL", "HANDLE"))
    assert not [word for word in old if len(word) > 3 and word in fold(addresses)]


def _words_of(origin: Origin) -> set[str]:
    """Return every word of the names of an origin, folded."""
    middles = () if origin.middles == "given" else origin.middles
    pairs = (form for pair in (*origin.families, *middles) for form in pair)
    return {part.key for name in (*origin.women, *origin.men, *pairs) for part in parts_of(name)}
