"""What a prompt and a notebook show of documents, statements, answers and pages: short, and as text only."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.model import (
    Certainty,
    Document,
    Entity,
    Kind,
    Polarity,
    QuotationType,
    ResolvedDocument,
    ResolvedStatement,
    Source,
    SourceRule,
    Span,
    Statement,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = '</td><script>window.ran = true</script><img src=x onerror="window.ran = true">'
LONG = f"{HOSTILE} and so on. " * 400


def resolved(words: str = HOSTILE, number: int = 1) -> ResolvedDocument:
    document = Document(
        id=words[:200], text=LONG, paragraphs=(), title=words[:200], publisher=words
    )
    who = Source(
        entity=Entity(name=words, kind=Kind.PERSON), rule=SourceRule.FULL_NAME, confidence=0.5
    )
    found = ResolvedStatement(
        statement=Statement(
            content=(Span(0, 9),), quotation_type=QuotationType.DIRECT, confidence=0.9
        ),
        claim=LONG,
        who=(who,),
        about=(Entity(name=None, kind=Kind.THING),),
    )
    return ResolvedDocument(document=document, statements=(found,) * number)


class Tags(HTMLParser):
    """The elements of some HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= {"dir"}
        self.found.add(tag)


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(resolved().document, id="document"),
        pytest.param(resolved().statements[0], id="statement"),
        pytest.param(resolved(number=70), id="document with statements"),
    ],
)
def test_values_are_short_and_run_nothing(shown: Document | ResolvedStatement | ResolvedDocument) -> None:  # fmt: skip
    assert len(repr(shown)) < 300
    assert "\n" not in repr(shown)
    markup = shown._repr_html_()
    assert Tags(markup).found <= {"p", "b", "table", "tr", "th", "td"}
    assert len(markup) < 100_000
    assert "window.ran" in markup


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        pytest.param(resolved("The bell").document, "<Document 'The bell', 'The bell', 36,000 characters>", id="document"),
        pytest.param(resolved("The bell", number=2), "<ResolvedDocument 'The bell', 2 statements>", id="two"),
        pytest.param(resolved("The bell"), "<ResolvedDocument 'The bell', 1 statement>", id="one"),
    ],
)  # fmt: skip
def test_a_value_at_a_prompt(shown: object, words: str) -> None:
    assert repr(shown) == words.replace("36,000", f"{len(LONG):,}")


def test_a_statement_says_who_says_what() -> None:
    [found] = resolved("Ann Lee").statements
    assert repr(found).startswith("<ResolvedStatement of Ann Lee: '</td>")
    assert '<td dir="auto">45%' in found._repr_html_()


@pytest.mark.parametrize(
    ("polarity", "certainty", "cue", "end"),
    [
        pytest.param("affirmed", "unspecified", "say", "Ann Lee (say): 'It rained'>", id="said"),
        pytest.param("affirmed", "unspecified", None, "Ann Lee: 'It rained'>", id="no cue"),
        pytest.param("negated", "unspecified", "deny", "Ann Lee (deny): 'It rained', negated>", id="denied"),
        pytest.param("negated", "possible", "say", "Ann Lee (say): 'It rained', negated, possible>", id="both"),
    ],
)  # fmt: skip
def test_a_denial_never_looks_like_an_assertion(
    polarity: str, certainty: str, cue: str | None, end: str
) -> None:
    [plain] = resolved("Ann Lee").statements
    found = replace(
        plain,
        claim="It rained",
        statement=replace(plain.statement, cue_lemma=cue),
        polarity=Polarity(polarity),
        certainty=Certainty(certainty),
    )
    assert repr(found).endswith(end)
    sense = ", ".join({"negated", "possible"} & {polarity, certainty})
    for shown in (found, replace(resolved("Ann Lee"), statements=(found,))):
        cells = shown._repr_html_().split("<th>Source")[1].split('<td dir="auto">')
        assert cells[0] == "<th>Cue<th>Claim<th>Sense<th>Quoted<th>About<th>Sure<tr>"
        assert (cells[2], cells[3]) == (cue or "", "It rained")
        assert set(cells[4].split(", ")) == set(sense.split(", "))


def test_a_report_is_one_line_however_many_sources_it_has() -> None:
    sources = tuple((f"Ann Lee {number}", Kind.PERSON, 1) for number in range(60))
    report = kg.Report(
        page=Path("out/claims.html"), documents=1200, statements=60, sources=sources, problems=()
    )
    words = "<Report of 1,200 documents, 60 statements, 0 problems: out/claims.html>"
    assert repr(report) == words


def test_an_answer_is_shown_in_short() -> None:
    answer = kg.read("out/claims.ttl")
    assert repr(answer).startswith("<16 rows: source, claim")
    shown = answer._repr_html_()
    assert shown == answer._repr_html_()
    assert "<th>source" in shown
    assert "<th>statement" not in shown
    assert len(list(answer)) == shown.count("<tr>") - 1 > 10


def test_of_a_long_answer_the_first_rows_are_shown() -> None:
    shown = kg.query_graph("out/claims.ttl", "SELECT ?s { ?s ?p ?o }")._repr_html_()
    assert shown.count("<tr>") == 21
    assert "the first 20 of 1,162 rows" in shown


@pytest.mark.parametrize(
    ("sparql", "shown"),
    [
        pytest.param("ASK {}", '<table><tr><th>answer<tr><td dir="auto">yes</table>', id="yes"),
        pytest.param("SELECT ?a { VALUES ?a { } }", "<p>no rows</p>", id="no rows"),
        pytest.param("SELECT ('<b>' AS ?a) {}", '<table><tr><th>a<tr><td dir="auto">&lt;b&gt;</table>', id="escaped"),
    ],
)  # fmt: skip
def test_an_answer_in_a_notebook(sparql: str, shown: str) -> None:
    assert kg.query_graph("out/claims.ttl", sparql)._repr_html_() == shown


@pytest.mark.browser
def test_a_page_is_shown_inline_and_works(browser: Browser) -> None:
    view = kg.view_graph("out/claims.ttl", kg.Wanted(source="Michael Madden"), height=600)
    assert len(repr(view)) < 100
    page = browser.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content(f"<!doctype html><title>notebook</title>{view._repr_html_()}")
    inside = page.frame_locator("iframe")
    inside.locator("#as-table").click()
    inside.locator("#rows th .link >> nth=0").click()
    assert inside.locator("#panel h2").inner_text()
    inside.locator("#theme").click()
    assert [url for url in requests if not url.startswith("data:")] == []
    assert complaints == []
    assert page.title() == "notebook"
    page.close()
