"""Training examples: annotated texts as labelled words, cut into windows, packed into batches."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from redact.detect.casing import Layout, case_of, words_of

LABELS = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
IGNORE = -100
#: The network has places for so many pieces; a window that grew beyond them is left out.
MOST_PIECES = 254
OPEN_SETS = {
    "uner_ewt": 2.0,
    "gum": 1.0,
    "litbank": 0.4,
    "crossner": 2.0,
    "wnut17": 1.0,
    "btc": 1.0,
}

_LEARNT = {"PERSON": 1, "ORG": 3, "LOC": 5}
_ORDINARY = frozenset(
    (
        *("NORP", "ALGORITHM", "PROGRAMLANG", "FIELD", "TASK", "METRICS", "DISCIPLINE", "THEORY"),
        *("CHEMICALCOMPOUND", "CHEMICALELEMENT", "PROTEIN", "ENZYME", "MUSICGENRE"),
        *("LITERARYGENRE", "MUSICALINSTRUMENT"),
    )
)
_DEMONYM = re.compile(r"\w+(?:ish|ese|ch|ans?|is?)")
_CONTACT = re.compile(r"\S+@\S+|@\w+|(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class Example:
    """Words of a text or of a part of it, with their layout classes and label indices."""

    words: tuple[str, ...]
    layouts: tuple[int, ...]
    labels: tuple[int, ...]

    def part(self, start: int, end: int) -> "Example":
        """Return the words ``[start, end)``; the first counts as the first of a paragraph."""
        layouts = (int(Layout.PARAGRAPH), *self.layouts[start + 1 : end])
        return Example(self.words[start:end], layouts, self.labels[start:end])


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of one step, batch by length: pieces, cases, layouts, targets."""

    pieces: Tensor
    cases: Tensor
    layouts: Tensor
    targets: Tensor


def read_examples(path: Path) -> list[Example]:
    """Return the annotated texts of a JSON Lines file, one example a text."""
    with path.open(encoding="utf-8") as lines:
        return [_example(json.loads(line)) for line in lines]


def _example(record: dict) -> Example:  # type: ignore[type-arg]  # a line of JSON
    text = record["text"]
    words = words_of(text)
    labels = [0] * len(words)
    for contact in _CONTACT.finditer(text):
        _mark(labels, words.starts, words.ends, contact.span(), IGNORE)
    for span in (*record["spans"], *({**keep, "label": "KEEP"} for keep in record.get("keep", ()))):
        bounds = span["start"], span["end"]
        surface = text[span["start"] : span["end"]]
        base = _LEARNT.get(span["label"], IGNORE)
        if span["label"] in _ORDINARY or (span["label"] == "OTH" and _DEMONYM.fullmatch(surface)):
            continue
        if surface.startswith("@") or text[: span["start"]].endswith("@"):
            base = IGNORE
        _mark(labels, words.starts, words.ends, bounds, base)
    surfaces = tuple(text[start:end] for start, end in zip(words.starts, words.ends, strict=True))
    return Example(surfaces, words.layouts, tuple(labels))


def _mark(
    labels: list[int],
    starts: Sequence[int],
    ends: Sequence[int],
    bounds: tuple[int, int],
    base: int,
) -> None:
    """Return nothing; label the words that lie in the bounds by half or more."""
    start, end = bounds
    first = int(np.searchsorted(ends, start, side="right"))
    begun = False
    for index in range(first, len(labels)):
        if starts[index] >= end:
            break
        shared = min(end, ends[index]) - max(start, starts[index])
        if 2 * shared < ends[index] - starts[index]:
            continue
        labels[index] = base if base == IGNORE else base + begun
        begun = True


def windows(
    example: Example, counts: Sequence[int], limit: int, rng: random.Random
) -> Iterator[Example]:
    """Yield the example in parts of ``limit`` pieces at most, cut at line or sentence ends."""
    start = 0
    target = rng.randint(limit * 3 // 5, limit)
    total, best, best_rank = 0, 0, -1
    index = 0
    while index < len(counts):
        if index > start and total + counts[index] > target:
            cut = best if best > start else index
            yield example.part(start, cut)
            start, index, total, best, best_rank = cut, cut, 0, 0, -1
            target = rng.randint(limit * 3 // 5, limit)
            continue
        rank = _boundary(example, index)
        if total > target // 2 and rank and rank >= best_rank:
            best, best_rank = index, rank
        total += counts[index]
        index += 1
    if start < len(counts):
        yield example.part(start, len(counts))


def _boundary(example: Example, index: int) -> int:
    """Return how good a place to cut the start of a word is: 2 line, 1 sentence, 0 neither."""
    if example.layouts[index] >= Layout.LINE:
        return 2
    return int(
        index > 0 and example.words[index - 1] in ".!?" and example.layouts[index] != Layout.GLUED
    )


def encode(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Encoding]:
    """Return each example's word pieces; ``word_ids`` point to its words."""
    return tokenizer.encode_batch(
        [list(example.words) for example in examples],
        is_pretokenized=True,
        add_special_tokens=False,
    )


def piece_counts(encoding: Encoding, words: int) -> list[int]:
    """Return how many pieces each word has."""
    return np.bincount(np.asarray(encoding.word_ids, dtype=np.int64), minlength=words).tolist()


def batches(
    tokenizer: Tokenizer, examples: Sequence[Example], size: int, rng: random.Random
) -> list[Batch]:
    """Return the examples in batches of ``size`` pieces, like lengths together, shuffled."""
    encodings = encode(tokenizer, examples)
    order = sorted(
        (index for index in range(len(examples)) if len(encodings[index].ids) <= MOST_PIECES),
        key=lambda index: len(encodings[index].ids) + rng.random() * 4,
    )
    groups: list[list[int]] = [[]]
    for index in order:
        longest = len(encodings[index].ids) + 2
        if groups[-1] and (len(groups[-1]) + 1) * longest > size:
            groups.append([])
        groups[-1].append(index)
    rng.shuffle(groups)
    return [
        _batch(tokenizer, [(examples[i], encodings[i]) for i in group]) for group in groups if group
    ]


def _batch(tokenizer: Tokenizer, group: Sequence[tuple[Example, Encoding]]) -> Batch:
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    shape = (len(group), max(len(encoding.ids) for _, encoding in group) + 2)
    pieces, cases, layouts = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    targets = np.full(shape, IGNORE, dtype=np.int64)
    for row, (example, encoding) in enumerate(group):
        word_ids = np.asarray(encoding.word_ids, dtype=np.int64)
        end = len(word_ids) + 1
        pieces[row, 0], pieces[row, 1:end], pieces[row, end] = first, encoding.ids, last
        cases[row, 1:end] = np.asarray([case_of(word) for word in example.words])[word_ids]
        layouts[row, 1:end] = np.asarray(example.layouts)[word_ids]
        targets[row, 1:end] = _piece_labels(np.asarray(example.labels), word_ids)
    return Batch(*(torch.from_numpy(array) for array in (pieces, cases, layouts, targets)))


def _piece_labels(labels: np.ndarray, word_ids: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """Return a label for each piece: a word's B on its first piece, I on the others."""
    spread = labels[word_ids]
    inner = np.r_[False, word_ids[1:] == word_ids[:-1]] & (spread > 0) & (spread % 2 == 1)
    return spread + inner
