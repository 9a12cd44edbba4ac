"""`verify`, `audit`, `evaluate` and `doctor` say what they found, in words and in exit codes."""

import json
import resource
from pathlib import Path

import pytest

from cli.shell import Shell
from redact.errors import ModelError

ANNA = "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n"


def office(shell: Shell) -> Path:
    """Redact one letter, and return its copy."""
    shell.put("in/kowalska.txt", ANNA)
    assert shell("run", "in", "-o", "out").code == 0
    return shell.root / "out" / "letter-0001.txt"


def test_verify_finds_clean_copies_clean(shell: Shell) -> None:
    office(shell)
    done = shell("verify", "out")

    assert (done.code, done.err) == (0, "")
    assert done.out == "no detected term survives in 1 of 1 copies\n"


def test_verify_finds_a_name_that_came_back_and_does_not_quote_it(shell: Shell) -> None:
    copy = office(shell)
    copy.write_text("Dear Anna Kowalska")
    done = shell("verify", "out")

    assert done.code == 7
    assert "letter-0001.txt: a detected term survives at 5-" in done.err
    assert "letter-0001.txt: changed since it was written" in done.err
    assert "Anna" not in done.out + done.err


def test_verify_does_not_vouch_for_what_it_cannot_check(shell: Shell) -> None:
    office(shell)
    (shell.root / "in" / "kowalska.txt").unlink()
    done = shell("verify", "out", "-q")

    assert (done.code, done.out) == (4, "")
    assert done.err.startswith("letter-0001.txt: not checked: ")


def test_audit_verify_claims_no_more_than_is_proven(shell: Shell) -> None:
    office(shell)
    head = json.loads(shell.read("out.records/audit.jsonl").splitlines()[-1])["head"]
    alone = shell("audit", "verify", "out.records")
    proven = shell("audit", "verify", "out.records", "--expect-head", head)
    wrong = shell("audit", "verify", "out.records", "--expect-head", "0" * 64)

    assert (alone.code, proven.code, wrong.code) == (0, 0, 10)
    assert alone.out.startswith("consistent with itself; author and end not proven")
    assert proven.out.startswith("authentic and complete")
    assert wrong.out == ""


def test_a_key_signs_what_its_public_part_proves(shell: Shell) -> None:
    made = shell("audit", "keygen", "office-key")
    shell.put("office.yaml", "signing_key: office-key\n")
    shell.put("a.txt", ANNA)
    assert shell("run", "a.txt", "-o", "copies", "--config", "office.yaml").code == 0
    done = shell("audit", "verify", "copies.records", "--public-key", "office-key.pub")

    assert made.code == 0
    assert "office-key.pub" in made.out
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("authentic and complete")


def test_evaluate_scores_in_words_in_json_and_error_by_error(shell: Shell) -> None:
    shell.put("gold/a.gold.txt", "⟦PERSON#p1|Anna⟧ met ⟦PERSON#p2|Ben⟧ at Vistula.")
    table = shell("evaluate", "gold")
    scores = json.loads(shell("evaluate", "gold", "--json").out)
    errors = shell("evaluate", "gold", "--errors")

    assert table.code == 0
    assert "PERSON" in table.out
    assert scores["labels"]["PERSON"]["coverage"] == 0.5
    assert "a:1: leak PERSON: Anna met »Ben« at Vistula." in errors.out
    assert "a:1: lost PERSON: Anna met Ben at »Vistula.«" in errors.out


def test_evaluate_gives_intervals_where_there_are_letters_to_draw(shell: Shell) -> None:
    shell.put("gold/a.gold.txt", "⟦PERSON#p1|Anna⟧ met ⟦PERSON#p2|Ben⟧.")
    alone = json.loads(shell("evaluate", "gold", "--json").out)
    shell.put("gold/b.gold.txt", "⟦PERSON#p1|Anna⟧ sang.")
    two = json.loads(shell("evaluate", "gold", "--json").out)

    assert alone["intervals"]["labels"]["PERSON"]["coverage"] is None
    assert two["intervals"]["labels"]["PERSON"]["coverage"] == [0.5, 1.0]
    assert "66.7 % (50.0–100.0)" in shell("evaluate", "gold").out


def test_evaluate_scores_the_linking_by_kind(shell: Shell) -> None:
    shell.put("gold/a.gold.txt", "⟦PERSON#p1|Anna Kowalska⟧; ⟦PERSON#p1|Anna⟧.")
    scores = json.loads(shell("evaluate", "gold", "--linking", "--json").out)
    shown = shell("evaluate", "gold", "--linking", "--errors")

    assert scores["kinds"]["given"]["pairs"] == 1
    assert shown.code == 0
    assert "given name alone" in shown.out


def test_evaluate_compares_origins(shell: Shell) -> None:
    shell.put("gold/a.gold.txt", "⟦PERSON#p1|Anna Kowalska⟧ is here.")
    options = ("evaluate", "gold", "--fairness", "--swaps", "1", "--seed", "3")
    scores = json.loads(shell(*options, "--json").out)
    shown = shell(*options, "--errors")

    assert scores["swaps"] == 1
    assert len(scores["origins"]) >= 16
    assert scores["gap"] is not None
    assert "widest gap" in shown.out
    assert "Korean 1: a:1: leak PERSON: »" in shown.out


def test_evaluate_does_one_thing_at_a_time(shell: Shell) -> None:
    shell.put("gold/a.gold.txt", "⟦PERSON#p1|Anna⟧ is here.")
    done = shell("evaluate", "gold", "--fairness", "--linking")

    assert done.code == 2
    assert "ask for one of them" in done.err


@pytest.mark.parametrize("option", ["--swaps", "--seed"])
def test_evaluate_says_which_options_go_together(shell: Shell, option: str) -> None:
    shell.put("gold/a.gold.txt", "⟦PERSON#p1|Anna⟧ is here.")
    done = shell("evaluate", "gold", option, "2")

    assert (done.code, done.err) == (2, "redact: --swaps and --seed go with --fairness\n")


def test_doctor_says_that_the_model_is_missing(shell: Shell) -> None:
    shell.redactor = ModelError("no model: install redact anew")
    done = shell("doctor")

    assert done.code == 6
    assert "MISSING or broken: redact_letters_en" in done.out
    assert done.err == "redact: no model: install redact anew\n"


def test_a_crash_leaves_no_memory_on_the_disk(shell: Shell) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    assert shell("--version").code == 0

    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
