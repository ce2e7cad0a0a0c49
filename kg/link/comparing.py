"""What two statements have in common and what parts them, in numbers.

A pair is measured by its meaning (the encoder), its words, who says it about whom, and the signs by
which claims differ: a denial, a number, a hedge. How it ranks among the pairs of the same two
articles counts, too: what a paper prints once, another prints once. `kg.link.pairs` weighs the
numbers.
"""

from __future__ import annotations

from collections import defaultdict
from math import log, log1p
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.link.local import (
    count_pieces,
    find_mean,
    measure_apart,
    measure_shared,
    sum_meanings,
    weigh_between,
)
from kg.link.wording import (
    last_words,
    measure_cover,
    measure_signs,
    measure_speech,
    measure_words,
    read_wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.link.claims import Said
    from kg.link.encoder import Embedded

    Floats = NDArray[np.float32]

_MANY_STATEMENTS: Final = 20
"""Of a speaker in an article; who is unnamed has as many."""
_BENT: Final = (
    "cosine",
    "least aligned",
    "most aligned",
    "least covered",
    "most covered",
    "run",
    "cosine apart",
    "least aligned apart",
    "most aligned apart",
    "least covered apart",
    "most covered apart",
    "common apart",
)
"""The measures that count for more, or for less, from some value on."""
_BENDS: Final = (0.3, 0.45, 0.6, 0.75, 0.9)
_LIKENESSES: Final = ("cosine", "most aligned", "most covered", "speaker is subject", "subject")
_SIGNS: Final = ("denial", "polarity", "dismissal", "denying cue")


def measure_pairs(
    statements: Sequence[Said], pairs: Sequence[tuple[int, int]], embedded: Mapping[int, Embedded]
) -> tuple[list[str], Floats]:
    """Return the names of the features, and those of each pair: pairs × features.

    Args:
        statements: All.
        pairs: Of their places; at least one.
        embedded: What the encoder says of the statements that are in pairs.

    What is said of a pair of two articles is the same whether or not there are pairs of one.
    """
    wordings = {place: read_wording(statements[place]) for place in embedded}
    apart = {place for pair in pairs if not is_inside(statements, pair) for place in pair}
    met = {place: embedded[place] for place in apart}
    pieces, summed = count_pieces(statements), sum_meanings(statements, embedded)
    summed |= sum_meanings(statements, met)  # an article that meets no other keeps all of its own
    rows = []
    for one, other in pairs:
        articles = {statements[one].place, statements[other].place}
        weighed = [weigh_between(pieces, place, articles) for place in (one, other)]
        mean = find_mean(summed, articles)
        row = _measure_meaning(embedded[one], embedded[other])
        row |= measure_cover(embedded[one].weighed, embedded[other].weighed)
        row |= measure_apart(embedded[one], embedded[other], weighed, mean)
        row |= measure_shared(weighed)
        row |= measure_words(wordings[one].words, wordings[other].words)
        row |= measure_speech(statements[one], statements[other])
        row |= measure_signs(wordings[one], wordings[other])
        rows.append(row)
    names = list(rows[0])
    values = np.array([list(row.values()) for row in rows], dtype=np.float32)

    likeness = _sum_likeness(names, values)
    ranks = _rank_pairs(statements, pairs, likeness)
    return _cross([*names, *_RANKS], np.concatenate([values, ranks], axis=1))


def is_inside(statements: Sequence[Said], pair: tuple[int, int]) -> bool:
    """Tell whether both statements of a pair stand in one article."""
    return statements[pair[0]].place == statements[pair[1]].place


def _measure_meaning(one: Embedded, other: Embedded) -> dict[str, float]:
    """Return how alike two claims are in meaning, as wholes and piece by piece.

    Each piece of one is aligned with the piece of the other that is most like it, and rare pieces
    count for more (after BERTScore, Zhang et al. 2020).
    """
    likeness = one.pieces @ other.pieces.T
    forth = float(likeness.max(axis=1) @ one.rarity / one.rarity.sum())
    back = float(likeness.max(axis=0) @ other.rarity / other.rarity.sum())
    return {
        "cosine": float(one.whole @ other.whole),
        "least aligned": min(forth, back),
        "most aligned": max(forth, back),
    }


_RANKS: Final = (
    "best of both",
    "best of one",
    "among three",
    "both among three",
    "least behind",
    "most behind",
    "rank",
    "said by them",
)


def _rank_pairs(
    statements: Sequence[Said], pairs: Sequence[tuple[int, int]], likeness: Floats
) -> Floats:
    """Return how each pair ranks among those of one of its statements with the other's article.

    Args:
        statements: All.
        pairs: Of their places.
        likeness: Of each pair.

    Returns:
        Pairs × `_RANKS`.
    """
    rivals: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for (one, other), alike in zip(pairs, likeness.tolist(), strict=True):
        rivals[one, statements[other].place].append((-alike, other))
        rivals[other, statements[one].place].append((-alike, one))
    behind: dict[tuple[int, int], tuple[int, float]] = {}
    for (place, _), listed in rivals.items():
        listed.sort()
        second = listed[1][0] if len(listed) > 1 else 0.0
        for rank, (unlike, other) in enumerate(listed):
            behind[place, other] = rank, (listed[0][0] if rank else second) - unlike

    spoken = _count_by_speaker(statements)
    rows = []
    for one, other in pairs:
        rank, gap = behind[one, other]
        other_rank, other_gap = behind[other, one]
        said = [_least_said(statements[place], spoken) for place in (one, other)]
        rows.append(
            (
                rank == other_rank == 0,
                (rank == 0) + (other_rank == 0),
                min(rank, other_rank) < 3,  # noqa: PLR2004 - as the name says
                max(rank, other_rank) < 3,  # noqa: PLR2004
                min(gap, other_gap),
                max(gap, other_gap),
                log1p(rank + other_rank),
                log(said[0] * said[1]),
            )
        )
    return np.array(rows, dtype=np.float32).reshape(len(pairs), len(_RANKS))


def _count_by_speaker(statements: Iterable[Said]) -> Mapping[tuple[str, str], int]:
    """Return how many statements each speaker makes in an article, by the last word of the name."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for said in statements:
        for name in last_words(said.speakers):
            counts[said.place, name] += 1
    return counts


def _least_said(said: Said, spoken: Mapping[tuple[str, str], int]) -> int:
    """Return how many statements the speaker makes in the article; many if nobody is named."""
    counts = [spoken[said.place, name] for name in last_words(said.speakers)]
    return min(counts, default=_MANY_STATEMENTS)


def _sum_likeness(names: Sequence[str], values: Floats) -> Floats:
    """Return one number for how alike the claims of each pair are, to rank them by."""
    column = names.index
    summed = values[:, column("least aligned")] + values[:, column("least covered")]
    summed = summed + np.float32(1 / 2) * values[:, column("cosine")]
    return summed + np.float32(1 / 3) * values[:, column("speaker")]


def _cross(names: Sequence[str], values: Floats) -> tuple[list[str], Floats]:
    """Return measures with their bends and crossings, which a sum of weights can't make up.

    A bend is how much a measure is beyond a value. What the same speaker says is crossed with all,
    and a sign of difference with likeness: a denial tells something of claims that are alike.
    """
    column = dict(zip(names, values.T, strict=True))
    found = dict(column)
    for name in _BENT:
        for bend in _BENDS:
            found[f"{name} over {bend}"] = np.maximum(0, column[name] - np.float32(bend))
    for name in names:
        if name != "speaker":
            found[f"{name}, one speaker"] = column[name] * column["speaker"]
    for sign in _SIGNS:
        for name in _LIKENESSES:
            found[f"{sign}, {name}"] = column[sign] * column[name]
    return list(found), np.stack(list(found.values()), axis=1)
