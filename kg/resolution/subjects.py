"""What a claim is about, its grammatical subject, and every other entity it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import hedge_parts, nouns, small_words
from kg.model import Entity, Kind, Medium
from kg.resolution.antecedents import SUBJECTS
from kg.resolution.definites import find_definite
from kg.resolution.lexicon import medium_of
from kg.resolution.phrases import find_conjuncts, find_core
from kg.resolution.pronouns import find_antecedent
from kg.resolution.sources import named_by_owner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.model import Statement
    from kg.resolution.reading import Reading
    from kg.resolution.turns import Turn

_SUBJECT_LIKE: Final = SUBJECTS | {"expl"}
_VERBS: Final = frozenset({"VERB", "AUX"})
_NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE: Final = frozenset({"VBD", "VBP", "VBZ"})


def find_subjects(
    reading: Reading,
    statement: Statement,
    content: Sequence[Token],
    speaker: Entity,
    turns: Sequence[Turn],
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Find what a claim is about, and what else it mentions.

    Args:
        reading: The document.
        statement: The statement that makes the claim.
        content: The tokens of the claim.
        speaker: Who makes it; "I" in the claim means them.
        turns: Who speaks in the document; "he" in the claim may mean one of them.

    Returns:
        The topics and the mentions, without repetitions. No entity is in both.
    """
    if speaker.kind is not Kind.PERSON:
        turns = ()  # unless a person speaks, "he" is somebody in the story

    found = (_entity_of(reading, noun, speaker, turns) for noun in _subject_nouns(content))
    topics = dict.fromkeys(entity for entity in found if entity is not None)

    mentions: list[Entity] = []
    for span in statement.content:
        mentions.extend(reading.table.within(reading.doc, span))
    for token in content:
        entity = _referent(reading, token, speaker, turns)
        if entity is not None:
            mentions.append(entity)
    others = dict.fromkeys(entity for entity in mentions if entity not in topics)
    return tuple(topics), tuple(others)


def _subject_nouns(content: Sequence[Token]) -> Iterator[Token]:
    """Yield the subjects of the main clauses of a content, or the noun that it consists of.

    "The chair was scrubbed and a table cleaned" is about the chair and the table.
    """
    inside = {token.i for token in content}
    for token in content:
        hangs = token.head.i in inside and token.head.i != token.i
        if hangs or token.is_punct:
            continue
        heads = [token] if token.pos_ in _NOUNS else []
        if heads or token.pos_ in _VERBS:
            for verb in _main_verbs(token, inside):
                heads.extend(_subjects_of(verb))
        for noun in heads:
            yield noun
            yield from find_conjuncts(noun, inside)
        if heads:
            return


def _main_verbs(top: Token, inside: set[int]) -> Iterator[Token]:
    """Yield the verb at the top of a sentence, and those joined to it (or by mistake to a noun)."""
    if top.pos_ in _VERBS:
        yield top
    for child in top.children:
        if child.dep_ == "conj" and child.pos_ in _VERBS and child.i in inside:
            yield from _main_verbs(child, inside)


def _subjects_of(verb: Token) -> list[Token]:
    """Return the subject of a clause, or what "there is" stands before.

    There are several if "and" joins them, though the parse may give each to the verb.
    """
    found = [child for child in verb.children if _is_subject(child)]
    if found and found[0].dep_ == "expl":
        found = [child for child in verb.children if child.dep_ in {"attr", "nsubj"}]
    if found and any(child.dep_ == "cc" for child in found[0].children):
        return found
    return found[:1]


def _is_subject(token: Token) -> bool:
    """Tell whether a word is a subject, and no hedge that the parser takes for one."""
    return token.dep_ in _SUBJECT_LIKE and hedge_parts().get(token.lower_) != "adverb"


def _entity_of(
    reading: Reading, noun: Token, speaker: Entity, turns: Sequence[Turn]
) -> Entity | None:
    """Return what a subject stands for; None for a word that stands for nothing plain."""
    known = _referent(reading, noun, speaker, turns) or reading.table.at(noun)
    if known is not None:
        return known
    if noun.lower_ in small_words("empty") or noun.pos_ == "PRON" or noun.tag_ in _FINITE:
        return None
    kind, medium = _kind_of(noun)
    place = _named_part(noun) if kind is Kind.THING else find_core(noun)
    return Entity(name=named_by_owner(reading, noun, turns, place), kind=kind, medium=medium)


def _named_part(noun: Token) -> tuple[int, int]:
    """Return the tokens `[first, last)` that name a thing.

    A compound is a name by itself: "garbage bags" of "the requisite garbage bags of waste". Any
    other noun keeps its adjectives and what it is of.
    """
    first, last = find_core(noun)
    if any(child.dep_ == "poss" for child in noun.children):
        return first, last
    for child in noun.lefts:
        if child.dep_ == "compound":
            return child.left_edge.i, noun.i + 1
    if last > noun.i + 1 and noun.nbor().lower_ != "of":
        return first, noun.i + 1
    return first, last


def _referent(
    reading: Reading, token: Token, speaker: Entity, turns: Sequence[Turn]
) -> Entity | None:
    """Return who a pronoun or a description stands for, where that is plain."""
    word = token.lower_
    if word in small_words("first-person"):
        return speaker if speaker.name else None
    is_person = word in small_words("he-or-she")
    if is_person or word in small_words("it") | small_words("they"):
        if reading.quoted[token.i] or not (is_person or speaker.name):
            return None
        found = find_antecedent(reading, token, turns)
        # "It" and "they" are plain only where they go on with who speaks.
        return found.entity if found and (is_person or found.entity == speaker) else None
    plain = find_definite(reading, token) if token.pos_ == "NOUN" else None
    return plain[0] if plain else None


def _kind_of(noun: Token) -> tuple[Kind, Medium | None]:
    """Return what a common noun stands for when a claim is about it."""
    lemma = noun.lemma_.lower()
    medium = medium_of(lemma)
    if medium is not None:
        return Kind.ARTEFACT, medium
    is_role = lemma in nouns("role")
    if lemma in nouns("collective") or (is_role and noun.tag_ in {"NNS", "NNPS"}):
        return Kind.GROUP, None
    if lemma in nouns("body"):
        return Kind.ORGANIZATION, None
    return Kind.UNNAMED if is_role else Kind.THING, None
