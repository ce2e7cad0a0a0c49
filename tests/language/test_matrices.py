"""spaCy's networks multiply by numpy: the same products, and the same parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from thinc.api import NumpyOps, get_current_ops

from kg.language.annotation import load_model
from kg.language.matrices import _Ops, multiply_by_numpy

if TYPE_CHECKING:
    from kg.language.annotation import Annotator

SHAPES = [(576, 288), (480, 288), (288, 288), (384, 192), (96, 96), (96, 50), (96, 1664)]
"""Columns and results, as in the networks of the small English pipeline."""
TEXTS = [
    "It rained.",
    "No.",
    "The Ferry Trust's chair, Ann Lee, told reporters on Monday that 3 boats hadn't sailed.",
]


@pytest.mark.parametrize(("columns", "results"), SHAPES)
def test_a_row_comes_out_the_same_alone_and_among_others(columns: int, results: int) -> None:
    ops, random = _Ops(use_blis=False), np.random.default_rng(0)
    rows = random.standard_normal((300, columns)).astype(np.float32)
    weights = random.standard_normal((results, columns)).astype(np.float32)
    together = ops.gemm(rows, weights, trans2=True)
    for count in (*range(1, 40), 100, 299):
        assert np.array_equal(
            ops.gemm(rows[1 : 1 + count], weights, trans2=True), together[1 : 1 + count]
        )


def test_a_product_is_written_where_it_is_asked_for() -> None:
    ops = _Ops(use_blis=False)
    rows, weights = np.eye(3, dtype=np.float32), np.full((3, 2), 7, dtype=np.float32)
    out = np.zeros((3, 2), dtype=np.float32)
    assert ops.gemm(rows, weights, out=out) is out
    assert out.tolist() == weights.tolist()


@pytest.mark.parametrize(("threads", "is_ours"), [("1", True), ("8", False), (None, False)])
def test_numpy_is_used_only_if_it_keeps_to_one_thread(
    monkeypatch: pytest.MonkeyPatch, threads: str | None, *, is_ours: bool
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if threads:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
    before = get_current_ops()
    with multiply_by_numpy():
        assert isinstance(get_current_ops(), _Ops) is is_ours
        assert isinstance(get_current_ops(), NumpyOps)
    assert get_current_ops() is before


def test_the_parse_is_the_same(nlp: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    ours = load_model()
    assert isinstance(cast("Any", ours.get_pipe("tok2vec")).model.ops, _Ops)
    for text, one, other in zip(TEXTS, ours.pipe(TEXTS), nlp.pipe(TEXTS), strict=True):
        assert one.to_json() == other.to_json(), text
