# ruff: noqa: N815 - the names are those of the ontologies
"""Name the terms of the graph: our own, those that rdflib lacks, and the prefixes.

Every namespace is closed (`_fail`): a mistyped term raises where it is used.
`ontology/claim-source.ttl` defines ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD, Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from kg.model import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CS",
    "DCTERMS",
    "DOCUMENT_CLASSES",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SDO",
    "SKOS",
    "TIME",
    "WIKIDATA",
    "XSD",
]


WIKIDATA: Final = "http://www.wikidata.org/entity/"
"""What the IRI of an entity of Wikidata begins with."""


def _keep_terms(space: type[DefinedNamespace]) -> None:
    """Make the terms of a namespace plain attributes; rdflib looks them up anew at each use."""
    for name in list(space.__annotations__):
        if not name.startswith("_"):
            setattr(space, name, space[name])


class CS(DefinedNamespace):
    """Claim Source: who said what, on whose word, and where exactly.

    Here are the terms that the code asks for by name. The others of what a statement carries stand
    in `fields.tsv`, and the values that it may have in `kg.model`.
    """

    _NS = Namespace("https://w3id.org/claim-source#")
    _fail = True

    # classes
    Statement: URIRef
    Extraction: URIRef
    Judgement: URIRef
    GroupSource: URIRef
    UnnamedSource: URIRef

    # a statement, and what it is made of
    states: URIRef
    statedIn: URIRef
    source: URIRef
    channel: URIRef
    relays: URIRef
    disputes: URIRef
    passage: URIRef
    sourceSpan: URIRef
    cueSpan: URIRef
    cue: URIRef
    quotationType: URIRef
    attributionType: URIRef
    polarity: URIRef
    certainty: URIRef

    # an attribution
    role: URIRef
    rule: URIRef

    # an extraction, and the text that it is of
    extraction: URIRef
    extractor: URIRef
    confidence: URIRef
    textSha256: URIRef
    textMinHash: URIRef
    textBy: URIRef

    # between claims
    corroborates: URIRef
    contradicts: URIRef
    sameClaimAs: URIRef
    sameEntityAs: URIRef
    sameUtteranceAs: URIRef

    # a value
    Direct: URIRef


class OA(DefinedNamespace):
    """The part of the Web Annotation vocabulary that ties a claim to its passages (W3C 2017)."""

    _NS = Namespace("http://www.w3.org/ns/oa#")
    _fail = True

    Annotation: URIRef
    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef

    hasBody: URIRef
    hasTarget: URIRef
    hasSource: URIRef
    hasSelector: URIRef
    start: URIRef
    end: URIRef
    exact: URIRef
    prefix: URIRef
    suffix: URIRef


for _space in (CS, DCTERMS, OA, ORG, PROV, RDF, TIME):
    _keep_terms(_space)

DOCUMENT_CLASSES: Final[Mapping[DocumentKind, URIRef]] = {
    DocumentKind.ARTICLE: SDO.NewsArticle,
    DocumentKind.MAIL: SDO.EmailMessage,
    DocumentKind.FILE: SDO.TextDigitalDocument,
}
"""The class of each kind of document that statements stand in."""
JUDGED: Final = URIRef("https://w3id.org/claim-source/judged")
"""The graph of a store for what follows from its data; as an input of a merge, it is left out."""
PREFIXES: Final = {
    "cs": str(CS),
    "dcterms": str(DCTERMS),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "skos": str(SKOS),
    "time": str(TIME),
    "xsd": str(XSD),
}
