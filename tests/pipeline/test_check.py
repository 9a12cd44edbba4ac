"""Verify finds what survives in copies, says what it could not check, and changes nothing."""

from pathlib import Path

import pytest

from pipeline.office import Office, config
from redact.errors import ExitCode, InputError
from redact.pipeline.check import CopyState, VerifyReport, verify_out
from redact.pipeline.plan import Existing

ANNA = "Dear Anna Kowalska,\r\nSMILES thanks you.\r\n"


def verify(office: Office, out: Path | None = None) -> VerifyReport:
    return verify_out(out or office.out, office.records, config())


def states(report: VerifyReport) -> dict[str, CopyState]:
    return {copy.name: copy.state for copy in report.copies}


def snapshot(office: Office) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in office.root.rglob("*")
        if path.is_file()
    }


def test_good_copies_are_clean_and_nothing_changes(office: Office) -> None:
    office.put(a=ANNA, b="", c="Vistula\n".encode("utf-16"))
    office.run()
    before = snapshot(office)
    report = verify(office)
    assert set(states(report).values()) == {CopyState.CLEAN}
    assert (report.exit_code, report.missing) == (ExitCode.DONE, 0)
    assert snapshot(office) == before


def test_one_file_can_be_verified(office: Office) -> None:
    office.put(a=ANNA)
    out = office.root / "copy.txt"
    office.run(office.letters / "a.txt", out=out)
    assert states(verify(office, out)) == {"copy.txt": CopyState.CLEAN}


def test_an_out_reached_by_a_link_is_the_same_out(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    (office.root / "link").symlink_to(office.out)
    assert verify(office, office.root / "link").exit_code == ExitCode.DONE


@pytest.mark.parametrize("text", ["Dear Anna Kowalska,", "Dear Ms KOWALSKA,", "kowalska?"])
def test_a_name_that_came_back_is_a_survivor(office: Office, text: str) -> None:
    office.put(a=ANNA, b=ANNA)
    office.run()
    copy = office.out / "letter-0001.txt"
    copy.write_text("Dear [name],")
    assert states(verify(office))["letter-0001.txt"] is CopyState.CLEAN
    copy.write_text(text)
    report = verify(office)
    (found,) = (one for one in report.copies if one.survivors)
    assert (found.state, found.changed) == (CopyState.SURVIVOR, True)
    assert "owalska" in text[found.survivors[0].start :].lower()
    assert report.exit_code == ExitCode.SURVIVOR


def test_a_copy_that_changed_is_said_to_and_searched_in_its_new_encoding(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    (office.out / "letter-0001.txt").write_bytes("Dear [name], żółć".encode("utf-16"))
    (copy,) = verify(office).copies
    assert (copy.state, copy.changed) == (CopyState.CLEAN, True)
    (office.out / "letter-0001.txt").write_bytes("Dear Kowalska".encode("utf-16"))
    assert verify(office).exit_code == ExitCode.SURVIVOR
    (office.out / "letter-0001.txt").write_bytes(b"\xff\x00\xff")
    assert verify(office).exit_code == ExitCode.UNREADABLE


@pytest.mark.parametrize("change", ["gone", "changed", "folder"])
def test_a_source_that_is_gone_or_changed_is_not_checked(office: Office, change: str) -> None:
    office.put(a=ANNA, b=ANNA)
    office.run(keep_names=True)
    source = office.letters / "a.txt"
    source.unlink()
    if change == "changed":
        source.write_text("Dear Nobody")
    if change == "folder":
        source.mkdir()
    report = verify(office)
    assert states(report) == {"a.txt": CopyState.NOT_CHECKED, "b.txt": CopyState.CLEAN}
    assert report.exit_code == ExitCode.UNREADABLE


def test_what_the_map_does_not_know_is_not_checked(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    (office.out / "notes").write_text("Anna")
    (office.out / ".redact-0123456789abcdef").write_text("Anna")
    (office.out / "linked").symlink_to(office.letters)
    report = verify(office)
    assert [copy.name for copy in report.copies if copy.state is CopyState.NOT_CHECKED] == [
        ".redact-0123456789abcdef",
        "linked",
        "notes",
    ]
    assert report.exit_code == ExitCode.UNREADABLE


def test_a_copy_that_is_a_link_now_is_not_checked(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    copy = office.out / "letter-0001.txt"
    copy.unlink()
    copy.symlink_to(office.letters / "a.txt")
    assert states(verify(office)) == {"letter-0001.txt": CopyState.NOT_CHECKED}


def test_a_dossier_is_searched_for_what_any_of_its_letters_hides(office: Office) -> None:
    office.put(x__a=ANNA, x__b="No name here.")
    office.run(scope="dossier", keep_names=True)
    assert verify(office).exit_code == ExitCode.DONE
    (office.out / "x/b.txt").write_text("Kowalska here.")
    assert states(verify(office))["x/b.txt"] is CopyState.SURVIVOR
    (office.letters / "x/b.txt").unlink()
    assert states(verify(office)) == {
        "x/a.txt": CopyState.NOT_CHECKED,
        "x/b.txt": CopyState.NOT_CHECKED,
    }


def test_a_letter_taken_out_of_its_dossier_does_not_stop_the_check(office: Office) -> None:
    office.put(x__a=ANNA, x__b=ANNA)
    office.run(scope="dossier", keep_names=True)
    (office.letters / "x/b.txt").unlink()
    office.run(scope="dossier", keep_names=True, existing=Existing.OWNED)
    report = verify(office)
    assert states(report) == {"x/a.txt": CopyState.CLEAN}
    assert report.missing == 1


def test_an_older_copy_of_a_letter_refused_since_is_not_checked(office: Office) -> None:
    office.put(a=ANNA)
    office.run()
    office.put(a=b"\x00")
    office.run(existing=Existing.OWNED)
    (copy,) = verify(office).copies
    assert copy.state is CopyState.NOT_CHECKED
    assert "older copy" in copy.reason


def test_without_copies_or_records_there_is_nothing_to_check(office: Office) -> None:
    with pytest.raises(InputError, match="no copies"):
        verify(office)
    office.out.mkdir()
    with pytest.raises(InputError, match="no copies"):
        verify(office)
    (office.out / "a").write_text("x")
    with pytest.raises(InputError):
        verify(office)


def test_no_result_calls_a_letter_anonymous() -> None:
    assert "no detected term survives" in [state.value for state in CopyState]
    assert not any("anonym" in state.value for state in CopyState)
