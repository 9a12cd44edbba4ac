"""The letters that the benchmarks of speed read: the synthetic ones, as often as is needed."""

import itertools
import json
from collections.abc import Iterable
from pathlib import Path

_SYNTHETIC = Path(__file__).parents[1] / "tests" / "quality" / "synthetic.jsonl"


def texts(count: int) -> list[str]:
    """Return so many letters of about 2.2 KB, no two the same: each ends with its number."""
    lines = _SYNTHETIC.read_text("utf-8").splitlines()
    all_texts = [json.loads(line)["text"] for line in lines]
    endless = itertools.cycle(all_texts)
    return [f"{next(endless)}\n\nLetter {number} of {count}\n" for number in range(1, count + 1)]


def write(folder: Path, letters: Iterable[str]) -> Path:
    """Write each letter into a file of a new folder, and return the folder."""
    folder.mkdir(parents=True)
    for number, text in enumerate(letters):
        (folder / f"letter {number:05}.txt").write_text(text, "utf-8")
    return folder
