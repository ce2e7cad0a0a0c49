"""Annotation a batch ahead of its reader."""

from __future__ import annotations

from itertools import count, islice
from time import sleep
from typing import TYPE_CHECKING

import pytest

from kg.annotation import BATCH, ahead

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_an_error_comes_when_its_turn_comes() -> None:
    def items() -> Iterator[int]:
        yield from (1, 2)
        raise ValueError("the third")

    found = ahead(items())
    assert [next(found), next(found)] == [1, 2]
    with pytest.raises(ValueError, match="the third"):
        next(found)


def test_a_reader_that_stops_makes_it_stop() -> None:
    made: list[int] = []

    def items() -> Iterator[int]:
        for number in count():
            made.append(number)
            yield number

    found = ahead(items())
    assert list(islice(found, 3)) == [0, 1, 2]
    found.close()
    after = len(made)
    assert after <= 3 + BATCH
    sleep(0.05)
    assert len(made) == after
