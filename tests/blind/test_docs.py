"""The walk through a round, as it is printed: every command of it, run in its order."""

import csv
import re
import shlex
from pathlib import Path

import pytest

from blind.applicants import write_dossiers, write_roster
from redact.cli.main import main
from redact.pipeline import hand

PAGE = Path(__file__).parents[2] / "docs" / "blind_review.md"


def test_every_command_of_the_page_does_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hand, "LOADER", "blind.roster_redactor:load")
    monkeypatch.chdir(tmp_path)
    people = write_dossiers(tmp_path / "dossiers", 3)
    roster = write_roster(tmp_path / "applicants.csv", people)
    page = PAGE.read_text("utf-8")
    commands = re.findall(r"^    (redact .+)$", page, re.MULTILINE)
    assert [command.split()[1:3] for command in commands] == [
        ["blind", "keygen"],
        ["blind", "prepare"],
        ["blind", "prepare"],
        ["blind", "verify"],
        ["blind", "prepare"],
        ["blind", "unseal"],
        ["audit", "verify"],
        ["blind", "forget"],
        ["blind", "purge"],
    ]
    sample = re.findall(r"^    (00-kowalska,.+)$", page, re.MULTILINE)
    assert set(sample) <= set(roster.read_text("utf-8").splitlines())

    for command in commands:
        if "unseal" in command:
            _fill_in()
        if "--decisions" in command:
            Path("packet.records/private/decisions.yaml").write_text("decisions: []\n")
        if "prepare" in command and "--key" in command:
            (tmp_path / "dossiers" / people[0].dossier / "late.txt").write_text("Late.\n")
        numbers = sorted(path.name for path in Path("packet").glob("[0-9]*"))
        line = command.replace("4711", numbers[0]) if numbers else command
        line += " --yes" if "forget" in command else ""  # nobody sits at the terminal of a test
        capsys.readouterr()
        assert main(shlex.split(line)[1:]) == 0, capsys.readouterr().err
        out = capsys.readouterr().out
        if "unseal" in command:
            assert out.startswith("rank,number,dossier,applicant\n1,")
        if "--key" in command and "prepare" in command:
            assert "packet, edition 2" in out

    made = {path.name for path in Path("packet").iterdir() if path.is_file()}
    assert made == {"cover.txt", "reviewers.csv", "replaced.csv"}
    assert {path.name for path in Path("packet.records").rglob("*")} == {
        *("audit.jsonl", "private", "seal", "chair.html", "decisions.yaml", "lock", "log-end"),
        "jobs",
    }


def _fill_in() -> None:
    with Path("packet/reviewers.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    with Path("ranks.csv").open("w", encoding="utf-8", newline="") as stream:
        ranked = [(row[0], rank, "") for rank, row in enumerate(rows[1:], 1)]
        csv.writer(stream).writerows([rows[0], *ranked])
