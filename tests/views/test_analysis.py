"""What analysts ask of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest
from rdflib import RDF, SDO, Graph

from kg.rdf.vocabulary import CS
from kg.views.analysis import co_mentions, communities, shared_subjects, sources_by_claims
from kg.views.network import to_network

if TYPE_CHECKING:
    from collections.abc import Callable, Sized

Said = tuple[str, str, tuple[str, ...]]


def network_of(*statements: Said) -> nx.MultiDiGraph[str]:
    """A network of statements: each its article, its source, and what it is about."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, (article, source, subjects) in enumerate(statements):
        network.add_node(f"s{number}", type="statement")
        for relation, names in (("source", (source,)), ("about", subjects)):
            for name in names:
                network.add_node(f"{article} {name}", type="entity", kind="person", label=name)
                network.add_edge(f"s{number}", f"{article} {name}", key=relation, relation=relation)
    return network


def people(*names: str) -> set[tuple[str, str]]:
    return {("person", name) for name in names}


def weights(graph: nx.Graph[tuple[str, str]]) -> dict[frozenset[str], int]:
    return {
        frozenset((one, other)): edge["weight"]
        for (_, one), (_, other), edge in graph.edges(data=True)
    }


TALK = network_of(
    ("a", "Ann", ("Kim", "Lee")),
    ("a", "Ann", ("Kim",)),
    ("b", "Ann", ("Lee", "Moe")),
    ("b", "Ben", ("Kim", "Lee")),
    ("b", "Cem", ("Moe",)),
    ("b", "Dan", ()),
)


def test_sources_are_ranked_over_all_articles_and_ties_by_name() -> None:
    ranked = [(name, number) for (_, name), number in sources_by_claims(TALK)]
    assert ranked == [("Ann", 3), ("Ben", 1), ("Cem", 1), ("Dan", 1)]


def test_sources_that_share_subjects() -> None:
    shared = shared_subjects(TALK)
    assert weights(shared) == {frozenset(("Ann", "Ben")): 2, frozenset(("Ann", "Cem")): 1}
    assert set(shared) == people("Ann", "Ben", "Cem", "Dan")


def test_one_who_speaks_of_himself_is_a_source_and_a_subject() -> None:
    shared = shared_subjects(network_of(("a", "Ann", ("Ann",)), ("a", "Ben", ("Ann",))))
    assert weights(shared) == {frozenset(("Ann", "Ben")): 1}


def test_subjects_that_are_named_together() -> None:
    together = co_mentions(TALK)
    assert weights(together) == {frozenset(("Kim", "Lee")): 2, frozenset(("Lee", "Moe")): 1}
    assert set(together) == people("Kim", "Lee", "Moe")


def test_two_circles_are_two_communities_the_larger_first() -> None:
    large, small = ("A", "B", "C", "D"), ("X", "Y", "Z")
    network = network_of(
        ("a", "s", large),
        ("a", "s", large),
        ("b", "s", small),
        ("b", "s", small),
        ("b", "s", ("D", "X")),
    )
    assert communities(co_mentions(network)) == [people(*large), people(*small)]


def test_communities_do_not_depend_on_the_order_of_the_statements() -> None:
    pairs = [(str(one), str((one * 7 + 3) % 20)) for one in range(20)]
    statements: list[Said] = [("a", "s", pair) for pair in pairs]
    assert communities(co_mentions(network_of(*statements))) == communities(
        co_mentions(network_of(*statements[::-1]))
    )


def test_sources_that_speak_of_nothing_share_nothing() -> None:
    shared = shared_subjects(network_of(("a", "Ann", ()), ("a", "Ben", ())))
    assert set(shared) == people("Ann", "Ben")
    assert not shared.edges


@pytest.mark.parametrize("ask", [sources_by_claims, shared_subjects, co_mentions])
def test_nothing_gives_nothing(ask: Callable[[nx.MultiDiGraph[str]], Sized]) -> None:
    assert len(ask(nx.MultiDiGraph())) == 0


def test_who_says_most(bridge: Graph) -> None:
    ranked = sources_by_claims(to_network(bridge))
    assert ranked[0] == (("person", "Ada Berg"), 2)
    assert sum(number for _, number in ranked) == len(list(bridge.triples((None, CS.source, None))))


def test_who_speaks_of_the_same_and_who_is_named_together(bridge: Graph) -> None:
    network = to_network(bridge)
    shared = shared_subjects(network)
    assert shared[("organization", "Foto Nord")][("person", "Ada Berg")]["weight"] == 1
    together = co_mentions(network)
    assert {kind for kind, _ in together} <= {
        "place",
        "thing",
        "event",
        "group",
        "person",
        "unnamed",
    }
    groups = communities(together)
    assert groups == communities(together)
    assert set().union(*groups) == set(together)


def test_an_entity_of_two_articles_counts_as_one(ferry: Graph) -> None:
    network = to_network(ferry)
    assert len(list(ferry.subjects(RDF.type, SDO.NewsArticle))) == 2
    counted = sources_by_claims(network)
    assert len({name for (_, name), _ in counted}) == len(counted)
