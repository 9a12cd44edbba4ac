"""From a held letter to a released one on the command line; no letter text on the way."""

import pytest

from cli.shell import Shell
from pipeline.fake_redactor import FakeRedactor

ANNA = "Dear Anna Kowalska, a doubtful word.\n"
FILE = "out.records/private/decisions.yaml"
SECRETS = ("Anna", "Kowalska", "doubtful")


@pytest.fixture
def desk(shell: Shell) -> Shell:
    shell.redactor = FakeRedactor(hold=True)
    shell.put("in/a.txt", ANNA)
    return shell


def decide(desk: Shell, do: str) -> None:
    text = desk.read(FILE).replace("  do:\n", f"  do: {do}\n")
    for name in ("who", "when", "why"):
        text = text.replace(f"\n{name}:\n", f"\n{name}: told\n")
    desk.put(FILE, text)


@pytest.mark.parametrize("do", ["hide", "keep", "accept"])
def test_run_review_decide_run(desk: Shell, do: str) -> None:
    held = desk("run", "in", "-o", "out", "--hold-doubts")
    assert held.code == 9
    assert "a.txt: held: 1 doubt is a likely leak; see redact review" in held.err

    done = desk("review", "out.records")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[:2] == ["1 letter: 1 held", "1 doubt, 1 decision to make"]
    assert f"{desk.root}/out.records/private/review.html" in done.out
    assert f"{desk.root}/{FILE}" in done.out

    decide(desk, do)
    assert "1 doubt, 0 decisions to make" in desk("review", "out.records").out
    released = desk("run", "in", "-o", "out", "--hold-doubts", "--overwrite")
    assert (released.code, released.err) == (0, "")
    assert ("doubtful" in desk.read("out/letter-0001.txt")) == (do != "hide")
    assert desk("verify", "out").code == 0
    told = held.out + held.err + done.out + released.out + desk.read("out.records/audit.jsonl")
    assert not any(secret in told for secret in SECRETS)


def test_standard_input_in_doubt_is_9_and_gives_nothing(desk: Shell) -> None:
    for more in ((), ("--records", "records")):
        done = desk("run", "-", "--hold-doubts", *more, stdin=ANNA.encode())
        assert (done.code, done.out) == (9, "")
        assert done.err.splitlines()[0].endswith("is a likely leak; give the letter as a file")
        assert ("audit log: 3 records" in done.err) == bool(more)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{text: doubtful, do: hide, until: now}", "line 3: decision 1: unknown key: until"),
        ("{text: doubtful, do: hide, who: '', why: x}", "decision 1: who is missing"),
        ("{text: doubtful, do: hide, label: WORD}", 'decision 1: label: "WORD" is not known'),
        ("{text: doubtful, do: doubtful}", "decision 1: do: what stands there is not known"),
    ],
)
@pytest.mark.parametrize("command", ["run in -o out", "batch in -o out --records out.records"])
def test_a_wrong_decision_is_3_before_anything_is_done(
    desk: Shell, entry: str, told: str, command: str
) -> None:
    desk.redactor = AssertionError("loaded")
    desk.put("d.yaml", f"when: now\ndecisions:\n- {entry}\n")
    done = desk(*command.split(), "--decisions", "d.yaml")
    assert done.code == 3
    assert told in done.err
    assert not any(secret in done.err for secret in SECRETS)
    assert not (desk.root / "out").exists()


def test_a_decision_about_nothing_is_said_even_quietly(desk: Shell) -> None:
    desk.put(
        "d.yaml", "who: a\nwhen: b\nwhy: c\ndecisions:\n- {text: Kowalsky, label: name, do: hide}\n"
    )
    done = desk("run", "in", "-o", "out", "--decisions", "d.yaml", "-q")
    assert done.err.splitlines()[-1].endswith(
        "(for every letter): its text does not stand in the letter"
    )
    assert "Kowalsky" not in done.err


def test_a_changed_letter_is_4_and_the_page_is_written(desk: Shell) -> None:
    desk("run", "in", "-o", "out", "--hold-doubts")
    desk.put("in/a.txt", "Dear Vistula")
    done = desk("review", "out.records", "-o", "page.html")
    assert done.code == 4
    assert done.err == "a.txt: the letter cannot be shown: it has changed since; run again\n"
    assert "has changed" in desk.read("page.html")


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("review none", 4, "give the records folder, which a run names at its end"),
        ("review out", 4, "give the records folder: redact review out.records"),
        ("review out.records/private", 4, "give the records folder: redact review out.records"),
        ("review out.records -o out/page.html", 2, "the copies there are passed on"),
        ("review out.records -o in/a.txt", 2, "exists and is no review page"),
        ("review", 2, "Missing argument"),
    ],
)
def test_a_mistake_has_its_code(desk: Shell, line: str, code: int, told: str) -> None:
    desk.redactor = FakeRedactor()
    desk("run", "in", "-o", "out")
    done = desk(*line.split())
    assert done.code == code
    assert told in done.err
    assert desk.read("in/a.txt") == ANNA
