"""The tagger's network as an ONNX graph, node by node, in floats or in eight-bit integers."""

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.encoder import Shape
from training.quantise import by_column, by_row

CONTRIB = "com.microsoft"
_OPSET = 17
_IR_VERSION = 8

Array = NDArray[np.float32]


class Graph:
    """Nodes and weights so far; each method adds some and returns the name of what they give."""

    def __init__(self, weights: Mapping[str, Array], shape: Shape, quantised: bool) -> None:
        """Make an empty graph over the network's weights."""
        self.weights = weights
        self.shape = shape
        self.quantised = quantised
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Return the name of a weight or another fixed value."""
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Return the name of what one node gives."""
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes)
        )
        return name

    def embedding(self) -> str:
        """Return the sum of the embeddings of each piece, normalised."""
        total = self.add("Add", self._pieces(), self._positions())
        for table in ("cases", "layouts"):
            weight = self.constant(f"{table}.weight", self.weights[f"{table}.weight"])
            total = self.add("Add", total, self.add("Gather", weight, table))
        return self.add(
            "LayerNormalization", total, *self._norm("norm"), axis=-1, epsilon=self.shape.epsilon
        )

    def _pieces(self) -> str:
        table = self.weights["pieces.weight"]
        if not self.quantised:
            return self.add("Gather", self.constant("pieces.weight", table), "pieces")
        values, scales = by_row(table)
        rows = self.add("Gather", self.constant("pieces.weight", values), "pieces")
        rows = self.add("Cast", rows, to=TensorProto.FLOAT)
        return self.add(
            "Mul", rows, self.add("Gather", self.constant("pieces.scale", scales), "pieces")
        )

    def _positions(self) -> str:
        table = self.constant("positions.weight", self.weights["positions.weight"])
        length = self.add("Shape", "pieces", start=1, end=2)
        zero = self.constant("zero", np.asarray([0], dtype=np.int64))
        return self.add("Slice", table, zero, length, zero)

    def _norm(self, name: str) -> tuple[str, str]:
        parts = (f"{name}.weight", f"{name}.bias")
        first, second = (self.constant(part, self.weights[part]) for part in parts)
        return first, second

    def linear(self, name: str, hidden: str) -> str:
        """Return the product with a matrix plus its bias."""
        matrix = self.weights[f"{name}.weight"].T
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        if not self.quantised or name == "classify":
            return self.add(
                "Add", self.add("MatMul", hidden, self.constant(f"{name}.weight", matrix)), bias
            )
        values, scales = by_column(matrix)
        return self.add(
            "DynamicQuantizeMatMul",
            hidden,
            self.constant(f"{name}.weight", values),
            self.constant(f"{name}.scale", scales),
            "",
            bias,
            domain=CONTRIB,
        )

    def layer(self, name: str, hidden: str) -> str:
        """Return the hidden states after one transformer layer."""
        mixed = self.linear(f"{name}.out", self._attend(self.linear(f"{name}.qkv", hidden)))
        hidden = self._skip(f"{name}.norm_attention", mixed, hidden)
        inner = self.add("Gelu", self.linear(f"{name}.up", hidden), domain=CONTRIB)
        return self._skip(f"{name}.norm_inner", self.linear(f"{name}.down", inner), hidden)

    def _attend(self, qkv: str) -> str:
        outputs = [f"{qkv}_{part}" for part in ("query", "key", "value")]
        self.nodes.append(helper.make_node("Split", [qkv], outputs, name=f"{qkv}_split", axis=2))
        return self.add("MultiHeadAttention", *outputs, domain=CONTRIB, num_heads=self.shape.heads)

    def _skip(self, name: str, new: str, old: str) -> str:
        # Five times as fast on a CPU as the fused SkipLayerNormalization.
        total = self.add("Add", new, old)
        return self.add(
            "LayerNormalization", total, *self._norm(name), axis=-1, epsilon=self.shape.epsilon
        )


def build(weights: Mapping[str, Array], shape: Shape, quantised: bool) -> onnx.ModelProto:
    """Return the network as an ONNX model: pieces, cases, layouts in, logits out."""
    graph = Graph(weights, shape, quantised)
    hidden = graph.embedding()
    for index in range(shape.layers):
        hidden = graph.layer(f"layers.{index}", hidden)
    graph.nodes.append(helper.make_node("Identity", [graph.linear("classify", hidden)], ["logits"]))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("pieces", "cases", "layouts")
    ]
    output = helper.make_tensor_value_info(
        "logits", TensorProto.FLOAT, ["batch", "length", shape.labels]
    )
    body = helper.make_graph(
        graph.nodes, "tagger", inputs, [output], list(graph.constants.values())
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(
        body, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="redact"
    )
