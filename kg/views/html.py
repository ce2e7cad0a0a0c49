"""Make the page: one file that opens anywhere, asks no network, and shows claims in their passage.

pyvis holds the graph and the options of vis-network, which draws them. The page around it is our
own template: pyvis's calls other servers, may run what stands in a title, and needs a mouse
(`docs/decisions/006-view.md`).
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.model import SourceRule
from kg.rdf.fields import attribute_fields, csv_columns
from kg.views.analysis import speaks_of
from kg.views.hues import speaker_hues
from kg.views.layout import FONT, LINE, PADDING, PLACES, TAG, layout, likeness, speaker
from kg.views.network import CLAIM_RELATIONS, DISPUTES, ends_by_relation, to_network
from kg.views.people import Links
from kg.views.speakers import place_speakers
from kg.views.style import read_style, read_template
from kg.views.texts import article_stretches, places_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import networkx as nx
    from rdflib import Graph

    from kg.views.analysis import Entity
    from kg.views.layout import Box
    from kg.views.texts import Stretch

__all__ = ["LIBRARY", "SCRIPTS", "STEMMER", "ClaimPage", "network_html", "to_html"]

_TITLE: Final = "Who said what"
LIBRARY: Final = "vendor/vis-network-10.1.5.min.js"
STEMMER: Final = "vendor/stemmer-2.0.1.js"
SCRIPTS: Final = (
    LIBRARY,
    STEMMER,
    *"data.js doubt.js text.js search.js facets.js choice.js address.js drawing.js".split(),
    *"words.js cite.js card.js panels.js table.js overview.js read.js people.js".split(),
    *"drift.js stance.js compare.js picture.js svg.js take.js".split(),
    *"decisions.js correct.js rail.js days.js claims.js".split(),
)
_NO_LINKS: Final = Links()
_LIKELY: Final = 0.5
"""How sure what the page shows at first is at least, as `doubt.js` has it."""

_BESIDE: Final = {"relays", DISPUTES, *(relation for _, relation in CLAIM_RELATIONS)}
"""The relations between statements, whose lines run beside their column."""
_OPTIONS: Final = {
    "physics": False,
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "keyboard": False, "selectable": False},
    "nodes": {"shape": "custom", "fixed": True, "chosen": False},
}
_SIZES: Final = {"font": FONT, "line": LINE, "padding": PADDING, "tag": TAG, "places": PLACES}
# What would end the script element, or a line of JavaScript.
_ESCAPES: Final = str.maketrans(
    {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}
)


def to_html(graph: Graph, title: str | None = None, found: Links = _NO_LINKS) -> str:
    """Return the page of a graph: HTML with all styles, scripts and data in it.

    The same graph gives the same page. Write it as UTF-8 with the line ends as they are, for the
    page's security policy names its scripts by their hashes.

    Args:
        graph: In the terms of the ontology; any number of articles.
        title: The heading; None for the headline, where there is one article and it has one.
        found: Which entities are one, besides what the graph says of that itself.
    """
    return network_html(to_network(graph, found), title)


def network_html(network: nx.MultiDiGraph[str], title: str | None = None) -> str:
    """Return the page of a network, or of a part of one; as `to_html`.

    Args:
        network: From `to_network`, whole or narrowed.
        title: The heading; None for the headline, where there is one article and it has one.
    """
    articles = [node for node in network.nodes.values() if node["type"] == "article"]
    headline = articles[0]["headline"] if len(articles) == 1 else None
    page: str = ClaimPage(network, title or headline or _TITLE).generate_html()
    return page


class ClaimPage(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network of the boxes of a layout and the lines between them, with a page of its own.

    Attributes:
        nodes: One dictionary a box, with what `choice.js` needs to place it.
        edges: One dictionary a line.
        records: What the network holds, for the words beside the drawing.
        people: Who speaks of whom: the number of a node, its column, and its row.
    """

    def __init__(self, network: nx.MultiDiGraph[str], title: str) -> None:
        """Lay a network out.

        Args:
            network: From `to_network`.
            title: The heading.
        """
        super().__init__(directed=True, heading=title, cdn_resources="in_line")
        boxes = layout(network)
        self.options = _OPTIONS
        self.nodes = _box_records(boxes, network)
        self.node_ids = list(range(len(boxes)))
        self.node_map = dict(enumerate(self.nodes))
        self.edges = _line_records(boxes, network)
        self.records = _network_records(network)
        self.people = _people_records(network)

    def generate_html(self, *_: object, **__: object) -> str:
        """Fill the template; pyvis's arguments mean nothing here."""
        relations = [_fold_attributes(relation) for relation in self.records["relations"]]
        ways = sorted({record["relation"] for record in [*self.edges, *relations]})
        number = {way: place for place, way in enumerate(ways)}
        data = {
            "options": self.options,
            "sizes": _SIZES,
            "boxes": _to_table(self.nodes),
            "ways": ways,
            "lines": _to_table(_number_ways(self.edges, number)),
            "nodes": self.records["nodes"],
            "people": self.people,
            "relations": _to_table(_number_ways(relations, number)),
            "fields": _field_records(),
            "columns": csv_columns(),
            "reasons": {rule.value: rule.reason for rule in SourceRule},
        }
        has_statements = any(node["type"] == "statement" for node in self.records["nodes"])
        scripts = [read_template(name) for name in SCRIPTS] if has_statements else []
        style = read_style()
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
            policy=_security_policy(scripts, style),
            style=style,
            scripts=scripts,
            data=Markup(_to_json(data)),  # noqa: S704 - escaped
        )


def _box_records(boxes: Sequence[Box], network: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """Return the boxes; `node` counts the network's nodes from 0, and a box has their label."""
    number = _number_nodes(network)
    return [
        {"node": number[box.node], "band": box.band, "column": box.column, "rows": box.lines}
        for box in boxes
    ]


def _line_records(boxes: Sequence[Box], network: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    """Return the lines between boxes, each once.

    They go from left to right, and between statements that the graph relates.
    """
    places: dict[object, int] = {}  # of a source, of a subject in a band, of a statement
    for place, box in enumerate(boxes):
        if box.column == "source":
            places[speaker(box.node, network)] = place
        elif box.column == "subject":
            places[box.band, likeness(box.node, network)] = place
        elif box.column == "statement":
            places[box.node] = place

    lines: dict[tuple[int, int, str], None] = {}
    for here, box in enumerate(boxes):
        if box.column == "statement":
            lines.update(dict.fromkeys(_lines_of(here, box, places, network)))
    return [{"from": start, "to": end, "relation": relation} for start, end, relation in lines]


def _lines_of(
    here: int, box: Box, places: dict[object, int], network: nx.MultiDiGraph[str]
) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of a statement, whose box is `here`: from a box, to a box, and why."""
    for _, end, edge in network.out_edges(box.node, data=True):
        relation = edge["relation"]
        if relation == "source":
            yield places[speaker(end, network)], here, "source"
        elif relation in {"about", "mentions"}:
            yield here, places[box.band, likeness(end, network)], relation
        elif relation in _BESIDE and end in places:
            yield here, places[end], relation


def _network_records(network: nx.MultiDiGraph[str]) -> dict[str, list[dict[str, Any]]]:
    """Return a network as JSON: its nodes, and the relations between them by their numbers."""
    number = _number_nodes(network)
    stretches, hues = article_stretches(network), speaker_hues(network)
    nodes, relations = [], []
    for node, attributes in network.nodes(data=True):
        own = _drop_unknown(attributes)
        if own["type"] == "article":
            is_whole = own.pop("body", None) is not None
            own |= {"stretches": stretches[node], "is_whole": is_whole}
        elif own["type"] == "statement":
            [article] = ends_by_relation(node, network)["stated in"]
            own = _place_in_text(own, stretches[article])
        elif node in hues:
            own["hue"] = hues[node]
        if own["label"] == own.get("elided", own.get("text", own.get("name"))):
            del own["label"]  # which it is without saying
        nodes.append({"iri": node, **own})
    for start, end, attributes in network.edges(data=True):
        ends = {"from": number[start], "to": number[end]}
        relations.append(ends | _drop_unknown(attributes))
    return {"nodes": nodes, "relations": relations}


def _people_records(network: nx.MultiDiGraph[str]) -> list[list[float]]:
    """Return the places of who speaks of whom, each with the first node of those that are one."""
    first: dict[Entity, int] = {}
    for place, node in enumerate(network):
        first.setdefault(likeness(node, network), place)
    places = place_speakers(speaks_of(network, _LIKELY))
    return [[first[place.who], place.column, place.row] for place in places]


def _place_in_text(statement: dict[str, Any], stretches: Sequence[Stretch]) -> dict[str, Any]:
    """Return a statement with its places in the text of its article instead of its passage.

    One whose passage says otherwise than the text keeps it.
    """
    places = places_in(stretches, statement["passage"])
    if places is None:
        return statement
    own = {name: value for name, value in statement.items() if name != "passage"}
    return own | {name: value for name, value in places.items() if value}


def _fold_attributes(relation: dict[str, Any]) -> dict[str, Any]:
    """Return a relation with all but its ends and its name in one value, None where that is all."""
    own = dict(relation)
    kept = {name: own.pop(name) for name in ("from", "to", "relation")}
    return kept | {"told": own or None}


def _number_ways(
    records: Iterable[dict[str, Any]], number: dict[str, int]
) -> Iterator[dict[str, Any]]:
    """Yield records with a number for the name of their relation, which takes less room."""
    for record in records:
        yield record | {"relation": number[record["relation"]]}


def _to_table(records: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return records that have the same fields as a table, which takes half the room.

    >>> _to_table([{"from": 1, "to": 2}, {"from": 1, "to": 3}])
    {'names': ['from', 'to'], 'rows': [[1, 2], [1, 3]]}
    """
    rows = list(records)
    return {"names": list(rows[0]) if rows else [], "rows": [list(row.values()) for row in rows]}


def _field_records() -> list[dict[str, str]]:
    """Return the attributes of a statement as the page needs them to show and export them."""
    records = []
    for field in attribute_fields():
        kept = (field.name, field.term, field.form, field.label, field.shown)
        records.append(dict(zip(("name", "term", "form", "label", "shown"), kept, strict=True)))
    return records


def _number_nodes(network: nx.MultiDiGraph[str]) -> dict[str, int]:
    return {node: place for place, node in enumerate(network)}


def _drop_unknown(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}


def _to_json(data: object) -> str:
    r"""Return data as JSON that can stand in a script element.

    >>> _to_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def _security_policy(scripts: Sequence[str], style: str) -> str:
    """Return a Content Security Policy that allows these scripts and this style, nothing else."""
    allowed = " ".join(map(_hash_source, scripts)) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash_source(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash_source(source: str) -> str:
    """Return an inline script or style as a security policy names it."""
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
