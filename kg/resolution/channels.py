"""Where somebody spoke: "in a post on Telegram", "in an interview with the BBC", "on Twitter", "told CNN"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import nouns
from kg.model import Kind
from kg.resolution.phrases import core, words
from kg.statements.syntax import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.model import Statement
    from kg.resolution.reading import Reading

PREPOSITIONS: Final = frozenset({"in", "on", "via", "during", "at", "through"})


def find_channel(reading: Reading, statement: Statement) -> str | None:
    """The channel that the words around a cue name, verbatim; None where they name none."""
    content = {token.i for token in tokens_of(reading.doc, statement.content)}
    for verb in tokens_of(reading.doc, statement.cue):
        for noun in complements(verb):
            if noun.i not in content and is_channel(reading, noun):
                return words(reading.doc, *core(noun))
    return None


def complements(verb: Token) -> Iterator[Token]:
    """The nouns that a verb takes as addressee or behind a preposition."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in PREPOSITIONS:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")
        elif child.dep_ in {"dobj", "dative"} and verb.lemma_ == "tell":
            yield child


def is_channel(reading: Reading, noun: Token) -> bool:
    """Whether one can speak in or on it: an interview, a platform, a broadcaster that was told."""
    if noun.lemma_.lower() in nouns("channel") | nouns("platform"):
        return True
    entity = reading.table.at(noun)
    named = noun.pos_ == "PROPN" if entity is None else entity.kind is Kind.ORGANIZATION
    return named and noun.dep_ in {"dobj", "dative"}
