"""The page in a browser: what a reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from rdflib import Graph, Literal, URIRef

from kg.rdf.vocabulary import CS, OA
from tests.views.reading import (
    BRIDGE,
    IN_ORDER,
    at,
    every_text,
    facts,
    iri_of,
    parsed_xml,
    press,
    taken,
)

if TYPE_CHECKING:
    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser

SVG: Final = "{http://www.w3.org/2000/svg}"


# ---------------------------------------------------------------- whole in itself


@pytest.mark.parametrize(
    "address", ["", "#sure=all&view=table", "#view=read"], ids=["graph", "table", "text"]
)
def test_the_page_asks_for_nothing_and_complains_of_nothing(
    open_page: OpenPage, bridge: Graph, address: str
) -> None:
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
    assert (
        len(
            [complaint for complaint in opened.complaints if "Content Security Policy" in complaint]
        )
        == 2
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", ["overview", "read", "graph", "table"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_barriers(
    open_page: OpenPage, bridge: Graph, view: str, width: int, *, dark: bool
) -> None:
    opened = open_page(bridge, f"{at(iri_of(bridge, BRIDGE))}&view={view}", width=width, dark=dark)
    assert opened.heading() == BRIDGE
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize(
    "name",
    ["", "Ada Berg", "the bridge", '"Not safe"'],
    ids=["all", "source", "subject", "article"],
)
def test_no_barriers_in_the_panel(open_page: OpenPage, bridge: Graph, name: str) -> None:
    node = next(bridge.subjects(None, Literal(name)), "")
    opened = open_page(bridge, at(str(node)))
    assert opened.heading() == name
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", ["overview", "read", "graph", "table"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_barriers_among_several_articles_with_everything_unfolded(
    open_page: OpenPage, ferry: Graph, view: str, width: int, *, dark: bool
) -> None:
    opened = open_page(ferry, f"#view={view}", width=width, dark=dark)
    opened.page.evaluate(
        "for (const each of document.querySelectorAll('details')) each.open = true"
    )
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()


def test_a_long_visit_asks_for_nothing(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#sure=all")
    for view in ("overview", "read", "table", "graph"):
        opened.page.click(f"#as-{view}")
    opened.page.fill("#search", "storm")
    opened.page.check("#by-about input[type=checkbox] >> nth=0")
    opened.page.click("#clear")
    opened.page.click("#theme")
    for form in ("png", "svg", "csv", "gexf", "graphml", "ttl"):
        taken(opened, form)
        opened.page.click(".take summary")
    assert [url for url in opened.requests if not url.startswith(("file:", "blob:"))] == []
    assert len([url for url in opened.requests if url.startswith("file:")]) == 1
    assert opened.complaints == []


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
        "It is a claim": "95 %",
        "They say it": "100 %",
        "Kind": "person",
        "As written": "“Ada Berg, an engineer with the Harbour Board”",
        "Described as": "“an engineer with the Harbour Board”",
        "Role": "engineer",
        "Affiliation": "Harbour Board",
        "Found how": "the name as it stands",
        "Confidence": "100 %",
        "How": "quoted",
        "The source": "says it",
        "Said with": "“said” (say)",
        "Sense": "negated",
        "Certainty": "certain",
        "Said in": "a letter",
        "rules": "confidence 95 %",
        "Software": "en_model 3.8.0, kg 0.1.0",
    }
    assert opened.page.locator(".place").inner_text().split("\n") == [
        '"Not safe"',
        "The Daily, 1 May 2024",
        "Characters 51\u2060–\u206064, 117\u2060–\u2060131",
    ]


def test_a_hedge_and_a_time_are_told_in_the_words_of_the_text(
    open_page: OpenPage, bridge: Graph
) -> None:
    told = facts(open_page(bridge, at(iri_of(bridge, "Lundby was perhaps flooded"))).page)
    assert told["Certainty"] == "possible (“perhaps”)"
    assert told["When"] == "2024-04-30 “after the storm”"


def test_an_unnamed_source_is_marked(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at(iri_of(bridge, "Residents leaving in 2024")))
    assert facts(opened.page)["Kind"] == "not named"
    assert facts(opened.page)["As written"] == "nobody is named"
    assert set(opened.page.locator("#panel .link.unnamed").all_inner_texts()) == {"unnamed source"}


def test_neighbours_can_be_followed(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at(iri_of(bridge, "officials fear a storm")))
    opened.page.click("#panel section:has-text('Relays') .link")
    assert opened.heading() == "a storm"
    opened.page.click("#panel .sayers .link:text-is('officials')")
    assert opened.heading() == "officials"
    opened.page.click("#panel .link:text-is('a storm')")
    opened.page.click("#panel .place .link")
    assert opened.heading() == '"Not safe"'
    assert opened.page.get_attribute("#panel a", "href") == "https://news.example.org/lundby?a=1"
    assert opened.page.get_attribute("#panel a", "rel") == "noopener noreferrer"


def test_the_same_claim_in_another_article_is_a_neighbour(
    open_page: OpenPage, ferry: Graph
) -> None:
    opened = open_page(ferry, at("https://example.org/ferry/a1"))
    opened.page.click("#panel section:has-text('same claim') .link")
    assert "Ida Holm" in opened.page.inner_text("#panel")


# ---------------------------------------------------------------- the drawing


def test_a_click_on_a_box_selects_it(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge)
    opened.page.locator("#graph").click(
        position={"x": 60, "y": 50}
    )  # the source of the first claim
    assert opened.heading() == "Foto Nord"
    opened.page.locator("#graph").click(position={"x": 230, "y": 70})  # between two columns
    assert opened.heading() == ""


def test_the_wheel_scrolls_and_goes_no_further_than_the_drawing(
    open_page: OpenPage, bridge: Graph
) -> None:
    opened = open_page(bridge)
    opened.page.locator("#graph").hover()
    opened.page.mouse.wheel(0, 100_000)
    opened.page.wait_for_timeout(100)
    assert opened.page.locator("#more").is_disabled()
    opened.page.mouse.wheel(0, -100_000)
    opened.page.wait_for_timeout(100)
    opened.page.locator("#graph").click(position={"x": 60, "y": 50})
    assert opened.heading() == "Foto Nord"


def test_keys(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge)
    press(opened.page, "ArrowDown", "ArrowDown")
    assert opened.heading() == BRIDGE
    press(opened.page, "ArrowLeft")
    assert opened.heading() == "Ada Berg"
    press(opened.page, "ArrowRight", "ArrowRight")
    assert opened.heading() == "the bridge"
    press(opened.page, "Escape")
    assert opened.heading() == ""
    press(opened.page, "/")
    opened.page.keyboard.type("radio")
    assert opened.notice() == "1 claim from 2 sources in 1 article."
    press(opened.page, "Escape")
    assert opened.notice() == "6 claims from 6 sources in 1 article."
    assert opened.page.evaluate("document.activeElement.id") == "graph"


def test_the_tab_key_reaches_everything_and_shows_where_it_is(
    open_page: OpenPage, bridge: Graph
) -> None:
    page = open_page(bridge).page
    reached = []
    for _ in range(90):
        press(page, "Tab")
        reached.append(
            page.evaluate("document.activeElement.id || document.activeElement.className")
        )
        if reached[-1] == "graph":
            break
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", reached
    assert {
        "search",
        "as-graph",
        "as-read",
        "as-table",
        "subjects",
        "closer",
        "farther",
        "fit",
        "graph",
    } <= set(reached)


def test_print_has_the_claims_without_the_controls(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, f"{at(iri_of(bridge, BRIDGE))}&view=table")
    opened.page.emulate_media(media="print")
    assert (
        not opened.page.locator("nav, .tools, [role=search], #copy, .button")
        .filter(visible=True)
        .count()
    )
    assert opened.page.locator("#rows th").first.is_visible()
    assert opened.page.locator("blockquote").is_visible()


def test_the_graph_is_printed_as_a_table(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#sure=all")
    opened.page.evaluate(
        "addEventListener('beforeprint', () => { window.printed = byId('rows').children.length; })"
    )
    opened.page.pdf()
    assert opened.page.evaluate("window.printed") == len(IN_ORDER)
    assert opened.page.is_visible("#graph-view")
    assert opened.rows() == []


def test_nothing_moves(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge)
    opened.page.emulate_media(reduced_motion="reduce")
    for selector in (
        "#as-table",
        "#rows button >> nth=0",
        "#as-overview",
        "#as-graph",
        "#closer",
        "#fit",
    ):
        opened.page.click(selector)
        assert opened.page.evaluate("document.getAnimations().length") == 0
    before = opened.page.evaluate("network.getViewPosition()")
    press(opened.page, "ArrowDown")
    at_once, later = opened.page.evaluate(
        """async () => {
          const at = () => JSON.stringify([network.getViewPosition(), network.getScale()]);
          const first = at();
          for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
          return [first, at()];
        }"""
    )
    assert before
    assert at_once == later


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        pytest.param("הגשר אינו בטוח", "rtl", id="Hebrew"),
        pytest.param("الجسر ليس آمنا said she", "rtl", id="Arabic first"),
        pytest.param("She said: الجسر ليس آمنا", "ltr", id="Latin first"),
        pytest.param("这座桥不安全。", "ltr", id="Chinese"),
    ],
)
def test_words_run_in_the_direction_of_their_script(
    open_page: OpenPage, bridge: Graph, words: str, direction: str
) -> None:
    statement = iri_of(bridge, BRIDGE)
    opened = open_page(every_text(bridge, words), f"{at(statement)}&sure=all")
    computed = "element => getComputedStyle(element).direction"
    for selector in (
        "h1",
        "#panel h2",
        "#panel blockquote",
        "#panel dd[dir]:has-text('“')",
        "#panel .link",
    ):
        assert opened.page.locator(selector).first.evaluate(computed) == direction
    drawn = [
        text
        for text in parsed_xml(taken(opened, "svg")).iter(f"{SVG}text")
        if text.text and text.text in words
    ]
    assert {text.get("direction") for text in drawn} == {direction}
    opened.page.click("#as-table")
    assert opened.page.locator("#rows th .link").first.evaluate(computed) == direction


def test_what_reorders_words_stays_within_its_own(open_page: OpenPage, bridge: Graph) -> None:
    """A right-to-left override in a quote may neither turn the words around it nor stand in a name that one clicks."""
    statement = iri_of(bridge, BRIDGE)
    opened = open_page(every_text(bridge, "safe \u202egnp.exe"), f"{at(statement)}&view=table")
    bidi = "elements => elements.map((element) => getComputedStyle(element).unicodeBidi)"
    assert set(opened.page.locator("blockquote mark, blockquote span").evaluate_all(bidi)) == {
        "isolate"
    }
    names = opened.page.locator(".link, option, .key").all_text_contents()
    assert names
    assert not any("\u202e" in name for name in names)


def test_a_box_says_all_of_what_it_cuts(open_page: OpenPage, bridge: Graph) -> None:
    words = "word " * 60
    opened = open_page(every_text(bridge, words.strip() + "\u202e"))
    opened.page.locator("#graph").hover(position={"x": 550, "y": 60})
    assert opened.page.get_attribute("#graph", "title") == words.strip()


def test_hearsay_is_followed_to_its_end(open_page: OpenPage, bridge: Graph) -> None:
    first, second, third = (
        URIRef(iri_of(bridge, claim)) for claim in ("officials fear a storm", "a storm", BRIDGE)
    )
    bridge.add((second, CS.relays, third))
    told = open_page(bridge, at(str(first)) + "&sure=all").page.locator(
        "#panel section:has-text('Relays') li"
    )
    assert [words.split("\n")[0] for words in told.all_inner_texts()] == ["a storm", BRIDGE]
    back = open_page(bridge, at(str(third)) + "&sure=all").page.locator(
        "#panel section:has-text('Relayed by') li"
    )
    assert [words.split("\n")[0] for words in back.all_inner_texts()] == [
        "a storm",
        "officials fear a storm",
    ]


def test_a_citation_is_copied(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at(iri_of(bridge, BRIDGE)))
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.click("#copy")
    opened.page.wait_for_selector("#copy:text('Copied')")
    assert opened.page.evaluate("navigator.clipboard.readText()") == (
        'Ada Berg (quoted, “said”, negated): “The bridge,” … “is not safe.” "Not safe", The Daily, 2024-05-01, '
        "https://news.example.org/lundby?a=1, characters 51–64, 117–131."
    )


def test_claims_that_the_graph_weighs_against_each_other_are_neighbours(
    open_page: OpenPage, bridge: Graph
) -> None:
    one, other = (
        bridge.value(URIRef(iri_of(bridge, claim)), CS.states) for claim in (BRIDGE, "a storm")
    )
    bridge.add((one, CS.contradicts, other))  # type: ignore[arg-type]  # both are there
    opened = open_page(bridge, at(iri_of(bridge, BRIDGE)) + "&sure=all")
    opened.page.click("#panel section:has-text('Contradicts') .link")
    assert opened.heading() == "a storm"
    assert (
        opened.page.locator("#panel section:has-text('Contradicts') .link").inner_text() == BRIDGE
    )
