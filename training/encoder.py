"""The tagger's network: MiniLM's BERT encoder in plain PyTorch, with case and layout embeddings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from redact.detect.casing import Case, Layout
from training.quantise import felt_activation, felt_weight

PAD_ID = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network."""

    vocabulary: int = 30522
    positions: int = 256
    width: int = 384
    inner: int = 1536
    layers: int = 6
    heads: int = 12
    labels: int = 7
    epsilon: float = 1e-12


class Linear(nn.Linear):
    """A matrix that, once ``quantised`` is set, feels the arithmetic it will be run in."""

    quantised = False

    def forward(self, hidden: Tensor) -> Tensor:
        """Return the product with the matrix plus its bias."""
        if not self.quantised:
            return super().forward(hidden)
        return functional.linear(felt_activation(hidden), felt_weight(self.weight), self.bias)


class Layer(nn.Module):
    """One layer of BERT: attention and feed-forward, each added and normalised after."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        """Make the matrices of one layer."""
        super().__init__()
        self.heads = shape.heads
        self.dropout = dropout
        self.qkv = Linear(shape.width, 3 * shape.width)
        self.out = Linear(shape.width, shape.width)
        self.norm_attention = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.up = Linear(shape.width, shape.inner)
        self.down = Linear(shape.inner, shape.width)
        self.norm_inner = nn.LayerNorm(shape.width, eps=shape.epsilon)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return the hidden states after this layer."""
        batch, length, width = hidden.shape
        qkv = self.qkv(hidden).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        hidden = self.norm_attention(hidden + self.drop(self.out(mixed)))
        return self.norm_inner(hidden + self.drop(self.down(functional.gelu(self.up(hidden)))))

    def drop(self, hidden: Tensor) -> Tensor:
        """Return the hidden states with some set to zero while training."""
        return functional.dropout(hidden, self.dropout, self.training)


class Tagger(nn.Module):
    """Word pieces with case and layout classes in, one logit per label and piece out."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        """Make the network with random weights."""
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.cases = nn.Embedding(len(Case), shape.width)
        self.layouts = nn.Embedding(len(Layout), shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.classify = nn.Linear(shape.width, shape.labels)
        self.dropout = dropout
        for table in (self.cases, self.layouts, self.classify):
            nn.init.normal_(table.weight, std=0.02)

    def quantise(self) -> None:
        """Return nothing; let every matrix of the layers feel eight-bit arithmetic from now on."""
        for module in self.layers.modules():
            if isinstance(module, Linear):
                module.quantised = True

    def forward(self, pieces: Tensor, cases: Tensor, layouts: Tensor) -> Tensor:
        """Return the logits, batch by length by label; padding is piece 0."""
        logits: Tensor = self.classify(self.states(pieces, cases, layouts)[-1])
        return logits

    def states(self, pieces: Tensor, cases: Tensor, layouts: Tensor) -> list[Tensor]:
        """Return the hidden states after each layer, batch by length by width each."""
        mask = (pieces != PAD_ID)[:, None, None, :]
        place = torch.arange(pieces.shape[1], device=pieces.device)
        hidden = self.pieces(pieces) + self.positions(place)[None]
        hidden = hidden + self.cases(cases) + self.layouts(layouts)
        hidden = functional.dropout(self.norm(hidden), self.dropout, self.training)
        after = []
        for layer in self.layers:
            hidden = layer(hidden, mask)
            after.append(hidden)
        return after


def shape_of(weights: Mapping[str, Any]) -> Shape:
    """Return the sizes of the network that weights by name (tensors or arrays) belong to."""
    vocabulary, width = weights["pieces.weight"].shape
    return Shape(
        vocabulary=vocabulary,
        positions=weights["positions.weight"].shape[0],
        width=width,
        inner=weights["layers.0.up.weight"].shape[0],
        layers=1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers.")),
        labels=weights["classify.weight"].shape[0],
    )


def load_tagger(weights: Path) -> Tagger:
    """Return the network of a file of weights, of whatever size it is."""
    found = load_file(str(weights))
    model = Tagger(shape_of(found))
    model.load_state_dict(found)
    return model


def load_minilm(model: Tagger, weights: Path) -> None:
    """Return nothing; copy MiniLM's weights into the parts that the two networks share."""
    source = load_file(str(weights))
    width = model.shape.positions
    kind = source["embeddings.token_type_embeddings.weight"][0]
    target = {
        "pieces.weight": source["embeddings.word_embeddings.weight"],
        "positions.weight": source["embeddings.position_embeddings.weight"][:width] + kind,
    }
    _take(target, source, "norm", "embeddings.LayerNorm")
    for index in range(model.shape.layers):
        there, here = f"encoder.layer.{index}", f"layers.{index}"
        for part in ("weight", "bias"):
            qkv = [
                source[f"{there}.attention.self.{name}.{part}"]
                for name in ("query", "key", "value")
            ]
            target[f"{here}.qkv.{part}"] = torch.cat(qkv)
        _take(target, source, f"{here}.out", f"{there}.attention.output.dense")
        _take(target, source, f"{here}.norm_attention", f"{there}.attention.output.LayerNorm")
        _take(target, source, f"{here}.up", f"{there}.intermediate.dense")
        _take(target, source, f"{here}.down", f"{there}.output.dense")
        _take(target, source, f"{here}.norm_inner", f"{there}.output.LayerNorm")
    missing, unexpected = model.load_state_dict(target, strict=False)
    new = {"cases.weight", "layouts.weight", "classify.weight", "classify.bias"}
    if set(missing) != new or unexpected:
        raise ValueError(f"not MiniLM's weights: {weights}")


def _take(target: dict[str, Tensor], source: dict[str, Tensor], here: str, there: str) -> None:
    """Return nothing; copy the weight and bias of one module."""
    for part in ("weight", "bias"):
        target[f"{here}.{part}"] = source[f"{there}.{part}"]
