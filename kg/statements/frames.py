"""An attribution while it is put together: tokens as the parse has them, then a `Statement` with clean edges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.language.quote_marks import MARK
from kg.model import QuotationType, Span, Statement
from kg.statements.kinds import attribution_type
from kg.statements.near import touched
from kg.statements.syntax import QUOTE_MARKS, spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument


APOSTROPHES: Final = frozenset({"'", "’"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """An attribution in tokens.

    Attributes:
        cue: The tokens of the cue; `lemma` is that of its head.
        content: The tokens of the content; those that are in the cue, too, are taken out.
        source: The words that name the source, if any do.
    """

    cue: tuple[Token, ...]
    lemma: str
    content: tuple[Token, ...]
    source: tuple[Span, ...]
    confidence: float


def to_statement(
    annotated: AnnotatedDocument, frame: Frame, quoted: Sequence[Span]
) -> Statement | None:
    """The statement of a frame, its content widened to the ends of the quoted stretches that it cuts.

    None where nothing is left of the content, or where source, cue and content run into each other.
    """
    if all(token.is_punct or token.lower_ == "that" for token in frame.content):
        return None
    spans = spans_of(annotated.doc, frame.content)
    content = merged([widened(span, quoted) for span in spans], annotated.text)
    return assemble(annotated, frame, content)


def assemble(
    annotated: AnnotatedDocument, frame: Frame, content: Sequence[Span]
) -> Statement | None:
    """The statement of a frame whose content is known in spans."""
    cue = spans_of(annotated.doc, frame.cue, edges=frozenset())
    if not content or any(
        part.overlaps(other) for part in (*cue, *frame.source) for other in content
    ):
        return None
    statement = Statement(
        content=tuple(content),
        source=frame.source,
        cue=cue,
        quotation_type=quotation_type(content, annotated.text),
        cue_lemma=frame.lemma,
        confidence=frame.confidence,
    )
    return replace(statement, attribution_type=attribution_type(annotated, statement))


def widened(span: Span, quoted: Sequence[Span]) -> Span:
    """A span that takes in the whole of any quoted stretch that it cuts; those are in text order."""
    parts = (span, *touched(quoted, span))
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def merged(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Spans in text order, those put together that overlap or have but a space between them.

    >>> merged([Span(5, 9), Span(0, 2), Span(3, 6)], "It rained.")
    (Span(start=0, end=9),)
    """
    out: list[Span] = []
    for span in sorted(spans):
        if out and not text[out[-1].end : span.start].strip(" \u00a0"):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def quotation_type(content: Sequence[Span], text: str) -> QuotationType:
    """Direct where quotation marks stand around every part, mixed where some stand inside, else indirect.

    >>> [quotation_type([Span(0, len(text))], text).value for text in ('"It rained."', 'it "rained"', "it rained")]
    ['direct', 'mixed', 'indirect']
    """
    parts = [span.of(text) for span in content]
    if all(part[0] in QUOTE_MARKS and part.rstrip(",.")[-1:] in QUOTE_MARKS for part in parts):
        return QuotationType.DIRECT
    quoted = any(mark[0] not in APOSTROPHES for part in parts for mark in MARK.finditer(part))
    return QuotationType.MIXED if quoted else QuotationType.INDIRECT
