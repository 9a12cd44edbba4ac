"""Measure whole processes: a batch with one worker and with two, and what orchestration costs.

Run it with ``python -m benchmarks.batches [--letters N] [--rounds N]``. Batches with one and with
two workers take turns on the same letters. What a Prefect server costs is measured where little
else is done: batches of one-line letters, in one chunk and in hundreds of chunks of five letters
(in the few that they have by themselves it is lost in the noise), each with a server and without.
The difference of the differences is what a chunk costs, apart from the fixed cost of a flow; it is
told as a share of a batch of 2,000 letters, in its own chunks, at the rate measured before.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import letters
from redact.cli.flows import prepare_environment
from redact.cli.local_server import local_server
from redact.pipeline.course import chunk_size

ROUNDS, FEW, MANY, FIVE = 3, 4, 2_000, 5

_PROGRAM = ("-m", "redact")
#: The program, but a chunk has five letters.
_IN_FIVES = (
    "-c",
    f"import sys; from redact.pipeline import course; course.chunk_size = lambda *_: {FIVE}; "
    "from redact.cli.main import main; sys.exit(main(sys.argv[1:]))",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall time, and of processors by the process and its workers."""

    wall: float
    processors: float


@dataclass(frozen=True, slots=True)
class Batches:
    """Letters a second of whole processes, the gain of a second worker, the cost of a server.

    `gain`, `dearer` and `of_run` are medians over rounds: `dearer` is the processor time of two
    workers for that of one, more than 1 where the processors slow each other down. `chunk`, `flow`
    are seconds that a server costs a chunk and a flow, `share` the part of a batch of 2,000 letters
    with two workers that all its chunks cost.
    """

    run_rate: float
    one_rate: float
    two_rate: float
    gain: float
    dearer: float
    of_run: float
    chunk: float
    flow: float
    share: float


def measure(count: int, rounds: int = ROUNDS) -> Batches:
    """Return what batches of so many letters cost, each kind as often as there are rounds."""
    with tempfile.TemporaryDirectory() as work:
        root = Path(work)
        inbox = letters.write(root / "inbox", letters.texts(count))
        runs, ones, twos = [], [], []
        for _ in range(rounds):
            runs.append(redact(root, "run", inbox))
            ones.append(redact(root, "batch", inbox, "--workers", "1"))
            twos.append(redact(root, "batch", inbox, "--workers", "2"))
        two_rate = count / median(cost.wall for cost in twos)
        flow, chunk = _orchestration(root)
    return Batches(
        count / median(cost.wall for cost in runs),
        count / median(cost.wall for cost in ones),
        two_rate,
        median(one.wall / two.wall for one, two in zip(ones, twos, strict=True)),
        median(two.processors / one.processors for one, two in zip(ones, twos, strict=True)),
        median(run.processors / one.processors for run, one in zip(runs, ones, strict=True)),
        chunk,
        flow,
        chunk * chunks(MANY) / (MANY / two_rate),
    )


def redact(
    root: Path, *arguments: object, server: str = "", program: tuple[str, ...] = _PROGRAM
) -> Cost:
    """Run one command of the program on its own, into new folders.

    Raises:
        CalledProcessError: it did not do all letters.
    """
    with tempfile.TemporaryDirectory(dir=root) as place:
        to = ("-o", f"{place}/copies", "--records", f"{place}/records", "--quiet")
        command = [sys.executable, *program, *map(str, arguments), *to]
        environment = {**os.environ, "PREFECT_API_URL": server}
        if not server:
            del environment["PREFECT_API_URL"]
        before, wall = _processors(), time.perf_counter()
        subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603
        return Cost(time.perf_counter() - wall, _processors() - before)


def _processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _orchestration(root: Path) -> tuple[float, float]:
    """Return the seconds of wall time that a server costs a flow, and each chunk of it."""
    more = MANY // FIVE - chunks(FEW)
    little = [f"Dear Anna Kowalska, thank you for letter {n}.\n" for n in range(MANY)]
    many = letters.write(root / "many", little)
    few = letters.write(root / "few", little[:FEW])
    with _server(root) as address:
        redact(root, "batch", few, server=address)  # what a new server makes on first use
        costs = []
        for _ in range(ROUNDS):
            flow = _difference(root, few, address)
            all_of_it = _difference(root, many, address, _IN_FIVES)
            costs.append((flow, (all_of_it - flow) / more))
    return median(flow for flow, _ in costs), median(chunk for _, chunk in costs)


def chunks(letters: int) -> int:
    """Return in how many chunks a batch of so many letters is done."""
    left, count = letters, 0
    while left > 0:
        left, count = left - chunk_size(letters, left), count + 1
    return count


def _difference(
    root: Path, inbox: Path, address: str, program: tuple[str, ...] = _PROGRAM
) -> float:
    with_server = redact(root, "batch", inbox, server=address, program=program).wall
    return with_server - redact(root, "batch", inbox, program=program).wall


@contextmanager
def _server(root: Path) -> Iterator[str]:
    os.environ["PREFECT_HOME"] = str(root / "prefect")
    prepare_environment()
    with local_server() as address:
        yield address


def told(batches: Batches) -> str:
    """Return the results as lines of text."""
    return "\n".join(
        (
            f"redact run, whole process          {batches.run_rate:8.1f} letters/s",
            f"redact batch, one worker           {batches.one_rate:8.1f} letters/s",
            f"redact batch, two workers          {batches.two_rate:8.1f} letters/s",
            f"two workers for one                {batches.gain:8.2f} times",
            f"two for one, in processor time     {batches.dearer:8.2f} times",
            f"run for batch, in processor time   {batches.of_run:8.2f} times",
            f"a Prefect server, each flow        {batches.flow:8.2f} s",
            f"a Prefect server, each chunk       {1000 * batches.chunk:8.1f} ms",
            f"all chunks of {MANY:,} letters        {100 * batches.share:8.2f} %",
        )
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--letters", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    print(told(measure(options.letters, options.rounds)))
