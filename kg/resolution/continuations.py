"""Say who goes on speaking when "the newspaper", "the study" or "the veteran" speaks next.

News names its speakers anew by what they are. The one who spoke last is meant, if kind, gender and
number allow it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from kg.language.words import noun_genders, nouns, parties, small_words
from kg.model import Kind, Medium
from kg.resolution.antecedents import SUBJECTS, best_antecedent
from kg.resolution.definites import may_describe
from kg.resolution.descriptions import BODIES
from kg.resolution.lexicon import find_country, is_person_noun, medium_of, role_noun
from kg.resolution.occurrences import may_be_firm
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
    "find_renamed",
    "find_unnamed_speaker",
]

_AGE: Final = "old"
"""The head of "the 54-year-old"."""
_NEARBY: Final = 80
"""How many tokens back the people whom "they" or "both" means may be named."""
_TWO: Final = 2
_PEOPLE: Final = frozenset({Kind.PERSON})


def find_joined_people(reading: Reading, mentions: Sequence[Token]) -> list[Entity]:
    """Return the two or more people whom "they", "both" or "the two" means.

    "They" are joined as a subject just before: "Kim and Lee"; in the sentence before, they may be
    states or bodies. "Both" or "the couple" are the two,
    and no more, whom the last sentence with people names: "Kim met Lee". So are "the leaders" if
    both are called so.

    Returns:
        An empty list if there are none.
    """
    if len(mentions) != 1 or not _may_mean_people(mentions[0]):
        return []
    [mention] = mentions
    before = reading.doc[max(0, mention.i - _NEARBY) : mention.i]
    people = [token for token in before if _is_told(reading, token, _PEOPLE)]
    if mention.lower_ in small_words("they"):
        beside = [token for token in before if _is_just_before(reading, token, mention)]
        bodies = [token for token in beside if _is_told(reading, token, BODIES)]
        return _find_joined(reading, people) or _find_joined(reading, bodies)
    if not people:
        return []
    named = dict.fromkeys(
        reading.table.at(token) for token in people if token.sent == people[-1].sent
    )
    pair = [person for person in named if person is not None]
    return pair if len(pair) == _TWO and _means_pair(reading, mention, pair) else []


def _may_mean_people(mention: Token) -> bool:
    """Tell whether a mention may stand for several people: "they", "both", "the ministers"."""
    if mention.lower_ in small_words("they") | small_words("pair") | nouns("pair"):
        return True
    return mention.tag_ == "NNS" and is_person_noun(mention.lemma_)


def _is_told(reading: Reading, token: Token, kinds: frozenset[Kind]) -> bool:
    """Tell whether a token is of a name of some kinds in the article's own words."""
    entity = reading.table.at(token)
    return entity is not None and entity.kind in kinds and not reading.quoted[token.i]


def _is_just_before(reading: Reading, token: Token, mention: Token) -> bool:
    """Tell whether a token is in the sentence before that of a mention."""
    return reading.sentence_of[mention.i] - reading.sentence_of[token.i] == 1


def _find_joined(reading: Reading, named: Sequence[Token]) -> list[Entity]:
    """Return the last subject among some names with those joined to it, if there are any."""
    subjects = [token for token in named if token.dep_ in SUBJECTS]
    for subject in subjects[-1:]:
        behind = set(range(subject.i, named[-1].i + 1))
        joined = map(reading.table.at, find_conjuncts(subject, behind))
        found = [one for one in (reading.table.at(subject), *joined) if one is not None]
        return found if len(found) > 1 else []
    return []


def _means_pair(reading: Reading, mention: Token, pair: Sequence[Entity]) -> bool:
    """Tell whether a mention is of two: "the pair", "both men", "the ministers" if both are."""
    if mention.lower_ in small_words("pair") | nouns("pair"):
        return True
    if not {child.lower_ for child in mention.children}.isdisjoint({"both", "two"}):
        return True
    roles = {reading.leading[one].role_head if one in reading.leading else None for one in pair}
    return None not in roles if mention.lemma_ == "leader" else roles == {mention.lemma_}


def find_renamed(reading: Reading, noun: Token, turns: Sequence[Turn]) -> Candidate | None:
    """Return whom the article goes on with, if "the senator" or "the group" can mean them.

    Who that is, is weighed as for a pronoun. An office or a trade must be theirs, as far as it is
    known what they are: "the cameraman" is not the minister who has just spoken.
    """
    kind = _kind_renamed(noun)
    if kind is None or reading.occurrences.is_introduced(noun):
        return None
    found = best_antecedent(reading, noun, turns, frozenset({kind}))
    return found if found and _fits(reading, noun, found) else None


def _kind_renamed(noun: Token) -> Kind | None:
    """Return the kind of those that a noun can mean: a person, a body, a report."""
    if noun.lower_ == _AGE:
        return Kind.PERSON
    if not _is_definite(noun):
        return None
    if is_person_noun(role_noun(noun)) or find_country(noun.text):
        return Kind.PERSON
    if has_name_before(noun):
        return None
    if noun.lemma_.lower() in nouns("renaming") | nouns("firm"):
        return Kind.ORGANIZATION
    return Kind.ARTEFACT if medium_of(noun.lemma_) is Medium.REPORT else None


def _fits(reading: Reading, noun: Token, found: Candidate) -> bool:
    """Tell whether somebody or something can be what a noun says."""
    entity = found.entity
    if entity.kind is Kind.PERSON:
        return _fits_person(reading, noun, entity)
    if entity.kind is Kind.ARTEFACT:
        return entity.medium is Medium.REPORT
    if "one of several" in found.features:
        return False  # "Acme and Norvik closed": which of them is "the company"?
    words = (entity.name or "").lower().split()
    return noun.lemma_.lower() not in nouns("firm") or may_be_firm(words)


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


def find_fuller_phrase(reading: Reading, noun: Token) -> Token | None:
    """Return the last equal noun that says which: "the Reuters survey", for "the survey"."""
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
