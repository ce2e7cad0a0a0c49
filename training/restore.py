"""The network of a folder that `training.export` wrote, to go on learning from.

    python -m training.restore kg/statements/tagger/weights -o build/shipped.pt

Whole numbers of 8 bits become what they stand for; nothing else changes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from kg.statements.tagger.run import read_settings
from training.fuse import PARTS
from training.network import Network, Sizes, save

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = dict[str, NDArray[np.float32]]


def restore(folder: Path) -> Network:
    """Return a network with the weights of an exported one."""
    settings = read_settings(folder)
    graph = onnx.load(folder / "tagger.onnx").graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    network = Network(Sizes(tags=len(settings["tags"]) + 1, deps=len(settings["deps"]) + 1))
    known = network.state_dict()
    known["transitions"] = torch.tensor(settings["transitions"])
    for name, values in stored.items():
        if name in known:
            known[name] = torch.from_numpy(values.copy())
        elif name.endswith("_quantized") and name.removesuffix("_quantized") in known:
            known[name.removesuffix("_quantized")] = _whole_numbers(stored, name)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            # "/encoder/layers.0/query/MatMul_quant" multiplies by what stands turned in the file.
            name = node.name.removesuffix("/MatMul_quant").strip("/").replace("/", ".")
            known[f"{name}.weight"] = _whole_numbers(stored, node.input[1]).T.contiguous()
        if node.op_type == "QAttention":
            layer = node.input[2].removesuffix(".qkv.bias")
            weights = _whole_numbers(stored, node.input[1]).T.contiguous()
            for part, weight, bias in zip(
                PARTS, weights.chunk(3), np.split(stored[node.input[2]], 3), strict=True
            ):
                known[f"{layer}.{part}.weight"] = weight
                known[f"{layer}.{part}.bias"] = torch.from_numpy(bias.copy())
    network.load_state_dict(known)
    return network


def _whole_numbers(stored: Columns, name: str) -> torch.Tensor:
    """Return what whole numbers stand for, by their scale and zero."""
    stem = name.removesuffix("_quantized")
    scale, zero = stored[f"{stem}_scale"], stored[f"{stem}_zero_point"]
    values = (stored[name].astype(np.float32) - zero.astype(np.float32)) * scale
    return torch.from_numpy(values.astype(np.float32))


def main() -> None:
    """Restore from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    save(restore(options.folder), options.out)


if __name__ == "__main__":
    main()
