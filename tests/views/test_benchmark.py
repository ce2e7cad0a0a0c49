from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.view import PAGES, first_of, measured, row
from kg.rdf import to_graph
from kg.views.network import to_network
from tests.rdf.examples import QUADS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

NETWORK = to_network(to_graph(QUADS))


def test_a_part_has_whole_statements_and_no_more_than_it_needs() -> None:
    part = first_of(NETWORK, 8)
    assert 8 <= len(part) < len(NETWORK)
    for node, attributes in part.nodes(data=True):
        if attributes["type"] == "statement":
            assert set(part.successors(node)) == set(NETWORK.successors(node))
    assert list(part) == [node for node in NETWORK if node in part]


@pytest.mark.browser
def test_each_page_is_drawn_and_dragged(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    for name, write in PAGES.items():
        file.write_text(write(NETWORK), "utf-8", newline="")
        found = measured(file, browser)
        assert None not in {found.first_view, found.graph, found.frames}, name
        assert len(row(NETWORK, name, found)) == len(row(NETWORK, "kg", found))
