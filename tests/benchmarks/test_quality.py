"""Tests of the quality table: which sets it has, and what stands in a row."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import quality
from pipeline.fake_redactor import FakeRedactor
from redact.evaluate.gold import parse, read_gold

LETTER = parse("⟦PERSON#p1|Anna Kowalska⟧ and ⟦PERSON#p2|Ben⟧ ran.", "a")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "ner" / "gum" / "dev.jsonl"
    path.parent.mkdir(parents=True)
    spans = [{"start": 0, "end": 4, "label": "PERSON"}]
    path.write_text(json.dumps({"id": "1", "text": "Anna ran", "spans": spans}), encoding="utf-8")
    return tmp_path / "data"


def test_the_committed_letters_can_be_read_and_are_many() -> None:
    assert [len(read_gold(path)) for _, path in quality.COMMITTED] == [
        *(200, 80, 80, 24, 24, 20, 20, 10, 14, 16, 16)
    ]


def test_sets_are_added_as_asked(tmp_path: Path, data: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "a.gold.txt").write_text("⟦PERSON#p1|Anna⟧ ran", encoding="utf-8")
    alone = list(quality.sets(None, None))
    more = list(quality.sets(letters, data))
    committed = [name for name, _ in quality.COMMITTED]
    assert [one.name for one in alone] == committed
    assert [(one.name, one.linked) for one in more] == [
        *((name, True) for name in committed),
        ("letters", True),
        ("gum dev", False),
    ]


@pytest.mark.parametrize(("linked", "linking"), [(True, "100.0 %"), (False, "–")])
def test_a_row_has_the_measures_of_redact_evaluate(linked: bool, linking: str) -> None:
    redactor: Any = FakeRedactor()
    found = quality.row(quality.ScoredSet("one", (LETTER,), linked), redactor)
    assert found == ("one", "1, 2", "50.0 %", "–", "–", "–", "0.00 %", "0.0 %", linking)
    assert len(found) == len(quality.HEADINGS)


def test_several_letters_have_intervals() -> None:
    redactor: Any = FakeRedactor()
    found = quality.row(quality.ScoredSet("two", (LETTER, LETTER), linked=True), redactor)
    assert found[2] == "50.0 % (50.0–50.0)"


def test_the_table_is_printed_set_by_set(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = data / "synthetic.jsonl"
    record = {"id": "a", "text": "Anna ran", "spans": []}
    path.write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.setattr(quality, "COMMITTED", (("synthetic letters", path),))
    monkeypatch.setattr(quality, "Redactor", lambda _config: FakeRedactor())
    quality.main(["--data", str(data)])
    shown = capsys.readouterr()
    table = shown.out.splitlines()
    assert table[0] == quality.line(quality.HEADINGS)
    assert [row.split(" | ")[0] for row in table[2:]] == ["| synthetic letters", "| gum dev"]
    assert "gum dev: 1 texts in" in shown.err
