"""Statements that are filed by place are found as by looking at all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Entity, Kind, QuotationType, Source, SourceRule, Span, Statement
from kg.resolution.nesting import _length_of, file_by_content, find_around, find_relayed

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


def name_source(number: int) -> Source:
    """Make a source that is nobody else's."""
    entity = Entity(name=f"Ann {number}", kind=Kind.PERSON)
    return Source(entity=entity, rule=SourceRule.FULL_NAME, confidence=1.0)


@given(st.lists(STATEMENTS, max_size=12))
def test_each_statement_finds_what_it_stands_in_and_what_it_passes_on(
    found: list[Statement],
) -> None:
    statements = sorted(found, key=lambda statement: statement.content)
    nesting = file_by_content(statements)
    sources = {}
    for number, statement in enumerate(statements):
        sources[statement] = (name_source(number),)
    for statement in statements:
        others = [other for other in statements if other is not statement]
        outer = [other for other in others if other.content[0].contains(statement.source[0])]
        assert find_around(statement, nesting) == sorted(outer, key=_length_of)
        [content] = statement.content
        inner = [
            other
            for other in others
            if sources[other] != sources[statement]
            and content.contains(other.source[0])
            and content.contains(other.extent)
        ]
        widest = find_relayed(statement, nesting, sources)
        assert (widest in inner) if inner else widest is None
        assert widest is None or _length_of(widest) == max(map(_length_of, inner))
