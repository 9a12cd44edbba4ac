"""What a threshold costs: mentions covered against words lost, label by label, with a plot.

    python -m training.thresholds letters more.jsonl --plot models/redact_letters_en/thresholds.svg

Everything is measured through the whole pipeline (rules, linking and second pass included): one
threshold moves, the others stay as they are configured. The plot needs matplotlib.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from redact.config import load_config
from redact.datamodel import NAME_LABELS, Action, Document, Segment
from redact.evaluate.gold import GoldLetter, read_gold
from redact.evaluate.measures import Counts, PredictedSpan, score, total
from redact.pipeline.redactor import Redactor

GRID = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Point:
    """One threshold of one label: shares between 0 and 1, and whether it is the shipped one."""

    label: str
    threshold: float
    coverage: float
    lost: float
    clean: float
    shipped: bool


def curve(letters: Sequence[GoldLetter], label: str) -> Iterator[Point]:
    """Yield a point for each threshold of the grid, and for the shipped one."""
    shipped = load_config().labels[label].threshold
    for threshold in sorted({*GRID, shipped}):
        counts = _counts(letters, label, threshold)
        yield Point(
            label,
            threshold,
            counts.of((label,)).coverage or 0.0,
            counts.words_lost_share or 0.0,
            counts.letters_without_leak / max(1, counts.letters),
            threshold == shipped,
        )


def _counts(letters: Sequence[GoldLetter], label: str, threshold: float) -> Counts:
    redactor = Redactor(load_config(overrides={"labels": {label: {"threshold": threshold}}}))

    def detect(text: str) -> tuple[PredictedSpan, ...]:
        (letter,) = redactor.redact([Document("letter", (Segment(text),))])
        decisions = (each.decision for each in letter.placed)
        return tuple(
            PredictedSpan(one.span, one.label, f"{one.label}_{one.number}")
            for one in decisions
            if one.action is Action.HIDE
        )

    return total(each.counts for each in score(letters, detect))


def table(points: Sequence[Point]) -> str:
    """Return the points as a table in Markdown; the shipped threshold is marked."""
    lines = [
        "| label | threshold | coverage | words lost | letters without a leak |",
        "| --- | --- | --- | --- | --- |",
    ]
    for point in points:
        mark = "**" if point.shipped else ""
        lines.append(
            f"| {point.label} | {mark}{point.threshold:.2f}{mark} | {100 * point.coverage:.1f} %"
            f" | {100 * point.lost:.2f} % | {100 * point.clean:.1f} % |"
        )
    return "\n".join(lines)


def plot(points: Sequence[Point], path: Path) -> None:
    """Return nothing; draw a curve a label, the shipped thresholds as full dots."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
    for label in NAME_LABELS:
        own = [point for point in points if point.label == label]
        lost = [100 * point.lost for point in own]
        covered = [100 * point.coverage for point in own]
        (line,) = axes.plot(lost, covered, marker="o", markersize=3, label=label)
        for point in own:
            at = (100 * point.lost, 100 * point.coverage)
            axes.annotate(
                f"{point.threshold:.2f}", at, fontsize=6, xytext=(3, 3), textcoords="offset points"
            )
            if point.shipped:
                axes.plot(*at, marker="o", markersize=9, color=line.get_color())
    axes.set_xlabel("words lost, %")
    axes.set_ylabel("mentions of the label covered, %")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Return nothing; print the table and draw the plot."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", type=Path, nargs="+", help="annotated letters to choose on")
    parser.add_argument("--plot", type=Path, help="an .svg or .png file")
    values = parser.parse_args()
    letters = [letter for path in values.gold for letter in read_gold(path)]
    points = [point for label in NAME_LABELS for point in curve(letters, label)]
    print(table(points))
    if values.plot:
        plot(points, values.plot)


if __name__ == "__main__":
    main()
