"""What one can ask the claims for: facets, their counts, copies, days, and the address that keeps them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from rdflib import RDF, SDO, Graph, Literal, URIRef

from kg.model import Kind, QuotationType
from kg.rdf.vocabulary import CS
from tests.views.printing import Printed, Said, printed, statement_iri
from tests.views.reading import BRIDGE, every_text, press

if TYPE_CHECKING:
    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser

CALM = Said("Jo Lund", ("The sea is calm",), by="Jo Lund", cue="said", how=QuotationType.DIRECT)
COLD = Said("Ida Holm", ("the water is cold",), by="Ida Holm", cue="said")
DEEP = Said("Jo Lund", ("the harbour is deep",), by="she", cue="added")
SEA = "The sea is calm, Jo Lund said. Ida Holm said the water is cold. Lund said, and she added that the harbour is deep."
MONDAY = Printed(title="Calm sea", text=SEA, said=(CALM, COLD, DEEP), day=date(2024, 5, 1))
COPY = Printed(
    title="Calm", publisher="Pier News", text=SEA, said=(CALM, COLD, DEEP), day=date(2024, 5, 2)
)
WIND = Printed(
    title="Wind",
    publisher="Pier News",
    text="Officials fear the wind. Jo Lund said the wind is strong.",
    said=(
        Said("Officials", ("the wind",), by="Officials", cue="fear", kind=Kind.GROUP),
        Said("Jo Lund", ("the wind is strong",), by="Jo Lund", cue="said"),
    ),
    day=date(2024, 5, 4),
)


@pytest.fixture
def news() -> Graph:
    """Three articles, the second of which prints the text of the first."""
    return printed(MONDAY, COPY, WIND, copies=((COPY, MONDAY),))


def box(facet: str, words: str) -> str:
    """The box of a value."""
    return f"#by-{facet} label:has-text({words!r}) input"


# ---------------------------------------------------------------- values and counts


def test_values_have_the_number_of_their_claims(open_page: OpenPage, news: Graph) -> None:
    opened = open_page(news, "#view=table")
    assert opened.notice() == "5 claims from 3 sources in 2 articles."
    assert opened.facet("source") == ["Jo Lund 3", "Ida Holm 1"]
    assert opened.facet("kind") == [
        "a named source 4",
        "a group, no names 1",
        "nobody named at all 1",
    ]
    assert opened.facet("outlet") == ["Harbour Post 3", "Pier News 2"]
    assert opened.facet("article") == ["Calm sea 3", "Wind 2"]


def test_counts_follow_the_other_facets_and_not_their_own(open_page: OpenPage, news: Graph) -> None:
    opened = open_page(news, "#view=table")
    opened.page.check(box("outlet", "Pier News"))
    assert opened.notice() == "2 claims from 2 sources in 1 article."
    assert opened.facet("source") == ["Jo Lund 1"]
    assert opened.facet("outlet") == ["Pier News 2", "Harbour Post 3"]  # chosen ones rise
    opened.page.check(box("source", "Jo Lund"))
    assert opened.rows() == ["the wind is strong"]
    assert opened.facet("outlet") == ["Pier News 1", "Harbour Post 2"]


def test_values_of_one_facet_are_or_and_facets_are_and(open_page: OpenPage, news: Graph) -> None:
    opened = open_page(news, "#view=table")
    opened.page.check(box("source", "Ida Holm"))
    opened.page.check(box("source", "Jo Lund"))
    assert opened.notice() == "4 claims from 2 sources in 2 articles."
    opened.page.check(box("article", "Calm sea"))
    assert opened.rows() == ["The sea is calm", "the water is cold", "the harbour is deep"]


def test_what_is_chosen_stays_in_sight_at_nothing(open_page: OpenPage, news: Graph) -> None:
    opened = open_page(news, "#view=table")
    opened.page.check(box("source", "Ida Holm"))
    opened.page.fill("#search", "wind")
    assert opened.facet("source") == ["Ida Holm 0", "Jo Lund 1"]
    assert opened.notice() == "No claim matches."


def test_the_search_and_the_facets_count_each_other(open_page: OpenPage, news: Graph) -> None:
    opened = open_page(news, "#view=table")
    opened.page.fill("#search", "harbour")
    assert opened.facet("source") == ["Jo Lund 2", "Ida Holm 1"]  # the paper's name counts


@pytest.mark.parametrize(
    ("facet", "words", "found"),
    [
        ("source", "Ada Berg", [BRIDGE, "officials fear a storm"]),
        ("about", "the bridge", ["The bridge at Lundby after the storm.", BRIDGE]),
        ("kind", "the article itself", ["Trucks stood in line."]),
        ("kind", "a document or picture", ["Lundby was perhaps flooded"]),
        ("kind", "somebody not named", ["Residents leaving in 2024"]),
        ("quoted", "caption", ["The bridge at Lundby after the storm."]),
        ("does", "saw or knows it", ["Residents leaving in 2024"]),
        ("does", "believes it", ["a storm"]),
        ("certain", "possible", ["Lundby was perhaps flooded"]),
    ],
)
def test_a_value_keeps_its_claims(
    open_page: OpenPage, bridge: Graph, facet: str, words: str, found: list[str]
) -> None:
    opened = open_page(bridge, "#view=table&sure=all")
    [told] = [value for value in opened.facet(facet) if value.startswith(words)]
    opened.page.check(box(facet, words))
    assert opened.rows() == found
    assert told == f"{words} {len(found)}"
    assert open_page(bridge, "#" + opened.page.url.partition("#")[2]).rows() == found


def test_at_first_nothing_newsworthy_is_hidden(open_page: OpenPage, bridge: Graph) -> None:
    opened = open_page(bridge, "#view=table")
    assert "Residents leaving in 2024" in opened.rows()  # "were seen leaving"
    assert "a storm" not in opened.rows()  # it is likelier wrong than right
    assert opened.page.is_hidden("#clear")


# ---------------------------------------------------------------- names to type


@pytest.fixture
def clerks(ferry: Graph) -> Graph:
    for number in range(400):
        clerk = URIRef(f"https://example.org/clerk{number:03}")
        ferry.add((clerk, RDF.type, SDO.Person))
        ferry.add((clerk, SDO.name, Literal(f"Clérk {number:03}")))
        ferry.add((URIRef("https://example.org/ferry/b2"), CS.source, clerk))
    return ferry


def test_a_long_list_begins_with_the_most_frequent_and_a_name_finds_the_others(
    open_page: OpenPage, clerks: Graph
) -> None:
    opened = open_page(clerks, "#view=table")
    assert opened.facet("source")[:2] == ["Ida Holm 2", "Clérk 000 1"]
    assert len(opened.facet("source")) == 6
    assert opened.page.inner_text("#by-source .hint") == "395 more: type a name"
    opened.page.fill("#by-source .find", "clerk 39")
    assert opened.facet("source") == [f"Clérk {number} 1" for number in range(390, 400)]
    opened.page.check(box("source", "Clérk 399"))
    assert len(opened.rows()) == 1
    again = open_page(clerks, "#" + opened.page.url.partition("#")[2])
    assert again.facet("source")[0] == "Clérk 399 1"
    again.page.fill("#by-source .find", "nobody of that name")
    assert again.page.inner_text("#by-source .hint") == "No such name."


def test_the_keyboard_chooses_and_keeps_its_place(open_page: OpenPage, clerks: Graph) -> None:
    opened = open_page(clerks, "#view=table")
    opened.page.focus("#by-source .find")
    opened.page.keyboard.type("clerk 399")
    press(opened.page, "Tab", "Space")
    assert len(opened.rows()) == 1
    assert opened.page.evaluate("document.activeElement.checked")
    assert "clerk399" in opened.page.evaluate("document.activeElement.dataset.value")
    press(opened.page, "Space")
    assert len(opened.rows()) == 4


# ---------------------------------------------------------------- what is chosen, as words


def test_what_is_chosen_can_be_taken_off_one_by_one_or_all(
    open_page: OpenPage, news: Graph
) -> None:
    opened = open_page(news, "#view=table")
    before = opened.notice()
    opened.page.check(box("source", "Jo Lund"))
    opened.page.check(box("outlet", "Pier News"))
    opened.page.fill("#from", "2024-05-02")
    chips = opened.page.locator(".chip")
    assert chips.all_inner_texts() == ["Jo Lund ×", "Pier News ×", "2 May 2024 ×"]
    chips.first.click()
    assert chips.all_inner_texts() == ["Pier News ×", "2 May 2024 ×"]
    opened.page.click("#clear")
    assert opened.notice() == before
    assert chips.count() == 0
    assert opened.page.url.endswith("#view=table")


def test_the_address_is_a_saved_view(open_page: OpenPage, news: Graph) -> None:
    opened = open_page(news, "#view=table")
    opened.page.check(box("source", "Jo Lund"))
    opened.page.check(box("source", "Ida Holm"))
    opened.page.check(box("quoted", "reported"))
    opened.page.click("#sure label:has(input[value=nearly])")
    opened.page.uncheck("#copies")
    again = open_page(news, "#" + opened.page.url.partition("#")[2])
    assert again.rows() == opened.rows()
    assert again.page.locator(".chip").all_inner_texts() == [
        "Jo Lund ×",
        "Ida Holm ×",
        "reported ×",
    ]
    assert again.page.is_checked("#sure input[value=nearly]")
    assert not again.page.is_checked("#copies")


def test_nobody_named_at_all_takes_one_tick(open_page: OpenPage) -> None:
    group = Said("Officials", ("the wind",), by="Officials", cue="fear", kind=Kind.GROUP)
    nobody = Said("He", ("it blows",), by="He", cue="says", kind=Kind.UNNAMED)
    both = Said("Jo Lund", ("the wind is strong",), by="Jo Lund", cue="said")
    text = "Officials fear the wind. He says it blows. Jo Lund said the wind is strong."
    graph = printed(Printed(text=text, said=(group, nobody, both)))
    [named] = (node for node in graph.subjects(SDO.name, Literal("Jo Lund")))
    statement = URIRef(statement_iri(graph, "the wind is strong"))
    graph.add((statement, CS.source, next(graph.subjects(SDO.name, Literal("Officials")))))
    assert (statement, CS.source, named) in graph
    opened = open_page(graph, "#view=table")
    assert "nobody named at all 2" in opened.facet("kind")
    opened.page.check(box("kind", "nobody named at all"))
    assert opened.rows() == ["the wind", "it blows"]


# ---------------------------------------------------------------- copies and days


def test_wire_copies_count_once_until_one_asks(open_page: OpenPage, news: Graph) -> None:
    opened = open_page(news, "#view=table")
    assert opened.page.inner_text("#copy-count") == "3"
    assert opened.rows().count("The sea is calm") == 1
    opened.page.uncheck("#copies")
    assert opened.rows().count("The sea is calm") == 2
    assert opened.notice() == "8 claims from 3 sources in 3 articles."


def test_a_copy_is_read_with_its_claims_and_says_whose_text_it_prints(
    open_page: OpenPage, news: Graph
) -> None:
    opened = open_page(news, "#view=read")
    opened.page.evaluate("openText(articles.find((each) => each.headline === 'Calm'))")
    assert opened.page.locator("#reading .claim[role]").count() == 3
    opened.page.evaluate("select(state.open)")
    opened.page.click("#panel dd .link:text-is('Calm sea')")
    assert opened.page.inner_text("#reading h2") == "Calm sea"


def test_the_card_says_where_a_claim_is_printed_too(open_page: OpenPage, news: Graph) -> None:
    opened = open_page(news, "#view=table")
    opened.page.click("#rows .link:text-is('the harbour is deep')")
    told = opened.page.locator("#panel section:has(h3:text-is('Also printed in')) li")
    assert told.all_inner_texts() == ["Calm\nPier News, 2 May 2024"]


def test_graphs_without_copies_have_no_switch(open_page: OpenPage, ferry: Graph) -> None:
    assert open_page(ferry).page.locator("#copies").is_hidden()


def test_bars_are_as_tall_as_the_claims_that_pass_the_rest(
    open_page: OpenPage, news: Graph
) -> None:
    opened = open_page(news, "#view=table")
    bars = opened.page.locator("#timeline button")
    assert [bar.get_attribute("aria-label") for bar in bars.all()] == [
        "1 May 2024: 3 claims", "2 May 2024: 0 claims", "3 May 2024: 0 claims", "4 May 2024: 2 claims",
    ]  # fmt: skip
    opened.page.check(box("source", "Ida Holm"))
    assert bars.last.is_disabled()
    bars.first.click()
    assert opened.rows() == ["the water is cold"]


def test_nothing_is_dated(open_page: OpenPage) -> None:
    opened = open_page(printed(Printed(day=None)))
    assert opened.page.is_hidden("#dates")
    opened.page.click("#as-table")
    assert opened.complaints == []


# ---------------------------------------------------------------- for everybody


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_barriers_with_everything_chosen(
    open_page: OpenPage, clerks: Graph, width: int, *, dark: bool
) -> None:
    opened = open_page(clerks, "#view=table", width=width, dark=dark)
    opened.page.evaluate("byId('filters').open = true")
    for facet in ("source", "kind", "about", "outlet"):
        opened.page.locator(f"#by-{facet} input[type=checkbox]").first.check()
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "words",
    ["</script><script>window.ran = true</script>", "<img src=x onerror='window.ran=true'>",
     "\u202egnp.exe", "__proto__", "x" * 5000, "a b&source=c#d", '"]; x [y="'],
)  # fmt: skip
def test_hostile_names_are_only_words(open_page: OpenPage, news: Graph, words: str) -> None:
    opened = open_page(every_text(news, words), "#view=table&copies=all")
    for facet in ("source", "about", "outlet"):
        opened.page.evaluate(
            "facet => { const it = facetNamed.get(facet); toggle(it, 0); update(); }", facet
        )
    opened.page.evaluate("byId('by-source').querySelector('.find').hidden = false")
    opened.page.fill("#by-source .find", words[:40])
    assert opened.page.locator(".chip").count() == 3
    opened.page.focus(".chip")
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.locator("img").count() == 0
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert opened.complaints == []
    again = open_page(every_text(news, words), "#" + opened.page.url.partition("#")[2])
    assert again.rows() == opened.rows()


@pytest.mark.parametrize("how", [QuotationType.DIRECT, QuotationType.CAPTION])
def test_a_facet_with_one_value_in_all_is_no_choice(
    open_page: OpenPage, how: QuotationType
) -> None:
    said = Said("Jo Lund", ("The sea is calm",), by="Jo Lund", cue="said", how=how)
    opened = open_page(printed(Printed(text=SEA, said=(said,))))
    assert opened.page.is_hidden("#by-quoted")
    assert opened.page.is_hidden("#by-article")
