"""Broken and harmful files: each ends within seconds and little memory, and the batch goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.leaks.damage import DAMAGES, WHO, Damage, good
from tests.leaks.unpack import search

ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 10, 300


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, dict[str, Any]], Path]:
    """Return what a run over all files said of each, in a process of its own, and its copies."""
    folder = tmp_path_factory.mktemp("damage")
    (folder / "in").mkdir()
    (folder / "good").mkdir()
    for damage in DAMAGES:
        (folder / "in" / damage.name).write_bytes(damage.build())
    for name, data in good():
        (folder / "in" / name).write_bytes(data)
        (folder / "good" / name).write_bytes(data)
    command = [sys.executable, "-m", "tests.leaks.probe", str(folder / "in"), str(folder / "out")]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert done.returncode == 0, f"it stopped after {lines[-1:]}: {done.stderr[-2000:]}"
    return {line["name"]: line for line in lines}, folder / "out"


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_broken_file_ends_well(
    damage: Damage, batch: tuple[dict[str, dict[str, Any]], Path]
) -> None:
    said, out = batch
    told = said[damage.name]
    assert told["code"] in damage.codes, told["reason"]
    assert damage.hint in told["reason"]
    assert told["seconds"] < SECONDS
    assert not any(word in told["reason"] for word in WHO.tokens)
    copy = out / damage.name
    for path in (copy, *out.glob(f"{copy.stem}.*")):
        if path.is_file() and path.stem == copy.stem:
            assert search(path.read_bytes(), WHO) == []


def test_the_batch_goes_on_behind_each_of_them(
    batch: tuple[dict[str, dict[str, Any]], Path],
) -> None:
    said, out = batch
    assert len(said) == len(DAMAGES) + len(list(good()))
    for name, _ in good():
        assert said[name]["code"] == 0
        assert search((out / name).read_bytes(), WHO) == []


def test_no_broken_file_takes_much_memory(
    batch: tuple[dict[str, dict[str, Any]], Path],
) -> None:
    grown = {name: told["grown"] for name, told in batch[0].items()}
    assert max(grown.values()) < MEGABYTES, grown


def test_a_word_letter_is_known_by_its_content(
    batch: tuple[dict[str, dict[str, Any]], Path],
) -> None:
    copies = [path.read_bytes()[:4] for path in batch[1].glob("word-inside.*")]
    assert copies == [b"PK\x03\x04"] * 2
