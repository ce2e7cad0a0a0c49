"""Name the speaker with whom an article opens, if the paragraphs behind it do.

"It will rain, a senior official has said.

Ann Lee, who heads the weather office, said on Monday that ..."
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.model import Kind, QuotationType, SourceRule, Span
from kg.resolution.definites import may_describe
from kg.resolution.lexicon import is_person_noun, role_noun
from kg.resolution.phrases import find_determiner, find_heads
from kg.statements.syntax import tokens_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from kg.model import Entity, Source, Statement
    from kg.resolution.reading import Reading
    from kg.resolution.sources import Who

__all__ = ["find_named_later", "name_opening_speaker"]

_OPENING: Final = 2
"""Within how many paragraphs behind the first the name must come."""
_CONFIDENCE: Final = 0.7
_UNSAID: Final = frozenset({QuotationType.CAPTION, QuotationType.NARRATION})


def find_named_later(reading: Reading, noun: Token) -> Entity | None:
    """Return who "a lawyer" is, if one is named soon behind as "the lawyer, Ann Lee".

    Behind the first paragraph any lawyer will do: the article opens with its news, and then says
    who told it.
    """
    if find_determiner(noun) != "a" or not is_person_noun(role_noun(noun)):
        return None
    paragraph = reading.paragraph_of[noun.i]
    for at, person, told in reading.occurrences.descriptions(noun, later=True):
        if reading.paragraph_of[at] > paragraph + _OPENING:
            return None
        is_same = paragraph == 1 or told.text.lower().startswith("the ")
        is_named_before = person in reading.table.within(reading.doc, Span(0, noun.idx))
        if is_same and not is_named_before and may_describe(reading, noun, told):
            return person
    return None


def name_opening_speaker(
    reading: Reading, resolved: Mapping[Statement, Who]
) -> dict[Statement, Who]:
    """Return who says each statement, with a name for the first speaker if the next one is it.

    The first stands in the first paragraph as "a senior official"; the next one to speak is a
    person whom the article has not named before, and the first one whom the paragraphs behind it
    name.

    Args:
        reading: The document.
        resolved: Who says each statement, as far as its own words and what came before tell.
    """
    turns = _list_turns(reading, resolved)
    named = dict(resolved)
    if not turns or not _is_unnamed_opening(reading, *turns[0]):
        return named

    opening = turns[0][1].entity
    following = [turn for turn in turns if turn[1].entity != opening]
    if not following or not _is_introduced(reading, turns[0][0], *following[0]):
        return named
    person = following[0][1]
    for statement, who in resolved.items():
        named[statement] = tuple(_name(source, opening, person) for source in who)
    return named


def _list_turns(reading: Reading, resolved: Mapping[Statement, Who]) -> list[tuple[Token, Source]]:
    """Return who speaks, each with the head of the words for it, in text order."""
    turns = []
    for statement, who in resolved.items():
        if statement.source and statement.quotation_type not in _UNSAID:
            turns.append((find_heads(tokens_of(reading.doc, statement.source))[0], who[0]))
    return sorted(turns, key=lambda turn: turn[0].i)


def _is_unnamed_opening(reading: Reading, noun: Token, source: Source) -> bool:
    """Tell whether a person without a name speaks in the first paragraph."""
    if source.entity.kind is not Kind.UNNAMED or source.rule is not SourceRule.DESCRIPTION:
        return False
    return is_person_noun(role_noun(noun)) and reading.paragraph_of[noun.i] == 1


def _is_introduced(reading: Reading, opening: Token, first: Token, source: Source) -> bool:
    """Tell whether a speaker is the first person named behind the opening, and not named in it."""
    paragraphs = reading.paragraph_of[first.i] - reading.paragraph_of[opening.i]
    if source.entity.kind is not Kind.PERSON or not 0 < paragraphs <= _OPENING:
        return False
    later = None
    for name in reading.table.names:
        entity = reading.table.of_name[name]
        is_opening = reading.paragraph_of[name.first] <= reading.paragraph_of[opening.i]
        if is_opening and entity == source.entity:
            return False
        if not is_opening and later is None and entity.kind is Kind.PERSON:
            later = entity
    return later == source.entity


def _name(source: Source, opening: Entity, person: Source) -> Source:
    """Return a source with the person's name if it is the one with whom the article opens."""
    if source.entity != opening:
        return source
    return replace(
        source,
        entity=person.entity,
        role=person.role,
        affiliation=person.affiliation,
        rule=SourceRule.NAMED_LATER,
        confidence=_CONFIDENCE,
    )
