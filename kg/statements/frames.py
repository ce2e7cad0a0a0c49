"""An attribution while it is put together: tokens of the parse, then a `Statement`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.language.annotation import tokens_in
from kg.model import Span, Statement
from kg.statements.kinds import attribution_type
from kg.statements.near import enclose_spans, find_touched, share_text
from kg.statements.quoted import quotation_type
from kg.statements.syntax import get_verb_group, lemma_of, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument


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


def frame_of_verb(
    verb: Token, content: Iterable[Token], source: tuple[Span, ...], confidence: float
) -> Frame:
    """Return a frame whose cue is a verb with its auxiliaries."""
    return Frame(
        cue=get_verb_group(verb),
        lemma=lemma_of(verb),
        content=tuple(content),
        source=source,
        confidence=confidence,
    )


def attributed_tokens(annotated: AnnotatedDocument, found: Iterable[Statement]) -> set[int]:
    """Return the indices of the tokens in the contents and the cues of some statements."""
    return tokens_in(
        annotated,
        chain.from_iterable((*statement.content, *statement.cue) for statement in found),
    )


def make_statement(
    annotated: AnnotatedDocument, frame: Frame, quoted: Sequence[Span]
) -> Statement | None:
    """Make the statement of a frame, with the whole of each quotation that its content cuts.

    Args:
        annotated: The document.
        frame: Of one of its sentences.
        quoted: The quoted stretches of the document, in text order.

    Returns:
        None if nothing is left of the content, or it runs into the source or the cue.
    """
    if all(token.is_punct or token.lower_ == "that" for token in frame.content):
        return None
    spans = spans_of(annotated.doc, frame.content)
    whole = [enclose_spans([span, *find_touched(quoted, span)]) for span in spans]
    return make_statement_of_spans(annotated, frame, merge_spans(whole, annotated.text))


def make_statement_of_spans(
    annotated: AnnotatedDocument, frame: Frame, content: Sequence[Span]
) -> Statement | None:
    """Make the statement of a frame whose content is known in spans.

    Returns:
        None if there is no content, or it runs into the source or the cue.
    """
    cue = spans_of(annotated.doc, frame.cue, edges=frozenset())
    if not content or share_text((*cue, *frame.source), content):
        return None
    statement = Statement(
        content=tuple(content),
        source=frame.source,
        cue=cue,
        quotation_type=quotation_type(annotated, content, cue),
        cue_lemma=frame.lemma,
        confidence=frame.confidence,
    )
    return replace(statement, attribution_type=attribution_type(annotated, statement))


def merge_spans(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Put those spans together that overlap or have only spaces between them.

    Returns:
        The spans in text order.

    >>> merge_spans([Span(5, 9), Span(0, 2), Span(3, 6)], "It rained.")
    (Span(start=0, end=9),)
    """
    out: list[Span] = []
    for span in sorted(spans):
        if out and not text[out[-1].end : span.start].strip(" \u00a0"):
            out[-1] = enclose_spans([out[-1], span])
        else:
            out.append(span)
    return tuple(out)
