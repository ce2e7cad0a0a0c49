"""Text from outside does nothing on the page, and nothing in what is taken away."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, SDO, Graph, Literal, URIRef

from kg.rdf.vocabulary import CS
from tests.views.reading import BRIDGE, at, every_text, facts, iri_of, parsed_xml, taken

if TYPE_CHECKING:
    from tests.views.conftest import OpenPage

pytestmark = pytest.mark.browser


HOSTILE = {
    "script": "</script><script>window.ran = true</script>",
    "image": '<img src=x onerror="window.ran = true">',
    "title with href": 'see <a href="javascript:window.ran = true">this</a>',
    "attribute": "\" autofocus onfocus='window.ran = true' x=\"",
    "comment": "<!--<script>",
    "template": "{{ 7 * 7 }}${window.ran = true}",
    "lone quotes": "\"'`\\",
    "override": "\u202egnp.exe\u2066",
    "line separators": "a\u2028b\u2029c",
    "long": "x" * 10_000,
    "prototype": "__proto__",
    "formula": '=HYPERLINK("https://example.org","x")',
    "lone surrogate's neighbour": "a\ufffeb\ufffd",
    "Hebrew": "הגשר אינו בטוח, אמרה",
    "Arabic with Latin": "قال the bridge is ليس آمنا",
    "Chinese": "这座桥不安全,工程师在星期一说,附近的居民已经离开。" * 9,
}


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE.items()])
@pytest.mark.parametrize("view", ["graph", "table", "read"])
def test_hostile_text_is_only_text(
    open_page: OpenPage, bridge: Graph, words: str, view: str
) -> None:
    hostile, statement = every_text(bridge, words), URIRef(iri_of(bridge, BRIDGE))
    opened = open_page(hostile, f"{at(str(statement))}&view={view}")
    assert opened.page.text_content("#panel h2") == words
    quoting = "blockquote" if view != "read" else "#reading"
    assert words in (opened.page.text_content(quoting) or "")
    assert opened.page.text_content("h1") == words
    for link in range(opened.page.locator("#panel .link").count()):
        opened.page.locator("#panel .link").nth(link).hover()
    opened.page.mouse.move(300, 400)
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.locator("a, img").count() == 0
    assert opened.complaints == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE.items()])
def test_hostile_text_stays_text_in_what_is_taken_away(
    open_page: OpenPage, bridge: Graph, words: str
) -> None:
    hostile = every_text(bridge, words)
    opened = open_page(hostile, "#sure=all")
    held = "".join(
        character for character in words if character != "\ufffe"
    )  # XML 1.0 can hold the others
    for form in ("gexf", "graphml"):
        tree = parsed_xml(taken(opened, form))
        assert held.split() in [
            (value or "").split()
            for node in tree.iter()
            for value in (node.text, node.get("value"))
        ]
        opened.page.click(".take summary")
    parsed_xml(taken(opened, "svg"))
    opened.page.click(".take summary")
    turtle = Graph().parse(data=taken(opened, "ttl").decode("utf-8"), format="turtle")
    assert {triple for triple in turtle if triple[1] != CS.passage} <= set(
        hostile
    )  # a quote's length is its place
    opened.page.click(".take summary")
    rows = list(csv.DictReader(StringIO(taken(opened, "csv").decode("utf-8-sig"), newline="")))
    assert {row["text"].removeprefix("'") for row in rows} == {words}
    assert all(not cell or cell[0] not in "=+-@\t\r" for row in rows for cell in row.values())
    assert len(opened.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "javascript:window.ran=true",
        "data:text/html,x",
        "file:///etc/passwd",
        " javascript:x",
        "//example.org",
    ],
)
def test_only_addresses_of_the_web_are_links(open_page: OpenPage, bridge: Graph, url: str) -> None:
    [article] = bridge.subjects(RDF.type, SDO.NewsArticle)
    bridge.set((article, SDO.url, Literal(url)))
    opened = open_page(bridge, at(str(article)))
    assert facts(opened.page)["Address"] == url.strip()
    assert opened.page.locator("#panel a").count() == 0


def test_a_quotation_type_of_another_vocabulary_is_shown(
    open_page: OpenPage, bridge: Graph
) -> None:
    statement = iri_of(bridge, BRIDGE)
    bridge.set(
        (URIRef(statement), CS.quotationType, URIRef("https://example.org/types#constructor"))
    )
    opened = open_page(bridge, at(statement))
    opened.page.wait_for_timeout(100)
    assert facts(opened.page)["How"] == "constructor"
    assert opened.complaints == []


@pytest.mark.parametrize("name", ["__proto__", "constructor", "</script>", "a b&at=c#d"])
def test_an_identifier_can_be_any_word(open_page: OpenPage, bridge: Graph, name: str) -> None:
    renamed, source = Graph(), next(bridge.subjects(SDO.name, Literal("Ada Berg")))
    for triple in bridge:
        renamed.add(tuple(URIRef(name) if term == source else term for term in triple))  # type: ignore[arg-type]  # three
    opened = open_page(renamed, at(name))
    assert opened.heading() == "Ada Berg"
    assert opened.complaints == []
