"""What quotation marks and syntax tell that the trained network misses.

A statement that runs over paragraphs is one a paragraph; and what somebody tells within what
somebody else says goes to whoever the rules give it to.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words
from kg.model import QuotationType
from kg.statements import reported
from kg.statements.frames import quotation_type
from kg.statements.near import clipped, filed_spans, is_touched, near, touched
from kg.statements.syntax import is_planned, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Span, Statement

LEAST: Final = 0.12
"""How sure the network must be; most of what it is less sure of is wrong."""
PLAIN: Final = 0.9
"""How sure a rule must be for hearsay that the network does not see."""


def mended(annotated: AnnotatedDocument, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Statements that are sure enough, a paragraph each, and without what is none."""
    for statement in statements:
        if statement.confidence >= LEAST and not is_remark(annotated, statement):
            yield from (
                part for part in by_paragraph(annotated, statement) if is_near(annotated, part)
            )


def overlooked(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """The statements that the rules know and the network leaves out: plain hearsay within a report, and any elsewhere.

    "The Post reported that officials said it rained": the network is not trained to find what
    officials said.
    """
    contents = filed_spans(span for statement in found for span in statement.content)
    cued = filed_spans(span for statement in found for span in statement.cue)
    for statement in (*reported.extract(annotated, ()), *reported.within_quotations(annotated)):
        parts = (*statement.content, *statement.cue)
        own = (*parts, *statement.source)
        inside = any(all(map(part.contains, own)) for part in near(contents, parts[0]))
        is_hearsay = inside and statement.confidence >= PLAIN
        if is_hearsay or not any(
            is_touched(contents, span) or is_touched(cued, span) for span in parts
        ):
            yield statement


def by_paragraph(annotated: AnnotatedDocument, statement: Statement) -> Iterator[Statement]:
    """A statement for each paragraph that a content runs over."""
    for paragraph in touched(annotated.document.paragraphs, statement.extent):
        parts = tuple(
            clipped(span, paragraph) for span in statement.content if span.overlaps(paragraph)
        )
        if parts:
            yield replace(
                statement, content=parts, quotation_type=quotation_type(parts, annotated.text)
            )


def is_near(annotated: AnnotatedDocument, part: Statement) -> bool:
    """Whether a part stands in its cue's paragraph, or is a quotation, which a cue in another one can have."""
    if not part.cue or part.quotation_type is not QuotationType.INDIRECT:
        return True
    return paragraph_at(annotated, part.content[0]) == paragraph_at(annotated, part.cue[0])


def paragraph_at(annotated: AnnotatedDocument, place: Span) -> int:
    """The number of the paragraph that a place is in, from 1."""
    return bisect_right(
        annotated.document.paragraphs, place.start, key=lambda paragraph: paragraph.start
    )


def is_remark(annotated: AnnotatedDocument, statement: Statement) -> bool:
    """Whether a cue is an aside that attributes nothing."""
    verbs = [token for token in tokens_of(annotated.doc, statement.cue) if token.pos_ == "VERB"]
    return any(
        verb.tag_ == "VBG" and is_planned(verb) and verb.lemma_ in cue_words("remarking")
        for verb in verbs
    )
