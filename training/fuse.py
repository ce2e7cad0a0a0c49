"""The same network in fewer operations: those of ONNX Runtime that it does not find by itself.

How words are called here is how PyTorch calls what the lines of `training/network.py` give.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from kg.language.inference import load_network

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from onnx import ValueInfoProto

HEADS, LAYERS = 12, 6
PARTS = ("query", "key", "value")
LONGEST = 512
"""Words of a window at most: the encoder knows so many places of pieces."""
ENCODED = f"/encoder/layers.{LAYERS - 1}/norm_out/LayerNormalization_output_0"
SYNTAX = {"/syntax.0": "/Add_2_output_0", "/syntax.1": "/syntax.0/norm/LayerNormalization_output_0"}
"""The layers along the syntax, and what each reads: windows × words × width."""
HANGS, HANGING = "/Mul_1_output_0", "/Unsqueeze_4_output_0"
"""One for each word that hangs on another: windows × words, and the same × 1."""
APART, BUCKET = "/Sub_output_0", "/Sub_1_output_0"
"""How far each word stands behind each, and which `DISTANCES` that is in: words × words."""


@dataclass(slots=True)
class Graph:
    """A network that is being changed.

    Attributes:
        model: As it was.
        arrays: What the file holds, by name.
        nodes: The operations, in an order in which they can be done.
    """

    model: ModelProto
    arrays: dict[str, NDArray[np.generic]]
    nodes: list[NodeProto]

    def maker_of(self, output: str) -> NodeProto:
        """Find the operation that gives an output."""
        return next(node for node in self.nodes if output in node.output)

    def keep(self, name: str, values: NDArray[np.generic]) -> str:
        """Put an array into the file, and return its name."""
        self.arrays[name] = values
        return name

    def begin_with(self, *nodes: NodeProto) -> None:
        """Do operations first that need nothing but inputs and arrays."""
        self.nodes[:0] = nodes

    def replace(self, *nodes: NodeProto) -> None:
        """Put operations in the place of the one that gave what the last of them gives."""
        place = self.nodes.index(self.maker_of(nodes[-1].output[0]))
        self.nodes[place : place + 1] = nodes

    def to_model(
        self, inputs: Iterable[ValueInfoProto], outputs: Iterable[ValueInfoProto]
    ) -> ModelProto:
        """Make a network of the operations between some inputs and some outputs."""
        inputs, outputs, nodes = list(inputs), list(outputs), list[NodeProto]()
        needed, given = {one.name for one in outputs}, {one.name for one in inputs}
        for node in reversed(self.nodes):
            if needed.intersection(node.output) - given:
                nodes.insert(0, node)
                needed.update(node.input)
        arrays = [
            numpy_helper.from_array(values, name)
            for name, values in self.arrays.items()
            if name in needed
        ]
        shapes = [one for one in self.model.graph.value_info if one.name in needed - given]
        graph = helper.make_graph(nodes, "kg", inputs, outputs, arrays, value_info=shapes)
        operations = [*self.model.opset_import, helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=operations, ir_version=self.model.ir_version)


def fuse(model: ModelProto) -> ModelProto:
    """Return a network that gives what another one gives, to the last digit, in less time.

    Args:
        model: As `training.export` has it from PyTorch, in whole numbers of 8 bits.
    """
    arrays = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    graph = Graph(model, arrays, list(model.graph.node))
    attend_at_once(graph)
    look_up_first_pieces(graph)
    look_up_heads(graph)
    look_up_distances(graph)
    return graph.to_model(model.graph.input, model.graph.output)


def attend_at_once(graph: Graph) -> None:
    """Let one operation make queries, keys and values, by one product, and mix by them."""
    graph.begin_with(node_of("Cast", ["piece_mask"], "/attention/mask", to=TensorProto.INT32))
    for layer in range(LAYERS):
        place, name = f"/encoder/layers.{layer}", f"encoder.layers.{layer}"
        outputs = [f"{place}/{part}/MatMul_output_0_output_quantized" for part in PARTS]
        products = list(map(graph.maker_of, outputs))
        stems = [product.input[1].removesuffix("_quantized") for product in products]
        weights, scales, zeros = (
            join(graph, [stem + kind for stem in stems], f"{name}.qkv.weight{kind}")
            for kind in ("_quantized", "_scale", "_zero_point")
        )
        biases = join(graph, [f"{name}.{part}.bias" for part in PARTS], f"{name}.qkv.bias")
        pieces, _, zero, _ = products[0].input
        scale = zero.replace("_zero_point", "_scale")
        graph.replace(
            node_of(
                "QAttention",
                [pieces, weights, biases, scale, scales, "/attention/mask", zero, zeros],
                f"{place}/Reshape_3_output_0",
                domain="com.microsoft",
                num_heads=HEADS,
                mask_filter_value=-1e4,
            )
        )


def join(graph: Graph, names: Iterable[str], name: str) -> str:
    """Put arrays side by side, and return the name of the whole."""
    return graph.keep(name, np.concatenate([graph.arrays[one] for one in names], axis=-1))


def look_up_first_pieces(graph: Graph) -> None:
    """Take the vector of each word's first piece as a whole, not number by number."""
    last = graph.keep("last_axis", np.array([-1]))
    graph.begin_with(node_of("Unsqueeze", ["first", last], "/first/Unsqueeze"))
    pieces = [ENCODED, "/first/Unsqueeze"]
    graph.replace(node_of("GatherND", pieces, "/GatherElements_output_0", batch_dims=1))


def look_up_heads(graph: Graph) -> None:
    """Take the vector of each word's head, and add each word to its head, by their places.

    The network multiplies by matrices of zeros and ones for that.
    """
    zero, one = graph.keep("zero", np.array(0)), graph.keep("one", np.array(1))
    second = graph.keep("second_axis", np.array([1]))
    graph.begin_with(
        node_of("Size", ["convention"], "/windows/Size"),
        node_of("Range", [zero, "/windows/Size", one], "/windows/Range"),
        node_of("Unsqueeze", ["/windows/Range", second], "/windows/Unsqueeze"),
        node_of("Shape", ["head"], "/head/Shape"),
        node_of("Expand", ["/windows/Unsqueeze", "/head/Shape"], "/windows/Expand"),
        node_of("Unsqueeze", ["/windows/Expand", "last_axis"], "/windows/Unsqueeze_1"),
        node_of("Unsqueeze", ["head", "last_axis"], "/head/Unsqueeze"),
        node_of("Concat", ["/windows/Unsqueeze_1", "/head/Unsqueeze"], "/heads", axis=-1),
    )
    graph.replace(*add_to_heads(HANGS, "/syntax.0/ReduceSum_output_0"))
    for layer, words in SYNTAX.items():
        graph.replace(
            node_of("GatherND", [words, "/heads"], f"{layer}/GatherND"),
            node_of("Mul", [f"{layer}/GatherND", HANGING], f"{layer}/MatMul_1_output_0"),
        )
        graph.replace(
            node_of("Mul", [words, HANGING], f"{layer}/hanging"),
            *add_to_heads(f"{layer}/hanging", f"{layer}/MatMul_output_0"),
        )


def add_to_heads(words: str, output: str) -> Iterable[NodeProto]:
    """Make the operations that add what is given of each word to its head."""
    yield node_of("Shape", [words], f"{output}/Shape")
    yield node_of("ConstantOfShape", [f"{output}/Shape"], f"{output}/zeros")
    yield node_of("ScatterND", [f"{output}/zeros", "/heads", words], output, reduction="add")


def look_up_distances(graph: Graph) -> None:
    """Ask the network once what bucket each distance is in; it takes a logarithm for every two words."""
    apart, bucket = (
        helper.make_tensor_value_info(name, TensorProto.INT64, [1, 2 * LONGEST])
        for name in (APART, BUCKET)
    )
    part = load_network(graph.to_model([apart], [bucket]).SerializeToString())
    distances = np.r_[0:LONGEST, -LONGEST:0]  # those below zero are looked up from the end
    [buckets] = part.run(None, {APART: distances[None]})
    table = graph.keep("buckets", buckets[0])
    graph.replace(node_of("Gather", [table, APART], BUCKET))


def node_of(operation: str, inputs: Iterable[str], output: str, **settings: object) -> NodeProto:
    """Make an operation that gives one output."""
    name = output.removesuffix("_output_0")
    return helper.make_node(operation, list(inputs), [output], name=name, **settings)
