"""Make the page: one file that opens anywhere, asks no network, and shows claims in their passage.

pyvis holds the graph and the options of vis-network, which draws them. The page around it is our
own template: pyvis's calls other servers, may run what stands in a title, and needs a mouse
(`docs/decisions/006-view.md`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import chain, groupby
from operator import attrgetter, itemgetter
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
_IRIS: Final = frozenset({"iri", "claim"})
"""What is an IRI of each node, of a beginning that others have, too."""
_HALVES: Final = re.compile(r"^(.*[/#-])?(.*)$", re.DOTALL)
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
        nodes = self.records["nodes"]
        data = {
            "options": self.options,
            "sizes": _SIZES,
            "boxes": _to_columns(self.nodes),
            "lines": _to_columns(self.edges),
            "nodes": [_to_columns(own) for _, own in groupby(nodes, itemgetter("type"))],
            "people": self.people,
            "relations": _to_columns(self.records["relations"]),
            "fields": _field_records(),
            "columns": csv_columns(),
            "reasons": {rule.value: rule.reason for rule in SourceRule},
        }
        has_statements = any(node["type"] == "statement" for node in nodes)
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
    """Return a network as JSON: its nodes, and the relations between them by their numbers.

    What a relation tells besides is one value, `told`, None where there is nothing.
    """
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
        told = _drop_unknown(attributes)
        named = {"relation": told.pop("relation"), "told": told or None}
        relations.append({"from": number[start], "to": number[end]} | named)
    return {"nodes": nodes, "relations": relations}


def _people_records(network: nx.MultiDiGraph[str]) -> list[list[float]]:
    """Return the places of who speaks of whom, each with the first node of those that are one."""
    backwards = reversed(_number_nodes(network).items())
    first = {likeness(node, network): place for node, place in backwards}
    places = place_speakers(speaks_of(network, _LIKELY))
    return [[first[place.who], place.column, place.row] for place in places]


def _place_in_text(statement: dict[str, Any], stretches: Sequence[Stretch]) -> dict[str, Any]:
    """Return a statement with its places in the text of its article instead of its passage.

    One whose passage says otherwise than the text keeps it.
    """
    places = places_in(stretches, statement["passage"])
    return statement if places is None else _drop_unknown(statement | places | {"passage": None})


def _to_columns(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return records as columns, which take less than half the room.

    A column is a list of values, None where a record has none; or `values` that repeat, with
    `places`, which of them each record has; or `ends` of IRIs, with `begins`, a column.

    >>> _to_columns([{"cue": "said"}, {"cue": "said", "at": 9}])["columns"]
    {'cue': {'values': ['said'], 'places': [0, 0]}, 'at': [None, 9]}
    """
    rows = list(records)
    columns: dict[str, Any] = {}
    for name in dict.fromkeys(chain.from_iterable(rows)):
        values = [row.get(name) for row in rows]
        if name in _IRIS:
            begins, ends = zip(*(_HALVES.findall(iri or "")[0] for iri in values), strict=True)
            columns[name] = {"begins": _fold_values(begins), "ends": ends}
        else:
            columns[name] = _fold_values(values)
    return {"rows": len(rows), "columns": columns}


def _fold_values(values: Sequence[Any]) -> Sequence[Any] | dict[str, Any]:
    """Return a column as it is, or what differs in it where that is shorter."""
    keys = list(map(json.dumps, values))
    number = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    places = [number[key] for key in keys]
    if len("".join(keys)) <= len("".join([*number, *map(str, places)])):
        return values
    return {"values": list(map(json.loads, number)), "places": places}


def _field_records() -> list[dict[str, str]]:
    """Return the attributes of a statement as the page needs them to show and export them."""
    names = ("name", "term", "form", "label", "shown")
    rows = map(attrgetter(*names), attribute_fields())
    return [dict(zip(names, row, strict=True)) for row in rows]


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
