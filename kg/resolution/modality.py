"""Whether a claim is affirmed or denied, by itself or by its cue, and how sure it is of itself.

Polarity and certainty follow the factuality scales of Saurí and Pustejovsky (FactBank, 2009): what
counts is the main clause of the content; a hedge or a "not" further down weakens or denies only its
own clause.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, TypeVar

from kg.language.words import (
    cue_classes,
    cue_words,
    hedge_parts,
    hedges,
    passive_hedges,
    small_words,
)
from kg.model import Certainty, Polarity
from kg.statements.kinds import tops
from kg.statements.syntax import lemma_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Token

_T = TypeVar("_T")
_ORDER: Final = (Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
"""The weakest word decides."""
_MODIFIERS: Final = frozenset({"aux", "advmod", "neg", "acomp", "attr", "xcomp", "oprd"})
"""How a word hangs on the verb that it hedges, where it could be something else."""
_FACTIVE: Final = frozenset({"know", "learn", "see"})
"""Classes of verbs that nobody denies with a "not"."""
_PREDICATES: Final = frozenset({"acomp", "attr"})
_DENIABLE: Final = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
"""The parts of a clause that deny it with a "no" before them."""


def read_modality(
    content: Sequence[Token], cue: Sequence[Token] = ()
) -> tuple[Polarity, Certainty, str | None]:
    """Return the polarity and the certainty of a claim, and the hedge that decided.

    Args:
        content: The tokens of the claim.
        cue: The tokens of its cue, which turns what it denies.

    Returns:
        The hedge as it stands in the text; None if the claim has none.
    """
    inside = {token.i for token in content}
    verbs = list(_find_main_verbs(content, inside))
    first = next(chain(verbs, tops(content)), None)
    hedged: list[tuple[Certainty, str]] = []
    for verb in verbs:
        hedged.extend(_find_hedges(verb, inside))
    certainty, hedge = min(
        hedged,
        key=lambda found: _ORDER.index(found[0]),
        default=(Certainty.UNSPECIFIED, None),
    )
    is_negated = first is not None and _is_negated(first, inside)
    is_denied = _is_denied(cue, content)
    polarity = Polarity.AFFIRMED if is_negated == is_denied else Polarity.NEGATED
    return polarity, certainty, hedge


def _is_denied(cue: Sequence[Token], content: Sequence[Token]) -> bool:
    """Tell whether a cue denies its content: "denied that", "did not say that", "refused to".

    What nobody knows is left open ("whether"), and "did not deny that" denies nothing. "Dismissed
    the report as a hoax" says that it is a hoax.
    """
    if not content or content[0].lower_ in {"if", "whether"}:
        return False
    if any(token.lower_ == "as" and token.head in cue for token in content):
        return False
    lemmas = {lemma_of(word) for word in cue if word.dep_ != "amod"}
    denies = not lemmas.isdisjoint(cue_words("denying"))
    if not lemmas.isdisjoint(cue_words("dismissing")):
        denies = denies or _tells_of_claim((*cue, *tops(content)))
    is_negated = any(word.lower_ in small_words("cue-negation") for word in cue)
    return denies != (is_negated and not _is_factive(cue))


def _tells_of_claim(words: Iterable[Token]) -> bool:
    """Tell whether a noun is among some words that stands for what somebody says or thinks."""
    nouns = {("noun", lemma_of(word)) for word in words if word.pos_ == "NOUN"}
    return not nouns.isdisjoint(cue_classes())


def _is_factive(cue: Sequence[Token]) -> bool:
    """Tell whether a cue takes its content to be so even with a "not": "did not know that"."""
    names = {cue_classes().get(("verb", lemma_of(word))) for word in cue}
    return not names.isdisjoint(_FACTIVE)


def _find_main_verbs(content: Sequence[Token], inside: AbstractSet[int]) -> Iterator[Token]:
    """Yield the verbs at the top of a content: one a sentence, and those joined to it."""
    for top in tops(content):
        if top.pos_ in {"VERB", "AUX"}:
            yield top
            for child in top.children:
                if child.dep_ == "conj" and child.i in inside:
                    yield child


def _find_hedges(verb: Token, inside: AbstractSet[int]) -> Iterator[tuple[Certainty, str]]:
    """Yield the words in and beside a verb that weaken or strengthen it, and what it becomes."""
    near = [verb, *(child for child in verb.children if child.i in inside)]
    is_unable = any(child.dep_ == "neg" for child in near[1:])
    for word in near:
        certainty, part = _look_up(hedges(), word), _look_up(hedge_parts(), word)
        # The parser may not know an adverb of the tables; what else they have may be no hedge.
        is_hedge = part == "adverb" or word.dep_ in _MODIFIERS
        if certainty and is_hedge and not (is_unable and part == "ability"):
            yield certainty, word.text

    relations = {child.dep_ for child in verb.children}
    if relations.isdisjoint({"xcomp", "ccomp"}):
        return
    if verb.lemma_ in cue_words("seeming"):
        yield Certainty.PROBABLE, verb.text
    elif "auxpass" in relations and verb.lemma_ in passive_hedges():
        yield passive_hedges()[verb.lemma_], verb.text


def _look_up(table: Mapping[str, _T], word: Token) -> _T | None:
    """Return what a table has for a word, by its form as written, else by its dictionary form."""
    return table.get(word.lower_, table.get(word.lemma_.lower()))


def _is_negated(verb: Token, inside: AbstractSet[int]) -> bool:
    """Tell whether a verb is denied, by "not" or by a "no" before its subject or object."""
    return any(child.i in inside and _denies_clause(child) for child in verb.children)


def _denies_clause(child: Token) -> bool:
    """Tell whether a part of a clause denies the clause."""
    if child.dep_ == "neg":
        return True
    if child.dep_ in _PREDICATES and any(word.dep_ == "neg" for word in child.lefts):
        return True  # "is 'not welcome'"
    words = {child.lower_}
    if child.dep_ == "advmod":  # "never", "no longer"
        words |= {word.lower_ for word in child.children}
    elif child.dep_ in _DENIABLE and child.lemma_ not in cue_words("doubting"):
        words |= {word.lower_ for word in child.children if word.dep_ in {"det", "neg"}}
    else:
        return False
    return not words.isdisjoint(small_words("negation"))
