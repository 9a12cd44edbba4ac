"""Measure a long batch: letters a second and memory, for each thousand letters of 10,000.

Run it with ``python -m benchmarks.soak [--letters N] [--workers N]``. The batch is a process of
its own; once a second its copies are counted, and the resident memory of it and of its workers is
read. Memory is flat where the last thousand takes what the second one took. Then the same batch
runs once more, over letters that are all as they were.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import psutil

from benchmarks import letters

STEP, _MEGABYTE, _EVERY = 1_000, 2**20, 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """A moment: seconds since the start, copies there are, MB of the batch and of a worker."""

    seconds: float
    copies: int
    batch: float
    worker: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some letters in a row: how many were done by its end, letters a second, mean MB."""

    copies: int
    rate: float
    batch: float
    worker: float


@dataclass(frozen=True, slots=True)
class Soak:
    """A long batch by stretches, and the seconds that it took once more, with nothing changed."""

    stretches: list[Stretch]
    again: float


def measure(count: int, workers: int) -> Soak:
    """Return what each thousand letters of a batch took, and all of them when nothing changed.

    Raises:
        RuntimeError: the batch did not end well.
        CalledProcessError: the second one did not.
    """
    with tempfile.TemporaryDirectory() as work:
        root = Path(work)
        inbox = letters.write(root / "inbox", letters.texts(count))
        out = root / "copies"
        command = [sys.executable, "-m", "redact", "batch", str(inbox), "-o", str(out), "--quiet"]
        command += ["--records", str(root / "records"), "--workers", str(workers)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603
            samples = _watch(process, out)
        if process.returncode:
            raise RuntimeError(f"the batch ended with {process.returncode}")
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)  # noqa: S603
        return Soak(stretches(samples, count), time.perf_counter() - began)


def stretches(samples: Sequence[Sample], count: int) -> list[Stretch]:
    """Return the means of the samples for each thousand copies."""
    found = []
    for start in range(0, count, STEP):
        part = [one for one in samples if start <= one.copies < start + STEP and one.worker]
        if len(part) < 2:
            continue
        rate = (part[-1].copies - part[0].copies) / (part[-1].seconds - part[0].seconds)
        batch, worker = mean(one.batch for one in part), mean(one.worker for one in part)
        found.append(Stretch(min(start + STEP, count), rate, batch, worker))
    return found


def _watch(process: "subprocess.Popen[bytes]", out: Path) -> list[Sample]:
    batch, began, samples = psutil.Process(process.pid), time.perf_counter(), []
    while process.poll() is None:
        try:
            own = batch.memory_info().rss / _MEGABYTE
            workers = [child.memory_info().rss / _MEGABYTE for child in batch.children()]
        except psutil.NoSuchProcess:
            break
        worker = mean(workers) if workers else 0.0
        samples.append(Sample(time.perf_counter() - began, _copies(out), own, worker))
        time.sleep(_EVERY)
    return samples


def _copies(out: Path) -> int:
    return sum(1 for _ in out.iterdir()) if out.is_dir() else 0


def table(soak: Soak, workers: int) -> str:
    """Return the stretches as a table in Markdown, how the last compares with the second, and the
    seconds of the second batch.
    """
    found = soak.stretches
    memory = [(one.batch, one.worker, one.batch + workers * one.worker) for one in found]
    rows = [
        f"| {one.copies:,} | {one.rate:.1f} | " + " | ".join(f"{mb:.1f}" for mb in each) + " |"
        for one, each in zip(found, memory, strict=True)
    ]
    head = "| letters | letters/s | MB, batch | MB, a worker | MB, all processes |"
    lines = [head, "| ---: " * 5 + "|", *rows]
    if len(found) > 2:
        grown = (last / second for last, second in zip(memory[-1], memory[1], strict=True))
        names = ("batch", "a worker", "all processes")
        told = ", ".join(f"{name} {one:.3f}" for name, one in zip(names, grown, strict=True))
        lines.append(f"\nthe last for the second: {told} times")
    lines.append(f"\nonce more, nothing changed: {soak.again:.1f} s")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--letters", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    told = parser.parse_args()
    print(table(measure(told.letters, told.workers), told.workers))
