"""Tests of telling whose an address or a handle is, and of the linking that must find out."""

from pathlib import Path

import pytest
import yaml

from redact.datamodel import Document, Segment, Span
from redact.evaluate.gold import GoldLetter, read_gold
from redact.evaluate.owners import NOBODY, owner_of
from redact.pipeline.redactor import Redactor

LINKING = Path(__file__).parents[1] / "linking"
LETTERS = read_gold(LINKING)
#: For each letter the owner of each address, written down by a reader.
BY_HAND = yaml.safe_load((LINKING / "owners.yaml").read_text(encoding="utf-8"))
WITH_CONTACTS = [letter for letter in LETTERS if letter.letter_id in BY_HAND]
PEOPLE = {"p1": ["Anna Kowalska", "Ms Kowalska"], "p2": ["Eva Kowalska"], "p3": ["Pal Dara"]}


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("anna.kowalska@x.example", "p1"),
        ("@anna_draws", "p1"),
        ("e-kowalska@x.example", "p2"),
        ("pal@x.example", "p3"),
        ("kowalska@x.example", NOBODY),
        ("info@x.example", NOBODY),
        ("studio.kowalska@x.example", None),
        ("principal@x.example", None),
        ("@ak", None),
        ("anny@x.example", None),
    ],
)
def test_an_owner_is_told_only_where_there_is_no_doubt(address: str, owner: str | None) -> None:
    assert owner_of(address, PEOPLE) == owner


def _contacts(letter: GoldLetter) -> dict[str, Span]:
    return {
        each.entity: each.span
        for each in letter.mentions
        if each.label in ("EMAIL_ADDRESS", "HANDLE")
    }


def test_every_address_has_its_owner_written_down() -> None:
    assert {
        letter.letter_id: set(_contacts(letter)) for letter in LETTERS if _contacts(letter)
    } == {letter_id: set(owners) for letter_id, owners in BY_HAND.items()}


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.letter_id)
def test_what_the_letters_tell_is_what_a_reader_says(letter: GoldLetter) -> None:
    people: dict[str, list[str]] = {}
    for each in letter.mentions:
        if each.label == "PERSON":
            people.setdefault(each.entity, []).append(each.span.of(letter.text))
    told = {
        entity: owner_of(span.of(letter.text), people) for entity, span in _contacts(letter).items()
    }
    by_hand = {
        entity: NOBODY if owner == "nobody" else owner
        for entity, owner in BY_HAND.get(letter.letter_id, {}).items()
    }
    sure = {entity: owner for entity, owner in told.items() if owner is not None}
    assert sure == {entity: by_hand[entity] for entity in sure}


@pytest.mark.parametrize(
    "letter",
    [each for each in LETTERS if each.letter_id in BY_HAND],
    ids=lambda each: each.letter_id,
)
def test_linking_finds_the_owner_that_a_reader_says(letter: GoldLetter, redactor: Redactor) -> None:
    entities = redactor.entities([Document("letter", (Segment(letter.text),))])
    numbers = {
        mention.span: each.number
        for each in entities
        if each.label == "PERSON"
        for mention in each.mentions
    }
    people: dict[int | None, str] = {None: "nobody"}
    for gold in sorted(letter.mentions, key=lambda each: len(each.span)):
        if gold.label == "PERSON" and gold.span in numbers:
            people[numbers[gold.span]] = gold.entity
    owners = {mention.span: each.owner for each in entities for mention in each.mentions}
    found = {entity: people[owners[span]] for entity, span in _contacts(letter).items()}
    assert found == BY_HAND[letter.letter_id]
