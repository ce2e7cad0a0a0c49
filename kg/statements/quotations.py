"""Direct speech: whole quotations, with the cue and the source beside them.

    "It rained," Ann said.     "It rained," said Ann. "It poured."     "It rained."

A quotation that goes on with the sentence around it (he called it "a disaster") is part of reported
speech, and left to that extractor.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words
from kg.model import QuotationType, Span, Statement, spans_text
from kg.statements.frames import frame_of_verb, make_statement_of_spans, merge_spans
from kg.statements.near import find_touched
from kg.statements.syntax import find_subject, lemma_of, span_around, tokens_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.language.quote_marks import Quotation

_ENDING: Final = frozenset(",.?!…—–-")
_TRAILING: Final = _ENDING - {"."}
"""What ends a quotation if its sentence goes on behind it."""
_MARKS_AND_SPACE: Final = "\"“”„«»‘’'‚‹›` \t\r\n\u00a0"
_GOING_ON: Final = frozenset(",:.;—–-")
"""What stands between "she said" and the other half of a quotation."""
_MOST_TOKENS_BEFORE_CUE: Final = 25
"""How far behind a quotation its cue may stand, in tokens.

The speaker and all that describes her stand between.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """The words behind a quotation, up to the next one or the paragraph's end.

    Attributes:
        before: The quotation.
        after: The next one in the paragraph, if there is one.
    """

    tokens: tuple[Token, ...]
    before: Quotation
    after: Quotation | None


def extract(annotated: AnnotatedDocument, _found: Sequence[Statement]) -> Iterator[Statement]:
    """Find the direct quotations of a document, with their sources if they have them."""
    text = annotated.text
    whole = [one for one in annotated.quotations if _last_mark(one, text) in _ENDING]
    cued: dict[Quotation, tuple[_Gap, Token]] = {}
    for gap in _find_gaps(annotated, whole):
        cue = _find_cue(gap, text)
        if cue is not None:
            cued[gap.before] = gap, cue

    taken: set[Quotation] = set()
    for gap, cue in cued.values():
        quoted = [gap.before]
        if gap.after and gap.after not in cued and gap.tokens[-1].text in _GOING_ON:
            quoted.append(gap.after)
        taken.update(quoted)
        made = _make_statement(annotated, cue, quoted, gap)
        if made:
            yield made

    for quotation in whole:
        if quotation not in taken and _stands_alone(quotation, annotated):
            yield Statement(
                content=quotation.spans, quotation_type=QuotationType.DIRECT, confidence=0.6
            )


def _find_cue(gap: _Gap, text: str) -> Token | None:
    """Return the verb of speaking that follows right after a quotation: ``"...," she said``."""
    if _last_mark(gap.before, text) not in _TRAILING:
        return None
    for token in gap.tokens[:_MOST_TOKENS_BEFORE_CUE]:
        if token.pos_ in {"VERB", "AUX"} and lemma_of(token) in cue_words("quotation"):
            return token
    return None


def _last_mark(quotation: Quotation, text: str) -> str:
    """Return the last character of a quotation without its marks; nothing if it has no words."""
    return spans_text(quotation.spans, text).strip(_MARKS_AND_SPACE)[-1:]


def _find_gaps(annotated: AnnotatedDocument, quotations: Sequence[Quotation]) -> Iterator[_Gap]:
    """Find the words behind each quotation."""
    whole_of: dict[Span, Quotation] = {}
    for quotation in quotations:
        whole_of.update(dict.fromkeys(quotation.spans, quotation))
    spans = list(whole_of)
    for paragraph in annotated.document.paragraphs:
        inside = find_touched(spans, paragraph)
        for span, following in zip_longest(inside, inside[1:]):
            end = following.start if following else paragraph.end
            if span.end >= end:
                continue
            tokens = tuple(tokens_between(annotated.doc, span.end, end, "contract"))
            if tokens:
                yield _Gap(tokens=tokens, before=whole_of[span], after=whole_of.get(following))


def _make_statement(
    annotated: AnnotatedDocument, cue: Token, quoted: Sequence[Quotation], gap: _Gap
) -> Statement | None:
    """Make the statement of the quotations beside a cue."""
    speaker = find_subject(cue)
    source = _clip_speaker(speaker, gap) if speaker is not None else ()
    frame = frame_of_verb(cue, (), source, confidence=0.95 if source else 0.7)
    content = list(chain.from_iterable(quotation.spans for quotation in quoted))
    return make_statement_of_spans(annotated, frame, merge_spans(content, annotated.text))


def _clip_speaker(speaker: Token, gap: _Gap) -> tuple[Span, ...]:
    """Return the words for a speaker within a gap, for a parse may run over it.

    There are none if the speaker stands elsewhere.
    """
    places = range(gap.tokens[0].i, gap.tokens[-1].i + 1)
    return span_around(speaker, [token for token in speaker.subtree if token.i in places])


def _stands_alone(quotation: Quotation, annotated: AnnotatedDocument) -> bool:
    """Tell whether a quotation fills its paragraphs, so that its speaker is the one before."""
    listed = annotated.document.paragraphs
    around = chain.from_iterable(find_touched(listed, span) for span in quotation.spans)
    text = annotated.text
    return _count_words(dict.fromkeys(around), text) == _count_words(quotation.spans, text)


def _count_words(spans: Iterable[Span], text: str) -> int:
    """Count the words of some stretches of a text."""
    return sum(len(span.of(text).split()) for span in spans)
