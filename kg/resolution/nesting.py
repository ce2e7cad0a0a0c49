"""Which statements stand in the content of which: what a quotation passes on, and who "I" is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kg.language.words import cue_words
from kg.model import AttributionType, QuotationType, Span
from kg.statements.near import file_by_place, find_near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Entity, Statement
    from kg.resolution.sources import Who

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


def find_relayed(
    statement: Statement, nesting: Nesting, sources: Mapping[Statement, Who]
) -> Statement | None:
    """Return the widest statement within this one's content, which this one passes on.

    Beside it stands what it cites: "It rained, Ann said, citing officials". A denial passes nothing
    on, nor does what only asks or wants; and nobody passes on what they say themselves.

    Args:
        statement: The one that may pass another on.
        nesting: The statements of its document.
        sources: Who says each of them.
    """
    if statement.quotation_type in {QuotationType.NARRATION, QuotationType.CAPTION}:
        return None
    if statement.attribution_type is AttributionType.EVENTUALITY:
        return None
    if statement.cue and not statement.source:
        return None  # nobody is named who passes it on: "asked whether Ann had said so"
    if statement.cue_lemma in cue_words("denying") | cue_words("dismissing"):
        return None
    within = []
    for span in statement.content:
        for other in find_near(nesting, span):
            if _entities_of(sources[other]) == _entities_of(sources[statement]):
                continue  # "Ann said she thought it rained"
            if _is_passed_on(other, statement, span):
                within.append(other)
    return max(within, key=_length_of, default=None)


def _is_passed_on(statement: Statement, outer: Statement, part: Span) -> bool:
    """Tell whether a statement stands in a part of another one's content, or is cited for it."""
    if not statement.source:
        return False
    if part.contains(statement.source[0]) and part.contains(statement.extent):
        return True
    is_cited = statement.cue_lemma in cue_words("citing")
    return is_cited and statement.content == outer.content and statement.cue != outer.cue


def _entities_of(who: Who) -> frozenset[Entity]:
    """Return the entities of some sources."""
    return frozenset(source.entity for source in who)


def _length_of(statement: Statement) -> int:
    """Return how many code points there are from the beginning of a content to its end."""
    return statement.extent.end - statement.extent.start
