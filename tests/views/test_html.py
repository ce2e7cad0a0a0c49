from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Graph

from kg.views.html import LIBRARY, SCRIPTS, STEMMER, ClaimPage, to_html
from kg.views.network import to_network

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATES = Path(__file__).parents[2] / "kg" / "views" / "templates"


def elements(name: str, page: str) -> Iterator[tuple[str, str]]:
    """The attributes and the content of every element of a name, as a browser would cut them out."""
    for found in re.finditer(rf"<{name}\b([^>]*)>(.*?)</{name}", page, re.DOTALL):
        yield found[1], found[2]


def data_of(page: str) -> dict[str, Any]:
    [data] = [content for attributes, content in elements("script", page) if "json" in attributes]
    found: dict[str, Any] = json.loads(data)  # the shape is the page's own affair
    return found


def test_the_library_is_the_one_that_was_read() -> None:
    assert LIBRARY == "vendor/vis-network-10.1.5.min.js"
    digest = hashlib.sha256((TEMPLATES / LIBRARY).read_bytes()).hexdigest()
    assert digest == "ec6a8e97e2aa8c588983548eb6a82725dc120da43ceda69c917018255853d8e5"


def test_the_stemmer_is_the_one_that_was_read_and_has_its_licence() -> None:
    text = (TEMPLATES / STEMMER).read_text(encoding="utf-8")
    assert (
        hashlib.sha256(text.encode()).hexdigest()
        == "25168cd36d9f7fb897fabd0c247497cb6ca3dfab75593450a6f90bca92c6add0"
    )
    assert "The MIT License" in text


@pytest.mark.parametrize("licence", ["LICENSE-MIT", "LICENSE-APACHE-2.0"])
def test_the_licences_of_the_library_are_beside_it(licence: str) -> None:
    assert len((TEMPLATES / "vendor" / licence).read_text(encoding="utf-8")) > 1000


@pytest.mark.parametrize("name", [LIBRARY, STEMMER])
def test_a_library_can_stand_in_a_script_element(name: str) -> None:
    assert not re.search(
        r"</script|<!--", (TEMPLATES / name).read_text(encoding="utf-8"), re.IGNORECASE
    )


def test_the_same_graph_gives_the_same_page(bridge: Graph) -> None:
    other = Graph()
    for triple in sorted(bridge, reverse=True):
        other.add(triple)
    assert to_html(bridge) == to_html(other)


def test_line_ends_are_plain(bridge: Graph) -> None:
    assert "\r" not in to_html(bridge)


def test_the_policy_allows_the_scripts_and_the_style_of_the_page_and_nothing_else(
    bridge: Graph,
) -> None:
    page = to_html(bridge)
    policy = unescape(re.search(r'Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]  # or it fails
    inline = [
        content for attributes, content in elements("script", page) if "json" not in attributes
    ]
    inline += [content for _, content in elements("style", page)]
    hashes = {
        base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() for content in inline
    }
    assert len(inline) == len(SCRIPTS) + 1
    assert set(re.findall(r"sha256-([^']*)'", policy)) == hashes
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"unsafe|https?:|\*", policy)


def test_the_page_loads_nothing(bridge: Graph) -> None:
    page = to_html(bridge)
    outside_scripts = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="([^"]*)"', outside_scripts) == ["data:,"]
    assert not re.search(
        r"url\(|@import", "".join(content for _, content in elements("style", page))
    )


def test_all_of_the_network_is_in_the_page(bridge: Graph) -> None:
    network, data = to_network(bridge), data_of(to_html(bridge))
    assert sum(table["rows"] for table in data["nodes"]) == len(network)
    assert data["relations"]["rows"] == network.number_of_edges()


def test_data_cannot_end_its_element(bridge: Graph) -> None:
    [data] = [
        content
        for attributes, content in elements("script", to_html(bridge))
        if "json" in attributes
    ]
    assert not set(data) & set("<>&\u2028\u2029")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(None, '"Not safe"', id="the headline of the one article"),
        pytest.param("Bridges & <b>boats</b>", "Bridges & <b>boats</b>", id="as given, as text"),
    ],
)
def test_the_title(bridge: Graph, title: str | None, expected: str) -> None:
    page = to_html(bridge, title)
    assert unescape(re.search("<title>(.*?)</title>", page)[1]) == expected  # type: ignore[index]  # or it fails
    assert "<b>boats" not in page


def test_several_articles_have_a_title_of_their_own(ferry: Graph) -> None:
    assert "<title>Who said what</title>" in to_html(ferry)


def test_an_empty_graph_says_so_without_a_script() -> None:
    page = to_html(Graph())
    assert "There is no claim in this graph." in page
    assert "<script" not in page


def test_pyvis_holds_the_page(bridge: Graph) -> None:
    page = ClaimPage(to_network(bridge), '"Not safe"')
    assert page.generate_html() == to_html(bridge)
    assert page.num_nodes() == len(page.get_nodes()) == 21
