"""Measure the start-up: what one letter costs as a whole process, by phase and by package.

Run it with ``python -m benchmarks.startup``. Beside it stands what importing spaCy and Presidio
costs by itself. Processes take turns, and each figure is the median of all rounds; CPU seconds
depend less than the clock on what else the machine does.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from statistics import median

from benchmarks.timing import timed

ROUNDS, PACKAGES = 7, 12
LETTER = Path(__file__).parents[1] / "examples" / "letters" / "01_summer_school_motivation.txt"
BARE = "import presidio_analyzer, spacy"
#: A line of `-X importtime`: the microseconds of a module without those it imports; its package.
_OWN = re.compile(r"^import time: +(\d+) \| +\d+ \| +(\w+)", re.MULTILINE)
#: What `redact run` does, step by step, the collector at rest as in `load_redactor`.
PHASES = {
    "import the command line": "import redact.cli.main",
    "import the run": "import redact.pipeline.run",
    "read the configuration": "import redact.config; config = redact.config.load_config()",
    "import spaCy and Presidio, leaned": "import gc; gc.set_threshold(0); import redact.detect",
    "import the rest": "from redact.pipeline.redactor import Redactor",
    "load the model and the rules": "redactor = Redactor(config); gc.freeze()",
    "the letter": (
        "gc.set_threshold(700);from redact.pipeline.scope import run_text;"
        f"run_text(open({str(LETTER)!r}, 'rb').read(), redactor)"
    ),
}


def main() -> None:
    """Print whole processes, then phases, then packages."""
    with tempfile.TemporaryDirectory() as work:
        line = ["-m", "redact", "run", str(LETTER), "-o"]
        _python(*line, f"{work}/first.txt")
        ours, bare, phases, imports = [], [], [], []
        for number in range(ROUNDS):
            ours.append(_seconds(*line, f"{work}/{number}.txt"))
            bare.append(_seconds("-c", BARE))
            phases.append(_phases())
            imports.append(_imports(*line, f"{work}/again-{number}.txt"))
    print(f"{'whole process':36} {'wall s':>7} {'CPU s':>7}")
    for name, spent in (("redact run, one letter", ours), (BARE, bare)):
        wall, cpu = map(median, zip(*spent, strict=True))
        print(f"{name:36} {wall:7.2f} {cpu:7.2f}")
    _tell("phase, CPU ms", _middle(phases).items())
    packages = _middle(imports)
    dearest = sorted(packages.items(), key=itemgetter(1), reverse=True)[:PACKAGES]
    _tell("import by package, ms", [*dearest, ("all packages", sum(packages.values()))])


def _middle(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: median(each[name] for each in rounds) for name in rounds[0]}


def _tell(title: str, rows: Iterable[tuple[str, float]]) -> None:
    print(f"\n{title}")
    for name, value in rows:
        print(f"{name:36} {value:15.0f}")


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with compiled modules on the disk, as after the first run of an installation."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    line = [sys.executable, *arguments]
    return subprocess.run(line, capture_output=True, check=True, text=True, env=env)  # noqa: S603


def _seconds(*arguments: str) -> tuple[float, float]:
    """Return the seconds on the clock and of the processor that a Python process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = timed(lambda: _python(*arguments))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _phases() -> dict[str, float]:
    """Return the milliseconds of each phase, all in one process."""
    code = ["import time"]
    for phase in PHASES.values():
        code += ["start = time.process_time()", phase, "print(time.process_time() - start)"]
    spent = _python("-c", "\n".join(code)).stdout.split()
    return {name: 1000 * float(each) for name, each in zip(PHASES, spent, strict=True)}


def _imports(*arguments: str) -> dict[str, float]:
    """Return the milliseconds in the modules of each package, without what these import."""
    packages: dict[str, float] = defaultdict(float)
    for spent, package in _OWN.findall(_python("-X", "importtime", *arguments).stderr):
        packages[package] += int(spent) / 1000
    return packages


if __name__ == "__main__":
    main()
