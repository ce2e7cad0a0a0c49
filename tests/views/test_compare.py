"""Who disputes what whom says, side by side; and where a claim came first, and who had it when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types

from tests.views.printing import Printed, Said, printed
from tests.views.reading import every_text, press
from tests.views.test_hostile import HOSTILE
from tests.views.town import TOWN, contradict, town

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from rdflib import Graph

    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser

TOLD = "Nobody in the street was told of it"
SHORT = "It rained"


def told_by(publisher: str, day: date | None, words: str = TOLD, *, text: str = "") -> Printed:
    text = text or f"{words}, Jo Lund said. {publisher}."
    return Printed(
        title=f"In the {publisher}",
        publisher=publisher,
        day=day,
        text=text,
        name=f"{publisher}.txt",
        said=(Said("Jo Lund", (words,), by="Jo Lund", cue="said"),),
    )


def dots(page: Page) -> list[str]:
    return [str(dot.get_attribute("aria-label")) for dot in page.locator(".dot").all()]


def test_both_sides_stand_beside_each_other_in_their_passages(open_page: OpenPage) -> None:
    opened = open_page(town(), "#view=compare")
    assert opened.page.inner_text("#compare-disputes") == "Disputes 2"
    headings = opened.page.locator(".pair h2").all_inner_texts()
    assert [" ".join(words.split()) for words in headings] == [
        "Ida Holm against Piet Dahl a contradiction",
        "Ida Holm against Piet Dahl disputed in the same article",
    ]
    sides = opened.page.locator(".pair >> nth=0").locator(".sides > div")
    marks = [side.locator("mark.content").all_inner_texts() for side in sides.all()]
    assert marks == [
        ["“The valve was closed within ten minutes,”"],
        ["“It took them two hours to close it,”"],
    ]
    boxes = [side.bounding_box() for side in sides.all()]
    assert boxes[0] and boxes[1] and boxes[0]["y"] == boxes[1]["y"]  # noqa: PT018 - for the types
    sides.first.locator(".hint .link").click()
    assert opened.heading().startswith("The valve was closed")


def test_people_who_contradict_each_other_stand_before_the_voices_of_outlets(
    open_page: OpenPage,
) -> None:
    graph = town((replace(Printed(), day=date(2023, 5, 1)), *TOWN))
    contradict(graph, "Waves came over the wall", "The harbour is closed")
    heads = open_page(graph, "#view=compare").page.locator(".pair h2").all_inner_texts()
    assert heads[0].startswith("Ida Holm against Piet Dahl")
    assert heads[-1].startswith("Ida Holm against Harbour Post")


@pytest.mark.parametrize(
    ("address", "number"),
    [
        pytest.param("", 2, id="all"),
        pytest.param("&outlet=Estuary+Post", 1, id="the other side is heard, whatever is filtered"),
        pytest.param("&outlet=Lowmere+Gazette", 0, id="neither side is there"),
        pytest.param("&sure=nearly", 2, id="both are sure"),
    ],
)
def test_disputes_obey_the_filters(open_page: OpenPage, address: str, number: int) -> None:
    opened = open_page(town(), f"#view=compare{address}")
    assert opened.page.locator(".pair").count() == number
    assert (opened.page.inner_text("#unpaired") == "") is (number > 0)


def test_what_is_doubtful_disputes_nothing_until_it_is_shown(open_page: OpenPage) -> None:
    from dataclasses import replace

    first = replace(TOWN[0], said=(*TOWN[0].said[:3], replace(TOWN[0].said[3], claim_sure=0.2)))
    graph = town(articles=(first, *TOWN[1:]))
    assert open_page(graph, "#view=compare").page.locator(".pair").count() == 1
    assert open_page(graph, "#view=compare&sure=all").page.locator(".pair").count() == 2


def test_where_a_claim_came_first_and_who_had_it_when(open_page: OpenPage) -> None:
    opened = open_page(town(), "#view=compare")
    opened.page.click("#compare-spread")
    assert opened.page.inner_text(".pair h2") == TOLD
    assert opened.page.inner_text(".pair .hint") == (
        "Piet Dahl · first in Northern Wire, 2 Mar 2024 · 3 articles"
    )
    assert dots(opened.page) == [
        "Northern Wire, 2 Mar 2024, first",
        "Estuary Post, 3 Mar 2024",
        "Lowmere Gazette, 6 Mar 2024",
    ]
    left = [float((dot.bounding_box() or {"x": 0})["x"]) for dot in opened.page.locator(".dot").all()]  # fmt: skip
    assert left == sorted(left)
    assert opened.page.inner_text(".scale").split("\n") == ["2 Mar 2024", "6 Mar 2024"]
    opened.page.click(".dot >> nth=2")
    assert "On the wireless" in opened.page.inner_text("#panel .place")
    assert "compare=spread" in opened.page.url


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        pytest.param(
            [("A Post", date(2024, 5, 1)), ("B Post", date(2024, 5, 1))],
            "first on 1 May 2024, in several at once",
            id="nobody was first",
        ),
        pytest.param([("A Post", None), ("B Post", None)], "no day is given", id="no day"),
        pytest.param(
            [("A Post", None), ("B Post", date(2024, 5, 2))],
            "first in B Post, 2 May 2024",
            id="what has no day does not come first",
        ),
    ],
)
def test_who_was_first(
    open_page: OpenPage, articles: list[tuple[str, date | None]], said: str
) -> None:
    graph = printed(*(told_by(*each) for each in articles))
    opened = open_page(graph, "#view=compare&compare=spread")
    assert f"Jo Lund · {said}" in opened.page.inner_text(".pair .hint")


def test_wire_copies_are_seen_though_they_count_once(open_page: OpenPage) -> None:
    first, copy = told_by("A Post", date(2024, 5, 1)), told_by("B Post", date(2024, 5, 2))
    opened = open_page(
        printed(first, copy, copies=((copy, first),)), "#view=compare&compare=spread"
    )
    assert opened.notice().startswith("1 claim ")
    assert dots(opened.page) == ["A Post, 1 May 2024, first", "B Post, 2 May 2024"]


@pytest.mark.parametrize(
    "articles",
    [
        pytest.param([told_by("A Post", date(2024, 5, 1))], id="in one article"),
        pytest.param(
            [told_by("A Post", date(2024, 5, 1), SHORT), told_by("B Post", date(2024, 5, 2), SHORT)],
            id="too short to be told from others",
        ),
    ],
)  # fmt: skip
def test_what_does_not_spread(open_page: OpenPage, articles: list[Printed]) -> None:
    opened = open_page(printed(*articles), "#view=compare&compare=spread")
    assert opened.page.locator(".pair").count() == 0
    assert opened.page.inner_text("#unpaired") != ""


def test_what_has_something_is_open_at_first(open_page: OpenPage) -> None:
    graph = printed(
        told_by("A Post", date(2024, 5, 1)),
        told_by("B Post", date(2024, 5, 2)),
    )
    opened = open_page(graph, "#view=compare")
    pressed = opened.page.locator("#compare-view .switch [aria-pressed=true]")
    assert pressed.inner_text() == "Spread 1"
    assert len(dots(opened.page)) == 2
    opened.page.click("#compare-disputes")  # what one chooses stays, though it has nothing
    assert pressed.inner_text() == "Disputes 0"
    opened.page.reload()
    assert pressed.inner_text() == "Disputes 0"
    assert open_page(town(), "#view=compare").page.get_attribute("#compare-disputes", "aria-pressed") == "true"  # fmt: skip


def test_the_keyboard_alone(open_page: OpenPage) -> None:
    opened = open_page(town(), "#view=compare")
    opened.page.focus("#compare-spread")
    press(opened.page, "Enter", "Tab", "Tab", "Enter")
    assert opened.heading() == TOLD
    press(opened.page, "Escape")
    assert opened.page.evaluate("document.activeElement.id") == "compare-view"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("compare", ["disputes", "spread"])
def test_no_barriers(open_page: OpenPage, compare: str, width: int, *, dark: bool) -> None:
    opened = open_page(town(), f"#view=compare&compare={compare}", width=width, dark=dark)
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    assert opened.complaints == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE.items()])
@pytest.mark.parametrize("compare", ["disputes", "spread"])
def test_hostile_text_is_only_text(open_page: OpenPage, compare: str, words: str) -> None:
    graph: Graph = every_text(town(), f"{words} so they all said it")
    opened = open_page(graph, f"#view=compare&compare={compare}")
    assert words.split(maxsplit=1)[0] in (opened.page.text_content("#pairs") or "")
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.locator("#pairs img, #pairs a").count() == 0
    assert opened.complaints == []
