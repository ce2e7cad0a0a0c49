"""From scores to attributions, worked by hand and against an exhaustive search."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.statements.tagger.decode import TAGS, Found, Scores, Segment, decode, forbidden, marginals, segments_of, viterbi

FREE = np.zeros((len(TAGS) + 1, len(TAGS) + 1))
LETTERS = {".": "O", "S": "B-source", "s": "I-source", "Q": "B-cue", "q": "I-cue", "C": "B-content", "c": "I-content"}


def scores_for(tags: str, cue_of: dict[int, int], source_of: dict[int, int]) -> Scores:
    """Scores that are sure of some tags, and of which word each content and cue word points at."""
    emissions = np.array([[8.0 if name == LETTERS[letter] else 0.0 for name in TAGS] for letter in tags])
    pointers = {"content": rows(len(tags), cue_of), "cue": rows(len(tags), source_of)}
    return Scores(tags=emissions, pointers=pointers)


def rows(count: int, targets: dict[int, int]) -> list[tuple[int, np.ndarray]]:
    """A row a word, all of it at the word's target, or at no word."""
    return [(0, np.eye(count + 1)[targets.get(at, count)]) for at in range(count)]


def as_words(found: Found) -> tuple[list[tuple[int, int]], tuple[int, int] | None, tuple[int, int] | None]:
    """Content, cue and source as first and last words."""

    def place(segment: Segment | None) -> tuple[int, int] | None:
        return (segment.first, segment.last) if segment else None

    return [(part.first, part.last) for part in found.content], place(found.cue), place(found.source)


@pytest.mark.parametrize(
    ("tags", "cue_of", "source_of", "expected"),
    [
        pytest.param("SsQCcc.", {3: 2, 4: 2, 5: 2}, {2: 0}, [([(3, 5)], (2, 2), (0, 1))], id="source, cue, content"),
        pytest.param("CcSQCc.", {0: 3, 1: 3, 4: 3, 5: 3}, {3: 2}, [([(0, 1), (4, 5)], (3, 3), (2, 2))], id="split"),
        pytest.param("QCc", {1: 0, 2: 0}, {}, [([(1, 2)], (0, 0), None)], id="no source"),
        pytest.param(".CC", {}, {}, [([(1, 1)], None, None), ([(2, 2)], None, None)], id="no cue: each for itself"),
        pytest.param(
            "SQCQC",
            {2: 1, 4: 3},
            {1: 0, 3: 0},
            [([(2, 2)], (1, 1), (0, 0)), ([(4, 4)], (3, 3), (0, 0))],
            id="shared source",
        ),
        pytest.param("SQ..", {}, {1: 0}, [], id="no content, no attribution"),
    ],
)
def test_attributions(tags: str, cue_of: dict[int, int], source_of: dict[int, int], expected: object) -> None:
    assert [as_words(found) for found in decode(scores_for(tags, cue_of, source_of), FREE)] == expected


def test_a_document_without_words_has_no_attributions() -> None:
    assert decode(Scores(tags=np.zeros((0, len(TAGS))), pointers={"content": [], "cue": []}), FREE) == []


EMISSIONS = st.lists(st.lists(st.floats(-5, 5), min_size=len(TAGS), max_size=len(TAGS)), min_size=1, max_size=3).map(
    np.array
)


def path_score(path: tuple[int, ...], emissions: np.ndarray, transitions: np.ndarray) -> float:
    """The score of one sequence of tags."""
    edge = len(TAGS)
    steps = zip((edge, *path), (*path, edge), strict=True)
    return float(sum(emissions[at, tag] for at, tag in enumerate(path)) + sum(transitions[step] for step in steps))


@given(EMISSIONS)
def test_the_best_sequence_is_found_and_keeps_to_bio(emissions: np.ndarray) -> None:
    paths = list(product(range(len(TAGS)), repeat=len(emissions)))
    best = max(path_score(path, emissions, forbidden()) for path in paths)
    found = viterbi(emissions, forbidden())
    assert path_score(tuple(found), emissions, forbidden()) == pytest.approx(best)
    covered = [
        at for part in segments_of(found, marginals(emissions, forbidden())) for at in range(part.first, part.last + 1)
    ]
    assert covered == [at for at, tag in enumerate(found) if TAGS[tag] != "O"]


@given(EMISSIONS)
def test_probabilities_are_those_of_all_sequences_together(emissions: np.ndarray) -> None:
    paths = list(product(range(len(TAGS)), repeat=len(emissions)))
    weights = np.exp([path_score(path, emissions, forbidden()) for path in paths])
    tags = np.array(paths)
    for at, row in enumerate(marginals(emissions, forbidden())):
        expected = [weights[tags[:, at] == tag].sum() / weights.sum() for tag in range(len(TAGS))]
        assert row == pytest.approx(expected, abs=1e-6)
