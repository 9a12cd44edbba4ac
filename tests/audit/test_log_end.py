"""What was checked when the log was closed is not checked again, unless a byte has changed."""

import json
from pathlib import Path

import pytest

from redact.audit import log
from redact.audit.log import AuditLog
from redact.audit.verify import verify_log
from redact.datamodel import AuditRecord
from redact.errors import AuditError

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


def test_a_log_that_was_cut_is_recovered_line_by_line(
    tmp_path: Path, followed: list[bytes]
) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_bytes(path.read_bytes()[:-5])
    append_and_verify(tmp_path)
    kinds = [json.loads(line)["kind"] for line in path.read_bytes().splitlines()]
    assert kinds == ["letter", "letter", "recovered", "letter", "checkpoint"]
