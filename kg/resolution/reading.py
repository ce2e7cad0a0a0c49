"""What one pass over a document tells all the rules of resolution: its names, its descriptions, its quotations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from kg.language.words import noun_genders, nouns, parties, pronoun_genders
from kg.model import SourceRule
from kg.resolution.descriptions import find_descriptions
from kg.resolution.entities import EntityTable, find_entities
from kg.resolution.lexicon import is_person_noun, medium_of
from kg.resolution.occurrences import Occurrences, by_role, first_named, owned_nouns
from kg.resolution.officeholders import holders, known_offices, with_full_words
from kg.resolution.phrases import core, span_of, words
from kg.resolution.places import country

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Document, Entity, Span
    from kg.resolution.descriptions import Description
    from kg.resolution.officeholders import Office

CLEAR_LEAD: Final = 1.5
"""How many times as often as any other a country must be named for "the country" to mean it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as the rules see it.

    Attributes:
        year: When it was published, if that is known.
        table: Who the names stand for.
        descriptions: What the article says somebody is.
        leading: The first of the descriptions of each that names a role, or else the first.
        offices: What is known of people besides.
        occurrences: Where what comes up, to be looked up.
        country: The country that the article is about, if there is one.
        genders: "f" or "m" for the people of whom a role, a title or the first name says it.
        quoted: For each token, whether it stands in quotation marks.
        sentence_of: For each token, the number of its sentence; `paragraph_of`, that of its
            paragraph.
    """

    document: Document
    doc: Doc
    year: int | None
    table: EntityTable
    descriptions: Mapping[Entity, tuple[Description, ...]]
    leading: Mapping[Entity, Description]
    offices: Mapping[Entity, tuple[Office, ...]]
    genders: Mapping[Entity, str]
    occurrences: Occurrences
    country: Entity | None
    quoted: Sequence[bool]
    sentence_of: Sequence[int]
    paragraph_of: Sequence[int]


def read_through(annotated: AnnotatedDocument) -> Reading:
    """Collect what the rules need."""
    doc, published = annotated.doc, annotated.document.published
    year = published.year if published else None
    table = find_entities(doc, year)
    descriptions = find_descriptions(doc, table)
    starts = {span.start for span in annotated.document.paragraphs}
    quoted = [token.i in annotated.quoted_tokens for token in doc]
    offices = known_offices(table.of_name.values(), year)
    genders = find_genders(table, descriptions)
    return Reading(
        document=annotated.document,
        doc=doc,
        year=year,
        table=table,
        descriptions=descriptions,
        leading={
            one: next((d for d in told if d.role), told[0])
            for one, told in descriptions.items()
            if told
        },
        offices=offices,
        genders=genders,
        occurrences=Occurrences(
            first=first_named(table, offices, genders, quoted),
            described=by_role(descriptions),
            owned=owned_nouns(doc, table),
        ),
        country=main_country(table),
        quoted=quoted,
        sentence_of=numbered(token.is_sent_start is True for token in doc),
        paragraph_of=numbered(token.idx in starts for token in doc),
    )


def numbered(starts: Iterable[bool]) -> list[int]:
    """The number of the stretch that each token is in, given where stretches begin.

    >>> numbered([True, False, True, False])
    [1, 1, 2, 2]
    """
    return list(accumulate(map(int, starts)))


def find_genders(
    table: EntityTable, descriptions: Mapping[Entity, tuple[Description, ...]]
) -> dict[Entity, str]:
    """What the text tells of the gender of people: a role before a title or first name."""
    named: dict[Entity, Counter[str]] = {}
    for name in table.names:
        if name.gender:
            named.setdefault(table.of_name[name], Counter())[name.gender] += 1
    found = {entity: votes.most_common(1)[0][0] for entity, votes in named.items()}
    for entity, told in descriptions.items():
        genders = {noun_genders().get(description.role_head or "") for description in told}
        if genders & {"f", "m"}:
            found[entity] = "f" if "f" in genders else "m"
    return found


def gender_of_word(token: Token) -> str | None:
    """The gender that a pronoun or a noun tells."""
    return pronoun_genders().get(token.lower_) or noun_genders().get(token.lemma_.lower())


def definite(reading: Reading, noun: Token) -> tuple[Entity, SourceRule] | None:
    """Who "the reporter", "the company" or "the country" is, with the rule that says so; None unless it is plain."""
    articled = any(
        child.lower_ in {"the", "this", "that"} for child in noun.children if child.dep_ == "det"
    )
    if not articled and noun.lower_ not in nouns("initials"):
        return None
    if noun.tag_ in {"NNS", "NNPS"}:
        return None
    if noun.lemma_.lower() in nouns("state"):
        return (reading.country, SourceRule.MAIN_COUNTRY) if reading.country else None
    described = described_as(reading, noun, later=False)
    if len(described) == 1:
        return described.pop(), SourceRule.DESCRIBED_AS
    if holder := holder_of(reading, noun):
        return holder, SourceRule.OFFICE
    described = described_as(reading, noun, later=True)
    return (
        (described.pop(), SourceRule.DESCRIBED_AS)
        if len(described) == 1
        else named_by_head(reading, noun)
    )


def holder_of(reading: Reading, noun: Token) -> Entity | None:
    """Who of those named holds the office that a noun names, or is the only one of the party: "the Republican"."""
    party = parties().get(noun.lower_)
    if party:
        return reading.occurrences.only("party", party, noun.i)
    return holders(
        words(reading.doc, *core(noun)), reading.offices, reading.table.uses, reading.year
    )


def described_as(reading: Reading, noun: Token, *, later: bool) -> set[Entity]:
    """The people and bodies that the text describes as a noun has it, before the noun or behind it; no more than two.

    What stands more than `REACH` tokens away, as nothing does in an article, is not looked at.
    """
    found: set[Entity] = set()
    for _, entity, description in reading.occurrences.descriptions(noun, later=later):
        if entity not in found and is_described(reading, noun, description):
            found.add(entity)
        if len(found) > 1:
            break
    return found


def is_described(reading: Reading, noun: Token, description: Description) -> bool:
    """Whether a noun repeats a description: its role or party and, where it names one, its body."""
    told = with_full_words(description.text).split()
    if not rank_of(noun) <= set(told):
        return False
    bodies = {
        entity.name
        for token in noun.lefts
        for part in token.subtree
        if (entity := reading.table.at(part))
    }
    return not bodies or (
        description.affiliation is not None and description.affiliation.name in bodies
    )


def rank_of(noun: Token) -> frozenset[str]:
    """What tells an office from others of the same noun: "prime" of "the PM" and of "the prime minister"."""
    before = " ".join(token.text for token in noun.lefts)
    return nouns("rank") & set(with_full_words(f"{before} {noun.text}").split())


def named_by_head(reading: Reading, noun: Token) -> tuple[Entity, SourceRule] | None:
    """The only organisation named before whose name has the noun in it: "the ministry" for "Ministry of Defence"."""
    word = noun.lemma_.lower()
    if medium_of(word) or has_name_before(noun):
        return None
    if is_person_noun(word):
        return only_one(reading, noun)
    fitting = reading.occurrences.only("word", word, noun.i)
    return (fitting, SourceRule.HEAD_IN_NAME) if fitting else only_one(reading, noun)


def has_name_before(noun: Token) -> bool:
    """Whether a name belongs to a noun: "the Reuters survey"."""
    return any(
        child.text[:1].isupper() and child.pos_ not in {"DET", "PRON"} for child in noun.lefts
    )


def only_one(reading: Reading, noun: Token) -> tuple[Entity, SourceRule] | None:
    """The only woman, man or company that was named before, if the noun tells that it is one."""
    told, fitting = gender_of_word(noun), None
    if told:
        fitting = reading.occurrences.only("gender", told, noun.i)
    elif noun.lemma_.lower() in nouns("firm"):
        fitting = reading.occurrences.only("body", "", noun.i)
    return (fitting, SourceRule.ONLY_ONE) if fitting else None


def main_country(table: EntityTable) -> Entity | None:
    """The country that the article is about, if it names one far more often than any other."""
    named = {entity for entity in table.uses if country(entity.name or "")}
    ranking = sorted(
        ((table.count(entity), entity.name or "", entity) for entity in named), reverse=True
    )
    if not ranking or (len(ranking) > 1 and ranking[0][0] < CLEAR_LEAD * ranking[1][0]):
        return None
    return ranking[0][2]


def anchor(token: Token) -> Span:
    """The code points of one token."""
    return span_of(token.doc, token.i, token.i + 1)
