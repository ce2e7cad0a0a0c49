from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.layout import MOST_LINES, Box, layout, line_count
from kg.views.network import to_network

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn
    from rdflib import Graph


@st.composite
def networks(draw: DrawFn) -> nx.MultiDiGraph[str]:
    """Some articles, each with statements of some sources about some subjects, with labels of any length."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    labels = st.text(st.characters(codec="utf-8"), max_size=120)
    entities = [f"entity {number}" for number in range(6)]
    for entity in entities:
        network.add_node(entity, type="entity", kind="thing", label=draw(labels))
    for article in range(draw(st.integers(0, 3))):
        network.add_node(f"article {article}", type="article", label=draw(labels))
        for number in range(draw(st.integers(0, 5))):
            node = f"statement {article} {number}"
            network.add_node(node, type="statement", label=draw(labels))
            network.add_edge(node, f"article {article}", key="stated in", relation="stated in")
            for relation, least in (("source", 1), ("about", 0), ("mentions", 0)):
                for end in draw(
                    st.lists(st.sampled_from(entities), min_size=least, max_size=3, unique=True)
                ):
                    network.add_edge(node, end, key=relation, relation=relation)
    return network


def columns(boxes: list[Box]) -> list[list[Box]]:
    names = ("article", "source", "statement", "subject")
    return [
        sorted((box for box in boxes if box.column == name), key=lambda box: box.top)
        for name in names
    ]


@given(networks())
def test_no_box_covers_another(network: nx.MultiDiGraph[str]) -> None:
    for column in columns(layout(network)):
        for upper, lower in pairwise(column):
            assert upper.top + upper.height < lower.top


@given(networks())
def test_columns_stand_apart_from_left_to_right(network: nx.MultiDiGraph[str]) -> None:
    filled = [column for column in columns(layout(network)) if column]
    for left, right in pairwise(filled):
        assert max(box.left + box.width for box in left) < min(box.left for box in right)


@given(networks())
def test_every_statement_has_one_box(network: nx.MultiDiGraph[str]) -> None:
    shown = [box.node for box in layout(network) if box.column == "statement"]
    assert sorted(shown) == sorted(
        node for node, found in network.nodes.items() if found["type"] == "statement"
    )


@given(networks())
def test_the_same_network_gets_the_same_places(network: nx.MultiDiGraph[str]) -> None:
    assert layout(network) == layout(network.copy())


def test_articles_stand_one_below_the_other(ferry: Graph) -> None:
    boxes = layout(to_network(ferry))
    first, second = [[box for box in boxes if box.article.endswith(name)] for name in ("/a", "/b")]
    assert max(box.top + box.height for box in first) < min(box.top for box in second)


def test_a_source_stands_beside_the_middle_of_its_statements(ferry: Graph) -> None:
    boxes = {box.node.rpartition("/")[2]: box for box in layout(to_network(ferry))}
    source, first, last = boxes["official"], boxes["a1"], boxes["a2"]
    assert abs((source.top + source.height / 2) - (first.top + last.top + last.height) / 2) <= 1


def test_subjects_alike_share_a_box_in_an_article(ferry: Graph) -> None:
    subjects = [
        (box.article[-1], box.node[-1])
        for box in layout(to_network(ferry))
        if box.column == "subject"
    ]
    assert subjects == [("a", "a"), ("b", "b")]


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        pytest.param("", 1, id="nothing"),
        pytest.param("Short.", 1, id="short"),
        pytest.param("A sentence that is a little too long to stand in one line.", 2, id="two"),
        pytest.param("word " * 24, MOST_LINES["statement"], id="no more than there is room for"),
        pytest.param("x" * 70, 2, id="a long word is broken"),
        pytest.param("橋は安全ではないと技師が述べた。橋は安全ではない。", 2, id="wide characters"),
    ],
)
def test_lines_of_a_label(label: str, lines: int) -> None:
    assert line_count(label, "statement") == lines
