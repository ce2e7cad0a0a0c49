"""Say who goes on speaking when "the newspaper", "the study" or "the veteran" speaks next.

News names its speakers anew by what they are. The one who spoke last is meant, if kind, gender and
number allow it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from kg.language.words import noun_genders, nouns, parties, small_words
from kg.model import Kind, Medium
from kg.resolution.antecedents import SUBJECTS, best_antecedent, find_last_speaker
from kg.resolution.definites import may_describe
from kg.resolution.lexicon import find_country, is_person_noun, medium_of, role_noun
from kg.resolution.phrases import find_conjuncts, has_name_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.model import Entity
    from kg.resolution.antecedents import Candidate
    from kg.resolution.reading import Reading
    from kg.resolution.turns import Turn

__all__ = [
    "find_fuller_phrase",
    "find_joined_people",
    "find_person_renamed",
    "find_unnamed_speaker",
    "last_body_speaking",
    "last_report_speaking",
]

_AGE: Final = "old"
"""The head of "the 54-year-old"."""
_NEARBY: Final = 80
"""How many tokens back the people whom "they" means may be named."""


def find_joined_people(reading: Reading, mentions: Sequence[Token]) -> list[Entity]:
    """Return the two or more people whom "they", "both" or "the two" means.

    They are joined as a subject just before: "Kim and Lee". The list is empty if there are none.
    """
    if len(mentions) != 1 or not _is_pair(mentions[0]):
        return []
    mention = mentions[0]
    for token in reversed(reading.doc[max(0, mention.i - _NEARBY) : mention.i]):
        named = reading.table.at(token)
        if token.dep_ not in SUBJECTS or named is None or named.kind is not Kind.PERSON:
            continue
        people = [named]
        for other in find_conjuncts(token, set(range(token.i, mention.i))):
            joined = reading.table.at(other)
            if joined:
                people.append(joined)
        return people if len(people) > 1 else []
    return []


def _is_pair(mention: Token) -> bool:
    """Tell whether a mention is of two: "they", "the pair", "both men"."""
    if mention.lower_ in small_words("pair") | nouns("pair"):
        return True
    words_before = {child.lower_ for child in mention.children}
    return not words_before.isdisjoint({"both", "two"}) and is_person_noun(mention.lemma_)


def last_body_speaking(reading: Reading, noun: Token, turns: Sequence[Turn]) -> Entity | None:
    """Return the body that spoke last, if a noun such as "the newspaper" can mean it."""
    if noun.lemma_.lower() not in nouns("body") | nouns("firm"):
        return None
    if not _is_definite(noun) or has_name_before(noun):
        return None
    return _last_of_kind(reading, noun, turns, Kind.ORGANIZATION)


def find_person_renamed(reading: Reading, noun: Token, turns: Sequence[Turn]) -> Candidate | None:
    """Return whom the article goes on with, if "the 54-year-old" or "the senator" can mean them.

    Who that is, is weighed as for a pronoun. An office or a trade must be theirs, as far as it is
    known what they are: "the cameraman" is not the minister who has just spoken.
    """
    if not _can_rename(noun) or reading.occurrences.is_introduced(noun):
        return None
    found = best_antecedent(reading, noun, turns, frozenset({Kind.PERSON}))
    return found if found and _fits_person(reading, noun, found.entity) else None


def _can_rename(noun: Token) -> bool:
    """Tell whether a noun can mean somebody named before: "the minister", "the 54-year-old"."""
    is_person = is_person_noun(role_noun(noun)) or find_country(noun.text) is not None
    return noun.lower_ == _AGE or (is_person and _is_definite(noun))


def _fits_person(reading: Reading, noun: Token, person: Entity) -> bool:
    """Tell whether a noun says of a person what they are said or known to be."""
    role = role_noun(noun)
    if noun.lower_ == _AGE or find_country(noun.text) is not None:
        return True  # an age and a nationality are nothing that one is besides
    if noun_genders().get(role) and role not in nouns("role"):
        return True  # nor is "the man", whose gender has been looked at
    offices = reading.offices.get(person, ())
    if noun.lower_ in parties():
        return any(office.party == parties()[noun.lower_] for office in offices)
    told = [one for one in reading.descriptions.get(person, ()) if one.role_head]
    if role in nouns("lawmaker"):
        return any(one.role_head in nouns("parliament") for one in told)
    if told or offices:
        return any(one.role_head == role and may_describe(reading, noun, one) for one in told)
    return role not in nouns("somebody-else")


def _last_of_kind(
    reading: Reading, noun: Token, turns: Sequence[Turn], kind: Kind
) -> Entity | None:
    """Return who spoke last, if they are of a kind."""
    last = find_last_speaker(reading, noun, turns)
    return last if last is not None and last.kind is kind else None


def find_unnamed_speaker(noun: Token, turns: Sequence[Turn]) -> Entity | None:
    """Return the unnamed person who spoke as "a senior official", for "the official"."""
    if not _is_definite(noun) or not is_person_noun(role_noun(noun)):
        return None
    word = noun.lemma_.lower()
    for turn in reversed(turns):
        words = (turn.entity.name or "").lower().split()
        if turn.entity.kind is Kind.UNNAMED and word in words:
            return turn.entity
    return None


def last_report_speaking(reading: Reading, noun: Token, turns: Sequence[Turn]) -> Entity | None:
    """Return the study or survey that spoke last, for "the report", which has no name itself."""
    if medium_of(noun.lemma_) is not Medium.REPORT:
        return None
    if not _is_definite(noun) or has_name_before(noun):
        return None
    last = find_last_speaker(reading, noun, turns)
    return last if last is not None and last.medium is Medium.REPORT else None


def find_fuller_phrase(reading: Reading, noun: Token) -> Token | None:
    """Return the last equal noun that says whose: of "the Reuters survey", for "the survey"."""
    if not _is_definite(noun) or is_person_noun(noun.lemma_) or has_name_before(noun):
        return None
    alike = reading.occurrences.owned.get(noun.lemma_, ())
    before = bisect_left(alike, noun.i)
    return reading.doc[alike[before - 1]] if before else None


def _is_definite(noun: Token) -> bool:
    """Tell whether a noun in the singular has "the" or "this" before it."""
    if noun.tag_ not in {"NN", "NNP"}:
        return False
    articles = {child.lower_ for child in noun.children if child.dep_ == "det"}
    return not articles.isdisjoint({"the", "this"})
