"""Who a pronoun stands for.

In news "he said" goes on with the speaker before, not with the person named last, and never with a
name inside somebody's quotation; `kg.resolution.antecedents` weighs what else counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import Kind
from kg.resolution.antecedents import SUBJECTS, Candidate, best_antecedent
from kg.resolution.reading import gender_of_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.model import Entity
    from kg.resolution.antecedents import Turn
    from kg.resolution.reading import Reading

HE_OR_SHE: Final = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
IT: Final = frozenset({"it", "its", "itself"})
IT_OR_THEY: Final = IT | THEY
FIRST_PERSON: Final = frozenset(
    {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"}
)
RELATIVE: Final = frozenset({"who", "which", "that", "whose", "whom"})
STANDS_FOR: Final = {
    **dict.fromkeys(HE_OR_SHE, frozenset({Kind.PERSON, Kind.UNNAMED})),
    **dict.fromkeys(THEY, frozenset({Kind.GROUP, Kind.ORGANIZATION, Kind.UNNAMED})),
    **dict.fromkeys(IT, frozenset({Kind.ORGANIZATION, Kind.ARTEFACT, Kind.PLACE})),
}
"""The kinds that a pronoun of the third person can stand for."""
OWNER: Final = 0.8
"""How sure "his" is the owner of the subject."""


def antecedent(reading: Reading, pronoun: Token, turns: Sequence[Turn]) -> Candidate | None:
    """Who a pronoun of the third person stands for; None where nobody fits.

    Args:
        reading: The document.
        pronoun: A token such as "he", "their" or "it".
        turns: The sources resolved so far.
    """
    kinds = STANDS_FOR.get(pronoun.lower_)
    if pronoun.dep_ == "poss" and (owner := owner_of_subject(reading, pronoun)):
        return Candidate(entity=owner, features={}, probability=OWNER)
    return best_antecedent(reading, pronoun, turns, kinds) if kinds else None


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
                entity is None or entity.kind is not Kind.PERSON or pronoun.lower_ not in HE_OR_SHE
            )
            return None if is_other or contradicts(reading, entity, pronoun) else entity
    return None


def contradicts(reading: Reading, entity: Entity | None, pronoun: Token) -> bool:
    """Whether somebody is known to be of the other gender."""
    told = reading.genders.get(entity) if entity else None
    return told is not None and told != gender_of_word(pronoun)
