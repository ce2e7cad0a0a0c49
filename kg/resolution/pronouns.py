"""Who a pronoun stands for.

In news "he said" goes on with the speaker before, not with the person named last, and never with a
name inside somebody's quotation; `kg.resolution.antecedents` weighs what else counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import small_words
from kg.model import Kind
from kg.resolution.antecedents import NOBODY, SUBJECTS, Apart, Candidate, best_antecedent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from kg.language.uses import SmallUse
    from kg.model import Entity
    from kg.resolution.reading import Reading
    from kg.resolution.turns import Turn

_OWNER: Final = 0.8
"""How sure "his" is the owner of the subject."""
_KINDS_MEANT: Final[Mapping[SmallUse, frozenset[Kind]]] = {
    "he-or-she": frozenset({Kind.PERSON, Kind.UNNAMED}),
    "they": frozenset({Kind.GROUP, Kind.ORGANIZATION, Kind.UNNAMED}),
    "it": frozenset({Kind.ORGANIZATION, Kind.ARTEFACT, Kind.PLACE}),
}
"""The kinds that a pronoun of the third person can stand for."""


def find_antecedent(
    reading: Reading,
    pronoun: Token,
    turns: Sequence[Turn],
    apart: Apart = NOBODY,
) -> Candidate | None:
    """Return who a pronoun of the third person stands for; None where nobody fits.

    Args:
        reading: The document.
        pronoun: A token such as "he", "their" or "it".
        turns: The sources resolved so far.
        apart: Whom it can't stand for, whatever else speaks for them.
    """
    kinds = kinds_meant(pronoun.lower_)
    if not kinds:
        return None
    owner = _owner_of_subject(reading, pronoun)
    if owner is not None:
        return Candidate(entity=owner, features={}, probability=_OWNER)
    return best_antecedent(reading, pronoun, turns, kinds, apart)


def kinds_meant(pronoun: str) -> frozenset[Kind]:
    """Return the kinds that a pronoun of the third person can stand for; none for any other word.

    >>> sorted(kinds_meant("her")), kinds_meant("we")
    ([<Kind.PERSON: 'person'>, <Kind.UNNAMED: 'unnamed'>], frozenset())
    """
    for use, kinds in _KINDS_MEANT.items():
        if pronoun in small_words(use):
            return kinds
    return frozenset()


def _owner_of_subject(reading: Reading, pronoun: Token) -> Entity | None:
    """Return whose the subject is before a lone "his": "Kim's guards blocked his floor"."""
    if pronoun.dep_ != "poss" or pronoun.lower_ not in small_words("he-or-she"):
        return None
    subject = _subject_before(pronoun)
    if subject is None or subject.is_ancestor(pronoun):
        return None
    for child in subject.children:
        owner = reading.table.at(child)
        if child.dep_ == "poss" and owner and owner.kind is Kind.PERSON:
            return owner
    return None


def _subject_before(token: Token) -> Token | None:
    """Return the nearest subject before a token in the clauses around it."""
    for verb in token.ancestors:
        for child in verb.children:
            if child.i < token.i and child.dep_ in SUBJECTS:
                return child
    return None
