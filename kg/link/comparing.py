"""What two statements have in common and what parts them, in numbers.

A pair is measured by its meaning (the encoder), its words, who says it about whom, and the signs by
which claims differ: a denial, a number, a hedge. How it ranks among the pairs of the same two
articles counts, too: what a paper prints once, another prints once. `kg.link.pairs` weighs the
numbers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import log, log1p
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.language.words import cue_words
from kg.link.alignment import split_words
from kg.link.claims import find_candidates
from kg.link.local import (
    count_pieces,
    find_mean,
    measure_apart,
    share_between,
    sum_meanings,
    weigh_between,
)
from kg.link.opposition import has_denial
from kg.link.words import weakening_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from kg.link.claims import Said
    from kg.link.encoder import Embedded

    Floats = NDArray[np.float32]

_LEAST_SHARED: Final = 0.1
"""What two claims must have in common of what is rare in their articles, from 0 to 1."""
_LONGEST_RUN: Final = 12
"""Words in a row that two claims share; more tell no more."""
_FEW_WORDS: Final = 3
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """What is looked up in the words of a statement, once.

    Attributes:
        words: As `split_words` has them; `numbers`, those of them that begin with a digit.
        denies: Whether it denies something; `dismisses`, whether it calls something untrue.
        is_denied: Whether the cue says so: "denied that".
        may_be: Whether it leaves open if it is so: "may".
    """

    words: list[str]
    numbers: frozenset[str]
    denies: bool
    dismisses: bool
    is_denied: bool
    may_be: bool


def list_pairs(statements: Sequence[Said]) -> list[tuple[int, int]]:
    """Return the pairs of statements that share what is rare in their articles, by their places.

    The encoder is slow, so it reads only these.

    Args:
        statements: From `kg.link.claims.read_statements`.
    """
    pieces = count_pieces(statements)
    kept = []
    for one, other in find_candidates(statements):
        articles = {statements[one].place, statements[other].place}
        weighed = [weigh_between(pieces, place, articles) for place in (one, other)]
        if share_between(*weighed) >= _LEAST_SHARED:
            kept.append((one, other))
    return kept


def _cover(one: Mapping[int, float], other: Mapping[int, float]) -> tuple[float, float, float]:
    """Return the rarity of what two texts share, and the least and the most share that it is."""
    shared = sum(one[number] for number in one.keys() & other.keys())
    shares = [shared / max(sum(text.values()), shared) for text in (one, other)]
    return shared, min(shares), max(shares)


def measure_pairs(
    statements: Sequence[Said], pairs: Sequence[tuple[int, int]], embedded: Mapping[int, Embedded]
) -> tuple[list[str], Floats]:
    """Return the names of the features, and those of each pair: pairs × features.

    Args:
        statements: All.
        pairs: Of their places; at least one.
        embedded: What the encoder says of the statements that are in pairs.
    """
    wordings = {place: _read_wording(statements[place]) for place in embedded}
    pieces, summed = count_pieces(statements), sum_meanings(statements, embedded)
    rows = []
    for one, other in pairs:
        articles = {statements[one].place, statements[other].place}
        weighed = [weigh_between(pieces, place, articles) for place in (one, other)]
        mean = find_mean(summed, articles)
        row = _measure_meaning(embedded[one], embedded[other])
        row |= measure_apart(embedded[one], embedded[other], weighed, mean)
        row |= _measure_words(wordings[one].words, wordings[other].words)
        row |= _measure_speech(statements[one], statements[other])
        row |= _measure_signs(wordings[one], wordings[other])
        rows.append(row)
    names = list(rows[0])
    values = np.array([list(row.values()) for row in rows], dtype=np.float32)

    likeness = _sum_likeness(names, values)
    ranks = _rank_pairs(statements, pairs, likeness)
    return _cross([*names, *_RANKS], np.concatenate([values, ranks], axis=1))


def _measure_meaning(one: Embedded, other: Embedded) -> dict[str, float]:
    """Return how alike two claims are in meaning, as wholes and piece by piece.

    Each piece of one is aligned with the piece of the other that is most like it, and rare pieces
    count for more (after BERTScore, Zhang et al. 2020).
    """
    likeness = one.pieces @ other.pieces.T
    forth = float(likeness.max(axis=1) @ one.rarity / one.rarity.sum())
    back = float(likeness.max(axis=0) @ other.rarity / other.rarity.sum())

    shared, least, most = _cover(one.weighed, other.weighed)
    return {
        "cosine": float(one.whole @ other.whole),
        "least aligned": min(forth, back),
        "most aligned": max(forth, back),
        "least covered": least,
        "most covered": most,
        "shared": log1p(shared),
    }


def _measure_words(one: Sequence[str], other: Sequence[str]) -> dict[str, float]:
    """Return the longest run of words that two claims share, and how long they are.

    >>> measured = _measure_words(["it", "is", "shut"], ["the", "quay", "is", "shut"])
    >>> round(measured["run"], 2), measured["length"]
    (0.67, 0.75)
    """
    run = _find_longest_run(one, other)
    shorter, longer = sorted([len(one), len(other)])
    return {
        "run": run / max(shorter, 1),
        "words in a row": min(run, _LONGEST_RUN) / _LONGEST_RUN,
        "words": log(shorter + 1),
        "length": shorter / max(longer, 1),
        "short": float(shorter <= _FEW_WORDS),
    }


def _find_longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words in a row two claims share, at most.

    >>> _find_longest_run(["the", "quay", "is", "shut"], ["a", "quay", "is", "long"])
    2
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(other):
        places[word].append(place)
    best = 0
    ending: dict[int, int] = {}
    for word in one:
        ending = {place: ending.get(place - 1, 0) + 1 for place in places.get(word, ())}
        best = max(best, *ending.values(), 0)
    return best


def _measure_speech(one: Said, other: Said) -> dict[str, float]:
    """Return who says two claims, about whom, and in what way."""
    least_names = max(1, min(len(one.names), len(other.names)))
    is_subject = meet(one.speakers, other.subjects) + meet(other.speakers, one.subjects)
    return {
        "speaker": float(meet(one.speakers, other.speakers)),
        "no speaker": float(not one.speakers or not other.speakers),
        "speaker is subject": float(is_subject),
        "subject": float(meet(one.subjects, other.subjects)),
        "names": len(one.names & other.names) / least_names,
        "other names": float(bool(one.names - other.names and other.names - one.names)),
        "inside": float(one.place == other.place),
        "eventuality": float("eventuality" in {one.kind, other.kind}),
        "kind": float(one.kind == other.kind),
        "certainty": float(one.certainty == other.certainty),
        "polarity": float(one.is_negated != other.is_negated),
    }


def meet(names: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """Tell whether some folded names have one in common with others, or its last word.

    >>> meet({"ann lee"}, {"lee", "the mayor"}), meet({"ann lee"}, {"ann ray"})
    (True, False)
    """
    return not _last_words(names).isdisjoint(_last_words(others))


def _last_words(names: Iterable[str]) -> set[str]:
    """Return the last word of each name."""
    return {name.rpartition(" ")[2] for name in names}


def _read_wording(said: Said) -> _Wording:
    """Look up the words of a statement."""
    words = split_words(said.text)
    return _Wording(
        words=words,
        numbers=frozenset(word for word in words if word[0].isdigit()),
        denies=has_denial(words, said.text),
        dismisses=not words_of("dismissal").isdisjoint(words),
        is_denied=said.cue in cue_words("denying") | cue_words("dismissing"),
        may_be=not weakening_words().isdisjoint(words),
    )


def _measure_signs(one: _Wording, other: _Wording) -> dict[str, float]:
    """Return the signs by which two claims differ that are otherwise alike."""
    has_common_number = not one.numbers.isdisjoint(other.numbers)
    both_have_numbers = bool(one.numbers and other.numbers)
    return {
        "denial": float(one.denies != other.denies),
        "dismissal": float(one.dismisses != other.dismisses),
        "denying cue": float(one.is_denied != other.is_denied),
        "number": float(has_common_number),
        "other number": float(both_have_numbers and not has_common_number),
        "one number": float(bool(one.numbers) != bool(other.numbers)),
        "equally sure": float(one.may_be == other.may_be),
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
        for name in _last_words(said.speakers):
            counts[said.place, name] += 1
    return counts


def _least_said(said: Said, spoken: Mapping[tuple[str, str], int]) -> int:
    """Return how many statements the speaker makes in the article; many if nobody is named."""
    counts = [spoken[said.place, name] for name in _last_words(said.speakers)]
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
