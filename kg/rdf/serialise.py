"""Quads as Turtle for people and as N-Quads for machines; the same quads give the same bytes, whatever their order."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Final

import pyoxigraph
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import TurtleSerializer

from kg.rdf.vocabulary import CS, DCTERMS, OA, PREFIXES, PROV, RDF, SDO, TIME, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from kg.rdf.nodes import Quad, Term

# What is written right below the node that points at it.
BELONGING: Final = (
    CS.states,
    PROV.qualifiedAttribution,
    PROV.qualifiedPrimarySource,
    CS.channel,
    DCTERMS.temporal,
    TIME.hasBeginning,
    TIME.hasEnd,
    CS.passage,
    CS.sourceSpan,
    CS.cueSpan,
    OA.hasSelector,
    CS.extraction,
)
# What is written first of a node; the other properties follow by IRI.
FIRST: Final = [
    RDF.type,
    SDO.headline,
    SDO.name,
    CS.source,
    CS.cue,
    SDO.text,
    CS.states,
    CS.statedIn,
    CS.quotationType,
    CS.attributionType,
    CS.polarity,
    CS.certainty,
    OA.start,
    OA.end,
    OA.exact,
]


def to_turtle(quads: Iterable[Quad], base: str) -> str:
    """All articles as one Turtle document: prefixes, then a block for each article, the graph names left out.

    Args:
        quads: Of any number of articles, in any order.
        base: What the minted IRIs begin with; its prefix is `id:`.
    """
    ordered = sorted(set(quads), key=article_name)
    blocks = (turtle_block(group, base) for _, group in groupby(ordered, key=article_name))
    return "".join([turtle_header(base), *blocks])


def turtle_header(base: str) -> str:
    """The prefixes that every block counts on."""
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted({**PREFIXES, "id": base}.items()))


def turtle_block(quads: Iterable[Quad], base: str) -> str:
    """One article in Turtle, without prefixes: the article, its statements in text order, and whom they speak of."""
    graph = Graph(bind_namespaces="none")
    for prefix, iri in {**PREFIXES, "id": base}.items():
        graph.bind(prefix, iri)
    for subject, predicate, object_, _ in quads:
        graph.add((subject, predicate, object_))
    out = BytesIO()
    ArticleSerializer(graph).serialize(out, encoding="utf-8")
    return out.getvalue().decode("utf-8")


class ArticleSerializer(TurtleSerializer):
    """rdflib's Turtle, in the order in which one reads an article, each text on one line."""

    predicateOrder = FIRST  # noqa: N815 - rdflib's name

    def startDocument(self) -> None:  # noqa: N802 - rdflib's name
        """Write no prefixes: they stand once, above all blocks."""

    def orderSubjects(self) -> list[Node]:  # noqa: N802 - rdflib's name
        """The article, each statement with what belongs to it, then all that they share."""
        graph = self.store
        articles = sorted(graph.subjects(RDF.type, SDO.NewsArticle), key=str)
        statements = sorted(graph.subjects(RDF.type, CS.Statement), key=lambda node: (start_of(node, graph), str(node)))
        ordered = dict.fromkeys(articles)
        for statement in statements:
            ordered.update(dict.fromkeys(with_belongings(statement, graph)))
        rest = sorted(set(graph.subjects()), key=lambda node: (str(graph.value(node, SDO.name) or ""), str(node)))
        return [*ordered, *(node for node in rest if node not in ordered)]

    def label(self, node: Node, position: int) -> str:
        """A text in the escapes of N-Triples, so that none can break out of its line, and a number as it is."""
        if not isinstance(node, Literal):
            return super().label(node, position)
        if node.datatype == XSD.integer or (node.datatype == XSD.decimal and "." in node):
            return str(node)
        text = str(pyoxigraph.Literal(str(node)))
        return text if node.datatype is None else f"{text}^^{self.label(node.datatype, position)}"


def start_of(statement: Node, graph: Graph) -> int:
    """Where the first passage of a statement begins."""
    passages = graph.objects(statement, CS.passage)
    selectors = [selector for passage in passages for selector in graph.objects(passage, OA.hasSelector)]
    return min((int(str(start)) for selector in selectors for start in graph.objects(selector, OA.start)), default=0)


def with_belongings(node: Node, graph: Graph) -> Iterator[Node]:
    """A node and, one below the other, the nodes that belong to it."""
    yield node
    for term in BELONGING:
        for belonging in sorted(graph.objects(node, term), key=str):
            yield from with_belongings(belonging, graph)


def to_nquads(quads: Iterable[Quad]) -> str:
    """The quads as canonical N-Quads: sorted by code point, each once, a line each.

    There is no blank node, so this is the form that RDF Dataset Canonicalization (RDFC-1.0, W3C 2024) would give.
    """
    data = pyoxigraph.serialize(map(to_oxigraph, set(quads)), format=pyoxigraph.RdfFormat.N_QUADS)
    lines = (data or b"").decode("utf-8").split("\n")  # not splitlines: a text may hold other line ends
    return "".join(f"{line}\n" for line in sorted(lines) if line)


def from_nquads(nquads: bytes) -> Iterator[Quad]:
    """The quads in N-Quads that we wrote; each literal keeps its form."""
    for subject, predicate, object_, graph in pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS):
        yield URIRef(subject.value), URIRef(predicate.value), from_oxigraph(object_), URIRef(graph.value)


def from_oxigraph(node: pyoxigraph.NamedNode | pyoxigraph.Literal) -> Term:
    """An IRI or a literal in rdflib's terms."""
    if isinstance(node, pyoxigraph.NamedNode):
        return URIRef(node.value)
    datatype = URIRef(node.datatype.value)
    return Literal(node.value) if datatype == XSD.string else Literal(node.value, datatype=datatype, normalize=False)


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


def article_name(quad: Quad) -> str:
    """The graph of a quad, which its article names."""
    return quad[3]
