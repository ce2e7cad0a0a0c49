"""Products of matrices in spaCy's networks, by numpy instead of the library that spaCy brings.

That library (BLIS, as PyPI has it) took its generic way on the processors that we measured: a third
of the speed of numpy's (OpenBLAS) on one core. Most of the time of spaCy's networks goes there.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from thinc.api import NumpyOps, get_current_ops, set_current_ops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["multiply_by_numpy"]

_THREADS: Final = "OPENBLAS_NUM_THREADS"
_FEW: Final = 32
"""Rows below which OpenBLAS has other ways to sum up: a short text would come out otherwise alone
than in a batch, by the last digit."""


@contextmanager
def multiply_by_numpy() -> Iterator[None]:
    """Let the networks that are made inside multiply by numpy, if that keeps to one thread.

    `kg.cli` asks for that before numpy is loaded. A program that has not done so, and would have a
    thread of numpy for each of its cores run beside ours, keeps the library of spaCy.
    """
    before = get_current_ops()
    if os.environ.get(_THREADS) == "1":
        set_current_ops(_Ops(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


class _Ops(NumpyOps):  # type: ignore[misc] # thinc's types are not to be seen
    """The operations of spaCy's networks on arrays of numpy."""

    def gemm(
        self,
        x: NDArray[np.float32],
        y: NDArray[np.float32],
        *,
        out: NDArray[np.float32] | None = None,
        **transposed: Any,  # noqa: ANN401 - handed on
    ) -> NDArray[np.float32]:
        """Multiply two matrices; a row of the product is the same whatever rows are beside it."""
        rows = len(x)
        if rows >= _FEW or transposed.get("trans1"):
            whole: NDArray[np.float32] = super().gemm(x, y, out=out, **transposed)
            return whole
        padded = np.zeros((_FEW, x.shape[1]), dtype=x.dtype)
        padded[:rows] = x
        product: NDArray[np.float32] = super().gemm(padded, y, **transposed)[:rows]
        if out is None:
            return product
        out[:] = product
        return out
