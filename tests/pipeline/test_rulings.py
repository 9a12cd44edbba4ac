"""What a person decided is carried out, recorded, and said where it is about nothing."""

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.fake_redactor import FakeRedactor
from pipeline.office import Office, config
from redact.audit.private import LetterEntry, read_entries
from redact.audit.verify import verify_log
from redact.datamodel import Outcome, Verdict
from redact.errors import ConfigError, ExitCode, HeldError
from redact.model_files import ModelIdentity
from redact.pipeline.batch import redact_chunk, run_job
from redact.pipeline.check import verify_out
from redact.pipeline.job import Job, JobFolder
from redact.pipeline.plan import Existing
from redact.pipeline.redactor import Redactor
from redact.pipeline.review import review
from redact.pipeline.rulings import read_rulings, rulings_of
from redact.pipeline.run import RunSummary, run_stream
from redact.pipeline.scope import run_text

ANNA = "Dear Anna Kowalska, a doubtful word. Doubtless doubtful. SMILES.\n"
TOP = "who: Rita\nwhen: 2026-11-23\nwhy: read it\n"
AGAIN = Existing.REPLACE


def holding() -> FakeRedactor:
    return FakeRedactor(hold=True)


def entry(office: Office, name: str = "a") -> LetterEntry:
    return next(e for e in read_entries(office.records) if Path(e.source).stem == name)


def bound(office: Office, do: str, name: str = "a", text: str = "doubtful") -> str:
    """Return a decision about a letter as it is now."""
    known = entry(office, name)
    return (
        f"letter: {known.letter_id!r}, source: {known.source_sha256!r}, text: {text},"
        f" label: name, do: {do}"
    )


def records(office: Office, kind: str) -> list[dict[str, Any]]:
    """Return the records of one kind of the last run."""
    lines = [json.loads(line) for line in office.log().splitlines()]
    ends = [0, *(number for number, line in enumerate(lines) if line["kind"] == "checkpoint")]
    return [line for line in lines[ends[-2] :] if line["kind"] == kind]


def take(office: Office, **overrides: Any) -> RunSummary:
    """Run a batch over the letters, in this process."""
    filed = rulings_of(office.records, None)
    job = Job((office.letters,), office.out, config(**overrides), (), AGAIN, filed)
    folder = JobFolder(office.records, JobFolder.create(office.records, job))

    def work_off(numbers: Iterator[int]) -> Iterator[int]:
        for number in numbers:
            redact_chunk(folder, number, holding())  # type: ignore[arg-type]
            yield number

    try:
        return run_job(folder, ModelIdentity("fake 1.0"), work_off)
    finally:
        folder.remove()


def test_a_letter_in_doubt_is_held_with_all_that_a_person_needs(office: Office) -> None:
    office.put(a=ANNA)
    summary = office.run(redactor=holding())
    known = entry(office)

    assert summary.exit_code == ExitCode.HELD
    assert not office.copies()
    assert (known.outcome, known.copy) == (Outcome.HELD, "")
    assert known.reason == "2 doubts are likely leaks; see redact review"
    assert known.doubts[0].span.of("Dear [name], a doubtful word.") == "doubtful"
    assert (known.hidden[0].placeholder, known.hidden[0].score) == ("[name]", 0.9)
    (letter,) = records(office, "letter")
    assert (letter["outcome"], letter["doubts"], letter["copy_sha256"]) == ("held", 2, None)
    assert not records(office, "decision")


@pytest.mark.parametrize(
    ("do", "copy"),
    [
        ("hide", "Dear [name], a [name] word. Doubtless [name]. SMILES.\n"),
        ("keep", "Dear [name], a doubtful word. Doubtless doubtful. SMILES.\n"),
        ("accept", "Dear [name], a doubtful word. Doubtless doubtful. SMILES.\n"),
    ],
)
@pytest.mark.parametrize("batch", [False, True])
def test_a_decided_letter_is_released(office: Office, do: str, copy: str, batch: bool) -> None:
    office.put(a=ANNA)
    assert office.run(redactor=holding()).exit_code == ExitCode.HELD
    office.decide(bound(office, do))
    summary = take(office) if batch else office.run(redactor=holding(), existing=AGAIN)

    assert (summary.exit_code, summary.unused) == (ExitCode.DONE, ())
    assert list(office.copies().values()) == [copy]
    (letter,) = records(office, "letter")
    assert letter["human_decisions"] == 1
    rules = [line["rule"] for line in records(office, "decision")]
    assert rules.count("human decision") == {"hide": 2, "keep": 2, "accept": 0}[do]
    accepted = [(line["doubt"], line["rule"]) for line in records(office, "acceptance")]
    assert accepted == ([("known name", "human decision")] * 2 if do == "accept" else [])
    assert "doubtful" not in office.log()
    assert verify_out(office.out, office.records, config()).exit_code == ExitCode.DONE
    assert verify_log(office.records, expect_head=summary.checkpoint.head).authentic


def test_an_older_copy_of_a_letter_that_is_held_now_is_told(office: Office) -> None:
    office.put(a=ANNA)
    (first,) = office.run(redactor=FakeRedactor()).letters
    (second,) = office.run(redactor=holding(), existing=AGAIN).letters

    assert (first.stale, second.stale) == (False, True)
    assert office.copies()


def test_a_letter_with_a_copy_of_its_own_name_keeps_its_id_while_it_is_held(office: Office) -> None:
    office.put(a=ANNA)
    one = {"redactor": holding(), "out": office.root / "copy.txt"}
    assert office.run(office.letters / "a.txt", **one).exit_code == ExitCode.HELD
    office.decide(bound(office, "accept"))
    summary = office.run(office.letters / "a.txt", **one)

    assert (summary.exit_code, summary.unused) == (ExitCode.DONE, ())
    assert len(read_entries(office.records)) == 1
    other = office.run(office.letters / "a.txt", redactor=FakeRedactor(), out=office.root / "b.txt")
    assert other.exit_code == ExitCode.DONE
    assert {e.copy for e in read_entries(office.records)} == {"copy.txt", "b.txt"}


def test_a_decision_holds_on_every_run_until_its_letter_changes(office: Office) -> None:
    office.put(a=ANNA, b=ANNA)
    office.run(redactor=holding())
    office.decide(bound(office, "hide"), bound(office, "hide", "b"))
    for _ in range(2):
        assert office.run(redactor=holding(), existing=AGAIN).exit_code == ExitCode.DONE

    office.put(a=f"P.S. {ANNA}")
    summary = office.run(redactor=holding(), existing=AGAIN)
    assert summary.exit_code == ExitCode.HELD
    assert [report.result.outcome for report in summary.letters] == ["held", "released"]
    assert len(summary.unused) == 1
    assert summary.unused[0].endswith(
        "decision 1 (for one letter): its letter has changed since;"
        " decide anew, or delete this entry"
    )


def test_a_decision_about_nothing_is_said(office: Office) -> None:
    office.put(a=ANNA, b=ANNA, pdf=b"%PDF-1.7")
    office.run(redactor=holding())
    office.decide(
        f"letter: '{'0' * 16}', text: doubtful, label: name, do: hide",
        bound(office, "hide", text="Sesame"),
        "text: Vistula, label: location, do: hide",
        "text: doubtful, do: accept",
        "text: nobody has decided, do: ",
    )
    told = office.run(office.letters / "a.txt", redactor=holding(), existing=AGAIN).unused
    reasons = [line.partition("decision ")[2] for line in told]
    assert reasons == [
        "1 (for one letter): its letter is unknown to these records",
        "2 (for one letter): its text does not stand in that letter",
        "3 (for every letter): its text does not stand in the letter",
    ]
    assert not any(word in line for line in told for word in ("doubtful", "Sesame", "Vistula"))
    # What a letter says that could not be read, nobody knows.
    assert len(office.run(redactor=holding(), existing=AGAIN).unused) == 2
    # A decision about a letter of an earlier run waits.
    office.decide(bound(office, "hide"))
    assert office.run(office.letters / "b.txt", redactor=holding(), existing=AGAIN).unused == ()


def test_a_file_of_decisions_is_read_beside_that_of_the_records(office: Office) -> None:
    office.put(a=ANNA)
    given = office.root / "given.yaml"
    given.write_text(f"{TOP}decisions:\n- text: doubtful\n  do: accept\n")
    summary = office.run(redactor=holding(), decisions=given)
    assert (summary.exit_code, summary.unused) == (ExitCode.DONE, ())

    office.decide("text: SMILES, do: keep", "text: Sesame, do: keep")
    both = office.run(redactor=holding(), decisions=given, existing=AGAIN)
    assert (both.exit_code, len(both.unused)) == (ExitCode.DONE, 1)
    twice = office.run(redactor=FakeRedactor(), decisions=office.decisions, existing=AGAIN)
    assert len(twice.unused) == 1


def test_a_held_letter_holds_its_dossier_and_all_of_it_is_shown(office: Office) -> None:
    office.put(x__a=ANNA, x__b="Dear Anna, a letter.", y__c="Anna")
    summary = office.run(redactor=holding(), scope="dossier")
    found = {report.name: report.result for report in summary.letters}

    assert summary.exit_code == ExitCode.HELD
    outcomes = {name: (one.outcome, one.exit_code) for name, one in found.items()}
    assert outcomes == {
        "x/a.txt": (Outcome.HELD, ExitCode.HELD),
        "x/b.txt": (Outcome.WITHHELD, ExitCode.HELD),
        "y/c.txt": (Outcome.RELEASED, ExitCode.DONE),
    }
    assert len(office.copies()) == 1
    assert entry(office, "b").hidden
    assert {letter.texts is not None for letter in review(office.records).letters} == {True}

    office.decide(bound(office, "hide"))
    again = office.run(redactor=holding(), scope="dossier", existing=AGAIN)
    assert (again.exit_code, again.unused) == (ExitCode.DONE, ())
    assert len(office.copies()) == 3


def test_a_decision_reaches_every_letter_of_its_dossier(office: Office) -> None:
    office.put(x__a=ANNA, x__b="More doubtful words.")
    office.run(redactor=holding(), scope="dossier")
    office.decide(bound(office, "hide"))
    assert office.run(redactor=holding(), scope="dossier", existing=AGAIN).exit_code == 0
    assert not any("doubtful" in copy for copy in office.copies().values())


def test_what_one_letter_of_a_dossier_hides_no_other_shows(office: Office) -> None:
    office.put(x__a=ANNA, x__b="More doubtful words.")
    office.run(redactor=holding(), scope="dossier")
    office.decide(bound(office, "keep"), bound(office, "hide", "b"))
    assert office.run(redactor=holding(), scope="dossier", existing=AGAIN).exit_code == 0
    assert not any("doubtful" in copy for copy in office.copies().values())


def test_a_survivor_in_a_letter_that_is_withheld_is_the_first_of_its_doubts(office: Office) -> None:
    office.put(a=ANNA)
    office.run(redactor=FakeRedactor(leaks=lambda _text: True))
    known = entry(office)
    assert known.outcome is Outcome.WITHHELD
    assert (known.doubts[0].kind, known.doubts[0].likelihood) == ("hidden elsewhere", 1.0)
    spans = sorted(doubt.span for doubt in known.doubts)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_standard_input_in_doubt_gives_nothing(office: Office) -> None:
    with pytest.raises(HeldError, match="2 doubts"):
        run_text(ANNA.encode(), holding())  # type: ignore[arg-type]
    with pytest.raises(HeldError):
        run_stream(ANNA.encode(), office.records, config(), holding())  # type: ignore[arg-type]
    (known,) = read_entries(office.records)
    assert (known.outcome, known.exit_code, known.hidden) == (Outcome.HELD, ExitCode.HELD, ())


def test_decisions_without_a_letter_reach_standard_input(office: Office) -> None:
    office.put(a=ANNA)
    office.run(redactor=holding())
    office.decide("text: doubtful, label: name, do: hide")
    copy, _ = run_stream(ANNA.encode(), office.records, config(), holding())  # type: ignore[arg-type]
    assert b"doubtful" not in copy


def test_what_is_accepted_on_standard_input_is_recorded(office: Office) -> None:
    office.put(a=ANNA)
    office.run(redactor=holding())
    office.decide("text: doubtful, do: accept")
    copy, _ = run_stream(ANNA.encode(), office.records, config(), holding())  # type: ignore[arg-type]
    assert b"doubtful" in copy
    assert [line["doubt"] for line in records(office, "acceptance")] == ["known name"] * 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("decisions: [{text: a, do: hide}]", "decision 1: who is missing"),
        ("who: x\nwhen: y\ndecisions: [{text: a, do: hide}]", "decision 1: why is missing"),
        (
            f"{TOP}decisions:\n- {{text: a, do: hide}}\n- {{text: b, dot: hide}}",
            "decision 2: unknown key: dot; known are letter",
        ),
        (f"{TOP}until: now", "line 4: unknown key: until; known are who"),
        (
            f"{TOP}decisions: [{{text: a, do: burn}}]",
            'line 4: decision 1: do: "burn" is not known',
        ),
        (
            f"{TOP}decisions: [{{text: Anna, do: remove}}]",
            'decision 1: do: "remove" is not known; write hide, keep or accept',
        ),
        (f"{TOP}decisions: [{{text: Anna K, do: anna}}]", "do: what stands there is not known"),
        (f"{TOP}decisions: [{{text: Anna, do: [hide]}}]", "do: what stands there is not known"),
        (f"{TOP}decisions: [{{text: a, do: no}}]", 'do: "no" is not known; write hide'),
        (
            f"{TOP}decisions: [{{text: a, do: hide, label: WORD}}]",
            'decision 1: label: "WORD" is not known; write one of PERSON, ',
        ),
        (f"{TOP}decisions: [{{do: hide}}]", "decision 1: text is missing"),
        (f"{TOP}decisions: [{{text: '', do: hide}}]", "decision 1: text: write the words"),
        (f"{TOP}decisions: [{{text: '--', do: hide}}]", "decision 1: text needs a word"),
        (
            f"{TOP}decisions: [{{text: a, do: hide, letter: x}}]",
            "decision 1: letter: copy the 16 characters",
        ),
        (f"{TOP}decisions: [{{text: a, do: hide}}]", "decision 1: label is missing; say what"),
        (f"{TOP}decisions: [{{text: a, do: hide, label: }}]", "label is missing; say what"),
        (f"{TOP}decisions:\n- text: a\n- Anna\n", "line 6: decision 2: expected keys and values"),
        (f"{TOP}decisions:\n- text: a\n\n- text: 12\n", "line 7: decision 2: text: write the"),
        (f"{TOP}decisions: [{{text: a, letter: x}}]", "or leave it out for all letters"),
        (f"{TOP}decisions: [{{text: a, source: 7}}]", "source: copy the 64 characters"),
        (f"{TOP}1: Anna\n", "line 4: unknown key: 1"),
        ("who: [Anna]\n", "line 1: who: write a name"),
        (f"{TOP}decisions:\n- text: a\n  do: hide\n  do:\n", "line 7: a key stands twice"),
        (
            f"{TOP}decisions: [{{text: A b, do: keep}}, {{text: a B, do: accept}}]",
            "not what decision 1",
        ),
        (f"{TOP}decisions: some", "line 4: decisions: write a list"),
        ("- text: a", "expected keys and values"),
        ("decisions: [", "line 1: not valid YAML; put text that holds a colon in quotes"),
        ("decisions:\n- text: Anna: K\n", "line 2: not valid YAML; put text"),
        (b"\xff\xfe", "not text in UTF-8"),
        (None, "there is no such file; check the path"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_of_it_quoted(
    tmp_path: Path, content: str | bytes | None, told: str
) -> None:
    path = tmp_path / "decisions.yaml"
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ConfigError) as caught:
        read_rulings([path])
    assert told in str(caught.value)
    assert "Anna" not in str(caught.value)
    assert "Input should" not in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("name", "PERSON"),
        ("Surname", "PERSON"),
        ("person", "PERSON"),
        ("organization", "ORGANIZATION"),
        ("company", "ORGANIZATION"),
        ("Location", "LOCATION"),
        ("email", "EMAIL_ADDRESS"),
        ("email address", "EMAIL_ADDRESS"),
        ("phone", "PHONE_NUMBER"),
        ("url", "URL"),
        ("number", "ID_NUMBER"),
        ("id", "ID_NUMBER"),
        ("handle", "HANDLE"),
        ("date of birth", "DATE_OF_BIRTH"),
        ("iban-code", "IBAN_CODE"),
    ],
)
def test_a_label_may_be_the_word_of_a_placeholder(tmp_path: Path, word: str, label: str) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(f"{TOP}decisions:\n- {{text: a, do: hide, label: {word}}}\n")
    assert read_rulings([path])[0].ruling.label == label


def test_keep_and_accept_need_no_label(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(f"{TOP}decisions:\n- {{text: a, do: keep}}\n- {{text: b, do: accept}}\n")
    assert len(read_rulings([path])) == 2


def test_a_decision_for_every_letter_says_how_many_it_was_sought_in(office: Office) -> None:
    office.put(a=ANNA, b=ANNA)
    office.run()
    office.decide("text: Sesame, do: accept")
    (line,) = office.run(existing=AGAIN).unused
    assert line.endswith("decision 1 (for every letter): its text stands in none of the 2 letters")


def test_a_file_may_be_empty_and_decisions_may_wait(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    for content in ("", "# nothing\n", "decisions:\n", "decisions:\n- {text: a, do: }\n"):
        path.write_text(content)
        assert read_rulings([path]) == ()
    path.write_text(
        f"\ufeff{TOP}decisions:\n- {{text: a, do: ' Hide ', label: '[Name]',"
        " when: 2026-11-23 10:00:00}\n"
    )
    (filed,) = read_rulings([path])
    assert (filed.ruling.verdict, filed.ruling.label) == (Verdict.HIDE, "PERSON")


REAL = """\
Dear Ms Kowalska,

my thesis used Marchetti-Ostrow smoothing (doi 10.1234/abcd.5678), as Tomasz Bielik asked me to.
He knew that Marchetti-Ostrow smoothing, as in "A Study of Tomasz Bielik and Other Poets", a paper
titled "A Study of Tomasz Bielik and Other Poets", would do.

Yours,
Zofia Nowacka
"""


@pytest.fixture(scope="module")
def real() -> Redactor:
    return Redactor(config(doubts=_HOLD))


class _Frozen(dict[str, Any]):
    """A table that may be a key of the cache of configurations."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))


_HOLD = _Frozen(hold=True)


def test_the_whole_loop_with_the_detector_itself(office: Office, real: Redactor) -> None:
    office.put(a=REAL)
    assert office.run(redactor=real, doubts=_HOLD).exit_code == ExitCode.HELD  # type: ignore[arg-type]
    assert len(review(office.records).letters[0].doubts) > 1
    text = office.decisions.read_text()
    text = re.sub(r"^(who|when|why):", r"\1: told", text, flags=re.M)
    blocks = text.split("\n\n# ")
    for number, block in enumerate(blocks):
        do = "accept" if "A Study" in block else "Hide  # a search finds it"
        blocks[number] = re.sub("do:$", f"do: {do}", block.rstrip("\n")) + "\n"
    text = "\n\n# ".join(blocks)
    text += "- {text: Marchetti-Ostrow, do: keep}\n- {text: asked, do: hide, label: ORGANIZATION}\n"
    office.decisions.write_text(text)
    summary = office.run(redactor=real, existing=AGAIN, doubts=_HOLD)  # type: ignore[arg-type]

    assert (summary.exit_code, summary.unused) == (ExitCode.DONE, ())
    (copy,) = office.copies().values()
    assert "used Marchetti-Ostrow smoothing (doi [id]), as [name] [organization] me to" in copy
    assert copy.count('"A Study of [name] and Other Poets"') == 2
    assert verify_out(office.out, office.records, config()).exit_code == ExitCode.DONE
    rules = [line["rule"] for line in records(office, "decision")]
    assert rules.count("human decision") >= 4
    assert not any(word in office.log() for word in ("Marchetti", "10.1234", "Study", "Bielik"))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_doubt_is_settled_by_any_decision(
    office: Office, real: Redactor, verdict: Verdict
) -> None:
    office.put(a=REAL)
    office.run(redactor=real, doubts=_HOLD)  # type: ignore[arg-type]
    review(office.records)
    text = office.decisions.read_text().replace("  do:", f"  do: {verdict.value}")
    office.decisions.write_text(f"{TOP}decisions:{text.partition('decisions:')[2]}")
    summary = office.run(redactor=real, existing=AGAIN, doubts=_HOLD)  # type: ignore[arg-type]

    assert (summary.exit_code, summary.unused) == (ExitCode.DONE, ())
    assert review(office.records).letters[0].doubts == ()
    (copy,) = office.copies().values()
    assert ("A Study of" in copy) == ("10.1234" in copy) == (verdict is not Verdict.HIDE)
    assert verify_out(office.out, office.records, config()).exit_code == ExitCode.DONE
