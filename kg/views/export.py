"""Write a part of a graph in the forms of other tools: GEXF, GraphML, CSV, Turtle and JSON-LD."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO
from itertools import chain
from typing import TYPE_CHECKING, Final

import networkx as nx
from rdflib import RDF, Graph

from kg.config import Config
from kg.errors import ConfigError
from kg.rdf import turtle_block, turtle_header
from kg.rdf.fields import csv_columns
from kg.rdf.vocabulary import CS, DCTERMS, PREFIXES
from kg.views.network import ends_by_relation, iterate_statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.views.network import Attributes

__all__ = ["NETWORK_FORMATS", "RDF_FORMATS", "check_form", "export", "keep_part"]

_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute (OWASP, CSV injection)."""
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Controls but for tabs and line ends, halves of surrogate pairs, and two noncharacters."""


def check_form(form: object) -> None:
    """Raise ConfigError where there is no such form.

    >>> check_form("CSV")
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: unknown form 'CSV'; choose from csv, gexf, graphml, jsonld, ttl
    """
    known = sorted([*NETWORK_FORMATS, *RDF_FORMATS])
    if form not in known:
        raise ConfigError(f"unknown form {form!r}; choose from {', '.join(known)}")


def export(form: str, graph: Graph, network: nx.MultiDiGraph[str]) -> bytes:
    """Return a part of a graph in the form of another tool.

    Args:
        form: One of `NETWORK_FORMATS` or `RDF_FORMATS`.
        graph: In the terms of the ontology.
        network: From `to_network` of the graph, whole or narrowed: what to keep.
    """
    if form in NETWORK_FORMATS:
        return NETWORK_FORMATS[form](network)
    return RDF_FORMATS[form](keep_part(graph, network))


def keep_part(graph: Graph, network: nx.MultiDiGraph[str]) -> Graph:
    """Return all that a graph says of the statements of a network, and of what they are tied to.

    It is followed from node to node, but not into statements that the network does not have.
    """
    statements = set(graph.subjects(RDF.type, CS.Statement))
    wanted = {node for node in statements if str(node) in network}
    others = statements - wanted
    part, ahead, seen = Graph(bind_namespaces="none"), list(wanted), statements
    while ahead:
        for triple in graph.triples((ahead.pop(), None, None)):
            end = triple[2]
            if end not in others:
                part.add(triple)
            if end not in seen:
                seen.add(end)
                ahead.append(end)

    for named, article in graph.subject_objects(DCTERMS.subject):
        if article in seen:  # it points at the article, so that no way leads to it
            part += graph.triples((named, None, None))
    return part


def _to_gexf(network: nx.MultiDiGraph[str]) -> bytes:
    """Return GEXF 1.2, for Gephi; lists are JSON in one attribute."""
    out = BytesIO()
    nx.write_gexf(_flatten(network), out)
    return out.getvalue()


def _to_graphml(network: nx.MultiDiGraph[str]) -> bytes:
    """Return GraphML 1.0, for yEd, Cytoscape and most others; lists are JSON in one attribute."""
    out = BytesIO()
    nx.write_graphml(_flatten(network), out, named_key_ids=True)
    return out.getvalue()


def _to_csv(network: nx.MultiDiGraph[str]) -> bytes:
    """Return a row for each statement: RFC 4180, in UTF-8 with a mark for spreadsheets."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(csv_columns())
    for statement, attributes in iterate_statements(network):
        row = _csv_row(statement, attributes, network)
        writer.writerow([_to_cell(row[column]) for column in csv_columns()])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", errors="replace")


def _csv_row(statement: str, own: Attributes, network: nx.MultiDiGraph[str]) -> Attributes:
    """Return what the CSV has of a statement, by column."""
    ends = ends_by_relation(statement, network)
    article = network.nodes[ends["stated in"][0]]
    tied = {}
    for relation in ("source", "about", "mentions"):
        tied[relation] = "; ".join(network.nodes[end]["label"] for end in ends[relation])
    sure = {
        "claim_confidence": _highest(own["extractions"]),
        "source_confidence": _highest(network[statement][end]["source"] for end in ends["source"]),
    }
    said = {"statement": statement, "passage": _words_in_text(own), "article": article["label"]}
    return article | own | tied | sure | said


def _words_in_text(own: Attributes) -> str:
    """Return the words of a claim as they stand in its article, … between parts that are apart."""
    pieces = chain.from_iterable(window["pieces"] for window in own["passage"])
    return " … ".join(words for part, words in pieces if part == "content")


def _highest(told: Iterable[Attributes]) -> str | None:
    """Return the highest confidence of some extractions or attributions; None if none says any."""
    numbers = [one["confidence"] for one in told if one.get("confidence") is not None]
    return f"{max(numbers):g}" if numbers else None


NETWORK_FORMATS: Final[Mapping[str, Callable[[nx.MultiDiGraph[str]], bytes]]] = {
    "csv": _to_csv,
    "gexf": _to_gexf,
    "graphml": _to_graphml,
}


def _to_ttl(graph: Graph) -> bytes:
    """Return Turtle in reading order, as `claims.ttl` has it."""
    base = Config().base
    quads = ((*triple, base) for triple in graph)
    block = turtle_block(quads, base)  # type: ignore[arg-type]  # it reads no name of a graph
    return (turtle_header(base) + block).encode("utf-8")


def _to_jsonld(graph: Graph) -> bytes:
    """Return JSON-LD 1.1 with the prefixes as its context; a graph always gives the same bytes."""
    data = json.loads(graph.serialize(format="json-ld", context=PREFIXES, auto_compact=True))
    text = json.dumps(_sort_json(data), ensure_ascii=False, indent=1)
    return text.encode("utf-8", errors="replace") + b"\n"


def _sort_json(value: object) -> object:
    """Return JSON with its lists and names sorted, for they stand in no order in RDF.

    >>> _sort_json({"b": [2, 1], "a": "x"})
    {'a': 'x', 'b': [1, 2]}
    """
    if isinstance(value, dict):
        return {name: _sort_json(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_sort_json, value), key=json.dumps)
    return value


RDF_FORMATS: Final[Mapping[str, Callable[[Graph], bytes]]] = {"ttl": _to_ttl, "jsonld": _to_jsonld}


def _flatten(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a network of plain values only, without None and what XML 1.0 cannot hold."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in network.nodes(data=True):
        flat.add_node(_to_xml_text(node), **_flatten_values(attributes))
    for number, (start, end, attributes) in enumerate(network.edges(data=True)):
        # the key becomes the name of the edge, which no other edge of the file may have
        ends = _to_xml_text(start), _to_xml_text(end)
        flat.add_edge(*ends, key=f"e{number}", **_flatten_values(attributes))
    return flat


def _flatten_values(attributes: Attributes) -> Attributes:
    """Return attributes as text and numbers."""
    flat: dict[str, str | float] = {}
    for name, value in attributes.items():
        if isinstance(value, float):
            flat[name] = value
        elif value is not None:
            flat[name] = _to_xml_text(_to_text(value))
    return flat


def _to_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _to_xml_text(text: str) -> str:
    r"""Return text without what XML 1.0 cannot hold.

    >>> _to_xml_text("a\x00b\ufffec")
    'abc'
    """
    return _NOT_IN_XML.sub("", text)


def _to_cell(value: object) -> str:
    """Return a value as a cell that no spreadsheet computes.

    >>> _to_cell("=1+1"), _to_cell(None), _to_cell([[1, 4]])
    ("'=1+1", '', '[[1, 4]]')
    """
    text = "" if value is None else _to_text(value)
    return f"'{text}" if text.startswith(_COMPUTED) else text
