"""Inventing people: a given and a family name, with what their country adds to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from training.gazetteers import Gazetteers, Name, without_marks
from training.nicknames import nickname_table
from training.worldnames import ARABIC, FAMILY_FIRST, NEIGHBOURS, SLAVIC_PATRONYMIC, SPANISH

LOOSE_SHARE = 0.35
PSEUDO_SHARE = 0.15
PSEUDO_FORENAMES = 0.07
NICKNAMES = nickname_table()
NamesByCountry = Mapping[str, tuple[Name, ...]]
SYLLABLE = re.compile(
    r"[^aeiouyà-ö ]*[aeiouyà-öø-ÿ]+(?:[^aeiouyà-ö ](?=[^aeiouyà-ö ])|[^aeiouyà-ö ]+$)?",
    re.IGNORECASE,
)

# How often a family name takes a particle there, and which.
# fmt: off
PARTICLES: dict[str, tuple[float, tuple[str, ...]]] = {
    "NL": (0.3, ("van ", "van der ", "de ", "van den ", "Van ", "ter ", "'t ", "van de ", "ten ")),
    "BE": (0.25, ("Van ", "De ", "Van den ", "Vander", "D'", "de ")),
    "DE": (0.08, ("von ", "von der ", "zu ", "von und zu ")),
    "AT": (0.05, ("von ",)),
    "IT": (0.12, ("De ", "Di ", "Della ", "D'", "Lo ", "La ", "Del ")),
    "FR": (0.1, ("de ", "du ", "Le ", "de la ", "d'", "L'")),
    "PT": (0.3, ("da ", "de ", "dos ", "do ", "e ")),
    "BR": (0.25, ("da ", "de ", "dos ", "do ", "das ")),
    "IE": (0.3, ("O'", "Mc", "Mac", "Ní ", "Ó ", "Fitz")),
    "GB": (0.06, ("Mc", "Mac", "St. ", "Fitz")),
    "US": (0.06, ("Mc", "O'", "Van ", "De ", "St. ", "La")),
    "CA": (0.06, ("Mc", "Mac", "St-", "Le")),
    "IL": (0.1, ("Ben-", "Bar-", "Ben ")),
    "ZA": (0.1, ("van der ", "du ", "van ", "de ")),
    "IR": (0.05, ("Pour", "Mir")),
    "AM": (0.03, ("Ter-",)),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Person:
    """The parts of one invented name."""

    first: str
    middles: tuple[str, ...]
    last: str
    country: str
    nick: str
    native_first: str = ""
    native_last: str = ""
    family_first: bool = False


def pseudo_name(rng: Random, gazetteers: Gazetteers) -> str:
    """Return a name nobody has, from syllables of surnames of every language."""
    for _ in range(20):
        one, two = (rng.choice(gazetteers.loose_surnames) for _ in "ab")
        head, tail = SYLLABLE.findall(one), SYLLABLE.findall(two)
        if not head or not tail:
            continue
        text = "".join(head[: rng.randint(1, max(1, len(head) - 1))]) + "".join(
            tail[-rng.randint(1, 2) :]
        )
        text = text.strip("-' ’").capitalize()
        if 3 <= len(text) <= 13 and text.isalpha() and gazetteers.allows(text):
            return text
    return rng.choice(gazetteers.loose_surnames)


def of_country(groups: NamesByCountry, country: str) -> Sequence[Name]:
    """Return the names of a country, or of one that names its children alike."""
    if country in groups:
        return groups[country]
    if country in SPANISH and "ES" in groups:
        return groups["ES"]
    return groups.get(NEIGHBOURS.get(country, ""), ())


def draw(
    rng: Random, groups: NamesByCountry, loose: Sequence[str], country: str, g: Gazetteers
) -> Name:
    """Return a given or family name for somebody from a country."""
    roll = rng.random()
    known = of_country(groups, country)
    pseudo = PSEUDO_FORENAMES if groups is g.forenames else PSEUDO_SHARE
    if roll < pseudo:
        return Name(pseudo_name(rng, g))
    if roll < pseudo + LOOSE_SHARE or not known:
        return Name(rng.choice(loose))
    return rng.choice(known)


def nickname(rng: Random, first: str, gazetteers: Gazetteers) -> str:
    """Return what friends call somebody with this given name."""
    known = [nick for nick in NICKNAMES.get(first, ()) if gazetteers.allows(nick)]
    if known:
        return rng.choice(known)
    match = re.match(r"[^aeiouyAEIOUY]*[aeiouyAEIOUY]+[^aeiouyAEIOUY\W]?", without_marks(first))
    stem = match[0] if match and len(match[0]) > 1 else first[:3]
    nick = (
        stem + rng.choice(["", "", "i", "y", "ie", "o", "a"])
        if stem != first
        else first + rng.choice(["y", "chen", "ito"])
    )
    return nick if nick.isalpha() and gazetteers.allows(nick) else first


def patronymic(rng: Random, father: str) -> str:
    """Return a Russian patronymic."""
    stem = re.sub(r"[aeiouyiоа]+$", "", without_marks(father)) or father
    return stem + rng.choice(["ovich", "ovna", "evich", "evna"])


def with_particle(rng: Random, last: str, country: str) -> str:
    """Return the family name with what the country sometimes puts before it."""
    if " " in last or "'" in last or "-" in last:
        return last
    roll = rng.random()
    share, particles = PARTICLES.get(
        country, (0.02, ("de ", "van ", "von ", "di ", "al-", "de la ", "El ", "Mc"))
    )
    if country in ARABIC:
        share, particles = (
            0.3,
            (
                "al-",
                "Al-",
                "El ",
                "el-",
                "Al ",
                "bin ",
                "Abu ",
                "Bou",
                "Ben ",
                "Ibn ",
                "Abd al-",
                "ibn ",
            ),
        )
    if country in SPANISH or country == "ES":
        share, particles = 0.1, ("de ", "de la ", "del ", "De ", "de los ")
    return rng.choice(particles) + last if roll < share else last


def draw_first(rng: Random, g: Gazetteers, country: str) -> Name:
    """Return a given name for somebody from a country."""
    return draw(rng, g.forenames, g.loose_forenames, country, g)


def draw_last(rng: Random, g: Gazetteers, country: str) -> Name:
    """Return a family name for somebody from a country."""
    return draw(rng, g.surnames, g.loose_surnames, country, g)


def whole_first(rng: Random, g: Gazetteers, country: str, first: str) -> str:
    """Return the given name, now and then made double: Jean-Pierre, Ana Paula."""
    share = 0.2 if country in ("FR", "DE", "CH", "BE") else 0.04
    if "-" in first or " " in first or rng.random() >= share:
        return first
    second = draw_first(rng, g, country).text
    return first if second == first else first + rng.choice("--- ") + second


def whole_last(rng: Random, g: Gazetteers, country: str, last: str) -> str:
    """Return the family name with a particle, doubled, or a patronymic, where usual."""
    last = with_particle(rng, last, country)
    if country in SPANISH or country == "ES":
        if rng.random() < 0.5:
            last += rng.choice([" ", " ", " ", " y ", "-"]) + draw_last(rng, g, country).text
    elif country in ("BR", "PT", "PH"):
        if rng.random() < 0.35:
            last = draw_last(rng, g, country).text + " " + last
    elif country == "MY" and rng.random() < 0.35:
        last = rng.choice(["bin ", "binti ", "a/l ", "Bin "]) + draw_first(rng, g, country).text
    elif " " not in last and "-" not in last and rng.random() < 0.06:
        last += "-" + draw_last(rng, g, country).text
    return last


def make_middles(rng: Random, g: Gazetteers, country: str) -> tuple[str, ...]:
    """Return the middle names, which are a patronymic in some countries and mostly none."""
    if country in SLAVIC_PATRONYMIC and rng.random() < 0.4:
        return (patronymic(rng, draw_first(rng, g, country).text),)
    if country in ARABIC and rng.random() < 0.2:
        return (rng.choice(["bin ", "ibn ", "bint ", ""]) + draw_first(rng, g, country).text,)
    return (draw_first(rng, g, country).text,) if rng.random() < 0.3 else ()


def make_person(rng: Random, gazetteers: Gazetteers, country: str) -> Person:
    """Return a new person whose names come from a country."""
    given, family = draw_first(rng, gazetteers, country), draw_last(rng, gazetteers, country)
    first = whole_first(rng, gazetteers, country, given.text)
    last = whole_last(rng, gazetteers, country, family.text)
    simple = last == family.text and first == given.text
    native = bool(given.native and family.native) and simple
    share = 0.75 if country in ("VN", "HU", "KH") else 0.35
    middles = make_middles(rng, gazetteers, country)
    person = Person(
        first=first,
        middles=middles if middles != (given.text,) else (),
        last=last,
        country=country,
        nick=nickname(rng, given.text, gazetteers),
        native_first=given.native if native else "",
        native_last=family.native if native else "",
        family_first=country in FAMILY_FIRST and rng.random() < share,
    )
    return plainer(rng, person)


def plainer(rng: Random, person: Person) -> Person:
    """Return the person as somebody without the right keyboard writes the name, now and then."""
    share = (
        0.9
        if person.country in ("CN", "TW")
        else 0.5
        if person.country in ("VN", "JP", "KR")
        else 0.25
    )
    if rng.random() >= share:
        return person
    middles = tuple(without_marks(middle) for middle in person.middles)
    return replace(
        person,
        first=without_marks(person.first),
        last=without_marks(person.last),
        middles=middles,
        nick=without_marks(person.nick),
    )
