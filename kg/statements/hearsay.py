"""Hearsay: what somebody is said to have said, inside of a content or beside it.

    The Post reported that officials said it rained.    "officials said it rained" is read again
    It rained, the Post reported, citing officials.     both say the same

The network gives each word one role, so that it finds the outermost attribution. Each content in
which somebody else may speak is read again as a text of its own, and so is what is found in it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from kg.language.words import cue_classes, small_words
from kg.model import AttributionType, QuotationType
from kg.statements import tagger
from kg.statements.kinds import tops
from kg.statements.near import file_by_place, file_spans, find_near, is_touched
from kg.statements.syntax import FINITE, find_child, find_subject, lemma_of, noun_phrase, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Span, Statement


def extract(annotated: AnnotatedDocument, found: Sequence[Statement]) -> Iterator[Statement]:
    """Find what is told inside of the contents of statements, layer by layer.

    Args:
        annotated: The document.
        found: The outermost statements.

    Raises:
        ModelError: The files of the network are missing or damaged.
    """
    outer = list(found)
    cues = list(chain.from_iterable(statement.cue for statement in found))
    while outer:
        contents = {statement.content for statement in outer if _may_hold(annotated, statement)}
        known = file_spans(cues)
        outer = []
        for statement in tagger.extract_inside(annotated, sorted(contents)):
            is_new = not any(is_touched(known, cue) for cue in statement.cue)
            if is_new and _is_told(annotated, statement):
                outer.append(statement)
        cues += chain.from_iterable(statement.cue for statement in outer)
        yield from outer


def _may_hold(annotated: AnnotatedDocument, statement: Statement) -> bool:
    """Tell whether somebody may speak in a content.

    Somebody may if it is a claim, and has a cue from which a clause hangs.
    """
    if statement.quotation_type in {QuotationType.NARRATION, QuotationType.CAPTION}:
        return False
    if statement.attribution_type not in {None, AttributionType.ASSERTION}:
        return False
    return any(map(_is_cue, tokens_of(annotated.doc, statement.content)))


def _is_cue(token: Token) -> bool:
    """Tell whether a word looks like the cue of somebody else than "I"."""
    if token.lower_ == "according":
        return True
    is_aside = token.dep_ in {"advcl", "parataxis"}
    if not is_aside and find_child(token, "ccomp", "xcomp", "acl") is None:
        return False
    if cue_classes().keys().isdisjoint({("verb", lemma_of(token)), ("noun", lemma_of(token))}):
        return False
    subject = find_subject(token)
    return subject is None or not _is_speaker(subject)


def _is_speaker(token: Token) -> bool:
    """Tell whether a word stands for the speaker or who listens: "I", "we", "you"."""
    return token.lower_ in small_words("first-person") or token.lower_ == "you"


def _is_told(annotated: AnnotatedDocument, statement: Statement) -> bool:
    """Tell whether somebody else than the speaker says, thinks or wants something in words.

    "I think it rained" says no more than that it rained; "praised the team" has no clause.
    """
    source = tokens_of(annotated.doc, statement.source)
    if not statement.cue or not source or all(map(_is_speaker, source)):
        return False
    return any(map(_heads_clause, tops(tokens_of(annotated.doc, statement.content))))


def _heads_clause(token: Token) -> bool:
    """Tell whether a word is the verb of a clause or of an infinitive with "to"."""
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    tags = {token.tag_, *(child.tag_ for child in token.lefts)}
    return "TO" in tags or not tags.isdisjoint(FINITE)
