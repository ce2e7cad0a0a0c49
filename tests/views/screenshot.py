"""Take the pictures of the page for the documentation: python -m tests.views.screenshot [FOLDER].

They show the worked example in out/, and 200 invented articles, built, linked and merged, which
takes two minutes.
FOLDER is docs/images, if none is given.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.articles import articles
from kg.build import build_graph
from kg.config import Config
from kg.link import propose_links
from kg.merge import merge_graphs
from tests.views.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT: Final = Path(__file__).parents[2]
FIRST_DIRECT: Final = "select(shown.find((statement) => statement.quotation === 'direct'))"
DRAWN: Final = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
PICTURES: Final = {
    "overview": ("#view=overview", (1280, 800), None),
    "read": ("#view=read", (1280, 800), "select(marked(state.open ?? articles[0])[3])"),
    "claim": ("#view=graph", (1280, 800), FIRST_DIRECT),
    "table": ("#view=table", (1280, 800), None),
    "dark": ("#view=graph&theme=dark", (1280, 800), FIRST_DIRECT),
    "phone": ("#view=table", (390, 780), FIRST_DIRECT),
    "people": ("#view=people", (1280, 800), None),
    "compare": ("#view=compare", (1280, 800), None),
    "wording": ("#view=compare&compare=drift", (1280, 800), None),
    "stance": ("#view=compare&compare=stance", (390, 780), None),
}
OF_MANY: Final = {"people", "compare", "wording", "stance"}
"""What the page of one article does not have."""


def main(folder: Path) -> None:
    """Take all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as workshop, chromium() as browser:
        many = Path(workshop) / "articles.jsonl"
        many.write_text("\n".join(map(json.dumps, articles(200))), "utf-8")
        out, joined, judgements = (Path(workshop) / name for name in ("out", "joined", "j.tsv"))
        build_graph([str(many)], out, Config())
        propose_links([str(out)], judgements)
        merge_graphs([str(out)], joined, judgements=judgements)
        for name, built in (("seed", ROOT / "out"), ("articles", joined)):
            for picture in PICTURES if name == "articles" else PICTURES.keys() - OF_MANY:
                take(browser, built / "claims.html", picture, folder / f"{name}-{picture}.png")


def take(browser: Browser, file: Path, picture: str, target: Path) -> None:
    """Take one picture of a page."""
    address, (width, height), action = PICTURES[picture]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(file.as_uri() + address)
    if action:
        page.evaluate(action)
    page.evaluate(DRAWN)
    page.screenshot(path=target)
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")
