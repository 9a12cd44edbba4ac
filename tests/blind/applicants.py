"""Thirty invented applicants with a letter, a CV and a reference each, and the roster of them."""

import csv
from dataclasses import dataclass
from pathlib import Path

_GIVEN = (
    *(
        "Anna",
        "Thabo",
        "Ming",
        "Lucía",
        "Oluwaseun",
        "Katarzyna",
        "Emre",
        "Aiko",
        "Jonas",
        "Farida",
    ),
    *(
        "Chiara",
        "Rahul",
        "Sofía",
        "Dmitri",
        "Aaliyah",
        "Mateus",
        "Ingrid",
        "Tuấn",
        "Bridget",
        "Yusuf",
    ),
    *(
        "Noor",
        "Pavel",
        "Zsófia",
        "Kwame",
        "Leilani",
        "Henrik",
        "Amara",
        "Giorgos",
        "Saoirse",
        "Iván",
    ),
)
_FAMILY = (
    *("Kowalska", "Mokoena", "Xiaolong", "Echeverría", "Adeyemi", "Wiśniewska", "Karahan"),
    *("Tanakawa", "Lindqvist", "Rahmani", "Bellandi", "Deshpande", "Zubizarreta", "Voronov"),
    *("Abdelrahman", "Figueiredo", "Solbakken", "Nguyen-Trong", "Gallagher", "Özdemir"),
    *("Hosseinpour", "Dvořáček", "Szentgyörgyi", "Boateng", "Kahananui", "Mortensen", "Okonkwo"),
    *("Papadimitriou", "Ó Súilleabháin", "Quiroga"),
)
_REFEREES = (
    *("Margarethe Quendlinburg", "Rosalind Thistlewood", "Ottavio Brancaleone", "Haruki Minegishi"),
    *("Ewelina Strzałkowska", "Bartholomew Ashgrove", "Nkechi Umeadi", "Ragnhild Øverby"),
    *("Casimir Delacroix-Fontan", "Yevgenia Starodubtseva"),
)
_SCHOOLS = (
    *(
        "University of Old Tarn",
        "Vistula Polytechnic",
        "Universidad de Almenara",
        "Karsund College",
    ),
    *("Institute of Marrowfield", "Hochschule Altenfels"),
)
_TOWNS = ("Tarnbridge", "Wieliczów", "Almenara", "Karsund", "Marrowfield", "Altenfels")
_TITLES = ("Ms", "Mr", "Mr", "Sra.", "Mr.", "Mrs", "Herr", "Miss", "Herr", "Frau")
_TOPICS = (
    "protein folding",
    "tidal sediments",
    "graph colouring",
    "speech synthesis",
    "soil fungi",
)
APPLICANTS = tuple(f"{given} {family}" for given, family in zip(_GIVEN, _FAMILY, strict=True))


@dataclass(frozen=True)
class Applicant:
    """One applicant with all that the letters say of them; referees are shared among dossiers."""

    number: int

    @property
    def name(self) -> str:
        return APPLICANTS[self.number]

    @property
    def dossier(self) -> str:
        return f"{self.number:02d}-{_FAMILY[self.number].split()[-1].lower()}"

    @property
    def referee(self) -> str:
        return _REFEREES[self.number % len(_REFEREES)]

    @property
    def school(self) -> str:
        return _SCHOOLS[self.number % len(_SCHOOLS)]

    @property
    def town(self) -> str:
        return _TOWNS[self.number % len(_TOWNS)]

    @property
    def email(self) -> str:
        family = _FAMILY[self.number].encode("ascii", "ignore").decode().lower()
        return f"{family.replace(' ', '')}{self.number}@example.org"

    @property
    def topic(self) -> str:
        return _TOPICS[self.number % len(_TOPICS)]

    def letter(self) -> str:
        year = 2015 + self.number % 9
        return (
            f"Dear committee,\n\nmy name is {self.name}, and I study {self.topic} at the"
            f" {self.school}. In {year} I worked with {self.referee} in {self.town}.\n"
            f"{self.name.split()[0]} is what friends call me. Write to {self.email}.\n\n"
            f"Yours sincerely,\n{self.name}\n"
        )

    def cv(self) -> str:
        return (
            f"{self.name}\n{self.town}\n{self.email}\n\nEDUCATION\n{self.school}, {self.topic}\n\n"
            f"REFERENCES\n{self.referee}, {self.school}\n"
        )

    def reference(self) -> str:
        title = _TITLES[self.number % len(_TITLES)]
        given, family = self.name.split(maxsplit=1)
        return (
            f"To whom it may concern,\n\nI have known {title} {self.name} for three years. In my"
            f" group at the {self.school}, {title} {family} worked on {self.topic}. I recommend"
            f" {given} without reserve.\n\n{self.referee}\n{self.school}\n"
        )

    @property
    def identities(self) -> tuple[str, ...]:
        """Everything that tells who it is, in the forms in which the letters say it."""
        parts = [*self.name.split(), *self.referee.split(), *self.name.split("-")]
        forms = [self.name, self.referee, self.email, self.school, self.town, *parts]
        upper = [form.upper() for form in forms]
        return tuple(dict.fromkeys(form for form in (*forms, *upper) if len(form) > 2))


def write_dossiers(folder: Path, count: int = 30) -> tuple[Applicant, ...]:
    """Write a folder for each applicant, and return them."""
    people = tuple(Applicant(number) for number in range(count))
    for one in people:
        place = folder / one.dossier
        place.mkdir(parents=True)
        texts = {"letter.txt": one.letter(), "cv.md": one.cv(), "reference.txt": one.reference()}
        for name, text in texts.items():
            (place / name).write_text(text, "utf-8")
    return people


def write_roster(path: Path, people: tuple[Applicant, ...]) -> Path:
    """Write the roster of all applicants and their referees."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("dossier", "role", "name", "organization", "location", "email"))
        for one in people:
            row = (one.dossier, "applicant", one.name, one.school, one.town, one.email)
            writer.writerow(row)
            writer.writerow((one.dossier, "referee", one.referee, one.school, "", ""))
    return path
