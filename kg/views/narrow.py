"""Part of a network: the statements about somebody, of a source, of some days, or that a question finds."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.query import found_nodes
from kg.store import read_graph
from kg.views.network import to_network

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Graph

    from kg.views.network import Attributes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which statements to keep; what is None keeps all.

    Attributes:
        about: Words of a name of whom or what the claim is about or mentions.
        source: Words of a name of who says it.
        since: The first day of publication; articles without a date are left out then.
        until: The last day.
        nodes: IRIs of statements, claims, articles or entities, one of which a statement must be or
            be tied to.
    """

    about: str | None = None
    source: str | None = None
    since: date | None = None
    until: date | None = None
    nodes: frozenset[str] | None = None


def read_part(
    store: Store, wanted: Wanted, question: str | None = None
) -> tuple[Graph, nx.MultiDiGraph[str]]:
    """The graph of a store, whole, and the network of it or of a part.

    Args:
        store: From `kg.store.read_store`.
        wanted: Which statements.
        question: SPARQL, a file of it, or the name of a question: what it finds is wanted, too.

    Raises:
        QueryError: As `kg.query.run`.
    """
    if question is not None:
        wanted = replace(wanted, nodes=found_nodes(store, question))
    graph = read_graph(store)
    return graph, narrowed(to_network(graph), wanted)


def narrowed(network: nx.MultiDiGraph[str], wanted: Wanted) -> nx.MultiDiGraph[str]:
    """The statements of a network that are wanted, with all that they are tied to, in the network's order.

    Args:
        network: From `to_network`; it stays as it is.
        wanted: Which statements.

    Returns:
        Another network. A statement that is only relayed by a wanted one is left out, unless it is
        wanted itself.
    """
    kept = {
        node
        for node, attributes in network.nodes(data=True)
        if attributes["type"] == "statement" and is_wanted(node, network, wanted)
    }
    beside = {
        end
        for node in kept
        for end in network.successors(node)
        if network.nodes[end]["type"] != "statement"
    }
    found: nx.MultiDiGraph[str] = type(network)()
    found.add_nodes_from(
        (node, data) for node, data in network.nodes(data=True) if node in kept | beside
    )
    for start, end, key, data in network.edges(keys=True, data=True):
        if start in kept and end in kept | beside:
            found.add_edge(start, end, key=key, **data)
    return found


def is_wanted(statement: str, network: nx.MultiDiGraph[str], wanted: Wanted) -> bool:
    """Whether one statement is to be kept."""
    tied: dict[str, list[Attributes]] = {}
    ends = {statement, network.nodes[statement]["claim"] or statement}
    for _, end, edge in network.out_edges(statement, data=True):
        tied.setdefault(edge["relation"], []).append(network.nodes[end])
        ends.add(end)
    if wanted.nodes is not None and not ends & wanted.nodes:
        return False
    if wanted.source is not None and not any_named(tied.get("source", ()), wanted.source):
        return False
    subjects = [*tied.get("about", ()), *tied.get("mentions", ())]
    if wanted.about is not None and not any_named(subjects, wanted.about):
        return False
    published = (tied["stated in"][0]["date"] or "")[:10]
    if wanted.since is None and wanted.until is None:
        return True
    first, last = (day.isoformat() if day else published for day in (wanted.since, wanted.until))
    return bool(published) and first <= published <= last


def any_named(entities: Iterable[Attributes], words: str) -> bool:
    """Whether one of some entities has a name with these words in it, one after the other.

    >>> any_named([{"name": "José Álvarez Ruiz", "aliases": []}], "alvarez ruiz"), any_named([], "x")
    (True, False)
    """
    wanted = plain(words)
    return any(
        f" {wanted} " in f" {plain(name)} "
        for one in entities
        for name in (one["name"], *one["aliases"])
    )


def plain(name: str) -> str:
    """A name in small letters without accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(
        "".join(letter for letter in letters if not unicodedata.combining(letter)).split()
    )
