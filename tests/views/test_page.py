"""The page in a browser: what a reader sees and can do, and that hostile text does nothing."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from rdflib import RDF, SDO, Graph, Literal, URIRef

from kg.rdf.vocabulary import CS, OA

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.views.conftest import Opened

    OpenPage = Callable[..., Opened]

pytestmark = pytest.mark.browser

SVG: Final = "{http://www.w3.org/2000/svg}"
BRIDGE = "The bridge is not safe."
IN_ORDER = [
    "The bridge at Lundby after the storm.",
    BRIDGE,
    "Residents leaving in 2024",
    "Lundby was perhaps flooded",
    "officials fear a storm",
    "a storm",
    "Trucks stood in line.",
]


def at(node: str) -> str:
    return f"#at={quote(node, safe='')}"


def iri_of(graph: Graph, claim: str) -> str:
    [statement] = (
        statement
        for content in graph.subjects(SDO.text, Literal(claim))
        for statement in graph.subjects(CS.states, content)
    )
    return str(statement)


def facts(page: Page) -> dict[str, str]:
    return dict(
        zip(page.locator("#panel dt").all_inner_texts(), page.locator("#panel dd").all_inner_texts(), strict=True)
    )


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


# ---------------------------------------------------------------- whole in itself


@pytest.mark.parametrize("address", ["", "#hide=&view=table"], ids=["graph", "table"])
def test_the_page_asks_for_nothing_and_complains_of_nothing(open_page: OpenPage, bridge: Graph, address: str) -> None:
    opened = open_page(bridge, address)
    opened.page.wait_for_timeout(500)
    assert [url.partition("#")[0].rpartition("/")[2] for url in opened.requests] == ["claims.html"]
    assert opened.complaints == []


def test_the_policy_stops_what_is_not_the_page(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge)
    opened.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          const image = new Image();
          image.src = "https://example.invalid/pixel";
          document.body.append(script, image);
        }"""
    )
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.ran") is None
    assert len([complaint for complaint in opened.complaints if "Content Security Policy" in complaint]) == 2


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", ["overview", "graph", "table"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_barriers(open_page: OpenPage, bridge: Graph, view: str, width: int, *, dark: bool) -> None:
    opened = open_page(bridge, f"{at(iri_of(bridge, BRIDGE))}&view={view}", width=width, dark=dark)
    assert opened.heading() == BRIDGE
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize(
    "name", ["", "Ada Berg", "the bridge", '"Not safe"'], ids=["all", "source", "subject", "article"]
)
def test_no_barriers_in_the_panel(open_page: OpenPage, bridge: Graph, name: str) -> None:
    node = next(bridge.subjects(None, Literal(name)), "")
    opened = open_page(bridge, at(str(node)))
    assert opened.heading() == (name or "Who says it")
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()


def test_an_empty_graph_has_a_page_without_barriers(open_page: OpenPage) -> None:
    opened = open_page(Graph())
    assert "no claim in this graph" in opened.page.inner_text("main")
    assert Axe().run(opened.page).violations_count == 0
    assert opened.complaints == []


# ---------------------------------------------------------------- a claim in its passage


@pytest.mark.parametrize("claim", IN_ORDER)
def test_the_quote_is_marked_in_its_passage(open_page: OpenPage, bridge: Graph, claim: str) -> None:
    statement = URIRef(iri_of(bridge, claim))
    opened = open_page(bridge, at(str(statement)))
    quotes = {
        str(exact)
        for place in bridge.objects(statement, CS.passage)
        for selector in bridge.objects(place, OA.hasSelector)
        for exact in bridge.objects(selector, OA.exact)
    }
    assert quotes
    assert set(opened.page.locator("blockquote mark.content").all_inner_texts()) == quotes


def test_the_panel_says_all_that_is_known(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at(iri_of(bridge, BRIDGE)))
    assert facts(opened.page) == {
        "Kind": "person",
        "As written": "“Ada Berg, an engineer with the Harbour Board”",
        "Described as": "“an engineer with the Harbour Board”",
        "Role": "engineer",
        "Affiliation": "Harbour Board",
        "Resolved by": "full-name",
        "Confidence": "100 %",
        "Quoted": "direct",
        "Cue": "“said” (say)",
        "Attribution": "assertion",
        "Polarity": "negated",
        "Certainty": "certain",
        "Channel": "a letter",
        "rules": "confidence 95 %",
        "Software": "en_model 3.8.0, kg 0.1.0",
    }
    assert opened.page.locator(".place").inner_text().split("\n") == [
        '"Not safe"',
        "The Daily, 2024-05-01",
        "Characters 51\u2060–\u206064, 117\u2060–\u2060131",
    ]


def test_a_hedge_and_a_time_are_told_in_the_words_of_the_text(open_page: OpenPage, bridge: Graph) -> None:
    told = facts(open_page(bridge, at(iri_of(bridge, "Lundby was perhaps flooded"))).page)
    assert told["Certainty"] == "possible (“perhaps”)"
    assert told["Time"] == "2024-04-30 “after the storm”"


def test_an_unnamed_source_is_marked(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at(iri_of(bridge, "Residents leaving in 2024")))
    assert facts(opened.page)["Kind"] == "not named"
    assert facts(opened.page)["As written"] == "nobody is named"
    assert opened.page.locator("#panel .link.unnamed").inner_text() == "unnamed source"


def test_neighbours_can_be_followed(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at(iri_of(bridge, "officials fear a storm")))
    opened.page.click("#panel section:has-text('Relays') .link")
    assert opened.heading() == "a storm"
    opened.page.click("#panel .link:text-is('officials')")
    assert opened.heading() == "officials"
    opened.page.click("#panel .link:text-is('a storm')")
    opened.page.click("#panel .place .link")
    assert opened.heading() == '"Not safe"'
    assert opened.page.get_attribute("#panel a", "href") == "https://news.example.org/lundby?a=1"
    assert opened.page.get_attribute("#panel a", "rel") == "noopener noreferrer"


def test_the_same_claim_in_another_article_is_a_neighbour(open_page: OpenPage, ferry: Graph) -> None:
    opened = open_page(ferry, at("https://example.org/ferry/a1"))
    opened.page.click("#panel section:has-text('same claim') .link")
    assert "Ida Holm" in opened.page.inner_text("#panel")


# ---------------------------------------------------------------- finding one's way


def test_the_table_has_every_claim_in_order(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#hide=&view=table")
    assert opened.rows() == IN_ORDER
    cells = opened.page.locator("#rows tr:nth-child(2) td").all_inner_texts()
    assert cells == ["Ada Berg", "direct · “said” · negated", "the bridge", "51\u2060–\u206064, 117\u2060–\u2060131"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("berg", [BRIDGE, "officials fear a storm"], id="a source's other name"),
        pytest.param("FLOODED", ["Lundby was perhaps flooded"], id="a claim, in capitals"),
        pytest.param("holm flooded nobody", [], id="every word counts"),
        pytest.param("storm radio", ["officials fear a storm"], id="words from claim and source"),
        pytest.param("nobody says this", [], id="nothing"),
    ],
)
def test_search(open_page: OpenPage, bridge: Graph, query: str, found: list[str]) -> None:
    opened = open_page(bridge, "#hide=&view=table")
    opened.page.fill("#search", query)
    assert opened.rows() == found
    expected = f"{len(found)} of 7 claims" if found else "No claim matches."
    assert opened.page.inner_text("#notice").startswith(expected)


@pytest.mark.parametrize(
    ("unchecked", "hidden"),
    [
        pytest.param("direct", {BRIDGE}, id="quotation type"),
        pytest.param("unnamed", {"Residents leaving in 2024"}, id="kind of source"),
        pytest.param("person", {BRIDGE}, id="a claim with another source stays"),
    ],
)
def test_filters(open_page: OpenPage, bridge: Graph, unchecked: str, hidden: set[str]) -> None:
    opened = open_page(bridge, "#hide=&view=table")
    opened.page.uncheck(f"input[value={unchecked}]")
    assert set(IN_ORDER) - set(opened.rows()) == hidden
    opened.page.check(f"input[value={unchecked}]")
    assert opened.rows() == IN_ORDER


def test_at_first_only_what_sources_claim_is_shown(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#view=table")
    assert set(IN_ORDER) - set(opened.rows()) == {"a storm", "Residents leaving in 2024"}
    assert opened.page.inner_text("#notice").startswith("5 of 7 claims")
    opened.page.check("input[value=belief]")
    opened.page.check("input[value=fact]")
    assert opened.rows() == IN_ORDER
    again = open_page(bridge, "#" + opened.page.url.partition("#")[2])
    assert again.rows() == IN_ORDER


def test_an_address_of_a_claim_shows_it_whatever_its_attribution(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at(iri_of(bridge, "a storm")))
    assert opened.heading() == "a storm"


def test_filters_count_claims(open_page: OpenPage, bridge: Graph) -> None:
    labels = open_page(bridge).page.locator("fieldset label:visible:not(:has(select))").all_inner_texts()
    assert [" ".join(label.split()) for label in labels] == [
        "direct 1", "indirect 4", "narration 1", "caption 1",
        "assertion 2", "belief 1", "fact 1",
        "certain 1", "possible 1", "unspecified 5",
        "organisation 2", "person 2", "not named 1", "video 1", "group 1", "publication 1",
        "subjects 4",
    ]  # fmt: skip


def test_the_address_keeps_what_is_shown(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#hide=&view=table")
    opened.page.fill("#search", "storm")
    opened.page.uncheck("input[value=caption]")
    opened.page.click("#rows button.link >> nth=0")
    again = open_page(bridge, "#" + opened.page.url.partition("#")[2])
    assert again.heading() == opened.heading()
    assert again.rows() == opened.rows() == ["Lundby was perhaps flooded", "officials fear a storm", "a storm"]
    assert again.page.input_value("#search") == "storm"


def test_the_browser_goes_back_to_what_was_selected(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at(iri_of(bridge, "a storm")))
    opened.page.click("#panel .link:text-is('officials')")
    opened.page.go_back()
    assert opened.heading() == "a storm"


def test_an_address_of_nothing_shows_the_overview(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at("https://example.org/gone"))
    assert opened.heading() == "Who says it"
    assert opened.complaints == []


def test_a_narrow_window_begins_with_the_table(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#hide=", width=390)
    assert opened.rows() == IN_ORDER
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 390
    opened.page.click("#rows th button >> nth=1")
    assert opened.page.locator("blockquote").is_visible()
    opened.page.click("#close")
    assert not opened.page.locator("#panel").is_visible()


# ---------------------------------------------------------------- the drawing


def test_a_click_on_a_box_selects_it(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge)
    opened.page.locator("#graph").click(position={"x": 60, "y": 50})  # the article, which stands first
    assert opened.heading() == '"Not safe"'
    opened.page.locator("#graph").click(position={"x": 60, "y": 400})  # nothing stands below it
    assert opened.heading() == "Who says it"


def test_the_wheel_scrolls_and_goes_no_further_than_the_drawing(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge)
    opened.page.locator("#graph").hover()
    opened.page.mouse.wheel(0, 100_000)
    opened.page.wait_for_timeout(100)
    assert opened.page.locator("#more").is_disabled()
    opened.page.mouse.wheel(0, -100_000)
    opened.page.wait_for_timeout(100)
    opened.page.locator("#graph").click(position={"x": 60, "y": 50})
    assert opened.heading() == '"Not safe"'


def test_keys(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge)
    press(opened.page, "ArrowDown", "ArrowDown")
    assert opened.heading() == BRIDGE
    press(opened.page, "ArrowLeft")
    assert opened.heading() == "Ada Berg"
    press(opened.page, "ArrowRight", "ArrowRight")
    assert opened.heading() == "the bridge"
    press(opened.page, "Escape")
    assert opened.heading() == "Who says it"
    press(opened.page, "/")
    opened.page.keyboard.type("radio")
    assert opened.page.inner_text("#notice").startswith("1 of 7 claims")
    press(opened.page, "Escape")
    assert opened.page.inner_text("#notice").startswith("5 of 7 claims")
    assert opened.page.evaluate("document.activeElement.id") == "graph"


def test_the_tab_key_reaches_everything_and_shows_where_it_is(open_page: OpenPage, bridge: Graph) -> None:
    page = open_page(bridge).page
    reached = []
    for _ in range(40):
        press(page, "Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        if reached[-1] == "link":
            break
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", reached
    assert {"search", "as-graph", "as-table", "subjects", "closer", "farther", "fit", "graph", "link"} <= set(reached)


def test_of_many_claims_a_slice_is_drawn_and_the_rest_can_be_found(open_page: OpenPage, ferry: Graph) -> None:
    for number in range(400):
        statement, claim = (URIRef(f"https://example.org/{name}{number:03}") for name in ("s", "c"))
        ferry.add((statement, RDF.type, CS.Statement))
        ferry.add((statement, CS.states, claim))
        ferry.add((statement, CS.statedIn, URIRef("https://example.org/ferry/b")))
        ferry.add((statement, CS.source, URIRef("https://example.org/ferry/holm")))
        ferry.add((claim, SDO.text, Literal(f"Wave {number:03} came.")))
    opened = open_page(ferry, "#hide=&view=graph")
    notice = opened.page.inner_text("#notice")
    drawn = int(notice.split(". ")[1].split(" are drawn")[0])
    assert 250 < drawn < 300
    assert notice.startswith(f"404 claims from 2 sources in 2 articles. {drawn} are drawn, {404 - drawn} are not")
    opened.page.click("#as-table")
    assert len(opened.rows()) == 404
    opened.page.fill("#search", "wave 399")
    assert opened.rows() == ["Wave 399 came."]
    deep = open_page(ferry, at("https://example.org/s399"))
    assert deep.heading() == "Wave 399 came."
    assert not deep.page.is_hidden("#graph-view")


def test_what_is_too_much_to_draw_begins_with_an_overview(open_page: OpenPage, ferry: Graph) -> None:
    for number in range(400):
        statement, claim = (URIRef(f"https://example.org/{name}{number:03}") for name in ("s", "c"))
        ferry.add((statement, RDF.type, CS.Statement))
        ferry.add((statement, CS.states, claim))
        ferry.add((statement, CS.statedIn, URIRef("https://example.org/ferry/b")))
        ferry.add((statement, CS.source, URIRef("https://example.org/ferry/holm")))
        ferry.add((claim, SDO.text, Literal(f"Wave {number:03} came.")))
    opened = open_page(ferry)
    assert not opened.page.is_hidden("#overview-view")
    assert opened.page.locator("#matrix tbody tr:first-child").inner_text().split()[:4] == [
        "Ida",
        "Holm",
        "person",
        "402",
    ]


def test_the_overview_counts_and_opens_claims(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#hide=&view=overview")
    head = opened.page.locator("#matrix thead th").all_inner_texts()
    row = opened.page.locator("#matrix tbody tr:has(th:has-text('Ada Berg')) td").all_inner_texts()
    told = dict(zip(head[1:], row, strict=True))
    assert (told["Claims"], told["the bridge"], told["the storm"]) == ("2", "1", "")
    opened.page.click("#matrix tbody tr:has(th:has-text('Ada Berg')) td button >> nth=0")
    opened.page.click("#as-table")
    assert opened.rows() == [BRIDGE]
    opened.page.click("#clear")
    assert opened.rows() == IN_ORDER


@pytest.mark.parametrize(
    ("column", "first"),
    [("claim", "a storm"), ("source", "Lundby was perhaps flooded"), ("where", IN_ORDER[0])],
)
def test_the_table_can_be_sorted(open_page: OpenPage, bridge: Graph, column: str, first: str) -> None:
    opened = open_page(bridge, "#hide=&view=table")
    header = opened.page.locator(f"th[data-sort={column}]")
    header.locator("button").click()
    upwards = opened.rows()
    assert upwards[0] == first
    assert header.get_attribute("aria-sort") == "ascending"
    header.locator("button").click()
    assert opened.rows() == upwards[::-1]
    assert header.get_attribute("aria-sort") == "descending"
    assert open_page(bridge, "#" + opened.page.url.partition("#")[2]).rows() == upwards[::-1]


@pytest.mark.parametrize(
    ("choice", "option", "found"),
    [
        ("source", "Ada Berg", [BRIDGE, "officials fear a storm"]),
        ("about", "the bridge", [IN_ORDER[0], BRIDGE]),
    ],
)
def test_one_source_or_subject(open_page: OpenPage, bridge: Graph, choice: str, option: str, found: list[str]) -> None:
    opened = open_page(bridge, "#hide=&view=table")
    [label] = [text for text in opened.page.locator(f"#one-{choice} option").all_inner_texts() if option in text]
    opened.page.select_option(f"#one-{choice}", label=label)
    assert opened.rows() == found
    assert label == f"{option} ({len(found)})"
    assert open_page(bridge, "#" + opened.page.url.partition("#")[2]).rows() == found


def test_a_date_range_keeps_the_claims_of_its_articles(open_page: OpenPage, ferry: Graph) -> None:
    opened = open_page(ferry, "#hide=&view=table")
    every = opened.rows()
    bars = opened.page.locator("#timeline button:enabled")
    assert bars.count() == 2
    bars.first.click()
    early = opened.rows()
    assert 0 < len(early) < len(every)
    assert opened.page.input_value("#from") == opened.page.input_value("#to") != ""
    bars.first.click()
    assert opened.rows() == every
    bars.last.click()
    assert early + opened.rows() == every


def test_words_of_the_passage_are_found_where_no_claim_has_them(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#hide=&view=table")
    opened.page.fill("#search", "said is not safe residents")
    assert BRIDGE in opened.rows()
    assert "Only the passages" in opened.page.inner_text("#notice")


def test_the_switch_of_colours_is_kept_in_the_address(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = opened.page.evaluate(ground)
    opened.page.click("#theme")
    dark = opened.page.evaluate(ground)
    assert light != dark
    again = open_page(bridge, "#" + opened.page.url.partition("#")[2])
    assert again.page.evaluate(ground) == dark
    assert Axe().run(again.page).violations_count == 0


def test_print_has_the_claims_without_the_controls(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, f"{at(iri_of(bridge, BRIDGE))}&view=table")
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("nav, .tools, #copy").filter(visible=True).count()
    assert opened.page.locator("#rows th").first.is_visible()
    assert opened.page.locator("blockquote").is_visible()


def test_a_citation_is_copied(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at(iri_of(bridge, BRIDGE)))
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.click("#copy")
    opened.page.wait_for_selector("#copy:text('Copied')")
    assert opened.page.evaluate("navigator.clipboard.readText()") == (
        '“The bridge is not safe.” (direct). Ada Berg. “"Not safe"”, The Daily, 2024-05-01, '
        "https://news.example.org/lundby?a=1, characters 51–64, 117–131."
    )


def test_claims_that_the_graph_weighs_against_each_other_are_neighbours(open_page: OpenPage, bridge: Graph) -> None:
    one, other = (bridge.value(URIRef(iri_of(bridge, claim)), CS.states) for claim in (BRIDGE, "a storm"))
    bridge.add((one, CS.contradicts, other))  # type: ignore[arg-type]  # both are there
    opened = open_page(bridge, at(iri_of(bridge, BRIDGE)) + "&hide=")
    opened.page.click("#panel section:has-text('Contradicts') .link")
    assert opened.heading() == "a storm"
    assert opened.page.locator("#panel section:has-text('Contradicts') .link").inner_text() == BRIDGE


# ---------------------------------------------------------------- taking away


def taken(opened: Opened, form: str) -> bytes:
    opened.page.click(".take summary")
    with opened.page.expect_download() as download:
        opened.page.click(f"[data-take={form}]")
    assert download.value.suggested_filename == f"claims.{form}"
    return Path(download.value.path()).read_bytes()


def parsed_xml(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - the page wrote it just now


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_the_network_is_taken_to_other_tools(open_page: OpenPage, bridge: Graph, form: str) -> None:
    data = BytesIO(taken(open_page(bridge, "#hide="), form))
    network = nx.read_gexf(data) if form == "gexf" else nx.read_graphml(data)
    claims = [attributes["text"] for _, attributes in network.nodes(data=True) if attributes["type"] == "statement"]
    assert sorted(claims) == sorted(IN_ORDER)
    assert {str(iri) for _, iri in network.nodes(data="iri")} <= set(map(str, bridge.all_nodes()))


def test_the_turtle_of_what_is_shown_says_nothing_that_the_graph_does_not(open_page: OpenPage, bridge: Graph) -> None:
    taken_away = Graph().parse(data=taken(open_page(bridge, "#hide="), "ttl").decode("utf-8"), format="turtle")
    assert len(list(taken_away.subjects(RDF.type, CS.Statement))) == len(IN_ORDER)
    assert set(taken_away) <= set(bridge)


def test_the_table_is_taken_as_csv(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#hide=")
    opened.page.fill("#search", "flooded")
    [row] = csv.DictReader(StringIO(taken(opened, "csv").decode("utf-8-sig"), newline=""))
    assert (row["claim"], row["certainty"], row["date"]) == ("Lundby was perhaps flooded", "possible", "2024-05-01")


def test_the_drawing_is_taken_as_svg_and_png(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#hide=")
    words = " ".join(text.text or "" for text in parsed_xml(taken(opened, "svg")).iter(f"{SVG}text"))
    assert all(words.count(word) for word in ("Ada", "Berg", "bridge", "flooded", "Trucks"))
    opened.page.click(".take summary")
    png = taken(opened, "png")
    assert png.startswith(b"\x89PNG")
    assert len(png) > 10_000


# ---------------------------------------------------------------- hostile text

HOSTILE = {
    "script": "</script><script>window.ran = true</script>",
    "image": '<img src=x onerror="window.ran = true">',
    "title with href": 'see <a href="javascript:window.ran = true">this</a>',
    "attribute": "\" autofocus onfocus='window.ran = true' x=\"",
    "comment": "<!--<script>",
    "template": "{{ 7 * 7 }}${window.ran = true}",
    "lone quotes": "\"'`\\",
    "override": "\u202egnp.exe\u2066",
    "line separators": "a\u2028b\u2029c",
    "long": "x" * 10_000,
    "prototype": "__proto__",
    "formula": '=HYPERLINK("https://example.org","x")',
    "lone surrogate's neighbour": "a\ufffeb\ufffd",
    "Hebrew": "הגשר אינו בטוח, אמרה",
    "Arabic with Latin": "قال the bridge is ليس آمنا",
    "Chinese": "这座桥不安全,工程师在星期一说,附近的居民已经离开。" * 9,
}


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE.items()])
@pytest.mark.parametrize("view", ["graph", "table"])
def test_hostile_text_is_only_text(open_page: OpenPage, bridge: Graph, words: str, view: str) -> None:
    hostile, statement = Graph(), URIRef(iri_of(bridge, BRIDGE))
    for subject, predicate, object_ in bridge:
        text = isinstance(object_, Literal) and object_.datatype is None
        hostile.add((subject, predicate, Literal(words) if text else object_))
    opened = open_page(hostile, f"{at(str(statement))}&view={view}")
    assert opened.page.text_content("#panel h2") == words
    assert words in (opened.page.text_content("blockquote") or "")
    assert opened.page.text_content("h1") == words
    for link in range(opened.page.locator("#panel .link").count()):
        opened.page.locator("#panel .link").nth(link).hover()
    opened.page.mouse.move(300, 400)
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.locator("a, img").count() == 0
    assert opened.complaints == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE.items()])
def test_hostile_text_stays_text_in_what_is_taken_away(open_page: OpenPage, bridge: Graph, words: str) -> None:
    hostile = Graph()
    for subject, predicate, object_ in bridge:
        text = isinstance(object_, Literal) and object_.datatype is None
        hostile.add((subject, predicate, Literal(words) if text else object_))
    opened = open_page(hostile, "#hide=")
    held = "".join(character for character in words if character != "\ufffe")  # XML 1.0 can hold the others
    for form in ("gexf", "graphml"):
        tree = parsed_xml(taken(opened, form))
        assert held.split() in [
            (value or "").split() for node in tree.iter() for value in (node.text, node.get("value"))
        ]
        opened.page.click(".take summary")
    parsed_xml(taken(opened, "svg"))
    opened.page.click(".take summary")
    turtle = Graph().parse(data=taken(opened, "ttl").decode("utf-8"), format="turtle")
    assert {triple for triple in turtle if triple[1] != CS.passage} <= set(hostile)  # a quote's length is its place
    opened.page.click(".take summary")
    rows = list(csv.DictReader(StringIO(taken(opened, "csv").decode("utf-8-sig"), newline="")))
    assert {row["claim"].removeprefix("'") for row in rows} == {words}
    assert all(not cell or cell[0] not in "=+-@\t\r" for row in rows for cell in row.values())
    assert len(opened.requests) == 1


@pytest.mark.parametrize(
    "url", ["javascript:window.ran=true", "data:text/html,x", "file:///etc/passwd", " javascript:x", "//example.org"]
)
def test_only_addresses_of_the_web_are_links(open_page: OpenPage, bridge: Graph, url: str) -> None:
    [article] = bridge.subjects(RDF.type, SDO.NewsArticle)
    bridge.set((article, SDO.url, Literal(url)))
    opened = open_page(bridge, at(str(article)))
    assert facts(opened.page)["Address"] == url.strip()
    assert opened.page.locator("#panel a").count() == 0


def test_a_quotation_type_of_another_vocabulary_is_shown(open_page: OpenPage, bridge: Graph) -> None:
    statement = iri_of(bridge, BRIDGE)
    bridge.set((URIRef(statement), CS.quotationType, URIRef("https://example.org/types#constructor")))
    opened = open_page(bridge, at(statement))
    opened.page.wait_for_timeout(100)
    assert facts(opened.page)["Quoted"] == "constructor"
    assert opened.complaints == []


@pytest.mark.parametrize("name", ["__proto__", "constructor", "</script>", "a b&at=c#d"])
def test_an_identifier_can_be_any_word(open_page: OpenPage, bridge: Graph, name: str) -> None:
    renamed, source = Graph(), next(bridge.subjects(SDO.name, Literal("Ada Berg")))
    for triple in bridge:
        renamed.add(tuple(URIRef(name) if term == source else term for term in triple))  # type: ignore[arg-type]  # three
    opened = open_page(renamed, at(name))
    assert opened.heading() == "Ada Berg"
    assert opened.complaints == []
