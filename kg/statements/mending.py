"""Where the paragraphs end, which the trained network reads over.

A statement that runs over paragraphs becomes one for each paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.model import QuotationType, Span
from kg.statements.near import clip_span, find_touched
from kg.statements.quoted import quotation_type
from kg.statements.syntax import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement

_STOPS: Final = frozenset(",.;:")


def mend_statements(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """Split statements at the edges of paragraphs."""
    for statement in statements:
        for part in _split_at_paragraphs(annotated, statement):
            if _is_near_cue(annotated, part):
                yield part


def _split_at_paragraphs(annotated: AnnotatedDocument, statement: Statement) -> Iterator[Statement]:
    """Make a statement for each paragraph that a content runs over."""
    for paragraph in find_touched(annotated.document.paragraphs, statement.extent):
        inside = find_touched(statement.content, paragraph)
        parts = tuple(_end_at_word(annotated, clip_span(span, paragraph)) for span in inside)
        if parts:
            yield replace(
                statement,
                content=parts,
                quotation_type=quotation_type(annotated, parts, statement.cue),
            )


def _end_at_word(annotated: AnnotatedDocument, part: Span) -> Span:
    """Return a part without the stop or comma behind it, which belongs to the sentence around.

    Within a quotation it is quoted.
    """
    words = tokens_of(annotated.doc, [part])
    quoted = annotated.quoted_tokens
    while len(words) > 1 and words[-1].text in _STOPS and words[-1].i not in quoted:
        words.pop()
        part = Span(part.start, words[-1].idx + len(words[-1]))
    return part


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
