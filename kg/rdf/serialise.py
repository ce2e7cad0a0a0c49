"""Write quads as N-Quads for machines, and in Oxigraph's terms; equal quads give equal bytes."""

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

__all__ = ["from_nquads", "named", "term", "to_nquads", "to_oxigraph", "version_quad"]

_ESCAPED: Final = re.compile(r'["\\\x00-\x1f\x7f]')
"""What stands in N-Quads as something else; a text without it needs no library to write it."""


def to_nquads(quads: Iterable[Quad]) -> str:
    """Return the quads as canonical N-Quads: sorted by code point, each once, a line each.

    There is no blank node, so this is the form that RDF Dataset Canonicalization (RDFC-1.0, W3C
    2024) would give.
    """
    lines = {
        f"<{subject}> <{predicate}> {_write_term(object_)} <{graph}> .\n"
        for subject, predicate, object_, graph in quads
    }
    return "".join(sorted(lines))


def _write_term(node: Term) -> str:
    if isinstance(node, URIRef):
        return f"<{node}>"
    if _ESCAPED.search(node):
        return str(term(node))
    return f'"{node}"^^<{node.datatype}>' if node.datatype else f'"{node}"'


def from_nquads(nquads: bytes) -> Iterator[Quad]:
    """Yield the quads in N-Quads that we wrote; each literal keeps its form.

    Equal IRIs are one object, so that the quads of many articles fit into memory.
    """
    iri = cache(URIRef)
    for quad in pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS):
        subject, predicate, object_, graph = quad
        is_iri = isinstance(object_, pyoxigraph.NamedNode)
        end = iri(object_.value) if is_iri else _from_oxigraph(object_)
        yield iri(subject.value), iri(predicate.value), end, iri(graph.value)


def _from_oxigraph(literal: pyoxigraph.Literal) -> Literal:
    return Literal(literal.value, datatype=_datatype(literal.datatype.value), normalize=False)


@cache
def _datatype(iri: str) -> URIRef | None:
    """Return a datatype in rdflib's terms, which have none for a plain string."""
    return None if iri == str(XSD.string) else URIRef(iri)


def version_quad(article: str, first: str, base: str) -> Quad:
    """Return that an article is a version of one that was published first.

    It stands in a graph of its own, for what is said between articles.

    >>> version_quad("x:a", "x:b", "x:")[3]
    rdflib.term.URIRef('x:versions')
    """
    return URIRef(article), DCTERMS.isVersionOf, URIRef(first), URIRef(f"{base}versions")


def to_oxigraph(quad: Quad) -> pyoxigraph.Quad:
    """Return a quad in Oxigraph's terms."""
    subject, predicate, object_, graph = quad
    return pyoxigraph.Quad(named(subject), named(predicate), term(object_), named(graph))


def term(node: Term) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    """Return an IRI or a literal in Oxigraph's terms."""
    if isinstance(node, URIRef):
        return named(node)
    return pyoxigraph.Literal(str(node), datatype=named(node.datatype) if node.datatype else None)


def named(iri: URIRef) -> pyoxigraph.NamedNode:
    """Return an IRI in Oxigraph's terms."""
    return pyoxigraph.NamedNode(str(iri))
