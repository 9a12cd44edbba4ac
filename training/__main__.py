"""One command from data to pipeline: letters, the stages of training, export, scores."""

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from training import generate
from training.data import OPEN_SETS, Batch
from training.export import export
from training.feed import Mixture, feed, load_library
from training.score import report
from training.train import Plan, load_tokenizer, train

MODELS = Path(__file__).parents[1] / "models" / "redact_letters_en"
LETTERS = 45_000
LETTERS_SEED = 31
LETTER_SHARE = 0.5
EXCHANGED = 0.25


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: how much is read, and the learning rate, which falls to nothing.

    It begins with MiniLM's weights; one with ``teachers`` makes a smaller network, which learns
    from those.
    """

    name: str
    pieces: int
    rate: float
    teachers: tuple[str, ...] = ()
    quantise_from: float = 2.0


STAGES = (
    Stage("teacher-1", pieces=15_000_000, rate=3e-4),
    Stage("teacher-2", pieces=30_000_000, rate=3e-4),
    Stage(
        "student",
        teachers=("teacher-1", "teacher-2"),
        pieces=90_000_000,
        rate=6e-4,
        quantise_from=0.7,
    ),
)


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it is trained: the device, the processes that make batches, the threads."""

    device: str
    workers: int
    threads: int


def shortened(stage: Stage, share: float) -> Stage:
    """Return a stage of a share of the pieces, at least a few."""
    return replace(stage, pieces=max(5_000, round(stage.pieces * share)))


def make_letters(data: Path, out: Path, count: int, files: int) -> tuple[Path, ...]:
    """Return files of synthetic letters, made side by side where they are not there yet."""
    paths = tuple(out / f"letters-{number}.jsonl" for number in range(files))
    jobs = [
        [
            *("--data", str(data), "--out", str(path)),
            *("--count", str(-(-count // files)), "--seed", str(1000 * LETTERS_SEED + number)),
        ]
        for number, path in enumerate(paths)
        if not path.exists()
    ]
    with ProcessPoolExecutor() as pool:
        if any(pool.map(generate.main, jobs)):
            raise SystemExit("no letters: see above")
    return paths


def run_stages(flow: Iterator[Batch], out: Path, share: float, machine: Machine) -> Path:
    """Return the weights after the last stage; a finished stage is not run again."""
    weights = out
    for seed, stage in enumerate((shortened(each, share) for each in STAGES), start=1):
        weights = out / stage.name / "model.safetensors"
        done = weights.with_name("done")
        if not done.exists():
            plan = Plan(
                out=weights.parent,
                start=None,
                teachers=tuple(out / name / weights.name for name in stage.teachers),
                pieces=stage.pieces,
                minutes=float("inf"),
                rate=stage.rate,
                last_rate=0.0,
                quantise_from=stage.quantise_from,
                seed=seed,
                threads=machine.threads,
                device=machine.device,
            )
            train(plan, flow)
            done.touch()
    return weights


def main() -> None:
    """Return nothing; do all of it."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds ner/ and gazetteers/"
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for letters, weights and logs"
    )
    parser.add_argument("--model", type=Path, default=MODELS, help="where the pipeline goes")
    parser.add_argument(
        "--gold",
        type=Path,
        nargs="*",
        default=[],
        help="annotated letters (JSON Lines) to score on",
    )
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=16384, help="word pieces a step")
    parser.add_argument(
        "--share", type=float, default=1.0, help="train on this share only, to see that all works"
    )
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    machine = Machine(asked.device, asked.workers, asked.threads)
    letters = make_letters(
        asked.data, asked.out, max(20, round(asked.share * LETTERS)), max(1, asked.workers)
    )
    mixture = Mixture(letters, LETTER_SHARE, EXCHANGED, asked.batch, LETTERS_SEED)
    library = load_library(asked.data, load_tokenizer())
    with feed(mixture, library, machine.workers) as flow:
        weights = run_stages(flow, asked.out, asked.share, machine)
    export(weights, asked.model, quantised=True)
    export(weights, asked.out / "floats", quantised=False)
    sets = [(path.stem, path) for path in asked.gold]
    sets += [(name, asked.data / "ner" / name / "dev.jsonl") for name in OPEN_SETS]
    for model in (asked.out / "floats", asked.model):
        print(model)
        report(model, sets, biases=(0.0, 1.0, 2.0), thresholds=(0.0,))


if __name__ == "__main__":
    main()
