"""Reported speech whose cue is not a verb: "according to Ann"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.statements.frames import Frame
from kg.statements.syntax import (
    FINITE,
    find_child,
    get_subtree,
    noun_phrase,
    spans_of,
    tokens_between,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.model import Span


def find_according(token: Token) -> Frame | None:
    """Return a frame of the sentence or clause around "according to Ann"."""
    if token.lower_ != "according" or token.i + 1 >= token.sent.end:
        return None
    source = _find_informant(token.nbor())
    if not source:
        return None
    phrase = tokens_between(token.doc, token.idx, source[-1].end, "expand")
    left_out = set(phrase)
    return Frame(
        cue=(token, token.nbor()),
        lemma="accord",
        content=tuple(inner for inner in _clause_around(token) if inner not in left_out),
        source=source,
        confidence=0.9,
    )


def _find_informant(to: Token) -> tuple[Span, ...]:
    """Return who it is according to.

    At the end of a sentence this is all that is left of it, unless that holds a clause.
    """
    tail = to.doc[to.i + 1 : to.sent.end]
    if FINITE.isdisjoint(token.tag_ for token in tail):
        return spans_of(to.doc, tail)[:1]
    speaker = find_child(to, "pobj")
    return noun_phrase(speaker) if speaker is not None else ()


def _clause_around(token: Token) -> list[Token]:
    """Return the sentence that a phrase belongs to, or the clause in it that holds the phrase."""
    top = token.head
    while top.pos_ not in {"VERB", "AUX"} and top.head.i != top.i:
        top = top.head
    return get_subtree(top) if top.dep_ in {"ccomp", "relcl"} else list(token.sent)
