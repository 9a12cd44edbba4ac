"""What a stage reads, without end: batches from a mixture of texts, made by several processes."""

import gc
import multiprocessing
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from training.augment import Donors, donors_of, exchange, vary
from training.data import (
    OPEN_SETS,
    Batch,
    Example,
    Pieces,
    batches,
    piece_counts,
    read_examples,
    windows,
)

WINDOW = 232
POOL_PIECES = 250_000
_WAITING = 64


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is read: the open sets, synthetic letters and their share of the pieces.

    ``exchange`` is the share of the windows of open sets whose names change places with names
    of other texts.
    """

    letters: tuple[Path, ...]
    letter_share: float
    exchange: float
    batch: int
    seed: int


@dataclass(frozen=True, slots=True)
class Source:
    """Examples of one kind, with their piece counts and their share of the mixture."""

    examples: tuple[Example, ...]
    counts: tuple[bytes, ...]
    share: float
    open: bool


@dataclass(frozen=True, slots=True)
class Library:
    """The open sets, their shares adding up to one, and the pieces of their words."""

    pieces: Pieces
    open_sets: tuple[Source, ...]


def load_library(data: Path, tokenizer: Tokenizer) -> Library:
    """Return the open sets of a folder that holds ``ner/``."""
    pieces = Pieces(tokenizer)
    found = []
    for name, weight in OPEN_SETS.items():
        examples = tuple(read_examples(data / "ner" / name / "train.jsonl"))
        counts = piece_counts(pieces, examples)
        found.append((examples, counts, weight * sum(map(sum, counts))))
    whole = sum(size for _, _, size in found)
    sources = (Source(*parts, size / whole, open=True) for *parts, size in found)
    return Library(pieces, tuple(sources))


def load_letters(paths: Sequence[Path], pieces: Pieces) -> Source | None:
    """Return the synthetic letters of some files; None where there are none."""
    examples = tuple(example for path in paths for example in read_examples(path))
    return Source(examples, piece_counts(pieces, examples), 1.0, open=False) if examples else None


def stream(
    sources: Sequence[tuple[Source, float]], donors: Donors, rate: float, rng: random.Random
) -> Iterator[list[Example]]:
    """Yield pools of varied windows for ever, each pool mixed by the sources' shares."""
    flows = [(_flow(source, rng), source.open, share) for source, share in sources if share > 0]
    while True:
        pool: list[Example] = []
        for flow, is_open, share in flows:
            wanted = share * POOL_PIECES
            while wanted > 0:
                example, size = next(flow)
                wanted -= size
                if is_open and rng.random() < rate:
                    example = exchange(example, donors, rng)
                pool.append(vary(example, rng))
        rng.shuffle(pool)
        yield pool


def _flow(source: Source, rng: random.Random) -> Iterator[tuple[Example, int]]:
    """Yield the windows of a source with their sizes, pass after pass, each in a new order."""
    order = list(range(len(source.examples)))
    while True:
        rng.shuffle(order)
        for index in order:
            counts = source.counts[index]
            done = 0
            for window in windows(source.examples[index], counts, WINDOW, rng):
                size = sum(counts[done : done + len(window.words)])
                done += len(window.words)
                yield window, size


def endless(mixture: Mixture, library: Library, part: int = 0, parts: int = 1) -> Iterator[Batch]:
    """Yield batches for ever; of several processes, each reads its own part of the letters."""
    rng = random.Random(f"{mixture.seed}:{part}")
    mine = mixture.letters[part::parts] if mixture.letter_share else ()
    letters = load_letters(mine, library.pieces)
    texts = [*library.open_sets, *([letters] if letters else [])]
    donors = donors_of(example for source in texts for example in source.examples)
    open_share = 1 - mixture.letter_share if letters else 1.0
    sources = [(source, open_share * source.share) for source in library.open_sets]
    if letters:
        sources.append((letters, mixture.letter_share))
    for pool in stream(sources, donors, mixture.exchange, rng):
        yield from batches(library.pieces, pool, mixture.batch, rng)


@contextmanager
def feed(mixture: Mixture, library: Library, workers: int = 0) -> Iterator[Iterator[Batch]]:
    """Give batches without end, from this process or from ``workers`` others.

    With several workers, their batches come in the order in which they are ready; at least as
    many files of letters are needed as there are workers.
    """
    if not workers:
        yield endless(mixture, library)
        return
    gc.freeze()  # what is shared with the workers stays shared
    context = multiprocessing.get_context("fork")
    queue: Any = context.Queue(_WAITING)
    crew = [
        context.Process(target=_work, args=(queue, mixture, library, part, workers), daemon=True)
        for part in range(workers)
    ]
    for worker in crew:
        worker.start()
    try:
        yield _received(queue)
    finally:
        for worker in crew:
            worker.kill()


def _work(queue: Any, mixture: Mixture, library: Library, part: int, parts: int) -> None:
    """Put batches into the queue until the process is stopped."""
    torch.set_num_threads(1)
    for batch in endless(mixture, library, part, parts):
        queue.put(torch.stack(batch.parts()).short().numpy())


def _received(queue: Any) -> Iterator[Batch]:
    while True:
        yield Batch(*torch.from_numpy(queue.get()).unbind())
