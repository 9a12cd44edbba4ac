"""One command from data to pipeline: letters, four stages of training, export, scores."""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

from training import generate
from training.data import OPEN_SETS
from training.export import export
from training.score import report
from training.train import Plan, train

MODELS = Path(__file__).parents[1] / "models" / "redact_letters_en"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: how much is read, the synthetic letters in it, the learning rate.

    A stage that is ``taught`` makes a smaller network, which learns from the one before it.
    """

    name: str
    pieces: int
    batch: int
    rate: float
    last_rate: float
    letters: int = 0
    letters_seed: int = 0
    quantise_from: float = 2.0
    taught: bool = False


LETTER_SHARE = 0.55
STAGES = (
    Stage("open", pieces=820_000, batch=3072, rate=2e-4, last_rate=1e-4),
    Stage(
        "letters",
        pieces=1_470_000,
        batch=2048,
        rate=2e-4,
        last_rate=1.1e-4,
        letters=4000,
        letters_seed=11,
    ),
    Stage(
        "teacher",
        pieces=1_850_000,
        batch=2048,
        rate=1.4e-4,
        last_rate=0.0,
        letters=7000,
        letters_seed=23,
        quantise_from=0.5,
    ),
    Stage(
        "student",
        pieces=6_400_000,
        batch=2048,
        rate=2.8e-4,
        last_rate=0.0,
        letters=7000,
        letters_seed=31,
        quantise_from=0.6,
        taught=True,
    ),
)


def shortened(stage: Stage, share: float) -> Stage:
    """Return a stage of a share of the pieces and letters, at least a few of each."""
    letters = max(20, round(stage.letters * share)) if stage.letters else 0
    return replace(stage, pieces=max(5_000, round(stage.pieces * share)), letters=letters)


def make_letters(data: Path, out: Path, stage: Stage) -> tuple[Path, ...]:
    """Return the file of a stage's synthetic letters, made if it is not there; none if none."""
    if not stage.letters:
        return ()
    path = out / f"letters-{stage.name}.jsonl"
    if not path.exists():
        numbers = ["--count", str(stage.letters), "--seed", str(stage.letters_seed)]
        if generate.main(["--data", str(data), "--out", str(path), *numbers]):
            raise SystemExit("no letters: see above")
    return (path,)


def run_stages(data: Path, out: Path, threads: int, share: float) -> Path:
    """Return the weights after the last stage; a finished stage is not run again."""
    weights: Path | None = None
    for seed, stage in enumerate((shortened(each, share) for each in STAGES), start=1):
        folder = out / stage.name
        if not (folder / "done").exists():
            plan = Plan(
                data=data,
                out=folder,
                start=None if stage.taught else weights,
                teacher=weights if stage.taught else None,
                letters=make_letters(data, out, stage),
                letter_share=LETTER_SHARE,
                pieces=stage.pieces,
                minutes=float("inf"),
                rate=stage.rate,
                last_rate=stage.last_rate,
                quantise_from=stage.quantise_from,
                batch=stage.batch,
                seed=seed,
                threads=threads,
            )
            train(plan)
            (folder / "done").touch()
        weights = folder / "model.safetensors"
    assert weights is not None  # there are stages
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
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--share", type=float, default=1.0, help="train on this share only, to see that all works"
    )
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    weights = run_stages(asked.data, asked.out, asked.threads, asked.share)
    export(weights, asked.model, quantised=True)
    export(weights, asked.out / "floats", quantised=False)
    sets = [(path.stem, path) for path in asked.gold]
    sets += [(name, asked.data / "ner" / name / "dev.jsonl") for name in OPEN_SETS]
    for model in (asked.out / "floats", asked.model):
        print(model)
        report(model, sets, biases=(0.0, 1.0, 2.0), thresholds=(0.0,))


if __name__ == "__main__":
    main()
