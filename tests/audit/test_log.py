"""Tests of the audit log as its writer sees it."""

import errno
import json
import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.audit.chain import GENESIS
from redact.audit.keys import generate
from redact.audit.log import AuditLog
from redact.audit.verify import verify_log
from redact.datamodel import AuditRecord
from redact.errors import AuditError, ConfigError, LockedError, UsageError, WriteError

RECORD = AuditRecord("letter", (("outcome", "released"),))


def _lines(records: Path) -> list[dict[str, object]]:
    return [json.loads(raw) for raw in (records / "audit.jsonl").read_bytes().splitlines()]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_records_stand_in_the_order_of_their_append(tmp_path: Path) -> None:
    with AuditLog.open(tmp_path / "records") as log:
        log.append(AuditRecord("run", ()))
        log.append_all([RECORD, RECORD])
        checkpoint = log.checkpoint()
    lines = _lines(tmp_path / "records")
    assert [content["kind"] for content in lines] == ["run", "letter", "letter", "checkpoint"]
    assert [content["seq"] for content in lines] == [1, 2, 3, 4]
    assert (checkpoint.count, checkpoint.head) == (3, lines[2]["sha256"])
    assert checkpoint.told == f"audit log: 4 records, head {checkpoint.head}"
    assert (checkpoint.previous, checkpoint.signature) == (None, None)


def test_a_checkpoint_names_the_one_before(tmp_path: Path) -> None:
    with AuditLog.open(tmp_path) as log:
        empty = log.checkpoint()
    with AuditLog.open(tmp_path) as log:
        log.append(RECORD)
        second = log.checkpoint()
    assert (empty.count, empty.head) == (0, GENESIS)
    assert empty.told == f"audit log: 1 record, head {GENESIS}"
    assert second.previous == _lines(tmp_path)[0]["sha256"]
    assert second.count == 2


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_only_the_owner_sees_anything(tmp_path: Path, umask: int) -> None:
    records = tmp_path / "records"
    before = os.umask(umask)
    try:
        AuditLog.open(records).close()
    finally:
        os.umask(before)
    assert [_mode(path) for path in (records, records / "private")] == [0o700] * 2
    files = [records / "audit.jsonl", records / "private" / "lock"]
    assert [_mode(path) for path in files] == [0o600] * 2


def test_an_empty_folder_is_closed_but_a_shared_one_is_left_as_it_is(tmp_path: Path) -> None:
    empty, shared = tmp_path / "empty", tmp_path / "shared"
    for folder in (empty, shared):
        folder.mkdir()
        folder.chmod(0o755)
    (shared / "minutes.txt").touch()
    for folder in (empty, shared):
        AuditLog.open(folder).close()
    assert (_mode(empty), _mode(shared)) == (0o700, 0o755)
    assert _mode(shared / "private") == 0o700


def test_a_file_in_place_of_the_folder_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "records").touch()
    with pytest.raises(UsageError, match="not a folder"):
        AuditLog.open(tmp_path / "records")


def test_a_link_in_place_of_the_log_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "audit.jsonl").symlink_to(tmp_path / "mine.txt")
    with pytest.raises(WriteError):
        AuditLog.open(tmp_path / "records")
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_missing_signing_key_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        AuditLog.open(tmp_path / "records", tmp_path / "key")
    assert not (tmp_path / "records").exists()


def test_a_second_writer_is_refused_until_the_first_has_closed(tmp_path: Path) -> None:
    first = AuditLog.open(tmp_path)
    with pytest.raises(LockedError):
        AuditLog.open(tmp_path)
    first.close()
    first.close()
    AuditLog.open(tmp_path).close()


_HOLD = """
    import os, sys
    from pathlib import Path
    from redact.audit.log import AuditLog
    log = AuditLog.open(Path(sys.argv[1]))
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_live_process_holds_the_lock_and_a_dead_one_does_not(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_HOLD), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError) as caught:
            AuditLog.open(tmp_path)
        assert caught.value.exit_code == 8
        holder.kill()
        holder.wait()
    AuditLog.open(tmp_path).close()


def _log_of_three(records: Path) -> bytes:
    with AuditLog.open(records) as log:
        log.append_all([RECORD, RECORD])
        log.checkpoint()
    return (records / "audit.jsonl").read_bytes()


@pytest.mark.parametrize(
    "torn",
    [b'{"kind":"let', b"\x00" * 7, b"\xff\n", b"\x00\n", b"{}"],
)
def test_a_torn_last_line_is_cut_off_and_recorded(tmp_path: Path, torn: bytes) -> None:
    whole = _log_of_three(tmp_path)
    (tmp_path / "audit.jsonl").write_bytes(whole + torn)
    with AuditLog.open(tmp_path) as log:
        log.append(RECORD)
    lines = _lines(tmp_path)
    assert (tmp_path / "audit.jsonl").read_bytes().startswith(whole)
    assert lines[3]["kind"] == "recovered"
    assert lines[3]["dropped_bytes"] == len(torn)
    assert [content["seq"] for content in lines] == [1, 2, 3, 4, 5]
    assert verify_log(tmp_path).ok


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_log_cut_anywhere_opens_again_with_its_whole_lines(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    records = tmp_path_factory.mktemp("records")
    whole = _log_of_three(records)
    size = data.draw(st.integers(0, len(whole)))
    (records / "audit.jsonl").write_bytes(whole[:size])
    (records / "private" / "log-end").unlink()  # written by runs that come to their end alone
    AuditLog.open(records).close()
    kept = whole[: whole.rfind(b"\n", 0, size) + 1]
    assert (records / "audit.jsonl").read_bytes().startswith(kept)
    verdict = verify_log(records)
    assert verdict.ok
    assert verdict.count == kept.count(b"\n") + (len(kept) != size)


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        (b"released", b"refused!", 1),
        (b'"seq":2', b'"seq":9', 2),
        (b'"count":2', b'"count":1', 3),
        (b"\n", b"\n\n", 2),
        (b"\n", b"\x00", 1),
    ],
)
def test_any_other_damage_stops_the_run_and_names_the_line(
    tmp_path: Path, old: bytes, new: bytes, number: int
) -> None:
    damaged = _log_of_three(tmp_path).replace(old, new, 1)
    (tmp_path / "audit.jsonl").write_bytes(damaged)
    with pytest.raises(AuditError, match=rf"line {number}:") as caught:
        AuditLog.open(tmp_path)
    assert caught.value.exit_code == 10
    assert (tmp_path / "audit.jsonl").read_bytes() == damaged
    with pytest.raises(AuditError):  # and the lock was let go
        AuditLog.open(tmp_path)


def test_only_the_log_writes_checkpoints_and_recoveries(tmp_path: Path) -> None:
    with AuditLog.open(tmp_path) as log:
        for kind in ("checkpoint", "recovered"):
            with pytest.raises(ValueError, match="by the log alone"):
                log.append(AuditRecord(kind, ()))
        assert log.tip.count == 0


def test_a_full_disk_leaves_whole_lines_and_a_log_that_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.pwrite

    def half(descriptor: int, data: memoryview, offset: int) -> int:
        if len(data) < 80:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, data[: len(data) // 2], offset)

    with AuditLog.open(tmp_path) as log:
        log.append(RECORD)
        before = (tmp_path / "audit.jsonl").read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", half)
            with pytest.raises(WriteError, match="No space left on device") as caught:
                log.append_all([RECORD, RECORD])
            assert caught.value.__cause__ is None
            assert (tmp_path / "audit.jsonl").read_bytes() == before
        log.append(RECORD)
        log.checkpoint()
    verdict = verify_log(tmp_path)
    assert (verdict.ok, verdict.count) == (True, 3)


def test_what_an_interrupt_left_behind_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.pwrite

    def interrupted(descriptor: int, data: memoryview, offset: int) -> int:
        write(descriptor, data, offset)
        raise KeyboardInterrupt

    with AuditLog.open(tmp_path) as log:
        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", interrupted)
            patch.setattr(os, "ftruncate", lambda *_: None)
            with pytest.raises(KeyboardInterrupt):
                log.append_all([RECORD, RECORD])
        assert (tmp_path / "audit.jsonl").stat().st_size > 0
        log.append(RECORD)
    assert (verify_log(tmp_path).ok, verify_log(tmp_path).count) == (True, 1)


_LIMITED = """
    import resource, sys
    from pathlib import Path
    from redact.audit.log import AuditLog
    from redact.datamodel import AuditRecord
    from redact.errors import WriteError
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    written = 0
    try:
        with AuditLog.open(Path(sys.argv[1])) as log:
            for written in range(100):
                log.append(AuditRecord("letter", ()))
    except WriteError:
        print(written)
"""


def test_a_real_limit_leaves_whole_lines(tmp_path: Path) -> None:
    done = _run(_LIMITED, tmp_path)
    assert done.returncode == 0, done.stderr
    verdict = verify_log(tmp_path)
    assert (verdict.ok, verdict.count) == (True, int(done.stdout))
    assert verdict.count > 0


def test_neither_the_log_nor_its_parts_show_the_key(tmp_path: Path) -> None:
    generate(tmp_path / "key")
    with AuditLog.open(tmp_path / "records", tmp_path / "key") as log:
        assert "PRIVATE" not in repr(log)
        checkpoint = log.checkpoint()
    assert checkpoint.public_key is not None
    assert "BEGIN" not in (tmp_path / "records" / "audit.jsonl").read_text()
