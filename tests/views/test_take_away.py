"""What a reader takes away from the page."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import networkx as nx
import pytest
from rdflib import RDF, SDO, Graph, Literal, URIRef

from kg.rdf.vocabulary import CS
from kg.views.export import export
from kg.views.network import to_network
from tests.views.printing import Printed, Said, printed
from tests.views.reading import IN_ORDER, every_text, parsed_xml, taken
from tests.views.street import street
from tests.views.test_hostile import HOSTILE
from tests.views.town import town

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    from playwright.sync_api import Download

    from tests.views.conftest import Opened, OpenPage

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


def drawn_pages(opened: Opened) -> list[ET.Element]:
    """The pages of the picture of what is shown."""
    return [parsed_xml(each.encode("utf-8")) for each in opened.page.evaluate("toSvg()")]


def written_in(drawings: list[ET.Element]) -> str:
    texts = [text.text or "" for drawing in drawings for text in drawing.iter(f"{SVG}text")]
    return " ".join(texts)


PICTURED: Final[dict[str, tuple[str, Callable[[], Graph], tuple[str, ...]]]] = {
    "overview": ("#view=overview", town, ("Ida Holm", "Piet Dahl")),
    "people": ("#view=people", town, ("Ida Holm", "the council")),
    "one person": ("#view=people&around=one", town, ("Ida Holm", "the council")),
    "disputes": ("#view=compare&compare=disputes", town, ("against", "closed", "“It")),
    "drift": ("#view=compare&compare=drift", street, ("completely", "June", "white")),
    "stance": ("#view=compare&compare=stance", street, ("negated", "possible", "minutes")),
    "spread": ("#view=compare&compare=spread", town, ("Nobody", "Gazette", "first")),
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", PICTURED)
def test_a_view_is_taken_as_a_picture(
    open_page: OpenPage, view: str, width: int, *, dark: bool
) -> None:
    address, made, words = PICTURED[view]
    opened = open_page(made(), address, width=width, dark=dark)
    drawings = drawn_pages(opened)
    written = written_in(drawings)
    assert [each for each in words if each not in written] == []
    for drawing in drawings:
        ground = drawing.find(f"{SVG}rect")
        assert ground is not None
        assert ground.get("fill") == opened.page.evaluate("palette.page")
    assert opened.page.evaluate("toPng().then((made) => made.map((each) => each.type))") == (
        ["image/png"] * len(drawings)
    )
    assert opened.complaints == []


@pytest.mark.parametrize("view", ["read", "table"])
def test_what_is_text_has_no_picture(open_page: OpenPage, view: str) -> None:
    page = open_page(town(), f"#view={view}").page
    assert page.locator("[data-take=png], [data-take=svg]").evaluate_all("(all) => all.map((each) => each.disabled)") == [True, True]  # fmt: skip


def test_a_long_list_becomes_pages_that_cut_no_row(open_page: OpenPage) -> None:
    page = open_page(many_streets(), "#view=compare&compare=stance", width=900).page
    found = page.evaluate(
        """() => { const picture = pictureNow(); const made = pages(picture);
          return { number: made.length, tall: made.map(({ width, height }) => height / width),
            whole: picture.edges.map(([upper, lower]) => made.filter(({ top, height }) => top <= upper && lower <= top + height).length) }; }"""
    )
    assert found["number"] > 1
    assert max(found["tall"]) <= 1.5
    assert set(found["whole"]) == {1}


def many_streets() -> Graph:
    """Many people, each with two claims about one man on two days."""
    names = [f"Jo Lund {place}" for place in "ABCDEFGHIJKLMNOP"]
    articles = []
    for day in (2, 3):
        words = [f"The valve of {name[-1]} held {day} hours" for name in names]
        said = tuple(
            Said(name, (each,), by=name, cue="said", of=("Ola Vik",))
            for name, each in zip(names, words, strict=True)
        )
        text = ". ".join(f"{each}, {name} said" for name, each in zip(names, words, strict=True))
        articles.append(Printed(publisher=f"Post {day}", day=date(2024, 5, day), text=text, name=f"{day}", said=said))  # fmt: skip
    return printed(*articles)


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE.items()])
def test_hostile_text_stays_text_in_a_picture(open_page: OpenPage, words: str) -> None:
    opened = open_page(every_text(street(), words), "#view=compare&compare=stance")
    drawings = drawn_pages(opened)
    tags = {each.tag.removeprefix(SVG) for drawing in drawings for each in drawing.iter()}
    assert tags <= {"svg", "title", "rect", "path", "text"}
    shown = opened.page.evaluate(
        "byId('pairs').textContent.match(/\\p{Script=Han}/gu)?.length ?? 0"
    )
    assert (
        len([letter for letter in written_in(drawings) if "\u4e00" <= letter <= "\u9fff"]) == shown
    )
    assert opened.complaints == []


def test_no_page_cuts_a_box(open_page: OpenPage, ferry: Graph) -> None:
    page = open_page(waves(ferry, 90), "#view=graph").page
    whole = page.evaluate(
        """() => [...drawn].map(([box, y]) => pages().filter(({ top, height }) =>
          top <= y - box.height / 2 && y + box.height / 2 <= top + height).length)"""
    )
    assert set(whole) == {1}
