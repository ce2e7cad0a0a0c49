"""Reported speech: what somebody says in the words of the text.

Ann said (that) it rained.         a clause                     Bo refused to come.       an infinitive
It rained, said Ann.               the clause before its cue    It rained, according to Ann.
a step that, experts say, helps    a cue inside its content     the claim that it rained  a noun and its clause
The study showed a decline.        a noun, for verbs of showing
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Span, Statement
from kg.statements import cues
from kg.statements.frames import in_quotation, quotations_of, statement
from kg.statements.syntax import agent, child_of, is_passive, noun_phrase, spans_of, subject, subtree, verb_group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.annotation import AnnotatedDocument
    from kg.statements.quote_marks import Quotation


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """The reported speech of a document, outside what other extractors found to be quoted."""
    quotations = quotations_of(annotated)
    quoted = [span for other in found for span in other.content]
    used = {span for other in found for span in other.cue}
    for token in running_text(annotated):
        if any(span.start <= token.idx < span.end for span in quoted) or in_quotation(token, quotations):
            continue
        made = attribution(annotated, token, quotations)
        if made and not used & set(made.cue):
            yield made


def running_text(annotated: AnnotatedDocument) -> Iterator[Token]:
    """The tokens of the paragraphs."""
    for paragraph in annotated.document.paragraphs:
        yield from annotated.doc.char_span(paragraph.start, paragraph.end, alignment_mode="contract") or ()


def attribution(annotated: AnnotatedDocument, token: Token, quotations: Sequence[Quotation]) -> Statement | None:
    """The statement that a token makes if it is a cue."""
    if token.lower_ == "according":
        return by_according(annotated, token, quotations)
    if token.pos_ in {"VERB", "AUX"}:
        return (
            by_clause(annotated, token, quotations)
            or by_aside(annotated, token, quotations)
            or by_noun(annotated, token, quotations)
        )
    if token.pos_ == "NOUN" and token.lemma_.lower() in cues.NOUNS:
        return by_noun_cue(annotated, token, quotations)
    return None


def by_clause(annotated: AnnotatedDocument, verb: Token, quotations: Sequence[Quotation]) -> Statement | None:
    """ "Ann said that it rained", "it rained, said Ann", "Bo refused to come"."""
    lemma = verb.lemma_.lower()
    clause = child_of(verb, "ccomp")
    infinitive = False
    if clause is None or lemma not in cues.CLAUSAL:
        clause = child_of(verb, "xcomp", "ccomp")
        infinitive = True
        if clause is None or lemma not in cues.INFINITIVE:
            return None
    source = source_of(verb)
    if clause.tag_ in {"VBG"} and infinitive:
        return None
    content = subtree(clause)
    gap = antecedent(verb, clause)
    tokens = [*gap, *content]
    return build(annotated, verb, tokens, source, quotations, 0.9 if source else 0.6, infinitive=infinitive)


def antecedent(verb: Token, clause: Token) -> list[Token]:
    """The noun that a clause lacks as its subject: "a move" of "a move analysts say is part of ..."."""
    if verb.dep_ != "relcl" or any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in clause.children):
        return []
    return [token for token in verb.head.subtree if token.i <= verb.head.i]


def by_aside(annotated: AnnotatedDocument, verb: Token, quotations: Sequence[Quotation]) -> Statement | None:
    """ "The plan, experts say, will fail": the sentence around an aside."""
    if verb.dep_ != "parataxis" or verb.lemma_.lower() not in cues.CLAUSAL:
        return None
    source = source_of(verb)
    return build(annotated, verb, subtree(verb.head, verb), source, quotations, 0.8) if source else None


def by_noun(annotated: AnnotatedDocument, verb: Token, quotations: Sequence[Quotation]) -> Statement | None:
    """ "Footage showed the damage": what a verb of showing or judging has as its object."""
    thing = child_of(verb, "dobj")
    if thing is None or verb.lemma_.lower() not in cues.NOMINAL or thing.pos_ == "PRON":
        return None
    source = source_of(verb)
    return build(annotated, verb, subtree(thing), source, quotations, 0.6) if source else None


def by_according(annotated: AnnotatedDocument, token: Token, quotations: Sequence[Quotation]) -> Statement | None:
    """ "It rained, according to Ann": the sentence around the phrase."""
    to = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if to is None or to.lower_ != "to":
        return None
    speaker = child_of(to, "pobj")
    if speaker is None:
        return None
    phrase = {inner.i for inner in token.subtree} | {inner.i for inner in to.subtree}
    content = [inner for inner in clause_around(token) if inner.i not in phrase]
    return build(annotated, token, content, noun_phrase(speaker), quotations, 0.9, group=[token, to])


def clause_around(token: Token) -> list[Token]:
    """The clause that a phrase belongs to: its verb with all that hangs from it."""
    top = token.head
    while top.pos_ not in {"VERB", "AUX"} and top.head.i != top.i:
        top = top.head
    if top.dep_ in {"conj", "ccomp", "advcl", "relcl"} and top.head.i != top.i and not top.is_sent_start:
        return list(top.subtree)
    return list(token.sent)


def by_noun_cue(annotated: AnnotatedDocument, noun: Token, quotations: Sequence[Quotation]) -> Statement | None:
    """ "Ann's claim that it rained"."""
    clause = next(
        (child for child in noun.children if child.dep_ in {"acl", "relcl", "ccomp"} and child_of(child, "mark")), None
    )
    if clause is None or child_of(clause, "mark") is None or child_of(clause, "mark").lower_ != "that":  # type: ignore[union-attr] - checked before
        return None
    owner = child_of(noun, "poss")
    by = next((child for child in noun.children if child.dep_ == "prep" and child.lower_ in {"by", "of", "from"}), None)
    speaker = owner if owner is not None else child_of(by, "pobj") if by is not None else None
    if speaker is None and noun.dep_ == "dobj":
        speaker = subject(noun.head)
    source = noun_phrase(speaker) if speaker is not None else ()
    return build(annotated, noun, subtree(clause), source, quotations, 0.7, group=[noun]) if source else None


def source_of(verb: Token) -> tuple[Span, ...]:
    """The words for who says it: the subject of an active verb, the agent of a passive one."""
    speaker = agent(verb) if is_passive(verb) else subject(verb)
    if speaker is None or speaker.lower_ in {"it", "there"} and child_of(verb, "ccomp") is not None:
        return ()
    return noun_phrase(speaker)


def build(
    annotated: AnnotatedDocument,
    cue: Token,
    content: Sequence[Token],
    source: Sequence[Span],
    quotations: Sequence[Quotation],
    confidence: float,
    *,
    group: Sequence[Token] | None = None,
    infinitive: bool = False,
) -> Statement | None:
    """The statement of a cue, its content widened to the ends of the quotations that it cuts."""
    tokens = list(group or verb_group(cue))
    apart = {token.i for token in tokens}
    spans = spans_of(annotated.doc, [token for token in content if token.i not in apart])
    spans = tuple(widened(span, quotations) for span in spans if len(span.of(annotated.text)) > 1)
    return statement(
        annotated,
        content=merged(spans),
        source=source,
        cue=tokens,
        lemma=cue.lemma_.lower(),
        confidence=confidence,
        infinitive=infinitive,
    )


def widened(span: Span, quotations: Sequence[Quotation]) -> Span:
    """A span that takes in the whole of any quotation that it cuts."""
    for quotation in quotations:
        for part in quotation.spans:
            if part.overlaps(span):
                span = Span(min(span.start, part.start), max(span.end, part.end))
    return span


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap put together."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
