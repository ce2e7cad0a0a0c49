"""What two claims share that little else in their two articles has.

Two papers that tell of one event share its names, its words and its subject in nearly all that they
print. That two statements say the same is told by what the other statements of the two articles
lack. So a word piece counts for as much as few of them have it, and of the meaning of each the mean
of theirs is taken off (after Mu & Viswanath 2018, who take it off over a whole language).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log, log1p
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.link.encoder import weigh_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from kg.link.claims import Said
    from kg.link.encoder import Embedded

    Floats = NDArray[np.float32]

_HARDLY: Final = 1e-3
"""Instead of nothing: the length of a text without words, the weight of a piece that all have."""
_MORE: Final = 10
"""Statements that two articles are counted to have besides, of other words and of no meaning, so
that those of one or two statements are compared like others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The word pieces of all statements, and how many statements of an article have each.

    Attributes:
        weights: Of each statement's pieces, by their numbers: how rare they are in English.
        counts: By article, in how many of its statements a piece comes.
        sizes: By article, how many statements there are.
    """

    weights: Sequence[Mapping[int, float]]
    counts: Mapping[str, Counter[int]]
    sizes: Mapping[str, int]


def count_pieces(statements: Iterable[Said]) -> Pieces:
    """Return the word pieces of statements, counted by article."""
    weights = []
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for said in statements:
        weighed = weigh_pieces(said.text)
        weights.append(weighed)
        counts[said.place].update(weighed.keys())
        sizes[said.place] += 1
    return Pieces(weights=weights, counts=counts, sizes=sizes)


def weigh_between(pieces: Pieces, place: int, articles: Iterable[str]) -> dict[int, float]:
    """Return the pieces of a statement, each with how rare it is in English and in some articles.

    Args:
        pieces: Of all statements.
        place: Of the statement.
        articles: The articles of the statement and of the one that it is compared with.
    """
    counts = [pieces.counts[article] for article in articles]
    size = sum(pieces.sizes[article] for article in articles)
    weights = {}
    for piece, rarity in pieces.weights[place].items():
        holding = sum(count[piece] for count in counts)
        weights[piece] = rarity * log((size + _MORE) / holding)
    return weights


def share_between(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """Return how much two weighed texts have in common, from 0 to 1 (Dice's coefficient).

    >>> share_between({1: 0.5, 2: 0.5}, {2: 0.5, 3: 0.5})
    0.5
    """
    shared = sum(one[piece] for piece in one.keys() & other.keys())
    return 2 * shared / max(sum(one.values()) + sum(other.values()), _HARDLY)


def sum_meanings(
    statements: Sequence[Said], embedded: Mapping[int, Embedded]
) -> dict[str, tuple[Floats, int]]:
    """Return the sum of the meanings of each article's statements, and how many they are."""
    wholes: dict[str, list[Floats]] = defaultdict(list)
    for place, meaning in embedded.items():
        wholes[statements[place].place].append(meaning.whole)
    return {article: (np.sum(found, axis=0), len(found)) for article, found in wholes.items()}


def find_mean(summed: Mapping[str, tuple[Floats, int]], articles: AbstractSet[str]) -> Floats:
    """Return the mean meaning of the statements of some articles.

    Args:
        summed: From `sum_meanings`.
        articles: Their IRIs.
    """
    sums, counts = zip(*(summed[article] for article in sorted(articles)), strict=True)
    return np.asarray(np.sum(sums, axis=0) / (sum(counts) + _MORE), dtype=np.float32)


def measure_apart(
    one: Embedded, other: Embedded, weighed: Sequence[Mapping[int, float]], mean: Floats
) -> dict[str, float]:
    """Return how alike two claims are in meaning, without what their articles have in common.

    Args:
        one: A claim.
        other: Another.
        weighed: The pieces of both, from `weigh_between`.
        mean: Of the meanings of the articles' statements.
    """
    first, second = one.whole - mean, other.whole - mean
    length = float(np.linalg.norm(first) * np.linalg.norm(second))
    likeness = one.pieces @ other.pieces.T
    forth = _align(likeness.max(axis=1), one, weighed[0])
    back = _align(likeness.max(axis=0), other, weighed[1])

    return {
        "cosine apart": float(first @ second) / max(length, _HARDLY),
        "least aligned apart": min(forth, back),
        "most aligned apart": max(forth, back),
    }


def measure_shared(weighed: Sequence[Mapping[int, float]]) -> dict[str, float]:
    """Return how much two claims share of what little else in their articles has.

    Args:
        weighed: The pieces of both, from `weigh_between`.
    """
    shared = [weighed[0][piece] for piece in weighed[0].keys() & weighed[1].keys()]
    whole, other_whole = (sum(pieces.values()) + _HARDLY for pieces in weighed)
    return {
        "least covered apart": sum(shared) / max(whole, other_whole),
        "most covered apart": sum(shared) / min(whole, other_whole),
        "shared apart": log1p(sum(shared)),
        "rarest apart": max(shared, default=0.0),
        "common apart": share_between(*weighed),
    }


def _align(best: Floats, claim: Embedded, weighed: Mapping[int, float]) -> float:
    """Return how well the pieces of a claim are aligned with another's, by their weights."""
    weights = np.array([weighed.get(number, 0.0) for number in claim.numbers]) + _HARDLY
    return float(best @ weights / weights.sum())
