"""What a reader takes away from the page."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final

import networkx as nx
import pytest
from rdflib import RDF, Graph

from kg.rdf.vocabulary import CS
from kg.views.export import export
from kg.views.network import to_network
from tests.views.reading import IN_ORDER, parsed_xml, taken

if TYPE_CHECKING:
    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser


SVG: Final = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_the_network_is_taken_to_other_tools(open_page: OpenPage, bridge: Graph, form: str) -> None:
    data = BytesIO(taken(open_page(bridge, "#hide="), form))
    network = nx.read_gexf(data) if form == "gexf" else nx.read_graphml(data)
    claims = [
        attributes["text"]
        for _, attributes in network.nodes(data=True)
        if attributes["type"] == "statement"
    ]
    assert sorted(claims) == sorted(IN_ORDER)
    assert {str(iri) for _, iri in network.nodes(data="iri")} <= set(map(str, bridge.all_nodes()))


def test_the_turtle_of_what_is_shown_says_nothing_that_the_graph_does_not(
    open_page: OpenPage, bridge: Graph
) -> None:
    taken_away = Graph().parse(
        data=taken(open_page(bridge, "#hide="), "ttl").decode("utf-8"), format="turtle"
    )
    assert len(list(taken_away.subjects(RDF.type, CS.Statement))) == len(IN_ORDER)
    assert set(taken_away) <= set(bridge)


def test_the_table_is_taken_as_csv(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#hide=")
    opened.page.fill("#search", "flooded")
    [row] = csv.DictReader(StringIO(taken(opened, "csv").decode("utf-8-sig"), newline=""))
    assert (row["text"], row["certainty"], row["date"]) == (
        "Lundby was perhaps flooded",
        "possible",
        "2024-05-01",
    )


def test_the_csv_is_that_of_the_command(open_page: OpenPage, bridge: Graph) -> None:
    taken_away = taken(open_page(bridge, "#hide="), "csv")
    assert taken_away == export("csv", bridge, to_network(bridge))


def test_the_drawing_is_taken_as_svg_and_png(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#hide=")
    words = " ".join(
        text.text or "" for text in parsed_xml(taken(opened, "svg")).iter(f"{SVG}text")
    )
    assert all(words.count(word) for word in ("Ada", "Berg", "bridge", "flooded", "Trucks"))
    opened.page.click(".take summary")
    png = taken(opened, "png")
    assert png.startswith(b"\x89PNG")
    assert len(png) > 10_000
