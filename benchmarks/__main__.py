"""Measure what the line around the model costs, on the same letters in the same run.

Run it with ``python -m benchmarks [FOLDER]``; the folder defaults to the example letters.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.timing import timed
from redact.config import load_config
from redact.datamodel import Document, Segment
from redact.detect.engine import LANGUAGE
from redact.pipeline.redactor import Redactor

ROUNDS = 5
EXAMPLES = Path(__file__).parents[1] / "examples" / "letters"
#: ``redact detect`` is given so many letters, so that loading is a small part of its time.
LETTERS = 120


def main(folder: Path) -> None:
    """Print letters a second for each step, and the share of the model in the whole."""
    paths = [path for path in sorted(folder.iterdir()) if path.is_file()]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    redactor = Redactor(load_config().with_threads(1))
    pipeline = redactor._detector._engine.nlp_engine.nlp[LANGUAGE]

    def model() -> None:
        for text in texts:
            pipeline(text)

    def detect() -> None:
        for text in texts:
            redactor.redact([Document("letter", (Segment(text),))])

    def run() -> None:
        for text in texts:
            letter = redactor.redact([Document("letter", (Segment(text),))])
            redactor.survivors(letter[0].copy.text, letter, 0)

    model()
    steps = {"model step": model, "what detect does": detect, "what run does": run}
    rounds = [{name: timed(step) for name, step in steps.items()} for _ in range(ROUNDS)]
    for name in steps:
        _tell(
            f"{name}, one thread", len(texts) / median(each[name] for each in rounds), "letters/s"
        )
    for name in list(steps)[1:]:
        share = median(each["model step"] / each[name] for each in rounds)
        _tell(f"share of the model in {name}", 100 * share, "%")
    with tempfile.TemporaryDirectory() as work:
        inbox = Path(work) / "inbox"
        inbox.mkdir()
        for number in range(LETTERS):
            path = paths[number % len(paths)]
            shutil.copy(path, inbox / f"{number:04}{path.suffix}")
        runs = [(_command("detect", paths[0]), _command("detect", inbox)) for _ in range(ROUNDS)]
        one = median(
            _command("run", paths[0], "-o", Path(work) / f"copy-{number}.txt")
            for number in range(ROUNDS)
        )
    rate = median((LETTERS - 1) / (two - one) for one, two in runs)
    _tell("redact detect on a folder, after loading", rate, "letters/s")
    _tell("redact run, one letter, whole process", one, "s")


def _tell(what: str, value: float, unit: str) -> None:
    print(f"{what:56} {value:7.2f} {unit}")


def _command(*arguments: object) -> float:
    line = [sys.executable, "-m", "redact", *map(str, arguments)]
    return timed(lambda: subprocess.run(line, capture_output=True, check=True))  # noqa: S603


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES)
