"""Say who a pronoun stands for: a small model ranks all who came up before.

The model is a softmax over the candidates and "nobody", linear in the features below (mention
ranking: Denis and Baldridge 2008); `training/antecedents.py` fits its weights. The features are
what is known of English news: the speaker goes on, subjects come before objects, the near before
the far, and nobody is taken out of somebody's quotation.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Final

from kg.language.words import nouns
from kg.model import Entity, Kind
from kg.resolution.lexicon import gender_of_word, is_person_noun
from kg.resolution.phrases import find_core, name_phrase
from kg.resolution.turns import find_genders
from kg.statements.syntax import find_child

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.resolution.reading import Reading
    from kg.resolution.turns import Turn

__all__ = [
    "NOBODY",
    "SUBJECTS",
    "Apart",
    "Candidate",
    "best_antecedent",
    "find_candidates",
    "find_last_speaker",
]

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_REACH: Final = 500
"""How many tokens back a mention may look: some four paragraphs."""
_NEAR: Final = 80
"""How many tokens back nouns are looked for."""
_LAST_TURNS: Final = 3
_CONTRARY: Final[Mapping[str | None, str]] = {"m": "f", "f": "m"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody whom a mention may stand for.

    Attributes:
        features: Their names and values; those left out are zero.
        probability: Among all candidates and nobody.
    """

    entity: Entity
    features: Mapping[str, float]
    probability: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Whom a mention can't stand for.

    Attributes:
        people: Who is no candidate.
        places: Tokens at which nobody counts as having come up.
    """

    people: frozenset[Entity] = frozenset()
    places: frozenset[int] = frozenset()


NOBODY: Final = Apart()


def best_antecedent(
    reading: Reading,
    mention: Token,
    turns: Sequence[Turn],
    kinds: frozenset[Kind],
    apart: Apart = NOBODY,
) -> Candidate | None:
    """Return the likeliest candidate; None if "nobody" is likelier.

    Args:
        reading: The document.
        mention: The pronoun.
        turns: The sources resolved so far, as far as they are within reach.
        kinds: What the mention can stand for.
        apart: Who is no candidate.
    """
    listed = list(find_candidates(reading, mention, turns, kinds, apart))
    nobody = _load_weights()["nobody"]
    scores = [_score_candidate(candidate) for candidate in listed]
    best = max(scores, default=nobody)
    if best <= nobody:
        return None
    total = sum(math.exp(score - best) for score in [*scores, nobody])
    return replace(listed[scores.index(best)], probability=1 / total)


def _score_candidate(candidate: Candidate) -> float:
    """Return the weighted sum of the features."""
    weights = _load_weights()
    return sum(weights.get(name, 0.0) * value for name, value in candidate.features.items())


@cache
def _load_weights() -> dict[str, float]:
    """Return the weights of the features, and of nobody."""
    found: dict[str, float] = json.loads(
        files("kg.resolution").joinpath("antecedents.json").read_text(encoding="utf-8")
    )
    return found


def find_candidates(
    reading: Reading,
    mention: Token,
    turns: Sequence[Turn],
    kinds: frozenset[Kind],
    apart: Apart = NOBODY,
) -> Iterator[Candidate]:
    """Yield everybody of the right kind and gender who came up before a mention.

    Who is named in quotations only has not.
    """
    contrary = _CONTRARY.get(gender_of_word(mention))
    spoken = [turn for turn in turns if turn.at < mention.i]
    last = find_last_speaker(reading, mention, spoken)
    genders = {**find_genders(spoken), **reading.genders} if contrary else {}

    places: dict[Entity, list[int]] = {}
    spoken_of: dict[Entity, list[int]] = {}
    for at, entity in _find_mentions(reading, mention, spoken):
        if entity.kind not in kinds or entity in apart.people:
            continue
        if contrary and genders.get(entity) == contrary:
            continue
        clause = _find_clause_before(mention, reading.doc[at])
        if _keeps_apart(reading.doc[at], mention, clause) or not _may_go_on(entity, mention, last):
            continue
        is_spoken_of = at in apart.places or _is_content(clause, mention)
        (spoken_of if is_spoken_of else places).setdefault(entity, []).append(at)
    places = places or spoken_of  # "Lee resigns, he said" may open an article

    speakers = [turn.entity for turn in spoken]
    subjects = {one: _last_as_subject(reading, found) for one, found in places.items()}
    last_subject = max(subjects.values(), default=-1)
    most = max([1, *map(reading.table.count, places)])
    for entity, found in places.items():
        open_places = [at for at in found if not reading.quoted[at]]
        if not open_places and entity not in speakers:
            continue
        at = (open_places or found)[-1]
        told = _features_of_place(reading, mention, at)
        told |= _features_of_entity(reading, mention, entity, spoken)
        told["nearest subject"] = subjects[entity] == last_subject >= 0
        told["share of names"] = reading.table.count(entity) / most
        yield Candidate(
            entity=entity, features={name: float(value) for name, value in told.items() if value}
        )


def _find_clause_before(mention: Token, other: Token) -> Token | None:
    """Return the clause before the verb of a mention that a word is in: "Lee lost, he said"."""
    for clause in mention.head.lefts:
        if clause.is_ancestor(other):
            return clause
    return None


def _is_content(clause: Token | None, mention: Token) -> bool:
    """Tell whether a clause is what is said, by the comma before a mention: "Lee lost, he said"."""
    return clause is not None and clause.dep_ == "ccomp" and mention.nbor(-1).text == ","


def _keeps_apart(other: Token, mention: Token, clause: Token | None) -> bool:
    """Tell whether grammar keeps the two apart.

    The object of a verb is not its subject ("Kim met him"), nor is it in an aside whose subject is
    left out ("Asked of Kim, he said").
    """
    is_aside = clause is not None and clause.dep_ == "advcl" and clause.tag_ in {"VBG", "VBN"}
    return is_aside or other.head == mention.head


def _may_go_on(entity: Entity, mention: Token, last: Entity | None) -> bool:
    """Tell whether a mention may go on with somebody: who has no name, must have spoken last.

    So may "a senior official", and no "inquiry". A "she" whom nobody has resolved goes on as "she"
    in the same sentence.
    """
    if entity.kind is not Kind.UNNAMED:
        return True
    words = (entity.name or "").lower().split()
    if entity.anchor is not None:
        return words == [mention.lower_] and entity.anchor.start >= mention.sent.start_char
    return entity == last and any(map(is_person_noun, words))


def _last_as_subject(reading: Reading, places: Sequence[int]) -> int:
    """Return the last of some places that is a subject of the article's own words, else -1."""
    for at in reversed(places):
        head = _head_of_name(reading, reading.doc[at])
        if head.dep_ in {"poss", "conj"}:
            head = head.head  # "Lee's team won", "Kim and Lee won"
        if not reading.quoted[at] and head.dep_ in SUBJECTS:
            return head.i
    return -1


def find_last_speaker(reading: Reading, mention: Token, spoken: Sequence[Turn]) -> Entity | None:
    """Return the last speaker before a mention, in its paragraph or the one before.

    Returns:
        None also if that speaker is a "he" whom no rule resolved.
    """
    if not spoken or not _is_near(reading, mention, spoken[-1]):
        return None
    last = spoken[-1].entity
    return last if last.anchor is None else None


def _is_near(reading: Reading, mention: Token, turn: Turn) -> bool:
    """Tell whether a turn is in the paragraph of a mention or the one before."""
    return reading.paragraph_of[mention.i] - reading.paragraph_of[turn.at] <= 1


def _find_mentions(
    reading: Reading, mention: Token, spoken: Sequence[Turn]
) -> list[tuple[int, Entity]]:
    """Return where entities come up before a mention: tokens and entities in text order."""
    names, first = reading.table.names, mention.i - _REACH
    start = bisect_right(names, first, key=attrgetter("first"))
    end = bisect_left(names, mention.i, lo=start, key=attrgetter("first"))
    found = {(name.first, reading.table.of_name[name]) for name in names[start:end]}
    found.update((turn.at, turn.entity) for turn in spoken if turn.at > first)
    if mention.lower_ == "they":
        found.update(_find_groups(reading, mention))
    return sorted(found, key=itemgetter(0))


def _find_groups(reading: Reading, they: Token) -> Iterator[tuple[int, Entity]]:
    """Yield the subjects before "they" that are people or bodies without a name: "the unions"."""
    for noun in reading.doc[max(0, they.i - _NEAR) : they.i]:
        if noun.dep_ not in SUBJECTS or noun.tag_ != "NNS" or reading.table.at(noun):
            continue
        if is_person_noun(noun.lemma_) or noun.lemma_ in nouns("body"):
            name = name_phrase(noun, _find_owner(reading, noun), find_core(noun))
            yield noun.i, Entity(name=name, kind=Kind.GROUP)


def _find_owner(reading: Reading, noun: Token) -> Entity | None:
    """Return whose something is, if a name says it: "Lee's lawyers"."""
    owner = find_child(noun, "poss")
    return None if owner is None else reading.table.at(owner)


def _features_of_place(reading: Reading, mention: Token, at: int) -> dict[str, float]:
    """Return what the candidate's last place says.

    The article's own sentences are counted, those that begin outside quotation marks, and all.
    """
    head = _head_of_name(reading, reading.doc[at])
    is_joined = head.dep_ == "conj"
    is_subject = (head.head if is_joined else head).dep_ in SUBJECTS
    own = reading.own_sentence_of[mention.i] - reading.own_sentence_of[at]
    is_before = reading.sentence_of[mention.i] - reading.sentence_of[at] == 1
    return {
        "distance": math.log1p(own),
        "own sentence": own == 0,
        "own sentence, subject": is_subject and own == 0,
        "own sentence before, subject": is_subject and own == 1,
        "sentence before": is_before,
        "sentence before, subject": is_subject and is_before,
        "same paragraph": reading.paragraph_of[at] == reading.paragraph_of[mention.i],
        "subject": is_subject,
        "one of several": is_joined or find_child(head, "conj") is not None,
    }


def _head_of_name(reading: Reading, token: Token) -> Token:
    """Return the word on which the others of the same name depend."""
    entity = reading.table.at(token)
    while token.dep_ in {"compound", "appos", "flat"} and reading.table.at(token.head) == entity:
        token = token.head
    return token


def _features_of_entity(
    reading: Reading, mention: Token, entity: Entity, spoken: Sequence[Turn]
) -> dict[str, float]:
    """Return what the candidate's part in the document says."""
    speakers = [turn.entity for turn in spoken]
    is_last = entity in speakers[-1:]
    is_body = entity.kind is Kind.ORGANIZATION
    return {
        "last speaker": is_last,
        "last speaker, near": is_last and _is_near(reading, mention, spoken[-1]),
        "spoke lately": entity in speakers[-_LAST_TURNS:],
        "gender known": entity in reading.genders,
        "person": entity.kind is Kind.PERSON,
        "one body as they": is_body and mention.lower_ == "they",
    }
