"""Tests of reading public annotated texts as gold."""

import json
from pathlib import Path

import pytest

from benchmarks.opensets import as_gold, parts, read
from redact.evaluate.gold import GoldLetter


def gold(text: str, *spans: tuple[str, str]) -> GoldLetter:
    """Return a text as gold, each marked surface at its first place."""
    places = [(text.index(surface), surface, label) for surface, label in spans]
    return as_gold(
        {
            "id": "x",
            "text": text,
            "spans": [
                {"start": at, "end": at + len(surface), "label": label}
                for at, surface, label in places
            ],
        }
    )


def marked(letter: GoldLetter) -> list[tuple[str, str]]:
    return [(mention.label, mention.span.of(letter.text)) for mention in letter.mentions]


def kept(letter: GoldLetter) -> list[str]:
    return [span.of(letter.text) for span in letter.keep]


def test_names_are_marked_and_all_other_labels_are_either_way() -> None:
    letter = gold(
        "Ana of BIAM met Danes in Lima",
        ("Ana", "PERSON"),
        ("BIAM", "ORG"),
        ("Danes", "NORP"),
        ("Lima", "LOC"),
    )
    assert marked(letter) == [("PERSON", "Ana"), ("ORGANIZATION", "BIAM"), ("LOCATION", "Lima")]
    assert kept(letter) == ["Danes"]
    assert len({mention.entity for mention in letter.mentions}) == 3


def test_article_title_and_possessive_stay_outside_as_in_our_marks() -> None:
    letter = gold(
        "On the Thames, Mr. Darcy's boat and The Irish Rovers'",
        ("the Thames", "LOC"),
        ("Mr. Darcy's", "PERSON"),
        ("The Irish Rovers", "ORG"),
    )
    assert [surface for _, surface in marked(letter)] == ["Thames", "Darcy", "Irish Rovers"]


def test_a_marked_user_name_is_a_handle() -> None:
    letter = gold("RT @anna and @ben: hi", ("@anna", "PERSON"), ("ben", "ORG"))
    assert marked(letter) == [("HANDLE", "@anna"), ("HANDLE", "ben")]
    assert kept(letter) == ["@"]


def test_contact_details_that_nobody_marked_are_either_way() -> None:
    letter = gold("Ana: ana@mail.example, www.ana.example or +44 20 7946 0000, not 2019.")
    assert kept(letter) == ["ana@mail.example", "www.ana.example", "+44 20 7946 0000"]


def test_what_lies_in_a_name_and_in_another_mark_is_the_name() -> None:
    letter = gold("the Nobel Prize", ("Nobel", "PERSON"), ("Nobel Prize", "AWARD"))
    assert marked(letter) == [("PERSON", "Nobel")]
    assert kept(letter) == [" Prize"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    lines = [json.dumps({"id": str(number), "text": "Ana", "spans": []}) for number in range(9)]
    for name in ("gum/dev", "gum/train", "btc/dev", "btc/test"):
        path = tmp_path / "ner" / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_the_test_part_is_taken_where_there_is_one_and_never_the_training_part(data: Path) -> None:
    assert [(name, path.name) for name, path in parts(data)] == [
        ("gum dev", "dev.jsonl"),
        ("btc test", "test.jsonl"),
    ]


def test_a_set_is_read_whole_or_in_a_sample_that_does_not_change(data: Path) -> None:
    path = data / "ner" / "gum" / "dev.jsonl"
    assert [letter.letter_id for letter in read(path)] == [str(number) for number in range(9)]
    assert len(read(path, 3)) == 3
    assert read(path, 3) == read(path, 3)
    assert len(read(path, 30)) == 9
