"""Reported speech whose cue is no verb: "according to Ann", "Ann's claim that it rained", "Ann: It will rain"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words, labels, nouns
from kg.statements.frames import Frame
from kg.statements.syntax import (
    FINITE,
    child_of,
    has_that,
    lemma_of,
    noun_phrase,
    spans_of,
    subject,
    subtree,
    words_between,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.model import Span

LONGEST_SPEAKER: Final = 5
"""How many words may stand before the colon of a heading."""
SHORTEST_HEADING: Final = 3
"""How many words must stand behind it."""


def by_according(token: Token) -> Frame | None:
    """The sentence or clause around "according to Ann"."""
    if token.lower_ != "according" or token.i + 1 >= token.sent.end or token.nbor().lower_ != "to":
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
    if words_between(to.doc, to.i + 1, to.sent.end) and not any(
        token.tag_ in FINITE for token in tail
    ):
        return spans_of(to.doc, tail)[:1]
    speaker = child_of(to, "pobj")
    if speaker is None:
        return ()
    listed = (
        child
        for child in speaker.rights
        if child.dep_ == "conj" and child.doc[child.left_edge.i - 1].text == ","
    )
    return noun_phrase(speaker, *listed)


def clause_around(token: Token) -> list[Token]:
    """The sentence that a phrase belongs to, or the clause within it that has the phrase inside."""
    top = token.head
    while top.pos_ not in {"VERB", "AUX"} and top.head.i != top.i:
        top = top.head
    return subtree(top) if top.dep_ in {"ccomp", "relcl"} else list(token.sent)


def by_noun_cue(noun: Token) -> Frame | None:
    """A noun and its clause: "Ann's claim that it rained"."""
    if noun.pos_ != "NOUN" or lemma_of(noun) not in cue_words("noun-clause"):
        return None
    clause = next(
        (
            child
            for child in noun.children
            if child.dep_ in {"acl", "relcl", "ccomp"} and has_that(child)
        ),
        None,
    )
    speaker = owner(noun)
    if clause is None or speaker is None:
        return None
    return Frame(
        cue=(noun,),
        lemma=lemma_of(noun),
        content=tuple(clause.subtree),
        source=noun_phrase(speaker),
        confidence=0.7,
    )


def owner(noun: Token) -> Token | None:
    """Whose claim it is: "Ann's claim", "the claim of Ann", "Ann made the claim"."""
    by = next(
        (
            child
            for child in noun.children
            if child.dep_ == "prep" and child.lower_ in {"by", "of", "from"}
        ),
        None,
    )
    candidates = (child_of(noun, "poss"), child_of(by, "pobj") if by is not None else None)
    if (
        found := next((candidate for candidate in candidates if candidate is not None), None)
    ) is not None:
        return found
    return subject(noun.head) if noun.dep_ == "dobj" else None


def by_heading(colon: Token) -> Frame | None:
    """A paragraph that begins with a speaker and a colon: "Ann Lee: It will rain", "Police: Two men fled"."""
    if colon.text != ":" or not 1 <= colon.i - colon.sent.start <= LONGEST_SPEAKER:
        return None
    words = words_between(colon.doc, colon.sent.start, colon.i)
    content = colon.doc[colon.i + 1 : colon.sent.end]
    if (
        not words
        or len(words_between(colon.doc, content.start, content.end)) < SHORTEST_HEADING
        or {token.lower_ for token in words} & labels()
    ):
        return None
    if not all(token.pos_ == "PROPN" or lemma_of(token) in nouns("informant") for token in words):
        return None
    source = spans_of(colon.doc, words)
    return Frame(cue=(colon,), lemma=":", content=tuple(content), source=source, confidence=0.6)
