"""A batch and its workers are killed at random moments; the next run finishes the rest."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.office import Office
from redact.audit.private import read_entries
from redact.audit.verify import verify_log
from redact.config import load_config
from redact.errors import ExitCode
from redact.pipeline.check import verify_out

pytestmark = pytest.mark.slow
_DRIVER = Path(__file__).parent / "crewed.py"


def begin(office: Office) -> "subprocess.Popen[bytes]":
    path = os.pathsep.join(sys.path)
    return subprocess.Popen(
        [sys.executable, str(_DRIVER), str(office.root)], env=os.environ | {"PYTHONPATH": path}
    )


def workers_of(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(pid) for each in children for pid in each.read_text().split()]


@pytest.mark.parametrize("seed", range(10))
def test_the_next_run_finishes_the_rest(office: Office, seed: int) -> None:
    chance = random.Random(seed)
    office.put(**{f"letter{n}": f"Dear Anna Kowalska, number {n}\n" for n in range(60)})
    for _ in range(3):
        batch = begin(office)
        time.sleep(chance.uniform(0.3, 3.0))
        workers = workers_of(batch.pid)
        if chance.random() < 0.5 and workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
            batch.wait(120)
        else:
            batch.kill()
            batch.wait()
        office.put(more=f"Vistula {chance.random()}")

    # A worker whose parent was killed ends by itself, and holds nothing.
    assert begin(office).wait(120) == ExitCode.DONE
    assert len(office.copies()) == 61
    assert len(read_entries(office.records)) == 61
    assert verify_out(office.out, office.records, load_config()).exit_code == ExitCode.DONE
    assert verify_log(office.records).ok
    assert begin(office).wait(120) == ExitCode.DONE
