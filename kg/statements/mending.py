"""What quotation marks and syntax tell that the trained network misses.

A statement that runs over paragraphs becomes one for each paragraph; and what somebody tells within
what somebody else says goes to whoever the rules give it to.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.model import QuotationType
from kg.statements import reported
from kg.statements.near import (
    clip_span,
    enclose_spans,
    file_spans,
    find_touched,
    is_covered,
    list_spans,
)
from kg.statements.quoted import quotation_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Span, Statement

_SURE_HEARSAY: Final = 0.9
"""How sure a rule must be of hearsay that the network does not see."""


def mend_statements(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """Split statements at the edges of paragraphs."""
    for statement in statements:
        for part in _split_at_paragraphs(annotated, statement):
            if _is_near_cue(annotated, part):
                yield part


def find_overlooked(
    annotated: AnnotatedDocument, found: Sequence[Statement]
) -> Iterator[Statement]:
    """Iterate over the hearsay that the rules find inside of what the network finds.

    In "The Post reported that officials said it rained", the network finds the report; it was not
    trained to find what officials said.
    """
    reports = file_spans(chain.from_iterable(statement.content for statement in found))
    for candidate in (*reported.extract(annotated, ()), *reported.find_in_quotations(annotated)):
        is_in_report = is_covered(reports, enclose_spans(list_spans(candidate)))
        if is_in_report and candidate.confidence >= _SURE_HEARSAY:
            yield candidate


def _split_at_paragraphs(annotated: AnnotatedDocument, statement: Statement) -> Iterator[Statement]:
    """Make a statement for each paragraph that a content runs over."""
    for paragraph in find_touched(annotated.document.paragraphs, statement.extent):
        inside = find_touched(statement.content, paragraph)
        parts = tuple(clip_span(span, paragraph) for span in inside)
        if parts:
            yield replace(
                statement,
                content=parts,
                quotation_type=quotation_type(annotated, parts, statement.cue),
            )


def _is_near_cue(annotated: AnnotatedDocument, part: Statement) -> bool:
    """Tell whether a part stands in the paragraph of its cue, unless it is a quotation.

    The cue of a quotation can be in another paragraph.
    """
    if not part.cue or part.quotation_type is not QuotationType.INDIRECT:
        return True
    return _paragraph_at(annotated, part.content[0]) == _paragraph_at(annotated, part.cue[0])


def _paragraph_at(annotated: AnnotatedDocument, place: Span) -> int:
    """Return the number of the paragraph that a place is in, from 1."""
    return bisect_right(
        annotated.document.paragraphs, place.start, key=lambda paragraph: paragraph.start
    )
