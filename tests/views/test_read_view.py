"""Reading an article on the page: its text, the claims in it, and the way from one to the next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types

from kg.config import KeepText
from tests.views.printing import HARBOUR, SAID, Printed, Said, printed, statement_iri
from tests.views.reading import at, every_text, press

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from rdflib import Graph

    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser

STEPS = [
    "The harbour is closed",
    "Two boats sank, Nobody was hurt.",
    "Holm said the pier will be rebuilt",
    "the pier will be rebuilt",
    "It was dark",
]
OTHER = Printed(
    title=None,
    publisher=None,
    day=date(2024, 5, 3),
    url="https://www.ferry.example.org/a",
    text="The ferry runs again, Jo Lund said.",
    said=(Said("Jo Lund", ("The ferry runs again",), by="Jo Lund", cue="said"),),
    name="archive/ferry.txt",
)


@pytest.fixture
def harbour() -> Graph:
    return printed(Printed())


@pytest.fixture
def two() -> Graph:
    return printed(Printed(), OTHER)


def marked(page: Page) -> list[str]:
    """The words of the claims in the text that one can go to, each with what stands before it."""
    labels = page.locator("#reading .claim[role=button]")
    return [str(each.get_attribute("aria-label")) for each in labels.all()]


# ---------------------------------------------------------------- the text


def test_an_article_has_all_of_its_text_in_paragraphs(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, "#view=read")
    paragraphs = opened.page.locator("#reading .paragraph > p:last-child").all_text_contents()
    assert paragraphs == HARBOUR.split("\n\n")
    assert opened.page.locator("#reading .hint").count() == 0
    assert opened.page.locator(".after-gap").count() == 0


def test_a_build_that_kept_less_says_so(open_page: OpenPage) -> None:
    said = (SAID[0], SAID[-1])
    opened = open_page(printed(Printed(said=said, keep=KeepText.PASSAGES)), "#view=read&sure=all")
    paragraphs = opened.page.locator("#reading .paragraph > p:last-child").all_text_contents()
    assert paragraphs == [HARBOUR.split("\n\n")[0], HARBOUR.split("\n\n")[2]]
    assert opened.page.locator(".after-gap").count() == 1
    assert "--keep-text full" in opened.page.inner_text("#reading .hint")


def test_a_build_that_kept_no_text_has_the_words_of_the_claims(open_page: OpenPage) -> None:
    opened = open_page(printed(Printed(keep=KeepText.NONE)), "#view=read")
    assert "The harbour is closed" in opened.page.inner_text("#reading")
    assert "Monday" not in opened.page.inner_text("#reading")


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("One here.\nTwo, Ida said.", ["One here.", "Two, Ida said."], id="lines"),
        pytest.param(
            "One\nhere.\n \nTwo, Ida said.", ["One\nhere.", "Two, Ida said."], id="blank lines"
        ),
        pytest.param(
            "😀 One 😀\n\nTwo, Ida said.", ["😀 One 😀", "Two, Ida said."], id="beyond the BMP"
        ),
    ],
)
def test_paragraphs(open_page: OpenPage, text: str, paragraphs: list[str]) -> None:
    said = (Said("Ida", ("Two",), by="Ida", cue="said"),)
    opened = open_page(printed(Printed(text=text, said=said)), "#view=read")
    found = opened.page.locator("#reading .paragraph > p:last-child").all_text_contents()
    assert found == paragraphs
    assert opened.page.locator("#reading .claim[role]").all_text_contents() == ["Two"]


# ---------------------------------------------------------------- the claims in it


def test_every_claim_is_marked_with_its_speaker(open_page: OpenPage, harbour: Graph) -> None:
    page = open_page(harbour, "#view=read&sure=all").page
    assert marked(page) == [
        "Ida Holm: The harbour is closed",
        "Ida Holm: Two boats sank, Nobody was hurt., doubtful",
        "officials: Holm said the pier will be rebuilt",
        "Ida Holm: the pier will be rebuilt",
        "He: that the lamps had failed, doubtful",
        "The watchman: It was dark, doubtful",
    ]


def test_one_colour_a_speaker(open_page: OpenPage, harbour: Graph) -> None:
    page = open_page(harbour, "#view=read&sure=all").page
    ground = "element => getComputedStyle(element).backgroundColor"
    colours = {
        words: page.locator(f"#reading .claim:text-is('{words}')").first.evaluate(ground)
        for words in (
            "The harbour is closed",
            "“Two boats sank,”",
            "the pier will be rebuilt",
            "Holm said ",
        )
    }
    assert len(set(list(colours.values())[:3])) == 1
    assert colours["Holm said "] != colours["The harbour is closed"]


def test_names_stand_beside_where_their_claims_begin(open_page: OpenPage, harbour: Graph) -> None:
    page = open_page(harbour, "#view=read&sure=all").page
    margins = page.locator("#reading .margin").all_inner_texts()
    assert [words.split() for words in margins] == [
        ["Ida", "Holm?"],
        ["officials", "Ida", "Holm"],
        ["He?", "The", "watchman"],
    ]


def test_the_articles_own_voice_is_marked_when_asked_for(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, "#view=read")
    assert "Waves" not in " ".join(marked(opened.page))
    opened.page.check("#voice")
    assert "Harbour Post: Waves came over the wall." in marked(opened.page)
    again = open_page(harbour, "#" + opened.page.url.partition("#")[2])
    assert marked(again.page) == marked(opened.page)
    assert Axe().run(again.page).violations_count == 0


def test_what_is_left_out_as_doubtful_keeps_a_hairline(open_page: OpenPage, harbour: Graph) -> None:
    page = open_page(harbour, "#view=read").page
    left_out = page.locator("#reading .claim.left-out")
    assert left_out.all_inner_texts() == ["that the lamps had failed", '"It was dark"']
    width = "element => getComputedStyle(element).backgroundColor"
    assert set(left_out.evaluate_all(f"elements => elements.map({width})")) == {"rgba(0, 0, 0, 0)"}


def test_filters_take_marks_away_and_leave_the_text(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, "#view=read&sure=all")
    opened.page.check("#by-kind label:has-text('a group') input")
    assert marked(opened.page) == ["officials: Holm said the pier will be rebuilt"]
    assert "the lamps had failed" in opened.page.inner_text("#reading")


# ---------------------------------------------------------------- to the card, and to the next


def test_a_click_opens_the_card(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, "#view=read")
    opened.page.click("#reading .claim:text-is('“Nobody was hurt.”')")
    assert opened.heading() == STEPS[1]
    assert opened.page.locator("#panel blockquote").count() == 0  # it stands beside it
    assert opened.page.locator("#reading .claim.at").all_inner_texts() == [
        "“Two boats sank,”",
        "“Nobody was hurt.”",
    ]
    opened.page.click("#close")
    assert opened.page.locator("#panel").is_hidden()


def test_a_click_on_a_claim_in_a_claim_opens_the_inner_one_then_the_outer(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, "#view=read")
    inner = opened.page.locator("#reading .claim:text-is('the pier will be rebuilt')")
    inner.click()
    assert opened.heading() == STEPS[3]
    inner.click()
    assert opened.heading() == STEPS[2]


def test_arrows_lead_from_claim_to_claim(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, "#view=read")
    opened.page.focus("#read-view")
    seen = []
    for _ in range(3):
        press(opened.page, "ArrowDown")
        seen.append(opened.heading())
    assert seen == STEPS[:3]
    assert opened.page.inner_text("#step") == "3 of 6"
    press(opened.page, "ArrowUp")
    assert opened.heading() == STEPS[1]
    opened.page.click("text=next claim ↓")
    assert opened.heading() == STEPS[2]
    opened.page.click("text=↑ claim before")
    assert opened.heading() == STEPS[1]


def test_the_keyboard_reads_an_article(open_page: OpenPage, harbour: Graph) -> None:
    opened = open_page(harbour, "#view=read")
    opened.page.focus("#read-view")
    for _ in range(12):
        press(opened.page, "Tab")
        if opened.page.evaluate("document.activeElement.matches('#reading .claim')"):
            break
    assert opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    press(opened.page, "Enter")
    assert opened.heading() == STEPS[0]
    assert opened.page.evaluate("document.activeElement.id") == "panel"
    press(opened.page, "Escape")
    assert opened.heading() == ""
    assert opened.page.evaluate("document.activeElement.textContent") == STEPS[0]


def test_a_claim_further_down_is_brought_into_sight(open_page: OpenPage) -> None:
    filler = "\n\n".join(f"Nothing happened on day {day}. " * 9 for day in range(40))
    text = f"{filler}\n\nThe sea is calm, Jo Lund said."
    said = (Said("Jo Lund", ("The sea is calm",), by="Jo Lund", cue="said"),)
    graph = printed(Printed(text=text, said=said))
    for width in (1280, 390):
        opened = open_page(graph, f"{at(statement_iri(graph, 'The sea'))}&view=read", width=width)
        box = opened.page.locator("#reading .claim.at").bounding_box()
        assert box is not None
        assert 50 < box["y"] < (340 if width == 390 else 760)


# ---------------------------------------------------------------- the way there and back


@pytest.mark.parametrize("view", ["graph", "table"])
def test_every_claim_leads_to_its_place_and_back(
    open_page: OpenPage, two: Graph, view: str
) -> None:
    opened = open_page(two, f"{at(statement_iri(two, 'the pier'))}&view={view}")
    opened.page.click("#read-it")
    assert opened.page.inner_text("#reading h2") == "Harbour closed"
    assert opened.page.locator("#reading .claim.at").inner_text() == "the pier will be rebuilt"
    assert opened.heading() == STEPS[3]
    opened.page.click(f"text=← Back to the {view}")
    assert opened.page.is_visible(f"#{view}-view")
    assert opened.heading() == STEPS[3]
    opened.page.go_back()
    assert opened.page.locator("#reading .claim.at").inner_text() == "the pier will be rebuilt"


def test_the_list_has_every_article_with_a_name(open_page: OpenPage, two: Graph) -> None:
    opened = open_page(two, "#view=read")
    rows = [words.split("\n") for words in opened.page.locator("#library li").all_inner_texts()]
    assert rows == [
        ["Harbour closed", "Harbour Post, 1 May 2024 · 5 claims"],
        ["ferry.txt", "ferry.example.org, 3 May 2024 · 1 claim"],
    ]
    opened.page.click("#library .link:text-is('ferry.txt')")
    assert opened.page.inner_text("#reading .byline") == "ferry.example.org, 3 May 2024 · 1 claim"
    again = open_page(two, "#" + opened.page.url.partition("#")[2])
    assert again.page.inner_text("#reading h2") == "ferry.txt"
    again.page.click("text=← All articles")
    assert again.page.locator("#library li").count() == 2


def test_a_name_in_the_margin_leads_to_who_that_is_and_the_text_stays(
    open_page: OpenPage, harbour: Graph
) -> None:
    opened = open_page(harbour, "#view=read")
    opened.page.click("#reading .margin .link >> nth=0")
    assert opened.heading() == "Ida Holm"
    assert "The harbour is closed" in opened.page.inner_text("#reading")


# ---------------------------------------------------------------- for everybody


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", ["", "&open"], ids=["list", "text"])
def test_no_barriers(
    open_page: OpenPage, two: Graph, address: str, width: int, *, dark: bool
) -> None:
    target = at(statement_iri(two, "Two boats")) if address else "#"
    opened = open_page(two, f"{target}&view=read&voice=marked&sure=all", width=width, dark=dark)
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.complaints == []


@pytest.mark.parametrize(
    "words",
    ["</script><script>window.ran = true</script>", "<img src=x onerror='window.ran=true'>",
     "\u202egnp.exe", "__proto__", "x" * 5000, "הגשר אינו בטוח"],
)  # fmt: skip
@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_text_is_read_as_text(
    open_page: OpenPage, two: Graph, words: str, width: int
) -> None:
    opened = open_page(every_text(two, words), "#view=read&sure=all", width=width)
    assert opened.page.locator("#library li").count() == 2
    opened.page.locator("#library .link").first.click()
    assert words.replace("\u202e", "")[:50] in opened.page.inner_text("#reading h2")
    opened.page.wait_for_timeout(50)
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.locator("img").count() == 0
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.complaints == []
