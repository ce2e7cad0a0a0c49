"""A part of a graph in the forms of other tools."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from rdflib import RDF, SDO, Graph

from kg.rdf.vocabulary import CS
from kg.views.export import NETWORK_FORMATS, RDF_FORMATS, export, keep_part
from kg.views.narrow import Wanted, narrowed
from kg.views.network import to_network
from tests.views.reading import BRIDGE, every_text
from tests.views.test_narrow import texts

if TYPE_CHECKING:
    from collections.abc import Callable


RDF_PARSERS = {"ttl": "turtle", "jsonld": "json-ld"}


@pytest.mark.parametrize(("form", "read"), [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)])
def test_the_network_survives_the_way_to_other_tools(
    bridge: Graph, form: str, read: Callable[[BytesIO], nx.MultiDiGraph[str]]
) -> None:
    network = to_network(bridge)
    again = read(BytesIO(export(form, bridge, network)))
    assert set(again) == set(network)
    assert again.number_of_edges() == network.number_of_edges()
    assert sorted(texts(again)) == sorted(texts(network))
    assert {edge["relation"] for *_, edge in again.edges(data=True)} == {
        edge["relation"] for *_, edge in network.edges(data=True)
    }


def test_no_two_edges_of_a_graphml_file_have_one_name(bridge: Graph) -> None:
    network = to_network(bridge)
    edges = re.findall(r"<edge [^>]*>", export("graphml", bridge, network).decode())
    names = [re.findall(r' id="([^"]*)"', edge) for edge in edges]
    assert len(names) == network.number_of_edges() > 1
    assert {len(found) for found in names} == {1}
    assert len({found[0] for found in names}) == len(names)


@pytest.mark.parametrize("words", ["=1+1", "</node>&", "a\x00b\ufffe", 'a,b\n"c"', "\u202eabc"])
@pytest.mark.parametrize("form", NETWORK_FORMATS)
def test_hostile_text_stays_text(bridge: Graph, words: str, form: str) -> None:
    data = NETWORK_FORMATS[form](to_network(every_text(bridge, words)))
    if form == "csv":
        rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    else:
        assert len(texts((nx.read_gexf if form == "gexf" else nx.read_graphml)(BytesIO(data)))) == 7


def test_a_row_for_each_statement(bridge: Graph) -> None:
    data = export("csv", bridge, to_network(bridge)).decode("utf-8-sig")
    rows = {row["text"]: row for row in csv.DictReader(StringIO(data))}
    assert (rows[BRIDGE]["source"], rows[BRIDGE]["polarity"], rows[BRIDGE]["date"]) == (
        "Ada Berg",
        "negated",
        "2024-05-01",
    )
    assert set(rows) == {
        str(bridge.value(claim, SDO.text)) for claim in bridge.objects(None, CS.states)
    }


def test_a_row_has_the_words_as_they_stand_in_the_text(bridge: Graph) -> None:
    data = export("csv", bridge, to_network(bridge)).decode("utf-8-sig")
    passages = {row["passage"] for row in csv.DictReader(StringIO(data, newline=""))}
    assert {"“The bridge,” … “is not safe.”", "Lundby was perhaps flooded"} <= passages


@pytest.mark.parametrize("form", ["ttl", "jsonld"])
def test_the_whole_graph_is_exported_whole(bridge: Graph, form: str) -> None:
    again = Graph().parse(data=export(form, bridge, to_network(bridge)), format=RDF_PARSERS[form])
    assert set(again) == set(bridge)


@pytest.mark.parametrize("form", ["ttl", "jsonld"])
def test_a_part_is_exported_with_all_that_belongs_to_it_and_nothing_else(
    bridge: Graph, form: str
) -> None:
    network = narrowed(to_network(bridge), Wanted(source="Berg", about="the bridge"))
    part = Graph().parse(data=export(form, bridge, network), format=RDF_PARSERS[form])
    assert [str(claim) for claim in part.objects(None, CS.states / SDO.text)] == [BRIDGE]
    assert set(part) < set(bridge)
    assert texts(to_network(part)) == [BRIDGE]
    assert set(to_network(part)) == set(network)
    [statement] = part.subjects(RDF.type, CS.Statement)
    assert to_network(part).nodes[str(statement)] == network.nodes[str(statement)]


def test_who_relays_a_statement_that_is_left_out_does_not_bring_it_back(bridge: Graph) -> None:
    network = narrowed(to_network(bridge), Wanted(source="Berg"))
    part = keep_part(bridge, network)
    assert len(list(part.subjects(RDF.type, CS.Statement))) == 2
    assert not list(part.triples((None, CS.relays, None)))


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_the_same_graph_gives_the_same_bytes(bridge: Graph, form: str) -> None:
    other = Graph()
    for triple in sorted(bridge, reverse=True):
        other.add(triple)
    assert RDF_FORMATS[form](bridge) == RDF_FORMATS[form](other)


@pytest.mark.parametrize(
    "words",
    ["</script>", 'a\\u0022b"', "\u202eabc", "a\u2028b", "a\nb\rc\td", "__proto__", "x" * 10_000],
)
@pytest.mark.parametrize("form", ["ttl", "jsonld"])
def test_hostile_text_survives_as_text(bridge: Graph, words: str, form: str) -> None:
    hostile = every_text(bridge, words)
    again = Graph().parse(data=export(form, hostile, to_network(hostile)), format=RDF_PARSERS[form])
    assert set(again) == set(hostile)
