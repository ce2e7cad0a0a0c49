"""Where the paragraphs end, which the trained network reads over.

A statement that runs over paragraphs becomes one for each paragraph; all paragraphs of a quotation
are of one speaker.
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
    from collections.abc import Iterable, Iterator, Sequence

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement

_STOPS: Final = frozenset(",.;:")


def mend_statements(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """Split statements at the edges of paragraphs, and give a quotation one speaker throughout."""
    parts: list[Statement] = []
    for statement in statements:
        split = _split_at_paragraphs(annotated, statement)
        parts.extend(part for part in split if _is_near_cue(annotated, part))
    return _share_speakers(annotated, parts)


def _share_speakers(
    annotated: AnnotatedDocument, statements: Sequence[Statement]
) -> Iterator[Statement]:
    """Give each later paragraph of a quotation the cue and source of its first one.

    But for a paragraph that has a cue of its own. Whoever is quoted behind it has nothing to do
    with a quotation that no mark has closed.
    """
    first_of: dict[Span, Span] = {}
    for quotation in annotated.quotations:
        first_of |= dict.fromkeys(quotation.spans[1:], quotation.spans[0])
    firsts, later = sorted(set(first_of.values())), sorted(first_of)
    begun: dict[Span, Statement] = {}
    for statement in statements:
        if statement.source:
            begun |= dict.fromkeys(find_touched(firsts, statement.content[-1]), statement)
    for statement in statements:
        around = find_touched(later, statement.content[0])
        told = begun.get(first_of[around[0]]) if around else None
        if told is None or _is_cued_beside(annotated, statement):
            yield statement
        else:
            yield replace(statement, cue=told.cue, cue_lemma=told.cue_lemma, source=told.source)


def _is_cued_beside(annotated: AnnotatedDocument, statement: Statement) -> bool:
    """Tell whether the cue of a statement stands in the paragraph of its content."""
    if not statement.cue:
        return False
    return _paragraph_at(annotated, statement.content[0]) == _paragraph_at(
        annotated, statement.cue[0]
    )


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
    is_bound = bool(part.cue) and part.quotation_type is QuotationType.INDIRECT
    return not is_bound or _is_cued_beside(annotated, part)


def _paragraph_at(annotated: AnnotatedDocument, place: Span) -> int:
    """Return the number of the paragraph that a place is in, from 1."""
    return bisect_right(
        annotated.document.paragraphs, place.start, key=lambda paragraph: paragraph.start
    )
