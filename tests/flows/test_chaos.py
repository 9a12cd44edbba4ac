"""A batch through Prefect that is killed at any moment: one more run gives what none would have."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from cli.prefect_office import PrefectServer, begin, redact

pytestmark = pytest.mark.slow
LETTERS = 40
BATCH = ("batch", "in", "-o", "out", "--records", "records", "--keep-names", "--workers", "2")


def write_letters(place: Path) -> None:
    (place / "in").mkdir(parents=True)
    for number in range(LETTERS):
        (place / "in" / f"{number:02d}.txt").write_text(f"PAUSE Anna Kowalska {number} Vistula\n")


def copies(place: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (place / "out").iterdir()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    place = tmp_path_factory.mktemp("undisturbed")
    write_letters(place)
    code, told = redact(None, place, *BATCH)
    assert code == 0, told
    return copies(place)


@pytest.mark.parametrize("seed", range(10))
def test_a_killed_batch_is_finished_by_the_next(
    tmp_path: Path, prefect: PrefectServer, undisturbed: dict[str, str], seed: int
) -> None:
    chance = random.Random(seed)
    write_letters(tmp_path)
    process = begin(prefect, tmp_path, *BATCH)
    enough = chance.randrange(LETTERS)
    out = tmp_path / "out"
    while process.poll() is None and not (out.is_dir() and len(list(out.iterdir())) > enough):
        time.sleep(0.005)
    time.sleep(chance.random() / 20)
    # At times the whole session dies, at times the batch alone: its workers have to follow it.
    kill = os.killpg if chance.random() < 0.5 else os.kill
    if process.poll() is None:
        kill(process.pid, signal.SIGKILL)
    process.communicate()

    left = {path.name: path.read_text() for path in out.iterdir() if path.name[0] != "."}
    assert left.items() <= undisturbed.items()
    code, told = redact(prefect, tmp_path, *BATCH)
    assert code == 0, told
    assert copies(tmp_path) == undisturbed
    assert redact(None, tmp_path, "verify", "out", "--records", "records")[0] == 0
    assert redact(None, tmp_path, "audit", "verify", "records")[0] == 0
