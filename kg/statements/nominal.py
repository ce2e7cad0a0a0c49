"""Reported speech whose cue is not a verb: "according to Ann"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.statements.frames import Frame
from kg.statements.syntax import FINITE, child_of, noun_phrase, spans_of, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.model import Span


def by_according(token: Token) -> Frame | None:
    """The sentence or clause around "according to Ann"."""
    if token.lower_ != "according" or token.i + 1 >= token.sent.end:
        return None
    source = informant(token.nbor())
    if not source:
        return None
    phrase = {
        inner.i
        for inner in token.doc.char_span(token.idx, source[-1].end, alignment_mode="expand") or ()
    }
    content = tuple(inner for inner in clause_around(token) if inner.i not in phrase)
    return Frame(
        cue=(token, token.nbor()), lemma="accord", content=content, source=source, confidence=0.9
    )


def informant(to: Token) -> tuple[Span, ...]:
    """Who it is according to: at the end of a sentence all that is left, where it holds no clause."""
    tail = to.doc[to.i + 1 : to.sent.end]
    if not any(token.tag_ in FINITE for token in tail):
        return spans_of(to.doc, tail)[:1]
    speaker = child_of(to, "pobj")
    return noun_phrase(speaker) if speaker is not None else ()


def clause_around(token: Token) -> list[Token]:
    """The sentence that a phrase belongs to, or the clause within it that has the phrase inside."""
    top = token.head
    while top.pos_ not in {"VERB", "AUX"} and top.head.i != top.i:
        top = top.head
    return subtree(top) if top.dep_ in {"ccomp", "relcl"} else list(token.sent)
