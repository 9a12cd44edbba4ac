"""Lists of names of people, places and organisations, one side of the split at a time."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from training.countries import big_cities, country_table
from training.worldnames import FORENAMES, SURNAMES

CLEAN_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-žơưạ-ỹ]+(?:[-'’ ][A-Za-zÀ-ſ]{2,})?")
NOISE = frozenset(
    ["Bird", "Droplets", "Oar", "Oafe", "Name", "Surname", "Middle", "Given", "Test", "Unknown"]
)
HELD_OUT_TENTHS = 1


def without_marks(text: str) -> str:
    """Return the text without its diacritics.

    >>> without_marks("Łukasz Müller Sørensen")
    'Lukasz Muller Sorensen'
    """
    if text.isascii():
        return text
    text = text.translate(UNDECOMPOSED)
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


# fmt: off
UNDECOMPOSED = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d",
        "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "ı": "i", "ð": "d",
        "þ": "th", "Þ": "Th", "œ": "oe", "Œ": "Oe", "ə": "a",
        "Ə": "A", "ʻ": "'", "ʼ": "'", "’": "'", "ħ": "h", "Ħ": "H",
    }
)
# fmt: on


@cache
def is_held_out(entry: str) -> bool:
    """Tell whether an entry belongs to the names that only the test letters may use."""
    plain = without_marks(entry).casefold().strip()
    return int(sha256(plain.encode()).hexdigest()[:8], 16) % 10 < HELD_OUT_TENTHS


def is_of(side: str, name: str) -> bool:
    """Tell whether a person's name may be used on a side; training uses no held-out part.

    >>> is_of("train", "Anna") != is_of("test", "Anna")
    True
    """
    if side == "test":
        return is_held_out(name)
    return not any(is_held_out(part) for part in {name, *re.split(r"[-'’ ]", name)})


@dataclass(frozen=True, slots=True)
class Name:
    """A given or family name, and its spelling in its own script ('' if not known)."""

    text: str
    native: str = ""


@dataclass(frozen=True, slots=True)
class City:
    """A town with its country code and region ('' where there is none)."""

    name: str
    country: str
    region: str


@dataclass(frozen=True, slots=True)
class University:
    """A university and the code of its country."""

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Gazetteers:
    """Every list the generator draws from."""

    side: str
    forenames: Mapping[str, tuple[Name, ...]]
    surnames: Mapping[str, tuple[Name, ...]]
    loose_forenames: tuple[str, ...]
    loose_surnames: tuple[str, ...]
    cities: Mapping[str, tuple[City, ...]]
    known_cities: tuple[City, ...]
    universities: Mapping[str, tuple[University, ...]]
    companies: tuple[str, ...]

    def allows(self, entry: str) -> bool:
        """Tell whether an entry belongs to this side of the split."""
        return is_held_out(entry) == (self.side == "test")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a gazetteer in CSV."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def lines(path: Path) -> Iterator[str]:
    """Yield the entries of a gazetteer with one entry a line."""
    yield from (line for line in path.read_text(encoding="utf-8").split("\n") if line)


def native_form(name: str, native: str) -> str:
    """Return the native spelling without stress marks, or '' where it is the same."""
    plain = (
        unicodedata.normalize("NFC", native.replace("\u0301", ""))
        if re.search("[\u0400-\u04ff]", native)
        else native
    )
    return "" if plain == name or plain.isascii() else plain


def people(path: Path, more: Mapping[str, str], side: str) -> dict[str, tuple[Name, ...]]:
    """Return the names of each country, from a gazetteer and from those written by hand."""
    found: dict[str, dict[str, Name]] = defaultdict(dict)
    for row in rows(path):
        for text in row["name"].split("/"):
            if text and text not in NOISE and not re.search("[\u0300-\u04ff]", text):
                found[row["country"]].setdefault(text, Name(text, native_form(text, row["native"])))
    for country, names in more.items():
        for text in names.split():
            found[country].setdefault(text, Name(text))
    kept = {
        code: tuple(n for n in names.values() if is_of(side, n.text))
        for code, names in found.items()
    }
    return {code: names for code, names in kept.items() if names}


def clean_names(paths: Iterable[Path], side: str) -> tuple[str, ...]:
    """Return the entries of name lists that look like names and are of this side."""
    entries = dict.fromkeys(entry for path in paths for entry in lines(path))
    return tuple(
        e
        for e in entries
        if len(e) < 20 and CLEAN_NAME.fullmatch(e) and e not in NOISE and is_of(side, e)
    )


def cities(path: Path, side: str) -> dict[str, tuple[City, ...]]:
    """Return the cities by country code."""
    codes = {name: code for code, (name, _) in country_table().items()}
    found: dict[str, list[City]] = defaultdict(list)
    for row in rows(path):
        code = codes.get(row["country"])
        name = row["name"].strip("'‘’ ")
        if (
            code
            and name
            and not re.search(r"[(),/\d]", name)
            and is_held_out(name) == (side == "test")
        ):
            region = re.sub(r"^(?:State of|Provincia de) ", "", row["region"])
            found[code].append(City(name, code, "" if re.search(r"[(),\d]", region) else region))
    return {code: tuple(group) for code, group in found.items()}


def universities(path: Path, side: str) -> dict[str, tuple[University, ...]]:
    """Return the universities by country code."""
    found: dict[str, list[University]] = defaultdict(list)
    for row in rows(path):
        name = re.sub(r"\s*\([^)]*\)", "", row["name"]).replace('"', "").strip(" ,")
        if 5 < len(name) < 70 and is_held_out(name) == (side == "test"):
            found[row["country"]].append(University(name, row["country"]))
    return {code: tuple(group) for code, group in found.items()}


def load(data: Path, side: str = "train") -> Gazetteers:
    """Return the gazetteers below a data folder, for the side ``train`` or ``test``."""
    folder = data / "gazetteers" if (data / "gazetteers").is_dir() else data
    towns = cities(folder / "cities.csv", side)
    regions = {(city.name, city.country): city.region for group in towns.values() for city in group}
    known = (City(name, code, regions.get((name, code), "")) for name, code in big_cities())
    given = ("wiktionary_female_given_names.txt", "wiktionary_male_given_names.txt")
    wanted = side == "test"
    return Gazetteers(
        side=side,
        forenames=people(folder / "forenames_by_country.csv", FORENAMES, side),
        surnames=people(folder / "surnames_by_country.csv", SURNAMES, side),
        loose_forenames=clean_names((folder / name for name in given), side),
        loose_surnames=clean_names((folder / "wiktionary_surnames.txt",), side),
        cities=towns,
        known_cities=tuple(city for city in known if is_held_out(city.name) == wanted),
        universities=universities(folder / "universities.csv", side),
        companies=tuple(
            re.sub(r"\s*\([^)]*\)", "", c)
            for c in lines(folder / "companies_sp500.txt")
            if is_held_out(c) == wanted
        ),
    )
