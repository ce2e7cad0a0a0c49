"""Tell those who hear from those who speak: "the court heard that", "Ann Lee was told that".

Who hears something said is no source of it. Whom the text names behind "by" is one; else nobody is
named. Who says something is the subject of the verb, further ahead if need be: "Lee rose and said".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words, nouns
from kg.statements.syntax import find_subject, is_passive, lemma_of, noun_phrase, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from kg.model import Statement

__all__ = ["add_speaker", "leave_off_hearer"]

_IMPERSONAL: Final = frozenset({"it", "there"})


def add_speaker(doc: Doc, statement: Statement) -> Statement:
    """Return a statement without a source with the subject of its cue as one, if that speaks.

    Args:
        doc: The annotated text.
        statement: A statement with or without a source.
    """
    if statement.source:
        return statement
    content = {token.i for token in tokens_of(doc, statement.content)}
    for verb in tokens_of(doc, statement.cue):
        if verb.pos_ != "VERB" or not _is_active(verb):
            continue
        subject = find_subject(verb)
        if subject is None or subject.i in content or subject.lower_ in _IMPERSONAL:
            continue
        return replace(statement, source=noun_phrase(subject))
    return statement


def _is_active(verb: Token) -> bool:
    """Tell whether a verb is of who does it: "said", "has said", "saying", but not "asked by"."""
    if verb.tag_ == "VBN":
        return any(child.lemma_ == "have" for child in verb.lefts) and not is_passive(verb)
    return not is_passive(verb)


def leave_off_hearer(doc: Doc, statement: Statement) -> Statement:
    """Return a statement without its source if the source only hears what is said.

    Args:
        doc: The annotated text.
        statement: A statement with or without a source.
    """
    source = tokens_of(doc, statement.source)
    verbs = {token.i for token in tokens_of(doc, statement.cue) if token.pos_ == "VERB"}
    is_hearer = any(token.head.i in verbs and _hears(token, source) for token in source)
    return replace(statement, source=()) if is_hearer else statement


def _hears(subject: Token, source: Iterable[Token]) -> bool:
    """Tell whether the subject of a verb is told something, or sits in court and hears it."""
    verb = lemma_of(subject.head)
    if subject.dep_ == "nsubjpass":
        return verb in cue_words("addressing")
    words = {token.lemma_.lower() for token in source}
    return subject.dep_ == "nsubj" and verb == "hear" and not words.isdisjoint(nouns("hearing"))
