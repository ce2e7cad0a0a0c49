"""The page: one file that opens anywhere, asks nothing of any network, and shows each claim in its passage.

pyvis holds the graph and the options of vis-network, which draws them. The page around it is our
own template: pyvis's calls other servers, may run what stands in a title, and needs a mouse
(`docs/decisions/006-view.md`).
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.views.layout import FONT, LINE, PADDING, TAG, layout, likeness
from kg.views.network import CLAIM_RELATIONS, to_network

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    from rdflib import Graph

    from kg.views.layout import Box

TITLE: Final = "Who said what"
LIBRARY: Final = "vendor/vis-network-10.1.5.min.js"
SCRIPTS: Final = (
    LIBRARY,
    "data.js",
    "choice.js",
    "drawing.js",
    "words.js",
    "table.js",
    "overview.js",
    "svg.js",
    "take.js",
    "filters.js",
    "claims.js",
)

BESIDE: Final = {"relays", *(relation for _, relation in CLAIM_RELATIONS)}
"""The relations between statements, whose lines run beside their column."""
OPTIONS: Final = {
    "physics": False,
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "keyboard": False, "selectable": False},
    "nodes": {"shape": "custom", "fixed": True, "chosen": False},
}
# What would end the script element, or a line of JavaScript.
ESCAPES: Final = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def to_html(graph: Graph, title: str | None = None) -> str:
    """Turn a graph into a page that is whole in itself: HTML with all styles, scripts and data in it.

    The same graph gives the same page. Write it as UTF-8 with the line ends as they are, for the
    page's security policy names its scripts by their hashes.

    Args:
        graph: In the terms of the ontology; any number of articles.
        title: The heading; None for the headline, where there is one article and it has one.
    """
    return network_html(to_network(graph), title)


def network_html(network: nx.MultiDiGraph[str], title: str | None = None) -> str:
    """The page of a network, or of a part of one; as `to_html`.

    Args:
        network: From `to_network`, whole or narrowed.
        title: The heading; None for the headline, where there is one article and it has one.
    """
    articles = [node for node in network.nodes.values() if node["type"] == "article"]
    headline = articles[0]["headline"] if len(articles) == 1 else None
    return ClaimPage(network, title or headline or TITLE).generate_html()


class ClaimPage(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network of the boxes of a layout and the lines between them, with a page of its own.

    Attributes:
        nodes: One dictionary a box, in the form of vis-network, and what `drawing.js` needs to draw
            it.
        edges: One dictionary a line.
        records: What the network holds, for the words beside the drawing.
    """

    def __init__(self, network: nx.MultiDiGraph[str], title: str) -> None:
        """Lay a network out.

        Args:
            network: From `to_network`.
            title: The heading.
        """
        super().__init__(directed=True, heading=title, cdn_resources="in_line")
        boxes = layout(network)
        self.options = OPTIONS
        self.nodes = box_records(boxes, network)
        self.node_ids = list(range(len(boxes)))
        self.node_map = dict(enumerate(self.nodes))
        self.edges = line_records(boxes, network)
        self.records = network_records(network)

    def generate_html(self, *_: object, **__: object) -> str:
        """Fill the template; pyvis's arguments mean nothing here."""
        data = {
            "options": self.options,
            "sizes": {"font": FONT, "line": LINE, "padding": PADDING, "tag": TAG},
            "boxes": self.nodes,
            "lines": self.edges,
            **self.records,
        }
        has_statements = any(node["type"] == "statement" for node in self.records["nodes"])
        scripts = [template_file(name) for name in SCRIPTS] if has_statements else []
        style = template_file("claims.css")
        environment = Environment(
            loader=PackageLoader("kg", "views/templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        return environment.get_template("claims.html.jinja").render(
            title=self.heading,
            policy=policy(scripts, style),
            style=Markup(style),  # noqa: S704 - a file of ours
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - a file of ours, and a vendored one
            data=Markup(to_json(data)),  # noqa: S704 - escaped
        )

    def write_html(self, name: str, *_: object, **__: object) -> None:
        """Write the page to a file of this name; pyvis's other arguments mean nothing here."""
        Path(name).write_bytes(self.generate_html().encode("utf-8"))


def box_records(boxes: Sequence[Box], network: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """The boxes as vis-network has nodes: `x` and `y` are the middle; `node` counts the network's nodes from 0."""
    number = numbers(network)
    return [
        {
            "id": place,
            "node": number[box.node],
            "article": number[box.article],
            "column": box.column,
            "label": network.nodes[box.node]["label"],
            "x": box.left + box.width / 2,
            "y": box.top + box.height / 2,
            "width": box.width,
            "height": box.height,
            "rows": box.lines,
        }
        for place, box in enumerate(boxes)
    ]


def line_records(boxes: Sequence[Box], network: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """The lines as vis-network has edges: from left to right, and between statements weighed against others."""
    places = {(box.article, box.column, box.node): place for place, box in enumerate(boxes)}
    statements = {box.node: place for place, box in enumerate(boxes) if box.column == "statement"}
    subjects = {
        (box.article, likeness(box.node, network)): place
        for place, box in enumerate(boxes)
        if box.column == "subject"
    }
    lines: dict[tuple[int, int, str], None] = {}
    for box in boxes:
        if box.column != "statement":
            continue
        here = places[box.article, "statement", box.node]
        for _, end, edge in network.out_edges(box.node, data=True):
            if edge["relation"] == "source":
                source = places[box.article, "source", end]
                lines[places[box.article, "article", box.article], source, "article"] = None
                lines[source, here, "source"] = None
            elif edge["relation"] in {"about", "mentions"}:
                lines[here, subjects[box.article, likeness(end, network)], edge["relation"]] = None
            elif edge["relation"] in BESIDE and end in statements:
                lines[here, statements[end], edge["relation"]] = None
    return [{"from": start, "to": end, "relation": relation} for start, end, relation in lines]


def network_records(network: nx.MultiDiGraph[str]) -> dict[str, list[dict[str, Any]]]:
    """The network as JSON: its nodes, and its relations between them by their numbers; what is None is left out."""
    number = numbers(network)
    return {
        "nodes": [
            {"iri": node, **known(attributes)} for node, attributes in network.nodes(data=True)
        ],
        "relations": [
            {"from": number[start], "to": number[end], **known(attributes)}
            for start, end, attributes in network.edges(data=True)
        ],
    }


def numbers(network: nx.MultiDiGraph[str]) -> dict[str, int]:
    """The nodes of a network, numbered from 0 in its order."""
    return {node: place for place, node in enumerate(network)}


def known(attributes: dict[str, Any]) -> dict[str, Any]:
    """The attributes that have a value."""
    return {name: value for name, value in attributes.items() if value is not None}


def to_json(data: object) -> str:
    r"""Data as JSON that can stand in a script element.

    >>> to_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(
        ESCAPES
    )


def policy(scripts: Sequence[str], style: str) -> str:
    """The Content Security Policy of the page: these scripts and this style, and nothing from anywhere."""
    allowed = " ".join(map(source_hash, scripts)) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {source_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def source_hash(source: str) -> str:
    """An inline script or style as a security policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}'"


def template_file(name: str) -> str:
    """A file of the page, with the line ends that a browser gives it."""
    return (Path(__file__).parent / "templates" / name).read_text(encoding="utf-8")
