"""Logistic regression, and how far its probabilities can be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BINS: Final = 10
PENALTY: Final = 1.0
"""Of the squared weights, against fitting too closely."""
STEPS: Final = 50


def fit(values: Floats, right: Floats) -> Floats:
    """Return the weights of a logistic regression, by Newton's method.

    Args:
        values: Examples × features.
        right: 1 for each example that is right, else 0.
    """
    weights = np.zeros(values.shape[1])
    for _ in range(STEPS):
        likely = predict(values, weights)
        slope = values.T @ (right - likely) - PENALTY * weights
        curve = (values * (likely * (1 - likely))[:, None]).T @ values
        weights = weights + np.linalg.solve(curve + PENALTY * np.eye(len(weights)), slope)
    return weights


def predict(values: Floats, weights: Floats) -> Floats:
    """Return how likely each example is right."""
    likely: Floats = 1 / (1 + np.exp(-values @ weights))
    return likely


def reliability(sure: Floats, right: Floats) -> Iterator[str]:
    """Yield the lines of a table: how often what is said with a certain confidence is right."""
    yield "confidence   number   mean   right"
    for low in range(BINS):
        inside = (sure >= low / BINS) & (sure < (low + 1) / BINS + (low == BINS - 1))
        if inside.any():
            means = f"{sure[inside].mean():.3f}   {right[inside].mean():.3f}"
            yield f"{low / BINS:.1f} to {(low + 1) / BINS:.1f} {inside.sum():8d}   {means}"
