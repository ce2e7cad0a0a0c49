"""What a statement carries: `fields.tsv` has one row for each thing, and every output reads it.

To let statements carry something more, add a row there, an attribute to
`kg.model.ResolvedStatement`, and the code that finds its value; define the term of the row in
`ontology/claim-source.ttl`. The row is read by

    quads.py, records.py        which write a field as triples and as JSON
    kg/views/                   which reads it back from the graph, and shows and exports it
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias, cast

from rdflib import URIRef

from kg.rdf.vocabulary import PREFIXES

__all__ = [
    "Field",
    "Form",
    "Place",
    "attribute_fields",
    "csv_columns",
    "fields_on",
    "statement_fields",
    "value_term",
]

Place: TypeAlias = Literal["statement", "claim", "extraction", "attribution"]
"""The node that has a field as a property; an attribution ties a statement to a source.

What a claim has, its statement has, too: a claim is its words, and by the same words another
article may mean somebody else.
"""


class Form(StrEnum):
    """What a value is, from which each output knows how to write it."""

    TEXT = "text"  # a string
    VALUE = "value"  # one of those that the ontology lists: `cs:Direct` for "direct"
    NUMBER = "number"  # from 0 to 1
    NAME = "name"  # the name of a node of which nothing more is known
    TIME = "time"  # a day, or some days in a row
    SPANS = "spans"  # stretches of the text
    QUOTE = "quote"  # the words of such stretches, in one string
    CLAIM = "claim"  # what is stated
    SOURCES = "sources"  # who states it, each with what the article says of them
    ENTITIES = "entities"  # those that the article speaks of
    ENTITY = "entity"  # one of those
    STATEMENT = "statement"  # another statement of the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a statement, or one of its sources, carries.

    Attributes:
        name: What the network and the exports call it; empty where they have it in another form.
        path: Where the model has it, from `ResolvedStatement` on, or from `Source`.
        term: The property that holds it in the graph, with a prefix of `PREFIXES`; `iri` in full.
        on: The node that has the property.
        form: What the value is.
        key: What the JSON Lines call it; empty where they do without it.
        is_column: Whether the CSV has a column of its name.
        label: What the page's panel calls it, which shows fields with the same label in one line;
            empty where the panel does without it.
        shown: How the panel writes it, with braces for the value.
    """

    name: str
    path: tuple[str, ...]
    term: str
    iri: URIRef
    on: Place
    form: Form
    key: str
    is_column: bool
    label: str
    shown: str

    def value_in(self, owner: object) -> Any:  # noqa: ANN401 - what the form says
        """Return the value that a resolved statement, or a source, has; None where it has none.

        >>> from kg.model import Entity, Kind, Source, SourceRule
        >>> ann = Entity(name="Ann", kind=Kind.PERSON)
        >>> source = Source(entity=ann, rule=SourceRule.FULL_NAME, confidence=1)
        >>> [field.value_in(source) for field in fields_on("attribution")]
        [None, None, None, <SourceRule.FULL_NAME: 'full-name'>, 1]
        """
        value = owner
        for attribute in self.path:
            if value is None:
                break
            value = getattr(value, attribute)
        return value


def _expand_term(term: str) -> URIRef:
    """Return the IRI that a term with a prefix stands for.

    >>> _expand_term("schema:about")
    rdflib.term.URIRef('https://schema.org/about')
    """
    prefix, _, name = term.partition(":")
    return URIRef(PREFIXES[prefix] + name)


def value_term(value: str) -> URIRef:
    """Return the term of one of the values that the ontology lists.

    >>> value_term("direct")
    rdflib.term.URIRef('https://w3id.org/claim-source#Direct')
    """
    return _expand_term(f"cs:{value.capitalize()}")


@cache
def _all_fields() -> tuple[Field, ...]:
    """Return the fields of statements, then those of their sources, in the order of the table."""
    with files("kg.rdf").joinpath("fields.tsv").open(encoding="utf-8") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        return tuple(_to_field(row) for row in rows)


def _to_field(row: dict[str, str]) -> Field:
    return Field(
        path=tuple(row.pop("path").split(".")),
        iri=_expand_term(row["term"]),
        on=cast("Place", row.pop("on")),
        form=Form(row.pop("form")),
        is_column=row.pop("column") == "yes",
        **row,
    )


@cache
def fields_on(*places: Place) -> tuple[Field, ...]:
    """Return the fields that are properties of some kinds of node, in the order of the table."""
    return tuple(field for field in _all_fields() if field.on in places)


def statement_fields() -> tuple[Field, ...]:
    """Return the fields of a resolved statement, in the order of the table."""
    return fields_on("statement", "claim", "extraction")


@cache
def attribute_fields() -> tuple[Field, ...]:
    """Return the fields that a statement has as attributes in the network, not as edges."""
    edges = {Form.CLAIM, Form.SOURCES, Form.ENTITIES, Form.STATEMENT}
    own = fields_on("statement")
    return tuple(field for field in own if field.name and field.form not in edges)


def csv_columns() -> list[str]:
    """Return the columns of the CSV: the statement, what it carries, and where it was published."""
    own = [field.name for field in _all_fields() if field.is_column]
    tied = ["source_text", "places", "source", "about", "mentions"]
    sure = ["claim_confidence", "source_confidence"]
    said = ["statement", "text", "passage"]
    return [*said, *own, *tied, *sure, "article", "publisher", "date", "url"]
