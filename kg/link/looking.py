"""Which pairs of statements are worth the encoder, by a look that costs little.

To read a claim takes the encoder some 6 ms, and most claims are like none in another article. So
pairs are first weighed by what can be told without it: the words in common, who says it, and
whether their articles are of one event. The encoder reads those that may be the same (a cascade,
after Viola & Jones 2001). The weights stand in `first.tsv`, fitted by `training/pairs.py`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.link.claims import find_candidates
from kg.link.comparing import is_inside
from kg.link.encoder import weigh_pieces
from kg.link.local import count_pieces, measure_shared, share_between, weigh_between
from kg.link.pairs import SAME
from kg.link.wording import (
    measure_cover,
    measure_signs,
    measure_speech,
    measure_words,
    read_wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from kg.link.claims import Said

    Floats = NDArray[np.float32]

_LEAST_SHARED: Final = 0.1
"""What two claims must have in common of what is rare in their articles, from 0 to 1."""
_LEAST_IN_ENGLISH: Final = 0.08
"""Of what is rare in English, which is quicker to tell: no pair with less had the other."""
_LEAST_LIKELY: Final = 0.12
"""The probability of being the same, at first sight, from which the encoder reads a pair."""
_WEEK: Final = 7


def list_pairs(statements: Sequence[Said]) -> list[tuple[int, int]]:
    """Return the pairs of statements that share what is rare in their articles, by their places.

    Args:
        statements: From `kg.link.claims.read_statements`.
    """
    pieces = count_pieces(statements)
    kept = []
    for one, other in find_candidates(statements):
        if share_between(pieces.weights[one], pieces.weights[other]) < _LEAST_IN_ENGLISH:
            continue
        articles = {statements[one].place, statements[other].place}
        weighed = [weigh_between(pieces, place, articles) for place in (one, other)]
        if share_between(*weighed) >= _LEAST_SHARED:
            kept.append((one, other))
    return kept


def look_at_pairs(
    statements: Sequence[Said], pairs: Sequence[tuple[int, int]]
) -> tuple[list[str], Floats]:
    """Return the names of what can be told at first sight, and its values: pairs × features.

    Args:
        statements: All.
        pairs: Of their places; at least one.
    """
    pieces, articles_of = count_pieces(statements), _Articles(statements)
    wordings = {place: read_wording(statements[place]) for pair in pairs for place in pair}
    rows = []
    for one, other in pairs:
        first, second = statements[one], statements[other]
        articles = {first.place, second.place}
        row = measure_cover(pieces.weights[one], pieces.weights[other])
        row |= measure_shared([weigh_between(pieces, at, articles) for at in (one, other)])
        row |= measure_words(wordings[one].words, wordings[other].words)
        row |= measure_speech(first, second)
        row |= measure_signs(wordings[one], wordings[other])
        row |= _measure_event(first, second, articles_of)
        rows.append(row)
    return list(rows[0]), np.array([list(row.values()) for row in rows], dtype=np.float32)


def choose_pairs(
    statements: Sequence[Said],
    pairs: Sequence[tuple[int, int]],
    likely: Floats,
    *,
    with_inside: bool,
) -> NDArray[np.bool_]:
    """Tell of each pair whether the encoder shall read it.

    Args:
        statements: All.
        pairs: Of their places.
        likely: The probability of each of `kg.link.pairs.RELATIONS` for each pair, at first sight.
        with_inside: Whether those of one article are read, too: they are never more than proposed.
    """
    inside = np.array([is_inside(statements, pair) for pair in pairs])
    may_be_same = likely[:, SAME].sum(axis=1) >= _LEAST_LIKELY
    return np.where(inside, with_inside, may_be_same)


class _Articles:
    """How alike articles are in the words of their statements; each two are compared once."""

    def __init__(self, statements: Iterable[Said]) -> None:
        self._weighed: dict[str, dict[int, float]] = defaultdict(dict)
        for said in statements:
            self._weighed[said.place] |= weigh_pieces(said.text)
        self._alike: dict[tuple[str, str], float] = {}

    def liken(self, one: str, other: str) -> float:
        """Return how alike two articles are, from 0 to 1."""
        pair = min(one, other), max(one, other)
        if pair not in self._alike:
            self._alike[pair] = share_between(self._weighed[one], self._weighed[other])
        return self._alike[pair]


def _measure_event(one: Said, other: Said, articles: _Articles) -> dict[str, float]:
    """Return what tells whether two articles are of one event; who gives no day may be of any."""
    days = 0
    if one.day is not None and other.day is not None:
        days = abs(one.day - other.day)
    return {
        "articles": articles.liken(one.place, other.place),
        "days": min(days, _WEEK) / _WEEK,
        "one day": float(days <= 1),
    }
