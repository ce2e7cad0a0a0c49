"""What one pass over a document tells all the rules of resolution: its names, its descriptions, its quotations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import Entity, Kind, QuotationType
from kg.resolution.descriptions import find_descriptions
from kg.resolution.entities import EntityTable, find_entities
from kg.resolution.lexicon import FEMALE, MALE, medium_of
from kg.resolution.phrases import span_of
from kg.resolution.places import country

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kg.annotation import AnnotatedDocument
    from kg.model import Document, Span, Statement
    from kg.resolution.descriptions import Description

PRONOUN_GENDER: Final = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f", "hers": "f"}
STATES: Final = frozenset({"country", "nation", "state", "regime", "kingdom"})
CLEAR_LEAD: Final = 1.5
"""How many times as often as any other a country must be named for "the country" to mean it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as the rules see it.

    Attributes:
        table: Who the names stand for.
        descriptions: What the article says somebody is.
        genders: "f" or "m" for the people that the text calls she or he.
        quotations: Where somebody is quoted word for word.
    """

    document: Document
    doc: Doc
    table: EntityTable
    descriptions: Mapping[Entity, tuple[Description, ...]]
    genders: Mapping[Entity, str]
    quotations: tuple[Span, ...]


def read_through(annotated: AnnotatedDocument, statements: Sequence[Statement]) -> Reading:
    """Collect what the rules need."""
    table = find_entities(annotated.doc)
    return Reading(
        document=annotated.document,
        doc=annotated.doc,
        table=table,
        descriptions=find_descriptions(annotated.doc, table),
        genders=genders(annotated.doc, table),
        quotations=tuple(
            span for found in statements if found.quotation_type is QuotationType.DIRECT for span in found.content
        ),
    )


def is_quoted(reading: Reading, token: Token) -> bool:
    """Whether the token stands in somebody's own words."""
    return any(span.start <= token.idx < span.end for span in reading.quotations)


def gender(reading: Reading, entity: Entity) -> str | None:
    """Tell "f" or "m" where a title or a role says it, else None."""
    told = {description.role_head for description in reading.descriptions.get(entity, ())}
    names = (name for name in reading.table.names if reading.table.of_name[name] == entity)
    told |= {reading.doc[name.first - 1].lower_.rstrip(".") for name in names if name.first > 0}
    if told & FEMALE:
        return "f"
    return "m" if told & MALE else reading.genders.get(entity)


def genders(doc: Doc, table: EntityTable) -> dict[Entity, str]:
    """The people whom the text plainly calls "he" or "she": the pronoun follows the name, no other name between."""
    votes: dict[Entity, Counter[str]] = {}
    for sentence in doc.sents:
        last = None
        for token in sentence:
            entity = table.at(token)
            if entity and entity.kind is Kind.PERSON:
                last = entity
            elif last and token.lower_ in PRONOUN_GENDER:
                votes.setdefault(last, Counter())[PRONOUN_GENDER[token.lower_]] += 1
    return {entity: vote.most_common(1)[0][0] for entity, vote in votes.items() if is_plain(vote)}


def is_plain(vote: Counter[str]) -> bool:
    """Whether one side has at least twice the votes of the other."""
    return max(vote.values()) >= 2 * min(vote["f"], vote["m"])


def definite(reading: Reading, noun: Token) -> tuple[Entity, str] | None:
    """Who "the reporter", "the company" or "the country" is, with the rule that says so; None unless it is plain."""
    if not any(child.lower_ in {"the", "this", "that"} for child in noun.children if child.dep_ == "det"):
        return None
    if noun.tag_ in {"NNS", "NNPS"}:
        return None
    if noun.lemma_.lower() in STATES:
        state = main_country(reading)
        return (state, "main-country") if state else None
    described = {
        entity
        for entity, descriptions in reading.descriptions.items()
        for description in descriptions
        if description.at < noun.i and is_described(reading, noun, description)
    }
    return (described.pop(), "described-as") if len(described) == 1 else named_by_head(reading, noun)


def is_described(reading: Reading, noun: Token, description: Description) -> bool:
    """Whether a noun repeats a description: its role and, where it names one, its body ("the French president")."""
    if description.role_head != noun.lemma_.lower():
        return False
    bodies = {entity.name for token in noun.lefts for part in token.subtree if (entity := reading.table.at(part))}
    return not bodies or (description.affiliation is not None and description.affiliation.name in bodies)


def named_by_head(reading: Reading, noun: Token) -> tuple[Entity, str] | None:
    """The only organisation named before whose name has the noun in it: "the ministry" for "Ministry of Defence"."""
    word = noun.lemma_.lower()
    if medium_of(word):
        return None
    fitting = {
        reading.table.of_name[name]
        for name in reading.table.names
        if name.last <= noun.i and word in name.words and name.kind in {Kind.ORGANIZATION, Kind.PLACE}
    }
    return (fitting.pop(), "head-in-name") if len(fitting) == 1 else None


def main_country(reading: Reading) -> Entity | None:
    """The country that the article is about, if it names one far more often than any other."""
    named = {entity for entity in reading.table.of_name.values() if entity.name and country(entity.name)}
    ranking = sorted(((reading.table.count(entity), entity.name or "", entity) for entity in named), reverse=True)
    if not ranking or (len(ranking) > 1 and ranking[0][0] < CLEAR_LEAD * ranking[1][0]):
        return None
    return ranking[0][2]


def anchor(token: Token) -> Span:
    """The code points of one token."""
    return span_of(token.doc, token.i, token.i + 1)
