"""Part of a network, its forms for other tools, and what analysts ask of it."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from rdflib import RDF, SDO, Graph, Literal

from kg.rdf.vocabulary import CS
from kg.views.analysis import co_mentions, communities, shared_subjects, sources_by_claims
from kg.views.export import NETWORK_FORMATS, to_csv, to_gexf, to_graphml
from kg.views.html import network_html
from kg.views.narrow import Wanted, narrowed
from kg.views.network import to_network

if TYPE_CHECKING:
    from collections.abc import Callable

BRIDGE = "The bridge is not safe."


def texts(network: nx.Graph[str]) -> list[str]:
    return [found["text"] for found in network.nodes.values() if found["type"] == "statement"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(Wanted(), 7, id="everything"),
        pytest.param(Wanted(source="ADA BERG"), [BRIDGE, "officials fear a storm"], id="a source, case put aside"),
        pytest.param(Wanted(source="Berg"), [BRIDGE, "officials fear a storm"], id="a source by one word"),
        pytest.param(Wanted(source="Ber"), [], id="not by half a word"),
        pytest.param(Wanted(about="the bridge"), ["The bridge at Lundby after the storm.", BRIDGE], id="a subject"),
        pytest.param(Wanted(about="the bridge", source="Berg"), [BRIDGE], id="both"),
        pytest.param(Wanted(since=date(2024, 5, 1)), 7, id="since the day itself"),
        pytest.param(Wanted(since=date(2024, 5, 2)), [], id="since the day after"),
        pytest.param(Wanted(until=date(2024, 4, 30)), [], id="until the day before"),
        pytest.param(Wanted(nodes=frozenset()), [], id="of no node"),
    ],
)
def test_narrowed(bridge: Graph, wanted: Wanted, found: list[str] | int) -> None:
    kept = texts(narrowed(to_network(bridge), wanted))
    assert (len(kept) if isinstance(found, int) else kept) == found


def test_narrowed_by_claims_or_by_whoever_is_found(bridge: Graph) -> None:
    network = to_network(bridge)
    [claim] = bridge.subjects(SDO.text, Literal(BRIDGE), unique=True)
    assert texts(narrowed(network, Wanted(nodes=frozenset({str(claim)})))) == [BRIDGE]
    [berg] = bridge.subjects(SDO.name, Literal("Ada Berg"))
    assert BRIDGE in texts(narrowed(network, Wanted(nodes=frozenset({str(berg)}))))


def test_a_part_keeps_what_its_statements_are_tied_to_and_has_a_page(bridge: Graph) -> None:
    whole = to_network(bridge)
    part = narrowed(whole, Wanted(source="Berg"))
    assert {name for name, found in part.nodes(data="label")} <= set(whole)
    assert {found["label"] for found in part.nodes.values() if found["type"] == "entity"} >= {"Ada Berg", "the bridge"}
    assert BRIDGE in network_html(part)
    assert "no claim" in network_html(narrowed(whole, Wanted(source="nobody")))


@pytest.mark.parametrize(("write", "read"), [(to_gexf, nx.read_gexf), (to_graphml, nx.read_graphml)])
def test_the_network_survives_the_way_to_other_tools(
    bridge: Graph, write: Callable[[nx.MultiDiGraph[str]], bytes], read: Callable[[BytesIO], nx.MultiDiGraph[str]]
) -> None:
    network = to_network(bridge)
    again = read(BytesIO(write(network)))
    assert set(again) == set(network)
    assert again.number_of_edges() == network.number_of_edges()
    assert sorted(texts(again)) == sorted(texts(network))
    assert {edge["relation"] for *_, edge in again.edges(data=True)} == {
        edge["relation"] for *_, edge in network.edges(data=True)
    }


@pytest.mark.parametrize("words", ["=1+1", "</node>&", "a\x00b\ufffe", 'a,b\n"c"', "\u202eabc"])
@pytest.mark.parametrize("form", NETWORK_FORMATS)
def test_hostile_text_stays_text(bridge: Graph, words: str, form: str) -> None:
    hostile = Graph()
    for subject, predicate, object_ in bridge:
        text = isinstance(object_, Literal) and object_.datatype is None
        hostile.add((subject, predicate, Literal(words) if text else object_))
    data = NETWORK_FORMATS[form](to_network(hostile))
    if form == "csv":
        rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    else:
        assert len(texts((nx.read_gexf if form == "gexf" else nx.read_graphml)(BytesIO(data)))) == 7


def test_a_row_for_each_statement(bridge: Graph) -> None:
    rows = {row["text"]: row for row in csv.DictReader(StringIO(to_csv(to_network(bridge)).decode("utf-8-sig")))}
    assert (rows[BRIDGE]["source"], rows[BRIDGE]["polarity"], rows[BRIDGE]["date"]) == (
        "Ada Berg",
        "negated",
        "2024-05-01",
    )
    assert set(rows) == {str(bridge.value(claim, SDO.text)) for claim in bridge.objects(None, CS.states)}


def test_who_says_most(bridge: Graph) -> None:
    ranked = sources_by_claims(to_network(bridge))
    assert ranked[0] == (("person", "Ada Berg"), 2)
    assert sum(number for _, number in ranked) == len(list(bridge.triples((None, CS.source, None))))


def test_who_speaks_of_the_same_and_who_is_named_together(bridge: Graph) -> None:
    network = to_network(bridge)
    shared = shared_subjects(network)
    assert shared[("organization", "Foto Nord")][("person", "Ada Berg")]["weight"] == 1
    together = co_mentions(network)
    assert {kind for kind, _ in together} <= {"place", "thing", "event", "group", "person", "unnamed"}
    groups = communities(together)
    assert groups == communities(together)
    assert set().union(*groups) == set(together)


def test_an_entity_of_two_articles_counts_as_one(ferry: Graph) -> None:
    network = to_network(ferry)
    assert len(list(ferry.subjects(RDF.type, SDO.NewsArticle))) == 2
    counted = sources_by_claims(network)
    assert len({name for (_, name), _ in counted}) == len(counted)
