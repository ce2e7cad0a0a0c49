# ruff: noqa: N815 - the names are those of the ontologies
"""Name the terms of the graph: our own, those that rdflib lacks, and the prefixes.

Every namespace is closed (`_fail`): a mistyped term raises where it is used.
`ontology/claim-source.ttl` defines ours.
"""

from __future__ import annotations

from typing import Final

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD, Namespace, URIRef
from rdflib.namespace import DefinedNamespace

__all__ = [
    "CS",
    "DCTERMS",
    "OA",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SDO",
    "SKOS",
    "TIME",
    "XSD",
]


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
    textBy: URIRef

    # between claims
    corroborates: URIRef
    contradicts: URIRef
    sameClaimAs: URIRef
    sameUtteranceAs: URIRef

    # a value
    Direct: URIRef


class OA(DefinedNamespace):
    """The part of the Web Annotation vocabulary that places a passage in a text (W3C 2017)."""

    _NS = Namespace("http://www.w3.org/ns/oa#")
    _fail = True

    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef

    hasSource: URIRef
    hasSelector: URIRef
    start: URIRef
    end: URIRef
    exact: URIRef
    prefix: URIRef
    suffix: URIRef


for _space in (CS, DCTERMS, OA, PROV, RDF, TIME):
    _keep_terms(_space)

PREFIXES: Final = {
    "cs": str(CS),
    "dcterms": str(DCTERMS),
    "oa": str(OA),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "skos": str(SKOS),
    "time": str(TIME),
    "xsd": str(XSD),
}
