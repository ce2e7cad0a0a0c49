"""Who goes on speaking when "the newspaper", "the study", "the official" or "the veteran" speaks next.

News names its speakers anew by what they are. The one who spoke last is meant, where kind, gender
and number allow it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from kg.language.words import nouns, small_words
from kg.model import Kind, Medium
from kg.resolution.antecedents import SUBJECTS, speaking_last
from kg.resolution.lexicon import gender_of_word, is_person_noun, medium_of, role_noun
from kg.resolution.phrases import find_conjuncts, has_name_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.model import Entity
    from kg.resolution.antecedents import Turn
    from kg.resolution.reading import Reading

AGE: Final = "old"
"""The head of "the 54-year-old"."""
NEARBY: Final = 80
"""How many tokens back they may be named."""


def both_before(reading: Reading, mentions: Sequence[Token]) -> list[Entity]:
    """The two or more people, joined as a subject just before, whom "they", "both" or "the two" means."""
    if len(mentions) != 1 or not is_pair(mentions[0]):
        return []
    mention = mentions[0]
    for token in reversed(reading.doc[max(0, mention.i - NEARBY) : mention.i]):
        named = reading.table.at(token)
        if token.dep_ in SUBJECTS and named and named.kind is Kind.PERSON:
            others = find_conjuncts(token, set(range(token.i, mention.i)))
            joined = [entity for other in others if (entity := reading.table.at(other))]
            return [named, *joined] if joined else []
    return []


def is_pair(mention: Token) -> bool:
    """Whether a mention is of two: "they", "the pair", "both men"."""
    counted = {child.lower_ for child in mention.children} & {"both", "two"}
    return mention.lower_ in small_words("pair") | nouns("pair") or (
        bool(counted) and is_person_noun(mention.lemma_)
    )


def body_speaking(reading: Reading, noun: Token, turns: Sequence[Turn]) -> Entity | None:
    """The body that spoke last, if a noun such as "the newspaper" can go on with it."""
    is_body = (
        noun.lemma_.lower() in nouns("body") | nouns("firm")
        and is_definite(noun)
        and not has_name_before(noun)
    )
    last = speaking_last(reading, noun, turns) if is_body else None
    return last if last is not None and last.kind is Kind.ORGANIZATION else None


def person_speaking(reading: Reading, noun: Token, turns: Sequence[Turn]) -> Entity | None:
    """Who spoke last, if "the veteran" or "the 54-year-old" can go on with them, as news names people anew.

    A spokesman or a judge is somebody else.
    """
    is_person = (
        is_definite(noun)
        and is_person_noun(role_noun(noun))
        and role_noun(noun) not in nouns("somebody-else")
    )
    last = speaking_last(reading, noun, turns) if is_person or noun.lower_ == AGE else None
    if last is None or last.kind is not Kind.PERSON:
        return None
    told, known = gender_of_word(noun), reading.genders.get(last)
    return None if told and known and told != known else last


def introduced(noun: Token, turns: Sequence[Turn]) -> Entity | None:
    """The unnamed person who spoke as "a senior official", for "the official"."""
    if not is_definite(noun) or not is_person_noun(role_noun(noun)):
        return None
    alike = [
        turn.entity
        for turn in turns
        if turn.entity.kind is Kind.UNNAMED and is_called(turn.entity, noun)
    ]
    return alike[-1] if alike else None


def report_speaking(reading: Reading, noun: Token, turns: Sequence[Turn]) -> Entity | None:
    """The study or survey that spoke last, for "the report", which has no name of its own."""
    if (
        medium_of(noun.lemma_) is not Medium.REPORT
        or not is_definite(noun)
        or has_name_before(noun)
    ):
        return None
    last = speaking_last(reading, noun, turns)
    return last if last is not None and last.medium is Medium.REPORT else None


def fuller_phrase(reading: Reading, noun: Token) -> Token | None:
    """The last noun before that is the same and says whose: "the Reuters survey", and then "the survey"."""
    if not is_definite(noun) or is_person_noun(noun.lemma_) or has_name_before(noun):
        return None
    alike = reading.occurrences.owned.get(noun.lemma_, ())
    before = bisect_left(alike, noun.i)
    return reading.doc[alike[before - 1]] if before else None


def is_called(entity: Entity, noun: Token) -> bool:
    """Whether the noun is in an unnamed entity's name: the official in "senior official of the ministry"."""
    return noun.lemma_.lower() in (entity.name or "").lower().split()


def is_definite(noun: Token) -> bool:
    """Whether a noun in the singular has "the" or "this" before it."""
    return noun.tag_ in {"NN", "NNP"} and any(
        child.lower_ in {"the", "this"} for child in noun.children if child.dep_ == "det"
    )
