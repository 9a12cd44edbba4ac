"""Tests of what an evaluation shows."""

import json
from io import StringIO

from rich.console import Console

from redact.datamodel import Span
from redact.evaluate.gold import parse
from redact.evaluate.intervals import Group, Interval, Intervals, intervals
from redact.evaluate.measures import Counts, PredictedSpan, measure
from redact.evaluate.report import as_json, error_lines, in_context, tables

LETTER = parse(
    "We met [name] and ⟦PERSON#p1|Ana Ruiz⟧ in May.\nWrite to ⟦EMAIL#e1|ana@mail.example⟧.", "one"
)
SCORED = measure(
    LETTER,
    [
        PredictedSpan(Span(18, 26), "PERSON", "PERSON_1"),
        PredictedSpan(Span(30, 33), "PERSON", "PERSON_2"),
    ],
)


def test_the_json_has_the_documented_keys() -> None:
    found = json.loads(json.dumps(as_json(SCORED.counts)))
    assert found["labels"]["PERSON"] == {
        "mentions": 1,
        "covered": 1,
        "coverage": 1.0,
        "right_label": 1.0,
    }
    assert found["labels"]["URL"]["coverage"] is None
    assert found["contact"] == {"mentions": 1, "covered": 0, "coverage": 0.0, "right_label": None}
    assert found["overall"]["coverage"] == 0.5
    # We, met, [name], and, in, May., Write, to.
    assert (found["words"], found["words_lost"]) == (8, 0.125)
    assert (found["letters"], found["letters_without_leak"]) == (1, 0)
    assert found["b3"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def _shown(counts: Counts) -> str:
    page = StringIO()
    Console(file=page, width=100).print(tables(counts))
    return page.getvalue()


def test_the_tables_show_counts_and_shares() -> None:
    shown = _shown(SCORED.counts)
    assert "PERSON" in shown
    assert "URL" not in shown
    assert "50.0 %" in shown
    assert "12.50 %" in shown


def test_the_tables_of_nothing_have_dashes() -> None:
    assert "–" in _shown(Counts())


def test_each_leak_and_each_loss_has_a_line_with_its_place_and_its_context() -> None:
    assert list(error_lines([SCORED])) == [
        "one:1: lost PERSON: We met [name] and Ana Ruiz in »May.« Write to ana@mail.example.",
        "one:2: leak EMAIL_ADDRESS: …and Ana Ruiz in May. Write to »ana@mail.example«.",
    ]


def test_the_context_is_thirty_characters_and_cannot_move_the_cursor() -> None:
    text = "a" * 40 + "\x1b[2J" + "Ana\tRuiz" + "b" * 40
    shown = in_context(text, Span(44, 52))
    assert shown == "…" + "a" * 26 + " [2J»Ana Ruiz«" + "b" * 30 + "…"


def test_intervals_stand_beside_the_keys_that_were_there() -> None:
    found = json.loads(json.dumps(as_json(SCORED.counts, intervals([SCORED.counts] * 2))))
    assert set(found) - {"intervals"} == {
        *("labels", "contact", "overall", "words", "words_lost"),
        *("letters", "letters_without_leak", "b3"),
    }
    spread = found["intervals"]
    assert spread["labels"]["PERSON"] == {"coverage": [1.0, 1.0], "right_label": [1.0, 1.0]}
    assert spread["labels"]["URL"] == {"coverage": None, "right_label": None}
    assert spread["overall"]["coverage"] == [0.5, 0.5]
    assert (spread["words_lost"], spread["letters_without_leak"]) == ([0.125] * 2, [0.0, 0.0])
    assert spread["b3"] == {"precision": [1.0, 1.0], "recall": [1.0, 1.0], "f1": [1.0, 1.0]}


def test_one_letter_has_null_for_every_interval() -> None:
    found = as_json(SCORED.counts, intervals([SCORED.counts]))
    assert found["intervals"]["overall"] == {"coverage": None, "right_label": None}
    assert "(" not in _shown(SCORED.counts)


def test_the_tables_show_a_share_with_its_interval() -> None:
    page = StringIO()
    spread = Intervals(overall=Group(Interval(0.42, 0.58)))
    Console(file=page, width=100).print(tables(SCORED.counts, spread))
    assert "50.0 % (42.0–58.0)" in page.getvalue()
