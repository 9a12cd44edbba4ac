"""A batch does again what has changed, and nothing else; it tells of what is gone."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.fake_redactor import FakeRedactor
from pipeline.office import Office
from pipeline.test_batch import take
from redact import formats
from redact.audit.private import read_entries
from redact.audit.verify import verify_log
from redact.config import load_config
from redact.datamodel import Outcome
from redact.errors import AuditError, ExitCode, InputError, UsageError
from redact.model_files import ModelIdentity
from redact.pipeline import files
from redact.pipeline.check import CopyState, verify_out
from redact.pipeline.review import review
from redact.pipeline.run import RunSummary
from redact.pipeline.told import told_of

ANNA = "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n"
HIDDEN = "Dear [name],\r\nSMILES thanks you.\r\n"
RTF = b"{\\rtf1 Anna}"


def names(summary: RunSummary) -> list[str]:
    """Return the letters that were worked on."""
    return [report.name for report in summary.letters if not report.unchanged]


def states(office: Office) -> dict[str, tuple[int, int]]:
    """Return the inode and the time of each copy: a copy that is written again has others."""
    found = {}
    for path in office.out.rglob("*.txt"):
        status = path.stat()
        found[path.relative_to(office.out).as_posix()] = (status.st_ino, status.st_ctime_ns)
    return found


def last_run(office: Office) -> dict[str, Any]:
    lines = [json.loads(line) for line in office.log().splitlines()]
    return next(line for line in reversed(lines) if line["kind"] == "run")


def test_an_unchanged_letter_is_not_touched(office: Office) -> None:
    office.put(a=ANNA, b=b"\x89PNG\r\n\x1a\n", c="doubtful")
    first = take(office, FakeRedactor(hold=True))
    assert first.exit_code == ExitCode.HELD
    before, records = states(office), read_entries(office.records)
    office.put(a=ANNA)  # saved again, as it was
    redactor = FakeRedactor(hold=True)
    again = take(office, redactor)

    assert states(office) == before
    assert redactor.seen == []
    assert read_entries(office.records) == records
    assert (again.done, again.unchanged, again.exit_code) == (0, 3, ExitCode.DONE)
    assert [one.result.reason for one in again.letters] == [
        one.result.reason for one in first.letters
    ]
    assert [one.copy for one in again.letters] == [one.copy for one in first.letters]
    assert (last_run(office)["unchanged"], last_run(office)["released"]) == (3, 0)
    assert verify_log(office.records, expect_head=again.checkpoint.head).authentic


def test_an_unchanged_refusal_is_told_and_an_unchanged_copy_is_not(office: Office) -> None:
    office.put(a=ANNA, b=RTF)
    take(office)
    told: list[tuple[str, bool, int, int]] = []
    take(office, progress=lambda one, *of: told.append((one.name, one.unchanged, *of)))

    assert told == [("b.txt", True, 2, 2)]


def test_a_changed_letter_is_done_again_under_its_old_name(office: Office) -> None:
    office.put(a=ANNA, b=ANNA, c=ANNA)
    take(office)
    entries = {e.source: (e.letter_id, e.number, e.copy) for e in read_entries(office.records)}
    before = states(office)
    office.put(b="Dear Vistula", d="new")
    again = take(office)

    assert names(again) == ["b.txt", "d.txt"]
    after = {e.source: (e.letter_id, e.number, e.copy) for e in read_entries(office.records)}
    assert {source: after[source] for source in entries} == entries
    copy = entries[str(office.letters / "b.txt")][2]
    assert office.copies()[copy] == "Dear [name]"
    assert {name for name in before if states(office)[name] != before[name]} == {copy}


@pytest.mark.parametrize("harm", ["gone", "changed", "link"])
def test_a_copy_that_is_not_as_it_was_written_is_written_again(office: Office, harm: str) -> None:
    office.put(a=ANNA, b="Vistula")
    take(office, keep_names=True)
    copies, copy = office.copies(), office.out / "a.txt"
    content = copy.read_bytes()
    if harm == "changed":
        copy.write_bytes(content + b"more")
    else:
        copy.unlink()
    if harm == "link":
        (office.root / "elsewhere").write_bytes(content)
        copy.symlink_to(office.root / "elsewhere")
    assert names(take(office, keep_names=True)) == ["a.txt"]
    assert office.copies() == copies
    assert not copy.is_symlink()


@pytest.mark.parametrize(
    ("changes", "done"),
    [
        ({"keep": ("Anna",)}, 3),
        ({"style": "numbered"}, 3),
        ({"limits": {"max_megabytes": 63}}, 1),
        ({"model": {"threads": 1}}, 0),
        ({"signing_key": None}, 0),
    ],
)
def test_a_configuration_counts_as_far_as_it_changes_the_outcome(
    office: Office, changes: dict[str, Any], done: int
) -> None:
    office.put(a=ANNA, b=RTF, c="nobody")
    take(office)
    assert take(office, settings=load_config(overrides=changes)).done == done


def test_another_model_counts(office: Office) -> None:
    office.put(a=ANNA)
    take(office)
    assert take(office, model=ModelIdentity("fake 1.0", "other weights")).done == 1
    assert take(office, model=ModelIdentity("fake 1.1", "other weights")).done == 1


def test_a_map_of_an_earlier_version_is_used_and_its_names_stay(office: Office) -> None:
    office.put(a=ANNA, b=ANNA)
    take(office)
    path = office.records / "private" / "letters.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    for line in lines:
        del line["made_from"], line["matched"]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    path.with_name("map-end").unlink()
    copies = office.copies()

    assert (take(office).done, take(office).done) == (2, 0)
    assert office.copies() == copies


@pytest.mark.parametrize("name", ["audit.jsonl", "private/letters.jsonl"])
@pytest.mark.parametrize("left", [0.5, 0, None])
def test_records_that_lost_their_end_stop_the_batch_and_no_letter_gets_a_second_copy(
    office: Office, name: str, left: float | None
) -> None:
    office.put(a=ANNA, b=ANNA)
    take(office)
    path, copies = office.records / name, office.copies()
    whole = path.read_bytes()
    path.unlink()
    if left is not None:
        path.write_bytes(whole[: int(len(whole) * left)])
    with pytest.raises(AuditError, match="put it back from a backup"):
        take(office)
    assert office.copies() == copies
    assert path.exists() == (left is not None)

    path.write_bytes(whole)
    assert take(office).done == 0


def test_a_passing_trouble_is_tried_again_each_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put(a=ANNA)

    def full(_handle: int, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "_write", full)
        for _ in range(2):
            found = take(office)
            assert (found.done, found.exit_code) == (1, ExitCode.UNEXPECTED)
    assert take(office).exit_code == ExitCode.DONE
    assert len(office.copies()) == 1


def test_a_letter_that_cannot_be_read_is_read_once_it_can(office: Office) -> None:
    office.put(a=ANNA)
    link = office.letters / "b.txt"
    link.symlink_to(office.root / "b")
    assert take(office).exit_code == ExitCode.UNREADABLE
    assert take(office).exit_code == ExitCode.DONE
    (office.root / "b").write_text(ANNA)
    assert names(take(office)) == ["b.txt"]
    assert len(office.copies()) == 2


# Decisions of people


def test_a_new_decision_about_a_letter_makes_it_due(office: Office) -> None:
    office.put(a="doubtful", b="doubtful", c="Anna")
    redactor = FakeRedactor(hold=True)
    take(office, redactor)
    one = next(e for e in read_entries(office.records) if e.source.endswith("a.txt"))
    office.decide(f"letter: {one.letter_id}, source: {one.source_sha256}, text: doubtful, do: keep")
    decided = take(office, redactor)
    assert names(decided) == ["a.txt"]
    assert decided.letters[0].result.outcome is Outcome.RELEASED

    again = take(office, redactor)
    assert (again.done, again.unused) == (0, ())
    assert again.letters[0].result.rulings == (1,)

    office.decide("text: Anna, do: keep")
    assert names(take(office, redactor)) == ["a.txt", "b.txt", "c.txt"]


# Dossiers


def test_a_dossier_is_done_again_whole(office: Office) -> None:
    office.put(x__a=ANNA, x__b="Vistula", y__a=ANNA)
    take(office, scope="dossier", keep_names=True)
    office.put(x__b="Dear Anna")
    assert names(take(office, scope="dossier", keep_names=True)) == ["x/a.txt", "x/b.txt"]
    assert take(office, scope="dossier", keep_names=True).done == 0
    office.put(y__b="new")
    assert names(take(office, scope="dossier", keep_names=True)) == ["y/a.txt", "y/b.txt"]


def test_a_dossier_that_waits_for_a_letter_goes_on_when_that_is_gone(office: Office) -> None:
    office.put(x__a=ANNA, x__b=b"\x89PNG\r\n\x1a\n")
    assert take(office, scope="dossier").exit_code == ExitCode.FORMAT
    assert take(office, scope="dossier").exit_code == ExitCode.DONE
    (office.letters / "x/b.txt").unlink()
    found = take(office, scope="dossier")
    assert names(found) == ["x/a.txt"]
    assert [(one.name[-5:], one.removed) for one in found.deleted] == [("b.txt", True)]
    assert len(office.copies()) == 1
    assert take(office, scope="dossier").deleted == ()


PNG = b"\x89PNG\r\n\x1a\n"


def test_one_damaged_letter_stops_neither_its_dossier_for_good_nor_any_other(
    office: Office,
) -> None:
    docx = load_config(overrides={"scope": "dossier", "documents": {"uniform": "docx"}})
    office.put(x__a=ANNA, x__b="Vistula", y__a=ANNA)
    take(office, settings=docx)
    assert len(office.copies()) == 3
    office.put(x__b=PNG, y__a="Dear Anna")

    found = take(office, settings=docx)
    assert found.exit_code == ExitCode.FORMAT
    assert len(office.copies()) == 1, "an older copy of the dossier is still there"
    office.put(y__a=ANNA)
    assert names(take(office, settings=docx)) == ["y/a.txt"]
    office.put(x__b="Vistula")
    assert take(office, settings=docx).exit_code == ExitCode.DONE
    assert len(office.copies()) == 3


@pytest.mark.parametrize("now", [PNG, b"doubtful"])
def test_a_letter_that_cannot_be_released_any_more_takes_its_older_copy_away(
    office: Office, now: bytes
) -> None:
    office.put(a=ANNA, b="Vistula")
    take(office)
    office.put(a=now)

    (found, _) = take(office, FakeRedactor(hold=True)).letters
    assert (found.result.outcome is Outcome.RELEASED, found.stale) == (False, False)
    assert len(office.copies()) == 1
    report = (office.records / "report.html").read_text()
    assert "from before is still there" not in report


class Killed(BaseException):
    """The end of a run that tells nobody."""


@pytest.mark.parametrize("end", [Killed, KeyboardInterrupt])
def test_a_run_that_was_cut_short_lets_the_next_one_take_it_away(
    office: Office, end: type[BaseException]
) -> None:
    office.put(a=ANNA, b="Vistula")
    take(office)
    office.put(a=PNG)

    def cut_short(*_told: object) -> None:
        raise end

    with suppress(Killed):
        take(office, work=cut_short)
    take(office)
    assert len(office.copies()) == 1


@pytest.mark.parametrize("later", [PNG, b"Vistula"])
def test_a_letter_that_could_not_be_read_for_a_night_leaves_no_older_copy(
    office: Office, later: bytes
) -> None:
    docx = load_config(overrides={"documents": {"uniform": "docx"}})
    office.put(a=ANNA, b=ANNA)
    take(office)
    (office.letters / "a.txt").unlink()
    os.mkfifo(office.letters / "a.txt")
    assert take(office).exit_code == ExitCode.UNREADABLE
    assert len(office.copies()) == 2
    (office.letters / "a.txt").unlink()
    office.put(a=later)

    take(office, settings=docx)

    assert [Path(name).suffix for name in office.copies()] == [".docx"] * (1 + (later != PNG))


def test_a_dossier_takes_all_copies_away_even_if_one_letter_cannot_be_read(office: Office) -> None:
    office.put(x__a=ANNA, x__b="Vistula")
    take(office, scope="dossier")
    (office.letters / "x/a.txt").unlink()
    os.mkfifo(office.letters / "x/a.txt")
    office.put(x__b=PNG)

    take(office, scope="dossier")

    assert office.copies() == {}


def test_a_copy_that_somebody_changed_is_not_taken_away(office: Office) -> None:
    office.put(a=ANNA)
    take(office)
    (copy,) = office.out.iterdir()
    copy.write_text("mine")
    office.put(a=PNG)

    (found,) = take(office).letters
    assert (found.stale, copy.read_text()) == (True, "mine")
    report = (office.records / "report.html").read_text()
    assert "from before is still there" in report


def test_the_copy_of_a_letter_that_cannot_be_read_now_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    docx = load_config(overrides={"scope": "dossier", "documents": {"uniform": "docx"}})
    office.put(x__a=ANNA, x__b="Vistula")
    take(office, settings=docx)
    before, closed = office.copies(), office.letters / "x" / "b.txt"
    load, access = formats.load, os.access

    def shut(path: Path, *more: Any) -> bytes:
        if path == closed:
            raise InputError("no permission to read it")
        return load(path, *more)

    with monkeypatch.context() as patch:
        patch.setattr(formats, "load", shut)
        patch.setattr(formats, "kind_of_file", lambda path: "pdf" if path == closed else "txt")
        patch.setattr(os, "access", lambda path, mode: path != closed and access(path, mode))
        assert take(office, settings=docx).exit_code == ExitCode.UNREADABLE
    assert office.copies() == before
    assert take(office, settings=docx).exit_code == ExitCode.DONE
    assert office.copies().keys() == before.keys()


def put_a_note(office: Office, folder: str) -> Callable[[str], None]:
    """Return what puts a file into the folder of a dossier while a run is at work."""

    def put(_text: str) -> None:
        (office.out / folder).mkdir(exist_ok=True)
        (office.out / folder / "note").write_text("mine")

    return put


def test_a_file_that_is_put_among_copies_during_a_run_stays_with_them(office: Office) -> None:
    office.put(x__a=ANNA, x__b="Vistula")
    take(office, scope="dossier")
    before = office.copies()
    office.put(x__b="Dear Anna", y__c=ANNA)

    note = FakeRedactor(before=put_a_note(office, "dossier-001"))
    found = take(office, note, scope="dossier")
    assert office.copies().items() > (before | {"dossier-001/note": "mine"}).items()
    assert found.exit_code == ExitCode.UNREADABLE
    told = [report.result.reason for report in found.letters]
    assert told[0] == told[1] != told[2] == ""
    assert told[0].endswith("stands in the dossier's folder; move dossier-001/note away")

    again = take(office, scope="dossier")
    assert [report.result.reason for report in again.letters] == told
    (office.out / "dossier-001/note").unlink()
    assert names(take(office, scope="dossier")) == ["x/a.txt", "x/b.txt"]
    assert sorted(office.copies().values()) == ["Dear [name]", HIDDEN, HIDDEN]


@pytest.mark.parametrize("removed", [True, False])
def test_a_file_that_stood_for_a_night_lets_the_dossier_go_on(
    office: Office, removed: bool
) -> None:
    office.put(x__a=ANNA)
    take(office, FakeRedactor(before=put_a_note(office, "dossier-001")), scope="dossier")
    assert office.copies() == {"dossier-001/note": "mine"}
    if removed:
        (office.out / "dossier-001/note").unlink()
    found = take(office, scope="dossier")
    assert found.exit_code == (ExitCode.DONE if removed else ExitCode.UNREADABLE)
    assert len(office.copies()) == 1


# Deleted letters


def test_folders_that_are_reached_by_links_are_the_same_folders(office: Office) -> None:
    office.put(a=ANNA, b="Vistula")
    take(office, FakeRedactor())
    before = states(office)
    for name, folder in (("in-link", office.letters), ("out-link", office.out)):
        (office.root / name).symlink_to(folder)
    office.letters, office.out = office.root / "in-link", office.root / "out-link"
    again = take(office, FakeRedactor())

    assert (again.done, again.unchanged, again.deleted) == (0, 2, ())
    assert states(office) == before


def test_copies_stay_what_they_are_when_their_folder_moves_and_leaves_a_link(
    office: Office,
) -> None:
    office.put(x__a=ANNA, y__a="Vistula")
    take(office, scope="dossier")
    before = states(office)
    office.out.rename(office.root / "larger disk")
    office.out.symlink_to(office.root / "larger disk")
    again = take(office, scope="dossier")

    assert (again.done, again.unchanged) == (0, 2)
    assert states(office) == before


def test_a_copy_that_was_passed_on_to_a_folder_is_nothing_to_a_batch_that_writes_there(
    office: Office,
) -> None:
    office.put(a=ANNA)
    take(office, keep_names=True)
    passed_on = office.root / "passed on"
    passed_on.mkdir()
    (passed_on / "a.txt").write_bytes((office.out / "a.txt").read_bytes())
    (office.letters / "a.txt").rename(office.letters / "b.txt")
    office.out = passed_on

    assert take(office, keep_names=True).exit_code == ExitCode.DONE
    assert sorted(path.name for path in passed_on.iterdir()) == ["a.txt", "b.txt"]


def test_copies_that_were_moved_with_their_folder_get_no_second_ones(office: Office) -> None:
    office.put(a=ANNA, b="Vistula")
    take(office, FakeRedactor())
    office.out = office.out.rename(office.root / "moved")
    before = states(office)
    with pytest.raises(UsageError, match="old path"):
        take(office, FakeRedactor())

    assert states(office) == before


def test_what_is_as_it_was_is_told_by_what_became_of_it(office: Office) -> None:
    office.put(a=ANNA, b="doubtful")
    take(office, FakeRedactor(hold=True))
    office.put(c="Vistula")
    told = told_of(take(office, FakeRedactor(hold=True)))

    assert told.counts == (("released", 1), ("unchanged", 1), ("held before", 1))


def test_a_deleted_source_is_told_of_until_its_copy_is_pruned(office: Office) -> None:
    office.put(a=ANNA, b=ANNA, sub__c="Vistula")
    take(office, keep_names=True)
    (office.letters / "sub/c.txt").unlink()
    (office.letters / "sub").rmdir()
    for _ in range(2):
        found = take(office, keep_names=True)
        (gone,) = found.deleted
        assert (gone.copy, gone.removed, found.pruned) == (office.out / "sub/c.txt", False, 0)
        assert gone.name == str(office.letters / "sub/c.txt")
        assert found.exit_code == ExitCode.DONE
        assert len(office.copies()) == 3

    found = take(office, keep_names=True, prune=True)
    assert (len(found.deleted), found.pruned, found.done) == (1, 1, 0)
    assert sorted(path.name for path in office.out.iterdir()) == ["a.txt", "b.txt"]
    assert [json.loads(line)["kind"] for line in office.log().splitlines()][-3:-2] == ["deletion"]
    assert take(office, keep_names=True, prune=True).deleted == ()
    report = verify_out(office.out, office.records, load_config())
    assert report.exit_code == ExitCode.DONE


def test_a_copy_that_is_another_letters_by_now_is_not_pruned(office: Office) -> None:
    office.put(x__a=ANNA, x__b="Vistula")
    take(office, keep_names=True)
    before = office.copies()

    take(office, keep_names=True, scope="dossier", prune=True)

    assert office.copies() == before
    report = verify_out(office.out, office.records, load_config(overrides={"scope": "dossier"}))
    assert report.exit_code == ExitCode.DONE


def test_a_copy_of_another_scope_is_superseded_and_not_deleted(office: Office) -> None:
    office.put(x__a=ANNA, x__b="Vistula")
    take(office)
    before = office.copies()

    found = take(office, scope="dossier")
    assert [(one.superseded, one.removed) for one in found.deleted] == [(True, False)] * 2
    assert told_of(found).counts == (("released", 2), ("superseded", 2))
    assert len(office.copies()) == 4
    report = (office.records / "report.html").read_text()
    assert "Earlier copies" in report
    assert "Originals that are gone" not in report

    found = take(office, scope="dossier", prune=True)
    assert [(one.superseded, one.removed) for one in found.deleted] == [(True, True)] * 2
    assert take(office, scope="dossier").deleted == ()
    take(office, prune=True)
    assert office.copies() == before


def test_the_names_of_a_scope_come_back_with_it(office: Office) -> None:
    office.put(x__a=ANNA, x__b="Vistula")
    take(office)
    alone = office.copies()
    take(office, scope="dossier")
    both = office.copies()

    found = take(office)
    assert (found.done, len(found.deleted), office.copies()) == (0, 2, both)
    assert take(office, scope="dossier", prune=True).done == 0
    assert len(office.copies()) == 2
    take(office, prune=True)
    assert office.copies() == alone


def test_what_is_there_and_was_passed_over_is_not_deleted(office: Office) -> None:
    office.put(x__a=ANNA, b="Vistula")
    take(office)
    before = office.copies()
    (office.letters / "x/audit.jsonl").touch()
    (office.letters / "x/private").touch()

    found = take(office, prune=True)

    assert (found.deleted, office.copies()) == ((), before)


def test_the_name_of_a_deleted_letter_is_given_to_no_other_and_comes_back(office: Office) -> None:
    office.put(a=ANNA, b="Vistula")
    take(office)
    before = {Path(e.source).name: (e.letter_id, e.number) for e in read_entries(office.records)}
    (office.letters / "b.txt").unlink()
    take(office, prune=True)
    office.put(c="new")
    take(office)
    office.put(b="back")
    take(office)
    after = {Path(e.source).name: (e.letter_id, e.number) for e in read_entries(office.records)}
    assert {name: after[name] for name in before} == before
    assert after["c.txt"][1] == 3
    assert len(office.copies()) == 3


def test_a_letter_in_whose_place_a_folder_stands_is_gone(office: Office) -> None:
    office.put(a=ANNA, b="Vistula")
    take(office)
    moved = (office.letters / "a.txt").rename(office.root / "a.txt")
    (office.letters / "a.txt").mkdir()
    moved.rename(office.letters / "a.txt/a.txt")

    for prune, left in ((False, 3), (True, 2)):
        (gone,) = take(office, prune=prune).deleted
        assert (gone.name, gone.removed) == (str(office.letters / "a.txt"), prune)
        assert len(office.copies()) == left
    assert take(office, prune=True).deleted == ()


def test_letters_of_another_input_are_not_deleted(office: Office) -> None:
    office.put(x__a=ANNA, y__a="Vistula")
    for name in ("x", "y", "x"):
        found = take(office, source=office.letters / name, prune=True)
        assert found.deleted == ()
    assert len(office.copies()) == 2


def test_what_lies_in_a_folder_that_cannot_be_read_is_not_deleted(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put(a=ANNA, x__a="Vistula")
    take(office)
    real = os.listdir

    def closed(path: Any = ".") -> list[str]:
        if str(path).endswith("in/x"):
            raise OSError(5, "Input/output error")
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "listdir", closed)
        found = take(office, prune=True)
    assert found.deleted == ()
    assert found.exit_code == ExitCode.UNREADABLE
    assert len(office.copies()) == 2


def test_what_lay_in_a_folder_that_stands_empty_is_not_pruned(office: Office) -> None:
    office.put(a=ANNA, drive__x__b="Vistula")
    take(office)
    (office.letters / "drive/x/b.txt").unlink()
    (office.letters / "drive/x").rmdir()
    (gone,) = take(office, prune=True).deleted
    assert (gone.removed, gone.folder_is_empty, len(office.copies())) == (False, True, 2)

    (office.letters / "drive").rmdir()
    (gone,) = take(office, prune=True).deleted
    assert (gone.removed, gone.folder_is_empty, len(office.copies())) == (True, False, 1)


@pytest.mark.parametrize("closed", ["in/x/scans", "out/x/more"])
def test_a_folder_that_cannot_be_looked_into_stops_its_own_dossier_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    office.put(x__a=ANNA, x__scans__b="Vistula", y__c=ANNA)
    take(office, scope="dossier", keep_names=True)
    (office.out / "x/more").mkdir()
    before = office.copies()
    office.put(x__a="Anna", y__c="Anna")
    calls = {"listdir": os.listdir, "scandir": os.scandir, "lstat": os.lstat}

    def refuse(name: str, path: Any = ".", *more: Any, **named: Any) -> Any:
        if str(path).startswith(str(office.root / closed)) and (
            name != "lstat" or str(path) != str(office.root / closed)
        ):
            raise PermissionError(13, "Permission denied")
        return calls[name](path, *more, **named)

    with monkeypatch.context() as patch:
        for name in calls:
            patch.setattr(os, name, partial(refuse, name))
        found = take(office, scope="dossier", keep_names=True)
    in_x = {name: copy for name, copy in before.items() if name.startswith("x/")}
    assert found.exit_code in (ExitCode.UNREADABLE, ExitCode.FORMAT)
    assert [one.name for one in found.letters if one.result.outcome is Outcome.RELEASED] == [
        "y/c.txt"
    ]
    assert office.copies().items() >= in_x.items()
    assert take(office, scope="dossier", keep_names=True).exit_code == ExitCode.DONE
    assert office.copies()["x/a.txt"] == "[name]"


def test_what_a_run_that_died_left_in_a_dossier_is_nobodys(office: Office) -> None:
    office.put(x__a=ANNA)
    take(office, keep_names=True)
    (office.out / "x/.redact-0123456789abcdef").touch()

    assert take(office, keep_names=True, scope="dossier").exit_code == ExitCode.DONE
    assert [path.name for path in (office.out / "x").iterdir()] == ["a.txt"]


@pytest.mark.parametrize("held", [False, True])
def test_a_dossier_of_which_a_folder_stands_empty_is_left_as_it_is(
    office: Office, held: bool
) -> None:
    kept: dict[str, Any] = {"scope": "dossier", "keep_names": True}
    office.put(x__a=ANNA, x__scans__b="doubtful" if held else "Vistula", y__c=ANNA)
    take(office, FakeRedactor(hold=held), **kept)
    before, scan = office.copies(), office.letters / "x/scans/b.txt"
    scan.rename(office.root / "b.txt")
    office.put(x__a="Anna", y__c="Anna")

    for done in (["x/a.txt", "y/c.txt"], []):
        found = take(office, **kept, prune=True)
        assert names(found) == done
        reason = found.letters[0].result.reason
        assert reason.startswith("the folder of a letter of this dossier stands empty; mount")
        assert [(one.name, one.folder_is_empty) for one in found.deleted] == [(str(scan), True)]
        in_x = {name: copy for name, copy in before.items() if name.startswith("x/")}
        assert office.copies().items() >= in_x.items()
        assert office.copies().keys() == before.keys()

    (office.root / "b.txt").rename(scan)
    assert names(take(office, **kept)) == ["x/a.txt", "x/scans/b.txt"]
    assert len(office.copies()) == 3
    scan.unlink()
    scan.parent.rmdir()
    found = take(office, **kept)
    assert (names(found), found.pruned) == (["x/a.txt"], 1)
    assert len(office.copies()) == 2


def test_a_pruning_that_was_cut_short_is_finished(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put(a=ANNA, b="Vistula")
    take(office)
    (office.letters / "b.txt").unlink()
    with monkeypatch.context() as patch:
        patch.setattr("redact.pipeline.ledger.Ledger.forget", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            take(office, prune=True)
    assert len(office.copies()) == 1
    assert take(office).pruned == 1
    assert take(office).deleted == ()


def test_a_dossier_under_another_name_takes_the_place_of_the_old_one(office: Office) -> None:
    office.put(x__a=ANNA, x__b="Vistula")
    take(office, scope="dossier", keep_names=True)
    take(office, scope="dossier")
    assert [path.name for path in office.out.iterdir()] == ["dossier-001"]
    assert len(office.copies()) == 2


def test_a_copy_of_another_format_takes_the_place_of_the_old_one(office: Office) -> None:
    office.put(a=ANNA, b="Vistula")
    take(office)
    uniform = load_config(overrides={"documents": {"uniform": "docx"}})
    take(office, settings=uniform)
    assert sorted(path.suffix for path in office.out.iterdir()) == [".docx", ".docx"]
    assert take(office, settings=uniform).done == 0


def test_a_copy_that_somebody_changed_is_not_taken_for_an_old_one(office: Office) -> None:
    office.put(a=ANNA)
    take(office)
    (office.out / "letter-0001.txt").write_text("mine")
    take(office, settings=load_config(overrides={"documents": {"uniform": "docx"}}))
    assert (office.out / "letter-0001.txt").read_text() == "mine"
    assert (office.out / "letter-0001.docx").exists()


@pytest.mark.parametrize("scope", ["letter", "dossier"])
def test_a_changed_copy_beside_one_of_another_format_is_told_until_it_is_gone(
    office: Office, scope: str
) -> None:
    office.put(x__a=ANNA)
    take(office, scope=scope)
    (copy,) = (path for path in office.out.rglob("*") if path.is_file())
    copy.write_text("mine")
    docx = load_config(overrides={"scope": scope, "documents": {"uniform": "docx"}})
    for prune in (False, True, False):
        found = take(office, settings=docx, prune=prune)
        assert copy.read_text() == "mine"
        if scope == "dossier":
            assert found.letters[0].result.reason.endswith("move dossier-001/letter-0001.txt away")
            continue
        (left,) = found.deleted
        told = (left.name, left.copy, left.superseded, left.changed, left.removed)
        assert told == (str(office.letters / "x/a.txt"), copy, True, True, False)
        report = (office.records / "report.html").read_text()
        assert "letter-0001.txt: its copy is still there" in report
        assert "All letters by now: 1<" in report
        verified = verify_out(office.out, office.records, docx).copies
        states = [copy.state for copy in verified]
        assert states == [CopyState.CLEAN, CopyState.NOT_CHECKED]
        assert len(review(office.records).letters) == 1
    copy.unlink()

    for done in (1 if scope == "dossier" else 0, 0):
        found = take(office, settings=docx)
        assert (found.done, found.deleted) == (done, ())
    assert [path.name for path in office.out.rglob("*.*")] == ["letter-0001.docx"]
    assert verify_out(office.out, office.records, docx).exit_code == ExitCode.DONE
    assert verify_log(office.records).ok
