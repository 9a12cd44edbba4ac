"""A copy is in place whole and checked, or not at all; nothing half-written is ever left."""

import errno
import hashlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from redact.errors import SurvivorError, WriteError
from redact.pipeline import files
from redact.pipeline.files import (
    TEMPORARY,
    TIMESTAMP_NS,
    publish,
)


def accept(_data: bytes) -> None:
    pass


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_a_copy_is_written_checked_and_put_into_place(tmp_path: Path) -> None:
    target, seen = tmp_path / "out/sub/copy.txt", []

    def check(data: bytes) -> None:
        seen.append((data, target.exists(), left(target.parent)[0][:8]))

    sha256 = publish(b"Dear [name],", target, check)
    assert seen == [(b"Dear [name],", False, TEMPORARY)]
    assert sha256 == hashlib.sha256(b"Dear [name],").hexdigest()
    assert target.read_bytes() == b"Dear [name],"
    assert left(target.parent) == ["copy.txt"]


def test_every_copy_has_the_same_time_and_ordinary_permissions(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        publish(b"", tmp_path / "a", accept)
    finally:
        os.umask(old)
    status = (tmp_path / "a").stat()
    assert status.st_mtime_ns == status.st_atime_ns == TIMESTAMP_NS
    assert status.st_mode & 0o777 == 0o640


def test_the_temporary_file_is_for_its_owner_only(tmp_path: Path) -> None:
    modes = []

    def check(_data: bytes) -> None:
        modes.extend(path.stat().st_mode & 0o777 for path in tmp_path.iterdir())

    publish(b"x", tmp_path / "a", check)
    assert modes == [0o600]


@pytest.mark.parametrize("error", [SurvivorError("found"), ValueError("odd"), KeyboardInterrupt()])
def test_a_check_that_fails_leaves_no_file_and_no_change(
    tmp_path: Path, error: BaseException
) -> None:
    (tmp_path / "a").write_text("before")

    def check(_data: bytes) -> None:
        raise error

    with pytest.raises(type(error)):
        publish(b"x", tmp_path / "a", check)
    assert left(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text() == "before"


def test_a_link_at_the_target_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "original").write_text("Anna")
    (tmp_path / "copy").symlink_to(tmp_path / "original")
    publish(b"[name]", tmp_path / "copy", accept)
    assert (tmp_path / "original").read_text() == "Anna"
    assert not (tmp_path / "copy").is_symlink()


@pytest.mark.parametrize("call", ["write", "fsync", "utime", "fchmod"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    def fail(*_args: object, **_named: object) -> int:
        raise OSError(code, "as the system says it", "/secret/Kowalska.txt")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(WriteError) as caught:
        publish(b"x", tmp_path / "a", accept)
    expected = "cannot be written" if code == errno.EIO else "no space left"
    assert expected in str(caught.value)
    assert "Kowalska" not in str(caught.value)
    assert left(tmp_path) == []


def test_a_disk_that_is_full_half_way_leaves_nothing(tmp_path: Path) -> None:
    size = 100_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    program = (
        "import sys; from pathlib import Path; from redact.pipeline.files import publish;"
        "from redact.errors import WriteError\n"
        f"try: publish(b'x' * {size}, Path(sys.argv[1]), print)\n"
        "except WriteError as error: sys.exit(str(error))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a")],
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.strip() == "no space left for the copy; make room and run again"
    assert left(tmp_path) == []


def test_a_disk_that_gives_back_other_bytes_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda _handle, data: len(data))
    with pytest.raises(WriteError, match="other bytes"):
        publish(b"x", tmp_path / "a", accept)
    assert left(tmp_path) == []


def test_a_target_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError, match="cannot be written"):
        publish(b"x", tmp_path / "file/a", accept)


def test_a_file_system_without_locks_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_args: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(files.fcntl, "flock", no_locks)
    publish(b"x", tmp_path / "a", accept)
    assert left(tmp_path) == ["a"]
