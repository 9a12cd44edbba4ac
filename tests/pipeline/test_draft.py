"""Doubts are added to a decisions file that keeps every character it holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.datamodel import Verdict
from redact.errors import ConfigError
from redact.pipeline.decisions_file import parse
from redact.pipeline.draft import Open, drafted

PATH = Path("decisions.yaml")
TEXTS = [
    "Anna: Kowalska",
    "- Anna",
    "'single' and \"double\"",
    "two\nlines\r\nand more",
    "# no remark",
    "no",
    "~",
    "1234567",
    "1e5",
    "{a: b}, [c]",
    "%TAG ! |>-",
    "Łódź 😀 日本",
    "a\x00b \u202e\u2028 \ufeff",
    " blank ",
    "w" * 3000,
]


def doubt(text: str, kind: str = "full name") -> Open:
    return Open("00f1e2d3c4b5a697", "9" * 64, text, kind, 0.6, "a.txt")


def texts(content: str) -> list[str]:
    return [entry.text for entry in parse(content, PATH).decisions]


def test_a_new_file_explains_itself_and_lists_the_doubts() -> None:
    content = drafted("", [doubt(text) for text in TEXTS], PATH)
    table = parse(content, PATH)
    assert [entry.text for entry in table.decisions] == TEXTS
    assert {(e.letter, e.source, e.do) for e in table.decisions} == {
        ("00f1e2d3c4b5a697", "9" * 64, None)
    }
    assert all(f"  {verdict.value} " in content for verdict in Verdict)
    assert (table.who, table.when, table.why) == (None, None, None)
    assert "# 1: a.txt\n" in content
    assert "\u202e" not in content
    assert content.count("  do:\n") == len(TEXTS)


@given(st.lists(st.text(min_size=1, max_size=60), max_size=4))
def test_any_text_comes_back_as_it_was(some: list[str]) -> None:
    content = drafted("", [doubt(text) for text in some], PATH)
    assert texts(content) == some
    again = drafted(content, [doubt("more")], PATH)
    assert again.startswith(content)
    assert texts(again) == [*some, "more"]


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("full name", "PERSON"),
        ("organization form", "ORGANIZATION"),
        ("known place", "LOCATION"),
        ("identifier", "ID_NUMBER"),
        ("title of a work", "ID_NUMBER"),
        ("hidden elsewhere", "PERSON"),
    ],
)
def test_a_doubt_proposes_a_label(kind: str, label: str) -> None:
    (entry,) = parse(drafted("", [doubt("Anna", kind)], PATH), PATH).decisions
    assert (entry.label, entry.kind) == (label, kind)


EXISTING = [
    "# a remark alone\n",
    "who: me",
    "decisions:",
    "decisions: # none yet\n\nwho: me\n",
    "decisions:\n- text: a\n  do: hide",
    "decisions:\n- text: a\n  do: hide # sure\n  # a remark\n\n# the end\n",
    "decisions:\n    - text: a\n      do: keep\nwho: me # the last key\nwhen: now\n",
    "decisions:\n- {text: a, do: hide}\n- text: b\n",
    "decisions:\n- text: |\n    a\n    # no remark\n",
    "decisions:\n- text: |\n    a\n    # no remark\n\n\nwho: me\n",
    "decisions:\n- text: >-\n    a\n    b\n\n\n",
    "---\nwho: me\ndecisions:\n- text: a # b\n...\n",
    "who: me\r\ndecisions:\r\n- text: a\r\n  do: hide\r\n",
    "\ufeffdecisions:\n- text: a\n",
    "decisions:\n- text: 'a\n\n    b'\n  do: hide\n",
]


@pytest.mark.parametrize("existing", EXISTING)
def test_what_is_there_stays_character_for_character(existing: str) -> None:
    content = drafted(existing, [doubt("Anna"), doubt("- x:")], PATH)
    before, after = parse(existing, PATH), parse(content, PATH)
    assert after.decisions[: len(before.decisions)] == before.decisions
    assert [entry.text for entry in after.decisions[len(before.decisions) :]] == ["Anna", "- x:"]
    assert (after.who, after.when) == (before.who, before.when)
    rest = iter(content)
    assert all(char in rest for char in existing)  # in this order, with the entries between
    assert drafted(existing, [], PATH) == existing or not existing.strip()
    assert ("\r\n" in existing) == ("\n" not in content.replace("\r\n", ""))


@pytest.mark.parametrize("existing", ["decisions: [{text: a}]", "decisions: []", "{decisions: }"])
def test_a_file_to_which_nothing_can_be_added_is_left_alone(existing: str) -> None:
    with pytest.raises(ConfigError, match="nothing can be added"):
        drafted(existing, [doubt("Anna")], PATH)
    assert drafted(existing, [], PATH) == existing


def test_a_wrong_file_is_named() -> None:
    with pytest.raises(ConfigError, match="decision 1: unknown key: tex"):
        drafted("decisions:\n- tex: a\n", [doubt("Anna")], PATH)
