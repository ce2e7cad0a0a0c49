"""Which statements stand in the content of which: what a quotation passes on, and who "I" is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kg.model import QuotationType, Span
from kg.statements.near import file_by_place, find_near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Statement

Nesting: TypeAlias = "Mapping[int, Sequence[Statement]]"
"""Statements by the stretches of the text that their contents touch, to look near by only."""


def file_by_content(statements: Iterable[Statement]) -> Nesting:
    """File statements, in text order, by where their contents are."""
    return file_by_place(statements, lambda statement: statement.content)


def find_around(statement: Statement, nesting: Nesting) -> list[Statement]:
    """Return the statements in whose content the source of this one stands, innermost first."""
    if not statement.source:
        return []
    place = statement.source[0]
    outer = []
    for other in find_near(nesting, Span(place.start, place.start + 1)):
        if other is statement or not other.cue:
            continue
        if any(span.contains(place) for span in other.content):
            outer.append(other)
    return sorted(outer, key=_length_of)


def find_relayed(statement: Statement, nesting: Nesting) -> Statement | None:
    """Return the widest statement within this one's content, which this one passes on."""
    if statement.quotation_type in {QuotationType.NARRATION, QuotationType.CAPTION}:
        return None
    within = []
    for span in statement.content:
        for other in find_near(nesting, span):
            if other is statement or not other.source:
                continue
            if span.contains(other.source[0]) and span.contains(other.extent):
                within.append(other)
    return max(within, key=_length_of, default=None)


def _length_of(statement: Statement) -> int:
    """Return how many code points there are from the beginning of a content to its end."""
    return statement.extent.end - statement.extent.start
