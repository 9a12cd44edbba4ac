"""A run that is killed at any step leaves nothing readable on disk, and a packet that can go on."""

import base64
import multiprocessing
import os
import shutil
import signal
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blind.chancery import Chancery, told
from blind.deciding import decide, hold_one, own_file
from redact.errors import WrongKeyError
from redact.pipeline import folders
from redact.pipeline.blind.forgetting import forget
from redact.pipeline.blind.vault import read_seal

#: What a run does to the disk: each call is a moment at which it may be killed.
_STEPS = ("open", "write", "pwrite", "fsync", "rename", "replace", "unlink", "mkdir", "utime")
EVERY = pytest.param(1, marks=pytest.mark.slow)


def _die_at(step: int) -> None:
    """Kill this process, without a word, before its n-th change to the disk."""
    left = [step]
    for name in _STEPS:
        original = getattr(os, name)

        def counted(
            *args: object, original: Callable[..., object] = original, **kwargs: object
        ) -> object:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*args, **kwargs)

        setattr(os, name, counted)


def _run(step: int, work: Callable[[], object]) -> int | None:
    """Do some work in a process that is killed before a step; return its exit code."""

    def child() -> None:
        _die_at(step)
        work()
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join(60)
    return process.exitcode


def _killed(
    root: Path,
    stride: int,
    before: Callable[[Chancery], object],
    work: Callable[[Chancery], object],
) -> Iterator[tuple[Chancery, bool]]:
    """Kill the work at one step after the other, each in an office of its own, until it is done."""
    step, code = 0, None
    while code != 0:
        place = root / str(step)
        place.mkdir()
        chancery = Chancery(place, 2)
        before(chancery)
        code = _run(step, lambda office=chancery: work(office))
        assert code in (0, -signal.SIGKILL)
        files = [path for path in chancery.root.rglob("*") if path not in chancery.own()]
        assert told(files, chancery.people) == []
        yield chancery, code == 0
        step += stride
    assert step > 3 * stride


def _nothing(_chancery: Chancery) -> None:
    """Come to an office in which nothing was done yet."""


@pytest.mark.parametrize("stride", [23, EVERY])
def test_killed_while_it_prepares(tmp_path: Path, stride: int) -> None:
    for chancery, _ in _killed(tmp_path, stride, _nothing, Chancery.prepare):
        assert chancery.seal().exists() or not chancery.packet().exists()
        # The key's owner brings it to its end, whatever the moment was.
        chancery.prepare()
        dossiers = [one.dossier for one in chancery.people]
        assert sorted(chancery.whose(chancery.unseal()).values()) == dossiers
        assert not [path for path in chancery.root.iterdir() if path.name.startswith(".redact-")]


@pytest.mark.parametrize("stride", [23, EVERY])
def test_who_has_no_key_is_not_locked_out_by_a_run_that_was_killed(
    tmp_path: Path, stride: int
) -> None:
    for chancery, _ in _killed(tmp_path, stride, _nothing, Chancery.prepare):
        if not chancery.packet().exists():
            chancery.prepare(blind=True)
        assert len(chancery.whose(chancery.unseal())) == 2


def test_what_died_before_there_was_a_packet_is_begun_anew_on_record(
    chancery: Chancery, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap = folders._swap

    def die(staging: Path, target: Path, ours: None) -> None:
        if target == chancery.packet():
            raise KeyboardInterrupt
        swap(staging, target, ours)

    with monkeypatch.context() as patch:
        patch.setattr(folders, "_swap", die)
        with pytest.raises(KeyboardInterrupt):
            chancery.prepare(blind=True)
    left = read_seal(chancery.seal())
    old = chancery.seal().open("rb")
    assert not chancery.packet().exists()

    chancery.prepare(blind=True)

    log = (chancery.records() / "audit.jsonl").read_text()
    assert f'"kind":"abandoned","packet":"{left.packet}"' in log
    assert read_seal(chancery.seal()).packet != left.packet
    assert len(chancery.whose(chancery.unseal())) == 3
    with old:
        assert not old.read().strip(b"\0")


def test_a_packet_that_was_handed_out_and_is_gone_is_not_begun_anew(chancery: Chancery) -> None:
    chancery.prepare()
    shutil.rmtree(chancery.packet())

    with pytest.raises(WrongKeyError, match="its numbers are to stay"):
        chancery.prepare(blind=True)


@pytest.mark.parametrize("stride", [17, EVERY])
def test_killed_while_it_withholds_a_copy_that_leaks(tmp_path: Path, stride: int) -> None:
    def leak(chancery: Chancery) -> None:
        name = chancery.people[0].name
        chancery.redactor.leaks = lambda text: name in text

    for chancery, done in _killed(tmp_path, stride, leak, Chancery.prepare):
        assert not done or len(chancery.numbers()) == 1


@pytest.mark.parametrize("stride", [29, EVERY])
def test_killed_while_it_brings_a_packet_up_to_date(tmp_path: Path, stride: int) -> None:
    given: dict[Path, list[str]] = {}

    def grow(chancery: Chancery) -> None:
        chancery.prepare()
        given[chancery.root] = chancery.numbers()
        (chancery.folder / chancery.people[0].dossier / "late.txt").write_text("Late.\n")

    for chancery, _ in _killed(tmp_path, stride, grow, Chancery.prepare):
        chancery.prepare()
        assert chancery.numbers() == given[chancery.root]
        assert len(chancery.whose(chancery.unseal())) == 2


@pytest.mark.parametrize("stride", [37, EVERY])
def test_killed_while_it_carries_out_what_a_person_decided(tmp_path: Path, stride: int) -> None:
    def decided(chancery: Chancery) -> None:
        hold_one(chancery)
        chancery.prepare()
        decide(chancery)

    for chancery, _ in _killed(tmp_path, stride, decided, Chancery.prepare):
        chancery.prepare()
        revealed = [one.identity for one in chancery.unseal().revealed if one.identity]
        assert sum(len(one.decisions) for one in revealed) == 1
        assert not own_file(chancery).exists()


@pytest.mark.parametrize("stride", [7, EVERY])
def test_killed_while_it_unseals(tmp_path: Path, stride: int) -> None:
    def prepared(chancery: Chancery) -> None:
        chancery.prepare()
        chancery.rank()

    def look(chancery: Chancery) -> None:
        chancery.unseal(chancery.root / "ranks.csv")

    for chancery, _ in _killed(tmp_path, stride, prepared, look):
        assert len(chancery.whose(chancery.unseal(chancery.root / "ranks.csv"))) == 2


@pytest.mark.parametrize("stride", [5, EVERY])
def test_killed_while_it_forgets(tmp_path: Path, stride: int) -> None:
    def let_go(chancery: Chancery) -> None:
        forget(chancery.numbers()[0], chancery.records(), chancery.seal(), chancery.config)

    for chancery, done in _killed(tmp_path, stride, Chancery.prepare, let_go):
        assert len(chancery.whose(chancery.unseal())) in ((1,) if done else (1, 2))


@pytest.mark.parametrize(
    "code",
    [
        lambda text: text,
        lambda text: text.upper(),
        lambda text: text.decode().encode("utf-16"),
        lambda text: b'{"box":"' + base64.b64encode(text) + b'"}',
        lambda text: b'{"box":"' + base64.b64encode(zlib.compress(text)) + b'"}',
        lambda text: text.hex().encode(),
        zlib.compress,
    ],
)
def test_the_search_would_find_what_is_there(
    chancery: Chancery, code: Callable[[bytes], bytes]
) -> None:
    path = chancery.root / "left"
    path.write_bytes(code(b"Dear Anna Kowalska, welcome"))

    assert told([path], chancery.people)
