"""Who a pronoun stands for.

In news "he said" goes on with the speaker before, not with the person named last: the candidates are the sources and
the grammatical subjects before the pronoun, the nearest first, and never a name inside somebody's quotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import Entity, Kind
from kg.resolution.reading import definite, gender, is_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.resolution.reading import Reading

HE: Final = frozenset({"he", "him", "his", "himself"})
SHE: Final = frozenset({"she", "her", "hers", "herself"})
THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
IT: Final = frozenset({"it", "its", "itself"})
FIRST_PERSON: Final = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
RELATIVE: Final = frozenset({"who", "which", "that", "whose", "whom"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
PERSONS: Final = frozenset({Kind.PERSON})
BODIES: Final = frozenset({Kind.ORGANIZATION, Kind.ARTEFACT, Kind.PLACE})
SEVERAL: Final = frozenset({Kind.GROUP, Kind.ORGANIZATION})
REACH: Final = 400
"""How many tokens back a pronoun may look: some three paragraphs."""


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """Somebody came up as a source: at which token, and who."""

    at: int
    entity: Entity


def antecedent(reading: Reading, pronoun: Token, turns: Sequence[Turn]) -> tuple[Entity, str] | None:
    """Who a pronoun of the third person stands for, with the rule that says so; None where nobody fits.

    Args:
        reading: The document.
        pronoun: A token such as "he", "their" or "it".
        turns: The sources resolved so far.
    """
    word = pronoun.lower_
    if word in HE | SHE:
        kinds = PERSONS
        contrary = "f" if word in HE else "m"
    elif word in THEY:
        kinds, contrary = SEVERAL, None
    elif word in IT:
        kinds, contrary = BODIES, None
    else:
        return None
    for turn, rule in candidates(reading, pronoun, turns):
        if turn.entity.kind in kinds and (contrary is None or gender(reading, turn.entity) != contrary):
            return turn.entity, rule
    return None


def candidates(reading: Reading, pronoun: Token, turns: Sequence[Turn]) -> Iterator[tuple[Turn, str]]:
    """Everybody who came up before a pronoun as a source or a subject, the nearest first."""
    spoken = {turn: "speaker-continuity" for turn in turns if pronoun.i - REACH < turn.at < pronoun.i}
    subjects = dict.fromkeys(prominent(reading, pronoun), "subject-continuity")
    for turn, rule in sorted((subjects | spoken).items(), key=lambda item: item[0].at, reverse=True):
        if not binds(reading, turn, pronoun):
            yield turn, rule


def prominent(reading: Reading, pronoun: Token) -> Iterator[Turn]:
    """The subjects before a pronoun, and the owners of subjects ("Kim's team" brings up Kim), in nobody's quotation."""
    for token in reading.doc[max(0, pronoun.i - REACH) : pronoun.i]:
        top = token.head if token.dep_ == "poss" else token
        if top.dep_ in SUBJECTS and not is_quoted(reading, token):
            named = reading.table.at(token)
            found = (named, "") if named else definite(reading, token)
            if found:
                yield Turn(token.i, found[0])


def binds(reading: Reading, turn: Turn, pronoun: Token) -> bool:
    """Whether grammar keeps the two apart: the object of a verb is not its subject ("Kim met him")."""
    other = reading.doc[turn.at]
    return other.head == pronoun.head and other.dep_ in SUBJECTS and pronoun.dep_ in {"dobj", "dative", "iobj"}
