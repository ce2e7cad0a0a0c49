"""A page in a browser, with everything that it asks for and complains about on record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

from kg.rdf import to_graph
from kg.views.html import to_html
from tests.rdf.examples import QUADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    OpenPage = Callable[..., "Opened"]


@dataclass
class Opened:
    """An open page; `requests` are the addresses asked for, `complaints` what went wrong in the page."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def heading(self) -> str:
        """What the panel is of; nothing where nothing is selected."""
        return "".join(self.page.locator("#panel h2").all_inner_texts())

    def notice(self) -> str:
        return self.page.inner_text("#notice")

    def facet(self, name: str) -> list[str]:
        """The values of a facet with their counts, as they stand."""
        labels = self.page.locator(f"#by-{name} label").all_inner_texts()
        return [" ".join(label.split()) for label in labels]

    def rows(self) -> list[str]:
        return self.page.locator("#rows th").all_inner_texts()


@pytest.fixture
def bridge() -> Graph:
    """One article with every kind of source and every optional part."""
    return to_graph(QUADS)


@pytest.fixture
def ferry() -> Graph:
    """Two articles, merged, that say little more than they must."""
    return Graph().parse(Path(__file__).with_name("ferry.ttl"))


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Write a graph's page to a file and open it, at an address and in a window of some width."""
    contexts = []

    def opening(
        graph: Graph, address: str = "", *, width: int = 1280, dark: bool = False
    ) -> Opened:
        file = tmp_path / "claims.html"
        file.write_bytes(to_html(graph).encode("utf-8"))
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        opened = Opened(page=context.new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.goto(file.as_uri() + address)
        return opened

    yield opening
    for context in contexts:
        context.close()
