"""Fitting the weights of pairs: what tells a relation gets the weight, and a card is found by its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from kg.link.claims import Said
from kg.link.pairs import RELATIONS, softmax
from training.pairs import find_cards, find_label, fit, write_weights

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = {"id": "a", "gold": [{"content": [[0, 10]]}, {"content": [[20, 30], [40, 50]]}]}


@pytest.mark.parametrize(
    ("passages", "cards"),
    [
        pytest.param(((0, 10),), {("a", 0)}, id="the same letters"),
        pytest.param(((0, 6),), {("a", 0)}, id="more than half of them"),
        pytest.param(((20, 50),), {("a", 1)}, id="both parts and what stands between"),
        pytest.param(((0, 4),), set(), id="less than half"),
        pytest.param((), set(), id="a review stands nowhere"),
    ],
)
def test_a_statement_stands_for_the_card_that_it_overlaps(
    passages: tuple[tuple[int, int], ...], cards: set[tuple[str, int]]
) -> None:
    said = Said(iri="x:s", claim="x:c", text="", place="x:a", passages=passages)
    assert find_cards(said, ARTICLE) == cards


@pytest.mark.parametrize(
    ("relation", "label"),
    [
        ("same_utterance", "utterance"),
        ("contradicts", "contradicts"),
        ("near_miss", "none"),
        (None, "none"),
    ],
)
def test_two_statements_have_the_relation_of_their_cards(relation: str | None, label: str) -> None:
    relations = {frozenset([("a", 0), ("b", 1)]): relation} if relation else {}
    assert RELATIONS[find_label({("a", 0)}, {("b", 1)}, relations)] == label


def test_a_statement_without_a_card_has_no_label() -> None:
    assert find_label(set(), {("b", 1)}, {}) == -1


def test_what_tells_a_relation_gets_the_weight() -> None:
    values = np.array([[1.0, 1.0], [0.0, 1.0]] * 300, dtype=np.float32)
    claim = RELATIONS.index("claim")
    labels = np.array([claim, 0] * 300)
    weights, constants = fit(values, labels)
    likely = softmax(values[:2] @ weights + constants)
    assert likely[0, claim] > 0.9
    assert likely[1, claim] < 0.1
    assert abs(weights[1]).max() < 0.01


def test_weights_are_written_as_a_table(tmp_path: Path) -> None:
    weights = np.array([[0, 0.25, 0.5, 0.75, 1]], dtype=np.float32)
    write_weights(tmp_path / "pairs.tsv", ["run"], weights, np.zeros(5, dtype=np.float32))
    assert (tmp_path / "pairs.tsv").read_text("utf-8").splitlines() == [
        "feature\tnone\tutterance\tclaim\tcorroborates\tcontradicts",
        "constant\t0.0000\t0.0000\t0.0000\t0.0000\t0.0000",
        "run\t0.0000\t0.2500\t0.5000\t0.7500\t1.0000",
    ]
