"""Two worker processes give the copies that one run gives."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from redact.config import data_folder, load_config

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (data_folder("models") / load_config().model.pipeline).is_dir(), reason="no model here"
    ),
]
NAMES = ("Anna Kowalska", "Ben Thornbury", "Chiara Bellini", "Dmitri Orlov")


def redact(*arguments: str, cwd: Path) -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    home = {"PREFECT_HOME": str(cwd / "prefect"), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "redact.cli.main", *arguments],
        cwd=cwd,
        env=clean | home,
        capture_output=True,
        text=True,
        timeout=570,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_two_workers_give_the_copies_of_one_run(tmp_path: Path) -> None:
    letters = tmp_path / "in"
    letters.mkdir()
    for number in range(220):
        name = NAMES[number % len(NAMES)]
        (letters / f"{number}.txt").write_text(f"Dear {name},\n\nthank you for it.\n\nYours\n")
    redact("run", "in", "-o", "one", "--keep-names", cwd=tmp_path)
    options = ("--records", "records", "--keep-names", "--workers", "2")
    redact("batch", "in", "-o", "two", *options, cwd=tmp_path)

    one, two = (
        {path.name: path.read_text() for path in (tmp_path / name).iterdir()}
        for name in ("one", "two")
    )
    assert len(one) == 220
    assert two == one
