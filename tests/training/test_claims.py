"""Fitting the filter of claims: what tells a claim gets the weight, and nothing is judged by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from training.claims import choose_features, list_networks, to_matrix, write_weights
from training.folds import FOLDS, fold_of
from training.logistic import fit, predict, reliability

if TYPE_CHECKING:
    from pathlib import Path


def test_what_tells_a_claim_gets_the_weight() -> None:
    values = np.array([[1.0, 1.0], [1.0, 0.0]] * 40)
    right = np.array([1.0, 0.0] * 40)
    constant, telling = fit(values, right)
    assert telling > 0 > constant
    assert (predict(values, np.array([constant, telling])) > 0.5).tolist() == [True, False] * 40


def test_without_anything_telling_the_share_of_claims_is_the_probability() -> None:
    values = np.ones((400, 1))
    right = np.array([1.0, 0.0, 0.0, 0.0] * 100)
    assert abs(predict(values, fit(values, right))[0] - 0.25) < 0.01


def test_rare_features_are_left_out_and_the_others_sorted() -> None:
    often, rare = {"b": 1.0, "a": 1.0}, {"c": 1.0}
    listed = [often] * 40 + [rare] * 3
    names = choose_features(listed)
    assert names == ["a", "b"]
    assert to_matrix([often, rare], names).tolist() == [[1.0, 1.0], [0.0, 0.0]]


def test_every_article_is_in_one_fold_and_an_event_is_not_divided() -> None:
    assert {fold_of({"id": str(number)}) for number in range(60)} == set(range(FOLDS))
    assert len({fold_of({"id": str(number), "group": "flood"}) for number in range(60)}) == 1


def test_a_fold_without_a_network_of_its_own_is_left_out(tmp_path: Path) -> None:
    assert list_networks(f"{tmp_path}/{{fold}}") == {}
    assert list(list_networks(None)) == list(range(FOLDS))


def test_weights_are_written_as_a_table(tmp_path: Path) -> None:
    write_weights(tmp_path / "claims.tsv", {"constant": -1.5, "top is finite": 1.23456})
    assert (tmp_path / "claims.tsv").read_text(encoding="utf-8") == (
        "feature\tweight\nconstant\t-1.500\ntop is finite\t1.235\n"
    )


def test_reliability_sets_what_was_said_beside_what_is_right() -> None:
    lines = list(reliability(np.array([0.05, 0.95, 0.95]), np.array([0.0, 1.0, 0.0])))
    assert [line.split() for line in lines[1:]] == [
        ["0.0", "to", "0.1", "1", "0.050", "0.000"],
        ["0.9", "to", "1.0", "2", "0.950", "0.500"],
    ]
