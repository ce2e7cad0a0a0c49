"""Who spoke is looked up by place, and comes in the order in which it was told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Entity, Kind, QuotationType, Span, Statement
from kg.resolution.turns import REACH, Said, Turn, Turns

PLACES = st.lists(st.integers(0, 3 * REACH), max_size=12)


@given(PLACES, st.integers(0, 3 * REACH))
def test_the_turns_near_are_those_within_reach(places: list[int], token: int) -> None:
    turns = [
        Turn(at, Entity(name=str(number), kind=Kind.PERSON)) for number, at in enumerate(places)
    ]
    assert Turns(turns).near(token) == [
        turn for turn in turns if token - REACH <= turn.at < token + REACH
    ]


@given(st.lists(st.integers(1, 9), max_size=12), st.integers(0, 10))
def test_the_last_said_is_the_first_of_those_that_end_last(ends: list[int], place: int) -> None:
    said = Said()
    statements = [
        Statement(
            content=(Span(0, end),), quotation_type=QuotationType.DIRECT, cue_lemma=str(number)
        )
        for number, end in enumerate(ends)
    ]
    for statement in statements:
        said.add(statement)
    before = [statement for statement in statements if statement.extent.end <= place]
    assert said.last_before(place) is max(before, key=lambda one: one.extent.end, default=None)
