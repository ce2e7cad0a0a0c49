"""The text of an article, once, and the places of statements in it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SDO, Graph, Literal, URIRef

from kg.config import KeepText
from kg.rdf import to_graph, to_quads
from kg.rdf.vocabulary import OA
from kg.views.html import ClaimPage
from kg.views.network import iterate_statements, to_network
from kg.views.texts import article_stretches, places_in
from tests.rdf.examples import ARTICLE, BASE, RUN, TEXT
from tests.views.reading import BRIDGE


def passages(network: nx.MultiDiGraph[str]) -> list[list[dict[str, Any]]]:
    return [attributes["passage"] for _, attributes in iterate_statements(network)]


def test_a_build_that_keeps_all_of_the_text_has_it_on_the_page() -> None:
    graph = to_graph(to_quads(ARTICLE, RUN, BASE, KeepText.FULL))
    [stretches] = article_stretches(to_network(graph)).values()
    assert stretches == [(0, TEXT)]


def test_a_build_that_keeps_passages_has_the_paragraphs_that_statements_stand_in() -> None:
    [stretches] = article_stretches(to_network(to_graph(to_quads(ARTICLE, RUN, BASE)))).values()
    assert stretches
    for start, text in stretches:
        assert TEXT[start : start + len(text)] == text
    known = "".join(text for _, text in stretches)
    assert "".join(known.split()) == "".join(TEXT.split())


def test_a_build_that_keeps_no_text_has_the_words_of_the_statements() -> None:
    graph = to_graph(to_quads(ARTICLE, RUN, BASE, KeepText.NONE))
    [stretches] = article_stretches(to_network(graph)).values()
    known = "".join(text for _, text in stretches)
    assert "is not safe" in known
    assert " — " not in known


@pytest.mark.parametrize("keep", KeepText)
def test_every_passage_is_found_in_the_text_of_its_article(keep: KeepText) -> None:
    network = to_network(to_graph(to_quads(ARTICLE, RUN, BASE, keep)))
    [stretches] = article_stretches(network).values()
    for passage in passages(network):
        found = places_in(stretches, passage)
        assert found is not None
        assert [window[:2] for window in found["windows"]] == [
            [window["start"], window["start"] + sum(len(text) for _, text in window["pieces"])]
            for window in passage
        ]


def test_a_statement_that_says_otherwise_than_its_article_keeps_its_passage(bridge: Graph) -> None:
    [quote] = bridge.subjects(OA.exact, Literal("Lundby was perhaps flooded"))
    bridge.set((quote, OA.exact, Literal("Lundby was never flooded!!")))
    records = ClaimPage(to_network(bridge), "").records["nodes"]
    kept = [node["text"] for node in records if "passage" in node]
    assert kept
    assert len(kept) < len([node for node in records if node["type"] == "statement"])


def test_the_page_says_the_text_once(bridge: Graph) -> None:
    records = ClaimPage(to_network(bridge), "").records["nodes"]
    assert not any("passage" in node for node in records)
    [article] = (node for node in records if node["type"] == "article")
    assert article["is_whole"] is False


def test_an_article_without_a_statement_has_its_text(bridge: Graph) -> None:
    other = URIRef("https://example.org/other")
    bridge.add((other, RDF.type, SDO.NewsArticle))
    bridge.add((other, SDO.articleBody, Literal("Nobody said anything.")))
    assert article_stretches(to_network(bridge))[str(other)] == [(0, "Nobody said anything.")]


@given(st.text(min_size=1), st.data())
def test_stretches_of_one_text_are_joined_and_hold_each_of_them(
    text: str, data: st.DataObject
) -> None:
    place = st.integers(0, len(text) - 1)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("a", type="article", body=None)
    parts = []
    for number in range(data.draw(st.integers(1, 6))):
        start, other = sorted((data.draw(place), data.draw(place)))
        window = {
            "start": start,
            "pieces": [["content", text[start : other + 1]]],
            "opens_midway": False,
            "ends_midway": False,
        }
        parts.append([window])
        network.add_node(f"{number}", type="statement", passage=[window])
        network.add_edge(f"{number}", "a", relation="stated in")
    stretches = article_stretches(network)["a"]
    assert all(text[start : start + len(words)] == words for start, words in stretches)
    assert all(places_in(stretches, part) is not None for part in parts)
    gaps = [behind - (start + len(words)) for (start, words), (behind, _) in pairwise(stretches)]
    assert all(gap > 0 for gap in gaps)


def test_the_claim_of_the_bridge_has_its_places(bridge: Graph) -> None:
    [node] = (
        node
        for node in ClaimPage(to_network(bridge), "").records["nodes"]
        if node.get("text") == BRIDGE
    )
    assert [TEXT[start:end] for start, end in node["source_at"]] == [
        "Ada Berg, an engineer with the Harbour Board"
    ]
    assert [TEXT[start:end] for start, end in node["cue_at"]] == ["said"]
    assert [TEXT[start:end] for start, end in node["places"]] == ["“The bridge,”", "“is not safe.”"]
