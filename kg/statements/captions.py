"""Captions: what a picture shows, on the word of whom it is credited to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import QuotationType, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.language.annotation import AnnotatedDocument


def extract(annotated: AnnotatedDocument, _found: Sequence[Statement]) -> Iterator[Statement]:
    """Make a statement of each caption with a credit."""
    for caption in annotated.document.captions:
        yield Statement(
            content=(caption.content,),
            source=(caption.credit,),
            quotation_type=QuotationType.CAPTION,
            confidence=0.95,
        )
