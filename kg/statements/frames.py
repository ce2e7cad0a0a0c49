"""An attribution while it is put together: tokens and spans, then a `Statement` with clean edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import QuotationType, Span, Statement
from kg.statements.cues import attribution_type
from kg.statements.quote_marks import pair
from kg.statements.syntax import QUOTE_MARKS, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from kg.annotation import AnnotatedDocument
    from kg.statements.quote_marks import Quotation


def quotations_of(annotated: AnnotatedDocument) -> list[Quotation]:
    """The quotations of a document."""
    return pair(annotated.text, annotated.document.paragraphs)


def in_quotation(token: Token, quotations: Iterable[Quotation]) -> bool:
    """Whether a token stands in somebody's own words, for a scare quote of a word or two is no quotation."""
    return any(span.start <= token.idx < span.end for quotation in quotations for span in quotation.spans)


def statement(
    annotated: AnnotatedDocument,
    *,
    content: Sequence[Span],
    source: Sequence[Span],
    cue: Iterable[Token],
    lemma: str,
    confidence: float,
    infinitive: bool = False,
) -> Statement | None:
    """A statement of these parts; None where nothing is left of the content, or its parts run into each other."""
    words = tuple(sorted(content))
    group = spans_of(annotated.doc, cue)
    if not words or any(part.overlaps(other) for part in (*group, *source) for other in words):
        return None
    return Statement(
        content=words,
        source=tuple(source),
        cue=group,
        quotation_type=quotation_type(words, annotated.text),
        attribution_type=attribution_type(lemma, infinitive=infinitive),
        cue_lemma=lemma,
        confidence=confidence,
    )


def quotation_type(content: Sequence[Span], text: str) -> QuotationType:
    """Direct where quotation marks stand around every part, mixed where some stand inside, else indirect.

    >>> [quotation_type([Span(0, len(text))], text).value for text in ('"It rained."', 'it "rained"', "it rained")]
    ['direct', 'mixed', 'indirect']
    """
    parts = [span.of(text) for span in content]
    if all(part[0] in QUOTE_MARKS and part.rstrip(",.")[-1:] in QUOTE_MARKS and len(part) > 2 for part in parts):  # noqa: PLR2004 - two marks
        return QuotationType.DIRECT
    marks = [mark for part in parts for mark in part if mark in QUOTE_MARKS - {"'", "’"}]
    return QuotationType.MIXED if marks else QuotationType.INDIRECT
