"""Copies are searched for a list of names, without a letter or a record at hand."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.office import config
from redact import formats
from redact.datamodel import Document, Segment
from redact.errors import ConfigError, ExitCode, InputError
from redact.pipeline.check import CopyState, verify_names
from redact.pipeline.names_file import read_names


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "letter-0001.txt").write_text("Dear [name], I met Ms Ćwiklińska in May.")
    (folder / "letter-0002.txt").write_text("Dear [name], nobody is here.")
    return folder


def names(folder: Path, text: str) -> Path:
    path = folder.parent / "names.txt"
    path.write_text(text, "utf-8")
    return path


def test_a_name_in_a_copy_is_found_by_each_of_its_words(out: Path) -> None:
    report = verify_names(out, names(out, "# the applicants\n\nŁucja Ćwiklińska\n"), config())

    first, second = report.copies
    assert (first.state, [span.start for span in first.survivors]) == (CopyState.SURVIVOR, [22])
    assert second.state == CopyState.CLEAN
    assert report.exit_code == ExitCode.SURVIVOR


def test_the_name_of_a_file_is_searched_too(out: Path) -> None:
    (out / "letter-0001.txt").rename(out / "Ben_Thornbury-cv.txt")
    report = verify_names(out, names(out, "Ben Thornbury"), config())

    assert {copy.parts for copy in report.copies if copy.state == CopyState.SURVIVOR} == {
        ("the file name",) * 3
    }


def test_a_file_that_is_not_read_is_not_vouched_for(out: Path) -> None:
    (out / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (out / "letter-0001.txt").unlink()
    report = verify_names(out, names(out, "Ben Thornbury"), config())

    assert [copy.state for copy in report.copies] == [CopyState.CLEAN, CopyState.NOT_CHECKED]
    assert report.exit_code == ExitCode.UNREADABLE


def test_what_is_attached_to_a_mail_is_opened(out: Path) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["Message-ID"] = "CV", "<1@example.org>"
    mail.set_content("See the file.")
    word = formats.write(Document("x", (Segment("By Ben Thornbury", "1"),), format="docx"))
    mail.add_attachment(word, maintype="application", subtype="octet-stream", filename="cv")
    (out / "letter-0001.txt").write_bytes(mail.as_bytes())
    report = verify_names(out, names(out, "Ben Thornbury"), config())

    assert [copy.state for copy in report.copies] == [CopyState.SURVIVOR, CopyState.CLEAN]
    assert set(report.copies[0].parts) == {"an attached file"}


def test_a_roster_is_a_list_of_names_of_every_kind(tmp_path: Path) -> None:
    listed = names(
        tmp_path / "out",
        "name;organization;keep\nŁucja Ćwiklińska;Tarn Institute;\nSMILES;;yes\n",
    )
    assert read_names(listed) == (
        ("Łucja Ćwiklińska", "PERSON"),
        ("Tarn Institute", "ORGANIZATION"),
    )


@pytest.mark.parametrize("text", ["", "# nobody\n", "...\n", "name\n"])
def test_a_list_without_a_name_is_no_list(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError):
        read_names(names(tmp_path / "out", text))


def test_there_must_be_copies(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no copies here"):
        verify_names(tmp_path / "out", names(tmp_path / "out", "Anna"), config())
