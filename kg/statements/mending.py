"""What quotation marks and syntax tell that the trained network misses.

A quotation is never cut in the middle; one that runs over paragraphs is a statement a paragraph; a
whole quotation that the network leaves out goes to whoever the rules give it to; and a clause that
lacks its subject gets it back.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.language.annotation import tokens_in
from kg.language.words import cue_words, nouns
from kg.model import QuotationType, Span
from kg.statements import quotations, reported
from kg.statements.frames import (
    merged,
    quotation_type,
    to_statement,
    widened,
)
from kg.statements.kinds import attribution_type
from kg.statements.near import clipped, filed_spans, is_touched, near, touched
from kg.statements.syntax import is_planned, lemma_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.language.quote_marks import Quotation
    from kg.model import Statement

LEAST: Final = 0.12
"""How sure the network must be; most of what it is less sure of is wrong."""
PLAIN: Final = 0.9
"""How sure a rule must be for hearsay that the network does not see."""
CONTRASTS: Final = frozenset({"although", "but", "though", "whereas", "while"})


def mended(annotated: AnnotatedDocument, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Statements with their quotations whole, a paragraph each, and without what is none."""
    quoted = annotated.quoted_spans
    whole_of = {part: quotation for quotation in annotated.quotations for part in quotation.spans}
    for statement in statements:
        if statement.confidence >= LEAST and not is_remark(annotated, statement):
            alone = without_others(annotated, statement)
            subject = with_antecedent(annotated, with_recording(annotated, alone), quoted)
            begun = with_opening(annotated, with_showing(annotated, with_noun(annotated, subject)))
            whole = with_whole_quotations(annotated, begun, quoted, whole_of)
            yield from (part for part in by_paragraph(annotated, whole) if is_near(annotated, part))


def left_over(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """The whole quotations that no statement has found, as the rules attribute them."""
    taken = filed_spans(
        span for statement in found for span in (*statement.content, *statement.cue)
    )
    for statement in quotations.extract(annotated, ()):
        free = tuple(span for span in statement.content if not is_touched(taken, span))
        if free:
            yield from by_paragraph(annotated, replace(statement, content=free))


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
        is_new = not any(is_touched(cued, span) for span in statement.cue)
        is_hearsay = inside and is_new and bool(statement.source) and statement.confidence >= PLAIN
        if is_hearsay or not any(
            is_touched(contents, span) or is_touched(cued, span) for span in parts
        ):
            yield statement


def with_whole_quotations(
    annotated: AnnotatedDocument,
    statement: Statement,
    quoted: Sequence[Span],
    whole_of: Mapping[Span, Quotation],
) -> Statement:
    """A statement whose content takes in the whole of each quotation that it cuts.

    Args:
        annotated: The document.
        statement: The statement.
        quoted: The stretches of its quotations, in text order.
        whole_of: The quotation that each of them belongs to.
    """
    apart = (*statement.cue, *statement.source)
    around = [
        part
        for span in statement.content
        for part in touched(quoted, span)
        if not any(touched(whole_of[part].spans, other) for other in apart)
    ]
    content = merged([widened(span, around) for span in statement.content], annotated.text)
    if any(span.overlaps(other) for span in content for other in apart):
        return statement
    return replace(
        statement, content=content, quotation_type=quotation_type(content, annotated.text)
    )


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
    first, paragraphs = part.content[0], annotated.document.paragraphs
    apart = bool(part.cue) and all(
        paragraph.contains(first) != paragraph.contains(part.cue[0])
        for place in (first, part.cue[0])
        for paragraph in touched(paragraphs, place)
        if paragraph.contains(first) or paragraph.contains(part.cue[0])
    )
    return not apart or part.quotation_type is not QuotationType.INDIRECT


def is_remark(annotated: AnnotatedDocument, statement: Statement) -> bool:
    """Whether a cue is an aside that attributes nothing."""
    verbs = [token for token in cue_tokens(annotated, statement) if token.pos_ == "VERB"]
    return any(
        verb.tag_ == "VBG" and is_planned(verb) and verb.lemma_ in cue_words("remarking")
        for verb in verbs
    )


def with_antecedent(
    annotated: AnnotatedDocument, statement: Statement, quoted: Sequence[Span]
) -> Statement:
    """A statement put right whose source has swallowed the subject of its content: "a step experts say will help"."""
    for verb in cue_tokens(annotated, statement):
        frame = reported.by_gap(verb)
        made = to_statement(annotated, frame, quoted) if frame else None
        if (
            made
            and len(made.source) == len(statement.source) == 1
            and statement.source[0].contains(made.source[0])
        ):
            return replace(statement, content=made.content, source=made.source)
    return statement


def without_others(annotated: AnnotatedDocument, statement: Statement) -> Statement:
    """A statement without the parts behind somebody else's verb: "Ann said it is near, but Bo said it is not"."""
    own = tokens_in(annotated, (*statement.cue, *statement.source, *statement.content))
    for at, (part, following) in enumerate(pairwise(statement.content), start=1):
        stretch = annotated.doc.char_span(part.start, following.end, alignment_mode="expand") or ()
        between = [
            token
            for token in stretch
            if part.end <= token.idx < following.start and token.i not in own
        ]
        verbs = [
            token
            for token in between
            if token.pos_ == "VERB" and lemma_of(token) in cue_words("quotation")
        ]
        contrasted = any(token.lower_ in CONTRASTS for token in between)
        if contrasted and any(
            child.dep_ == "nsubj" and child in between for verb in verbs for child in verb.children
        ):
            return replace(statement, content=statement.content[:at])
    return statement


def with_noun(annotated: AnnotatedDocument, statement: Statement) -> Statement:
    """A statement whose source is but a clause about it: "an aide, | whom the paper does not name," said."""
    tokens = [annotated.doc[index] for index in sorted(tokens_in(annotated, statement.source))]
    roots = [token for token in tokens if token.head not in tokens or token.head == token]
    clause = next(
        (token for token in roots if token.dep_ == "relcl" and token.head.i < tokens[0].i), None
    )
    if clause is None or len(statement.source) > 1 or len(tokens) == 1:
        return statement
    whole = Span(clause.head.left_edge.idx, statement.source[0].end)
    apart = (*statement.cue, *statement.content)
    return (
        statement
        if any(whole.overlaps(other) for other in apart)
        else replace(statement, source=(whole,))
    )


def with_recording(annotated: AnnotatedDocument, statement: Statement) -> Statement:
    """A statement whose cue has swallowed the recording that is its content: "Ann shared video of | the room"."""
    cue, first = cue_tokens(annotated, statement), statement.content[0]
    noun = next((token for token in cue[1:] if token.lemma_ in nouns("recording")), None)
    if (
        noun is None
        or len(statement.cue) > 1
        or cue[-1].lower_ != "of"
        or statement.cue[0].end > first.start
    ):
        return statement
    verb = [token for token in cue if token.i < noun.left_edge.i] or cue[:1]
    start = annotated.doc[verb[-1].i + 1].idx
    cut = Span(verb[0].idx, verb[-1].idx + len(verb[-1]))
    return replace(statement, cue=(cut,), content=(Span(start, first.end), *statement.content[1:]))


def with_showing(annotated: AnnotatedDocument, statement: Statement) -> Statement:
    """A statement by a recording whose showing is taken for what is said: "Footage | appears to show | the ferry"."""
    cue, doc = cue_tokens(annotated, statement), annotated.doc
    if (
        statement.source
        or len(statement.cue) != 1
        or cue[-1].lemma_ not in cue_words("seeming")
        or not statement.content[1:]
    ):
        return statement
    shown, behind = statement.content[0], sorted(tokens_in(annotated, statement.content[1:]))
    tokens = (
        token for token in doc[min(tokens_in(annotated, [shown])) :] if token.idx >= shown.start
    )
    noun = next((token for token in tokens if token.pos_ in {"NOUN", "PROPN"}), None)
    to, verb = doc[behind[0]], doc[behind[min(1, len(behind) - 1)]]
    is_recording = noun is not None and lemma_of(noun) in nouns("recording")
    if (
        not is_recording
        or to.lower_ != "to"
        or verb.lemma_ not in cue_words("picturing")
        or verb.i == behind[-1]
    ):
        return statement
    rest = tuple(
        span
        for span in (cut_before(span, doc[verb.i + 1].idx) for span in statement.content[1:])
        if span
    )
    whole = Span(cue[0].idx, verb.idx + len(verb))
    made = replace(statement, source=(shown,), cue=(whole,), cue_lemma=verb.lemma_, content=rest)
    return replace(made, attribution_type=attribution_type(annotated, made))


def cut_before(span: Span, start: int) -> Span | None:
    """What a span has from a place on."""
    return Span(max(span.start, start), span.end) if span.end > start else None


def with_opening(annotated: AnnotatedDocument, statement: Statement) -> Statement:
    """A statement whose cue stands behind it, with the words that open its sentence: "In May | it rained, she said"."""
    first = statement.content[0]
    tokens = annotated.doc.char_span(first.start, first.end, alignment_mode="expand")
    behind = all(span.start > first.end for span in (*statement.cue, *statement.source))
    if (
        tokens is None
        or not statement.cue
        or not behind
        or statement.quotation_type is not QuotationType.INDIRECT
    ):
        return statement
    root, sentence = tokens.root, tokens[0].sent
    opening = [
        token for token in annotated.doc[sentence.start : tokens.start] if not token.is_space
    ]
    belongs = (
        opening
        and all(root.is_ancestor(token) for token in opening)
        and tokens[-1].sent.start == sentence.start
    )
    if not belongs or opening[-1].text != ",":
        return statement
    return replace(statement, content=(Span(opening[0].idx, first.end), *statement.content[1:]))


def cue_tokens(annotated: AnnotatedDocument, statement: Statement) -> list[Token]:
    """The tokens of a cue."""
    return [annotated.doc[index] for index in sorted(tokens_in(annotated, statement.cue))]
