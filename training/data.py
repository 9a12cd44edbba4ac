"""Training examples: annotated texts as labelled words, cut into windows, packed into batches."""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
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

    def parts(self) -> tuple[Tensor, ...]:
        """Return its tensors, in order."""
        return self.pieces, self.cases, self.layouts, self.targets

    def to(self, device: str) -> "Batch":
        """Return the batch on a device, as indices."""
        return Batch(*(part.to(device, non_blocking=True).long() for part in self.parts()))


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


class Pieces:
    """The word pieces of words, remembered: the tokenizer reads every word by itself anyway."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Know no word yet."""
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}
        self.first = tokenizer.token_to_id("[CLS]")
        self.last = tokenizer.token_to_id("[SEP]")

    def learn(self, words: Iterable[str]) -> None:
        """Return nothing; read the words that were never seen, all at once."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        found = self._tokenizer.encode_batch(new, add_special_tokens=False)
        for word, encoding in zip(new, found, strict=True):
            self._known[word] = tuple(encoding.ids)

    def of(self, example: Example) -> list[tuple[int, ...]]:
        """Return the vocabulary ids of each word's pieces; the words must have been learnt."""
        return [self._known[word] for word in example.words]


def piece_counts(pieces: Pieces, examples: Sequence[Example]) -> tuple[bytes, ...]:
    """Return how many pieces each word of each example has, a byte a word (100 is the most)."""
    pieces.learn(word for example in examples for word in example.words)
    return tuple(bytes(map(len, pieces.of(example))) for example in examples)


def batches(
    pieces: Pieces, examples: Sequence[Example], size: int, rng: random.Random
) -> list[Batch]:
    """Return the examples in batches of ``size`` pieces, like lengths together, shuffled."""
    pieces.learn(word for example in examples for word in example.words)
    found = [pieces.of(example) for example in examples]
    lengths = [sum(map(len, ids)) for ids in found]
    order = sorted(
        (index for index in range(len(examples)) if lengths[index] <= MOST_PIECES),
        key=lambda index: lengths[index] + rng.random() * 4,
    )
    groups: list[list[int]] = [[]]
    for index in order:
        longest = lengths[index] + 2
        if groups[-1] and (len(groups[-1]) + 1) * longest > size:
            groups.append([])
        groups[-1].append(index)
    rng.shuffle(groups)
    return [
        _batch(pieces, [(examples[i], found[i], lengths[i]) for i in group])
        for group in groups
        if group
    ]


def _batch(pieces: Pieces, group: Sequence[tuple[Example, list[tuple[int, ...]], int]]) -> Batch:
    shape = (len(group), max(length for _, _, length in group) + 2)
    ids, cases, layouts = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    targets = np.full(shape, IGNORE, dtype=np.int64)
    for row, (example, found, length) in enumerate(group):
        owners = np.repeat(np.arange(len(found)), [len(word) for word in found])
        end = length + 1
        ids[row, 0], ids[row, end] = pieces.first, pieces.last
        ids[row, 1:end] = [piece for word in found for piece in word]
        cases[row, 1:end] = np.asarray([_case(word) for word in example.words])[owners]
        layouts[row, 1:end] = np.asarray(example.layouts)[owners]
        targets[row, 1:end] = _piece_labels(np.asarray(example.labels), owners)
    return Batch(*(torch.from_numpy(array) for array in (ids, cases, layouts, targets)))


_case = lru_cache(maxsize=1_000_000)(case_of)


def _piece_labels(labels: np.ndarray, word_ids: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """Return a label for each piece: a word's B on its first piece, I on the others."""
    spread = labels[word_ids]
    inner = np.r_[False, word_ids[1:] == word_ids[:-1]] & (spread > 0) & (spread % 2 == 1)
    return spread + inner
