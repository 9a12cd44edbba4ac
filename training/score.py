"""Score a pipeline: the share of mentions covered, of ordinary words lost, and its speed."""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import spacy

from redact.detect.decoding import Reading, TaggedSpan, decode
from redact.detect.tagger import RedactTagger
from training.data import OPEN_SETS

LABELS = ("PERSON", "ORG", "LOC")
_WORD = re.compile(r"\w+")

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """A text, the mentions in it, and the stretches where either outcome is fine."""

    text: str = field(repr=False)
    mentions: tuple[tuple[int, int, str], ...]
    either: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares between 0 and 1: mentions covered, by label, and ordinary words lost."""

    covered: dict[str, float]
    lost: float

    def __str__(self) -> str:
        """Return one line of a table."""
        shares = "  ".join(
            f"{label} {100 * self.covered[label]:5.1f}" for label in (*LABELS, "ALL")
        )
        return f"{shares}  lost {100 * self.lost:5.2f}"


def read_gold(path: Path) -> tuple[Gold, ...]:
    """Return the annotated texts of a JSON Lines file; labels not learnt count as either way."""
    with path.open(encoding="utf-8") as lines:
        return tuple(_gold(json.loads(line)) for line in lines)


def _gold(record: dict) -> Gold:  # type: ignore[type-arg]  # a line of JSON
    text = record["text"]
    mentions, either = [], [(keep["start"], keep["end"]) for keep in record.get("keep", ())]
    for span in record["spans"]:
        handle = text[max(0, span["start"] - 1) : span["start"] + 1]
        if span["label"] in LABELS and "@" not in handle:
            mentions.append((span["start"], span["end"], span["label"]))
        else:
            either.append((span["start"], span["end"]))
    return Gold(text, tuple(mentions), tuple(either))


def score(golds: Sequence[Gold], found: Sequence[Sequence[TaggedSpan]]) -> Score:
    """Return how the spans found compare with the gold mentions."""
    wanted: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    words = lost = 0
    for gold, spans in zip(golds, found, strict=True):
        hidden = _inside(len(gold.text), [(span.start, span.end) for span in spans])
        for start, end, label in gold.mentions:
            whole = all(hidden[i] for i in range(start, end) if gold.text[i].isalnum())
            for name in (label, "ALL"):
                wanted[name] += 1
                covered[name] += whole
        special = _inside(
            len(gold.text), [*gold.either, *((start, end) for start, end, _ in gold.mentions)]
        )
        for word in _WORD.finditer(gold.text):
            if not any(special[word.start() : word.end()]):
                words += 1
                lost += any(hidden[word.start() : word.end()])
    shares = {label: covered[label] / max(1, wanted[label]) for label in (*LABELS, "ALL")}
    return Score(shares, lost / max(1, words))


def _inside(length: int, stretches: Sequence[Bounds]) -> bytearray:
    """Return a flag for each character: whether it lies in one of the stretches."""
    flags = bytearray(length)
    for start, end in stretches:
        flags[start:end] = b"\1" * (end - start)
    return flags


def read_all(tagger: RedactTagger, golds: Sequence[Gold]) -> tuple[tuple[Reading, ...], float]:
    """Return the model's reading of each text, and the word pieces it read a second."""
    tagger.read(golds[0].text)
    begun = time.perf_counter()
    readings = tuple(tagger.read(gold.text) for gold in golds)
    seconds = time.perf_counter() - begun
    return readings, sum(len(reading.owners) for reading in readings) / seconds


def report(
    model: Path,
    sets: Sequence[tuple[str, Path]],
    biases: Sequence[float],
    thresholds: Sequence[float],
) -> None:
    """Return nothing; print a pipeline's scores on each set, at each bias and threshold."""
    tagger = spacy.load(model).get_pipe("redact_tagger")
    for name, path in sets:
        golds = read_gold(path)
        readings, speed = read_all(tagger, golds)
        print(f"{name}: {len(golds)} texts, {speed:.0f} pieces/s")
        for bias in biases:
            found = [
                decode(gold.text, reading, bias)
                for gold, reading in zip(golds, readings, strict=True)
            ]
            for threshold in thresholds:
                kept = [[span for span in spans if span.score >= threshold] for spans in found]
                print(
                    f"  bias {bias:4.1f}  score >= {threshold:4.2f}  {score(golds, kept)}",
                    flush=True,
                )


def main() -> None:
    """Return nothing; score what the command line names."""
    parser = argparse.ArgumentParser(description="Score a pipeline on annotated texts.")
    parser.add_argument("model", type=Path)
    parser.add_argument(
        "--data", type=Path, help="folder with the open sets; their dev parts are scored"
    )
    parser.add_argument(
        "--gold", type=Path, nargs="*", default=[], help="more JSON Lines files with spans and keep"
    )
    parser.add_argument("--bias", type=float, nargs="*", default=[0.0, 2.0])
    parser.add_argument("--threshold", type=float, nargs="*", default=[0.0])
    values = parser.parse_args()
    sets = [(path.stem, path) for path in values.gold]
    if values.data:
        sets += [(name, values.data / "ner" / name / "dev.jsonl") for name in OPEN_SETS]
    report(values.model, sets, values.bias, values.threshold)


if __name__ == "__main__":
    main()
