"""Whatever goes wrong ends in the exit code of the contract and one sentence on what to do."""

import os
from pathlib import Path

import pytest

from cli.shell import Shell
from pipeline.fake_redactor import FakeRedactor
from redact.audit.log import AuditLog
from redact.errors import ModelError

ANNA = "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n"
SECRETS = ("Anna", "Kowalska", "Vistula")


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """A folder with one of everything that may be given in error."""
    shell.put("in/a.txt", ANNA)
    shell.put("exists/letter-0001.txt", "")
    shell.put("bad.yaml", "lables: {}\n")
    shell.put("type.yaml", "keep_names: sometimes\n")
    shell.put("list.yaml", "- style\n")
    shell.put("roster.csv", "surname\nKowalska\n")
    shell.put("rtf.txt", b"{\\rtf1 Anna}")
    shell.put("broken.txt", b"Anna\x00Kowalska\x00\x01\x02")
    (shell.root / "empty").mkdir()
    (shell.root / "loop").symlink_to("loop")
    (shell.root / "gone.txt").symlink_to("nowhere.txt")
    return shell


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("run in", 2, "-o is missing"),
        ("run", 2, "Missing argument"),
        ("run in -o out --colour", 2, "No such option"),
        ("run in -o out --style bold", 2, "--style"),
        ("dance", 2, "No such command"),
        ("", 2, "Missing command"),
        ("audit", 2, "Missing command"),
        ("run in -o in", 2, "input and output are the same"),
        ("run in -o in/out", 2, "the output lies inside the input"),
        ("run in/a.txt -o .", 2, "the input lies inside the output"),
        ("run in/a.txt -o exists/letter-0001.txt", 2, "exists already; use --overwrite"),
        ("run in -o out --records out/records", 2, "records may not lie inside the output"),
        ("run in -o out --records in/records", 2, "inside each other"),
        ("run in -o out --keep ---", 2, "--keep needs a word"),
        ("run - in", 2, "standard input and goes alone"),
        ("run - -o out", 2, "leave out -o"),
        ("run in -o out --config bad.yaml", 3, "unknown key lables"),
        ("run in -o out --config type.yaml", 3, "keep_names"),
        ("run in -o out --config list.yaml", 3, "keys and values"),
        ("run in -o out --config none.yaml", 3, "none.yaml: No such file"),
        ("run in -o out --profile sprout", 3, "no profile 'sprout'; there are blind, seed"),
        ("run in -o out --roster roster.csv", 3, "unknown column 'surname'"),
        ("run in -o out --roster none.csv", 3, "check --roster"),
        ("detect in --config bad.yaml", 3, "unknown key lables"),
        ("verify exists --config bad.yaml", 3, "unknown key lables"),
        ("run none -o out", 4, "there is no such file"),
        ("run empty -o out", 4, "no letters in this folder"),
        ("run loop -o out", 4, "a loop of symbolic links"),
        ("run gone.txt -o out", 4, "leads nowhere"),
        ("detect empty", 4, "no letters in this folder"),
        ("verify none", 4, "no copies here"),
        ("audit verify none", 4, "no such folder"),
        ("evaluate empty", 4, "no files *.gold.txt"),
        ("run rtf.txt -o out", 5, "a rich text"),
        ("run broken.txt -o out", 5, "not plain text"),
        ("audit verify in --public-key none", 3, "none: No such file"),
        ("audit verify in --expect-head 12", 2, "64 hexadecimal digits"),
        ("audit verify in", 10, "audit.jsonl cannot be read"),
        ("audit keygen exists/letter-0001.txt", 2, "exists and is not overwritten"),
        ("batch in -o out", 2, "--records"),
        ("batch in -o in/out --records records", 2, "the output lies inside the input"),
        ("batch empty -o out --records records", 4, "no letters in this folder"),
        ("batch in -o out --records records --workers 0", 2, "--workers"),
    ],
)
def test_a_mistake_has_its_code_and_one_sentence(
    desk: Shell, line: str, code: int, told: str
) -> None:
    done = desk(*line.split())

    assert done.code == code
    assert told in done.err
    assert len(done.err.splitlines()) == 1
    assert not any(secret in done.err for secret in SECRETS)
    assert not (desk.root / "out").exists()
    assert code == 5 or not list(desk.root.rglob("*.records"))
    assert desk.read("in/a.txt") == ANNA


@pytest.mark.parametrize(
    ("content", "copy"),
    [
        (b"", b""),
        ("Anna, żółw".encode("utf-16"), "[name], żółw".encode("utf-16")),
        ("Anna, café".encode("cp1252"), "[name], café".encode("cp1252")),
    ],
    ids=["empty", "UTF-16", "Windows-1252"],
)
def test_unusual_letters_are_redacted_in_their_own_encoding(
    shell: Shell, content: bytes, copy: bytes
) -> None:
    path = shell.put("a\nb.txt", content)
    done = shell("run", str(path), "-o", "copy.txt")

    assert (done.code, done.err) == (0, "")
    assert (shell.root / "copy.txt").read_bytes() == copy


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_an_unreadable_letter_is_4(shell: Shell) -> None:
    shell.put("a.txt", ANNA).chmod(0)
    done = shell("run", "a.txt", "-o", "out")

    assert done.code == 4
    assert "no permission to read it" in done.err


def test_a_missing_model_is_6_and_nothing_is_made(shell: Shell) -> None:
    shell.redactor = ModelError("no model: install redact anew")
    shell.put("in/a.txt", ANNA)
    done = shell("run", "in", "-o", "out")

    assert (done.code, done.err) == (6, "redact: no model: install redact anew\n")
    assert [path.name for path in shell.root.iterdir()] == ["in"]


def test_a_configuration_is_checked_before_the_model_is_loaded(desk: Shell) -> None:
    desk.redactor = AssertionError("loaded")
    assert desk("run", "in", "-o", "out", "--config", "bad.yaml").code == 3
    assert desk("run", "in", "-o", "in").code == 2


def test_records_that_another_run_holds_are_8(shell: Shell) -> None:
    shell.put("in/a.txt", ANNA)
    with AuditLog.open(shell.root / "out.records"):
        done = shell("run", "in", "-o", "out")

    assert done.code == 8
    assert "another run writes its records here; wait" in done.err


def test_a_broken_log_is_10_and_names_the_line(shell: Shell) -> None:
    shell.put("in/a.txt", ANNA)
    shell("run", "in", "-o", "out")
    log = shell.root / "out.records" / "audit.jsonl"
    log.write_text(log.read_text().replace('"score":0.9', '"score":0.8', 1))

    verified = shell("audit", "verify", "out.records")
    again = shell("run", "in", "-o", "out2", "--records", "out.records")
    assert (verified.code, again.code) == (10, 10)
    assert verified.err.startswith("line 1: ")
    assert "line 1: " in again.err


def test_an_unexpected_error_tells_its_type_and_never_its_message(shell: Shell) -> None:
    shell.redactor = ValueError("Dear Anna Kowalska")
    shell.put("in/a.txt", ANNA)
    done = shell("run", "in", "-o", "out")

    assert done.code == 1
    assert done.err.startswith("redact: unexpected error: ValueError; nothing more was written")
    assert len(done.err.splitlines()) == 1
    assert "Anna" not in done.err


@pytest.mark.parametrize("error", [ValueError("Dear Anna"), ModelError("no model: install it")])
def test_verbose_shows_where_and_no_messages_or_values(shell: Shell, error: Exception) -> None:
    shell.redactor = error
    shell.put("in/a.txt", ANNA)
    *frames, name, sentence = shell("run", "in", "-o", "out", "-v").err.splitlines()

    assert any("redact/cli/run.py:" in frame for frame in frames)
    assert name == f"  {type(error).__name__}"
    assert sentence.startswith("redact: ")
    assert "Anna" not in "".join([*frames, sentence])


def test_an_interrupt_is_130(shell: Shell) -> None:
    def interrupt(_text: str) -> None:
        raise KeyboardInterrupt

    shell.redactor = FakeRedactor(before=interrupt)
    shell.put("in/a.txt", ANNA)
    done = shell("run", "in", "-o", "out")

    assert done.code == 130
    left = "redact: interrupted; the copies that were finished are whole and recorded"
    assert done.err.splitlines()[-1] == left
    assert not (shell.root / "out").exists() or not list((shell.root / "out").iterdir())


def test_an_interrupt_while_the_model_loads_is_130(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shell, "_load", interrupt)
    shell.put("in/a.txt", ANNA)

    assert shell("run", "in", "-o", "out").code == 130


def test_good_letters_are_written_beside_bad_ones(shell: Shell) -> None:
    shell.put("in/a.txt", ANNA)
    shell.put("in/b.txt", b"{\\rtf1 Anna}")
    (shell.root / "in" / "c").symlink_to(shell.root / "in")
    done = shell("run", "in", "-o", "out")

    assert done.code == 5
    assert len(list(Path("out").iterdir())) == 1
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["b.txt", "c"]


def test_a_full_disk_is_1_and_leaves_nothing_half_written(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device", "/in/Kowalska.txt")

    shell.put("in/a.txt", ANNA)
    monkeypatch.setattr("redact.pipeline.files.os.write", full)
    done = shell("run", "in", "-o", "out")

    assert done.code == 1
    assert "no space left for the copy; make room and run again" in done.err
    assert not list(Path("out").rglob("*")) if Path("out").exists() else True
