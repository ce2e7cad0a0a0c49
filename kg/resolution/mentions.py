"""Whom the words for a source name: the people among them, else the heads of their noun phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.words import nouns
from kg.model import Kind
from kg.resolution.lexicon import is_person_noun
from kg.resolution.phrases import heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.resolution.names import Name
    from kg.resolution.reading import Reading


def find_mentions(reading: Reading, tokens: Sequence[Token]) -> list[Token]:
    """Those whom a source consists of, a token each: the people it names, else the heads of its noun phrases."""
    found = heads(tokens)
    people = people_named(reading, tokens)
    if not found or len(people) > 1:
        return people or found
    if people and found[0].pos_ == "NOUN" and found[0].i < people[0].i and people[0].dep_ != "conj":
        return people  # "the group's director, Ann Lee"
    behind = reading.table.of_token.get(tokens[-1].i + 1)
    if (
        behind
        and behind.kind is Kind.PERSON
        and behind.first == tokens[-1].i + 1
        and leads_to_name(tokens)
    ):
        return [reading.doc[behind.last - 1]]
    return [found[0], *(token for token in found[1:] if not describes(reading, found[0], token))]


def leads_to_name(tokens: Sequence[Token]) -> bool:
    """Whether a phrase ends before the name that it belongs to: "the Review's", "Navy Capt."."""
    last = next((token for token in reversed(tokens) if not token.is_punct), tokens[-1])
    return last.tag_ == "POS" or last.lower_.rstrip(".") in nouns("title")


def people_named(reading: Reading, tokens: Sequence[Token]) -> list[Token]:
    """The last words of the people's names in a noun phrase, but for those that only say whose or of whom it is."""
    inside = {token.i for token in tokens}
    names = dict.fromkeys(name for token in tokens if (name := reading.table.of_token.get(token.i)))
    return [
        reading.doc[name.last - 1]
        for name in names
        if name.kind is Kind.PERSON
        and name.last - 1 in inside
        and stands_free(reading, name, inside)
    ]


def stands_free(reading: Reading, name: Name, inside: set[int]) -> bool:
    """Whether a name is one of those whom a phrase is about, and no part of another's description."""
    if names_inner(reading, name):
        return False
    if name.first and reading.doc[name.first - 1].tag_ == "POS" and name.last not in inside:
        return True  # "the Review's Ann Lee"
    root = reading.doc[name.first : name.last].root
    while root.dep_ in {"appos", "conj"} and root.head.i in inside:
        if root.dep_ == "appos" and root.head.dep_ == "pobj":
            return True  # "an attorney for Ann Lee, Bo Ek"
        root = root.head
    return root.head.i not in inside or root.head == root


def names_inner(reading: Reading, name: Name) -> bool:
    """Whether a name says who somebody within a description is: "an aide to the mayor, Bo Ek"."""
    if name.first < 2:  # noqa: PLR2004 - a noun and a comma
        return False
    before = reading.doc[name.first - 2]
    return (
        reading.doc[name.first - 1].text == ","
        and before.dep_ == "pobj"
        and is_person_noun(before.lemma_)
    )


def describes(reading: Reading, head: Token, other: Token) -> bool:
    """Whether a noun joined to a person's name says more of the person: "Ann Lee, a writer, and a Republican"."""
    named = reading.table.at(head)
    articles = {child.lower_ for child in other.children if child.dep_ == "det"}
    return bool(named and named.kind is Kind.PERSON and articles & {"a", "an"})
