"""What a claim is about, its grammatical subject, and every other entity it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.model import Entity, Kind, Medium
from kg.resolution.antecedents import SUBJECTS, Turn
from kg.resolution.lexicon import COLLECTIVES, ORGANIZATIONS, ROLE_NOUNS, medium_of
from kg.resolution.phrases import conjuncts, core, words
from kg.resolution.pronouns import FIRST_PERSON, HE, SHE, antecedent
from kg.resolution.reading import definite
from kg.resolution.sources import named_by_owner, owner_entity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.model import Statement
    from kg.resolution.reading import Reading

SUBJECT_LIKE: Final = SUBJECTS | {"expl"}
EMPTY: Final = frozenset({"there", "what", "who", "which", "that", "this", "these", "those", "it"})


def find_subjects(
    reading: Reading, statement: Statement, content: Sequence[Token], speaker: Entity, turns: Sequence[Turn]
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """What a claim is about, and what else it mentions; no entity in both.

    Args:
        reading: The document.
        statement: The statement that states the claim.
        content: The tokens of its content.
        speaker: Who says it, and so is "I" in it.
        turns: The sources of the document, for the pronouns.
    """
    about: dict[Entity, None] = {}
    for noun in subjects(content):
        entity = subject(reading, noun, content, speaker, turns)
        if entity is not None:
            about[entity] = None
    named = [entity for span in statement.content for entity in reading.table.within(reading.doc, span)]
    meant = [entity for token in content if (entity := referent(reading, token, speaker, turns))]
    mentions = dict.fromkeys(entity for entity in (*named, *meant) if entity not in about)
    return tuple(about), tuple(mentions)


def subjects(content: Sequence[Token]) -> Iterator[Token]:
    """The nouns that a content is about: the subjects of its first main clause, or the noun that it consists of."""
    inside = {token.i for token in content}
    for token in content:
        top = token.head.i not in inside or token.head.i == token.i
        if not top or token.is_punct or token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN", "PRON"}:
            continue
        if token.pos_ in {"VERB", "AUX"}:
            found = [child for child in token.children if child.dep_ in SUBJECT_LIKE and child.i in inside]
            if found and found[0].dep_ == "expl":
                found = [child for child in token.children if child.dep_ in {"attr", "nsubj"}]
            nouns = found[:1]
        else:
            nouns = [topic(token, inside)]
        if nouns:
            yield nouns[0]
            yield from conjuncts(nouns[0], inside)
            return


def topic(noun: Token, inside: set[int]) -> Token:
    """What a noun that shows something shows: "staff" of "video of staff cleaning the room"."""
    if medium_of(noun.lemma_):
        for preposition in noun.children:
            shown = [child for child in preposition.children if child.dep_ in {"pobj", "pcomp"} and child.i in inside]
            if preposition.lower_ in {"of", "showing"} and shown:
                return next((child for child in shown[0].children if child.dep_ == "nsubj"), shown[0])
    return noun


def subject(
    reading: Reading, noun: Token, content: Sequence[Token], speaker: Entity, turns: Sequence[Turn]
) -> Entity | None:
    """The entity that a subject stands for; None for a word that stands for nothing plain."""
    known = referent(reading, noun, speaker, turns) or reading.table.at(noun)
    if known is not None:
        return known
    if noun.lower_ in EMPTY or noun.pos_ == "PRON":
        return None
    if is_bare(noun) and noun.dep_ not in SUBJECT_LIKE and (owner := owned_by(reading, noun, turns)):
        return owner
    kind, medium = kind_of(noun)
    name = named_by_owner(reading, noun, turns, core(noun))
    return Entity(name=with_participle(noun, name, content), kind=kind, medium=medium)


def referent(reading: Reading, token: Token, speaker: Entity, turns: Sequence[Turn]) -> Entity | None:
    """Who a pronoun or a description stands for, where that is plain."""
    if token.lower_ in FIRST_PERSON:
        return speaker if speaker.name else None
    if token.lower_ in HE | SHE and not reading.quoted[token.i]:
        found = antecedent(reading, token, turns)
        return found.entity if found else None
    plain = definite(reading, token) if token.pos_ == "NOUN" else None
    return plain[0] if plain else None


def is_bare(noun: Token) -> bool:
    """Whether a noun names neither people nor a document, but something that is its owner's."""
    return kind_of(noun)[0] is Kind.THING


def owned_by(reading: Reading, noun: Token, turns: Sequence[Turn]) -> Entity | None:
    """Whose thing it is."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    return (reading.table.at(owner) or owner_entity(reading, owner, turns)) if owner is not None else None


def kind_of(noun: Token) -> tuple[Kind, Medium | None]:
    """What a common noun stands for when a claim is about it."""
    lemma = noun.lemma_.lower()
    medium = medium_of(lemma)
    if medium is not None:
        return Kind.ARTEFACT, medium
    if lemma in COLLECTIVES or (lemma in ROLE_NOUNS and noun.tag_ in {"NNS", "NNPS"}):
        return Kind.GROUP, None
    if lemma in ORGANIZATIONS:
        return Kind.ORGANIZATION, None
    return (Kind.UNNAMED if lemma in ROLE_NOUNS else Kind.THING), None


def with_participle(noun: Token, name: str, content: Sequence[Token]) -> str:
    """The name with the participle right behind it, unless its owner tells who it is: "staff accompanying the king"."""
    if any(child.dep_ == "poss" for child in noun.children):
        return name
    last = core(noun)[1]
    inside = {token.i for token in content}
    for child in noun.children:
        if (
            child.dep_ == "acl"
            and child.left_edge.i == last
            and child.right_edge.i in inside
            and child.tag_ in {"VBG", "VBN"}
        ):
            return f"{name} {words(noun.doc, last, child.right_edge.i + 1)}"
    return name
