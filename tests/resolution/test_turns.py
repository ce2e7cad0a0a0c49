"""Who spoke is looked up by place, and comes in the order in which it was told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Entity, Kind
from kg.resolution.turns import REACH, Turn, Turns

PLACES = st.lists(st.integers(0, 3 * REACH), max_size=12)


@given(PLACES, st.integers(0, 3 * REACH))
def test_the_turns_near_are_those_within_reach(places: list[int], token: int) -> None:
    turns = [
        Turn(at, Entity(name=str(number), kind=Kind.PERSON)) for number, at in enumerate(places)
    ]
    assert Turns(turns).near(token) == [
        turn for turn in turns if token - REACH <= turn.at < token + REACH
    ]
