"""`redact run` says what it did, where the copies are, and never more than it knows."""

import io
import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cli.shell import Shell
from pipeline.fake_redactor import FakeRedactor
from redact.cli import show
from redact.cli.main import main
from redact.errors import ExitCode
from redact.pipeline import hand

ANNA = "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n"
HIDDEN = "Dear [name],\r\nSMILES thanks you.\r\n"


def test_the_summary_tells_counts_places_and_the_checkpoint(shell: Shell) -> None:
    shell.put("in/kowalska.txt", ANNA)
    shell.put("in/picture.txt", b"\x89PNG\r\n\x1a\n")
    done = shell("run", "in", "-o", "out")

    last = json.loads(shell.read("out.records/audit.jsonl").splitlines()[-1])
    assert done.code == 5
    (copy,) = (shell.root / "out").iterdir()
    assert done.out.splitlines() == [
        f"1/2 {copy.name}: released, 1 hidden",
        "2 letters: 1 released, 1 refused; 1 mention hidden",
        f"no detected term survives in the copies: {shell.root / 'out'}",
        f"records, to be kept apart from the copies: {shell.root / 'out.records'}",
        f"audit log: {last['seq']} records, head {last['head']}",
    ]
    assert done.err.startswith("picture.txt: refused: this is a picture, which is not read; make")
    assert len(done.err.splitlines()) == 1


def test_nothing_that_is_shown_names_a_released_letter_or_promises_too_much(shell: Shell) -> None:
    shell.put("in/kowalska.txt", ANNA)
    done = shell("run", "in", "-o", "out")

    assert "kowalska" not in (done.out + done.err).lower()
    assert "anonym" not in (done.out + done.err).lower()


def test_a_letter_that_is_withheld_is_named_with_the_reason(shell: Shell) -> None:
    shell.redactor = FakeRedactor(leaks=lambda text: "Vistula" in text)
    shell.put("in/a.txt", ANNA)
    shell.put("in/b.txt", "Anna of Vistula")
    done = shell("run", "in", "-o", "out", "-q")

    assert (done.code, done.out) == (7, "")
    assert done.err.startswith("b.txt: withheld: a detected term survives in the copy (2 times)")
    assert [path.name for path in (shell.root / "out").iterdir()] != []
    assert "Vistula" not in done.err


def test_one_letter_becomes_one_file_with_the_records_beside_it(shell: Shell) -> None:
    shell.put("a.txt", ANNA)
    done = shell("run", "a.txt", "-o", "copy.txt")

    assert done.code == 0
    assert shell.read("copy.txt") == HIDDEN
    assert (shell.root / "copy.txt.records" / "audit.jsonl").is_file()


def test_records_go_where_they_are_wanted(shell: Shell) -> None:
    shell.put("a.txt", ANNA)
    shell("run", "a.txt", "-o", "copy.txt", "--records", "safe/records")

    assert (shell.root / "safe/records/audit.jsonl").is_file()
    assert not (shell.root / "copy.txt.records").exists()


def test_names_are_kept_on_demand_and_copies_replaced_on_demand(shell: Shell) -> None:
    shell.put("in/sub/a.txt", ANNA)
    assert shell("run", "in", "-o", "out", "--keep-names").code == 0
    assert shell("run", "in", "-o", "out", "--keep-names").code == 2
    shell.put("in/sub/a.txt", "Vistula")
    assert shell("run", "in", "-o", "out", "--keep-names", "--overwrite").code == 0
    assert shell.read("out/sub/a.txt") == "[name]"


def test_options_reach_the_redactor(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.put("roster.csv", "name\nBen Thornbury\n")
    shell.put("a.txt", ANNA)
    seen = []

    def take(config: object, roster: object) -> FakeRedactor:
        seen.append((config, roster))
        return FakeRedactor()

    monkeypatch.setattr(sys.modules["redact.pipeline.redactor"], "Redactor", take)
    options = ["--style", "numbered", "--scope", "dossier", "--keep", "SMILES", "--keep", "MIT"]
    done = shell("run", "a.txt", "-o", "copies", "--roster", "roster.csv", *options)

    ((config, roster),) = seen
    assert done.code == 0
    assert (config.style, config.scope) == ("numbered", "dossier")
    assert config.keep == ("SMILES", "MIT")
    assert roster[0].names == ("Ben Thornbury",)


def test_standard_input_becomes_standard_output_byte_for_byte(shell: Shell) -> None:
    done = shell("run", "-", stdin=ANNA.encode())

    assert (done.code, done.out, done.err) == (0, HIDDEN, "")
    assert list(shell.root.iterdir()) == []


def test_standard_input_is_recorded_on_demand(shell: Shell) -> None:
    done = shell("run", "-", "--records", "records", stdin=ANNA.encode())

    last = json.loads(shell.read("records/audit.jsonl").splitlines()[-1])
    assert (done.code, done.out) == (0, HIDDEN)
    assert done.err == f"audit log: {last['seq']} records, head {last['head']}\n"


def test_a_withheld_standard_input_leaves_standard_output_empty(shell: Shell) -> None:
    shell.redactor = FakeRedactor(leaks=lambda _: True)
    done = shell("run", "-", stdin=ANNA.encode())

    assert (done.code, done.out) == (7, "")
    assert len(done.err.splitlines()) == 1


def test_a_withheld_standard_input_that_is_recorded_tells_where_the_log_ends(shell: Shell) -> None:
    shell.redactor = FakeRedactor(leaks=lambda _: True)
    done = shell("run", "-", "--records", "records", stdin=ANNA.encode())

    last = json.loads(shell.read("records/audit.jsonl").splitlines()[-1])
    assert (done.code, done.out) == (7, "")
    assert done.err.splitlines()[1:] == [f"audit log: {last['seq']} records, head {last['head']}"]


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_and_a_table(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.put("in/a.txt", ANNA)
    shell.put("in/picture.txt", b"\x89PNG\r\n\x1a\n")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    done = shell("run", "in", "-o", "out")

    shown = terminal.getvalue()
    assert "2/2" in shown
    assert "PERSON" in shown
    assert "2 letters: 1 released, 1 refused" in shown
    assert "letter-0001" not in shown
    assert "picture.txt: refused" in done.err


def test_a_name_with_a_new_line_stays_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    show.problem("a\nb\x1b[2J\udcff.txt", "refused")

    assert capsys.readouterr().err == "a\\nb\\x1b[2J\\udcff.txt: refused\n"


def test_the_records_never_lie_in_the_output_by_default(shell: Shell) -> None:
    shell.put("a.txt", ANNA)
    shell("run", "a.txt", "-o", "deep/er/copies/")

    assert Path("deep/er/copies.records/audit.jsonl").is_file()
    assert [path.name for path in Path("deep/er/copies").iterdir()] == ["letter-0001.txt"]


def test_a_reader_that_has_gone_does_not_stop_a_run(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    for name in "abc":
        shell.put(f"in/{name}.txt", ANNA)
    monkeypatch.setattr(sys, "stdout", Gone())
    shell("run", "in", "-o", "out")

    assert len(list(Path("out").iterdir())) == 3
    assert '"kind":"checkpoint"' in shell.read("out.records/audit.jsonl")


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_a_closed_stream_does_not_stop_a_run(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    shell.put("in/a.txt", ANNA)
    shell.put("in/b.txt", b"{\\rtf1 Anna}")
    monkeypatch.setattr(sys, stream, None)

    assert main(["run", "in", "-o", "out"]) == ExitCode.FORMAT
    assert len(list(Path("out").iterdir())) == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("--version >&-", ExitCode.DONE),
        ("verify none 2>&-", ExitCode.UNREADABLE),
        ("verify none 2>/dev/full", ExitCode.UNREADABLE),
        ("verify none <&- >&- 2>&-", ExitCode.UNREADABLE),
    ],
)
def test_the_exit_code_is_that_of_the_work_whoever_listens(line: str, code: ExitCode) -> None:
    told = f"exec {shlex.quote(sys.executable)} -m redact {line}"
    done = subprocess.run(told, shell=True, check=False, env=hand.environment())

    assert done.returncode == code
