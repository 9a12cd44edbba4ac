"""What was checked when the log was closed is not checked again, and is not to be lost either."""

import errno
import os
from pathlib import Path

import pytest

from redact.audit import log
from redact.audit.log import AuditLog
from redact.audit.log_end import disregard
from redact.audit.verify import verify_log
from redact.datamodel import AuditRecord
from redact.errors import AuditError, WriteError

RECORD = AuditRecord("letter", (("outcome", "released"),))


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """A log of three records, closed; what is followed of it from now on."""
    with AuditLog.open(tmp_path) as audit:
        audit.append_all([RECORD, RECORD])
        audit.checkpoint()
    lines: list[bytes] = []
    real = log.follow

    def follow(raw: bytes, tip: log.Tip) -> object:
        lines.append(raw)
        return real(raw, tip)

    monkeypatch.setattr(log, "follow", follow)
    return lines


def append_and_verify(records: Path) -> None:
    with AuditLog.open(records) as audit:
        audit.append(RECORD)
        head = audit.checkpoint().head
    assert verify_log(records, expect_head=head).authentic


def test_a_log_that_is_as_it_was_closed_is_not_followed(
    tmp_path: Path, followed: list[bytes]
) -> None:
    append_and_verify(tmp_path)
    assert followed == []


def test_only_what_was_written_since_is_followed(tmp_path: Path, followed: list[bytes]) -> None:
    end = tmp_path / "private" / "log-end"
    before = end.read_bytes()
    append_and_verify(tmp_path)
    end.write_bytes(before)  # as after a crash
    append_and_verify(tmp_path)
    assert len(followed) == 2


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b"\xff", b'{"size":1,"sha256":"","tip":{}}\n', None]
)
def test_without_a_good_note_the_whole_log_is_followed(
    tmp_path: Path, followed: list[bytes], content: bytes | None
) -> None:
    end = tmp_path / "private" / "log-end"
    end.write_bytes(content) if content is not None else end.unlink()
    append_and_verify(tmp_path)
    assert len(followed) == 3


@pytest.mark.parametrize("at", [5, -20])
def test_a_changed_byte_is_found_and_its_line_named(
    tmp_path: Path, followed: list[bytes], at: int
) -> None:
    path = tmp_path / "audit.jsonl"
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    with pytest.raises(AuditError, match=r"line [13]:"):
        AuditLog.open(tmp_path)


def files(records: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in records.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("lines", "torn", "told"),
    [
        (None, b"", "is gone or was emptied, with record 3, in which it ended"),
        (0, b"", "is gone or was emptied, with record 3, in which it ended"),
        (0, b'{"kind"', "is gone or was emptied, with record 3, in which it ended"),
        (1, b"", "was cut short: it ends in record 1, before record 3, in which it ended"),
        (2, b'{"kind"', "was cut short: it ends in record 2, before record 3, in which it ended"),
        (2, b"\0" * 300, "was cut short: it ends in record 2, before record 3, in which it ended"),
    ],
)
def test_a_log_that_lost_what_was_on_the_disk_is_refused_and_nothing_changes(
    tmp_path: Path, followed: list[bytes], lines: int | None, torn: bytes, told: str
) -> None:
    path = tmp_path / "audit.jsonl"
    whole = path.read_bytes()
    path.unlink()
    if lines is not None:
        path.write_bytes(b"".join(whole.splitlines(keepends=True)[:lines]) + torn)
    before = files(tmp_path)
    for _ in range(2):
        with pytest.raises(AuditError, match=f"{told}.*backup.*--records") as caught:
            AuditLog.open(tmp_path)
        assert caught.value.exit_code == 10
    assert files(tmp_path) == before
    for public in (tmp_path, path) if path.exists() else (tmp_path,):
        verdict = verify_log(public)
        assert not verdict.ok
        assert told in verdict.message or torn

    path.write_bytes(whole)
    append_and_verify(tmp_path)


@pytest.mark.parametrize("count", [3, 9])
def test_another_log_in_its_place_is_refused(
    tmp_path: Path, followed: list[bytes], count: int
) -> None:
    other = tmp_path / "other"
    with AuditLog.open(other) as audit:
        audit.append_all([AuditRecord("letter", (("outcome", "held"),))] * count)
    content = (other / "audit.jsonl").read_bytes()
    (tmp_path / "audit.jsonl").write_bytes(content)
    with pytest.raises(AuditError, match="was exchanged: it has another record 3"):
        AuditLog.open(tmp_path)
    assert "was exchanged" in verify_log(tmp_path).message
    assert (tmp_path / "audit.jsonl").read_bytes() == content
    assert verify_log(other / "audit.jsonl").ok


def test_a_log_without_its_private_part_is_checked_by_itself(
    tmp_path: Path, followed: list[bytes]
) -> None:
    lines = (tmp_path / "audit.jsonl").read_bytes().splitlines(keepends=True)
    alone = tmp_path / "auditor"
    alone.mkdir()
    (alone / "audit.jsonl").write_bytes(b"".join(lines[:2]))
    assert verify_log(alone).ok


@pytest.mark.parametrize("size", [0, 7])
def test_a_chain_that_is_to_be_followed_must_come_to_the_end_that_is_known(
    tmp_path: Path, followed: list[bytes], size: int
) -> None:
    disregard(tmp_path)
    append_and_verify(tmp_path)
    assert len(followed) == 3
    disregard(tmp_path)
    (tmp_path / "audit.jsonl").write_bytes((tmp_path / "audit.jsonl").read_bytes()[:size])
    with pytest.raises(AuditError, match="is gone or was emptied, with record 5"):
        AuditLog.open(tmp_path)


def test_nothing_is_written_down_that_a_disk_has_lost(
    tmp_path: Path, followed: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails once says nothing of it again, though the lines are not on it."""
    end = tmp_path / "private" / "log-end"
    before, real, failing = end.read_bytes(), os.fsync, [True]

    def fsync(descriptor: int) -> None:
        if failing and failing.pop():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(descriptor)

    audit = AuditLog.open(tmp_path)
    audit.append(RECORD)
    monkeypatch.setattr(os, "fsync", fsync)
    for write in (audit.checkpoint, audit.close):
        with pytest.raises(WriteError):
            write()
    assert end.read_bytes() == before
    append_and_verify(tmp_path)
