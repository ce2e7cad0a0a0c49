"""Fitting a softmax over candidates: what tells the right one gets the weight."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.choices import share_out
from training.choices import FEWEST, Example, fit, minimise

NEAR = ("near", "seen")
FAR = ("far", "seen")


def test_the_feature_of_the_right_candidates_outweighs_the_others() -> None:
    weights = fit([Example(candidates=[NEAR, FAR], right=[0])] * FEWEST, penalty=1.0)
    assert weights["near"] > 0 > weights["far"]
    assert abs(weights["seen"]) < 1e-6


def test_either_of_two_right_candidates_will_do() -> None:
    weights = fit([Example(candidates=[NEAR, FAR, ("gone",)], right=[0, 1])] * FEWEST, penalty=1.0)
    assert weights["near"] + weights["seen"] > weights["gone"]
    assert weights["far"] + weights["seen"] > weights["gone"]


def test_rare_features_are_left_out() -> None:
    often = [Example(candidates=[NEAR, FAR], right=[0])] * FEWEST
    rare = [Example(candidates=[("odd", *NEAR), FAR], right=[0])]
    assert sorted(fit([*often, *rare], penalty=1.0)) == ["far", "near", "seen"]


def test_without_anything_telling_the_shares_are_as_often_as_right() -> None:
    listed = [("one",), ("other",)]
    examples = [Example(candidates=listed, right=[0])] * 300
    examples += [Example(candidates=listed, right=[1])] * 100
    first, second = share_out(listed, fit(examples, penalty=0.01))
    assert abs(first - 0.75) < 0.01
    assert abs(first + second - 1) < 1e-9


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=6))
def test_the_least_of_a_bowl_is_found(bottom: list[float]) -> None:
    goal = np.array(bottom)
    curve = np.arange(1.0, len(bottom) + 1)

    def bowl(place: np.ndarray) -> tuple[float, np.ndarray]:
        apart = place - goal
        return 1 + float(apart @ (curve * apart)), 2 * curve * apart

    assert np.allclose(minimise(bowl, np.zeros(len(bottom))), goal, atol=0.01)
