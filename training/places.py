"""Inventing places: towns of the gazetteer, and addresses in the order of each country."""

import re
from dataclasses import dataclass
from random import Random

from training import streets
from training.countries import country_table
from training.gazetteers import City, Gazetteers, without_marks
from training.names import make_person

COUNTRY_NAMES = {code: names for code, (_, names) in country_table().items()}
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Place:
    """A town, its region and its country, as a letter would name them."""

    city: str
    region: str
    country: str
    code: str


def make_city(rng: Random, g: Gazetteers, code: str) -> City:
    """Return a town of a country, or of any where the lists have none for it."""
    known = [city for city in g.known_cities if city.country == code] if rng.random() < 0.3 else []
    pool = known or g.cities.get(code) or g.known_cities or next(iter(g.cities.values()))
    city = rng.choice(pool)
    if rng.random() < 0.4:
        return City(without_marks(city.name), city.country, without_marks(city.region))
    return city


def make_place(rng: Random, g: Gazetteers, code: str) -> Place:
    """Return a place in a country."""
    city = make_city(rng, g, code)
    names = COUNTRY_NAMES.get(city.country, ("Germany",))
    country = names[0] if rng.random() < 0.6 else rng.choice(names)
    region = city.region
    if not region:
        others = [
            other.region
            for other in rng.sample(g.cities.get(city.country, ()) or [city], 1)
            if other.region
        ]
        region = others[0] if others else f"{city.name} Province"
    return Place(city.name, region, country, city.country)


def street_name(rng: Random, g: Gazetteers, code: str, kind: str) -> str:
    """Return the name of somebody that a street may be named after."""
    person = make_person(rng, g, code)
    words = [
        word
        for word in (person.last if kind == "last" else person.first).split(" ")
        if word[:1].isupper()
    ]
    return words[0] if words else person.last.capitalize()


def fill_street(rng: Random, g: Gazetteers, pattern: str, code: str, city: str) -> str:
    """Return what a pattern of streets, buildings or districts makes."""

    def part(match: re.Match[str]) -> str:
        word = match[1]
        if word in streets.STREET_WORDS:
            return rng.choice(streets.STREET_WORDS[word].split()).replace("|", " ")
        match word:
            case "last" | "first":
                return street_name(rng, g, code, word)
            case "city":
                return city
            case "n" | "n2":
                return str(rng.choice((rng.randint(1, 30), rng.randint(1, 199))))
            case "m":
                return str(rng.randint(1, 12))
            case "mm":
                return f"{rng.randint(1, 28):02}"
            case "big":
                return str(rng.randint(100, 9999))
            case "x":
                return rng.choice("abcd")
            case "X":
                return rng.choice("ABCDEFGH")
            case "ord" | "ordm":
                number = rng.randint(1, 14 if word == "ordm" else 99)
                ending = (
                    "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
                )
                return f"{number}{ending}"
            case "thing":
                return rng.choice(
                    ["Rectory", "Mill", "Bakery", "School House", "Post Office", "Vicarage"]
                )
        return word

    return re.sub(r"\{(\w+)\}", part, pattern)


def make_street(rng: Random, g: Gazetteers, code: str, city: str) -> str:
    """Return a street with its number, in the order of the country."""
    pattern = rng.choice(streets.STREETS.get(code, streets.STREETS["*"]).split("|"))
    return fill_street(rng, g, pattern, code, city).replace(
        "strasse" if rng.random() < 0.5 else "\0", "str."
    )


def make_postcode(rng: Random, code: str) -> str:
    """Return a postcode in the shape of the country."""
    pattern = rng.choice(streets.POSTCODES.get(code, streets.POSTCODES["*"]).split("|"))
    tables = {"state": streets.STATES, "prov": streets.PROVINCES, "au": streets.AU_STATES}
    prefix = ""
    if pattern.startswith("{"):
        name, _, pattern = pattern[1:].partition("} ")
        prefix = rng.choice(tables[name].split()) + " "
    literal = re.match(r"(?:[A-Z]{1,2}-|CEP |C\.P\. |PIN |Singapore |S(?=\())", pattern)
    head = literal[0] if literal else ""
    tail = pattern[len(head) :]
    shape = (
        str(rng.randint(0 if at else 1, 9)) if c == "9" else rng.choice(LETTERS) if c == "A" else c
        for at, c in enumerate(tail)
    )
    return prefix + head + "".join(shape)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of one postal address."""

    street: str
    postcode: str
    building: str
    district: str
    place: Place


def make_address(rng: Random, g: Gazetteers, code: str) -> Address:
    """Return an address in a country."""
    place = make_place(rng, g, code)
    return Address(
        street=make_street(rng, g, code, place.city),
        postcode=make_postcode(rng, code),
        building=fill_street(rng, g, rng.choice(streets.BUILDINGS.split("|")), code, place.city),
        district=fill_street(rng, g, rng.choice(streets.DISTRICTS.split("|")), code, place.city),
        place=place,
    )
