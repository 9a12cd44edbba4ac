"""Eight-bit arithmetic as ONNX Runtime does it: exported, and felt by the network in training."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

# Weights use 7 of 8 bits: without VNNI, sums of two products of u8 and s8 overflow 16 bits.
MOST_WEIGHT = 63
MOST_ROW = 127
MOST_ACTIVATION = 255


def felt_weight(weight: Tensor) -> Tensor:
    """Return a matrix as quantised by output channel; the gradient passes straight through."""
    scale = weight.detach().abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / MOST_WEIGHT
    seen = torch.round(weight.detach() / scale) * scale
    return weight + (seen - weight.detach())


def felt_activation(hidden: Tensor) -> Tensor:
    """Return activations as they are after dynamic quantisation of each window by itself."""
    still = hidden.detach()
    low = still.amin(dim=(1, 2), keepdim=True).clamp_max(0.0)
    high = still.amax(dim=(1, 2), keepdim=True).clamp_min(0.0)
    scale = (high - low).clamp_min(1e-8) / MOST_ACTIVATION
    zero = torch.round(-low / scale)
    seen = (torch.clamp(torch.round(still / scale) + zero, 0, MOST_ACTIVATION) - zero) * scale
    return hidden + (seen - still)


def by_column(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return a matrix (inputs by outputs) as integers, and one scale an output."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / MOST_WEIGHT
    return np.rint(weight / scale).astype(np.int8), scale.astype(np.float32)


def by_row(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return an embedding table as integers, and one scale a row."""
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / MOST_ROW
    return np.rint(table / scale).astype(np.int8), scale.astype(np.float32)
