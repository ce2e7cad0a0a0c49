"""Whom the words for a source name: the people among them, else the heads of their noun phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Kind
from kg.resolution.phrases import find_heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.resolution.names import Name
    from kg.resolution.reading import Reading


def find_mentions(reading: Reading, tokens: Sequence[Token]) -> list[Token]:
    """Return those whom a source consists of, a token each.

    These are the people it names, else the heads of its noun phrases.
    """
    found = find_heads(tokens)
    people = _find_people(reading, tokens)
    if len(people) > 1:
        return people
    if people and found[0].pos_ == "NOUN" and found[0].i < people[0].i:
        return people  # "the group's director, Ann Lee"
    return found


def _find_people(reading: Reading, tokens: Sequence[Token]) -> list[Token]:
    """Return the last words of people's names, unless they only say whose or of whom it is."""
    inside = {token.i for token in tokens}
    names = dict.fromkeys(reading.table.of_token.get(token.i) for token in tokens)
    return [
        reading.doc[name.last - 1]
        for name in names
        if name and name.kind is Kind.PERSON and _stands_free(reading, name, inside)
    ]


def _stands_free(reading: Reading, name: Name, inside: set[int]) -> bool:
    """Tell whether a phrase is about a name, which is not part of another's description."""
    root = reading.doc[name.first : name.last].root
    while root.dep_ in {"appos", "conj"} and root.head.i in inside:
        if root.dep_ == "appos" and root.head.dep_ == "pobj":
            return True  # "an attorney for Ann Lee, Bo Ek"
        root = root.head
    return root.head.i not in inside
