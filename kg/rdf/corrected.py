"""What a person decided of a statement, in triples: that they found it, whose, or about whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from kg.model import SourceRule
from kg.rdf import iris
from kg.rdf.nodes import attribution, confidence, entity_in, text_literal
from kg.rdf.vocabulary import CS, DCTERMS, PROV, RDF, SDO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Entity
    from kg.rdf.nodes import Triple

__all__ = ["PERSON", "person_triples", "source_triples", "subject_triples"]

PERSON: Final = "person"
"""The extractor of a statement that a person found to be right."""


def person_triples(
    statement: str, article: str, author: str, date: str, base: str
) -> Iterator[Triple]:
    """Yield that a person found a statement, which they are sure of.

    Args:
        statement: Its IRI.
        article: The IRI of its article.
        author: Who.
        date: When, YYYY-MM-DD; empty where nobody says.
        base: What minted IRIs begin with.
    """
    person = URIRef(iris.mint(base, "judge", author))
    run = URIRef(iris.mint(base, "run", PERSON, author, date, article))
    found = URIRef(iris.extraction_iri(base, statement, run))
    yield URIRef(statement), CS.extraction, found
    yield found, RDF.type, CS.Extraction
    yield found, CS.extractor, text_literal(PERSON)
    yield found, CS.confidence, confidence(1)
    yield found, PROV.wasGeneratedBy, run
    yield run, RDF.type, PROV.Activity
    yield run, PROV.used, URIRef(article)
    yield run, CS.extractor, text_literal(PERSON)
    yield run, PROV.wasAssociatedWith, person
    if date:
        yield run, DCTERMS.date, text_literal(date)
    yield person, RDF.type, PROV.Agent
    yield person, SDO.name, text_literal(author)


def source_triples(statement: str, article: str, source: Entity, base: str) -> Iterator[Triple]:
    """Yield that a statement comes from a source, because a person says so.

    Args:
        statement: Its IRI.
        article: The IRI of its article.
        source: Who or what.
        base: What minted IRIs begin with.
    """
    node, described = URIRef(statement), entity_in(URIRef(article), source, base)
    part = attribution(node, described.iri, source.kind, base)
    yield node, CS.source, described.iri
    yield from described.triples
    yield from part.triples
    yield part.iri, CS.rule, text_literal(SourceRule.CORRECTED)
    yield part.iri, CS.confidence, confidence(1)


def subject_triples(node: str, article: str, subject: Entity, base: str) -> Iterator[Triple]:
    """Yield that something is about somebody or something, because a person says so.

    Args:
        node: The IRI of what is about it: a claim, or a statement.
        article: The IRI of its article.
        subject: Whom or what.
        base: What minted IRIs begin with.
    """
    described = entity_in(URIRef(article), subject, base)
    yield URIRef(node), SDO.about, described.iri
    yield from described.triples
