"""The description of the service, which is at its address when nothing is asked there.

In the terms of SPARQL 1.1 Service Description (W3C 2013); the prefixes that a query need not
declare are in those of SHACL, as other servers have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.rdf.vocabulary import PREFIXES, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["describe_service"]

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_SH: Final = "http://www.w3.org/ns/shacl#"
_FORMAT: Final = "http://www.w3.org/ns/formats/"
_FORMATS: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
"""Names that the W3C gave to the formats of `kg.serve.protocol`."""
_DECLARED: Final = {**PREFIXES, "sd": _SD, "sh": _SH}


def describe_service(endpoint: str, media_type: str) -> bytes:
    """Return what a SPARQL endpoint is and can do.

    Args:
        endpoint: Its address.
        media_type: Of the answer: one of RDF.

    >>> print(describe_service("http://127.0.0.1:1/query", "text/turtle").decode())
    @prefix ...
    <http://127.0.0.1:1/query#service> a sd:Service ;
        sd:endpoint <http://127.0.0.1:1/query> ;
    ...
    """
    known = RdfFormat.from_media_type(media_type)
    data = serialize(_description_triples(endpoint), format=known, prefixes=_DECLARED)
    return data or b""


def _description_triples(endpoint: str) -> Iterator[Triple]:
    service, dataset = NamedNode(f"{endpoint}#service"), NamedNode(f"{endpoint}#dataset")
    default = NamedNode(f"{endpoint}#default-graph")
    yield _is_a(service, "Service")
    yield Triple(service, _sd("endpoint"), NamedNode(endpoint))
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in _FORMATS:
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMAT + name))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield _is_a(dataset, "Dataset")
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield _is_a(default, "Graph")

    string, address = NamedNode(str(XSD.string)), NamedNode(str(XSD.anyURI))
    for prefix, namespace in PREFIXES.items():
        declaration = NamedNode(f"{endpoint}#prefix-{prefix}")
        yield Triple(service, NamedNode(f"{_SH}declare"), declaration)
        yield Triple(declaration, NamedNode(f"{_SH}prefix"), Literal(prefix, datatype=string))
        yield Triple(
            declaration, NamedNode(f"{_SH}namespace"), Literal(namespace, datatype=address)
        )


def _is_a(node: NamedNode, class_: str) -> Triple:
    return Triple(node, NamedNode(str(RDF.type)), _sd(class_))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
