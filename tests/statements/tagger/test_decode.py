"""From scores to attributions, worked by hand and against an exhaustive search."""

from __future__ import annotations

from itertools import accumulate, pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.statements.tagger.decode import (
    TAGS,
    Found,
    Scores,
    Segment,
    decode,
    forbidden,
    marginals,
    runs_of,
    viterbi,
)

FREE = np.zeros((len(TAGS) + 1, len(TAGS) + 1))
LETTERS = {
    ".": "O",
    "S": "B-source",
    "s": "I-source",
    "Q": "B-cue",
    "q": "I-cue",
    "C": "B-content",
    "c": "I-content",
}


def scores_for(tags: str, cue_of: dict[int, int], source_of: dict[int, int]) -> Scores:
    """Scores that are sure of some tags, and of what each content and cue word points at; a bar parts paragraphs."""
    letters = tags.replace("|", "")
    edges = [0, *accumulate(map(len, tags.split("|")))]
    return Scores(
        tags=np.array(
            [[8.0 if name == LETTERS[letter] else 0.0 for name in TAGS] for letter in letters]
        ),
        paragraphs=list(pairwise(edges)),
        windows=[(0, 0, len(letters))] * len(letters),
        pointers={
            "content": [table(len(letters), cue_of)],
            "cue": [table(len(letters), source_of)],
        },
    )


def table(count: int, targets: dict[int, int]) -> np.ndarray:
    """A row a word, all of it at the word's target, or at no word."""
    return np.log(np.eye(count + 1)[[targets.get(at, count) for at in range(count)]] + 1e-9)


def as_words(
    found: Found,
) -> tuple[list[tuple[int, int]], tuple[int, int] | None, tuple[int, int] | None]:
    """Content, cue and source as first and last words."""

    def place(segment: Segment | None) -> tuple[int, int] | None:
        return (segment.first, segment.last) if segment else None

    return (
        [(part.first, part.last) for part in found.content],
        place(found.cue),
        place(found.source),
    )


@pytest.mark.parametrize(
    ("tags", "cue_of", "source_of", "expected"),
    [
        pytest.param(
            "SsQCcc.",
            {3: 2, 4: 2, 5: 2},
            {2: 0},
            [([(3, 5)], (2, 2), (0, 1))],
            id="source, cue, content",
        ),
        pytest.param(
            "CcSQCc.",
            {0: 3, 1: 3, 4: 3, 5: 3},
            {3: 2},
            [([(0, 1), (4, 5)], (3, 3), (2, 2))],
            id="split",
        ),
        pytest.param("QCc", {1: 0, 2: 0}, {}, [([(1, 2)], (0, 0), None)], id="no source"),
        pytest.param(
            ".CC",
            {},
            {},
            [([(1, 1)], None, None), ([(2, 2)], None, None)],
            id="no cue: each for itself",
        ),
        pytest.param(
            "SQCQC",
            {2: 1, 4: 3},
            {1: 0, 3: 0},
            [([(2, 2)], (1, 1), (0, 0)), ([(4, 4)], (3, 3), (0, 0))],
            id="shared source",
        ),
        pytest.param("SQ..", {}, {1: 0}, [], id="no content, no attribution"),
        pytest.param(
            "SQCc|c",
            {2: 1, 3: 1, 4: 1},
            {1: 0},
            [([(2, 3)], (1, 1), (0, 0))],
            id="no run over an edge",
        ),
        pytest.param(
            "SQCc|Cc",
            {2: 1, 3: 1, 4: 1, 5: 1},
            {1: 0},
            [([(2, 3), (4, 5)], (1, 1), (0, 0))],
            id="one cue for two paragraphs",
        ),
    ],
)
def test_attributions(
    tags: str, cue_of: dict[int, int], source_of: dict[int, int], expected: object
) -> None:
    assert [
        as_words(found) for found in decode(scores_for(tags, cue_of, source_of), FREE)
    ] == expected


def test_a_document_without_words_has_no_attributions() -> None:
    assert decode(scores_for("", {}, {}), FREE) == []


def test_a_word_is_read_from_its_window() -> None:
    whole = scores_for("SQCcSQC", {2: 1, 3: 1, 6: 5}, {1: 0, 5: 4})
    parts = [scores_for("SQCc", {2: 1, 3: 1}, {1: 0}), scores_for("SQC", {2: 1}, {1: 0})]
    cut = Scores(
        tags=whole.tags,
        paragraphs=whole.paragraphs,
        windows=[(0, 0, 4)] * 4 + [(1, 4, 7)] * 3,
        pointers={role: [part.pointers[role][0] for part in parts] for role in whole.pointers},
    )
    assert list(map(as_words, decode(cut, FREE))) == list(map(as_words, decode(whole, FREE)))


WORD = st.lists(st.floats(-5, 5), min_size=len(TAGS), max_size=len(TAGS))
PARAGRAPHS = st.lists(st.lists(WORD, min_size=1, max_size=3), min_size=1, max_size=3)


def padded(paragraphs: list[list[list[float]]]) -> tuple[np.ndarray, np.ndarray]:
    """Paragraphs × words × tags, and the words of each paragraph."""
    lengths = np.array(list(map(len, paragraphs)))
    out = np.full((len(paragraphs), lengths.max(), len(TAGS)), 9.0)
    for row, words in zip(out, paragraphs, strict=True):
        row[: len(words)] = words
    return out, lengths


def path_score(
    path: tuple[int, ...], emissions: list[list[float]], transitions: np.ndarray
) -> float:
    """The score of one sequence of tags."""
    edge = len(TAGS)
    steps = zip((edge, *path), (*path, edge), strict=True)
    return float(
        sum(emissions[at][tag] for at, tag in enumerate(path))
        + sum(transitions[step] for step in steps)
    )


@given(PARAGRAPHS)
def test_the_best_sequence_of_each_paragraph_is_found(paragraphs: list[list[list[float]]]) -> None:
    for found, words in zip(viterbi(*padded(paragraphs), forbidden()), paragraphs, strict=True):
        paths = product(range(len(TAGS)), repeat=len(words))
        best = max(path_score(path, words, forbidden()) for path in paths)
        assert path_score(tuple(found[: len(words)]), words, forbidden()) == pytest.approx(best)


@given(PARAGRAPHS)
def test_probabilities_are_those_of_all_sequences_together(
    paragraphs: list[list[list[float]]],
) -> None:
    for found, words in zip(marginals(*padded(paragraphs), forbidden()), paragraphs, strict=True):
        paths = list(product(range(len(TAGS)), repeat=len(words)))
        weights = np.exp([path_score(path, words, forbidden()) for path in paths])
        tags = np.array(paths)
        for at in range(len(words)):
            expected = [
                weights[tags[:, at] == tag].sum() / weights.sum() for tag in range(len(TAGS))
            ]
            assert found[at] == pytest.approx(expected, abs=1e-6)


@given(
    st.lists(
        st.tuples(st.sampled_from(["O", "source", "cue", "content"]), st.integers(1, 3)), max_size=6
    )
)
def test_segments_are_what_has_a_role(parts: list[tuple[str, int]]) -> None:
    names = [
        name
        for role, count in parts
        for name in (["O"] * count if role == "O" else [f"B-{role}"] + [f"I-{role}"] * (count - 1))
    ]
    tags = np.array([TAGS.index(name) for name in names], dtype=int)
    found = [
        (part.role, part.last - part.first + 1) for part in runs_of(tags, np.ones(len(tags)), 0)
    ]
    assert found == [part for part in parts if part[0] != "O"]
