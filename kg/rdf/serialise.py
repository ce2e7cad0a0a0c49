"""Quads as N-Quads, for machines, and in the terms of the two libraries; the same quads give the same bytes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import pyoxigraph
from rdflib import Literal, URIRef

from kg.rdf.vocabulary import DCTERMS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.rdf.nodes import Quad, Term

ESCAPED: Final = re.compile(r'["\\\x00-\x1f\x7f]')
"""What stands in N-Quads as something else; a text without it needs no library to write it."""


def to_nquads(quads: Iterable[Quad]) -> str:
    """The quads as canonical N-Quads: sorted by code point, each once, a line each.

    There is no blank node, so this is the form that RDF Dataset Canonicalization (RDFC-1.0, W3C
    2024) would give.
    """
    lines = {
        f"<{subject}> <{predicate}> {written(object_)} <{graph}> .\n"
        for subject, predicate, object_, graph in quads
    }
    return "".join(sorted(lines))


def written(node: Term) -> str:
    """An IRI or a literal as N-Quads have it."""
    if isinstance(node, URIRef):
        return f"<{node}>"
    if ESCAPED.search(node):
        return str(term(node))
    return f'"{node}"^^<{node.datatype}>' if node.datatype else f'"{node}"'


def from_nquads(nquads: bytes) -> Iterator[Quad]:
    """The quads in N-Quads that we wrote; each literal keeps its form, and equal IRIs are one object."""
    iri = cache(URIRef)
    for subject, predicate, object_, graph in pyoxigraph.parse(
        nquads, format=pyoxigraph.RdfFormat.N_QUADS
    ):
        if isinstance(object_, pyoxigraph.NamedNode):
            yield iri(subject.value), iri(predicate.value), iri(object_.value), iri(graph.value)
        else:
            yield iri(subject.value), iri(predicate.value), from_oxigraph(object_), iri(graph.value)


def from_oxigraph(literal: pyoxigraph.Literal) -> Literal:
    """A literal in rdflib's terms."""
    return Literal(literal.value, datatype=datatype(literal.datatype.value), normalize=False)


@cache
def datatype(iri: str) -> URIRef | None:
    """A datatype in rdflib's terms, which have none for a plain string."""
    return None if iri == str(XSD.string) else URIRef(iri)


def version_quad(article: str, first: str, base: str) -> Quad:
    """That an article is a version of one that was published first; in a graph for what is said between articles.

    >>> version_quad("x:a", "x:b", "x:")[3]
    rdflib.term.URIRef('x:versions')
    """
    return URIRef(article), DCTERMS.isVersionOf, URIRef(first), URIRef(f"{base}versions")


def to_oxigraph(quad: Quad) -> pyoxigraph.Quad:
    """A quad in Oxigraph's terms."""
    subject, predicate, object_, graph = quad
    return pyoxigraph.Quad(named(subject), named(predicate), term(object_), named(graph))


def term(node: Term) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    """An IRI or a literal in Oxigraph's terms."""
    if isinstance(node, URIRef):
        return named(node)
    return pyoxigraph.Literal(str(node), datatype=named(node.datatype) if node.datatype else None)


def named(iri: URIRef) -> pyoxigraph.NamedNode:
    """An IRI in Oxigraph's terms."""
    return pyoxigraph.NamedNode(str(iri))
