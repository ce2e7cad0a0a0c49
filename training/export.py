"""Step 3: write the network as ONNX, in whole numbers of 8 bits, with all that the product needs beside it.

python -m training.export build/model.pt build/dev.pickle -o kg/statements/tagger/weights
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch

from kg.language.inference import silence
from kg.statements.tagger.confidence import FEATURES
from kg.statements.tagger.words import batch, windows
from training.data import load_articles
from training.fuse import fuse
from training.network import load

if TYPE_CHECKING:
    from training.data import Article, Lexicon
    from training.network import Network

VERSION = "2"
OUTPUTS = ["tags", "cue_of", "source_of"]


def export(network: Network, example: Article, lexicon: Lexicon, out: Path) -> None:
    """Write a network as an ONNX file, its weights in 8 bits, a scale for each row.

    Args:
        network: What was trained.
        example: An article to trace it with.
        lexicon: For the marks.
        out: The file.
    """
    columns = batch(example.words, windows(example.words)[:2], lexicon.marks)
    names = list(columns)
    axes = {
        name: {0: "windows", 1: "pieces" if name.startswith("piece") else "words"}
        for name in [*names, *OUTPUTS]
    }
    del axes["convention"][1]
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            network.eval(),
            tuple(torch.from_numpy(columns[name]) for name in names),
            exact,
            input_names=names,
            output_names=OUTPUTS,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        silence()
        from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - once it is silent

        quantize_dynamic(exact, out, per_channel=True, weight_type=QuantType.QInt8)
    onnx.save(fuse(onnx.load(out)), out)


def write_settings(network: Network, lexicon: Lexicon, folder: Path) -> None:
    """Write what the product must know besides the weights."""
    vocabulary = sorted(lexicon.alphabet.vocabulary, key=lexicon.alphabet.vocabulary.__getitem__)
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    settings = {
        "version": VERSION,
        "tags": sorted(lexicon.tags, key=lexicon.tags.__getitem__),
        "deps": sorted(lexicon.deps, key=lexicon.deps.__getitem__),
        "transitions": [[round(value, 6) for value in row] for row in network.transitions.tolist()],
        "calibration": [0.0] * len(FEATURES),
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in ("tagger.onnx", "vocabulary.txt")
        },
    }
    (folder / "tagger.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True, help="the folder")
    options = parser.parse_args()
    lexicon, articles, _ = load_articles(options.articles)
    network = load(options.weights)
    options.out.mkdir(parents=True, exist_ok=True)
    export(network, articles[0], lexicon, options.out / "tagger.onnx")
    write_settings(network, lexicon, options.out)


if __name__ == "__main__":
    main()
