"""What a noun stands for, by the tables of `kg.language.words`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.language.words import full_nouns, noun_genders, noun_media, nouns, person_nouns
from kg.model import Kind, Medium

if TYPE_CHECKING:
    from spacy.tokens import Token


def medium_of(lemma: str) -> Medium | None:
    """What the thing that a noun stands for is made of, if it is an artefact.

    >>> medium_of("photo"), medium_of("tree")
    (<Medium.IMAGE: 'image'>, None)
    """
    return noun_media().get(lemma.lower())


def is_person_noun(lemma: str) -> bool:
    """Whether a singular noun stands for a person: a role, a relation, a trade.

    >>> [is_person_noun(noun) for noun in ("senator", "widow", "guitarist", "letter", "plan")]
    [True, True, True, False, False]
    """
    return lemma.lower() in _people()


@cache
def _people() -> frozenset[str]:
    """Return the nouns for people: those in the tables of sources, and others for nothing else."""
    others = nouns("body") | nouns("collective") | noun_media().keys()
    return nouns("role") | noun_genders().keys() | ((nouns("unnamed") | person_nouns()) - others)


def role_noun(word: Token) -> str:
    """The noun for a role in the singular, lower case and in full."""
    full = full_nouns().get(word.lower_.rstrip("."))
    return full.split()[-1] if full else word.lemma_.lower()


def head_kind(lemma: str, *, plural: bool) -> tuple[Kind, Medium | None]:
    """What a common noun stands for when it is the source of a statement and nothing names it.

    Args:
        lemma: The head noun in the singular.
        plural: Whether it stands in the plural.

    >>> head_kind("analyst", plural=True)
    (<Kind.GROUP: 'group'>, None)
    >>> head_kind("footage", plural=False)
    (<Kind.ARTEFACT: 'artefact'>, <Medium.VIDEO: 'video'>)
    >>> head_kind("official", plural=False)
    (<Kind.UNNAMED: 'unnamed'>, None)
    """
    noun = lemma.lower()
    medium = medium_of(noun)
    if medium is not None:
        return Kind.ARTEFACT, medium
    if plural or noun in nouns("collective"):
        return Kind.GROUP, None
    if noun in nouns("body"):
        return Kind.ORGANIZATION, None
    return Kind.UNNAMED, None
