"""The scorer, on attributions worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.scoring import Rates, half, matched, score

TEXT = "Ann said it rained all day. “Go,” said Bo. He fears snow."


def spans(words: str) -> list[list[int]]:
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in words.split("|") if part]


def attribution(source: str, cue: str, content: str) -> dict[str, Any]:
    return {"source": spans(source), "cue": spans(cue), "content": spans(content)}


GOLD = [
    attribution("Ann", "said", "it rained all day"),
    attribution("Bo", "said", "“Go,”"),
    attribution("He", "fears", "snow"),
]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(GOLD, {"triple": (3, 3, 3), "content": (3, 3, 3)}, id="all right"),
        pytest.param([], {"triple": (0, 0, 3), "content": (0, 0, 3)}, id="nothing found"),
        pytest.param(
            [attribution("Ann", "said", "it rained")], {"triple": (1, 1, 3)}, id="half of the words"
        ),
        pytest.param(
            [attribution("Ann", "said", "it")],
            {"triple": (0, 1, 3), "source": (1, 1, 3)},
            id="too few",
        ),
        pytest.param(
            [attribution("", "said", "it rained all day")],
            {"pair": (0, 1, 3), "source": (0, 0, 3)},
            id="no source",
        ),
        pytest.param(
            [attribution("Ann", "said", "it rained"), attribution("Ann", "said", "all day")],
            {"content": (1, 2, 3), "source": (1, 1, 3)},
            id="two halves count once",
        ),
        pytest.param(
            [GOLD[0], GOLD[0]], {"triple": (1, 1, 3), "pair": (1, 1, 3)}, id="the same twice is one"
        ),
        pytest.param(
            [GOLD[0], attribution("Ann", "fears", "it rained all day")],
            {"triple": (1, 2, 3), "pair": (1, 2, 3), "content": (1, 1, 3)},
            id="another cue makes another pair",
        ),
    ],
)
def test_rates(found: list[dict[str, Any]], expected: dict[str, tuple[int, int, int]]) -> None:
    scores = score([{"id": "a", "text": TEXT, "gold": GOLD}], {"a": found})
    assert {unit: scores.rates[unit, "half"] for unit in expected} == {
        unit: Rates(*rate) for unit, rate in expected.items()
    }


def test_contents_by_quotation() -> None:
    scores = score([{"id": "a", "text": TEXT, "gold": GOLD}], {"a": [GOLD[1]]})
    assert scores.by_quotation == {"direct": Rates(1, 0, 1), "indirect": Rates(0, 0, 2)}


def test_as_many_pairs_as_can_be() -> None:
    one, both = frozenset({1}), frozenset({1, 2})
    assert matched([(both,), (one,)], [(one,), (both,)], half) in (
        [(0, 0), (1, 1)],
        [(0, 1), (1, 0)],
    )


def test_precision_recall_and_f1() -> None:
    rates = Rates(1, 2, 4)
    assert [rates.precision, rates.recall, rates.f1] == pytest.approx([0.5, 0.25, 1 / 3])
    assert (Rates().precision, Rates().recall, Rates().f1) == (0, 0, 0)
