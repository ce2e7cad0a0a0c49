"""Blank nodes get IRIs of what is said of them, so that the same file twice adds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from kg.errors import InputError
from kg.merge.skolem import _group_by_blank_nodes, _name_group, name_blank_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE = "https://example.org/id/"
LINK = NamedNode("https://example.org/link")


def has_blank_node(quad: Quad) -> bool:
    return "_:" in str(quad)


labels = st.sampled_from("abcd")
links = st.lists(st.tuples(labels, labels | st.integers(0, 2)), min_size=1, max_size=6)


def quads(pairs: list[tuple[str, str | int]], prefix: str) -> list[Quad]:
    return [
        Quad(
            BlankNode(prefix + one),
            LINK,
            Literal(other) if isinstance(other, int) else BlankNode(prefix + other),
        )
        for one, other in pairs
    ]


def lines(found: list[Quad]) -> set[str]:
    return {
        str(quad) for group in _group_by_blank_nodes(found) for quad in _name_group(group, BASE)
    }


def named_quads(found: Iterable[Quad], seconds: float = 60) -> list[Quad]:
    """Some quads without blank nodes."""
    data = name_blank_nodes(
        pyoxigraph.serialize(found, format=RdfFormat.N_QUADS) or b"", BASE, seconds
    )
    return list(pyoxigraph.parse(input=data, format=RdfFormat.N_QUADS))


@settings(deadline=None)
@given(links, links)
def test_the_labels_and_what_else_the_file_holds_do_not_matter(
    one: list[tuple[str, str | int]], other: list[tuple[str, str | int]]
) -> None:
    alone, twice = lines(quads(one, "x")), lines([*quads(one, "y"), *quads(other, "z")])
    assert alone <= twice
    assert twice == alone | lines(quads(other, "w"))


def test_a_file_keeps_its_shape() -> None:
    turtle = (
        b'@prefix : <https://example.org/> . :a :p [ :q "1" ; :r [ :s "2" ] ] . :b :p [ :q "3" ] .'
    )
    found = named_quads(
        filter(has_blank_node, pyoxigraph.parse(input=turtle, format=RdfFormat.TURTLE))
    )
    assert len(found) == 6
    assert len({quad.subject for quad in found}) == 5
    assert not any(map(has_blank_node, found))


def test_a_blank_node_in_a_triple_that_is_a_term_gets_its_name() -> None:
    data = b"_:a <x:p> <<( _:b <x:q> <x:c> )>> ."
    assert not any(
        map(has_blank_node, named_quads(pyoxigraph.parse(input=data, format=RdfFormat.N_QUADS)))
    )


def test_a_graph_made_to_take_for_ever_is_given_up() -> None:
    nodes = [BlankNode() for _ in range(14)]
    knot = [Quad(one, LINK, other) for one in nodes for other in nodes if one != other]
    with pytest.raises(InputError, match=r"could not be told apart in 0.1 seconds"):
        named_quads(knot, seconds=0.1)


@pytest.mark.parametrize(
    "links",
    [
        pytest.param(
            [(one, other) for one in range(16) for other in range(16) if one != other],
            id="a clique of 16",
        ),
        pytest.param([(one, (one + 1) % 5000) for one in range(5000)], id="a ring of 5,000"),
        pytest.param([(one, one + 1) for one in range(5000)], id="a chain of 5,000"),
    ],
)
def test_a_graph_made_to_take_all_memory_is_given_up(
    links: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.merge.skolem._MEMORY", 300_000_000)
    alike = [Quad(BlankNode(f"n{one}"), LINK, BlankNode(f"n{other}")) for one, other in links]
    with pytest.raises(
        InputError, match=r"could not be told apart in 0\.3 GB of memory; give them IRIs"
    ):
        named_quads(alike)


def test_many_records_and_a_long_list_are_named_in_little_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kg.merge.skolem._MEMORY", 100_000_000)
    listed = [Quad(BlankNode(f"n{one}"), LINK, BlankNode(f"n{one + 1}")) for one in range(5000)]
    said = [Quad(BlankNode(f"n{one}"), LINK, Literal(one)) for one in range(10_000)]
    assert len(named_quads([*listed, *said])) == 15_000
