"""How likely an attribution of the network is right.

Its probabilities are calibrated by logistic regression (Platt 1999).

Right means that content, source and cue each share at least half of their words with an attribution
of the corpus.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.statements.tagger.decode import Found

FEATURES: Final = (
    "constant",
    "content, mean",
    "content, least",
    "cue, least",
    "source, least",
    "content to cue",
    "cue to source",
    "no source",
    "parts",
)
LIMIT: Final = 1e-3
"""Probabilities nearer to 0 or 1 count as this near."""


def features(found: Found) -> tuple[float, ...]:
    """What confidence is made of, in the order of `FEATURES`."""
    return (
        1.0,
        log_odds(min(content.mean for content in found.content)),
        log_odds(min(content.least for content in found.content)),
        log_odds(found.cue.least) if found.cue else 0.0,
        log_odds(found.source.least) if found.source else 0.0,
        log_odds(found.cue_link),
        log_odds(found.source_link),
        0.0 if found.source else 1.0,
        float(len(found.content) - 1),
    )


def log_odds(probability: float) -> float:
    """The logarithm of the odds of a probability.

    >>> log_odds(0.5), round(log_odds(1.0), 2)
    (0.0, 6.91)
    """
    near = min(max(probability, LIMIT), 1 - LIMIT)
    return math.log(near / (1 - near))


def confidence(found: Found, weights: Sequence[float]) -> float:
    """The probability that an attribution is right.

    Args:
        found: The attribution.
        weights: One for each of `FEATURES`.
    """
    score = sum(weight * value for weight, value in zip(weights, features(found), strict=True))
    return 1 / (1 + math.exp(-score))
