"""Statements that are filed by place are found as by looking at all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import QuotationType, Span, Statement
from kg.resolution.nesting import around, length, nesting_of, relayed

PLACES = st.tuples(st.integers(0, 4000), st.integers(1, 1500)).map(
    lambda place: Span(place[0], sum(place))
)
STATEMENTS = st.builds(
    lambda content, source: Statement(
        content=(content,), source=(source,), cue=(source,), quotation_type=QuotationType.INDIRECT
    ),
    PLACES,
    PLACES,
)


@given(st.lists(STATEMENTS, max_size=12))
def test_each_statement_finds_what_it_stands_in_and_what_it_passes_on(
    found: list[Statement],
) -> None:
    statements = sorted(found, key=lambda statement: statement.content)
    nesting = nesting_of(statements)
    for statement in statements:
        others = [other for other in statements if other is not statement]
        outer = [other for other in others if other.content[0].contains(statement.source[0])]
        assert around(statement, nesting) == sorted(outer, key=length)
        [content] = statement.content
        inner = [
            other
            for other in others
            if content.contains(other.source[0]) and content.contains(other.extent)
        ]
        widest = relayed(statement, nesting)
        assert (widest in inner) if inner else widest is None
        assert widest is None or length(widest) == max(map(length, inner))
