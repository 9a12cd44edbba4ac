"""`redact lint` tells places, shows names only when asked, and writes mended copies apart."""

import json
from pathlib import Path

import pytest

from cli.shell import Shell
from pipeline.fake_redactor import FakeRedactor
from redact.errors import ModelError

BAD = "Dear [name],\r\nthe [compaany] and [NAME] thank you.\r\n[name]\r\n"
MENDED = "Dear [name],\r\nthe [company] and [name] thank you.\r\n[name]\r\n"
LEFT = "Dear [name],\nKowalska thanks you.\n[name]\n"


def test_each_defect_is_a_line_with_its_place(shell: Shell) -> None:
    shell.put("a.txt", BAD)
    done = shell("lint", "a.txt")

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "a.txt:2:5: misspelt: [compaany] is misspelt -> [company]",
        "a.txt:2:20: style: [NAME] is written in capitals, most here in small letters -> [name]",
        "1 letter: 1 misspelt, 1 style; --fix mends 2",
    ]


def test_a_left_name_ends_in_seven_and_is_shown_only_when_asked_for(shell: Shell) -> None:
    shell.put("a.txt", LEFT)
    told = "a.txt:2:1: name: person still readable"
    plain, shown = shell("lint", "a.txt"), shell("lint", "a.txt", "--show")

    assert (plain.code, shown.code) == (7, 7)
    assert plain.out.splitlines() == [
        told,
        "1 letter: 1 name",
        "1 name is left for you to hide; --fix does not hide names",
    ]
    assert shown.out.splitlines()[0] == f"{told}: Kowalska"


def test_json_holds_no_letter_text_unless_it_is_asked_for(shell: Shell) -> None:
    shell.put("a.txt", LEFT + "[compaany]")
    plain = shell("lint", "a.txt", "--json").out
    (name, misspelt) = json.loads(plain)
    (shown, _) = json.loads(shell("lint", "a.txt", "--json", "--show").out)

    assert "Kowalska" not in plain
    assert shown == name | {"text": "Kowalska"}
    assert name == {
        "file": "a.txt",
        "line": 2,
        "column": 1,
        "start": 13,
        "end": 21,
        "kind": "name",
        "severity": "error",
        "label": "PERSON",
        "message": "person still readable",
        "suggestion": None,
        "certain": False,
    }
    assert (misspelt["suggestion"], misspelt["certain"]) == ("[company]", True)
    assert shell("lint", "a.txt", "--json", "-q").out == plain


def test_a_clean_letter_is_said_to_be_so(shell: Shell) -> None:
    shell.put("a.txt", "Dear [name], thank you [sic].\n")
    shell.put("empty.txt", "")

    assert shell("lint", "a.txt", "empty.txt").out == "2 letters: no defects found\n"
    assert shell("lint", "a.txt", "-q").out == ""


@pytest.mark.parametrize(
    ("text", "told", "counted", "code"),
    [
        (
            "Anna Kowalska knows Kowalska.\n",
            'no placeholder in it; redact it with "redact run" (2 names readable)',
            "1 letter: 2 name, 1 with no placeholder",
            7,
        ),
        (
            "Dear XXXX,\nthe █████ of Kowalska thanks.\n",
            "no placeholder in it, but 2 places blacked out by signs; "
            'redact it with "redact run" (1 name readable)',
            "1 letter: 1 name, 1 with no placeholder",
            7,
        ),
        (
            "Dear XXXX,\nthank you.\n",
            "no placeholder in it, but 1 place blacked out by signs; "
            'redact it with "redact run" (0 names readable)',
            "1 letter: 1 with no placeholder",
            0,
        ),
    ],
)
def test_a_letter_with_no_placeholder_is_told_in_one_line(
    shell: Shell, text: str, told: str, counted: str, code: int
) -> None:
    shell.put("a.txt", text)
    done, revealed = shell("lint", "a.txt"), shell("lint", "a.txt", "--show")

    assert done.code == code
    assert done.out.splitlines()[:2] == [f"a.txt: {told}", counted]
    assert revealed.out.count(": person still readable: ") == text.count("Kowalska")


def test_files_that_are_not_read_are_counted(shell: Shell) -> None:
    shell.put("a.txt", "Dear [name]\n")
    shell.put("b.txt", b"{\\rtf1 Anna}")
    shell.put("c.txt", b"{\\rtf1 Anna}")
    assert shell("lint", "a.txt", "b.txt", "c.txt").out.splitlines() == [
        "3 files, 2 not read: no defects found"
    ]


def test_the_mended_copy_changes_nothing_else_and_the_letter_stays(shell: Shell) -> None:
    path = shell.put("a.txt", BAD)
    done = shell("lint", "a.txt", "--fix", "-o", "mended.txt")

    assert done.code == 0
    assert done.out.splitlines()[-1] == (
        "copies with what is certain mended, and all names that are left: "
        f"{shell.root / 'mended.txt'}"
    )
    assert shell.read("mended.txt") == MENDED
    assert path.read_bytes() == BAD.encode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_survives(shell: Shell, encoding: str) -> None:
    text = "Dear [nmae], the café “Zoë” greets [name] – naïve façades.\r\n[name]\r\n"
    shell.put("a.txt", text.encode(encoding))
    assert shell("lint", "a.txt", "--fix", "-o", "b.txt").code == 0

    assert (shell.root / "b.txt").read_bytes() == text.replace("nmae", "name").encode(encoding)


def test_a_left_name_stays_in_the_mended_copy(shell: Shell) -> None:
    shell.put("a.txt", LEFT + "[nmae]")
    done = shell("lint", "a.txt", "--fix", "-o", "b.txt")

    assert done.code == 7
    assert shell.read("b.txt") == LEFT + "[name]"


def test_several_letters_become_a_folder_with_their_names(shell: Shell) -> None:
    shell.put("in/a.txt", BAD)
    shell.put("in/sub/b.md", "Dear [name]\n")
    shell.put("in/c.txt", b"\x89PNG\r\n\x1a\n")
    done = shell("lint", "in", "--fix", "-o", "out")

    assert done.code == 5
    assert "c.txt: this is a picture" in done.err
    assert shell.read("out/a.txt") == MENDED
    assert shell.read("out/sub/b.md") == "Dear [name]\n"
    assert not (shell.root / "out" / "c.txt").exists()


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("lint", 2, "Missing argument"),
        ("lint a.txt --fix", 2, "--fix needs -o"),
        ("lint a.txt -o b.txt", 2, "are for --fix"),
        ("lint a.txt --overwrite", 2, "are for --fix"),
        ("lint a.txt --fix -o a.txt", 2, "input and output are the same"),
        ("lint in --fix -o in/out", 2, "the output lies inside the input"),
        ("lint a.txt --fix -o exists.txt", 2, "exists already; use --overwrite"),
        ("lint a.txt in/a.txt --fix -o out", 2, "two letters would have this copy"),
        ("lint a.txt left.txt --fix -o one.txt", 2, "one.txt: one file for several letters"),
        ("lint a.txt left.txt --fix -o exists.txt", 2, "one file for several letters"),
        ("lint -", 2, "lint reads files only"),
        ("lint a.txt --keep ---", 2, "--keep needs a word"),
        ("lint a.txt --config none.yaml", 3, "none.yaml: No such file"),
        ("lint a.txt --roster none.csv", 3, "check --roster"),
        ("lint none.txt", 4, "there is no such file"),
        ("lint a.txt none.txt", 4, "there is no such file"),
        ("lint rtf.txt", 5, "a rich text"),
        ("lint left.txt rtf.txt", 7, "a rich text"),
    ],
)
def test_what_goes_wrong_has_its_code(shell: Shell, line: str, code: int, told: str) -> None:
    for name in ("a.txt", "in/a.txt", "exists.txt"):
        shell.put(name, "Dear [nmae], [name]\n")
    shell.put("left.txt", LEFT)
    shell.put("rtf.txt", b"{\\rtf1 Anna}")
    before = {path: path.read_bytes() for path in shell.root.rglob("*.txt")}
    done = shell(*line.split())

    assert (done.code, told in done.err) == (code, True), done.err
    assert {path: path.read_bytes() for path in shell.root.rglob("*.txt")} == before


def test_a_copy_that_exists_is_replaced_when_asked_for(shell: Shell) -> None:
    shell.put("a.txt", BAD)
    shell.put("b.txt", "old")
    assert shell("lint", "a.txt", "--fix", "-o", "b.txt", "--overwrite").code == 0
    assert shell.read("b.txt") == MENDED


def test_a_missing_model_is_told(shell: Shell) -> None:
    shell.redactor = ModelError("no model: install redact anew")
    shell.put("a.txt", BAD)
    done = shell("lint", "a.txt")
    assert (done.code, done.err) == (6, "redact: no model: install redact anew\n")


def test_an_unexpected_error_is_told_by_its_type_and_the_others_go_on(shell: Shell) -> None:
    def fail(text: str) -> None:
        if "Vistula" in text:
            raise ValueError(text)

    shell.redactor = FakeRedactor(before=fail)
    shell.put("a.txt", "Vistula")
    shell.put("b.txt", BAD)
    done = shell("lint", "a.txt", "b.txt")

    assert done.code == 1
    assert done.err == "a.txt: unexpected error: ValueError\n"
    assert "misspelt" in done.out


def test_a_name_of_a_file_cannot_break_a_line(shell: Shell) -> None:
    shell.put("a\nb.txt", BAD)
    assert len(shell("lint", "a\nb.txt").out.splitlines()) == 3


def test_nothing_is_written_without_fix(shell: Shell, tmp_path: Path) -> None:
    shell.put("a.txt", BAD)
    shell("lint", "a.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
