"""Who a pronoun stands for.

In news "he said" goes on with the speaker before, not with the person named last, and never with a
name inside somebody's quotation; `kg.resolution.antecedents` weighs what else counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import small_words
from kg.model import Kind
from kg.resolution.antecedents import SUBJECTS, Candidate, best_antecedent
from kg.resolution.reading import gender_of_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from kg.language.uses import SmallUse
    from kg.model import Entity
    from kg.resolution.antecedents import Turn
    from kg.resolution.reading import Reading

_KINDS_MEANT: Final[Mapping[SmallUse, frozenset[Kind]]] = {
    "he-or-she": frozenset({Kind.PERSON, Kind.UNNAMED}),
    "they": frozenset({Kind.GROUP, Kind.ORGANIZATION, Kind.UNNAMED}),
    "it": frozenset({Kind.ORGANIZATION, Kind.ARTEFACT, Kind.PLACE}),
}
"""The kinds that the pronouns of the third person can stand for."""
OWNER: Final = 0.8
"""How sure "his" is the owner of the subject."""


def antecedent(reading: Reading, pronoun: Token, turns: Sequence[Turn]) -> Candidate | None:
    """Who a pronoun of the third person stands for; None where nobody fits.

    Args:
        reading: The document.
        pronoun: A token such as "he", "their" or "it".
        turns: The sources resolved so far.
    """
    kinds = kinds_meant(pronoun.lower_)
    if pronoun.dep_ == "poss" and (owner := owner_of_subject(reading, pronoun)):
        return Candidate(entity=owner, features={}, probability=OWNER)
    return best_antecedent(reading, pronoun, turns, kinds) if kinds else None


def kinds_meant(pronoun: str) -> frozenset[Kind]:
    """Return the kinds that a pronoun of the third person can stand for; none for any other word.

    >>> sorted(kinds_meant("her")), kinds_meant("we")
    ([<Kind.PERSON: 'person'>, <Kind.UNNAMED: 'unnamed'>], frozenset())
    """
    for use, kinds in _KINDS_MEANT.items():
        if pronoun in small_words(use):
            return kinds
    return frozenset()


def owner_of_subject(reading: Reading, pronoun: Token) -> Entity | None:
    """Whose the subject is, for "his" behind it, where nobody else does anything: "Kim's guards blocked his floor"."""
    for verb in pronoun.ancestors:
        for subject in (
            child for child in verb.children if child.dep_ in SUBJECTS and child.i < pronoun.i
        ):
            owner = next((child for child in subject.children if child.dep_ == "poss"), None)
            entity = (
                reading.table.at(owner)
                if owner is not None and not subject.is_ancestor(pronoun)
                else None
            )
            is_other = (
                entity is None
                or entity.kind is not Kind.PERSON
                or pronoun.lower_ not in small_words("he-or-she")
            )
            return None if is_other or contradicts(reading, entity, pronoun) else entity
    return None


def contradicts(reading: Reading, entity: Entity | None, pronoun: Token) -> bool:
    """Whether somebody is known to be of the other gender."""
    told = reading.genders.get(entity) if entity else None
    return told is not None and told != gender_of_word(pronoun)
