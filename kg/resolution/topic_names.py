"""Name what a claim is about where it has no name: "old bridge", "plans to close the plant"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import nouns
from kg.model import Entity, Kind, Medium
from kg.resolution.lexicon import is_person_noun, medium_of
from kg.resolution.phrases import (
    drop_ending,
    find_core,
    find_determiner,
    is_cut_by_hyphen,
    name_phrase,
    words_between,
)
from kg.statements.syntax import QUOTE_MARKS, find_child

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_introduced", "name_noun"]

_REACH: Final = 500
"""How many tokens back the phrase may stand that "the letter" takes up: some four paragraphs."""
_LONGEST: Final = 15
"""How many tokens a name has at most, if a clause belongs to it."""
_CLAUSES: Final = frozenset({"acl", "relcl", "xcomp"})
_NAMING: Final = ("compound", "nmod", "poss")


def name_noun(noun: Token, owner: Entity | None = None) -> Entity:
    """Return an entity for what a noun stands for, or a gerund with its object.

    Args:
        noun: The noun.
        owner: Whom "his" before it means, if that is known.
    """
    if noun.tag_ == "VBG":
        goal = find_child(noun, "dobj")
        last = find_core(goal)[1] if goal is not None else noun.i + 1
        name = words_between(noun.doc, noun.i, last)
        return Entity(name=name[:1].lower() + name[1:], kind=Kind.THING)
    kind, medium = _find_kind(noun)
    return Entity(name=name_phrase(noun, owner, _find_place(noun)), kind=kind, medium=medium)


def find_introduced(noun: Token) -> Token:
    """Return the last equal noun that says more, for a noun that has only "the" or "this".

    For "the letters" it is the noun of "letters to Congress" or "Ann's letters". If there is none,
    it is the noun itself.
    """
    if find_determiner(noun) not in {"the", "this"} or _says_more(noun):
        return noun
    for token in reversed(noun.doc[max(0, noun.i - _REACH) : noun.i]):
        is_equal = token.lemma_ == noun.lemma_ and token.tag_ == noun.tag_
        if is_equal and _says_more(token) and not is_cut_by_hyphen(token):
            return token
    return noun


def _says_more(noun: Token) -> bool:
    """Tell whether more than an article and adjectives belongs to a noun."""
    _, last = _find_place(noun)
    return last > noun.i + 1 or find_child(noun, *_NAMING) is not None


def _find_place(noun: Token) -> tuple[int, int]:
    """Return the tokens `[first, last)` of a noun's phrase, with a short clause right behind it.

    So "plans to close the plant" and "people who voted", but not "the people, who had voted".
    What a verb has beside its object is no part of it: "accused the mayor of lying", "dismissed
    the plan as weak", "called it a "weak plan"". Of
    quotation marks around a noun, only what stands between them belongs to it.
    """
    first, last = find_core(noun)
    for child in noun.rights:
        end = child.right_edge.i + 1
        if child.dep_ == "prep" and _is_of_verb(child, noun):
            return first, child.i
        if child.dep_ in _CLAUSES and child.left_edge.i == last and end - first <= _LONGEST:
            last = end
    before = [token.i for token in noun.doc[first : noun.i] if token.text in QUOTE_MARKS]
    behind = [token.i for token in noun.doc[noun.i : last] if token.text in QUOTE_MARKS]
    first = before[-1] + 1 if len(before) % 2 else first
    return first, drop_ending(noun, behind[-1] if len(behind) % 2 else last)


def _is_of_verb(preposition: Token, noun: Token) -> bool:
    """Tell whether a preposition behind a noun rather hangs from a verb before it."""
    is_gerund = any(child.tag_ == "VBG" for child in preposition.children)
    return preposition.lower_ == "as" or (is_gerund and is_person_noun(noun.lemma_))


def _find_kind(noun: Token) -> tuple[Kind, Medium | None]:
    """Return what a common noun stands for when a claim is about it."""
    lemma = noun.lemma_.lower()
    medium = medium_of(lemma)
    if medium is not None:
        return Kind.ARTEFACT, medium
    is_person = is_person_noun(lemma)
    if lemma in nouns("collective") or (is_person and noun.tag_ in {"NNS", "NNPS"}):
        return Kind.GROUP, None
    if lemma in nouns("body"):
        return Kind.ORGANIZATION, None
    return Kind.UNNAMED if is_person else Kind.THING, None
