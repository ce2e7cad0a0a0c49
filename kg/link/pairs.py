"""How two statements relate, and how likely: a softmax of their features.

The weights stand in `pairs.tsv`, and those of a first look, which costs little, in `first.tsv`.
`training/pairs.py` fits both to pairs of claims of real news that were read by hand, and says how
right they are on events that they were not fitted to. Why a sum of weights, and not a network:
`docs/decisions/027-pairs-of-claims.md`.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

RELATIONS: Final = ("none", "utterance", "claim", "corroborates", "contradicts")
"""What two statements can be to each other: the same utterance, the same claim, ..."""
SAME: Final = (RELATIONS.index("utterance"), RELATIONS.index("claim"))
"""Where those stand in `RELATIONS` that make two claims the same."""
CONSTANT: Final = "constant"
"""The feature that all pairs have."""


def predict_relations(names: Sequence[str], values: Floats, table: str = "pairs.tsv") -> Floats:
    """Return the probability of each relation for each pair: pairs × `RELATIONS`.

    Args:
        names: Of the features, as `kg.link.comparing` has them, or `kg.link.looking`.
        values: Pairs × features.
        table: The file of the weights: "pairs.tsv", or "first.tsv" of a first look.
    """
    weights = _read_weights(table)
    rows = np.stack([weights[name] for name in names])
    return softmax(values @ rows + weights[CONSTANT])


def softmax(scores: Floats) -> Floats:
    """Return probabilities in proportion to the exponentials of scores, row by row.

    >>> softmax(np.array([[0.0, 0.0]])).tolist()
    [[0.5, 0.5]]
    """
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@cache
def _read_weights(table: str) -> dict[str, Floats]:
    """Return the weights of each feature, one for each of `RELATIONS`, which are the columns."""
    with files("kg.link").joinpath(table).open(encoding="utf-8") as file:
        _, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return {name: np.array(weights, dtype=np.float32) for name, *weights in rows}
