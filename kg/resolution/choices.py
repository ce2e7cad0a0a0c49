"""Choose one of several candidates: a softmax over them, linear in features that hold or do not.

The weights stand in text files of this folder, a feature a row; `training/subjects.py` fits them.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["load_weights", "share_out"]


def share_out(candidates: Sequence[Collection[str]], weights: Mapping[str, float]) -> list[float]:
    """Return how likely each candidate is the right one; together they make 1.

    Args:
        candidates: The features that hold of each.
        weights: Those of the features; what has none weighs nothing.

    >>> share_out([["near"], ["far"]], {"near": math.log(3)})
    [0.75, 0.25]
    """
    scores = [_weigh(features, weights) for features in candidates]
    highest = max(scores, default=0.0)
    powers = [math.exp(score - highest) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def _weigh(features: Collection[str], weights: Mapping[str, float]) -> float:
    """Return the sum of the weights of some features."""
    return sum(weights.get(name, 0.0) for name in features)


@cache
def load_weights(name: str) -> Mapping[str, float]:
    """Return the weights of a table of this folder.

    >>> weights = load_weights("subject_words.tsv")
    >>> weights["is nsubj"] > weights["inside relcl"]
    True
    """
    table = files("kg.resolution").joinpath(name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines()[1:])
    return {feature: float(weight) for feature, weight in rows}
