"""Direct speech: whole quotations, with the cue and the source beside them.

    "It rained," Ann said.     Ann said: "It rained."     "It rained," said Ann. "It poured."     "It rained."

A quotation that goes on with the sentence around it (he called it "a disaster") is part of reported
speech, and left to that extractor.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words
from kg.model import QuotationType, Span, Statement, spans_text
from kg.statements.frames import Frame, assemble, merged
from kg.statements.near import touched
from kg.statements.syntax import FINITE, NOUNS, lemma_of, spans_of, subject, verb_group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.language.quote_marks import Quotation

ENDING: Final = frozenset(",.?!…—–-")
TRAILING: Final = ENDING - {"."}
"""What ends a quotation that its sentence goes on behind."""
MARKS_AND_SPACE: Final = "\"“”„«»‘’'‚‹›` \t\r\n\u00a0"
LEADING_IN: Final = frozenset(",:")
BREAKS: Final = frozenset(".?!;—–-")
GOING_ON: Final = LEADING_IN | {".", ";", "—", "–", "-"}
"""What stands between "she said" and the other half of a quotation."""
MOST_WORDS_BEFORE: Final = 25
"""How far behind a quotation its cue may stand, in tokens: the speaker and all that describes her stand between."""
MOST_WORDS_BEHIND: Final = 12
"""How far before a quotation its cue may stand, in tokens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The words of a paragraph between two quotations, or between one and the paragraph's edge.

    Attributes:
        after: What follows; behind a colon at the paragraph's end, the quotation that begins the
            next paragraph.
    """

    tokens: tuple[Token, ...]
    before: Quotation | None
    after: Quotation | None


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:  # noqa: ARG001 - as every extractor
    """The direct quotations of a document, with their sources where they have them."""
    whole = [quotation for quotation in annotated.quotations if is_whole(quotation, annotated.text)]
    stretches = [gap for gap in gaps(annotated, whole) if gap.tokens]
    cued = {
        gap.before
        for gap in stretches
        for cue in gap.tokens
        if gap.before and is_cue(cue) and follows(gap, cue, annotated)
    }
    taken: set[Quotation] = set()
    for gap in stretches:
        for cue in filter(is_cue, gap.tokens):
            quoted = [
                quotation
                for quotation in beside(gap, cue, annotated, cued)
                if quotation not in taken
            ]
            made = attributed(annotated, cue, quoted, stretches) if quoted else None
            if made:
                taken.update(quoted)
                yield made
    yield from (
        uncued(quotation)
        for quotation in whole
        if quotation not in taken and stands_alone(quotation, annotated)
    )


def is_cue(token: Token) -> bool:
    """Whether a token can tie a quotation to its source: a verb of speaking, or a colon ("Ann Lee: ...")."""
    return token.text == ":" or (
        token.pos_ in {"VERB", "AUX"} and lemma_of(token) in cue_words("quotation")
    )


def is_whole(quotation: Quotation, text: str) -> bool:
    """Whether a quotation holds a sentence or the better part of one, rather than a few quoted words."""
    words = words_of(quotation, text)
    return words[-1:] in ENDING or is_sentence(words)


def is_sentence(words: str) -> bool:
    """Whether quoted words begin as a sentence does, and are more than a name."""
    return words[:1].isupper() and len(words.split()) > 3  # noqa: PLR2004 - three words are a name


def words_of(quotation: Quotation, text: str) -> str:
    """The words of a quotation without its marks."""
    return spans_text(quotation.spans, text).strip(MARKS_AND_SPACE)


def gaps(annotated: AnnotatedDocument, quotations: Sequence[Quotation]) -> Iterator[Gap]:
    """The stretches of each paragraph that stand between its quotations."""
    first = {quotation.spans[0].start: quotation for quotation in quotations}
    whole_of = {span: quotation for quotation in quotations for span in quotation.spans}
    spans, paragraphs = list(whole_of), annotated.document.paragraphs
    for paragraph, following in zip(
        paragraphs, [*(p.start for p in paragraphs[1:]), -1], strict=True
    ):
        below = first.get(following) if paragraph.of(annotated.text).endswith(":") else None
        inside = [
            (span, whole_of[span]) for span in touched(spans, paragraph) if paragraph.contains(span)
        ]
        start, before = paragraph.start, None
        for span, quotation in [*inside, (Span(paragraph.end, paragraph.end + 1), below)]:
            stretch = (
                annotated.doc.char_span(start, span.start, alignment_mode="contract")
                if start < span.start
                else None
            )
            tokens = tuple(token for token in stretch or () if not token.is_space)
            yield Gap(tokens=tokens, before=before, after=quotation)
            start, before = span.end, quotation


def beside(
    gap: Gap, cue: Token, annotated: AnnotatedDocument, cued: AbstractSet[Quotation | None]
) -> list[Quotation]:
    """The quotations that a cue in a gap belongs to: the one before, the one after, or both.

    The one after goes with the one before unless a cue of its own follows it.
    """
    behind = bisect_right(gap.tokens, cue.i, key=index_of)
    if gap.before and follows(gap, cue, annotated):
        right = gap.tokens[behind:]
        goes_on = (
            gap.after not in cued
            and not ends_sentence(right[:-1])
            and right
            and right[-1].text in GOING_ON
        )
        return [gap.before, gap.after] if gap.after and goes_on else [gap.before]
    right = gap.tokens[behind : behind + MOST_WORDS_BEHIND + 1]
    return [gap.after] if gap.after and leads_in(right) and not ends_sentence(right) else []


def follows(gap: Gap, cue: Token, annotated: AnnotatedDocument) -> bool:
    """Whether a cue follows right after the quotation before it: ``"...," she said``."""
    before = bisect_left(gap.tokens, cue.i, key=index_of)
    if gap.before is None or before > MOST_WORDS_BEFORE or cue.text == ":":
        return False
    return not ends_sentence(gap.tokens[:before]) and trails(gap.before, annotated.text)


def trails(quotation: Quotation, text: str) -> bool:
    """Whether a quotation is no phrase of a clause before it, and ends in the mark that lets "she said" follow."""
    start, end = quotation.spans[0].start, quotation.spans[-1].end
    words = words_of(quotation, text)
    is_phrase = text[max(0, start - 3) : start].rstrip(" \u00a0")[
        -1:
    ].isalnum() and not is_sentence(words)
    return not is_phrase and (words[-1:] in TRAILING or text[end : end + 1] == ",")


def leads_in(right: Sequence[Token]) -> bool:
    """Whether the words between a cue and a quotation behind it lead it in: few of them, and a comma or colon last."""
    return len(right) <= MOST_WORDS_BEHIND and (not right or right[-1].text in LEADING_IN)


def ends_sentence(tokens: Sequence[Token]) -> bool:
    """Whether a sentence ends among the tokens."""
    return any(token.text in {".", "?", "!"} for token in tokens)


def attributed(
    annotated: AnnotatedDocument, cue: Token, quoted: Sequence[Quotation], stretches: Sequence[Gap]
) -> Statement | None:
    """The statement that a cue makes of the quotations beside it."""
    speaker = subject(main_verb(cue) if cue.text == ":" else cue)
    gap = (
        stretch_of(speaker, stretches)
        if speaker is not None and speaker.sent.start == cue.sent.start
        else None
    )
    if speaker is None or gap is None:
        gap = stretch_of(cue, stretches)
        speaker = nearest_noun(cue, gap) if gap else None
    source = clipped(speaker, gap, cue) if speaker is not None and gap else ()
    frame = Frame(
        cue=verb_group(cue),
        lemma=lemma_of(cue),
        content=(),
        source=source,
        confidence=0.95 if source else 0.7,
    )
    return assemble(
        annotated,
        frame,
        merged([span for quotation in quoted for span in quotation.spans], annotated.text),
    )


def index_of(token: Token) -> int:
    """The index of a token in its document."""
    return token.i


def stretch_of(token: Token, stretches: Sequence[Gap]) -> Gap | None:
    """The gap that a token stands in; None for a token in a quotation."""
    at = bisect_left(stretches, token.i, key=lambda gap: gap.tokens[-1].i)
    return stretches[at] if at < len(stretches) and stretches[at].tokens[0].i <= token.i else None


def nearest_noun(cue: Token, gap: Gap) -> Token | None:
    """The noun beside a cue that can be its subject, where the parse gives none: "... ," said Ann Lee."""
    nouns = [
        token
        for token in gap.tokens
        if token.pos_ in NOUNS and token.ent_type_ not in {"DATE", "TIME"}
    ]
    before = [token for token in nouns if token.i < cue.i]
    after = [token for token in nouns if token.i > cue.i]
    chosen = next(iter([*before[-1:], *after[:1]]), None)
    while (
        chosen is not None
        and chosen.dep_ == "compound"
        and chosen.head.i in {token.i for token in gap.tokens}
    ):
        chosen = chosen.head
    return chosen


def main_verb(colon: Token) -> Token:
    """The verb of the clause before a colon: "Ann gave her view on Sunday: ..."; the colon itself where none is."""
    before = reversed(colon.doc[colon.sent.start : colon.i])
    clause = takewhile(lambda token: token.text not in BREAKS and not token.is_space, before)
    verbs = (token for token in clause if token.tag_ in FINITE)
    return min(verbs, key=lambda verb: len(list(verb.ancestors)), default=colon)


def clipped(speaker: Token, gap: Gap, cue: Token) -> tuple[Span, ...]:
    """The words for a speaker, within a gap and on her side of the cue, for a parse may run over both."""
    first, last = gap.tokens[0].i, gap.tokens[-1].i
    within = [
        token
        for token in speaker.subtree
        if first <= token.i <= last
        and token.i != cue.i
        and (token.i < cue.i) == (speaker.i < cue.i)
    ]
    return tuple(
        span for span in spans_of(speaker.doc, within) if span.start <= speaker.idx < span.end
    )


def stands_alone(quotation: Quotation, annotated: AnnotatedDocument) -> bool:
    """Whether nothing but quotations stands in the paragraphs of a quotation, so that its speaker is the one before."""
    listed = annotated.document.paragraphs
    paragraphs = dict.fromkeys(
        p for span in quotation.spans for p in touched(listed, span) if p.contains(span)
    )
    words = sum(len(p.of(annotated.text).split()) for p in paragraphs)
    return words == sum(len(span.of(annotated.text).split()) for span in quotation.spans)


def uncued(quotation: Quotation) -> Statement:
    """A quotation that names neither cue nor source."""
    return Statement(content=quotation.spans, quotation_type=QuotationType.DIRECT, confidence=0.6)
