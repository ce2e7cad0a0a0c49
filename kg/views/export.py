"""A part of a graph in the forms of other tools: GEXF, GraphML, CSV, Turtle and JSON-LD."""

from __future__ import annotations

import csv
import json
import unicodedata
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final

import networkx as nx
from rdflib import RDF, Graph

from kg.config import Config
from kg.rdf import turtle_block, turtle_header
from kg.rdf.vocabulary import CS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute (OWASP, CSV injection)."""
COLUMNS: Final = (
    "text quotation attribution cue polarity certainty hedge time channel source_text places".split(),
    "publisher date url".split(),
)


def to_gexf(network: nx.MultiDiGraph[str]) -> bytes:
    """GEXF 1.2, for Gephi; lists are JSON in one attribute.

    Args:
        network: From `to_network`.
    """
    out = BytesIO()
    nx.write_gexf(flat(network), out)
    return out.getvalue()


def to_graphml(network: nx.MultiDiGraph[str]) -> bytes:
    """GraphML 1.0, for yEd, Cytoscape and most others; lists are JSON in one attribute."""
    out = BytesIO()
    nx.write_graphml(flat(network), out, named_key_ids=True)
    return out.getvalue()


def to_csv(network: nx.MultiDiGraph[str]) -> bytes:
    """A row for each statement (RFC 4180, UTF-8 with a byte order mark, for spreadsheets)."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    statement_columns, article_columns = COLUMNS
    writer.writerow(
        [
            "statement",
            *statement_columns,
            "source",
            "about",
            "mentions",
            "article",
            *article_columns,
        ]
    )
    for node, attributes in network.nodes(data=True):
        if attributes["type"] != "statement":
            continue
        names: dict[str, list[str]] = {}
        for _, end, edge in network.out_edges(node, data=True):
            names.setdefault(edge["relation"], []).append(network.nodes[end]["label"])
            if edge["relation"] == "stated in":
                article = network.nodes[end]
        cells = [
            node,
            *(attributes[name] for name in statement_columns),
            *("; ".join(names.get(relation, ())) for relation in ("source", "about", "mentions")),
            article["label"],
            *(article[name] for name in article_columns),
        ]
        writer.writerow(map(cell, cells))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", errors="replace")


NETWORK_FORMATS: Final[Mapping[str, Callable[[nx.MultiDiGraph[str]], bytes]]] = {
    "csv": to_csv,
    "gexf": to_gexf,
    "graphml": to_graphml,
}


def export(form: str, graph: Graph, network: nx.MultiDiGraph[str]) -> bytes:
    """A part of a graph, for another tool.

    Args:
        form: One of `NETWORK_FORMATS` or `RDF_FORMATS`.
        graph: In the terms of the ontology.
        network: From `to_network` of the graph, whole or narrowed: what to keep.
    """
    if form in NETWORK_FORMATS:
        return NETWORK_FORMATS[form](network)
    return RDF_FORMATS[form](part_of(graph, network))


def part_of(graph: Graph, network: nx.MultiDiGraph[str]) -> Graph:
    """All that a graph says of the statements of a network: their claims, passages, sources, articles, extractions.

    Followed from node to node, but not into the statements that the network does not have.
    """
    wanted = {node for node in graph.subjects(RDF.type, CS.Statement) if str(node) in network}
    others = {node for node in graph.subjects(RDF.type, CS.Statement) if str(node) not in network}
    part, ahead, seen = Graph(bind_namespaces="none"), list(wanted), wanted | others
    while ahead:
        for triple in graph.triples((ahead.pop(), None, None)):
            if triple[2] in others:
                continue
            part.add(triple)
            if triple[2] not in seen:
                seen.add(triple[2])
                ahead.append(triple[2])
    return part


def to_ttl(graph: Graph) -> bytes:
    """Turtle in reading order, as `claims.ttl` has it."""
    base = Config().base
    quads = ((*triple, base) for triple in graph)
    return (turtle_header(base) + turtle_block(quads, base)).encode("utf-8")  # type: ignore[arg-type]  # no name is read


def to_jsonld(graph: Graph) -> bytes:
    """JSON-LD 1.1 with the prefixes as its context; the same graph gives the same bytes."""
    context = {prefix: str(iri) for prefix, iri in PREFIXES.items()}
    data = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=True))
    return (
        json.dumps(in_order(data), ensure_ascii=False, indent=1).encode("utf-8", errors="replace")
        + b"\n"
    )


def in_order(value: object) -> object:
    """JSON with its lists and names sorted, for they stand in no order in RDF.

    >>> in_order({"b": [2, 1], "a": "x"})
    {'a': 'x', 'b': [1, 2]}
    """
    if isinstance(value, dict):
        return {name: in_order(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return sorted(map(in_order, value), key=json.dumps)
    return value


RDF_FORMATS: Final[Mapping[str, Callable[[Graph], bytes]]] = {"ttl": to_ttl, "jsonld": to_jsonld}


def flat(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The network with plain values only and nothing that XML 1.0 cannot hold; what is None is left out."""
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    found.add_nodes_from(
        (xml_text(node), plain(attributes)) for node, attributes in network.nodes(data=True)
    )
    found.add_edges_from(
        (xml_text(start), xml_text(end), plain(attributes))
        for start, end, attributes in network.edges(data=True)
    )
    return found


def plain(attributes: Mapping[str, object]) -> dict[str, str | float]:
    """Attributes as text and numbers."""
    return {
        name: value
        if isinstance(value, float)
        else xml_text(value if isinstance(value, str) else json.dumps(value))
        for name, value in attributes.items()
        if value is not None
    }


def xml_text(text: str) -> str:
    r"""Text without what XML 1.0 cannot hold.

    >>> xml_text("a\x00b\ufffec")
    'abc'
    """
    return "".join(
        character for character in text if character in "\t\n" or not is_outside_xml(character)
    )


def is_outside_xml(character: str) -> bool:
    """Whether XML 1.0 has no way to write a character: most controls, halves of surrogate pairs, two noncharacters."""
    return unicodedata.category(character) in {"Cc", "Cs"} or character in "\ufffe\uffff"


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet computes.

    >>> cell("=1+1"), cell(None), cell([[1, 4]])
    ("'=1+1", '', '[[1, 4]]')
    """
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value)
    return f"'{text}" if text.startswith(COMPUTED) else text
