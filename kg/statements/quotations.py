"""Direct speech: whole quotations, with the cue and the source beside them.

    "It rained," Ann said.     "It rained," said Ann. "It poured."     "It rained."

A quotation that goes on with the sentence around it (he called it "a disaster") is part of reported
speech, and left to that extractor.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words
from kg.model import QuotationType, Span, Statement, spans_text
from kg.statements.frames import Frame, assemble, merged
from kg.statements.near import touched
from kg.statements.syntax import lemma_of, spans_of, subject, verb_group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.language.quote_marks import Quotation

ENDING: Final = frozenset(",.?!…—–-")
TRAILING: Final = ENDING - {"."}
"""What ends a quotation that its sentence goes on behind."""
MARKS_AND_SPACE: Final = "\"“”„«»‘’'‚‹›` \t\r\n\u00a0"
GOING_ON: Final = frozenset(",:.;—–-")
"""What stands between "she said" and the other half of a quotation."""
MOST_WORDS_BEFORE: Final = 25
"""How far behind a quotation its cue may stand, in tokens: the speaker and all that describes her stand between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The words behind a quotation, up to the next one or the paragraph's end.

    Attributes:
        before: The quotation.
        after: The next one in the paragraph, if there is one.
    """

    tokens: tuple[Token, ...]
    before: Quotation
    after: Quotation | None


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:  # noqa: ARG001 - as every extractor
    """The direct quotations of a document, with their sources where they have them."""
    whole = [
        quotation
        for quotation in annotated.quotations
        if words_of(quotation, annotated.text)[-1:] in ENDING
    ]
    cued = {
        gap.before: (gap, cue)
        for gap in gaps(annotated, whole)
        if (cue := cue_in(gap, annotated.text))
    }
    taken: set[Quotation] = set()
    for quotation, (gap, cue) in cued.items():
        goes_on = (
            gap.after is not None and gap.after not in cued and gap.tokens[-1].text in GOING_ON
        )
        quoted = [quotation, gap.after] if gap.after is not None and goes_on else [quotation]
        taken.update(quoted)
        if made := attributed(annotated, cue, quoted, gap):
            yield made
    for quotation in whole:
        if quotation not in taken and stands_alone(quotation, annotated):
            yield Statement(
                content=quotation.spans, quotation_type=QuotationType.DIRECT, confidence=0.6
            )


def cue_in(gap: Gap, text: str) -> Token | None:
    """The verb of speaking that follows right after a quotation: ``"...," she said``."""
    if words_of(gap.before, text)[-1:] not in TRAILING:
        return None
    return next(filter(is_cue, gap.tokens[:MOST_WORDS_BEFORE]), None)


def is_cue(token: Token) -> bool:
    """Whether a token can tie a quotation to its source: a verb of speaking."""
    return token.pos_ in {"VERB", "AUX"} and lemma_of(token) in cue_words("quotation")


def words_of(quotation: Quotation, text: str) -> str:
    """The words of a quotation without its marks."""
    return spans_text(quotation.spans, text).strip(MARKS_AND_SPACE)


def gaps(annotated: AnnotatedDocument, quotations: Sequence[Quotation]) -> Iterator[Gap]:
    """The words behind each quotation."""
    whole_of = {span: quotation for quotation in quotations for span in quotation.spans}
    spans = list(whole_of)
    for paragraph in annotated.document.paragraphs:
        inside = touched(spans, paragraph)
        for span, following in zip_longest(inside, inside[1:]):
            end = following.start if following else paragraph.end
            stretch = (
                annotated.doc.char_span(span.end, end, alignment_mode="contract")
                if span.end < end
                else None
            )
            tokens = tuple(token for token in stretch or () if not token.is_space)
            if tokens:
                after = whole_of[following] if following else None
                yield Gap(tokens=tokens, before=whole_of[span], after=after)


def attributed(
    annotated: AnnotatedDocument, cue: Token, quoted: Sequence[Quotation], gap: Gap
) -> Statement | None:
    """The statement that a cue makes of the quotations beside it."""
    speaker = subject(cue)
    source = clipped(speaker, gap) if speaker is not None else ()
    frame = Frame(
        cue=verb_group(cue),
        lemma=lemma_of(cue),
        content=(),
        source=source,
        confidence=0.95 if source else 0.7,
    )
    content = [span for quotation in quoted for span in quotation.spans]
    return assemble(annotated, frame, merged(content, annotated.text))


def clipped(speaker: Token, gap: Gap) -> tuple[Span, ...]:
    """The words for a speaker, within a gap, for a parse may run over it; none where the speaker stands elsewhere."""
    first, last = gap.tokens[0].i, gap.tokens[-1].i
    within = [token for token in speaker.subtree if first <= token.i <= last]
    return tuple(
        span for span in spans_of(speaker.doc, within) if span.start <= speaker.idx < span.end
    )


def stands_alone(quotation: Quotation, annotated: AnnotatedDocument) -> bool:
    """Whether nothing but quotations stands in the paragraphs of a quotation, so that its speaker is the one before."""
    listed = annotated.document.paragraphs
    paragraphs = dict.fromkeys(p for span in quotation.spans for p in touched(listed, span))
    words = sum(len(p.of(annotated.text).split()) for p in paragraphs)
    return words == sum(len(span.of(annotated.text).split()) for span in quotation.spans)
