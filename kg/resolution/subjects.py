"""Say what a claim is about, and what else it mentions.

Which word of the claim says it (`subject_words.py`) and what that word stands for (`referents.py`)
are weighed one after the other, and what several words stand for gets the shares of all of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.language.words import nouns
from kg.model import Entity, Kind, Medium
from kg.resolution.choices import load_weights, share_out
from kg.resolution.definites import find_definite
from kg.resolution.lexicon import is_person_noun, medium_of
from kg.resolution.phrases import find_conjuncts, find_core, name_phrase, words_between
from kg.resolution.pronouns import find_antecedent
from kg.resolution.referents import Choice, find_choices
from kg.resolution.subject_words import find_words
from kg.statements.syntax import find_child

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from kg.model import Statement
    from kg.resolution.reading import Reading
    from kg.resolution.referents import Referent
    from kg.resolution.sources import Who
    from kg.resolution.subject_words import Word
    from kg.resolution.turns import Turn

__all__ = ["Claim", "Weights", "find_subjects", "list_choices", "load_shipped", "name_referent"]

_LEAST: Final = 0.05
"""How likely the word of the subject a word must be for it to be asked what it stands for."""
_NOTHING: Final = 0.25
"""How much more likely nothing plain must be than anything else is: its share times this."""
_PERSON: Final = 0.5
"""How likely a person must be whom the claim does not name; the same for a mention."""
_NAMED: Final = 0.25
"""How likely anything else with a name must be that the claim does not name."""
_NOUN: Final = 0.2
"""How likely a noun before a pronoun must be that the pronoun stands for."""
_NOMINAL: Final = frozenset({"NOUN", "PROPN"})
_SUBORDINATE: Final = frozenset({"acl", "advcl", "relcl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of features: of words that may say the subject, and of what they stand for."""

    words: Mapping[str, float]
    referents: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Claim:
    """A claim, with what it takes to say what it is about.

    Attributes:
        reading: The document.
        statement: The statement that makes it.
        content: Its tokens.
        who: Who makes it; "I" means the first of them.
        turns: Who speaks near it; "he" may mean one of them.
    """

    reading: Reading
    statement: Statement
    content: Sequence[Token]
    who: Who
    turns: Sequence[Turn]


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
    topics: list[Entity] = []
    chosen = _choose(claim, weighed.shares)
    if chosen is not None:
        topics.append(_to_entity(claim, chosen, weights))
        topics += _find_joined(claim, weighed.words[chosen], weights)

    mentions = list(weighed.mentions)
    for span in claim.statement.content:
        mentions.extend(claim.reading.table.within(claim.reading.doc, span))
    others = dict.fromkeys(entity for entity in mentions if entity not in topics)
    return tuple(dict.fromkeys(topics)), tuple(others)


def _weigh_subjects(claim: Claim, weights: Weights) -> _Weighed:
    """Weigh what a claim may be about."""
    speaker = claim.who[0].entity
    words = find_words(claim.reading, claim.statement, claim.content, speaker)
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
            if referent is not None:
                best[referent] = max(best.get(referent, (0.0, word.token)), (part, word.token))
            if isinstance(referent, Entity) and share >= _PERSON:
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
        speaker = claim.who[0].entity
        return [Choice(referent=speaker if speaker.name else None)]
    return find_choices(claim.reading, word.token, claim.who, claim.turns)


def _choose(claim: Claim, shares: Mapping[Referent, float]) -> Referent:
    """Return what a claim is likeliest about, among what is likely enough; None for nothing.

    A person is never given in the place of somebody who is likelier and not likely enough.
    """
    here: set[Referent] = {claim.reading.table.at(token) for token in claim.content}
    here.update(claim.content)
    nothing = _NOTHING * shares.get(None, 0.0)
    somebody = [referent for referent in shares if referent is not None]
    ranked = sorted(somebody, key=lambda referent: -shares[referent])
    for referent in ranked:
        if shares[referent] < nothing:
            return None
        is_second = referent != ranked[0]
        if is_second and isinstance(referent, Entity) and referent.kind is Kind.PERSON:
            continue
        if shares[referent] >= _least_share(referent, is_here=referent in here):
            return referent
    return None


def _least_share(referent: Entity | Token, *, is_here: bool) -> float:
    """Return how likely a claim must be about something for that to be said.

    Args:
        referent: What it may be about.
        is_here: Whether the claim itself names it.
    """
    if is_here:
        return 0.0
    if not isinstance(referent, Entity):
        return _NOUN
    return _PERSON if referent.kind is Kind.PERSON else _NAMED


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
    return name_referent(referent, owner)


def _find_owner(claim: Claim, possessor: Token, weights: Weights) -> Entity | None:
    """Return whom "his" or "the country's" means, if that is plain, or two rankings agree on it."""
    if possessor.pos_ == "NOUN":
        plain = find_definite(claim.reading, possessor)
        return plain[0] if plain is not None else None
    choices = find_choices(claim.reading, possessor, claim.who, claim.turns)
    shares = share_out([choice.features for choice in choices], weights.referents)
    referent = choices[shares.index(max(shares))].referent
    if len(choices) == 1:
        return referent if isinstance(referent, Entity) else None  # a name, or "my"
    other = find_antecedent(claim.reading, possessor, claim.turns)
    return other.entity if other is not None and other.entity == referent else None


def name_referent(referent: Entity | Token, owner: Entity | None = None) -> Entity:
    """Return an entity for what a word stands for: of a noun, one that its phrase names.

    Args:
        referent: What the word stands for.
        owner: Whom "his" before the noun means, if that is known.
    """
    if isinstance(referent, Entity):
        return referent
    if referent.tag_ == "VBG":
        goal = find_child(referent, "dobj")
        last = find_core(goal)[1] if goal is not None else referent.i + 1
        name = words_between(referent.doc, referent.i, last)
        return Entity(name=name[:1].lower() + name[1:], kind=Kind.THING)
    kind, medium = _kind_of(referent)
    name = name_phrase(referent, owner, find_core(referent))
    return Entity(name=name, kind=kind, medium=medium)


def _kind_of(noun: Token) -> tuple[Kind, Medium | None]:
    """Return what a common noun stands for when a claim is about it."""
    lemma = noun.lemma_.lower()
    medium = medium_of(lemma)
    if medium is not None:
        return Kind.ARTEFACT, medium
    is_person = is_person_noun(lemma)
    if lemma in nouns("collective") or (is_person and noun.tag_ in {"NNS", "NNPS"}):
        return Kind.GROUP, None
    if lemma in nouns("body"):
        return Kind.ORGANIZATION, None
    return Kind.UNNAMED if is_person else Kind.THING, None
