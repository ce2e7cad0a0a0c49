"""What a claim is about, its grammatical subject, and every other entity it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import nouns, small_words
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

SUBJECT_LIKE: Final = SUBJECTS | {"expl"}
_FINITE: Final = frozenset({"VBD", "VBP", "VBZ"})


def find_subjects(
    reading: Reading,
    statement: Statement,
    content: Sequence[Token],
    speaker: Entity,
    turns: Sequence[Turn],
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """What a claim is about, and what else it mentions; no entity in both.

    Args:
        reading: The document.
        statement: The statement that states the claim.
        content: The tokens of its content.
        speaker: Who says it, and so is "I" in it.
        turns: The sources of the document, for the pronouns.
    """
    turns = (
        turns if speaker.kind is Kind.PERSON else ()
    )  # what is told by nobody goes on with the story, not with who spoke
    about = {
        entity: None
        for noun in subjects(content)
        if (entity := subject(reading, noun, speaker, turns))
    }
    named = [
        entity for span in statement.content for entity in reading.table.within(reading.doc, span)
    ]
    meant = [entity for token in content if (entity := referent(reading, token, speaker, turns))]
    mentions = dict.fromkeys(entity for entity in (*named, *meant) if entity not in about)
    return tuple(about), tuple(mentions)


def subjects(content: Sequence[Token]) -> Iterator[Token]:
    """The nouns that a content is about: the subjects of its main clauses, or the noun that it consists of.

    "The chair was scrubbed and a table cleaned" is about the chair and the table.
    """
    inside = {token.i for token in content}
    for token in content:
        top = token.head.i not in inside or token.head.i == token.i
        if not top or token.is_punct or token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN", "PRON"}:
            continue
        is_clause = token.pos_ in {"VERB", "AUX"}
        nouns = [] if is_clause else [token]
        nouns += [noun for verb in clauses(token, inside) for noun in subject_of(verb)]
        for noun in nouns:
            yield noun
            yield from find_conjuncts(noun, inside)
        if nouns:
            return


def clauses(top: Token, inside: set[int]) -> Iterator[Token]:
    """The verbs of a sentence: the one at its top, and those joined to it, which a noun may be by mistake."""
    if top.pos_ in {"VERB", "AUX"}:
        yield top
    for child in top.children:
        if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"} and child.i in inside:
            yield from clauses(child, inside)


def subject_of(verb: Token) -> list[Token]:
    """The noun that a clause has as its subject, if it has one; what "there is" stands before.

    There are more if "and" joins them, though the parse may give each to the verb.
    """
    found = [child for child in verb.children if child.dep_ in SUBJECT_LIKE]
    if found and found[0].dep_ == "expl":
        found = [child for child in verb.children if child.dep_ in {"attr", "nsubj"}]
    joined = bool(found) and any(child.dep_ == "cc" for child in found[0].children)
    return found if joined else found[:1]


def subject(reading: Reading, noun: Token, speaker: Entity, turns: Sequence[Turn]) -> Entity | None:
    """The entity that a subject stands for; None for a word that stands for nothing plain."""
    known = referent(reading, noun, speaker, turns) or reading.table.at(noun)
    if known is not None:
        return known
    if noun.lower_ in small_words("empty") or noun.pos_ == "PRON" or noun.tag_ in _FINITE:
        return None
    kind, medium = kind_of(noun)
    name = named_by_owner(
        reading, noun, turns, named_part(noun) if kind is Kind.THING else find_core(noun)
    )
    return Entity(name=name, kind=kind, medium=medium)


def named_part(noun: Token) -> tuple[int, int]:
    """The tokens `[first, last)` that name a thing: "garbage bags" of "the requisite garbage bags of waste near it".

    A compound is a name by itself; any other noun keeps its adjectives and what it is of.
    """
    first, last = find_core(noun)
    if any(child.dep_ == "poss" for child in noun.children):
        return first, last
    compounds = [child for child in noun.lefts if child.dep_ == "compound"]
    if compounds:
        return compounds[0].left_edge.i, noun.i + 1
    if last > noun.i + 1 and noun.nbor().lower_ != "of":
        return first, noun.i + 1
    return first, last


def referent(
    reading: Reading, token: Token, speaker: Entity, turns: Sequence[Turn]
) -> Entity | None:
    """Who a pronoun or a description stands for, where that is plain."""
    word = token.lower_
    if word in small_words("first-person"):
        return speaker if speaker.name else None
    if word in small_words("he-or-she") and not reading.quoted[token.i]:
        found = find_antecedent(reading, token, turns)
        return found.entity if found else None
    if (
        word in small_words("it") | small_words("they")
        and speaker.name
        and not reading.quoted[token.i]
    ):
        found = find_antecedent(reading, token, turns)
        return speaker if found and found.entity == speaker else None
    plain = find_definite(reading, token) if token.pos_ == "NOUN" else None
    return plain[0] if plain else None


def kind_of(noun: Token) -> tuple[Kind, Medium | None]:
    """What a common noun stands for when a claim is about it."""
    lemma = noun.lemma_.lower()
    medium = medium_of(lemma)
    if medium is not None:
        return Kind.ARTEFACT, medium
    if lemma in nouns("collective") or (lemma in nouns("role") and noun.tag_ in {"NNS", "NNPS"}):
        return Kind.GROUP, None
    if lemma in nouns("body"):
        return Kind.ORGANIZATION, None
    return (Kind.UNNAMED if lemma in nouns("role") else Kind.THING), None
