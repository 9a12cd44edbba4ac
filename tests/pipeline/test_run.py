"""Good letters are released, the others listed; the records know every copy, whatever happens."""

import codecs
import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from pipeline.fake_redactor import FakeRedactor
from pipeline.office import Office, config
from redact.audit.letter_entry import UNFINISHED
from redact.audit.private import LetterEntry, read_entries
from redact.datamodel import Outcome
from redact.errors import (
    ExitCode,
    FormatError,
    InputError,
    LockedError,
    ModelError,
    SurvivorError,
    UsageError,
    WriteError,
)
from redact.formats.form import Reopened
from redact.pipeline import files, scope
from redact.pipeline.ledger import auditable, open_ledger
from redact.pipeline.plan import Existing
from redact.pipeline.run import LetterReport, run, run_stream
from redact.pipeline.scope import run_text

ANNA = "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n"
HIDDEN = "Dear [name],\r\nSMILES thanks you.\r\n"


def outcomes(office: Office) -> dict[str, tuple[Outcome, int]]:
    return {
        Path(e.source).name: (e.outcome, int(e.exit_code)) for e in read_entries(office.records)
    }


def entry_of(office: Office, name: str) -> LetterEntry:
    return next(e for e in read_entries(office.records) if Path(e.source).name == name)


def test_a_folder_of_letters_becomes_a_folder_of_neutral_copies(office: Office) -> None:
    office.put(kowalska=ANNA, sub__anna=ANNA)
    summary = office.run()
    assert office.copies() == {"letter-0001.txt": HIDDEN, "letter-0002.txt": HIDDEN}
    assert summary.exit_code == ExitCode.DONE
    assert [report.name for report in summary.letters] == ["kowalska.txt", "sub/anna.txt"]
    assert {report.copy for report in summary.letters} == set(office.out.iterdir())
    assert (office.letters / "kowalska.txt").read_bytes() == ANNA.encode()


def test_the_audit_log_tells_every_decision_and_nothing_of_the_source(office: Office) -> None:
    office.put(kowalska=ANNA)
    summary = office.run()
    kinds = [json.loads(line)["kind"] for line in office.log().splitlines()]
    assert kinds == ["decision", "decision", "letter", "run", "checkpoint"]
    entry = read_entries(office.records)[0]
    assert not any(
        word in office.log()
        for word in ("kowalska", "Anna", "letter-0001", str(office.root), entry.source_sha256)
    )
    assert summary.checkpoint.head in office.log()


def test_the_private_map_knows_sources_spans_and_hashes(office: Office) -> None:
    office.put(kowalska=ANNA)
    office.run()
    (entry,) = read_entries(office.records)
    assert entry.source == str(office.letters / "kowalska.txt")
    assert (entry.out, entry.copy, entry.number) == (str(office.out), "letter-0001.txt", 1)
    assert [ANNA[span.start : span.end] for span in entry.hidden] == ["Anna Kowalska"]
    assert [HIDDEN[new.start : new.end] for _, new in entry.kept] == ["SMILES"]
    assert (entry.outcome, entry.encoding) == (Outcome.RELEASED, "utf-8")


def test_one_file_becomes_the_file_that_is_named(office: Office) -> None:
    office.put(a=ANNA)
    office.run(office.letters / "a.txt", out=office.letters / "copy.txt")
    assert (office.letters / "copy.txt").read_bytes() == HIDDEN.encode()
    with pytest.raises(UsageError, match="exists already"):
        office.run(office.letters / "a.txt", out=office.letters / "copy.txt")


def test_markdown_stays_markdown_and_every_other_text_becomes_txt(office: Office) -> None:
    for name in ("a.md", "b", "c.DOCX"):
        (office.letters / name).write_text("Anna")
    office.run()
    assert sorted(path.suffix for path in office.out.iterdir()) == [".md", ".txt", ".txt"]


def test_names_are_kept_where_that_is_asked(office: Office) -> None:
    office.put(a=ANNA, sub__b=ANNA)
    office.run(keep_names=True)
    assert list(office.copies()) == ["a.txt", "sub/b.txt"]


def test_two_letters_of_one_name_cannot_keep_it(office: Office) -> None:
    office.put(x__a=ANNA, y__a=ANNA)
    paths = office.letters / "x/a.txt", office.letters / "y/a.txt"
    with pytest.raises(UsageError, match="two letters"):
        office.run(*paths, keep_names=True)
    assert not office.out.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        codecs.BOM_UTF16_LE + "Dear Łódź,\r\n".encode("utf-16-le"),
        "Dear Małgorzata of Łódź,\n".encode("utf-16-be"),
        codecs.BOM_UTF8 + b"Dear\rall",
        b"Se\xf1or N\xfa\xf1ez of S\xe3o Paulo wrote a letter.\n",
        b"Dear all, this is a long letter.\n" * 320_000,
    ],
    ids=["empty", "utf-16", "utf-16 without mark", "utf-8 with mark", "cp1252", "10 MB"],
)
def test_a_letter_without_names_becomes_an_equal_copy(office: Office, content: bytes) -> None:
    office.put(a=content)
    assert office.run().exit_code == ExitCode.DONE
    assert (office.out / "letter-0001.txt").read_bytes() == content


def test_a_name_in_utf_16_is_hidden_in_utf_16(office: Office) -> None:
    office.put(a=codecs.BOM_UTF16_BE + ANNA.encode("utf-16-be"))
    office.run()
    copy = (office.out / "letter-0001.txt").read_bytes()
    assert copy == codecs.BOM_UTF16_BE + HIDDEN.encode("utf-16-be")


def test_a_bad_letter_is_listed_and_the_good_ones_are_written(office: Office) -> None:
    office.put(a=ANNA, picture=b"\x89PNG\r\n\x1a\n\x00", z=ANNA)
    (office.letters / "loop.txt").symlink_to(office.letters / "loop.txt")
    os.mkfifo(office.letters / "pipe")
    summary = office.run()
    assert outcomes(office) == {
        "a.txt": (Outcome.RELEASED, 0),
        "loop.txt": (Outcome.REFUSED, 4),
        "picture.txt": (Outcome.REFUSED, 5),
        "pipe": (Outcome.REFUSED, 4),
        "z.txt": (Outcome.RELEASED, 0),
    }
    assert summary.exit_code == ExitCode.FORMAT
    assert len(office.copies()) == 2
    assert "this is a picture, which is not read" in office.log()


def test_an_unreadable_letter_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.put(a=ANNA, closed=ANNA)
    real = os.open

    def closed(path: object, *args: int, **named: int) -> int:
        if str(path).endswith("closed.txt"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", closed)
    summary = office.run()
    assert summary.exit_code == ExitCode.UNREADABLE
    assert [r.result.reason for r in summary.letters] == [
        "",
        "no permission to read it; change its permissions",
    ]


@pytest.mark.parametrize("name", ["a\nb", os.fsdecode(b"\xff"), "“Łódź” 王", "with space", "-x"])
def test_a_letter_of_any_name_is_redacted(office: Office, name: str) -> None:
    office.put(**{name: ANNA})
    (report,) = office.run().letters
    assert office.copies() == {"letter-0001.txt": HIDDEN}
    assert "\n" not in report.name
    assert office.run(keep_names=True, out=office.root / "named").exit_code == ExitCode.DONE
    assert (office.root / "named" / f"{name}.txt").exists()


def test_a_survivor_withholds_the_letter(office: Office) -> None:
    office.put(a=ANNA, b=ANNA + "leak")
    summary = office.run(redactor=FakeRedactor(leaks=lambda text: "leak" in text))
    assert summary.exit_code == ExitCode.SURVIVOR
    assert outcomes(office)["b.txt"] == (Outcome.WITHHELD, 7)
    assert len(office.copies()) == 1


def fail_on(word: str, error: BaseException) -> FakeRedactor:
    def before(text: str) -> None:
        if word in text:
            raise error

    return FakeRedactor(before=before)


def test_an_unexpected_error_refuses_that_letter_and_is_not_quoted(office: Office) -> None:
    office.put(a=ANNA, b="Kowalska stop", c=ANNA)
    summary = office.run(redactor=fail_on("stop", ValueError("Dear Kowalska")))
    assert summary.exit_code == ExitCode.UNEXPECTED
    reasons = [report.result.reason for report in summary.letters]
    assert reasons == ["", "unexpected error: ValueError", ""]
    assert "Kowalska" not in office.log()


def test_a_decision_that_cannot_be_recorded_releases_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put(a=ANNA)

    def unfit(*_args: object) -> None:
        raise ValueError("the rule holds characters that a record must not show")

    monkeypatch.setattr(scope, "decision_record", unfit)
    assert office.run().exit_code == ExitCode.UNEXPECTED
    assert office.copies() == {}


def test_a_copy_that_reads_back_differently_is_withheld(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put(a=ANNA)
    monkeypatch.setattr(scope.formats, "reopen", lambda data, document: Reopened("other"))
    assert office.run().letters[0].result.outcome is Outcome.WITHHELD
    assert office.copies() == {}


def test_a_full_disk_is_one_sentence_and_loses_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put(a=ANNA)

    def full(_handle: int, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write", full)
    (report,) = office.run().letters
    assert (report.result.outcome, report.result.exit_code) == (Outcome.WITHHELD, 1)
    assert report.result.reason == "no space left for the copy; make room and run again"
    assert office.copies() == {}


def test_an_existing_copy_stops_the_run_before_anything_is_written(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    office.put(b=ANNA)
    (office.out / "letter-0001.txt").write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        office.run()
    assert office.copies() == {"letter-0001.txt": "mine"}
    assert len(read_entries(office.records)) == 1


def test_overwriting_keeps_ids_and_numbers(office: Office) -> None:
    office.put(a=ANNA, b=ANNA, c="other")
    office.run()
    before = {e.source: (e.letter_id, e.number) for e in read_entries(office.records)}
    office.put(d=ANNA)
    office.run(existing=Existing.OWNED)
    after = {e.source: (e.letter_id, e.number) for e in read_entries(office.records)}
    assert {source: after[source] for source in before} == before
    assert len(office.copies()) == 4


def test_a_file_that_the_map_does_not_own_stops_even_a_batch(office: Office) -> None:
    office.put(a=ANNA)
    office.out.mkdir()
    (office.out / "letter-0001.txt").write_text("mine")
    with pytest.raises(UsageError):
        office.run(existing=Existing.OWNED)
    assert office.run(existing=Existing.REPLACE).exit_code == ExitCode.DONE
    assert office.copies() == {"letter-0001.txt": HIDDEN}


def test_a_refused_letter_leaves_its_earlier_copy_which_the_map_still_knows(
    office: Office,
) -> None:
    office.put(a=ANNA)
    office.run()
    office.put(a=b"\x00")
    office.run(existing=Existing.OWNED)
    entry = entry_of(office, "a.txt")
    assert (entry.outcome, entry.copy) == (Outcome.REFUSED, "letter-0001.txt")
    office.put(a="Dear Anna")
    office.run(existing=Existing.OWNED)
    assert office.copies() == {"letter-0001.txt": "Dear [name]"}


def test_copies_in_another_out_do_not_replace_what_is_known_of_the_first(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    office.run(out=office.root / "out2")
    assert {(Path(e.out).name, e.number) for e in read_entries(office.records)} == {
        ("out", 1),
        ("out2", 2),
    }


@pytest.mark.parametrize(
    ("source", "out"), [("in", "in"), ("in", "in/out"), ("in/sub", "in"), ("in/a.txt", "in")]
)
def test_nothing_is_written_where_in_and_out_touch(office: Office, source: str, out: str) -> None:
    office.put(a=ANNA, sub__b=ANNA)
    with pytest.raises(UsageError):
        office.run(office.root / source, out=office.root / out)
    assert not office.records.exists()
    assert len(list(office.letters.rglob("*.txt"))) == 2


def test_a_letter_reached_by_a_link_into_the_output_is_not_read(office: Office) -> None:
    office.put(a=ANNA)
    office.out.mkdir()
    (office.out / "x.txt").write_text("Anna")
    (office.letters / "link.txt").symlink_to(office.out / "x.txt")
    with pytest.raises(UsageError, match="inside the output"):
        office.run()


def test_a_folder_without_letters_and_a_missing_model_write_nothing(office: Office) -> None:
    with pytest.raises(InputError, match="no letters"):
        office.run()
    office.put(a=ANNA)

    def no_model() -> FakeRedactor:
        raise ModelError("no model")

    with pytest.raises(ModelError):
        run([office.letters], office.out, office.records, config(), no_model)  # type: ignore[arg-type]
    assert not office.records.exists()
    assert not office.out.exists()


def test_another_run_that_holds_the_records_is_not_disturbed(office: Office) -> None:
    office.put(a=ANNA)
    with open_ledger(office.records, config()), pytest.raises(LockedError):
        office.run()
    assert not office.out.exists()


def test_progress_is_told_letter_by_letter(office: Office) -> None:
    office.put(a=ANNA, b=ANNA)
    told: list[tuple[str, int, int]] = []

    def progress(report: LetterReport, done: int, total: int) -> None:
        told.append((report.name, done, total))

    office.run(progress=progress)
    assert told == [("a.txt", 1, 2), ("b.txt", 2, 2)]


def test_equal_input_gives_equal_copies(office: Office) -> None:
    office.put(a=ANNA, b="x")
    office.run(keep_names=True)
    first = office.copies()
    office.out = office.root / "again"
    office.run(keep_names=True)
    assert office.copies() == first


# Dossiers


def test_a_dossier_has_a_neutral_folder_and_numbers_of_its_own(office: Office) -> None:
    office.put(kowalska__cv=ANNA, kowalska__letter=ANNA, nowak__cv="x", alone=ANNA)
    redactor = FakeRedactor()
    office.run(scope="dossier", redactor=redactor)
    names = sorted(name for name in office.copies() if "/" in name)
    assert [name.split("/")[1] for name in names].count("letter-0001.txt") == 2
    assert {name.split("/")[0] for name in names} == {"dossier-001", "dossier-002"}
    assert "letter-0001.txt" in office.copies()
    assert sorted(redactor.seen) == [1, 1, 2]
    scopes = {Path(e.source).parent.name: e.scope for e in read_entries(office.records)}
    assert scopes["kowalska"].startswith("dossier-")


def test_a_dossier_keeps_its_names_where_that_is_asked(office: Office) -> None:
    office.put(kowalska__cv=ANNA, kowalska__more__letter=ANNA)
    office.run(scope="dossier", keep_names=True)
    assert list(office.copies()) == ["kowalska/cv.txt", "kowalska/more/letter.txt"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [(b"\x89PNG\r\n\x1a\n", ExitCode.FORMAT), ((ANNA + "leak").encode(), ExitCode.SURVIVOR)],
)
def test_one_bad_letter_withholds_its_dossier_and_no_other(
    office: Office, bad: bytes, code: ExitCode
) -> None:
    office.put(x__a=ANNA, x__b=bad, x__c=ANNA, y__a=ANNA)
    summary = office.run(
        scope="dossier",
        redactor=FakeRedactor(leaks=lambda text: "leak" in text),
        keep_names=True,
    )
    assert list(office.copies()) == ["y/a.txt"]
    assert list(office.out.iterdir()) == [office.out / "y"]
    assert summary.exit_code == code
    assert [report.result.exit_code for report in summary.letters] == [code, code, code, 0]
    assert "another letter" in summary.letters[0].result.reason


def test_a_dossier_is_replaced_whole(office: Office) -> None:
    office.put(x__a=ANNA, x__b=ANNA)
    office.run(scope="dossier")
    (office.letters / "x/b.txt").unlink()
    office.put(x__c="new")
    office.run(scope="dossier", existing=Existing.OWNED)
    numbers = {Path(e.source).name: e.number for e in read_entries(office.records)}
    assert numbers["c.txt"] == 3
    assert office.copies() == {
        f"dossier-001/letter-{numbers['a.txt']:04d}.txt": HIDDEN,
        "dossier-001/letter-0003.txt": "new",
    }


def test_a_dossier_that_fails_leaves_the_earlier_one_whole(office: Office) -> None:
    office.put(x__a=ANNA, x__b=ANNA)
    office.run(scope="dossier")
    before = office.copies()
    office.put(x__b=b"\x00")
    office.run(scope="dossier", existing=Existing.OWNED)
    assert office.copies() == before


def test_a_foreign_file_in_the_folder_of_a_dossier_is_not_lost(office: Office) -> None:
    office.put(x__a=ANNA)
    office.run(scope="dossier")
    (office.out / "dossier-001/notes").write_text("mine")
    for existing in (Existing.REFUSE, Existing.REPLACE):
        with pytest.raises(UsageError):
            office.run(scope="dossier", existing=existing)
    before = office.copies()
    office.put(x__a="Anna", y__b=ANNA)
    found = office.run(scope="dossier", existing=Existing.OWNED)
    assert found.exit_code == ExitCode.UNREADABLE
    reason = found.letters[0].result.reason
    assert reason.endswith(
        "somebody else stands in the dossier's folder; move dossier-001/notes away"
    )
    assert office.copies().items() > before.items()


def test_what_a_file_browser_leaves_in_the_folder_of_a_dossier_goes_with_it(office: Office) -> None:
    office.put(x__a=ANNA)
    office.run(scope="dossier")
    (office.out / "dossier-001/.DS_Store").write_bytes(b"\0")
    office.put(x__a="plain")
    office.run(scope="dossier", existing=Existing.OWNED)
    assert office.copies() == {"dossier-001/letter-0001.txt": "plain"}


def test_two_dossiers_of_one_name_cannot_keep_it(office: Office) -> None:
    office.put(one__x__a=ANNA, two__x__b=ANNA)
    with pytest.raises(UsageError, match="two dossiers"):
        office.run(office.letters / "one", office.letters / "two", scope="dossier", keep_names=True)


# Interrupts and crashes


def test_an_interrupt_leaves_whole_letters_and_closed_records(office: Office) -> None:
    office.put(a=ANNA, b=ANNA + "stop", c=ANNA)
    summary = office.run(redactor=fail_on("stop", KeyboardInterrupt()))
    assert summary.exit_code == ExitCode.INTERRUPTED
    assert [report.name for report in summary.letters] == ["a.txt"]
    assert list(office.copies().values()) == [HIDDEN]
    assert office.log().count('"checkpoint"') == 1
    assert entry_of(office, "b.txt").reason == UNFINISHED


def test_the_first_control_c_lets_the_letter_in_hand_end(office: Office) -> None:
    office.put(a=ANNA, b=ANNA + "stop", c=ANNA)

    def control_c(text: str) -> None:
        if "stop" in text:
            os.kill(os.getpid(), signal.SIGINT)

    summary = office.run(redactor=FakeRedactor(before=control_c))
    assert summary.exit_code == ExitCode.INTERRUPTED
    assert [report.name for report in summary.letters] == ["a.txt", "b.txt"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_control_c_stops_at_once(office: Office) -> None:
    office.put(a=ANNA, b=ANNA)

    def twice(_text: str) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    summary = office.run(redactor=FakeRedactor(before=twice))
    assert (summary.exit_code, summary.letters) == (ExitCode.INTERRUPTED, ())


def killed(office: Office, redactor: FakeRedactor) -> None:
    child = os.fork()
    if child == 0:
        try:
            office.run(redactor=redactor)
        finally:
            os._exit(1)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


def kill(text: str) -> None:
    if "stop" in text:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("moment", ["redact", "after the move", "before the map"])
def test_a_crash_leaves_whole_copies_that_the_map_knows(
    office: Office, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    office.put(a=ANNA, b=ANNA + "stop", c=ANNA)
    with monkeypatch.context() as patch:
        if moment == "after the move":
            real = scope.publish

            def publish(*told: Any) -> str:
                sha256 = real(*told)
                kill("stop" if len(office.copies()) == 2 else "")
                return sha256

            patch.setattr(scope, "publish", publish)
        if moment == "before the map":
            patch.setattr(
                "redact.pipeline.ledger.Ledger._final",
                lambda self, scope, letter, result: kill("stop"),
            )
        killed(office, FakeRedactor(before=kill if moment == "redact" else lambda text: None))
    known = {e.copy for e in read_entries(office.records)}
    assert set(office.copies()) <= known
    assert all(copy.startswith(HIDDEN) for copy in office.copies().values())
    summary = office.run(existing=Existing.OWNED)
    assert summary.exit_code == ExitCode.DONE
    assert len(office.copies()) == 3
    assert {e.reason for e in read_entries(office.records)} == {""}


# Standard input


def test_standard_input_is_redacted_in_memory() -> None:
    assert run_text(b"Dear Anna,\r\ncaf\xe9", FakeRedactor()) == b"Dear [name],\r\ncaf\xe9"  # type: ignore[arg-type]
    assert run_text(b"", FakeRedactor()) == b""  # type: ignore[arg-type]


def test_a_survivor_in_standard_input_gives_nothing() -> None:
    with pytest.raises(SurvivorError):
        run_text(b"Dear Anna,", FakeRedactor(leaks=bool))  # type: ignore[arg-type]
    with pytest.raises(FormatError):
        run_text(b"{\\rtf1 Anna}", FakeRedactor())  # type: ignore[arg-type]


def test_standard_input_can_be_recorded(office: Office) -> None:
    copy, checkpoint = run_stream(b"Dear Anna,", office.records, config(), FakeRedactor())  # type: ignore[arg-type]
    assert copy == b"Dear [name],"
    assert checkpoint.head in office.log()
    with pytest.raises(FormatError):
        run_stream(b"{\\rtf1 Anna}", office.records, config(), FakeRedactor())  # type: ignore[arg-type]
    entries = read_entries(office.records)
    assert [(e.source, e.outcome) for e in entries] == [
        ("", Outcome.RELEASED),
        ("", Outcome.REFUSED),
    ]


def test_a_reason_is_told_to_the_auditor_without_its_advice() -> None:
    assert auditable("this is a Pages document (.pages), which is not read; save it as .docx") == (
        "this is a Pages document (pages), which is not read"
    )
    assert auditable("unexpected error: ValueError") == "unexpected error: ValueError"


def test_records_that_cannot_be_written_stop_the_run_before_a_copy(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put(a=ANNA)

    def full(*_args: object) -> None:
        raise WriteError("letters.jsonl cannot be written")

    monkeypatch.setattr("redact.audit.private.PrivateMap.append", full)
    with pytest.raises(WriteError):
        office.run()
    assert not office.out.exists()


def test_while_a_letter_is_worked_on_the_model_has_the_next_three(office: Office) -> None:
    office.put(a="first", b="second", c="third", d="fourth", e="fifth")
    redactor = FakeRedactor()
    begun: list[tuple[str, list[str]]] = []
    redactor.before = lambda text: begun.append((text, list(redactor.ahead)))
    office.run(redactor=redactor)
    assert [(text, ahead[-1]) for text, ahead in begun] == [
        ("first", "fourth"),
        ("second", "fifth"),
        ("third", "fifth"),
        ("fourth", "fifth"),
        ("fifth", "fifth"),
    ]
    assert redactor.ahead == []
