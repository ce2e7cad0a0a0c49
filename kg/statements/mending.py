"""What quotation marks and syntax tell that the trained network misses.

A statement that runs over paragraphs becomes one for each paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words
from kg.model import QuotationType
from kg.statements import reported
from kg.statements.frames import quotation_type
from kg.statements.near import (
    clip_span,
    file_spans,
    find_touched,
    is_touched,
)
from kg.statements.syntax import is_planned, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Span, Statement

LEAST: Final = 0.12
"""How sure the network must be; most of what it is less sure of is wrong."""


def mend_statements(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """Keep the statements that are sure enough, and split them at the edges of paragraphs."""
    for statement in statements:
        if statement.confidence < LEAST or _is_remark(annotated, statement):
            continue
        for part in _split_at_paragraphs(annotated, statement):
            if _is_near_cue(annotated, part):
                yield part


def find_overlooked(
    annotated: AnnotatedDocument, found: Sequence[Statement]
) -> Iterator[Statement]:
    """Iterate over the statements that the rules find in text where the network found nothing."""
    known = file_spans(chain.from_iterable((*one.content, *one.cue) for one in found))
    for candidate in reported.extract(annotated, ()):
        if not any(is_touched(known, span) for span in (*candidate.content, *candidate.cue)):
            yield candidate


def _split_at_paragraphs(annotated: AnnotatedDocument, statement: Statement) -> Iterator[Statement]:
    """Make a statement for each paragraph that a content runs over."""
    for paragraph in find_touched(annotated.document.paragraphs, statement.extent):
        inside = find_touched(statement.content, paragraph)
        parts = tuple(clip_span(span, paragraph) for span in inside)
        if parts:
            yield replace(
                statement, content=parts, quotation_type=quotation_type(parts, annotated.text)
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


def _is_remark(annotated: AnnotatedDocument, statement: Statement) -> bool:
    """Tell whether a cue is an aside that attributes nothing, such as "referring to"."""
    for verb in tokens_of(annotated.doc, statement.cue):
        is_participle = verb.pos_ == "VERB" and verb.tag_ == "VBG"
        if is_participle and verb.lemma_ in cue_words("remarking") and is_planned(verb):
            return True
    return False
