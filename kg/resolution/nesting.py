"""Which statements stand in the content of which: what a quotation passes on, and around whose words "I" looks up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kg.model import QuotationType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Span, Statement

Nesting: TypeAlias = "Mapping[int, Sequence[Statement]]"
"""The statements by the stretches of the text that their contents touch, so that each looks at those near by only."""

STRETCH: Final = 1000
"""Code points."""


def nesting_of(statements: Iterable[Statement]) -> Nesting:
    """File statements, in text order, by where their contents are."""
    near: dict[int, list[Statement]] = {}
    for statement in statements:
        for stretch in dict.fromkeys(stretch for span in statement.content for stretch in stretches(span)):
            near.setdefault(stretch, []).append(statement)
    return near


def stretches(span: Span) -> range:
    """The numbers of the stretches that a span touches.

    >>> from kg.model import Span
    >>> list(stretches(Span(990, 1000))), list(stretches(Span(990, 2001)))
    ([0], [0, 1, 2])
    """
    return range(span.start // STRETCH, (span.end - 1) // STRETCH + 1)


def around(statement: Statement, nesting: Nesting) -> list[Statement]:
    """The other statements in whose quotation the source of this one stands, innermost first."""
    if not statement.source:
        return []
    place = statement.source[0]
    outer = [
        other
        for other in nesting.get(place.start // STRETCH, ())
        if other is not statement and other.cue and any(span.contains(place) for span in other.content)
    ]
    return sorted(outer, key=length)


def relayed(statement: Statement, nesting: Nesting) -> Statement | None:
    """The widest statement within this one's content, which this one passes on."""
    if statement.quotation_type in {QuotationType.NARRATION, QuotationType.CAPTION}:
        return None
    within = [
        other
        for span in statement.content
        for stretch in stretches(span)
        for other in nesting.get(stretch, ())
        if other is not statement and other.source and span.contains(other.source[0]) and span.contains(other.extent)
    ]
    return max(within, key=length, default=None)


def length(statement: Statement) -> int:
    """How many code points there are from the beginning of a content to its end."""
    return statement.extent.end - statement.extent.start
