"""Finding claims on the page: search, filters, sorting, the overview, the address."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from rdflib import RDF, SDO, Graph, Literal, URIRef

from kg.query import index_for
from kg.rdf import to_graph, to_nquads
from kg.rdf.vocabulary import CS
from kg.store import open_graph
from tests.query.newsroom import QUADS as NEWSROOM
from tests.views.reading import BRIDGE, IN_ORDER, at, iri_of, press

if TYPE_CHECKING:
    from pathlib import Path

    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser

QUERIES = [
    "FERRIES",
    "ferry -must",
    "ferry -ferries",
    '"the ferry is"',
    "ferr*",
    "ferr",
    "Ada ferr",
    "berg ferry",
]


def test_the_table_has_every_claim_in_order(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#sure=all&view=table")
    assert opened.rows() == IN_ORDER
    cells = opened.page.locator("#rows tr:nth-child(2) td").all_inner_texts()
    assert cells == [
        "Ada Berg",
        "quoted · “said” · negated",
        "the bridge",
        "95 %",
        '"Not safe"\nThe Daily, 1 May 2024',
    ]


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
    opened = open_page(bridge, "#sure=all&view=table")
    opened.page.fill("#search", query)
    assert opened.rows() == found
    expected = f"{len(found)} claim" if found else "No claim matches."
    assert opened.notice().startswith(expected)


def test_the_page_and_the_command_find_the_same(open_page: OpenPage, tmp_path: Path) -> None:
    nquads = to_nquads(NEWSROOM)
    (tmp_path / "claims.nq").write_text(nquads, encoding="utf-8", newline="")
    index = index_for(open_graph(tmp_path / "claims.nq"))
    page = open_page(to_graph(NEWSROOM)).page
    shown = set(page.evaluate("statements.map((statement) => statement.claim)"))
    words = sorted(set(re.findall(r"\w+", nquads)))
    others = [word[:3] for word in words] + [f"{word}s" for word in words]
    queries = [*words, *others, *map(" ".join, pairwise(words)), *QUERIES]
    found = page.evaluate("queries => queries.map((query) => [...findClaims(query)])", queries)
    ours = {query: shown & set(index.claims(query)) for query in queries}
    theirs = {query: set(claims) for query, claims in zip(queries, found, strict=True)}
    assert {
        query: (theirs[query], ours[query]) for query in queries if theirs[query] != ours[query]
    } == {}
    assert {query for query in QUERIES if not ours[query]} == {"ferry -ferries"}


def test_an_address_of_a_claim_shows_it_however_doubtful_it_is(
    open_page: OpenPage, bridge: Graph
) -> None:
    opened = open_page(bridge, at(iri_of(bridge, "a storm")))
    assert opened.heading() == "a storm"


def test_the_address_keeps_what_is_shown(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#sure=all&view=table")
    opened.page.fill("#search", "storm")
    opened.page.check("#by-quoted label:has-text('reported') input")
    opened.page.click("#rows button.link >> nth=0")
    again = open_page(bridge, "#" + opened.page.url.partition("#")[2])
    assert again.heading() == opened.heading()
    assert (
        again.rows()
        == opened.rows()
        == ["Lundby was perhaps flooded", "officials fear a storm", "a storm"]
    )
    assert again.page.input_value("#search") == "storm"


def test_the_browser_goes_back_to_what_was_selected(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at(iri_of(bridge, "a storm")))
    opened.page.click("#panel .sayers .link:text-is('officials')")
    opened.page.go_back()
    assert opened.heading() == "a storm"


def test_an_address_of_nothing_selects_nothing(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, at("https://example.org/gone"))
    assert opened.heading() == ""
    assert opened.complaints == []


def test_a_narrow_window_begins_with_the_table(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#sure=all", width=390)
    assert opened.rows() == IN_ORDER
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 390
    opened.page.click("#rows th button >> nth=1")
    assert opened.page.locator("blockquote").is_visible()
    opened.page.click("#close")
    assert not opened.page.locator("#panel").is_visible()


def test_of_many_claims_a_slice_is_drawn_and_the_rest_can_be_found(
    open_page: OpenPage, ferry: Graph
) -> None:
    for number in range(400):
        statement, claim = (URIRef(f"https://example.org/{name}{number:03}") for name in ("s", "c"))
        ferry.add((statement, RDF.type, CS.Statement))
        ferry.add((statement, CS.states, claim))
        ferry.add((statement, CS.statedIn, URIRef("https://example.org/ferry/b")))
        ferry.add((statement, CS.source, URIRef("https://example.org/ferry/holm")))
        ferry.add((claim, SDO.text, Literal(f"Wave {number:03} came.")))
    opened = open_page(ferry, "#sure=all&view=graph")
    notice = opened.page.inner_text("#notice")
    drawn = int(notice.split(". ")[1].split(" are drawn")[0])
    assert 250 < drawn < 300
    assert notice.startswith(
        f"404 claims from 2 sources in 2 articles. {drawn} are drawn, {404 - drawn} are not"
    )
    opened.page.click("#as-table")
    assert len(opened.rows()) == 404
    opened.page.fill("#search", "wave 399")
    assert opened.rows() == ["Wave 399 came."]
    deep = open_page(ferry, at("https://example.org/s399"))
    assert deep.heading() == "Wave 399 came."
    assert not deep.page.is_hidden("#graph-view")


def test_what_is_too_much_to_draw_begins_with_an_overview(
    open_page: OpenPage, ferry: Graph
) -> None:
    for number in range(400):
        statement, claim = (URIRef(f"https://example.org/{name}{number:03}") for name in ("s", "c"))
        ferry.add((statement, RDF.type, CS.Statement))
        ferry.add((statement, CS.states, claim))
        ferry.add((statement, CS.statedIn, URIRef("https://example.org/ferry/b")))
        ferry.add((statement, CS.source, URIRef("https://example.org/ferry/holm")))
        ferry.add((claim, SDO.text, Literal(f"Wave {number:03} came.")))
    opened = open_page(ferry)
    assert not opened.page.is_hidden("#overview-view")
    assert opened.page.locator("#matrix tr:has(td)").first.inner_text().split()[:4] == [
        "Ida",
        "Holm",
        "person",
        "402",
    ]


def test_the_overview_counts_and_opens_claims(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#sure=all&view=overview")
    head = opened.page.locator("#matrix thead th").all_inner_texts()
    row = opened.page.locator("#matrix tbody tr:has(th:has-text('Ada Berg')) td").all_inner_texts()
    told = dict(zip(head[1:], row, strict=True))
    assert (told["Claims"], told["the bridge"], told["the storm"]) == ("2", "1", "")
    opened.page.click("#matrix tbody tr:has(th:has-text('Ada Berg')) td button >> nth=0")
    opened.page.click("#as-table")
    assert opened.rows() == [BRIDGE]
    opened.page.click("#clear")
    assert set(IN_ORDER) - set(opened.rows()) == {"a storm"}


def test_the_overview_begins_with_who_speaks_and_ends_with_the_outlets(
    open_page: OpenPage, bridge: Graph
) -> None:
    opened = open_page(bridge, "#sure=all&view=overview")
    heads = opened.page.locator("#matrix th[scope=rowgroup]").all_inner_texts()
    assert heads == [
        "People and bodies who speak",
        "Groups and people not named, documents",
        "The outlets’ own voice",
    ]
    kinds = opened.page.locator("#matrix tbody:nth-of-type(1) th small").all_inner_texts()
    assert set(kinds) <= {"person", "organisation"}
    last = opened.page.locator("#matrix tbody:nth-of-type(3) th small").all_inner_texts()
    assert set(last) == {"publication"}


def test_the_sentences_of_the_overview_open_their_claims(
    open_page: OpenPage, bridge: Graph
) -> None:
    opened = open_page(bridge, "#sure=all&view=overview")
    opened.page.click("#voices .link:text-is('2 claims rest on nobody named.')")
    assert opened.notice().startswith("2 claims")
    assert opened.page.is_checked("#by-kind label:has-text('nobody named at all') input")
    opened.page.click("#as-overview")  # the facet is chosen: another choice in it would add claims
    assert opened.page.locator("#voices .link", has_text="nobody named").count() == 0
    opened.page.click("#clear")
    opened.page.focus("#voices .link >> nth=0")
    press(opened.page, "Enter")
    assert opened.notice().startswith("1 claim ")
    assert opened.page.is_checked("#by-quoted label:has-text('told by the article') input")


@pytest.mark.parametrize(
    ("column", "first"),
    [
        ("claim", "a storm"),
        ("source", "Lundby was perhaps flooded"),
        ("sure", "a storm"),
        ("where", IN_ORDER[0]),
    ],
)
def test_the_table_can_be_sorted(
    open_page: OpenPage, bridge: Graph, column: str, first: str
) -> None:
    opened = open_page(bridge, "#sure=all&view=table")
    header = opened.page.locator(f"th[data-sort={column}]")
    header.locator("button").click()
    upwards = opened.rows()
    assert upwards[0] == first
    assert header.get_attribute("aria-sort") == "ascending"
    header.locator("button").click()
    assert opened.rows() == upwards[::-1]
    assert header.get_attribute("aria-sort") == "descending"
    assert open_page(bridge, "#" + opened.page.url.partition("#")[2]).rows() == upwards[::-1]


def test_a_date_range_keeps_the_claims_of_its_articles(open_page: OpenPage, ferry: Graph) -> None:
    opened = open_page(ferry, "#sure=all&view=table")
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


def test_words_of_the_passage_are_found_where_no_claim_has_them(
    open_page: OpenPage, bridge: Graph
) -> None:
    opened = open_page(bridge, "#sure=all&view=table")
    opened.page.fill("#search", "said is not safe residents")
    assert BRIDGE in opened.rows()
    assert "Only the passages" in opened.notice()


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


def test_sources_of_one_name_count_as_one_and_each_leads_to_the_others(
    open_page: OpenPage, ferry: Graph
) -> None:
    other = URIRef("https://example.org/ferry/holm-in-a")
    ferry.add((other, RDF.type, SDO.Person))
    ferry.add((other, SDO.name, Literal("Ida Holm")))
    ferry.set((URIRef("https://example.org/ferry/a2"), CS.source, other))
    opened = open_page(ferry, "#sure=all")
    assert opened.notice() == "4 claims from 2 sources in 2 articles."
    assert opened.facet("source") == ["Ida Holm 3"]
    again = open_page(ferry, at(str(other)) + "&sure=all")
    elsewhere = again.page.locator("#panel section:has-text('other articles') .counted")
    assert elsewhere.inner_text().split("\n") == ["Ida Holm", "2", "What the pilot wrote"]
    elsewhere.locator("button").click()
    assert again.page.inner_text("#panel .identifier") == "https://example.org/ferry/holm"


def test_the_dates_begin_with_the_days_of_the_articles(open_page: OpenPage, ferry: Graph) -> None:
    opened = open_page(ferry, "#sure=all&view=table")
    assert (opened.page.input_value("#from"), opened.page.input_value("#to")) == (
        "2024-05-01",
        "2024-05-02",
    )
    opened.page.fill("#from", "2024-05-02")
    assert len(opened.rows()) == 2
    assert "from=2024-05-02" in opened.page.url
    opened.page.fill("#from", "2024-05-01")
    assert len(opened.rows()) == 4
    assert "from" not in opened.page.url


@pytest.mark.parametrize(
    "address",
    [
        "#at=%E0%A4%A&view=__proto__&sort=constructor&theme=toString",
        "#from=yesterday&to=9999-99-99&sure=all%00+__proto__",
        "#source=</script><script>window.ran=true</script>&about=__proto__&article=",
        "#" + "&".join(["at"] * 5000),
        "#q=" + "(.*)%2B%5B" * 300,
    ],
)
def test_a_broken_address_breaks_nothing(open_page: OpenPage, bridge: Graph, address: str) -> None:
    opened = open_page(bridge, address)
    assert opened.heading() == ""
    assert opened.page.evaluate("window.ran") is None
    assert opened.complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_as_many_subjects_as_there_is_room_for(
    open_page: OpenPage, bridge: Graph, width: int
) -> None:
    opened = open_page(bridge, "#sure=all&view=overview", width=width)
    assert opened.page.locator("#matrix thead th").count() >= 4
    assert opened.page.evaluate(
        "byId('overview-view').scrollWidth <= byId('overview-view').clientWidth"
    )


def test_everything_can_be_done_with_the_keyboard(open_page: OpenPage, bridge: Graph) -> None:
    """Search, read, cite, narrow, sort, change views, and take away, without a mouse."""
    opened = open_page(bridge, "#sure=all")
    page = opened.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def go_to(selector: str) -> None:
        for _ in range(90):
            press(page, "Tab")
            if page.evaluate(f"document.activeElement.matches({selector!r})"):
                return
        raise AssertionError(selector)

    press(page, "/")
    page.keyboard.type("bridge")
    go_to("#as-table")
    press(page, "Enter")
    go_to("th[data-sort=claim] button")
    press(page, "Enter")
    assert opened.rows() == [IN_ORDER[0], BRIDGE]
    go_to("#rows tr:nth-child(2) th button")
    press(page, "Enter")
    assert opened.heading() == BRIDGE
    go_to("#copy")
    press(page, "Enter")
    page.wait_for_selector("#copy:text('Copied')")
    assert page.evaluate("navigator.clipboard.readText()").startswith("Ada Berg (quoted")
    press(page, "Escape")
    assert page.evaluate("document.activeElement.innerText") == BRIDGE
    press(page, "Escape", "/")
    assert page.input_value("#search") == ""
    go_to("#as-overview")
    press(page, "Space")
    go_to(".take summary")
    press(page, "Enter")
    go_to("[data-take=csv]")
    with page.expect_download() as download:
        press(page, "Enter")
    assert download.value.suggested_filename == "claims.csv"
    go_to("#by-source input[type=checkbox]")
    press(page, "Space")
    assert opened.notice().startswith("2 claims from 2 sources")
    go_to(".chip")
    press(page, "Enter")
    assert opened.notice().startswith("7 claims")
    go_to("#by-source input[type=checkbox]")
    press(page, "Space")
    go_to("#matrix .link")
    press(page, "Enter")
    assert page.is_visible("#graph-view")
    go_to("#graph")
    press(page, "ArrowDown")
    assert opened.heading() == BRIDGE
    assert opened.complaints == []


# ---------------------------------------------------------------- one number for one thing, and all of it in sight


def test_sources_are_counted_alike_wherever_they_are_counted(
    open_page: OpenPage, bridge: Graph
) -> None:
    opened = open_page(bridge, "#view=overview&sure=all")
    rows = opened.page.locator("#matrix tr:has(td)").count()
    assert opened.notice() == f"7 claims from {rows} sources in 1 article."
    assert opened.page.inner_text("#summary") == "1 article from 1 outlet, 1 May 2024"
    assert opened.page.inner_text("#voices") == (
        "1 claim is the publication’s own narration. 2 claims rest on nobody named."
    )


def test_the_sources_that_are_counted_are_those_of_what_is_shown(
    open_page: OpenPage, bridge: Graph
) -> None:
    opened = open_page(bridge, "#view=table&sure=all")
    opened.page.fill("#search", "flooded")
    assert opened.notice() == "1 claim from 1 source in 1 article."


@pytest.mark.parametrize("width", [1280, 390])
def test_fit_has_all_of_the_drawing_in_the_window(
    open_page: OpenPage, bridge: Graph, width: int
) -> None:
    page = open_page(bridge, "#view=graph&sure=all", width=width).page
    for _ in range(3):
        page.click("#closer")
    page.click("#fit")
    outside = page.evaluate(
        """() => [...drawn].filter(([box, y]) => {
          const from = network.canvasToDOM({ x: box.x - box.width / 2, y: y - box.height / 2 });
          const to = network.canvasToDOM({ x: box.x + box.width / 2, y: y + box.height / 2 });
          return from.x < 0 || from.y < 0 || to.x > container.clientWidth || to.y > container.clientHeight;
        }).length"""
    )
    assert outside == 0


@pytest.mark.parametrize("detail", [False, True], ids=["list", "card"])
@pytest.mark.parametrize("view", ["overview", "read", "graph", "table"])
def test_nothing_is_cut_off_on_a_telephone(
    open_page: OpenPage, bridge: Graph, view: str, *, detail: bool
) -> None:
    address = at(iri_of(bridge, BRIDGE)) if detail else "#"
    page = open_page(bridge, f"{address}&view={view}&sure=all", width=390).page
    page.evaluate("byId('filters').open = true")
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main *, header *, nav *, aside *")].filter((each) => {
          if (!each.checkVisibility() || each.closest("#graph") || !each.textContent.trim()) return false;
          const { left, right } = each.getBoundingClientRect();
          return left < -1 || right > innerWidth + 1;
        }).map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_card_on_a_telephone_leaves_its_claim_in_sight(
    open_page: OpenPage, bridge: Graph
) -> None:
    page = open_page(bridge, f"{at(iri_of(bridge, BRIDGE))}&view=read", width=390).page
    claim, card, tabs = (
        page.locator(selector).first.bounding_box()
        for selector in (".claim.at", "#panel", ".switch")
    )
    assert claim is not None
    assert card is not None
    assert tabs is not None
    assert claim["y"] + claim["height"] <= card["y"]
    assert card["y"] + card["height"] <= tabs["y"] + 1


def test_where_says_headline_outlet_and_day(open_page: OpenPage, ferry: Graph) -> None:
    opened = open_page(ferry, "#view=table")
    where = opened.page.locator("#rows td[data-name=Where]").all_inner_texts()
    assert where[0].split("\n") == ["Ferry sinks", "Harbour Post, 1 May 2024"]
