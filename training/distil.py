"""A smaller network out of a trained one: layers dropped, feed-forward parts thinned, then taught.

The student learns from the marks and from its teacher: the teacher's probabilities, and its hidden
states layer by layer (Hinton et al. 2015, arXiv:1503.02531; Jiao et al. 2020, TinyBERT,
arXiv:1909.10351; the start from some of the teacher's layers is Sanh et al. 2019, DistilBERT,
arXiv:1910.01108). Where the teacher is wrong about a marked word it is not heard.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.data import IGNORE, Batch
from training.encoder import PAD_ID, Layer, Tagger

#: The teacher's layers that the student begins with.
KEPT = (0, 1, 3, 5)
INNER = 1024


def shrink(teacher: Tagger, texts: Iterable[Batch]) -> Tagger:
    """Return a network of fewer and thinner layers that begins as a part of its teacher.

    Of each feed-forward part those units stay that move the hidden states most on the texts
    given: mean activation times the length of what it is multiplied with.
    """
    student = Tagger(replace(teacher.shape, layers=len(KEPT), inner=INNER))
    shared = {
        name: value for name, value in teacher.state_dict().items() if not name.startswith("layers")
    }
    student.load_state_dict(shared, strict=False)
    weights = _unit_weights(teacher, texts)
    for index, layer in zip(KEPT, student.layers, strict=True):
        source = teacher.layers[index]
        assert isinstance(source, Layer)
        units = weights[index].topk(INNER).indices.sort().values
        state = source.state_dict()
        for name in ("up.weight", "up.bias"):
            state[name] = state[name][units]
        state["down.weight"] = state["down.weight"][:, units]
        layer.load_state_dict(state)
    return student


def _unit_weights(teacher: Tagger, texts: Iterable[Batch]) -> list[Tensor]:
    """Return how much each unit of each layer's feed-forward part does."""
    device = teacher.norm.weight.device
    sums = [torch.zeros(teacher.shape.inner, device=device) for _ in teacher.layers]
    hooks = [
        layer.up.register_forward_hook(_counting(total))
        for layer, total in zip(teacher.layers, sums, strict=True)
    ]
    teacher.eval()
    with torch.no_grad():
        for batch in texts:
            teacher(batch.pieces, batch.cases, batch.layouts)
    for hook in hooks:
        hook.remove()
    return [
        total * layer.down.weight.detach().norm(dim=0)
        for total, layer in zip(sums, teacher.layers, strict=True)
    ]


def _counting(total: Tensor) -> Callable[[nn.Module, object, Tensor], None]:
    """Return a hook that adds up how strongly each unit fires."""

    def count(_: nn.Module, __: object, out: Tensor) -> None:
        total.add_(functional.gelu(out).abs().flatten(0, 1).sum(0))

    return count


def lesson(student: Tagger, teachers: Sequence[Tagger], batch: Batch) -> tuple[Tensor, Tensor]:
    """Return the student's logits, and how far it is from its teachers: a loss to add.

    It follows the mean of all teachers' probabilities, and the hidden states of the first, of
    which it was made.
    """
    inputs = (batch.pieces, batch.cases, batch.layouts)
    with torch.no_grad():
        shown = teachers[0].states(*inputs)
        answers = [teachers[0].classify(shown[-1]), *(other(*inputs) for other in teachers[1:])]
        answer = torch.stack([each.float().softmax(-1) for each in answers]).mean(0)
    states = student.states(*inputs)
    logits: Tensor = student.classify(states[-1])
    real = batch.pieces != PAD_ID
    follow = [*(index - 1 for index in KEPT[1:]), len(shown) - 1]
    apart = torch.stack(
        [
            ((own - shown[index]).float().square().mean(-1) * real).sum() / real.sum()
            for own, index in zip(states, follow, strict=True)
        ]
    ).mean()
    heard = real & ((batch.targets == IGNORE) | (answer.argmax(-1) == batch.targets))
    surprise = functional.kl_div(
        logits.float().log_softmax(-1), answer.clamp_min(1e-9), reduction="none"
    )
    return logits, apart + (surprise.sum(-1) * heard).sum() / heard.sum().clamp_min(1)
