"""Fitting the ranking of antecedents: what tells the right candidate gets the weight."""

from __future__ import annotations

from kg.model import Entity, Kind
from kg.resolution.antecedents import Candidate
from training.antecedents import Example, fit, is_one_of, validate


def candidate(**features: float) -> Candidate:
    return Candidate(entity=Entity(name="Ann", kind=Kind.PERSON), features=features)


def example(article: int, *, right: int | None, nobody_fits: bool = False) -> Example:
    listed = (
        (candidate(subject=1.0), candidate(object=1.0))
        if not nobody_fits
        else (candidate(object=1.0),)
    )
    return Example(
        article=f"a{article:02}", candidates=listed, right=() if right is None else (right,)
    )


def test_the_feature_of_the_right_candidates_outweighs_the_others() -> None:
    weights = fit([example(n, right=0) for n in range(20)])
    assert weights["subject"] > weights["nobody"]
    assert weights["subject"] > weights["object"]


def test_nobody_wins_where_nobody_ever_fits() -> None:
    weights = fit([example(n, right=None, nobody_fits=True) for n in range(20)])
    assert weights["nobody"] > weights["object"]


def test_every_example_is_validated_once_by_weights_of_other_articles() -> None:
    listed = [example(n, right=0) for n in range(24)]
    found = validate(listed)
    assert len(found) == len(listed)
    assert all(right and somebody for _, right, somebody in found)


def test_longer_and_shorter_forms_are_one() -> None:
    ann = Entity(name="Ann Lee", kind=Kind.PERSON)
    assert is_one_of(ann, ["Lee"])
    assert is_one_of(ann, ["Ann B. Lee"])
    assert not is_one_of(ann, ["Ann Ray"])
