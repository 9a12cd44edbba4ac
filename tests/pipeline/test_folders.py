"""A folder of copies is in place whole, or not at all; nothing of somebody else's is lost."""

import errno
import os
import sys
from collections.abc import Callable, Container, Iterator
from pathlib import Path, PurePath

import pytest

from redact.errors import SurvivorError, WriteError
from redact.pipeline import folders
from redact.pipeline.files import TEMPORARY, TIMESTAMP_NS, publish
from redact.pipeline.folders import StrangerError, staged_folder, sweep


def accept(_data: bytes) -> None:
    pass


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def standing(root: Path) -> Path:
    """Make a dossier of an earlier run, and return its folder."""
    target = root / "dossier"
    target.mkdir()
    (target / "old").write_text("x")
    return target


def test_a_staged_folder_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "out/dossier-001"
    with staged_folder(target) as staging:
        publish(b"1", staging / "a", accept)
        publish(b"2", staging / "deep/b", accept)
        assert not target.exists()
    assert left(tmp_path / "out") == ["a", "b", "deep", "dossier-001"]
    assert target.stat().st_mtime_ns == TIMESTAMP_NS


def test_a_staged_folder_replaces_the_earlier_one_or_leaves_it(tmp_path: Path) -> None:
    target = standing(tmp_path)
    with pytest.raises(SurvivorError), staged_folder(target) as staging:  # noqa: PT012
        publish(b"1", staging / "new", accept)
        raise SurvivorError("found")
    assert left(tmp_path) == ["dossier", "old"]
    with staged_folder(target) as staging:
        publish(b"1", staging / "new", accept)
    assert left(tmp_path) == ["dossier", "new"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two names")
def test_there_is_no_moment_without_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = standing(tmp_path)

    def never(self: Path, _to: Path) -> Path:
        raise AssertionError(self)

    monkeypatch.setattr(Path, "rename", never)
    with staged_folder(target) as staging:
        (staging / "new").write_text("y")
    assert left(tmp_path) == ["dossier", "new"]


def test_where_names_cannot_be_exchanged_a_folder_is_replaced_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = standing(tmp_path)
    monkeypatch.setattr(folders, "_exchanged", lambda *_: False)

    with staged_folder(target) as staging:
        (staging / "new").write_text("y")
    assert left(tmp_path) == ["dossier", "new"]


def test_a_swap_that_fails_puts_the_earlier_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, rename = standing(tmp_path), Path.rename
    calls: list[Path] = []

    def second_fails(self: Path, to: Path) -> Path:
        calls.append(to)
        if len(calls) == 2:
            raise OSError(errno.EIO, "no")
        return rename(self, to)

    monkeypatch.setattr(folders, "_exchanged", lambda *_: False)
    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(WriteError), staged_folder(target):
        pass
    assert left(tmp_path) == ["dossier", "old"]


@pytest.fixture(params=[True, False])
def exchanging(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names be exchanged at once or, as outside Linux, one after the other."""
    if not request.param:
        monkeypatch.setattr(folders, "_exchanged", lambda *_: False)


@pytest.mark.usefixtures("exchanging")
@pytest.mark.parametrize("stranger", ["note", "deep/note", "link", "folder link"])
def test_a_folder_in_which_somebody_put_something_is_not_replaced(
    tmp_path: Path, stranger: str
) -> None:
    target = standing(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    before = left(target)

    def swap() -> None:
        with staged_folder(target, {PurePath("old"), PurePath("new")}) as staging:
            publish(b"1", staging / "new", accept)
            path = target / stranger
            path.parent.mkdir(exist_ok=True)
            if "link" in stranger:
                path.symlink_to(tmp_path / ("elsewhere" if "folder" in stranger else "nowhere"))
            else:
                path.write_text("mine")

    with pytest.raises(StrangerError, match=f"; move dossier/{stranger} away"):
        swap()
    assert set(left(target)) == {*before, *stranger.split("/")}
    assert left(tmp_path)[0] != TEMPORARY
    assert {path.name for path in tmp_path.iterdir()} == {"dossier", "elsewhere"}


@pytest.mark.usefixtures("exchanging")
def test_a_folder_that_holds_earlier_copies_alone_is_replaced(tmp_path: Path) -> None:
    target = standing(tmp_path)
    (target / ".DS_Store").touch()
    with staged_folder(target, {PurePath("old")}) as staging:
        publish(b"1", staging / "new", accept)
    assert left(tmp_path) == ["dossier", "new"]


@pytest.mark.usefixtures("exchanging")
def test_what_comes_into_the_new_folder_before_it_is_taken_back_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, look = standing(tmp_path), folders.strangers

    def too_late(folder: Path, ours: Container[PurePath]) -> Iterator[PurePath]:
        if ours:
            (target / "late").write_text("mine too")
        return look(folder, ours)

    monkeypatch.setattr(folders, "strangers", too_late)

    def swap() -> None:
        with staged_folder(target, {PurePath("old")}) as staging:
            publish(b"1", staging / "new", accept)
            (target / "note").write_text("mine")

    with pytest.raises(StrangerError):
        swap()
    assert [name for name in left(tmp_path) if TEMPORARY not in name] == [
        "dossier",
        "late",
        "note",
        "old",
    ]
    sweep([tmp_path], {PurePath("old")})
    assert "late" in left(tmp_path)


def die_while(run: Callable[[], None]) -> None:
    """Run a function in a child process that is killed in the middle of it."""
    child = os.fork()
    if child == 0:
        try:
            run()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


def kill_me(_data: bytes) -> None:
    os.kill(os.getpid(), 9)


def test_a_crash_leaves_only_what_the_next_run_sweeps(tmp_path: Path) -> None:
    die_while(lambda: publish(b"Anna", tmp_path / "a", kill_me))

    def staged() -> None:
        with staged_folder(tmp_path / "d") as staging:
            publish(b"Anna", staging / "a", kill_me)

    die_while(staged)
    assert {name[:8] for name in left(tmp_path)} == {TEMPORARY}
    (tmp_path / ".redacted-by-hand").write_text("mine")
    assert sweep([tmp_path, tmp_path / "gone"]) == 2
    assert left(tmp_path) == [".redacted-by-hand"]


def test_of_a_folder_that_was_just_replaced_a_stranger_is_not_swept(tmp_path: Path) -> None:
    aside = tmp_path / f"{TEMPORARY}{'0' * 16}"
    for name in ("copy", "deep/copy", "deep/note", ".DS_Store", f"{TEMPORARY}{'1' * 16}"):
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        (aside / name).touch()
    sweep([tmp_path], {PurePath("copy"), PurePath("deep/copy")})
    assert left(aside) == ["deep", "note"]
    (aside / "deep/note").unlink()
    sweep([tmp_path], ())
    assert left(tmp_path) == []


def test_what_a_living_run_writes_is_not_swept(tmp_path: Path) -> None:
    def check(_data: bytes) -> None:
        assert sweep([tmp_path]) == 0

    publish(b"x", tmp_path / "a", check)
    with staged_folder(tmp_path / "d"):
        assert sweep([tmp_path]) == 0
    assert left(tmp_path) == ["a", "d"]
