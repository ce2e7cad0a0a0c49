"""From scores to attributions.

First the best sequence of tags is found, then the cue of each content and the source of each cue.

Tags are BIO over source, cue and content, scored by a linear-chain conditional random field
(Lafferty et al. 2001); a content's cue and a cue's source are the segments that its words point at
most (pointer networks: Vinyals et al. 2015).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

ROLES: Final = ("source", "cue", "content")
TAGS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FORBIDDEN: Final = -1e4
MOST_CELLS: Final = 500_000
"""Words of paragraphs, padded to the longest of them, that are decoded at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """What the network says of a document's words.

    Attributes:
        tags: Words × `TAGS`, unnormalised.
        paragraphs: The first word of each, and the one behind its last; together they cover all
            words.
        windows: For each word, the number of the window that it is read from, with that window's
            first word and the one behind its last.
        pointers: For "content" (to its cue) and "cue" (to its source), a table a window: its words
            × (its words + 1), the logarithms of probabilities; that of no word is the last of each
            row.
    """

    tags: Floats
    paragraphs: Sequence[tuple[int, int]]
    windows: Sequence[tuple[int, int, int]]
    pointers: Mapping[str, Sequence[Floats]]


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
        cue_link, source_link: How much of the content's pointers goes to the cue, and of the cue's
            to the source; of no word where there is none.
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
        transitions: From tag (row) to tag (column), with the start as last row and the end as last
            column.
    """
    if not len(scores.tags):
        return []
    segments = segments_of(scores, transitions + forbidden())
    contents, cues, sources = (
        [segment for segment in segments if segment.role == role] for role in reversed(ROLES)
    )
    groups: dict[Segment | int, list[tuple[Segment, float]]] = {}
    for content in contents:
        cue, link = pointed_at(scores, content, cues)
        groups.setdefault(cue or content.first, []).append((content, link))
    return [
        attribution(scores, group, key if isinstance(key, Segment) else None, sources)
        for key, group in groups.items()
    ]


def attribution(
    scores: Scores,
    group: Sequence[tuple[Segment, float]],
    cue: Segment | None,
    sources: Sequence[Segment],
) -> Found:
    """The contents of one cue, with the source that the cue points at."""
    source, source_link = pointed_at(scores, cue, sources) if cue else (None, 1.0)
    contents = tuple(content for content, _ in group)
    cue_link = sum(link for _, link in group) / len(group)
    return Found(
        content=contents, cue=cue, source=source, cue_link=cue_link, source_link=source_link
    )


def pointed_at(
    scores: Scores, segment: Segment, candidates: Sequence[Segment]
) -> tuple[Segment | None, float]:
    """Find the candidate that a segment's words point at most; None if they point at no word."""
    candidates = in_windows(scores, segment, candidates)
    nowhere, masses = 0.0, np.zeros(len(candidates))
    edges = np.array(
        [(candidate.first, candidate.last + 1) for candidate in candidates], dtype=int
    ).reshape(-1, 2)
    for (number, start, stop), run in groupby(
        range(segment.first, segment.last + 1), scores.windows.__getitem__
    ):
        words = list(run)
        table = scores.pointers[segment.role][number][words[0] - start : words[-1] + 1 - start]
        mass = np.exp(table).sum(axis=0) / (segment.last + 1 - segment.first)
        nowhere += float(mass[-1])
        up_to = np.concatenate([[0.0], mass[: stop - start].cumsum()])[
            np.clip(edges - start, 0, stop - start)
        ]
        masses += up_to[:, 1] - up_to[:, 0]
    best = int(masses.argmax()) if len(candidates) else 0
    return (candidates[best], float(masses[best])) if (masses > nowhere).any() else (None, nowhere)


def in_windows(
    scores: Scores, segment: Segment, candidates: Sequence[Segment]
) -> Sequence[Segment]:
    """Return those candidates, in text order, that the words of a segment can point at."""
    (_, start, _), (_, _, stop) = scores.windows[segment.first], scores.windows[segment.last]
    first = bisect_left(candidates, start, key=lambda one: one.last)
    return candidates[first : bisect_left(candidates, stop, lo=first, key=lambda one: one.first)]


def forbidden() -> Floats:
    """What BIO rules out: an inner tag behind anything but a tag of its own role."""
    size = len(TAGS)
    out = np.zeros((size + 1, size + 1))
    for to, tag in enumerate(TAGS):
        if tag[0] == "I":
            out[:, to] = FORBIDDEN
            out[[to, to - 1], to] = 0.0
    return out


def viterbi(emissions: Floats, lengths: Numbers, transitions: Floats) -> Numbers:
    """The best sequence of tags (Viterbi 1967) of each paragraph.

    Args:
        emissions: Paragraphs × words × tags, padded.
        lengths: The words of each paragraph.
        transitions: As `decode` takes them, with what is forbidden.

    Returns:
        Paragraphs × words; behind a paragraph's end stands its last tag.
    """
    size = len(TAGS)
    best = emissions[:, 0] + transitions[size, :size]
    back = []
    for at in range(1, emissions.shape[1]):
        paths = best[:, :, None] + transitions[:size, :size]
        goes_on = (at < lengths)[:, None]
        back.append(np.where(goes_on, paths.argmax(axis=1), np.arange(size)))
        best = np.where(goes_on, paths.max(axis=1) + emissions[:, at], best)
    tags = [(best + transitions[:size, size]).argmax(axis=1)]
    for origins in reversed(back):
        tags.append(np.take_along_axis(origins, tags[-1][:, None], axis=1)[:, 0])
    return np.stack(tags[::-1], axis=1)


def marginals(emissions: Floats, lengths: Numbers, transitions: Floats) -> Floats:
    """Calculate the probability of each tag of each word.

    This is the forward-backward algorithm, each step scaled to a sum of one.

    Args:
        emissions: As `viterbi` takes them.
        lengths: The same.
        transitions: The same.
    """
    size = len(TAGS)
    likely = np.exp(emissions - emissions.max(axis=2, keepdims=True))
    inner, start, end = (
        np.exp(part)
        for part in (transitions[:size, :size], transitions[size], transitions[:, size])
    )
    ahead, behind = np.empty_like(likely), np.empty_like(likely)
    ahead[:, 0], behind[:] = start[:size] * likely[:, 0], end[:size]
    for at in range(1, likely.shape[1]):
        ahead[:, at] = scaled(ahead[:, at - 1] @ inner * likely[:, at])
    for at in range(likely.shape[1] - 2, -1, -1):
        step = scaled((likely[:, at + 1] * behind[:, at + 1]) @ inner.T)
        behind[:, at] = np.where((at + 1 < lengths)[:, None], step, end[:size])
    return scaled(ahead * behind)


def scaled(weights: Floats) -> Floats:
    """Weights with a sum of one along the last axis."""
    out: Floats = weights / weights.sum(axis=-1, keepdims=True)
    return out


def segments_of(scores: Scores, transitions: Floats) -> list[Segment]:
    """Find the runs of words of one role; none runs over the edge of a paragraph."""
    groups = in_groups(scores.paragraphs)
    return [segment for group in groups for segment in segments_in(scores.tags, group, transitions)]


def in_groups(paragraphs: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    """Put paragraphs together that are decoded together.

    These are all of an article, and no more than memory holds when they are padded.

    >>> list(in_groups([(0, 9), (9, 500_008), (500_008, 500_009)]))
    [[(0, 9)], [(9, 500008)], [(500008, 500009)]]
    """
    group: list[tuple[int, int]] = []
    longest = 0
    for start, stop in paragraphs:
        longest = max(longest, stop - start)
        if group and longest * (len(group) + 1) > MOST_CELLS:
            yield group
            group, longest = [], stop - start
        group.append((start, stop))
    yield group


def segments_in(
    scored: Floats, paragraphs: Sequence[tuple[int, int]], transitions: Floats
) -> Iterator[Segment]:
    """The segments of some paragraphs."""
    lengths = np.array([stop - start for start, stop in paragraphs])
    emissions = np.zeros((len(lengths), lengths.max(), len(TAGS)))
    for row, (start, stop) in zip(emissions, paragraphs, strict=True):
        row[: stop - start] = scored[start:stop]
    best = viterbi(emissions, lengths, transitions)
    sure = np.take_along_axis(marginals(emissions, lengths, transitions), best[..., None], axis=2)[
        ..., 0
    ]
    for (start, _), length, tags, likely in zip(paragraphs, lengths, best, sure, strict=True):
        yield from runs_of(tags[:length], likely[:length], start)


def runs_of(tags: Numbers, likely: Floats, start: int) -> Iterator[Segment]:
    """The segments of one paragraph, whose first word has the index `start`."""
    for first in (at for at, tag in enumerate(tags) if TAGS[tag][0] == "B"):
        last = first
        while last + 1 < len(tags) and tags[last + 1] == tags[first] + 1:
            last += 1
        sure = likely[first : last + 1]
        role = TAGS[tags[first]][2:]
        yield Segment(
            role=role,
            first=start + first,
            last=start + last,
            mean=float(sure.mean()),
            least=float(sure.min()),
        )
