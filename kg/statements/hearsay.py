"""Hearsay: what somebody is said to have said, inside of a content or beside it.

    The Post reported that officials said it rained.    "officials said it rained" is read again
    It rained, the Post reported, citing officials.     both say the same

The network gives each word one role, so that it finds the outermost attribution. Each content in
which somebody else may speak is read again as a text of its own, and so is what is found in it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, groupby
from typing import TYPE_CHECKING

from kg.language.words import (
    cue_classes,
    cue_words,
    evidence_nouns,
    person_nouns,
    small_words,
)
from kg.model import AttributionType, QuotationType, Span
from kg.statements import tagger
from kg.statements.near import file_spans, is_touched, share_text
from kg.statements.syntax import (
    find_child,
    find_subject,
    lemma_of,
    noun_phrase,
    spans_of,
    tokens_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Statement


def extract(
    annotated: AnnotatedDocument, found: Sequence[Statement], weights: Path = tagger.WEIGHTS
) -> Iterator[Statement]:
    """Find what is told inside of the contents of statements, layer by layer.

    Args:
        annotated: The document.
        found: The outermost statements.
        weights: The folder of the network.

    Raises:
        ModelError: The files of the network are missing or damaged.
    """
    outer = list(found)
    cues = list(chain.from_iterable(statement.cue for statement in found))
    while outer:
        passages = set(chain.from_iterable(_list_passages(annotated, one) for one in outer))
        known = file_spans(cues)
        outer = []
        for statement in tagger.extract_inside(annotated, sorted(passages), weights):
            is_new = not any(is_touched(known, cue) for cue in statement.cue)
            if is_new and _is_told(annotated, statement):
                outer.append(statement)
        cues += chain.from_iterable(statement.cue for statement in outer)
        yield from outer


def share_cited(
    annotated: AnnotatedDocument, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """Give what somebody says "citing officials" to both: to them, and to the officials.

    The network takes the officials for a content, or for a part of one, and "citing" for the cue.
    """
    given = list(statements)
    for verb in annotated.running_text:
        source = _find_cited(verb)
        if not source or verb.i in annotated.quoted_tokens:
            continue
        cue = Span(verb.idx, verb.idx + len(verb))
        settled = (_settle_cited(annotated, one, verb, (cue, *source)) for one in given)
        given = [one for one in settled if one is not None]
        beside = [one for one in given if _is_beside(one, verb)]
        if not beside:
            continue
        outer = min(beside, key=lambda one: abs(one.cue[0].start - cue.start))
        content = _cut_phrase(annotated, outer.content, (cue, *source))
        if content:
            given.remove(outer)
            outer = replace(outer, content=content)
            given += [outer, replace(outer, source=source, cue=(cue,), cue_lemma=lemma_of(verb))]
    yield from given


def _settle_cited(
    annotated: AnnotatedDocument, statement: Statement, verb: Token, phrase: Sequence[Span]
) -> Statement | None:
    """Return a statement whose cue is not "citing", but the verb which that hangs from.

    Returns:
        None if its content was only who is cited.
    """
    if not share_text(statement.cue, phrase[:1]):
        return statement
    head = verb.head
    content = _cut_phrase(annotated, statement.content, phrase)
    if not content or head.pos_ != "VERB":
        return None
    said = Span(head.idx, head.idx + len(head))
    return replace(statement, content=content, cue=(said,), cue_lemma=lemma_of(head))


def _find_cited(verb: Token) -> tuple[Span, ...]:
    """Return the words for whom somebody cites: "officials" in "said, citing officials".

    Whom somebody quotes "as saying" something has said that, and nothing else.
    """
    if verb.tag_ != "VBG" or lemma_of(verb) not in cue_words("citing"):
        return ()
    cited = find_child(verb, "dobj")
    if cited is None or "as" in {child.lower_ for child in verb.rights}:
        return ()
    return noun_phrase(cited) if can_say(cited) else ()


def can_say(noun: Token) -> bool:
    """Tell whether a noun is a name, or stands for people or a document: not "health reasons"."""
    if noun.pos_ == "PROPN":
        return True
    return any(lemma_of(noun) in words for words in (person_nouns(), evidence_nouns()))


def _is_beside(statement: Statement, verb: Token) -> bool:
    """Tell whether the cue of a statement stands in the sentence of a verb."""
    sentence = Span(verb.sent.start_char, verb.sent.end_char)
    return any(sentence.contains(cue) for cue in statement.cue)


def _cut_phrase(
    annotated: AnnotatedDocument, content: Sequence[Span], phrase: Sequence[Span]
) -> tuple[Span, ...]:
    """Return a content without a phrase that stands in it or at its edge."""
    if not share_text(content, phrase):
        return tuple(content)
    kept = [
        token
        for token in tokens_of(annotated.doc, content)
        if not share_text([Span(token.idx, token.idx + len(token))], phrase)
    ]
    return spans_of(annotated.doc, kept)


def _list_passages(
    annotated: AnnotatedDocument, statement: Statement
) -> Iterator[tuple[Span, ...]]:
    """Iterate over the sentences of a content in which somebody may speak, if it is a claim.

    Somebody may where a cue stands; all other sentences would be read in vain.
    """
    if statement.quotation_type in {QuotationType.NARRATION, QuotationType.CAPTION}:
        return
    if statement.attribution_type not in {None, AttributionType.ASSERTION}:
        return
    content = tokens_of(annotated.doc, statement.content)
    for _, sentence in groupby(content, key=lambda token: token.sent.start):
        tokens = list(sentence)
        if any(map(_is_cue, tokens)):
            yield spans_of(annotated.doc, tokens, edges=frozenset())


def _is_cue(token: Token) -> bool:
    """Tell whether a word looks like the cue of somebody else than "I"."""
    if token.lower_ == "according":
        return True
    if token.dep_ != "parataxis" and find_child(token, "ccomp", "xcomp", "acl") is None:
        return False
    if cue_classes().keys().isdisjoint({("verb", lemma_of(token)), ("noun", lemma_of(token))}):
        return False
    subject = find_subject(token)
    return subject is None or not _is_speaker(subject)


def _is_speaker(token: Token) -> bool:
    """Tell whether a word stands for the speaker or who listens: "I", "we", "you"."""
    return token.lower_ in small_words("first-person") | small_words("addressed")


def _is_told(annotated: AnnotatedDocument, statement: Statement) -> bool:
    """Tell whether somebody else than the speaker says something: not "I think it rained"."""
    source = tokens_of(annotated.doc, statement.source)
    return bool(statement.cue) and not all(map(_is_speaker, source))
