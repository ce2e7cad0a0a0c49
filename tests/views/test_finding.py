"""Finding claims on the page: search, filters, sorting, the overview, the address."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote

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
    opened = open_page(bridge, "#hide=&view=table")
    assert opened.rows() == IN_ORDER
    cells = opened.page.locator("#rows tr:nth-child(2) td").all_inner_texts()
    assert cells == [
        "Ada Berg",
        "direct · “said” · negated",
        "the bridge",
        "51\u2060–\u206064, 117\u2060–\u2060131",
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
    opened = open_page(bridge, "#hide=&view=table")
    opened.page.fill("#search", query)
    assert opened.rows() == found
    expected = f"{len(found)} of 7 claims" if found else "No claim matches."
    assert opened.page.inner_text("#notice").startswith(expected)


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


def test_an_address_of_a_claim_shows_it_whatever_its_attribution(
    open_page: OpenPage, bridge: Graph
) -> None:
    opened = open_page(bridge, at(iri_of(bridge, "a storm")))
    assert opened.heading() == "a storm"


def test_filters_count_claims(open_page: OpenPage, bridge: Graph) -> None:
    labels = (
        open_page(bridge).page.locator("fieldset label:visible:not(:has(select))").all_inner_texts()
    )
    assert [" ".join(label.split()) for label in labels] == [
        "direct 1", "indirect 4", "narration 1", "caption 1",
        "assertion 2", "belief 1", "fact 1",
        "certain 1", "possible 1", "unspecified 5",
        "organisation 2", "person 2", "not named 1", "video 1", "group 1", "publication 1",
    ]  # fmt: skip


def test_the_address_keeps_what_is_shown(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#hide=&view=table")
    opened.page.fill("#search", "storm")
    opened.page.uncheck("input[value=caption]")
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
    opened = open_page(ferry, "#hide=&view=graph")
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
def test_the_table_can_be_sorted(
    open_page: OpenPage, bridge: Graph, column: str, first: str
) -> None:
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
def test_one_source_or_subject(
    open_page: OpenPage, bridge: Graph, choice: str, option: str, found: list[str]
) -> None:
    opened = open_page(bridge, "#hide=&view=table")
    [label] = [
        text
        for text in opened.page.locator(f"#one-{choice} option").all_inner_texts()
        if option in text
    ]
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


def test_words_of_the_passage_are_found_where_no_claim_has_them(
    open_page: OpenPage, bridge: Graph
) -> None:
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


def test_sources_of_one_name_count_as_one_and_each_leads_to_the_others(
    open_page: OpenPage, ferry: Graph
) -> None:
    other = URIRef("https://example.org/ferry/holm-in-a")
    ferry.add((other, RDF.type, SDO.Person))
    ferry.add((other, SDO.name, Literal("Ida Holm")))
    ferry.set((URIRef("https://example.org/ferry/a2"), CS.source, other))
    opened = open_page(ferry, "#hide=")
    assert opened.page.inner_text("#notice") == "4 claims from 2 sources in 2 articles."
    sources = opened.page.locator("#panel section:has-text('Sources') .counted").all_inner_texts()
    assert [words.split("\n") for words in sources] == [
        ["Ida Holm", "3", "person"],
        ["a harbour official", "1", "not named"],
    ]
    again = open_page(ferry, at(str(other)) + "&hide=")
    elsewhere = again.page.locator("#panel section:has-text('other articles') .counted")
    assert elsewhere.inner_text().split("\n") == ["Ida Holm", "2", "What the pilot wrote"]
    elsewhere.locator("button").click()
    assert again.page.inner_text("#panel .identifier") == "https://example.org/ferry/holm"


def test_a_list_to_choose_from_has_the_most_frequent_and_whoever_is_chosen(
    open_page: OpenPage, ferry: Graph
) -> None:
    for number in range(400):
        clerk = URIRef(f"https://example.org/clerk{number:03}")
        ferry.add((clerk, RDF.type, SDO.Person))
        ferry.add((clerk, SDO.name, Literal(f"Clerk {number:03}")))
        ferry.add((URIRef("https://example.org/ferry/b2"), CS.source, clerk))
    opened = open_page(ferry, f"#view=table&hide=&source={quote('https://example.org/clerk399')}")
    options = opened.page.locator("#one-source option").all_inner_texts()
    assert options[:3] == ["any", "a harbour official (2)", "Ida Holm (2)"]
    assert len(options) == 302
    assert opened.page.locator("#one-source option:checked").inner_text() == "Clerk 399"
    assert len(opened.rows()) == 1


def test_the_dates_begin_with_the_days_of_the_articles(open_page: OpenPage, ferry: Graph) -> None:
    opened = open_page(ferry, "#hide=&view=table")
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
        "#from=yesterday&to=9999-99-99&hide=%00+__proto__",
        "#source=</script><script>window.ran=true</script>&about=__proto__&article=",
        "#" + "&".join(["at"] * 5000),
        "#q=" + "(.*)%2B%5B" * 300,
    ],
)
def test_a_broken_address_breaks_nothing(open_page: OpenPage, bridge: Graph, address: str) -> None:
    opened = open_page(bridge, address)
    assert opened.heading() in {"Who says it", "No claim matches"}
    assert opened.page.evaluate("window.ran") is None
    assert opened.complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_as_many_subjects_as_there_is_room_for(
    open_page: OpenPage, bridge: Graph, width: int
) -> None:
    opened = open_page(bridge, "#hide=&view=overview", width=width)
    assert opened.page.locator("#matrix thead th").count() >= 4
    assert opened.page.evaluate(
        "byId('overview-view').scrollWidth <= byId('overview-view').clientWidth"
    )


def test_everything_can_be_done_with_the_keyboard(open_page: OpenPage, bridge: Graph) -> None:
    """Search, read, cite, narrow, sort, change views and colours, and take away, without a mouse."""
    opened = open_page(bridge, "#hide=")
    page = opened.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def go_to(selector: str) -> None:
        for _ in range(60):
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
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"“{BRIDGE}”")
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
    go_to("#theme")
    press(page, "Enter")
    assert page.get_attribute("html", "data-theme") == "dark"
    go_to("input[value=caption]")
    press(page, "Space")
    assert page.inner_text("#notice").startswith("6 of 7 claims")
    go_to("#one-source")
    page.keyboard.type("Ada")
    assert page.inner_text("#notice").startswith("2 of 7 claims")
    go_to("#matrix .link")
    press(page, "Enter")
    assert page.is_visible("#graph-view")
    go_to("#graph")
    press(page, "ArrowDown")
    assert opened.heading() == BRIDGE
    assert opened.complaints == []
