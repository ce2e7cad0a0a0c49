"""Narration: every sentence that no attribution covers is the publication's own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.annotation import tokens_in
from kg.model import QuotationType, Span, Statement
from kg.statements.frames import attributed_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as TokenSpan

    from kg.language.annotation import AnnotatedDocument


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """Make a statement of each sentence of running text in which nothing is attributed."""
    taken = attributed_tokens(annotated, found)
    taken |= tokens_in(annotated, _find_labels(found))
    for token in annotated.running_text:
        if not token.is_sent_start:
            continue
        sentence = token.sent
        place = _find_words(sentence)
        if place and taken.isdisjoint(range(sentence.start, sentence.end)):
            yield Statement(
                content=(place,), quotation_type=QuotationType.NARRATION, confidence=0.9
            )


def _find_labels(found: Sequence[Statement]) -> Iterator[Span]:
    """Iterate over the labels and signatures of what the layout says who says."""
    for statement in found:
        if statement.extractor == "layouts" and statement.cue_lemma:
            yield from statement.source


def _find_words(sentence: TokenSpan) -> Span | None:
    """Return where the words of a sentence stand; None if it has none."""
    words = [token for token in sentence if not token.is_space]
    if not any(token.is_alpha for token in words):
        return None
    return Span(words[0].idx, words[-1].idx + len(words[-1]))
