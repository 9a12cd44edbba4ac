"""Names that are left: beside a hidden one, and where the letter's own practice is broken."""

from functools import partial

import pytest

from redact.config import Config, load_config
from redact.datamodel import KnownPerson
from redact.lint.findings import Kind, Severity
from redact.lint.linter import Linter, Look
from redact.lint.names import Seen, Sighting
from redact.pipeline.lint import seen_by
from redact.pipeline.redactor import Redactor

HIDDEN = "Dear [name],\n\n{}\n\nI studied at [organization] in [location].\n\nYours,\n[name]\n"


def seen(*names: tuple[str, str, int]) -> Look:
    """Return a detector that sees given names, each with a label and the number of its entity."""

    def look(text: str) -> Seen:
        from redact.datamodel import Span

        found = []
        for name, label, number in names:
            start = text.find(name)
            while start >= 0:
                found.append(Sighting(Span(start, start + len(name)), label, number))
                start = text.find(name, start + 1)
        return Seen(tuple(found))

    return look


def left(config: Config, text: str, look: Look) -> list[str]:
    findings = Linter(config).lint(text, look)
    return [one.span.of(text) for one in findings if one.kind is Kind.NAME]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("I met [name] Kowalska there.", "Kowalska"),
        ("I met [name]-Kowalska there.", "Kowalska"),
        ("I met Kowalska [surname] there.", "Kowalska"),
        ("I met Agnieszka [surname] there.", "Agnieszka"),
        ("I met [name] K. there.", "K."),
        ("I met A. [surname] there.", "A."),
        ("I met J.-B. [surname] there.", "J.-B."),
        ("I met [name]owska there.", "owska"),
        ("I studied at [organization] (NICS) then.", "NICS"),
        ("I live in [location], 81-999 [location].", "81-999"),
        ("I live in\n[location]\nAm Alten Speicher 71\n[location]\n", "Am Alten Speicher 71"),
        ("I live in [location], OK [location].", "OK"),
        ("Write to [name]@uni-kiel.edu now.", "uni-kiel.edu"),
    ],
)
def test_what_stands_beside_a_hidden_name_is_found_by_its_looks(
    config: Config, sentence: str, name: str
) -> None:
    assert left(config, HIDDEN.format(sentence), seen()) == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "I met Dr. [name] and Prof. [surname] there.",
        "When [name] came, In May [name] left. Tomorrow [name] sings.",
        "So did I. [name] agreed. Of group B. [name] knew more.",
        "I know [name]'s work and [name] University.",
        "my name is[name]and I like[name]very much",
        "I met Mr [name] Jr. there, and Mr [name] Sr of [organization].",
        "I met [name] XXXXX there.",
        "I met [name] PhD, of [organization] (USA).",
        "I was in [location] 2019, in [location], and then in [location], May 2020.",
    ],
)
def test_what_is_no_name_may_stand_beside_one(config: Config, sentence: str) -> None:
    assert left(config, HIDDEN.format(sentence), seen()) == []


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Ask Wilhelmina.", "PERSON"),
        ("Write to Wilhelmina.", "EMAIL_ADDRESS"),
        ("Call Wilhelmina.", "PHONE_NUMBER"),
        ("I was at Wilhelmina.", "ORGANIZATION"),
        ("I lived in Wilhelmina.", "LOCATION"),
    ],
)
def test_a_name_that_is_readable_is_left(config: Config, sentence: str, label: str) -> None:
    text = HIDDEN.format(sentence)
    (finding,) = Linter(config).lint(text, seen(("Wilhelmina", label, 1)))
    assert (finding.span.of(text), finding.label) == ("Wilhelmina", label)
    assert finding.severity is Severity.ERROR
    assert "Wilhelmina" not in finding.message
    assert "Wilhelmina" not in repr(finding)


@pytest.mark.parametrize(
    "sentence",
    [
        "I like Wilhelmina, and Wilhelmina likes me.",
        "I would like to apply to Wilhelmina.",
        "Subject: Wilhelmina",
        "The Admissions Office\nWilhelmina\n",
    ],
)
def test_an_organization_that_the_hand_kept_is_not(config: Config, sentence: str) -> None:
    look = seen(("Wilhelmina", "ORGANIZATION", 1))
    assert left(config, HIDDEN.format(sentence), look) == []


def test_a_letter_that_hides_no_organization_may_name_one(config: Config) -> None:
    look = seen(("Wilhelmina", "ORGANIZATION", 1))
    assert left(config, "Dear [name],\n\nI was at Wilhelmina.\n", look) == []


@pytest.mark.parametrize(
    ("sentence", "name", "label", "found"),
    [
        ("I work at XXXXX now.", "XXXXX", "ORGANIZATION", []),
        ("I work at XXXXX Werft now.", "XXXXX Werft", "ORGANIZATION", ["XXXXX Werft"]),
        ("Write to [email]@gmail.com now.", "@gmail.com", "HANDLE", ["gmail.com"]),
        ("See http://x.org/[email]/cv now.", "http://x.org/[email]/cv", "URL", []),
        ("See http://x.org/[email]-nkosi/cv", "http://x.org/[email]-nkosi/cv", "URL", ["nkosi"]),
    ],
)
def test_one_place_is_told_once_and_what_tells_nothing_is_not(
    config: Config, sentence: str, name: str, label: str, found: list[str]
) -> None:
    assert left(config, HIDDEN.format(sentence), seen((name, label, 1))) == found


def test_an_unsure_sighting_is_not_reported(config: Config) -> None:
    def look(text: str) -> Seen:
        from redact.datamodel import Span

        start = text.index("Wilhelmina")
        return Seen((Sighting(Span(start, start + 10), "PERSON", 1, sure=False),))

    assert left(config, HIDDEN.format("Ask Wilhelmina."), look) == []


def test_the_detector_sees_names_where_people_are_hidden(config: Config) -> None:
    given: list[str] = []

    def look(text: str) -> Seen:
        given.append(text)
        return Seen()

    Linter(config).lint("Dear [nmae], Anna <surname> of [compaany] knows [name.\n", look)
    assert given == ["Dear Tavistone, Anna Tavistone of [company] knows Tavistone.\n"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Ask Lwazi, who drove to [location] with the disk.", ["Lwazi"]),
        (
            "Write to Thandi at thandi.nkosi@veldpos.example.",
            ["Thandi", "thandi.nkosi@veldpos.example"],
        ),
        ("Grace [surname] and I met [name] Winters.", ["Grace", "Winters"]),
        ("I met Thandiwe [surname] and [name] de la Cruz.", ["Thandiwe", "Cruz"]),
        ("I work at XXXXX. Mr [name] Jr. knows it.", []),
        ("Write to [email]@gmail.com or [name]@uni.edu.", ["gmail.com", "uni.edu"]),
        ("My page is http://x/[name]/cv.", []),
        ("My page is https://x.org/[name]/cv.", []),
        ("Will [name] do well? May [name] come?", []),
        ("I use StyleGAN and HuBERT with the Adam optimizer.", []),
    ],
)
def test_the_real_detector_finds_them(
    config: Config, redactor: Redactor, sentence: str, names: list[str]
) -> None:
    assert left(config, HIDDEN.format(sentence), partial(seen_by, redactor)) == names


def test_what_is_to_be_kept_is_not_left_and_what_is_known_is() -> None:
    text = HIDDEN.format("Ask Lwazi of Blumenfeld about the quartz.")
    config = load_config(overrides={"keep": ("Lwazi",)})
    roster = (KnownPerson(organizations=("Quartz",)), KnownPerson(names=("Ivo Blumenfeld",)))
    look = partial(seen_by, Redactor(config, roster))
    assert left(config, text, look) == ["Blumenfeld"]
