"""Measure speed side by side with plain Presidio, memory and growth: `make bench`.

Run it with ``python -m benchmarks [--letters N] [--soak N] [--plots FOLDER]``. All ratios are of
one run on the same letters with the same model. On two processors it takes about half an hour with
1,000 letters, and a quarter of an hour more with a soak of 10,000. Plots need the extra `bench`.
"""

import argparse
from pathlib import Path

from benchmarks import batches, growth, side_by_side, soak, startup

_WORKERS = 2


def main() -> None:
    """Print what each benchmark measures, and draw it where a folder is named."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--letters", type=int, default=1_000, help="letters for each contender")
    parser.add_argument("--soak", type=int, default=10_000, help="letters of the long batch")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="where plots are drawn")
    told = parser.parse_args()
    startup.main()
    results = side_by_side.measure(told.letters)
    print(f"\n{side_by_side.table(results)}", flush=True)
    print(f"\n{batches.told(batches.measure(told.letters))}", flush=True)
    measured = [*growth.by_size(max(growth.SIZES)), *growth.by_number(max(growth.NUMBERS))]
    print("", *map(growth.table, measured), sep="\n", flush=True)
    long_batch = soak.measure(told.soak, _WORKERS)
    print(soak.table(long_batch, _WORKERS), flush=True)
    if told.plots:
        from benchmarks import plots

        told.plots.mkdir(parents=True, exist_ok=True)
        plots.side_by_side(results, told.plots / "side_by_side.svg")
        plots.growth(measured, told.plots / "growth.svg")
        plots.long_batch(long_batch.stretches, told.plots / "long_batch.svg")


if __name__ == "__main__":
    main()
