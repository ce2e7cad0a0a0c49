"""Narration: every sentence that no attribution covers is the publication's own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.annotation import tokens_in
from kg.model import QuotationType, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as TokenSpan

    from kg.language.annotation import AnnotatedDocument


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """A statement for each sentence of running text in which nothing is attributed."""
    taken = tokens_in(
        annotated, (span for statement in found for span in (*statement.content, *statement.cue))
    )
    for paragraph in annotated.paragraphs:
        for first in (token for token in paragraph if token.is_sent_start):
            place = extent(first.sent)
            if place and taken.isdisjoint(range(first.sent.start, first.sent.end)):
                yield Statement(
                    content=(place,), quotation_type=QuotationType.NARRATION, confidence=0.9
                )


def extent(sentence: TokenSpan) -> Span | None:
    """Where the words of a sentence stand; None if it has none."""
    words = [token for token in sentence if not token.is_space]
    if not any(token.is_alpha for token in words):
        return None
    return Span(words[0].idx, words[-1].idx + len(words[-1]))
