"""Take the picture of the page for the documentation: python -m tests.views.screenshot [GRAPH [PICTURE]].

GRAPH is Turtle, by default out/claims.ttl; PICTURE is by default docs/images/claims.png. The first direct quotation is
selected, as a reader would find it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rdflib import Graph

from kg.views.html import to_html
from tests.views.browser import chromium

ROOT = Path(__file__).parents[2]


def take(graph: Path, picture: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page_file = Path(folder) / "claims.html"
        page_file.write_bytes(to_html(Graph().parse(graph, format="turtle")).encode("utf-8"))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(page_file.as_uri())
        page.click("#as-table")
        page.click("tbody tr:has(td[data-name=Quoted]:text('direct')):not(:has(td:text('indirect'))) th button")
        page.click("#as-graph")
        page.wait_for_timeout(500)  # the drawing follows the change of size
        page.screenshot(path=picture)


if __name__ == "__main__":
    defaults = [ROOT / "out" / "claims.ttl", ROOT / "docs" / "images" / "claims.png"]
    given = [Path(argument) for argument in sys.argv[1:3]]
    take(*given, *defaults[len(given) :])
