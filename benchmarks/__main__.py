"""Measure the whole line against the bare model step, on the same letters in the same run.

Run it with ``python -m benchmarks [FOLDER]``; the folder defaults to the example letters.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from redact.config import load_config
from redact.datamodel import Document, Segment
from redact.detect.engine import LANGUAGE
from redact.pipeline.redactor import Redactor

ROUNDS = 5
EXAMPLES = Path(__file__).parents[1] / "examples" / "letters"


def main(folder: Path) -> None:
    """Print letters a second for each step, and the share of the model in the whole."""
    texts = [
        path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.is_file()
    ]
    redactor = Redactor(load_config())
    pipeline = redactor._detector._engine.nlp_engine.nlp[LANGUAGE]

    def model() -> None:
        for text in texts:
            pipeline(text)

    def detect() -> None:
        for text in texts:
            redactor.redact([Document("letter", (Segment(text),))])

    def whole() -> None:
        for text in texts:
            letter = redactor.redact([Document("letter", (Segment(text),))])
            redactor.survivors(letter[0].copy.text, letter, 0)

    steps = {
        "model step": model,
        "redact detect: model, rules, linking": detect,
        "redact run: these and the search for survivors": whole,
    }
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for name, step in steps.items():
            seconds[name].append(_timed(step))
    for name, each in seconds.items():
        print(f"{name:46} {len(texts) / median(each):7.1f} letters/s")
    for name in list(steps)[1:]:
        ratios = [a / b for a, b in zip(seconds["model step"], seconds[name], strict=True)]
        print(f"{'share of the model in ' + name.split(':')[0]:46} {median(ratios):7.2f}")
    start = [_timed(_one_letter) for _ in range(ROUNDS)]
    print(f"{'redact run, one letter, whole process':46} {median(start):7.2f} s")


def _timed(step: Callable[[], None]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _one_letter() -> None:
    letter = next(EXAMPLES.iterdir()).read_bytes()
    command = [sys.executable, "-m", "redact", "run", "-"]
    subprocess.run(command, input=letter, capture_output=True, check=True)  # noqa: S603


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES)
