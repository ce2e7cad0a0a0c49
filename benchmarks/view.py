"""How fast the page opens and moves, beside the page that pyvis writes of the same network, in one browser and one run.

    python -m benchmarks.view [NODES ...]

The network is of invented articles, read by rules. Each page is opened by itself in headless
Chromium, offline:

- first view: seconds from opening the file to the frame in which something is drawn
- graph: the same of the page opened at its graph, where it would begin with another view
- panning: frames a second while the mouse drags the drawing, and the milliseconds that 95 of 100
frames keep within

pyvis's page has its defaults, so that the browser simulates where nodes stand; and once more
without the simulation.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import TimeoutError as NotInTime
from pyvis.network import Network

from benchmarks.articles import articles
from kg import __version__
from kg.config import Config
from kg.model import Run, Software
from kg.pipeline import extract_documents
from kg.rdf import to_graph, to_quads
from kg.views.html import network_html
from kg.views.narrow import Wanted, narrowed
from kg.views.network import to_network
from tests.views.browser import chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import networkx as nx
    from playwright.sync_api import Browser, Page


SIZES: Final = (300, 2_000, 20_000)
NODES_OF_AN_ARTICLE: Final = 20  # on average, at least
PATIENCE: Final = 60  # seconds until a page counts as not drawn
DRAG: Final = 240  # steps of the mouse

# Something is drawn once the overview has a row or the canvas a pixel; the next frame shows it.
WATCH: Final = """
(() => {
  const small = document.createElement("canvas");
  const isPainted = (canvas) => {
    small.width = small.height = 64;
    const ctx = small.getContext("2d", { willReadFrequently: true });
    ctx.drawImage(canvas, 0, 0, 64, 64);
    return ctx.getImageData(0, 0, 64, 64).data.some((value, place) => place % 4 === 3 && value);
  };
  const watch = () => {
    const canvas = document.querySelector("canvas");
    const isDrawn = document.querySelector("#matrix tbody tr") || (canvas?.width && canvas.height && isPainted(canvas));
    requestAnimationFrame(isDrawn ? () => { document.documentElement.dataset.drawnAt = performance.now(); } : watch);
  };
  requestAnimationFrame(watch);
})();
"""
COUNT: Final = """
window.seenFrames = [];
window.counting = true;
const frame = (now) => { window.seenFrames.push(now); if (window.counting) requestAnimationFrame(frame); };
requestAnimationFrame(frame);
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a page takes; None where nothing was drawn in time."""

    megabytes: float
    first_view: float | None
    graph: float | None = None
    frames: float | None = None
    slow_frame: float | None = None


def main(sizes: Sequence[int]) -> None:
    """Measure and print."""
    whole = news(max(sizes) // NODES_OF_AN_ARTICLE)
    print(
        f"{'nodes':>6} {'edges':>6}  {'page':<24} {'MB':>5} {'first view':>10} {'graph':>6} {'fps':>5} {'95 %':>7}"
    )
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for size in sizes:
            network = first_of(whole, size)
            for name, write in PAGES.items():
                page = Path(folder) / "page.html"
                page.write_text(write(network), "utf-8", newline="")
                print(row(network, name, measured(page, browser)), flush=True)


def news(number: int) -> nx.MultiDiGraph[str]:
    """The network of so many articles."""
    config, run = (
        Config(extractor="rules"),
        Run(extractor="rules", software=(Software(name="kg", version=__version__),)),
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        file.write_text("\n".join(map(json.dumps, articles(number))), "utf-8")
        documents = extract_documents([str(file)], config)
        return to_network(
            to_graph({quad for each in documents for quad in to_quads(each, run, config.base)})
        )


def first_of(network: nx.MultiDiGraph[str], size: int) -> nx.MultiDiGraph[str]:
    """The first statements of a network that have, with all that they are tied to, so many nodes."""
    statements, nodes = set[str](), set[str]()
    for node, attributes in network.nodes(data=True):
        if attributes["type"] == "statement" and len(nodes) < size:
            statements.add(node)
            nodes |= {node, *network.successors(node)}
    return narrowed(network, Wanted(nodes=frozenset(statements)))


def stock(network: nx.MultiDiGraph[str], *, simulated: bool = True) -> str:
    """The page that pyvis writes of a network."""
    page = Network(directed=True, cdn_resources="in_line")
    for node, attributes in network.nodes(data=True):
        page.add_node(node, label=attributes["label"], group=attributes["type"])
    for start, end, attributes in network.edges(data=True):
        page.add_edge(start, end, title=attributes["relation"])
    page.toggle_physics(simulated)
    written: str = page.generate_html()
    return written


PAGES: Final[dict[str, Callable[[nx.MultiDiGraph[str]], str]]] = {
    "kg": network_html,
    "pyvis": stock,
    "pyvis, not simulated": lambda network: stock(network, simulated=False),
}


def measured(file: Path, browser: Browser) -> Measured:
    """Open a page, wait for its first view, go to its graph, and drag it."""
    megabytes = file.stat().st_size / 1e6
    first_view, page = opened(file.as_uri(), browser)
    page.close()
    if first_view is None:
        return Measured(megabytes, None)
    graph, page = opened(f"{file.as_uri()}#view=graph", browser)  # pyvis's page has nothing else
    frames = dragged(page)
    page.close()
    lengths = sorted(later - sooner for sooner, later in pairwise(frames))
    rate = 1000 * len(lengths) / (frames[-1] - frames[0])
    return Measured(megabytes, first_view, graph, rate, lengths[int(0.95 * len(lengths))])


def opened(address: str, browser: Browser) -> tuple[float | None, Page]:
    """The seconds until something was drawn in a page, None if nothing was in time; and the page."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE * 1000)
    page.route("http*://**", lambda route: route.abort())
    page.add_init_script(WATCH)
    try:
        page.goto(address, wait_until="commit")
        drawn_at = page.get_attribute("html[data-drawn-at]", "data-drawn-at")
    except NotInTime:
        return None, page
    return float(drawn_at or "nan") / 1000, page


def dragged(page: Page) -> list[float]:
    """The times of the frames while the mouse drags the drawing, in milliseconds."""
    box = page.locator("canvas").first.bounding_box()
    if box is None:
        raise RuntimeError("the page has no canvas")
    x, y = box["x"] + 5, box["y"] + box["height"] - 5  # no node stands in the corner
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT)
    for step in range(DRAG):
        page.mouse.move(x + abs(step % 80 - 40), y - abs(step % 120 - 60) * 3)
    page.evaluate("window.counting = false")
    page.mouse.up()
    frames: list[float] = page.evaluate("window.seenFrames")
    return frames


def row(network: nx.MultiDiGraph[str], name: str, found: Measured) -> str:
    """A line of the table."""

    def cell(value: float | None, width: int, decimals: int, unit: str = "") -> str:
        return f"{'–' if value is None else f'{value:.{decimals}f}{unit}':>{width}}"

    first = (
        f"> {PATIENCE} s".rjust(10)
        if found.first_view is None
        else cell(found.first_view, 10, 2, " s")
    )
    return (
        f"{len(network):>6} {network.number_of_edges():>6}  {name:<24} {found.megabytes:5.1f} {first} "
        f"{cell(found.graph, 6, 2)} {cell(found.frames, 5, 0)} {cell(found.slow_frame, 7, 0, ' ms')}"
    )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
