"""Say what a claim is about, and what else it mentions.

Which word of the claim says it (`subject_words.py`) and what that word stands for (`referents.py`)
are weighed one after the other, and what several words stand for gets the shares of all of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import Entity, Kind
from kg.resolution.choices import load_weights, share_out
from kg.resolution.continuations import find_joined_people
from kg.resolution.definites import find_definite
from kg.resolution.phrases import find_conjuncts
from kg.resolution.pronouns import find_antecedent
from kg.resolution.referents import Choice, find_choices
from kg.resolution.subject_words import find_words
from kg.resolution.topic_names import name_noun
from kg.statements.syntax import find_child

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.resolution.claim import Claim
    from kg.resolution.referents import Referent
    from kg.resolution.subject_words import Word

__all__ = ["Weights", "find_subjects", "list_choices", "load_shipped", "name_referent"]

_LEAST: Final = 0.03
"""How likely the word of the subject a word must be for it to be asked what it stands for."""
_NOTHING: Final = 0.15
"""How much more likely nothing plain must be than anything else is: its share times this."""
_PERSON: Final = 0.5
"""How likely a person must be whom the claim does not name, where two rankings agree on them."""
_DOUBTED: Final = 0.8
"""The same where they do not agree who a pronoun stands for."""
_MENTIONED: Final = 0.6
"""How likely somebody must be whom a word stands for, to be a mention."""
_SPEAKER: Final = 0.35
"""How likely the speaker must be, of whom nothing is said but by themselves."""
_NAMED: Final = 0.2
"""How likely anybody or anything else with a name must be."""
_NOMINAL: Final = frozenset({"NOUN", "PROPN"})
_SUBORDINATE: Final = frozenset({"acl", "advcl", "relcl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of features: of words that may say the subject, and of what they stand for."""

    words: Mapping[str, float]
    referents: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """What a claim may be about.

    Attributes:
        shares: How likely it is about each; None stands for nothing plain.
        words: The word that says it, the likeliest.
        mentions: Whom its words stand for, as far as that is likely.
    """

    shares: Mapping[Referent, float]
    words: Mapping[Referent, Token]
    mentions: Sequence[Entity]


def load_shipped() -> Weights:
    """Return the weights that stand beside this module."""
    return Weights(words=load_weights("subject_words.tsv"), referents=load_weights("referents.tsv"))


def find_subjects(claim: Claim, weights: Weights) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Find what a claim is about, and what else it mentions.

    Args:
        claim: The claim.
        weights: Those of the features, mostly the shipped ones.

    Returns:
        The topics and the mentions, without repetitions. No entity is in both.
    """
    weighed = _weigh_subjects(claim, weights)
    chosen = _choose(claim, weighed)
    topics: list[Entity] = []
    if chosen is not None:
        word = weighed.words[chosen]
        topics += _find_pair(claim, word) or [_to_entity(claim, chosen, weights)]
        topics += _find_joined(claim, word, weights)

    mentions = list(weighed.mentions)
    for span in claim.statement.content:
        mentions.extend(claim.reading.table.within(claim.reading.doc, span))
    others = dict.fromkeys(entity for entity in mentions if entity not in topics)
    return tuple(dict.fromkeys(topics)), tuple(others)


def _weigh_subjects(claim: Claim, weights: Weights) -> _Weighed:
    """Weigh what a claim may be about."""
    words = find_words(claim)
    likely_words = share_out([word.features for word in words], weights.words)
    shares: dict[Referent, float] = defaultdict(float)
    best: dict[Referent, tuple[float, Token]] = {}
    mentions: list[Entity] = []
    for word, likely in zip(words, likely_words, strict=True):
        if word.token is None:
            shares[None] += likely
        if word.token is None or likely < _LEAST:
            continue
        choices = list_choices(claim, word)
        parts = share_out([choice.features for choice in choices], weights.referents)
        for choice, share in zip(choices, parts, strict=True):
            referent, part = choice.referent, likely * share
            shares[referent] += part
            best[referent] = max(best.get(referent, (0.0, word.token)), (part, word.token))
            if isinstance(referent, Entity) and share >= _MENTIONED:
                mentions.append(referent)
    return _Weighed(
        shares=shares,
        words={referent: token for referent, (_, token) in best.items()},
        mentions=mentions,
    )


def list_choices(claim: Claim, word: Word) -> list[Choice]:
    """Return what a candidate for the word of the subject may stand for."""
    if word.token is None:
        return [Choice(referent=None)]
    if word.is_source:
        return [Choice(referent=claim.speaker if claim.speaker.name else None)]
    return find_choices(claim, word.token)


def _choose(claim: Claim, weighed: _Weighed) -> Referent:
    """Return what a claim is likeliest about, among what is likely enough; None for nothing.

    A person is never given in the place of somebody who is likelier and not likely enough.
    """
    shares = weighed.shares
    least = _NOTHING * shares.get(None, 0.0)
    somebody = [one for one in shares if one is not None and shares[one] >= least]
    ranked = sorted(somebody, key=lambda referent: -shares[referent])
    for referent in ranked:
        if not isinstance(referent, Entity):
            return referent
        is_person = referent.kind is Kind.PERSON
        if is_person and referent != ranked[0]:
            continue
        word = weighed.words[referent]
        if shares[referent] >= (_ask_of_person(claim, word, referent) if is_person else _NAMED):
            return referent
    return None


def _ask_of_person(claim: Claim, word: Token, person: Entity) -> float:
    """Return how likely a person must be whom a word stands for."""
    if person in map(claim.reading.table.at, claim.content):
        return _NAMED
    if any(person == source.entity for source in claim.who):
        return _SPEAKER
    is_sure = word.pos_ in _NOMINAL or _is_antecedent(claim, word, person)
    return _PERSON if is_sure else _DOUBTED


def _is_antecedent(claim: Claim, pronoun: Token, entity: Entity) -> bool:
    """Tell whether the ranking of those who speak takes a pronoun for the same one."""
    other = find_antecedent(claim.reading, pronoun, claim.turns)
    return other is not None and other.entity == entity


def _find_pair(claim: Claim, word: Token) -> list[Entity]:
    """Return the two people whom "both" or "the pair" means, if these were named together.

    "They" may be anybody else, and "a pair of shoes" is none of people.
    """
    if word.lower_ == "they" or find_child(word, "prep") is not None:
        return []
    return find_joined_people(claim.reading, [word])


def _find_joined(claim: Claim, word: Token, weights: Weights) -> Iterator[Entity]:
    """Yield what is joined to the word of the subject: "the chair and a table were cleaned".

    The parser may give each of them to the verb. Who is joined in a clause inside is no subject.
    """
    if word.head.dep_ in _SUBORDINATE:
        return
    inside = {token.i for token in claim.content}
    joined = list(find_conjuncts(word, inside))
    if find_child(word, "cc") and not joined:
        beside = [token for token in word.head.children if token.dep_ == word.dep_ != "conj"]
        joined = [token for token in beside if token.i in inside and token.i > word.i]
    for other in joined:
        if other.pos_ in _NOMINAL:
            yield claim.reading.table.at(other) or _to_entity(claim, other, weights)


def _to_entity(claim: Claim, referent: Entity | Token, weights: Weights) -> Entity:
    """Return an entity for what a claim is about, named with the owner that it has."""
    if isinstance(referent, Entity):
        return referent
    possessor = find_child(referent, "poss")
    owner = _find_owner(claim, possessor, weights) if possessor is not None else None
    return name_noun(referent, owner)


def _find_owner(claim: Claim, possessor: Token, weights: Weights) -> Entity | None:
    """Return whom "his" or "the country's" means, if that is plain, or two rankings agree on it."""
    if possessor.pos_ == "NOUN":
        plain = find_definite(claim.reading, possessor)
        return plain[0] if plain is not None else None
    choices = find_choices(claim, possessor)
    shares = share_out([choice.features for choice in choices], weights.referents)
    referent = choices[shares.index(max(shares))].referent
    if not isinstance(referent, Entity):
        return None
    is_plain = len(choices) == 1  # a name, or "my"
    return referent if is_plain or _is_antecedent(claim, possessor, referent) else None


def name_referent(referent: Entity | Token) -> Entity:
    """Return an entity for what a word stands for: of a noun, one that its phrase names."""
    return referent if isinstance(referent, Entity) else name_noun(referent)
