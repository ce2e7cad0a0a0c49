"""Describe the smaller nodes of an article's graph in triples, and write its literals.

Literals have the one form that Oxigraph keeps: it rewrites "0.50" to 0.5, and gives other integer
types up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import pyoxigraph
from rdflib import Graph, Literal, URIRef

from kg.config import KeepText
from kg.errors import OntologyError
from kg.language.authorities import capital_ids, country_ids
from kg.model import Kind, Medium, Span
from kg.rdf import iris
from kg.rdf.vocabulary import CS, OA, PROV, RDF, SDO, TIME, WIKIDATA, XSD
from kg.resolution.lexicon import find_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kg.model import Caption, Document, Entity

Term: TypeAlias = "URIRef | Literal"
Triple: TypeAlias = "tuple[URIRef, URIRef, Term]"
Quad: TypeAlias = "tuple[URIRef, URIRef, Term, URIRef]"

# Code points on each side: enough to tell two like passages apart, and not a second article.
CONTEXT: Final = 240
_DECIMALS: Final = 4
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")

CLASSES: Final = {
    Kind.PERSON: SDO.Person,
    Kind.ORGANIZATION: SDO.Organization,
    Kind.GROUP: CS.GroupSource,
    Kind.UNNAMED: CS.UnnamedSource,
    Kind.PUBLICATION: SDO.NewsMediaOrganization,
    Kind.PLACE: SDO.Place,
    Kind.EVENT: SDO.Event,
    Kind.THING: SDO.Thing,
}
ARTEFACTS: Final = {
    Medium.VIDEO: SDO.VideoObject,
    Medium.IMAGE: SDO.ImageObject,
    Medium.AUDIO: SDO.AudioObject,
    Medium.REPORT: SDO.Report,
    Medium.WORK: SDO.CreativeWork,
}


class _Provenance(NamedTuple):
    """How PROV ties a statement to a source.

    Attributes:
        direct: From the statement to the source.
        qualified: From the statement to the attribution.
        class_: Of the attribution.
        source: From the attribution to the source.
    """

    direct: URIRef
    qualified: URIRef
    class_: URIRef
    source: URIRef


_AGENTS: Final = {Kind.PERSON, Kind.ORGANIZATION, Kind.GROUP, Kind.UNNAMED, Kind.PUBLICATION}
UNNAMED_PUBLICATION: Final = "unnamed publication"
"""What stands in for the name of a publication; two of them need not be one."""
TO_AGENT: Final = _Provenance(
    PROV.wasAttributedTo, PROV.qualifiedAttribution, PROV.Attribution, PROV.agent
)
TO_ARTEFACT: Final = _Provenance(
    PROV.hadPrimarySource, PROV.qualifiedPrimarySource, PROV.PrimarySource, PROV.entity
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document with the node that stands for it.

    Attributes:
        base: What all IRIs begin with.
        keep_text: How much text the graph keeps.
        blocks: The paragraphs and captions, in text order; from `blocks_of`.
    """

    base: str
    iri: URIRef
    document: Document
    keep_text: KeepText = KeepText.PASSAGES
    blocks: tuple[Span, ...] = ()

    @property
    def graph(self) -> URIRef:
        """The name of the graph with all that is known of the document."""
        return URIRef(iris.graph_iri(self.iri))


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A node and all that is said of it."""

    iri: URIRef
    triples: tuple[Triple, ...]


def passage(span: Span, article: Article) -> Described:
    """Describe a stretch of the article's text, to be found again by its position or its words."""
    node = URIRef(iris.passage_iri(article.iri, span))
    position = URIRef(iris.selector_iri(article.base, node, "position"))
    quote = URIRef(iris.selector_iri(article.base, node, "quote"))
    before, after = _context(span, article.document.text, article.blocks)
    triples: list[Triple] = [
        (node, RDF.type, OA.SpecificResource),
        (node, OA.hasSource, article.iri),
        (node, OA.hasSelector, position),
        (node, OA.hasSelector, quote),
        (position, RDF.type, OA.TextPositionSelector),
        (position, OA.start, _integer(span.start)),
        (position, OA.end, _integer(span.end)),
        (quote, RDF.type, OA.TextQuoteSelector),
        (quote, OA.exact, text_literal(span.of(article.document.text))),
    ]
    for term, words in ((OA.prefix, before), (OA.suffix, after)):
        if words and article.keep_text is not KeepText.NONE:
            triples.append((quote, term, text_literal(words)))
    return Described(iri=node, triples=tuple(triples))


def blocks_of(document: Document) -> tuple[Span, ...]:
    """Return the paragraphs and captions of a document, in text order."""
    return tuple(sorted([*document.paragraphs, *map(_whole_caption, document.captions)]))


def _whole_caption(caption: Caption) -> Span:
    content, credit = caption.content, caption.credit
    return Span(min(content.start, credit.start), max(content.end, credit.end))


def _context(span: Span, text: str, blocks: Sequence[Span]) -> tuple[str, str]:
    """Return the words before and after a span, up to the edges of its paragraph or caption.

    >>> from kg.model import Span
    >>> _context(Span(4, 8), "One two three. Four.", [Span(0, 14)])
    ('One ', 'three.')
    """
    first = _block_at(span.start, blocks) or span
    last = _block_at(span.end - 1, blocks) or span
    before = text[max(first.start, span.start - CONTEXT) : span.start]
    after = text[span.end : min(last.end, span.end + CONTEXT)]
    return before, after


def _block_at(place: int, blocks: Sequence[Span]) -> Span | None:
    """Return the paragraph or caption that a code point stands in."""
    number = bisect_right(blocks, place, key=lambda block: block.start) - 1
    return blocks[number] if number >= 0 and place < blocks[number].end else None


def entity(described: Entity, article: Article) -> Described:
    """Describe someone or something that the article speaks of.

    Where the article gives no name, a readable label stands in for it.
    """
    return entity_in(article.iri, described, article.base)


@lru_cache(maxsize=1000)
def entity_in(article: URIRef, described: Entity, base: str) -> Described:
    """Describe an entity once, though an article speaks of some again and again.

    Args:
        article: The IRI of the article.
        described: Whom or what it speaks of.
        base: What minted IRIs begin with.
    """
    kind = described.kind
    node = URIRef(iris.entity_iri(base, article, kind, described.name, described.anchor))
    is_artefact = kind is Kind.ARTEFACT
    class_ = ARTEFACTS[described.medium or Medium.WORK] if is_artefact else CLASSES[kind]
    label = UNNAMED_PUBLICATION if kind is Kind.PUBLICATION else "unnamed source"
    triples: list[Triple] = [
        (node, RDF.type, class_),
        (node, SDO.name, text_literal(described.name or label)),
    ]
    triples += [(node, SDO.alternateName, text_literal(alias)) for alias in described.aliases]
    identifier = _identifier_of(described)
    if identifier is not None:
        triples.append((node, SDO.sameAs, URIRef(WIKIDATA + identifier)))
    return Described(iri=node, triples=tuple(triples))


def _identifier_of(described: Entity) -> str | None:
    """Return what Wikidata calls a country or a capital; None for whoever is neither.

    >>> from kg.model import Entity
    >>> _identifier_of(Entity(name="Russia", kind=Kind.ORGANIZATION))
    'Q159'
    """
    if described.kind not in {Kind.PLACE, Kind.ORGANIZATION} or not described.name:
        return None
    country = find_country(described.name)
    if country is not None:
        return country_ids().get(country)
    return capital_ids().get(described.name) if described.kind is Kind.PLACE else None


def way_to(kind: Kind) -> _Provenance:
    """Return how PROV ties a statement to a source of a kind: an artefact is no agent."""
    return TO_AGENT if kind in _AGENTS else TO_ARTEFACT


def attribution(statement: URIRef, source: URIRef, kind: Kind, base: str) -> Described:
    """Describe the part that a source has in a statement, and tie the two in PROV's terms.

    Args:
        statement: The IRI of the statement.
        source: The IRI of the source.
        kind: Of the source.
        base: What minted IRIs begin with.
    """
    node, way = URIRef(iris.attribution_iri(base, statement, source)), way_to(kind)
    return Described(
        iri=node,
        triples=(
            (statement, way.direct, source),
            (statement, way.qualified, node),
            (node, RDF.type, way.class_),
            (node, way.source, source),
        ),
    )


def time(first: date, last: date, base: str) -> Described:
    """Describe a day, or an interval from a day to a day, both included."""
    node = URIRef(iris.time_iri(base, first, last))
    if first == last:
        instant = (node, RDF.type, TIME.Instant), (node, TIME.inXSDDate, day(first))
        return Described(iri=node, triples=instant)
    begin, end = time(first, first, base), time(last, last, base)
    return Described(
        iri=node,
        triples=(
            (node, RDF.type, TIME.Interval),
            (node, TIME.hasBeginning, begin.iri),
            (node, TIME.hasEnd, end.iri),
            *begin.triples,
            *end.triples,
        ),
    )


def text_literal(text: str) -> Literal:
    r"""Return a plain string.

    >>> text_literal("a\ud800")
    Traceback (most recent call last):
        ...
    kg.errors.OntologyError: half a surrogate pair (U+D800) in 'a\ud800' can stand in no RDF ...
    """
    lone = _LONE_SURROGATE.search(text)
    if lone:
        near = text[max(0, lone.start() - CONTEXT) : lone.end()]
        raise OntologyError(
            f"half a surrogate pair (U+{ord(lone[0]):X}) in {near!r} can stand in no RDF text; "
            "remove it"
        )
    return Literal(text, normalize=False)


@lru_cache(maxsize=10_000)
def _integer(value: int) -> Literal:
    """Return an integer; offsets are much the same in all articles."""
    return Literal(value)


@lru_cache(maxsize=10_000)
def confidence(value: float) -> Literal:
    """Return a decimal without zeros at its end, which is how Oxigraph keeps it.

    >>> str(confidence(0.90)), str(confidence(1.0)), str(confidence(1e-9))
    ('0.9', '1', '0')
    """
    shortest = Decimal(f"{value:.{_DECIMALS}f}").normalize()
    return Literal(f"{shortest:f}", datatype=XSD.decimal, normalize=False)


def day(value: date) -> Literal:
    """Return a day, without time and time zone."""
    return Literal(value.isoformat(), datatype=XSD.date)


def web_address(url: str) -> Term:
    """Return a URL as an IRI, as schema.org has it; what is not an absolute IRI stays text.

    >>> web_address("https://example.org/a"), web_address("example.org/a b")
    (rdflib.term.URIRef('https://example.org/a'), rdflib.term.Literal('example.org/a b'))
    """
    try:
        pyoxigraph.NamedNode(url)
    except ValueError:
        return text_literal(url)
    return URIRef(url)


def to_graph(quads: Iterable[Quad], store: str = "default") -> Graph:
    """Return the quads as one rdflib graph, without the graph names.

    Args:
        quads: Of any number of articles.
        store: What rdflib keeps them in: "SimpleMemory" takes half the time, and does for all but
            pySHACL.
    """
    graph = Graph(store, bind_namespaces="none")
    for subject, predicate, object_, _ in quads:
        graph.add((subject, predicate, object_))
    return graph
