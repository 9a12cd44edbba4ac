"""Inventing organisations: universities, companies, and every other kind."""

import re
from dataclasses import dataclass
from functools import cache
from random import Random

from training.gazetteers import Gazetteers, without_marks
from training.names import make_person
from training.orgwords import (
    COINED_HEADS,
    COINED_TAILS,
    COMMON_WORDS,
    COMPANY_FIELDS,
    COMPANY_SUFFIXES,
    FAMOUS,
    PATTERNS,
    UNIVERSITY_PATTERNS,
    WORDS,
)
from training.places import COUNTRY_NAMES, make_city

SMALL_WORDS = frozenset(
    [
        "of",
        "and",
        "the",
        "for",
        "in",
        "at",
        "on",
        "to",
        "de",
        "la",
        "le",
        "les",
        "du",
        "des",
        "der",
        "die",
        "das",
        "und",
        "für",
        "zu",
        "von",
        "y",
        "e",
        "et",
        "i",
        "en",
        "del",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "degli",
        "dei",
        "della",
        "im",
        "w",
        "v",
        "voor",
        "van",
        "a",
        "al",
        "el",
    ]
)
SUFFIX = re.compile(r"[,]?\s+(?:Company|Corporation|Inc\.?|Group|Holdings|Corp\.?|plc|Ltd\.?)$")


@dataclass(frozen=True, slots=True)
class Organisation:
    """The forms of one organisation's name."""

    full: str
    short: str
    acronym: str
    country: str
    city: str
    site: str

    @property
    def land(self) -> str:
        """The name of its country."""
        return COUNTRY_NAMES.get(self.country, (self.country,))[0]


def acronym(name: str) -> str:
    """Return the letters by which an organisation is called.

    >>> acronym("Budapest University of Technology and Economics")
    'BUTE'
    """
    words = [word.strip("().,\"'“”") for word in re.split(r"[\s/–-]+", name)]
    kept = [
        word for word in words if word and word.lower() not in SMALL_WORDS and word[0].isalnum()
    ]
    capitals = [word for word in kept if word.isupper() and len(word) > 1]
    if capitals and len(kept) <= 2:
        return capitals[0] + "".join(word[0].upper() for word in kept if word is not capitals[0])
    letters = "".join(word[0].upper() for word in kept)
    return letters[:6] if len(letters) > 1 else (kept[0] if kept else name)[:3].upper()


def site_name(full: str, letters: str, rng: Random) -> str:
    """Return the middle of a web address for an organisation."""
    words = [re.sub(r"[^a-z0-9]", "", word) for word in without_marks(full).lower().split()]
    words = [word for word in words if word and word not in SMALL_WORDS]
    roll = rng.random()
    if roll < 0.4 or not words:
        return re.sub(r"[^a-z0-9]", "", letters.lower()) or "mail"
    return (max(words, key=len) if roll < 0.7 else ("-" if roll < 0.85 else "").join(words[:2]))[
        :24
    ]


def fill_pattern(rng: Random, g: Gazetteers, pattern: str, country: str, city: str) -> str:
    """Return the name that a pattern makes, with names of the country."""

    def part(match: re.Match[str]) -> str:
        word = match[1]
        if word == "city":
            return city
        if word in ("last", "last2", "first"):
            person = make_person(rng, g, country)
            return person.first if word == "first" else person.last
        if word == "n":
            return str(rng.randint(1, 239))
        if word == "country":
            return rng.choice(
                [
                    "Royal",
                    "National",
                    "European",
                    "Hungarian",
                    "Austrian",
                    "Nigerian",
                    "Polish",
                    "Swiss",
                    "African",
                ]
            )
        return rng.choice(WORDS[word].split("|"))

    name = re.sub(r"\{(\w+)\}", part, pattern)
    return name[:1].upper() + name[1:]


@cache
def famous() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return well-known universities with their acronyms, by country."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in FAMOUS.replace("\n", "|").split("|"):
        head, country = row.rsplit(" ", 1)
        count = (
            2
            if head.split()[-2] in ("TU", "KU", "Georgia")
            and head.split()[-1] in ("Delft", "Leuven", "Tech")
            else 1
        )
        name, letters = " ".join(head.split()[:-count]), " ".join(head.split()[-count:])
        found.setdefault(country, []).append((name, letters))
    return {country: tuple(rows) for country, rows in found.items()}


def university_short(full: str, letters: str) -> str:
    """Return how people there call their university."""
    for pattern in (
        r"(?:University|College) of (?:Technology )?([A-Z][\w' -]+)",
        r"([A-Z][\w'-]+(?: [A-Z][\w'-]+)?) (?:State )?University",
        r"Universit(?!y)\w+ (?:de |di |degli Studi di )?([A-Z][\w' -]+)",
        r"([A-Z][\w'-]+) (?:College|Institute of Technology)",
    ):
        match = re.fullmatch(pattern, full)
        if match and match[1] not in (
            "State",
            "National",
            "Technical",
            "Federal",
            "Medical",
            "Technology",
            "Open",
            "Islamic",
        ):
            return match[1]
    match = re.fullmatch(r"(?:Technical University of|Technische Universität) (\S+)", full)
    return "TU " + match[1] if match else full if len(full) < 25 else letters


def make_university(rng: Random, g: Gazetteers, country: str) -> Organisation:
    """Return a university of a country, real or invented."""
    city = make_city(rng, g, country)
    known = [pair for pair in famous().get(country, ()) if g.allows(pair[0])]
    real = g.universities.get(country, ())
    roll = rng.random()
    letters = ""
    if known and roll < 0.18:
        full, letters = rng.choice(known)
    elif real and roll < 0.7:
        full = rng.choice(real).name
        if ", " in full and rng.random() < 0.3:
            full = full.split(", ")[0]
    else:
        patterns = (
            UNIVERSITY_PATTERNS["*"]
            if rng.random() < 0.4
            else UNIVERSITY_PATTERNS.get(country, UNIVERSITY_PATTERNS["*"])
        )
        full = fill_pattern(rng, g, rng.choice(patterns.split("|")), country, city.name)
    full = full.removeprefix("The ").removeprefix("the ")
    letters = letters or acronym(full)
    short = letters if letters in full else university_short(full, letters)
    return Organisation(full, short, letters, country, city.name, site_name(full, letters, rng))


def make_company(rng: Random, g: Gazetteers, country: str) -> Organisation:
    """Return a company of a country, real or invented."""
    city = make_city(rng, g, country)
    suffixes = (
        COMPANY_SUFFIXES["*"]
        if rng.random() < 0.25
        else COMPANY_SUFFIXES.get(country, COMPANY_SUFFIXES["*"])
    )
    roll = rng.random()
    if roll < 0.15 and g.companies:
        full = rng.choice(g.companies)
        short = SUFFIX.sub("", full).removesuffix(" &")
        full = short if rng.random() < 0.5 else full
    else:
        if roll < 0.27:
            short = rng.choice(COMMON_WORDS)
        elif roll < 0.45:
            short = rng.choice(COINED_HEADS) + rng.choice(COINED_TAILS)
        elif roll < 0.53:
            short = rng.choice(COINED_HEADS) + rng.choice(COINED_TAILS).capitalize()
        else:
            last = make_person(rng, g, country).last
            short = last[:1].upper() + last[1:]
            if roll < 0.62:
                short += f" & {make_person(rng, g, country).last}"
            elif roll < 0.7:
                short = f"{city.name} {rng.choice(COMPANY_FIELDS)}"
        if rng.random() < 0.4 and " " not in short:
            short += " " + rng.choice(COMPANY_FIELDS)
        suffix = rng.choice(suffixes.split("|"))
        full = (
            f"{suffix} {short}"
            if suffix in ("OOO", "PT", "TOV", "SIA", "UAB")
            else f"{short} {suffix}"
        )
        full = "PT " + short if country == "ID" and rng.random() < 0.6 else full
        full = short if rng.random() < 0.3 else full
    letters = acronym(short)
    return Organisation(full, short, letters, country, city.name, site_name(short, letters, rng))


def make_other(rng: Random, g: Gazetteers, country: str) -> Organisation:
    """Return a laboratory, hospital, school, charity, club, office or the like."""
    city = make_city(rng, g, country)
    local = PATTERNS.get(country)
    pattern = rng.choice((local if local and rng.random() < 0.6 else PATTERNS["*"]).split("|"))
    full = fill_pattern(rng, g, pattern, country, city.name).removeprefix("The ")
    letters = acronym(full)
    short = full
    if rng.random() < 0.7:
        short = re.sub(
            r"(?:,| of| for| für| de) [^,]*$"
            r"| (?:Foundation|Hospital|Trust|LLP|Institute|Club|Clinic)$",
            "",
            full,
        )
        short = (
            short
            if len(short) > 5
            and not re.fullmatch(
                r"Institut\w*|Centre|Center|National Centre|Ministry|Laboratory", short
            )
            else full
        )
    return Organisation(full, short, letters, country, city.name, site_name(full, letters, rng))
