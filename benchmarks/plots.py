"""Draw what the benchmarks measured, as SVG files for the docs."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt

from benchmarks.growth import Costs
from benchmarks.side_by_side import OURS, Result
from benchmarks.soak import Stretch

_WIDTH = 6.4
_OURS, _OTHERS, _MORE = "#1b6ca8", "#9aa5b1", "#c8702a"
#: The same numbers give the same bytes.
mpl.rcParams.update({"svg.hashsalt": "redact", "svg.fonttype": "none", "font.size": 9})


def side_by_side(results: Sequence[Result], path: Path) -> None:
    """Draw letters a second of each contender, each beside its ratios."""
    figure, axes = plt.subplots(figsize=(_WIDTH, 0.55 * len(results) + 0.8))
    names = [one.name for one in results]
    colours = [_OURS if one.name == OURS else _OTHERS for one in results]
    bars = axes.barh(names, [one.rate for one in results], color=colours)
    ratios = [f"{one.of_limit:.2f} of the model, {one.of_plain:.2f} of Presidio" for one in results]
    axes.bar_label(bars, ratios, padding=4)
    axes.set_xlim(0, 2 * max(one.rate for one in results))
    axes.set_xlabel("letters a second, one thread")
    axes.invert_yaxis()
    _save(figure, path)


def long_batch(stretches: Sequence[Stretch], path: Path) -> None:
    """Draw memory and letters a second over a long batch."""
    figure, (memory, rate) = plt.subplots(2, 1, figsize=(_WIDTH, 4), sharex=True)
    copies = [one.copies for one in stretches]
    memory.plot(copies, [one.worker for one in stretches], color=_OURS, label="a worker")
    memory.plot(copies, [one.batch for one in stretches], color=_MORE, label="the batch")
    memory.set_ylabel("MB")
    memory.legend()
    rate.plot(copies, [one.rate for one in stretches], color=_OURS)
    rate.set_ylabel("letters a second")
    rate.set_xlabel("letters")
    for axes in (memory, rate):
        axes.set_ylim(bottom=0)
    _save(figure, path)


def growth(measured: Sequence[Costs], path: Path) -> None:
    """Draw what each step costs a kilobyte or a letter: what grows linearly is level."""
    rows = -(-len(measured) // 2)
    figure, grid = plt.subplots(rows, 2, figsize=(_WIDTH, 2.4 * rows), squeeze=False)
    for axes, costs in zip(grid.flat, measured, strict=False):
        for at, step in enumerate(costs.steps):
            sizes = [size for size, _ in costs.rows]
            axes.plot(sizes, [each[at] for _, each in costs.rows], marker="o", label=step)
        axes.set(xscale="log", title=costs.title, ylabel=f"ms a {costs.unit}")
        axes.set_ylim(bottom=0)
        axes.legend()
    _save(figure, path)


def _save(figure: plt.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
