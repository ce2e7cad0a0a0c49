"""What analysts ask of the network: who says most, who speaks of the same, who is named together, in which circles.

Entities of one kind and name are one here, in whatever article they stand, as on the page: merging
may know better.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx

from kg.views.layout import likeness

if TYPE_CHECKING:
    from collections.abc import Iterator

Entity: TypeAlias = tuple[str, str]
"""The kind and the name of an entity."""


def sources_by_claims(network: nx.MultiDiGraph[str]) -> list[tuple[Entity, int]]:
    """The sources with the number of statements of each, the most talkative first.

    Args:
        network: From `to_network`.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("s", type="statement")
    >>> network.add_node("ann", type="entity", kind="person", label="Ann Lee")
    >>> _ = network.add_edge("s", "ann", key="source", relation="source")
    >>> sources_by_claims(network)
    [(('person', 'Ann Lee'), 1)]
    """
    counts = Counter(source for sources, _ in statements(network) for source in sources)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def shared_subjects(network: nx.MultiDiGraph[str]) -> nx.Graph[Entity]:
    """The sources, an edge between two that speak of the same; its `weight` is the number of subjects they share.

    It is the weighted projection of the network of sources and subjects on its sources (Newman
    2001).
    """
    speaking: nx.Graph[tuple[str, Entity]] = nx.Graph()
    for sources, subjects in statements(network):
        speaking.add_nodes_from(("source", source) for source in sources)
        speaking.add_edges_from(
            (("source", one), ("subject", other)) for one in sources for other in subjects
        )
    found = [node for node in speaking if node[0] == "source"]
    if len(found) == len(speaking):  # nobody speaks of anything: there is nothing to project
        alone: nx.Graph[Entity] = nx.Graph()
        alone.add_nodes_from(source for _, source in found)
        return alone
    projected = nx.bipartite.weighted_projected_graph(speaking, found)
    return nx.relabel_nodes(projected, {node: node[1] for node in projected})


def co_mentions(network: nx.MultiDiGraph[str]) -> nx.Graph[Entity]:
    """The subjects, an edge between two that one claim speaks of; its `weight` is the number of such statements."""
    together: nx.Graph[Entity] = nx.Graph()
    for _, subjects in statements(network):
        together.add_nodes_from(subjects)
        for one, other in combinations(sorted(subjects), 2):
            weight = together.get_edge_data(one, other, {"weight": 0})["weight"]
            together.add_edge(one, other, weight=weight + 1)
    return together


def communities(graph: nx.Graph[Entity], seed: int = 0) -> list[set[Entity]]:
    """The groups of nodes that have more edges among themselves than to others (Louvain; Blondel et al. 2008).

    Args:
        graph: From `co_mentions` or `shared_subjects`.
        seed: The same seed gives the same groups.

    Returns:
        The groups, the largest first.
    """
    ordered: nx.Graph[Entity] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: edge[:2]))
    found = nx.community.louvain_communities(ordered, weight="weight", seed=seed)
    return sorted(found, key=lambda group: (-len(group), sorted(group)))


def statements(network: nx.MultiDiGraph[str]) -> Iterator[tuple[set[Entity], set[Entity]]]:
    """The sources and the subjects of each statement."""
    for node, attributes in network.nodes(data=True):
        if attributes["type"] != "statement":
            continue
        ends: dict[str, set[Entity]] = {}
        for _, end, edge in network.out_edges(node, data=True):
            if network.nodes[end]["type"] == "entity":
                ends.setdefault(edge["relation"], set()).add(likeness(end, network))
        yield ends.get("source", set()), ends.get("about", set()) | ends.get("mentions", set())
