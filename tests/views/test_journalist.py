"""The five questions of a journalist, each answered in at most three clicks from where the page opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.views.printing import Printed
from tests.views.town import TOWN, town

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser

DENIED = "Nobody in the street was told of it"

QUESTIONS = [
    pytest.param(
        ["#as-overview", "#matrix [aria-label^='2 claims of Piet Dahl about Ida Holm']"],
        "table",
        ["Ida Holm closed the valve too late", "It took them two hours to close it"],
        id="what does X say of Y",
    ),
    pytest.param(
        ["#as-overview", "#voices .link:has-text('nobody named')"],
        "table",
        ["Holm said the pier will be rebuilt", "officials"],
        id="what rests on unnamed sources alone",
    ),
    pytest.param(
        ["#as-compare"],
        "compare",
        ["Ida Holm against Piet Dahl", "The valve was closed within ten minutes", "two hours"],
        id="who contradicts whom",
    ),
    pytest.param(
        ["#as-overview"],
        "overview",
        ["People and bodies who speak", "Ida Holm person 5", "Piet Dahl person 4"],
        id="who is quoted most",
    ),
    pytest.param(
        ["#as-compare", "#compare-spread"],
        "compare",
        [DENIED, "first in Northern Wire, 2 Mar 2024"],
        id="where did this claim come from first",
    ),
]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("clicks", "view", "answer"), QUESTIONS)
def test_a_question_takes_three_clicks_at_most(
    open_page: OpenPage, clicks: list[str], view: str, answer: list[str], width: int
) -> None:
    opened = open_page(town((*TOWN, Printed())), width=width)
    assert len(clicks) < 3  # one more, of the table, where the claims are drawn
    for selector in clicks:
        opened.page.click(selector)
    if opened.page.is_visible("#graph-view"):
        opened.page.click("#as-table")
    assert_in_order(answer, opened.page, view)
    assert opened.complaints == []


def assert_in_order(answer: list[str], page: Page, view: str) -> None:
    """What a view says has some words in an order."""
    rest = " ".join(page.inner_text(f"#{view}-view").split())
    for words in answer:
        assert words in rest
        rest = rest.partition(words)[2]
