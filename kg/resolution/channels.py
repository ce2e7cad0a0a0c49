"""Where somebody spoke: "in a post on Telegram", "in an interview with the BBC", "told CNN"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.language.words import nouns
from kg.model import Kind
from kg.resolution.phrases import find_core, words_between
from kg.statements.syntax import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.model import Statement
    from kg.resolution.reading import Reading

_PREPOSITIONS: Final = frozenset({"in", "on", "via", "during", "at", "through"})
_OBJECTS: Final = frozenset({"dobj", "dative"})


def find_channel(reading: Reading, statement: Statement) -> str | None:
    """Return the channel that the words around a cue name, verbatim; None where they name none."""
    content = set(tokens_of(reading.doc, statement.content))
    for verb in tokens_of(reading.doc, statement.cue):
        for noun in _find_complements(verb):
            if _is_channel(reading, noun) and noun not in content:
                return words_between(reading.doc, *find_core(noun))
    return None


def _find_complements(verb: Token) -> Iterator[Token]:
    """Yield the nouns that a verb takes as addressee or behind a preposition."""
    for child in verb.children:
        if child.dep_ in _OBJECTS and verb.lemma_ == "tell":
            yield child
        elif child.dep_ == "prep" and child.lower_ in _PREPOSITIONS:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")


def _is_channel(reading: Reading, noun: Token) -> bool:
    """Tell whether one speaks in or on it: an interview, a platform, a broadcaster told of it."""
    if noun.lemma_.lower() in nouns("channel") | nouns("platform"):
        return True
    if noun.dep_ not in _OBJECTS:
        return False
    entity = reading.table.at(noun)
    return noun.pos_ == "PROPN" if entity is None else entity.kind is Kind.ORGANIZATION
