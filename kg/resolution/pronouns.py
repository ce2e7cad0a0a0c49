"""Who a pronoun stands for.

In news "he said" goes on with the speaker before, not with the person named last, and never with a name inside
somebody's quotation; `kg.resolution.antecedents` weighs what else counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import Kind
from kg.resolution.antecedents import best_antecedent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.resolution.antecedents import Candidate, Turn
    from kg.resolution.reading import Reading

HE: Final = frozenset({"he", "him", "his", "himself"})
SHE: Final = frozenset({"she", "her", "hers", "herself"})
THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
IT: Final = frozenset({"it", "its", "itself"})
FIRST_PERSON: Final = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
RELATIVE: Final = frozenset({"who", "which", "that", "whose", "whom"})
STANDS_FOR: Final = {
    **dict.fromkeys(HE | SHE, frozenset({Kind.PERSON})),
    **dict.fromkeys(THEY, frozenset({Kind.GROUP, Kind.ORGANIZATION})),
    **dict.fromkeys(IT, frozenset({Kind.ORGANIZATION, Kind.ARTEFACT, Kind.PLACE})),
}
"""The kinds that a pronoun of the third person can stand for."""


def antecedent(reading: Reading, pronoun: Token, turns: Sequence[Turn]) -> Candidate | None:
    """Who a pronoun of the third person stands for; None where nobody fits.

    Args:
        reading: The document.
        pronoun: A token such as "he", "their" or "it".
        turns: The sources resolved so far.
    """
    kinds = STANDS_FOR.get(pronoun.lower_)
    return best_antecedent(reading, pronoun, turns, kinds, "pronoun") if kinds else None
