"""Fitting what kind a name is of: what tells a kind gets the weight for it."""

from __future__ import annotations

from kg.model import Kind
from training.name_kinds import Example, choose, fit, kinds_by_name, place_of, validate


def example(article: int, kind: Kind, *told: str) -> Example:
    return Example(
        article=f"a{article}",
        fold=article % 5,
        features=dict.fromkeys(told, 1.0),
        kind=place_of(kind),
        usual=place_of(Kind.PERSON),
        uses=1,
    )


EXAMPLES = [
    *(example(n, Kind.PERSON, "name", "before: honorific") for n in range(20)),
    *(example(n, Kind.ORGANIZATION, "name", "body last") for n in range(20)),
]


def test_what_tells_a_kind_gets_the_weight_for_it() -> None:
    weights = fit(EXAMPLES)
    assert choose({"before: honorific": 1.0}, weights) == place_of(Kind.PERSON)
    assert choose({"body last": 1.0}, weights) == place_of(Kind.ORGANIZATION)


def test_every_name_is_judged_once_by_weights_of_other_articles() -> None:
    found = list(validate(EXAMPLES))
    assert len(found) == len(EXAMPLES)
    assert all(one.kind == kind for one, kind in found)


def test_a_feature_of_few_articles_gets_no_weight() -> None:
    assert "rare" not in fit([*EXAMPLES, example(1, Kind.PERSON, "rare")])


def test_a_name_of_two_kinds_teaches_nothing() -> None:
    entities: list[dict[str, object]] = [
        {"name": "Ann Lee", "forms": ["Lee"], "kind": "person"},
        {"name": "Lee", "kind": "organization"},
        {"name": None, "kind": "unnamed"},
    ]
    assert kinds_by_name(entities) == {("ann", "lee"): Kind.PERSON}
