"""Fit a softmax over candidates: the weights under which the right ones are likeliest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Loss: TypeAlias = Callable[[Floats], tuple[float, Floats]]
    """Gives how bad some weights are, and how that changes with each."""

FEWEST: Final = 20
"""Candidates that have a feature; rarer ones are left out."""
STEPS: Final = 200
MEMORY: Final = 10
"""How many of the last steps tell of the curve."""
LEAST_GAIN: Final = 1e-6
"""What share of the loss a step must take off for another to follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Several candidates, some of them right.

    Attributes:
        candidates: The features that hold of each.
        right: The numbers of the right ones, at least one.
    """

    candidates: Sequence[Collection[str]]
    right: Collection[int]


def fit(examples: Sequence[Example], penalty: float) -> dict[str, float]:
    """Return the weight of each feature that enough candidates have.

    Args:
        examples: What to learn from.
        penalty: Of the squared weights, against fitting too closely.
    """
    counts: Counter[str] = Counter()
    for example in examples:
        for features in example.candidates:
            counts.update(features)
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    loss = _make_loss(examples, names, penalty)
    return dict(zip(names, minimise(loss, np.zeros(len(names))).tolist(), strict=True))


def _make_loss(examples: Sequence[Example], names: Sequence[str], penalty: float) -> Loss:
    """Return the function that tells how unlikely the right candidates are under some weights."""
    number_of = {name: number for number, name in enumerate(names)}
    cells: list[tuple[int, int]] = []
    right: list[bool] = []
    starts: list[int] = []
    for example in examples:
        starts.append(len(right))
        for number, features in enumerate(example.candidates):
            cells += [(len(right), number_of[name]) for name in features if name in number_of]
            right.append(number in example.right)
    rows, columns = np.array(cells, dtype=int).reshape(-1, 2).T
    is_right = np.array(right, dtype=float)
    lengths = np.diff([*starts, len(right)])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = np.bincount(rows, weights=weights[columns], minlength=len(right))
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
        shares = powers / np.repeat(np.add.reduceat(powers, starts), lengths)
        of_right = np.add.reduceat(shares * is_right, starts)
        wanted = shares * is_right / np.repeat(of_right, lengths)
        slope = np.bincount(columns, weights=(shares - wanted)[rows], minlength=len(names))
        whole = penalty / 2 * float(weights @ weights) - float(np.log(of_right).sum())
        return whole, slope + penalty * weights

    return loss


def minimise(loss: Loss, weights: Floats) -> Floats:
    """Return the weights with the least loss.

    The method is L-BFGS (Liu and Nocedal 1989) with a search backwards along each step.
    """
    now, slope = loss(weights)
    steps: list[tuple[Floats, Floats]] = []
    for _ in range(STEPS):
        direction = -_unbend(slope, steps)
        length = 1.0 if steps else 1 / max(1.0, float(np.abs(slope).sum()))
        moved = weights + length * direction
        then, bent = loss(moved)
        while then > now + 1e-4 * length * float(slope @ direction) and length > LEAST_GAIN:
            length /= 2
            moved = weights + length * direction
            then, bent = loss(moved)
        if (moved - weights) @ (bent - slope) > 0:
            steps = [*steps, (moved - weights, bent - slope)][-MEMORY:]
        gain, weights, now, slope = now - then, moved, then, bent
        if gain < LEAST_GAIN * abs(now):
            break
    return weights


def _unbend(slope: Floats, steps: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Return a slope times the inverse of the curve, as far as the last steps tell of it."""
    found = slope.copy()
    parts = []
    for change, bend in reversed(steps):
        parts.append((change @ found) / (change @ bend))
        found -= parts[-1] * bend
    if steps:
        change, bend = steps[-1]
        found *= (change @ bend) / (bend @ bend)
    for (change, bend), part in zip(steps, reversed(parts), strict=True):
        found += (part - (bend @ found) / (change @ bend)) * change
    return found
