"""Which statements stand in the content of which: what a quotation passes on, and around whose words "I" looks up."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kg.model import QuotationType, Span
from kg.statements.near import file_by_place, find_near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Statement

Nesting: TypeAlias = "Mapping[int, Sequence[Statement]]"
"""The statements by the stretches of the text that their contents touch, so that each looks at those near by only."""


def nesting_of(statements: Iterable[Statement]) -> Nesting:
    """File statements, in text order, by where their contents are."""
    return file_by_place(statements, lambda statement: statement.content)


def around(statement: Statement, nesting: Nesting) -> list[Statement]:
    """The other statements in whose quotation the source of this one stands, innermost first."""
    if not statement.source:
        return []
    place = statement.source[0]
    outer = [
        other
        for other in find_near(nesting, Span(place.start, place.start + 1))
        if other is not statement
        and other.cue
        and any(span.contains(place) for span in other.content)
    ]
    return sorted(outer, key=length)


def relayed(statement: Statement, nesting: Nesting) -> Statement | None:
    """The widest statement within this one's content, which this one passes on."""
    if statement.quotation_type in {QuotationType.NARRATION, QuotationType.CAPTION}:
        return None
    within = [
        other
        for span in statement.content
        for other in find_near(nesting, span)
        if other is not statement
        and other.source
        and span.contains(other.source[0])
        and span.contains(other.extent)
    ]
    return max(within, key=length, default=None)


def length(statement: Statement) -> int:
    """How many code points there are from the beginning of a content to its end."""
    return statement.extent.end - statement.extent.start
