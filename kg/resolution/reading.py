"""Reading a document once for all rules of resolution: its names, descriptions and quotations."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from kg.config import SURE_ENOUGH
from kg.language.words import noun_genders
from kg.resolution.definites import find_main_country
from kg.resolution.descriptions import find_descriptions
from kg.resolution.entities import EntityTable, find_entities
from kg.resolution.headlines import is_inside
from kg.resolution.occurrences import (
    Occurrences,
    find_firms,
    find_first_named,
    find_introduced,
    find_owned_nouns,
    sort_by_role,
)
from kg.resolution.officeholders import find_known_offices
from kg.statements.interviews import is_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc

    from kg.language.annotation import AnnotatedDocument
    from kg.model import Document, Entity
    from kg.resolution.descriptions import Description
    from kg.resolution.officeholders import Office

_PROMINENT: Final = 4
"""How many entities a document may be about as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as the rules see it.

    Attributes:
        least: How sure it must be who a pronoun or a description is as a source, from 0 to 1.
        year: When it was published, if that is known.
        table: Who the names stand for.
        descriptions: What the article says somebody is.
        leading: The first of the descriptions of each that names a role, or else the first; that
            of a headline comes last.
        offices: What is known of people besides.
        occurrences: Where what comes up, to be looked up.
        country: The country that the article is about, if there is one.
        genders: "f" or "m" for the people of whom a role, a title or the first name says it.
        lemmas: How often the document has each word, in its dictionary form.
        title: The words of the title in small letters.
        prominent: The entities that it names most often, the first of them first.
        quoted: For each token, whether it stands in quotation marks.
        own_sentence_of: For each token, how many sentences have begun outside quotation marks.
        sentence_of: For each token, the number of its sentence; `paragraph_of`, that of its
            paragraph.
    """

    document: Document
    doc: Doc
    least: float
    year: int | None
    table: EntityTable
    descriptions: Mapping[Entity, tuple[Description, ...]]
    leading: Mapping[Entity, Description]
    offices: Mapping[Entity, tuple[Office, ...]]
    genders: Mapping[Entity, str]
    lemmas: Mapping[str, int]
    title: frozenset[str]
    prominent: tuple[Entity, ...]
    occurrences: Occurrences
    country: Entity | None
    quoted: Sequence[bool]
    own_sentence_of: Sequence[int]
    sentence_of: Sequence[int]
    paragraph_of: Sequence[int]


def read_through(annotated: AnnotatedDocument, least: float = SURE_ENOUGH) -> Reading:
    """Collect what the rules need to know of a document.

    Args:
        annotated: The document.
        least: How sure it must be who a pronoun or a description is.
    """
    document, doc = annotated.document, annotated.doc
    year = document.published.year if document.published else None
    table = find_entities(doc, year)
    descriptions = find_descriptions(doc, table)
    offices = find_known_offices(table.uses, year)
    genders = _find_genders(table, descriptions)
    quoted = [token.i in annotated.quoted_tokens for token in doc]
    headings = [(part.start, part.end) for part in annotated.paragraphs if is_heading(part)]
    starts = {span.start for span in document.paragraphs}
    return Reading(
        document=document,
        doc=doc,
        least=least,
        year=year,
        table=table,
        descriptions=descriptions,
        leading=_choose_leading(descriptions, headings),
        offices=offices,
        genders=genders,
        lemmas=Counter(token.lemma_.lower() for token in doc),
        title=frozenset((document.title or "").lower().split()),
        prominent=tuple(entity for entity, _ in table.uses.most_common(_PROMINENT)),
        occurrences=Occurrences(
            first=find_first_named(table, offices, quoted),
            described=sort_by_role(descriptions),
            owned=find_owned_nouns(doc, table),
            introduced=find_introduced(doc, table),
            firms=find_firms(doc, table, quoted),
        ),
        country=find_main_country(table),
        quoted=quoted,
        own_sentence_of=_number_stretches(
            token.is_sent_start is True and not quoted[token.i] for token in doc
        ),
        sentence_of=_number_stretches(token.is_sent_start is True for token in doc),
        paragraph_of=_number_stretches(token.idx in starts for token in doc),
    )


def _number_stretches(starts: Iterable[bool]) -> list[int]:
    """Return the number of the stretch that each token is in, given where stretches begin.

    >>> _number_stretches([True, False, True, False])
    [1, 1, 2, 2]
    """
    return list(accumulate(map(int, starts)))


def _choose_leading(
    descriptions: Mapping[Entity, Sequence[Description]], headings: Sequence[tuple[int, int]]
) -> dict[Entity, Description]:
    """Return the first description of each that names a role, or else the first.

    One that a headline cuts short gives way to any other.
    """
    leading = {}
    for entity, told in descriptions.items():
        below = [one for one in told if not is_inside(one.at, headings)] or told
        with_role = [one for one in below if one.role]
        if told:
            leading[entity] = (with_role or below)[0]
    return leading


def _find_genders(
    table: EntityTable, descriptions: Mapping[Entity, Sequence[Description]]
) -> dict[Entity, str]:
    """Return what the text tells of the gender of people: a role before a title or first name."""
    votes: dict[Entity, Counter[str]] = defaultdict(Counter)
    for name in table.names:
        if name.gender:
            votes[table.of_name[name]][name.gender] += 1
    genders = {entity: counted.most_common(1)[0][0] for entity, counted in votes.items()}
    for entity, told in descriptions.items():
        by_role = {noun_genders().get(description.role_head or "") for description in told}
        for gender in ("m", "f"):
            if gender in by_role:
                genders[entity] = gender
    return genders
