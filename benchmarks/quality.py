"""The table of how well it works: every set through the whole line, with 95 % intervals.

Run it with ``python -m benchmarks.quality [--letters FOLDER] [--data FOLDER]``. Without either it
scores the letters of `tests/quality`. What it prints is a table in Markdown.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import opensets
from redact.cli.evaluate import predictions
from redact.config import load_config
from redact.evaluate.gold import GoldLetter, read_gold
from redact.evaluate.intervals import intervals
from redact.evaluate.measures import CONTACT_LABELS, measure, total
from redact.evaluate.report import percent
from redact.evaluate.rules import GOLD_LABELS
from redact.pipeline.redactor import Redactor

_QUALITY = Path(__file__).parents[1] / "tests" / "quality"
#: The sets that are committed: filled into templates, and written out by hand.
COMMITTED = (
    ("synthetic letters", _QUALITY / "synthetic.jsonl"),
    ("synthetic, academic", _QUALITY / "academic.jsonl"),
    ("synthetic, harder", _QUALITY / "harder.jsonl"),
    ("by hand, academic", _QUALITY / "by_hand" / "academic"),
    ("by hand, harder", _QUALITY / "by_hand" / "harder"),
    ("by hand, academic, new", _QUALITY / "by_hand" / "academic_2"),
    ("by hand, harder, new", _QUALITY / "by_hand" / "harder_2"),
    ("by hand, academic, third", _QUALITY / "by_hand" / "academic_3"),
    ("by hand, harder, third", _QUALITY / "by_hand" / "harder_3"),
    ("by hand, academic, fourth", _QUALITY / "by_hand" / "academic_4"),
    ("by hand, harder, fourth", _QUALITY / "by_hand" / "harder_4"),
)
HEADINGS = (
    *("set", "texts, mentions", "people", "organizations", "places", "contact details"),
    *("words lost", "without a leak", "linking"),
)


@dataclass(frozen=True, slots=True)
class ScoredSet:
    """A set of texts to score; `linked` where it says who is who."""

    name: str
    letters: tuple[GoldLetter, ...]
    linked: bool


def sets(letters: Path | None, data: Path | None, sample: int | None = None) -> Iterator[ScoredSet]:
    """Yield the committed sets, then annotated letters and open sets where they are asked for.

    Args:
        letters: a folder of annotated letters, or a file of them.
        data: the folder that holds ``ner/`` with the open sets.
        sample: of each open set score only so many texts, drawn at random.
    """
    for name, path in COMMITTED:
        yield ScoredSet(name, read_gold(path), linked=True)
    if letters is not None:
        yield ScoredSet(letters.name, read_gold(letters), linked=True)
    if data is not None:
        for name, path in opensets.parts(data):
            yield ScoredSet(name, opensets.read(path, sample), linked=False)


def row(scored: ScoredSet, redactor: Redactor) -> tuple[str, ...]:
    """Return the figures of one set; a dash where a set has nothing to measure."""
    each = [
        measure(letter, spans).counts
        for letter, spans in zip(scored.letters, predictions(scored.letters, redactor), strict=True)
    ]
    counts, spread = total(each), intervals(each)
    names = [
        percent(counts.of((label,)).coverage, spread.of(label).coverage)
        for label in ("PERSON", "ORGANIZATION", "LOCATION")
    ]
    return (
        scored.name,
        f"{counts.letters:,}, {counts.of(GOLD_LABELS).mentions:,}",
        *names,
        percent(counts.of(CONTACT_LABELS).coverage, spread.contact.coverage),
        percent(counts.words_lost_share, spread.words_lost, 2),
        percent(counts.letters_without_leak_share, spread.letters_without_leak),
        percent(counts.clusters.f1, spread.f1) if scored.linked else percent(None),
    )


def line(cells: Sequence[str]) -> str:
    """Return a line of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and on standard error how far it is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--letters", type=Path, help="annotated letters to score as well")
    parser.add_argument("--data", type=Path, help="the folder that holds ner/ with the open sets")
    parser.add_argument(
        "--sample", type=int, metavar="N", help="score so many texts of each open set"
    )
    asked = parser.parse_args(arguments)
    redactor = Redactor(load_config().with_threads(1))
    print(line(HEADINGS))
    print(line(["---"] * len(HEADINGS)), flush=True)
    for scored in sets(asked.letters, asked.data, asked.sample):
        started = time.perf_counter()
        print(line(row(scored, redactor)), flush=True)
        seconds = time.perf_counter() - started
        print(f"{scored.name}: {len(scored.letters)} texts in {seconds:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
