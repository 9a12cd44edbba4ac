"""`redact detect` tells the spans that `redact run` replaces, by ids that tell letters apart."""

import json
from pathlib import Path

import pytest

from cli.shell import Shell
from pipeline.fake_redactor import FakeRedactor
from redact.cli.detect import letter_ids

ANNA = "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n"


def lines(out: str) -> dict[str, list[dict[str, object]]]:
    return {one["id"]: one["spans"] for one in map(json.loads, out.splitlines())}


def test_each_letter_is_a_line_with_the_hidden_spans_alone(shell: Shell) -> None:
    shell.put("in/a.txt", ANNA)
    done = shell("detect", "in", "--jsonl")

    span = {"start": 5, "end": 18, "label": "PERSON", "entity": "PERSON_1"}
    assert (done.code, done.err) == (0, "")
    assert lines(done.out) == {"a": [span | {"score": 0.9, "recognizer": "fake"}]}


def test_offsets_leave_out_the_mark_and_count_both_line_end_characters(shell: Shell) -> None:
    shell.put("a.txt", b"\xef\xbb\xbf\r\n\r\nAnna")
    (span,) = lines(shell("detect", "a.txt", "--jsonl").out)["a"]

    assert (span["start"], span["end"]) == (4, 8)


def test_marked_letters_are_read_without_their_marks(shell: Shell) -> None:
    shell.put("00_x.gold.txt", "To ⟦PERSON#p1|Anna⟧ and ⟦KEEP|SMILES⟧, from Vistula")
    found = lines(shell("detect", "00_x.gold.txt", "--jsonl").out)

    assert [(span["start"], span["end"]) for span in found["00_x"]] == [(3, 7), (25, 32)]


@pytest.mark.parametrize(
    ("paths", "ids"),
    [
        (["/i/a.txt", "/i/b.md"], ("a", "b")),
        (["/i/x/a.txt", "/i/y/a.txt", "/i/b"], ("x/a", "y/a", "b")),
        (["/i/a.gold.txt", "/i/b.v2.txt"], ("a", "b.v2")),
        (["/i/a.txt", "/i/a.md"], ("/i/a.txt", "/i/a.md")),
        (["/i/x/a.txt", "/j/x/a.txt"], ("/i/x/a.txt", "/j/x/a.txt")),
    ],
)
def test_ids_are_as_short_as_they_can_be(paths: list[str], ids: tuple[str, ...]) -> None:
    assert letter_ids([Path(path) for path in paths]) == ids


def test_a_bad_letter_is_told_of_and_the_others_go_on(shell: Shell) -> None:
    shell.put("in/a.txt", ANNA)
    shell.put("in/b.txt", b"{\\rtf1 Anna}")
    shell.put("in/c.txt", ANNA)
    done = shell("detect", "in", "--jsonl")

    assert done.code == 5
    assert list(lines(done.out)) == ["a", "c"]
    assert "b.txt: this is a rich text" in done.err


def test_an_unexpected_error_is_told_by_its_type_alone(shell: Shell) -> None:
    def fail(text: str) -> None:
        if "Vistula" in text:
            raise ValueError(text)

    shell.redactor = FakeRedactor(before=fail)
    shell.put("in/a.txt", "Vistula")
    shell.put("in/b.txt", ANNA)
    done = shell("detect", "in", "--jsonl")

    assert done.code == 1
    assert list(lines(done.out)) == ["b"]
    assert done.err == "a: unexpected error: ValueError\n"


def test_a_dossier_is_looked_at_as_a_whole(shell: Shell) -> None:
    shell.put("in/one/a.txt", ANNA)
    shell.put("in/one/b.txt", ANNA)
    shell.put("in/two/a.txt", ANNA)
    done = shell("detect", "in", "--jsonl", "--scope", "dossier")

    assert sorted(shell.redactor.seen) == [1, 2]
    assert list(lines(done.out)) == ["one/a", "b", "two/a"]


def test_people_get_counts_by_label_and_no_text(shell: Shell) -> None:
    shell.put("in/a.txt", ANNA)
    shell.put("in/b.txt", "nobody")
    done = shell("detect", "in")

    assert done.out.splitlines() == [
        "a: 1 PERSON",
        "b: nothing to hide was detected",
        "all: 1 PERSON",
    ]


def test_nothing_is_written(shell: Shell) -> None:
    shell.put("in/a.txt", ANNA)
    shell("detect", "in")

    assert [path.name for path in shell.root.rglob("*")] == ["in", "a.txt"]
