"""From scores to attributions: the best sequence of tags, then which content hangs on which cue, and which cue on whom.

Tags are BIO over source, cue and content, scored by a linear-chain conditional random field (Lafferty et al. 2001); a
content's cue and a cue's source are the segments that its words point at most (pointer networks: Vinyals et al. 2015).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ROLES: Final = ("source", "cue", "content")
TAGS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FORBIDDEN: Final = -1e4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """What the network says of a document's words.

    Attributes:
        tags: Words × `TAGS`, unnormalised.
        pointers: For "content" (to its cue) and "cue" (to its source) and each word: the index of the first word that
            the row stands for, and the probability of each word from there on, with that of no word at the end.
    """

    tags: Floats
    pointers: dict[str, list[tuple[int, Floats]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Words of one role.

    Attributes:
        first, last: Indices of words; the last is in it.
        mean, least: Of the probabilities of its tags.
    """

    role: str
    first: int
    last: int
    mean: float
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An attribution in words.

    Attributes:
        cue_link, source_link: How much of the content's pointers goes to the cue, and of the cue's to the source; of
            no word where there is none.
    """

    content: tuple[Segment, ...]
    cue: Segment | None
    source: Segment | None
    cue_link: float
    source_link: float


def decode(scores: Scores, transitions: Floats) -> list[Found]:
    """The attributions of a document.

    Args:
        scores: What the network says.
        transitions: From tag (row) to tag (column), with the start as last row and the end as last column.
    """
    if not len(scores.tags):
        return []
    allowed = transitions + forbidden()
    tags = viterbi(scores.tags, allowed)
    segments = segments_of(tags, marginals(scores.tags, allowed))
    contents, cues, sources = ([segment for segment in segments if segment.role == role] for role in reversed(ROLES))
    groups: dict[Segment | int, list[tuple[Segment, float]]] = {}
    for content in contents:
        cue, link = pointed_at(scores.pointers["content"], content, cues)
        groups.setdefault(cue or content.first, []).append((content, link))
    return [
        attribution(scores, group, key if isinstance(key, Segment) else None, sources) for key, group in groups.items()
    ]


def attribution(
    scores: Scores, group: Sequence[tuple[Segment, float]], cue: Segment | None, sources: Sequence[Segment]
) -> Found:
    """The contents of one cue, with the source that the cue points at."""
    source, source_link = pointed_at(scores.pointers["cue"], cue, sources) if cue else (None, 1.0)
    contents = tuple(content for content, _ in group)
    cue_link = sum(link for _, link in group) / len(group)
    return Found(content=contents, cue=cue, source=source, cue_link=cue_link, source_link=source_link)


def pointed_at(
    rows: Sequence[tuple[int, Floats]], segment: Segment, candidates: Sequence[Segment]
) -> tuple[Segment | None, float]:
    """The candidate that the words of a segment point at most, or None where they point at no word."""
    pointing = rows[segment.first : segment.last + 1]
    best, most = None, sum(float(row[-1]) for _, row in pointing) / len(pointing)
    for candidate in candidates:
        mass = sum(
            float(row[max(0, candidate.first - start) : max(0, min(candidate.last + 1 - start, len(row) - 1))].sum())
            for start, row in pointing
        ) / len(pointing)
        if mass > most:
            best, most = candidate, mass
    return best, most


def forbidden() -> Floats:
    """What BIO rules out: an inner tag behind anything but a tag of its own role."""
    size = len(TAGS)
    out = np.zeros((size + 1, size + 1))
    for to, tag in enumerate(TAGS):
        if tag[0] == "I":
            out[:, to] = FORBIDDEN
            out[[to, to - 1], to] = 0.0
    return out


def viterbi(emissions: Floats, transitions: Floats) -> list[int]:
    """The best sequence of tags (Viterbi 1967)."""
    size = len(TAGS)
    best = emissions[0] + transitions[size, :size]
    back: list[NDArray[np.intp]] = []
    for row in emissions[1:]:
        paths = best[:, None] + transitions[:size, :size]
        back.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + row
    tags = [int((best + transitions[:size, size]).argmax())]
    for origins in reversed(back):
        tags.append(int(origins[tags[-1]]))
    return tags[::-1]


def marginals(emissions: Floats, transitions: Floats) -> Floats:
    """The probability of each tag of each word (the forward-backward algorithm, each step scaled to a sum of one)."""
    size = len(TAGS)
    inner, start, end = (
        np.exp(transitions[:size, :size]),
        np.exp(transitions[size, :size]),
        np.exp(transitions[:size, size]),
    )
    likely = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    ahead, behind = np.empty_like(likely), np.empty_like(likely)
    ahead[0] = start * likely[0]
    for at in range(1, len(likely)):
        step = ahead[at - 1] @ inner * likely[at]
        ahead[at] = step / step.sum()
    behind[-1] = end
    for at in range(len(likely) - 2, -1, -1):
        step = inner @ (likely[at + 1] * behind[at + 1])
        behind[at] = step / step.sum()
    joint = ahead * behind
    out: Floats = joint / joint.sum(axis=1, keepdims=True)
    return out


def segments_of(tags: Sequence[int], probabilities: Floats) -> list[Segment]:
    """The runs of words of one role that a sequence of tags makes."""
    out: list[Segment] = []
    edges = [at for at, tag in enumerate(tags) if TAGS[tag][0] == "B"]
    for first in edges:
        last = first
        while last + 1 < len(tags) and tags[last + 1] == tags[first] + 1:
            last += 1
        sure = [float(probabilities[at, tags[at]]) for at in range(first, last + 1)]
        mean, least = sum(sure) / len(sure), min(sure)
        out.append(Segment(role=TAGS[tags[first]][2:], first=first, last=last, mean=mean, least=least))
    return out
