"""The pages of a served build look like the page, and have answers in their passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from rdflib import Literal

from kg.merge import merge_graphs
from kg.query import questions
from kg.rdf import to_nquads
from kg.rdf.vocabulary import PREFIXES
from kg.store import build_store
from tests.query.newsroom import QUADS
from tests.servers.conftest import served
from tests.views.reading import press
from tests.views.test_hostile import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SAID = "/questions/said-by?name=Ada+Berg"


def open_at(browser: Browser, address: str, *, width: int = 1280, dark: bool = False) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(address)
    return page


@pytest.mark.browser
def test_questions_are_sentences_and_one_is_open_at_a_time(url: str, browser: Browser) -> None:
    page = open_at(browser, url)
    sentences = page.locator("summary").all_inner_texts()
    assert len(sentences) == len(questions())
    assert all(sentence.endswith("?") for sentence in sentences)
    for place in (0, 1):
        page.click(f"summary >> nth={place}")
        assert page.locator("details[open]").count() == 1
    page.goto(f"{url}/#said-by")
    page.wait_for_selector("form#said-by")
    page.fill("form#said-by [name=name]", "Mrs Ada Berg")
    press(page, "Enter")
    page.wait_for_selector(".pair")
    assert page.inner_text("main h1") == "What did a source say, about whom, between which days?"
    page.context.close()


@pytest.mark.browser
def test_an_answer_has_cards_with_the_passage_and_leads_to_the_page(
    url: str, browser: Browser
) -> None:
    page = open_at(browser, url + SAID)
    card = page.locator(".pair:has(h2:text-is('the ferry is late'))").first
    assert card.locator(".sayers").first.inner_text().startswith("Ada Berg")
    assert "the ferry is late" in card.locator("mark.content").first.inner_text()
    link = card.locator("a", has_text="on the page").first.get_attribute("href") or ""
    assert link.startswith("/claims.html#at=https%3A%2F%2F")
    page.click("summary")
    assert page.input_value("form [name=name]") == "Ada Berg"
    page.context.close()


def test_both_sides_of_a_contradiction_stand_on_one_card(url: str) -> None:
    page = requests.get(f"{url}/questions/contradictions", timeout=60).text
    assert '<div class="sides-2">' in page
    assert page.count("<blockquote") == 2 * page.count('<article class="pair">') > 0


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "path",
    ["/#said-by", SAID, "/questions/contradictions", "/questions/publisher", "/questions/nothing"],
    ids=["questions", "cards", "sides", "table", "error"],
)
def test_no_barriers_and_nothing_cut_off(
    url: str, browser: Browser, path: str, width: int, *, dark: bool
) -> None:
    page = open_at(browser, url + path, width=width, dark=dark)
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(25, 24, 22)" if dark else "rgb(250, 249, 246)")
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE.items()])
def test_hostile_text_is_only_text(tmp_path: Path, browser: Browser, words: str) -> None:
    hostile = [
        (
            *quad[:2],
            Literal(words)
            if isinstance(quad[2], Literal) and quad[2].datatype is None
            else quad[2],
            quad[3],
        )
        for quad in QUADS
    ]
    (tmp_path / "claims.nq").write_text(to_nquads(hostile), encoding="utf-8", newline="")
    build_store(tmp_path / "store", tmp_path / "claims.nq")
    with served(tmp_path) as address:
        page = open_at(browser, f"{address}/questions/unnamed")
        assert page.locator(".pair, td").count() >= 0
        page.goto(f"{address}/questions/contradictions")
        assert page.evaluate("window.ran") is None
        assert page.locator("main img, main script").count() == 0
        page.context.close()


def test_the_editor_declares_the_prefixes(url: str) -> None:
    script = requests.get(f"{url}/editor.js", timeout=60).text
    for prefix, iri in PREFIXES.items():
        assert f"PREFIX {prefix}: <{iri}>" in script


def test_a_merge_is_served_with_its_page(tmp_path: Path) -> None:
    (tmp_path / "one.nq").write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    merge_graphs([str(tmp_path / "one.nq")], tmp_path / "merged")
    with served(tmp_path / "merged") as address:
        page = requests.get(f"{address}/claims.html", timeout=60)
        assert page.status_code == 200
        assert "the ferry is late" in page.text
        assert '<a href="/claims.html">' in requests.get(address, timeout=60).text
