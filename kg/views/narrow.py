"""Part of a network: the statements about somebody, of a source, of some days, or of a question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.errors import QueryError, check_argument
from kg.language.folding import fold_name
from kg.query import found_nodes
from kg.query.parameters import read_day
from kg.store import read_graph
from kg.views.network import to_network
from kg.views.people import Links

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Graph

    from kg.views.network import Attributes


__all__ = ["Wanted", "narrowed", "read_part"]

_NO_LINKS: Final = Links()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which statements to keep; what is None keeps all.

    Attributes:
        about: Words of a name of whom or what the claim is about or mentions.
        source: Words of a name of who says it.
        since: The first day of publication, or a text such as "2024-05-31"; articles without a
            date are left out then.
        until: The last day.
        nodes: IRIs of statements, claims, articles or entities, one of which a statement must be or
            be tied to.
    """

    about: str | None = None
    source: str | None = None
    since: date | str | None = None
    until: date | str | None = None
    nodes: frozenset[str] | None = None

    def __post_init__(self) -> None:
        """Take what means a day; raise QueryError for what means nothing."""
        for name in ("about", "source"):
            words = getattr(self, name)
            check_argument(name, words, (str, type(None)), "words of one name", QueryError)
        days = []
        for name in ("since", "until"):
            if (day := getattr(self, name)) is not None:
                days.append(read_day(name, day))
                object.__setattr__(self, name, days[-1])
        if days != sorted(days):
            limits = " and until ".join(map(str, days))
            raise QueryError(f"no day is since {limits}; change one of the two")
        kinds = (frozenset, set, type(None))
        check_argument("nodes", self.nodes, kinds, "a set of IRIs", QueryError)


def read_part(
    store: Store, wanted: Wanted | None, question: str | None = None, found: Links = _NO_LINKS
) -> tuple[Graph, nx.MultiDiGraph[str]]:
    """Return the graph of a store, whole, and the network of it or of a part.

    Args:
        store: From `kg.store.read_store`.
        wanted: Which statements; None for all.
        question: SPARQL, a file of it, or the name of a question: what it finds is wanted, too.
        found: Which entities are one, besides what the graph says of that itself.

    Raises:
        QueryError: As `kg.query.run`; or what is wanted is no `Wanted`.
    """
    check_argument("wanted", wanted, (Wanted, type(None)), "kg.Wanted(...), or None", QueryError)
    wanted = wanted or Wanted()
    if question is not None:
        wanted = replace(wanted, nodes=found_nodes(store, question))
    graph = read_graph(store)
    return graph, narrowed(to_network(graph, found), wanted)


def narrowed(network: nx.MultiDiGraph[str], wanted: Wanted) -> nx.MultiDiGraph[str]:
    """Return the wanted statements of a network with all that they are tied to, in its order.

    Args:
        network: From `to_network`; it stays as it is.
        wanted: Which statements.

    Returns:
        Another network. A statement that is only relayed by a wanted one is left out, unless it is
        wanted itself.
    """
    statements: set[str] = set()
    tied: set[str] = set()
    for node, attributes in network.nodes(data=True):
        if attributes["type"] == "statement" and _is_wanted(node, network, wanted):
            statements.add(node)
            tied.update(network.successors(node))

    found: nx.MultiDiGraph[str] = type(network)()
    for node, attributes in network.nodes(data=True):
        if node in statements or (node in tied and attributes["type"] != "statement"):
            found.add_node(node, **attributes)
    for start, end, key, data in network.edges(keys=True, data=True):
        if start in found and end in found:
            found.add_edge(start, end, key=key, **data)
    return found


def _is_wanted(statement: str, network: nx.MultiDiGraph[str], wanted: Wanted) -> bool:
    tied: defaultdict[str, list[Attributes]] = defaultdict(list)
    ends = {statement, network.nodes[statement]["claim"]}
    for _, end, edge in network.out_edges(statement, data=True):
        tied[edge["relation"]].append(network.nodes[end])
        ends.add(end)

    if wanted.nodes is not None and ends.isdisjoint(wanted.nodes):
        return False
    if not _any_named(tied["source"], wanted.source):
        return False
    if not _any_named([*tied["about"], *tied["mentions"]], wanted.about):
        return False
    if wanted.since is None and wanted.until is None:
        return True  # an article without a date, too
    day = (tied["stated in"][0]["date"] or "")[:10]
    return str(wanted.since or date.min) <= day <= str(wanted.until or date.max)


def _any_named(entities: Iterable[Attributes], words: str | None) -> bool:
    """Tell whether one of some entities has a name with these words in it; True without words.

    >>> _any_named([{"name": "Søren Kjær", "aliases": []}], "SOREN kjaer"), _any_named([], "x")
    (True, False)
    """
    if words is None:
        return True
    wanted = f" {fold_name(words)} "
    for entity in entities:
        for name in (entity["name"], *entity["aliases"]):
            if wanted in f" {fold_name(name)} ":
                return True
    return False
