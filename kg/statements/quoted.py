"""How a content is quoted: directly, in part, or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.language.quote_marks import MARK, pair
from kg.model import QuotationType, Span
from kg.statements.near import clip_span, find_touched, share_text
from kg.statements.syntax import QUOTE_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.language.annotation import AnnotatedDocument

_APOSTROPHES: Final = frozenset("'‘’‚‹›")
"""Marks that are none without a partner."""
_WORD: Final = re.compile(r"[^\W_]")


def quotation_type(
    annotated: AnnotatedDocument, content: Sequence[Span], cue: Sequence[Span]
) -> QuotationType:
    """Tell how a content is quoted.

    It is looked up in the quotations of the document, for the content itself may have no marks: the
    first paragraphs of a quotation that runs on do not end with one. A quotation that holds the
    cue, too, is that of somebody else who tells of it.

    Args:
        annotated: The document; only its text and its paragraphs are read.
        content: Each stretch in one paragraph.
        cue: Where the words of saying are, if there are any.

    Returns:
        Direct if all words are quoted, mixed if some are, else indirect.
    """
    is_quoted = has_others = False
    for part in content:
        quoted = [clip_span(span, part) for span in _find_quoted(annotated, part, cue)]
        is_quoted = is_quoted or bool(quoted)
        has_others = has_others or _has_words_outside(annotated.text, part, quoted)
    if not is_quoted:
        return QuotationType.INDIRECT
    return QuotationType.MIXED if has_others else QuotationType.DIRECT


def _find_quoted(annotated: AnnotatedDocument, part: Span, cue: Sequence[Span]) -> Iterator[Span]:
    """Find the quotations that a part of a content touches, in text order or beside each other."""
    text = annotated.text
    around = find_touched(annotated.quoted_spans, part)
    for span in around:
        if share_text([span], cue):
            yield from find_touched(_find_inner(text, span, cue[0]), part)
        else:
            yield span
    for mark in MARK.finditer(text, part.start, part.end):
        place = Span(*mark.span())
        if mark[0] not in _APOSTROPHES and not share_text([place], around):
            yield _span_beside(text, place, part)


def _find_inner(text: str, around: Span, cue: Span) -> Sequence[Span]:
    """Find what is quoted in a quotation that holds a cue.

    Where nothing closes it, it ends before the cue: "“It rained, she said."
    """
    if text[around.end - 1] not in QUOTE_MARKS:
        return [Span(around.start, cue.start)] if cue.start > around.start else []
    inside = Span(around.start + 1, around.end - 1)
    return [span for quotation in pair(text, [inside]) for span in quotation.spans]


def _span_beside(text: str, mark: Span, part: Span) -> Span:
    """Return what of a part a mark without a partner quotes.

    This is what follows it, or all before it if nothing does.
    """
    if _WORD.search(text, mark.end, part.end):
        return Span(mark.start, part.end)
    return Span(part.start, mark.end)


def _has_words_outside(text: str, part: Span, quoted: Sequence[Span]) -> bool:
    """Tell whether a part has words that stand in none of some quotations within it."""
    at = part.start
    for span in sorted(quoted):
        if _WORD.search(text, at, span.start):
            return True
        at = max(at, span.end)
    return _WORD.search(text, at, part.end) is not None
