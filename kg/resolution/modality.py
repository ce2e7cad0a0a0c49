"""Whether a claim is affirmed or denied, in its own words or by its cue, and how sure it is of itself.

Polarity and certainty follow the factuality scales of Saurí and Pustejovsky (FactBank, 2009): what
counts is the main clause of the content; a hedge or a "not" further down weakens or denies only its
own clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import cue_words, hedges, passive_hedges, small_words
from kg.model import Certainty, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Token

ORDER: Final = (Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
"""The weakest word decides."""

_ABLE: Final = frozenset({"can", "ca", "could"})
"""Words that, with "not", say that somebody was unable, and leave no doubt of it."""
MODIFIERS: Final = frozenset({"aux", "advmod", "neg", "acomp", "attr", "xcomp", "oprd"})


def modality(
    content: Sequence[Token], cue: Sequence[Token] = ()
) -> tuple[Polarity, Certainty, str | None]:
    """Read polarity, certainty and the hedge off the tokens of a content and its cue, which turns what it denies.

    Returns:
        The hedge is the word that decided, as it stands in the text.
    """
    inside = {token.i for token in content}
    clauses = list(main_verbs(content, inside))
    found = [hedge for verb in clauses for hedge in hedges_beside(verb, inside)]
    found.sort(key=lambda item: ORDER.index(item[0]))
    certainty, hedge = (found[0][0], found[0][1].text) if found else (Certainty.UNSPECIFIED, None)
    negated = bool(clauses) and is_negated(clauses[0], inside)
    return (Polarity.NEGATED if negated != is_denied(cue) else Polarity.AFFIRMED), certainty, hedge


def is_denied(cue: Sequence[Token]) -> bool:
    """Whether a cue denies: "denied that", but not "did not deny that"."""
    undone = any(word.dep_ == "neg" for word in cue)
    return not undone and any(word.lemma_.lower() in cue_words("denying") for word in cue)


def main_verbs(content: Sequence[Token], inside: AbstractSet[int]) -> Iterator[Token]:
    """The verbs at the top of a content: one a sentence, and those joined to it."""
    for token in content:
        top = token.head.i not in inside or token.head.i == token.i
        if top and token.pos_ in {"VERB", "AUX"}:
            yield token
            yield from (
                child for child in token.children if child.dep_ == "conj" and child.i in inside
            )


def hedges_beside(verb: Token, inside: AbstractSet[int]) -> Iterator[tuple[Certainty, Token]]:
    """The words in and beside a verb that weaken or strengthen it, each with what it makes of it."""
    beside = list(modifiers(verb, inside))
    is_unable = any(word.dep_ == "neg" for word in beside)
    for word in beside:
        if is_hedge(word) and not (is_unable and word.lower_ in _ABLE):
            yield hedges()[word.lemma_.lower()], word
    relations = {child.dep_ for child in verb.children}
    governs = not relations.isdisjoint({"xcomp", "ccomp"})
    if governs and verb.lemma_ in cue_words("seeming"):
        yield Certainty.PROBABLE, verb
    elif governs and "auxpass" in relations and verb.lemma_ in passive_hedges():
        yield passive_hedges()[verb.lemma_], verb


def modifiers(verb: Token, inside: AbstractSet[int]) -> Iterator[Token]:
    """The words beside a verb that can weaken it."""
    return (child for child in verb.children if child.i in inside and child.dep_ in MODIFIERS)


def is_hedge(word: Token) -> bool:
    """Whether the word weakens or strengthens its clause."""
    return word.lemma_.lower() in hedges()


def is_negated(verb: Token, inside: AbstractSet[int]) -> bool:
    """Whether a verb is denied, by "not" or by a "no" before its subject or object."""
    for child in verb.children:
        if child.i not in inside:
            continue
        if child.dep_ == "neg" or (
            child.dep_ == "advmod" and child.lower_ in small_words("negation")
        ):
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and child.lemma_ not in cue_words(
            "doubting"
        ):
            determiners = {child.lower_} | {
                word.lower_ for word in child.children if word.dep_ == "det"
            }
            if determiners & small_words("negation"):
                return True
    return False
