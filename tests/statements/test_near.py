"""What is looked up near a place is what going through everything finds."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.statements.near import STRETCH, file_spans, find_touched, is_touched

PLACES = st.integers(0, 4 * STRETCH)
SPANS = st.tuples(PLACES, st.integers(1, 2 * STRETCH)).map(lambda both: Span(both[0], sum(both)))
APART = st.lists(PLACES, unique=True, max_size=12).map(
    lambda places: [Span(*both) for both in list(pairwise(sorted(places)))[::2]]
)


@given(APART, SPANS)
def test_the_spans_touched_are_those_that_overlap(spans: list[Span], place: Span) -> None:
    assert list(find_touched(spans, place)) == [span for span in spans if span.overlaps(place)]


@given(st.lists(SPANS, max_size=8), SPANS)
def test_file_spans_are_found_by_place(spans: list[Span], place: Span) -> None:
    assert is_touched(file_spans(spans), place) == any(span.overlaps(place) for span in spans)
