"""What a person decided about a letter lies under the seal once its copy is handed out."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from blind.chancery import Chancery, told
from blind.deciding import NAME, decide, hold_one, own_file
from redact.datamodel import Verdict
from redact.errors import ConfigError, ExitCode
from redact.pipeline.blind import prepare
from redact.pipeline.blind.forgetting import forget
from redact.pipeline.blind.vault import read_seal
from redact.pipeline.decisions_file import DecisionsFile, Entry, parse
from redact.pipeline.draft import written
from redact.pipeline.folders import staged_folder


@pytest.fixture
def held(chancery: Chancery) -> Chancery:
    """An office with a packet in which one dossier waits for a person."""
    hold_one(chancery)
    chancery.prepare()
    return chancery


def log_of(chancery: Chancery) -> list[dict[str, object]]:
    return [json.loads(line) for line in (chancery.records() / "audit.jsonl").open()]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_decision_that_was_carried_out_is_under_the_seal_alone(
    held: Chancery, verdict: Verdict
) -> None:
    decide(held, verdict)
    before = own_file(held).open("rb")

    done = held.prepare()

    assert done.exit_code is ExitCode.DONE
    assert len(held.numbers()) == 3
    assert not own_file(held).exists()
    with before:
        assert not before.read().strip(b"\0")
    (dossier, decisions) = next(
        (one.identity.dossier, one.identity.decisions)
        for one in held.unseal().revealed
        if one.identity and one.identity.decisions
    )
    assert dossier == held.people[0].dossier
    assert [(one.do, one.text, one.who, one.why) for one in decisions] == [
        (verdict, NAME, "Rita", "read")
    ]


def test_it_is_under_the_seal_before_anybody_can_see_the_packet(
    held: Chancery, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    @contextmanager
    def watched(packet: Path) -> Iterator[Path]:
        with staged_folder(packet) as staging:
            yield staging
            # From here on the new packet may take the place of the old one.
            seen.append((own_file(held).exists(), len(held.numbers())))

    decide(held)
    monkeypatch.setattr(prepare, "staged_folder", watched)
    held.prepare()

    assert seen == [(False, 2)]
    assert len(held.numbers()) == 3


def test_it_is_carried_out_again_from_there(held: Chancery) -> None:
    decide(held)
    held.prepare()
    (held.folder / held.people[0].dossier / "late.txt").write_text("Late.\n")

    done = held.prepare()

    assert (done.exit_code, done.edition, done.unused) == (ExitCode.DONE, 3, ())
    assert not any(NAME in path.read_text() for path in held.packet().glob("*/*"))
    assert len({len(entry.box or b"") for entry in read_seal(held.seal()).entries}) == 1


def test_a_newer_decision_takes_its_place(held: Chancery) -> None:
    text = decide(held)
    held.prepare()
    own_file(held).write_text(text.replace("do: hide", "do: keep"), "utf-8")

    held.prepare()

    assert any(NAME in path.read_text() for path in held.packet().glob("*/*"))
    assert not own_file(held).exists()


def test_forgetting_destroys_it_too(held: Chancery) -> None:
    decide(held)
    held.prepare()
    number = next(
        path.parent.name
        for path in held.packet().glob("*/*")
        if path.read_text().endswith("word.\n")
    )

    forget(number, held.records(), held.seal(), held.config)

    assert all(not one.identity.decisions for one in held.unseal().revealed if one.identity)
    files = [path for path in held.records().rglob("*") if path.is_file()]
    assert not [path for path in files if NAME.encode() in path.read_bytes()]


def test_the_log_counts_decisions_for_the_run_and_names_no_copy(held: Chancery) -> None:
    decide(held)
    held.prepare()

    log = log_of(held)
    assert [one["human_decisions"] for one in log if one["kind"] == "packet"] == [0, 1]
    assert {one["human_decisions"] for one in log if one["kind"] == "letter"} == {0}
    decisions = [one for one in log if one["kind"] == "decision"]
    assert {(one["rule"], one["recognizer"]) for one in decisions} == {("detected", "listed")}
    assert not [one for one in log if one["kind"] == "acceptance"]


def test_what_still_waits_stays_in_the_file(held: Chancery) -> None:
    other = held.folder / held.people[1].dossier / "cv.md"
    other.write_text(f"{other.read_text('utf-8')}Also {NAME}.\n", "utf-8")
    held.prepare()
    text = own_file(held).read_text("utf-8")
    first, second = text.rsplit("- letter:", 1)
    own_file(held).write_text(first + "- letter:" + second.replace("  do:", "  do: accept"))
    decide(held, "")
    waiting = [one for one in parse(own_file(held).read_text(), Path()).decisions if not one.do]

    held.prepare()

    left = parse(own_file(held).read_text(), Path())
    assert left.decisions == tuple(waiting)
    assert (left.who, left.why) == ("Rita", "read")
    assert own_file(held).read_text().startswith("# What the second opinion doubts")
    assert own_file(held).read_text().rstrip().endswith("do:")
    assert len(held.numbers()) == 2


def test_a_file_from_elsewhere_stays_and_is_told_of(held: Chancery) -> None:
    elsewhere = held.root / "decisions.yaml"
    elsewhere.write_text(decide(held), "utf-8")
    own_file(held).unlink()

    assert held.prepare(decisions=elsewhere).telling
    assert elsewhere.exists()
    elsewhere.unlink()
    assert not held.prepare().telling
    assert len(held.numbers()) == 3


def test_a_wrong_decisions_file_stops_before_anything_is_written(held: Chancery) -> None:
    own_file(held).write_text("decisions: [{text: x, do: hide}]\n")
    before = read_seal(held.seal()).digest

    with pytest.raises(ConfigError):
        held.prepare()

    assert read_seal(held.seal()).digest == before


def test_the_packet_with_decisions_tells_nobody(held: Chancery) -> None:
    decide(held)
    held.prepare()

    files = [path for path in held.root.rglob("*") if path not in held.own()]
    assert told(files, held.people) == []


def test_a_file_that_is_written_anew_says_the_same() -> None:
    entries = (
        Entry(text="a: 'b'", do=Verdict.HIDE, label="PERSON", why="why: #1"),
        Entry(text="c"),
    )
    table = DecisionsFile(who="Rita", when="2026-11-27", why="ä", decisions=entries)

    assert parse(written(table), Path()) == table
