"""Answer what analysts ask of the network: who says most, and who is named together.

Entities that are called the same are one here, in whatever article they stand, as on the page:
those of one kind and name, and those that `kg.views.people` knows to be one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING, Final, TypeAlias

import networkx as nx

from kg.model import Kind
from kg.views.layout import likeness
from kg.views.network import ends_by_relation, iterate_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.views.network import Attributes

__all__ = [
    "Entity",
    "co_mentions",
    "communities",
    "shared_subjects",
    "sources_by_claims",
    "speaks_of",
]

Entity: TypeAlias = tuple[str, str]
"""The kind of an entity, and the name by which it is called."""
_WHO: Final = {Kind.PERSON.value, Kind.ORGANIZATION.value}
"""The kinds of who has a name of their own, and may speak."""


def sources_by_claims(network: nx.MultiDiGraph[str]) -> list[tuple[Entity, int]]:
    """Return the sources with the number of statements of each, the most talkative first.

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
    counts: Counter[Entity] = Counter()
    for sources, _ in _sources_and_subjects(network):
        counts.update(sources)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def shared_subjects(network: nx.MultiDiGraph[str]) -> nx.Graph[Entity]:
    """Return the sources, with an edge between two that speak of the same.

    Its `weight` is the number of subjects that they share: this is the weighted projection of the
    network of sources and subjects on its sources (Newman 2001).
    """
    alone: list[set[Entity]] = []
    speaking_of: dict[Entity, set[Entity]] = defaultdict(set)
    for sources, subjects in _sources_and_subjects(network):
        alone += [{source} for source in sources]
        for subject in subjects:
            speaking_of[subject] |= sources
    return _count_together([*alone, *speaking_of.values()])


def speaks_of(network: nx.MultiDiGraph[str], least: float = 0) -> nx.DiGraph[Entity]:
    """Return the people and bodies, with an edge from each to everybody whom they speak of.

    Its `weight` is the number of statements. Who speaks of themselves has no edge for that.

    Args:
        network: From `to_network`.
        least: How sure a statement must be to count, from 0 to 1: that it is one, times whose it
            is. One of which nothing is known is sure.
    """
    speaking: nx.DiGraph[Entity] = nx.DiGraph()
    for sources, subjects in _sources_and_subjects(network, least):
        for source, subject in product(sorted(sources), sorted(subjects)):
            if source != subject and {source[0], subject[0]} <= _WHO:
                weight = speaking.get_edge_data(source, subject, {"weight": 0})["weight"]
                speaking.add_edge(source, subject, weight=weight + 1)
    return speaking


def co_mentions(network: nx.MultiDiGraph[str]) -> nx.Graph[Entity]:
    """Return the subjects, with an edge between two that one claim speaks of.

    Its `weight` is the number of such statements.
    """
    return _count_together(subjects for _, subjects in _sources_and_subjects(network))


def _count_together(groups: Iterable[set[Entity]]) -> nx.Graph[Entity]:
    """Return all members of some groups, with an edge between two for the groups they share."""
    together: nx.Graph[Entity] = nx.Graph()
    for group in groups:
        together.add_nodes_from(group)
        for one, other in combinations(sorted(group), 2):
            weight = together.get_edge_data(one, other, {"weight": 0})["weight"]
            together.add_edge(one, other, weight=weight + 1)
    return together


def communities(graph: nx.Graph[Entity], seed: int = 0) -> list[set[Entity]]:
    """Return the groups of nodes that have more edges among themselves than to others.

    They are found by the method of Louvain (Blondel et al. 2008).

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


def _sources_and_subjects(
    network: nx.MultiDiGraph[str], least: float = 0
) -> Iterator[tuple[set[Entity], set[Entity]]]:
    """Yield the sources and the subjects of each statement that is sure enough."""
    for statement, attributes in iterate_statements(network):
        ends = ends_by_relation(statement, network)
        sources = [network[statement][end]["source"] for end in ends["source"]]
        if _highest(attributes.get("extractions", ())) * _highest(sources) < least:
            continue
        subjects = {likeness(end, network) for end in ends["about"] + ends["mentions"]}
        yield {likeness(end, network) for end in ends["source"]}, subjects


def _highest(told: Iterable[Attributes]) -> float:
    """Return the highest confidence of some extractions or attributions; 1 if none says any."""
    numbers = [one["confidence"] for one in told if one.get("confidence") is not None]
    return max(numbers, default=1.0)
