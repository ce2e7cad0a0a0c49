"""How a quote changed on its way, word by word; and what one speaker said of one subject from day to day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from rdflib import SDO, Graph, Literal, URIRef

from kg.rdf.vocabulary import CS
from tests.views.printing import printed
from tests.views.reading import every_text, press
from tests.views.street import (
    ALONE,
    BROKEN,
    CUT,
    FIRST,
    HOLDS,
    RETOLD,
    THIRD,
    TOLD,
    say,
    street,
    value,
)
from tests.views.test_hostile import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser

DRIFT, STANCE = "#view=compare&compare=drift", "#view=compare&compare=stance"


def rows(page: Page) -> list[list[str]]:
    """Of each wording the outlet, the words, and what became of them."""
    found = []
    for row in page.locator(".wordings li").all():
        parts = [row.locator(".link").first, row.locator(".wording"), row.locator(".hint")]
        found.append([" ".join(part.inner_text().split()) for part in parts])
    return found


# ---------------------------------------------------------------- how a quote changed


def test_each_wording_stands_beside_the_one_that_quotes_most(open_page: OpenPage) -> None:
    page = open_page(street(), DRIFT).page
    assert " ".join(page.inner_text(".pair h2").split()) == "Jo Lund 3 wordings in 3 articles"
    assert rows(page) == [
        ["Estuary Post", TOLD, "quoted · “said” quotes most"],
        ["Northern Wire", "We were told nothing [9 words left out]", "quoted · “said” cut"],
        [
            "Lowmere Gazette",
            (
                "left out: We were added: that the town was told nothing until the river left out: had "
                "turned added: completely white on left out: 3 May added: 4 June"
            ),
            "reported · “told” other words other numbers paraphrased",
        ],
    ]
    page.click(".wordings .link >> nth=1")
    assert page.inner_text("#panel h2").startswith(CUT)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        pytest.param("It rained.", "It rained!", [["same", "It rained!"]], id="marks are no words"),
        pytest.param("IT’s wet", "It's wet", [["same", "It's wet"]], id="nor are their forms"),
        pytest.param("a b c", "a c", [["same", "a "], ["left out", "b", 1], ["same", "c"]], id="cut"),
        pytest.param("a c", "a b c", [["same", "a "], ["added", "b"], ["same", " c"]], id="added"),
        pytest.param(
            "a x y c", "a z c", [["same", "a "], ["left out", "x y", 2], ["added", "z"], ["same", " c"]],
            id="changed",
        ),
        pytest.param("a b", "a", [["same", "a"], ["left out", "b", 1]], id="cut at the end"),
        pytest.param("", "a b", [["added", "a b"]], id="nothing before"),
        pytest.param("a b", "", [["left out", "a b", 2]], id="nothing left"),
        pytest.param("桥不安全", "桥很安全", [["same", "桥"], ["left out", "不", 1], ["added", "很"], ["same", "安全"]], id="no spaces"),
    ],
)  # fmt: skip
def test_words_are_compared_one_by_one(
    open_page: OpenPage, before: str, after: str, pieces: list[list[object]]
) -> None:
    page = open_page(street(), DRIFT).page
    given = [before, after]
    found = page.evaluate("([one, other]) => comparedPieces(one, other)", given)
    assert found == pieces
    kept = "".join(str(piece[1]) for piece in found if piece[0] != "left out")
    assert kept == after


def test_a_hedge_that_came_or_went_is_told(open_page: OpenPage) -> None:
    graph = street()
    say(graph, CUT, CS.certainty, value("Possible"))
    page = open_page(graph, DRIFT).page
    assert rows(page)[1][2] == "quoted · “said” · possible cut hedged"
    say(graph, CUT, CS.certainty, value("Unspecified"))
    say(graph, TOLD, CS.certainty, value("Probable"))
    assert rows(open_page(graph, DRIFT).page)[1][2] == "quoted · “said” cut no longer hedged"


def test_without_a_judgement_it_says_what_to_run(open_page: OpenPage) -> None:
    opened = open_page(street(judged=False), DRIFT)
    assert opened.page.locator(".pair").count() == 0
    told = opened.page.inner_text("#unpaired")
    assert "kg link my-graph -o judgements.sssom.tsv" in told
    assert "kg merge my-graph -o joined --judgements judgements.sssom.tsv" in told
    judged = open_page(street(), f"{DRIFT}&q=tin")
    assert judged.page.inner_text("#unpaired") == (
        "No quote that is shown changed from one article to another."
    )


def test_what_is_filtered_out_is_heard_beside_what_is_shown(open_page: OpenPage) -> None:
    page = open_page(street(), f"{DRIFT}&outlet=Northern+Wire").page
    assert [row[0] for row in rows(page)] == ["Estuary Post", "Northern Wire", "Lowmere Gazette"]
    assert ALONE not in page.inner_text("#pairs")


def test_what_somebody_denies_is_no_wording_of_what_they_say(open_page: OpenPage) -> None:
    first, other = (
        replace(FIRST, publisher=name, text=f"{name}. {FIRST.text}", name=name) for name in "AB"
    )
    graph = printed(first, other)
    said, denied = (URIRef(each) for each in sorted(statements_of(graph, HOLDS)))
    graph.set((said, CS.quotationType, value("Direct")))
    assert [row[2] for row in rows(open_page(graph, DRIFT).page)] == [
        "quoted · “said” quotes most",
        "reported · “said” paraphrased",
    ]
    graph.set((denied, CS.polarity, value("Negated")))
    assert rows(open_page(graph, DRIFT).page) == []


def statements_of(graph: Graph, words: str) -> list[str]:
    [claim] = {node for node in graph.subjects(SDO.text, Literal(words)) if (None, CS.states, node) in graph}  # fmt: skip
    return [str(statement) for statement in graph.subjects(CS.states, claim)]


# ---------------------------------------------------------------- what somebody said then, and later


def test_what_differs_from_an_earlier_day_is_marked(open_page: OpenPage) -> None:
    page = open_page(street(), STANCE).page
    assert " ".join(page.inner_text(".pair h2").split()) == (
        "Piet Dahl on Ola Vik 2 claims on 2 days 1 unlike before"
    )
    table = page.locator(".stance tbody tr").all()
    told = [[" ".join(words.split()) for words in row.locator("th, td").all_inner_texts()] for row in table]  # fmt: skip
    assert told == [
        ["2 May 2024 Northern Wire", HOLDS, "affirmed", "not said", "20"],
        [
            "4 May 2024 Lowmere Gazette",
            BROKEN,
            "negated was affirmed",
            "possible was not said",
            "5 was 20",
        ],
    ]
    page.click(".stance .link >> nth=0")
    assert page.inner_text("#panel h2") == HOLDS


def test_what_is_said_again_in_the_same_words_stands_once(open_page: OpenPage) -> None:
    again = replace(FIRST, publisher="A Post", day=date(2024, 5, 3), name="again.txt", text=f"A Post. {FIRST.text}")  # fmt: skip
    page = open_page(printed(FIRST, again, THIRD), STANCE).page
    assert page.inner_text(".pair h2 small >> nth=0") == "3 claims on 3 days"
    words = page.locator(".stance tbody td:nth-child(2)").all_inner_texts()
    assert [" ".join(each.split()) for each in words] == [
        f"{HOLDS} and 1 time more, until 3 May 2024",
        BROKEN,
    ]


def test_one_day_is_no_stance_and_says_what_to_do(open_page: OpenPage) -> None:
    opened = open_page(street(), f"{STANCE}&from=2024-05-03")
    assert opened.page.locator(".pair").count() == 0
    assert "on several days" in opened.page.inner_text("#unpaired")


# ---------------------------------------------------------------- for everybody


@pytest.mark.parametrize("compare", [DRIFT, STANCE], ids=["drift", "stance"])
def test_the_keyboard_alone(open_page: OpenPage, compare: str) -> None:
    page = open_page(street(), compare).page
    page.focus("#compare-spread")
    press(page, *["Tab"] * (3 if compare == STANCE else 2), "Enter")
    assert page.inner_text("#panel h2") in {HOLDS, TOLD}
    press(page, "Escape")
    assert page.evaluate("document.activeElement.id") == "compare-view"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("compare", [DRIFT, STANCE], ids=["drift", "stance"])
def test_no_barriers(open_page: OpenPage, compare: str, width: int, *, dark: bool) -> None:
    opened = open_page(street(), compare, width=width, dark=dark)
    assert opened.page.locator(".pair").count() == 1
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    assert opened.complaints == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE.items()])
@pytest.mark.parametrize("compare", [DRIFT, STANCE], ids=["drift", "stance"])
def test_hostile_text_is_only_text(open_page: OpenPage, compare: str, words: str) -> None:
    graph = every_text(street(), words)
    opened = open_page(graph, compare)
    opened.page.evaluate("words => byId('unpaired').append(...markedWords('a b', words))", words)
    assert words.split(maxsplit=1)[0] in (opened.page.text_content("#compare-view") or "")
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.locator("#compare-view img, #compare-view a").count() == 0
    assert opened.complaints == []


def test_the_words_of_the_third_are_all_there(open_page: OpenPage) -> None:
    page = open_page(street(), DRIFT).page
    shown = page.evaluate(
        """() => { const copy = document.querySelectorAll(".wording")[2].cloneNode(true);
          for (const each of copy.querySelectorAll("del, .unseen")) each.remove();
          return copy.textContent; }"""
    )
    assert " ".join(shown.split()) == RETOLD
