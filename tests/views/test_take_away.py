"""What a reader takes away from the page."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import networkx as nx
import pytest
from rdflib import RDF, SDO, Graph, Literal, URIRef

from kg.rdf.vocabulary import CS
from kg.views.export import export
from kg.views.network import to_network
from tests.views.reading import IN_ORDER, parsed_xml, taken

if TYPE_CHECKING:
    from playwright.sync_api import Download

    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser


SVG: Final = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_the_network_is_taken_to_other_tools(open_page: OpenPage, bridge: Graph, form: str) -> None:
    data = BytesIO(taken(open_page(bridge, "#sure=all"), form))
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
        data=taken(open_page(bridge, "#sure=all"), "ttl").decode("utf-8"), format="turtle"
    )
    assert len(list(taken_away.subjects(RDF.type, CS.Statement))) == len(IN_ORDER)
    assert set(taken_away) <= set(bridge)


def test_the_table_is_taken_as_csv(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#sure=all")
    opened.page.fill("#search", "flooded")
    [row] = csv.DictReader(StringIO(taken(opened, "csv").decode("utf-8-sig"), newline=""))
    assert (row["text"], row["certainty"], row["date"]) == (
        "Lundby was perhaps flooded",
        "possible",
        "2024-05-01",
    )


def test_the_csv_is_that_of_the_command(open_page: OpenPage, bridge: Graph) -> None:
    taken_away = taken(open_page(bridge, "#sure=all"), "csv")
    assert taken_away == export("csv", bridge, to_network(bridge))


def test_the_drawing_is_taken_as_svg_and_png(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#sure=all")
    words = " ".join(
        text.text or "" for text in parsed_xml(taken(opened, "svg")).iter(f"{SVG}text")
    )
    assert all(words.count(word) for word in ("Ada", "Berg", "bridge", "flooded", "Trucks"))
    opened.page.click(".take summary")
    png = taken(opened, "png")
    assert png.startswith(b"\x89PNG")
    assert len(png) > 10_000


def waves(ferry: Graph, number: int) -> Graph:
    """So many more claims of one source."""
    for place in range(number):
        statement, claim = (URIRef(f"https://example.org/{name}{place:03}") for name in ("s", "c"))
        ferry.add((statement, RDF.type, CS.Statement))
        ferry.add((statement, CS.states, claim))
        ferry.add((statement, CS.statedIn, URIRef("https://example.org/ferry/b")))
        ferry.add((statement, CS.source, URIRef("https://example.org/ferry/holm")))
        ferry.add((claim, SDO.text, Literal(f"Wave {place:03} came.")))
    return ferry


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_long_drawing_becomes_pages_of_sensible_size(
    open_page: OpenPage, ferry: Graph, form: str
) -> None:
    page = open_page(waves(ferry, 90), "#view=graph").page
    downloads: list[Download] = []
    page.on("download", lambda each: downloads.append(each))  # noqa: PLW0108 - a method of list is none of Playwright's
    page.click(".take summary")
    page.click(f"[data-take={form}]")
    for _ in range(50):
        page.wait_for_timeout(100)
        if len(downloads) >= 5:
            break
    assert [each.suggested_filename for each in downloads] == [
        f"claims-{number}.{form}" for number in range(1, len(downloads) + 1)
    ]
    assert len(downloads) > 2
    if form == "svg":
        pages = [parsed_xml(Path(each.path()).read_bytes()) for each in downloads]
        sizes = [(float(each.get("width", 0)), float(each.get("height", 0))) for each in pages]
        assert all(height <= width * 1.5 for width, height in sizes)
        words = " ".join(text.text or "" for each in pages for text in each.iter(f"{SVG}text"))
        assert all(words.count(f"Wave {place:03} came.") == 1 for place in range(90))


def test_no_page_cuts_a_box(open_page: OpenPage, ferry: Graph) -> None:
    page = open_page(waves(ferry, 90), "#view=graph").page
    whole = page.evaluate(
        """() => [...drawn].map(([box, y]) => pages().filter(({ top, height }) =>
          top <= y - box.height / 2 && y + box.height / 2 <= top + height).length)"""
    )
    assert set(whole) == {1}
