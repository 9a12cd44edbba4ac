"""A private file is replaced whole, or stays as it was."""

import errno
import os
import stat
from pathlib import Path

import pytest

from redact.audit.folder import make_folders, replace_owned, sweep_drafts
from redact.audit.log import AuditLog
from redact.errors import WriteError


def test_a_file_is_replaced_and_its_owner_alone_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text("old")
    path.chmod(0o644)
    replace_owned(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "page"
    path.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        replace_owned(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_run_was_about_to_put_into_place_is_removed(tmp_path: Path) -> None:
    AuditLog.open(tmp_path).close()
    drafts = [
        tmp_path / ".report.html.01",
        *(tmp_path / "private" / f".{n}.0" for n in ("log-end", "map-end", "letters.jsonl")),
    ]
    other = tmp_path / "private" / ".decisions.yaml.01"
    for draft in (*drafts, other):
        draft.write_text("half")
    AuditLog.open(tmp_path).close()
    assert [draft.exists() for draft in (*drafts, other)] == [False, False, False, False, True]


def test_a_folder_that_cannot_be_listed_is_no_unforeseen_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_folder: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    make_folders(tmp_path)
    monkeypatch.setattr(os, "scandir", gone)
    sweep_drafts(tmp_path)
