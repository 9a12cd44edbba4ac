"""Decisions: placeholders, numbers, the keep list."""

from collections.abc import Callable

import pytest

from redact.config import load_config
from redact.datamodel import Action, Detection, Document, Entity, Mention, Span
from redact.decide import decide
from redact.link.cluster import Lore

Make = Callable[[str], Document]


def entity(label: str, number: int, document: Document, *surfaces: str, **more: bool) -> Entity:
    text, position, mentions = document.text, 0, []
    for surface in surfaces:
        start = text.index(surface, position)
        position = start + len(surface)
        mentions.append(Mention(0, Detection(Span(start, position), label, 0.9, "test")))
    return Entity(label, number, tuple(mentions), **more)  # type: ignore[arg-type]


def shown(decisions: tuple, text: str) -> dict[str, str | None]:  # type: ignore[type-arg]
    return {d.span.of(text): d.placeholder.text if d.placeholder else None for d in decisions}


def test_one_entity_has_one_placeholder_in_every_form(document: Make, lore: Lore) -> None:
    letter = document("Anna Kowalska, Bob, Kowalska")
    entities = [
        entity("PERSON", 1, letter, "Anna Kowalska", "Kowalska"),
        entity("PERSON", 2, letter, "Bob"),
    ]
    config = load_config(overrides={"style": "numbered"})
    assert shown(decide(entities, [letter], config, lore), letter.text) == {
        "Anna Kowalska": "[name_1]",
        "Bob": "[name_2]",
        "Kowalska": "[name_1]",
    }


def test_numbers_start_above_those_of_the_letter(document: Make, lore: Lore) -> None:
    letter = document("Dear [name_4], Bob wrote")
    config = load_config(overrides={"style": "numbered"})
    decisions = decide([entity("PERSON", 1, letter, "Bob")], [letter], config, lore)
    assert shown(decisions, letter.text) == {"Bob": "[name_5]"}


def test_labels_of_one_word_share_their_numbers(document: Make, lore: Lore) -> None:
    letter = document("10.0.0.1 and DE89370400440532013000")
    config = load_config(overrides={"style": "numbered"})
    entities = [
        entity("IP_ADDRESS", 1, letter, "10.0.0.1"),
        entity("IBAN_CODE", 1, letter, "DE89370400440532013000"),
    ]
    assert set(shown(decide(entities, [letter], config, lore), letter.text).values()) == {
        "[number_1]",
        "[number_2]",
    }


def test_the_profile_seed_knows_bare_surnames(document: Make, lore: Lore) -> None:
    letter = document("my advisor, Petrov, of Acme")
    entities = [
        entity("PERSON", 1, letter, "Petrov", surname_only=True),
        entity("ORGANIZATION", 1, letter, "Acme"),
    ]
    decisions = decide(entities, [letter], load_config("seed"), lore)
    assert shown(decisions, letter.text) == {"Petrov": "[surname]", "Acme": "[company]"}


@pytest.mark.parametrize(
    ("keep", "surface", "kept"),
    [
        ("SMILES", "SMILES", True),
        ("SMILES", "smiles", True),
        ("SMILES", "SMILES Summer School 2025", True),
        ("SMILES", "SMILES of Maria", False),
        ("Baltic Summer School", "Baltic", True),
        ("MIT", "SUMMIT", False),
    ],
)
def test_the_keep_list_keeps_what_it_names(
    keep: str, surface: str, kept: bool, document: Make, lore: Lore
) -> None:
    text = surface if surface != "Baltic" else "Baltic Summer School"
    letter = document(f"Dear {text} team")
    decisions = decide(
        [entity("ORGANIZATION", 1, letter, surface)], [letter], load_config(), lore, [keep]
    )
    assert (decisions[0].action is Action.KEEP) is kept


def test_ordinary_words_get_a_decision_of_their_own(document: Make, lore: Lore) -> None:
    letter = document("May Ling came in May")
    person = entity("PERSON", 1, letter, "May Ling")
    month = entity("PERSON", 1, letter, "May Ling", "May").mentions[1]
    both = Entity("PERSON", 1, person.mentions, ordinary=(month,))
    decisions = decide([both], [letter], load_config(), lore)
    assert [(d.action, d.rule) for d in decisions] == [
        (Action.HIDE, "detected"),
        (Action.KEEP, "ordinary word"),
    ]


def test_a_person_known_by_an_address_alone_is_hidden(document: Make, lore: Lore) -> None:
    letter = document("Parata lives here")
    mention = Mention(0, Detection(Span(0, 6), "PERSON", 0.8, "second pass"), "e-mail address")
    decisions = decide([Entity("PERSON", 1, (mention,))], [letter], load_config(), lore)
    assert [each.action for each in decisions] == [Action.HIDE]


def test_the_acronym_of_a_kept_host_is_kept_with_it(document: Make, lore: Lore) -> None:
    letter = document("Baltic Tarn School, BTS")
    found = entity("ORGANIZATION", 1, letter, "Baltic Tarn School").mentions
    more = Mention(0, Detection(Span(20, 23), "ORGANIZATION", 0.9, "second pass"), "acronym")
    host = Entity("ORGANIZATION", 1, (*found, more))
    kept = decide([host], [letter], load_config(), lore, ["Baltic Tarn School"])
    assert [each.action for each in kept] == [Action.KEEP, Action.KEEP]
    hidden = decide([host], [letter], load_config(), lore)
    assert [each.action for each in hidden] == [Action.HIDE, Action.HIDE]
