from __future__ import annotations

from itertools import combinations, groupby
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.layout import MOST_LINES, layout, likeness, line_count, speaker
from tests.views.printing import Printed, Said, printed
from tests.views.town import town

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn
    from rdflib import Graph

    from tests.views.conftest import OpenPage


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


def waves(number: int = 40) -> Graph:
    """Two articles in which one person says very much."""
    articles = []
    for name in ("Post", "Wire"):
        words = [f"Wave {place} of {name} came" for place in range(number // 2)]
        said = tuple(Said("Ida Holm", (each,), of=("Jo Lund",)) for each in words)
        text = ". ".join(words)
        articles.append(Printed(title=name, publisher=name, text=text, name=name, said=said))
    return printed(*articles)


@given(networks())
def test_every_statement_has_one_box(network: nx.MultiDiGraph[str]) -> None:
    shown = [box.node for box in layout(network) if box.column == "statement"]
    assert sorted(shown) == sorted(
        node for node, found in network.nodes.items() if found["type"] == "statement"
    )


@given(networks())
def test_every_source_has_one_box_however_many_articles_it_speaks_in(
    network: nx.MultiDiGraph[str],
) -> None:
    sources = [end for _, end, edge in network.edges(data=True) if edge["relation"] == "source"]
    shown = [speaker(box.node, network) for box in layout(network) if box.column == "source"]
    assert sorted(shown) == sorted({speaker(source, network) for source in sources})


@given(networks())
def test_a_band_has_one_source_and_no_subject_twice(network: nx.MultiDiGraph[str]) -> None:
    for _, own in groupby(layout(network), key=lambda box: box.band):
        band = list(own)
        assert [box.column for box in band].count("source") == 1
        subjects = [likeness(box.node, network) for box in band if box.column == "subject"]
        assert len(subjects) == len(set(subjects))


@given(networks())
def test_an_article_is_a_heading_where_there_are_several(network: nx.MultiDiGraph[str]) -> None:
    boxes = layout(network)
    of_statement = {start: end for start, end, edge in network.edges(data=True) if edge["relation"] == "stated in"}  # fmt: skip
    headings = [(box.band, box.node) for box in boxes if box.column == "article"]
    told = {(box.band, of_statement[box.node]) for box in boxes if box.column == "statement"}
    has_several = len(set(of_statement.values())) > 1
    assert sorted(headings) == (sorted(told) if has_several else [])


@given(networks())
def test_the_same_network_gets_the_same_order(network: nx.MultiDiGraph[str]) -> None:
    assert layout(network) == layout(network.copy())


@pytest.mark.parametrize(
    ("kind", "name", "is_one"),
    [
        pytest.param("person", "Ann Lee", True, id="a person of two articles is one"),
        pytest.param("publication", "The Post", True, id="and so is an outlet"),
        pytest.param("group", "officials", False, id="officials are others elsewhere"),
        pytest.param("unnamed", "unnamed source", False, id="as is whom nobody names"),
        pytest.param("publication", "unnamed publication", False, id="and an outlet without a name"),
    ],
)  # fmt: skip
def test_who_is_one_in_the_drawing(kind: str, name: str, *, is_one: bool) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in "ab":
        network.add_node(f"s{number}", type="statement", label="It rained.")
        network.add_node(f"e{number}", type="entity", kind=kind, name=name, label=name)
        network.add_edge(f"s{number}", f"a{number}", key="stated in", relation="stated in")
        network.add_edge(f"s{number}", f"e{number}", key="source", relation="source")
        network.add_node(f"a{number}", type="article", label=number)
    sources = [box.node for box in layout(network) if box.column == "source"]
    assert sources == (["ea"] if is_one else ["ea", "eb"])


@pytest.mark.browser
@pytest.mark.parametrize(
    ("made", "address"),
    [
        pytest.param(town, "", id="all"),
        pytest.param(town, "&q=told", id="found"),
        pytest.param(town, "&outlet=Estuary+Post", id="of one outlet"),
        pytest.param(waves, "", id="many of one"),
        pytest.param(waves, "&q=3*", id="some of many"),
    ],
)
def test_no_box_covers_another(
    open_page: OpenPage, made: Callable[[], Graph], address: str
) -> None:
    page = open_page(made(), f"#view=graph{address}").page
    boxes = page.evaluate(
        "[...drawn].map(([box, y]) => [box.x - box.width / 2, box.x + box.width / 2, y - box.height / 2, y + box.height / 2])"
    )
    assert boxes
    for one, other in combinations(boxes, 2):
        is_beside = one[1] <= other[0] or other[1] <= one[0]
        assert is_beside or one[3] <= other[2] or other[3] <= one[2]


@pytest.mark.browser
def test_a_person_of_several_articles_is_drawn_once_beside_all_claims(open_page: OpenPage) -> None:
    opened = open_page(town(), "#view=graph")
    dahl = "[...drawn.keys()].filter((box) => box.column === 'source' && box.label === 'Piet Dahl')"
    assert opened.page.evaluate(f"{dahl}.length") == 1
    told = opened.page.evaluate(f"[...{dahl}[0].tied].map((box) => nameOf(box.node.article))")
    assert told == ["Leak at the works", "Leak at the works", "Two hours", "Two hours"]
    opened.page.evaluate("select(starts(articles[1], 'stated in')[1].sources[0])")  # Dahl there
    assert opened.page.evaluate(f"isSelected({dahl}[0])")


@pytest.mark.browser
def test_the_drawing_of_one_who_says_much_is_bounded(open_page: OpenPage) -> None:
    opened = open_page(waves(400), "#view=graph")
    assert opened.page.evaluate("drawn.size") <= opened.page.evaluate("MOST_BOXES")
    assert "are drawn" in opened.notice()
    names = opened.page.evaluate("[...drawn.keys()].filter((box) => box.column === 'source').map((box) => box.label)")  # fmt: skip
    assert names == ["Ida Holm"]


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
