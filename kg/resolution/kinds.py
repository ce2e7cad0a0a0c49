"""What kind of source a noun phrase is that no name stands for: a group, a document, a body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.words import nouns, small_words
from kg.model import Kind, Medium
from kg.resolution.lexicon import head_kind, is_person_noun, role_noun

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["kind_of_phrase"]


def kind_of_phrase(noun: Token) -> tuple[Kind, Medium | None]:
    """Return what kind of source a phrase is, given its head, and the medium of a document."""
    counted = _find_counted(noun)
    if counted is not None and noun.lower_ == "one":
        return head_kind(counted.lemma_, plural=False)  # "one of our letters"
    if counted is not None or (noun.pos_ == "NUM" and noun.lower_ != "one"):
        return Kind.GROUP, None
    is_proper = noun.pos_ == "PROPN"
    letters = noun.lower_.removesuffix("s")
    lemma = letters if is_proper or letters in nouns("initials") else noun.lemma_
    are_people = lemma != noun.lower_ and is_person_noun(lemma)  # "Jurors", taken for a name
    is_plural = noun.tag_ in {"NNS", "NNPS"} or noun.lower_ in small_words("quantifier")
    kind, medium = head_kind(lemma, plural=is_plural or are_people or _is_every(noun))
    if not is_proper or kind is not Kind.UNNAMED:
        return kind, medium

    # A proper noun that the tables do not contain is a name, unless it ends with a role.
    if is_person_noun(role_noun(noun)):
        return kind, medium
    return Kind.ORGANIZATION, medium


def _find_counted(noun: Token) -> Token | None:
    """Return those whom a noun only counts: "writers" of "a number of writers", "two of ..."."""
    if noun.lemma_.lower() not in nouns("quantity") and noun.pos_ != "NUM":
        return None
    for child in noun.children:
        if child.lower_ == "of":
            return next(child.children, None)
    return None


def _is_every(noun: Token) -> bool:
    """Tell whether a singular stands for all of its kind: "almost every expert"."""
    return any(child.lower_ in small_words("every") for child in noun.children)
