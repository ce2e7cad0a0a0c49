"""The drawing of who speaks of whom: its places, and how one works with it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from hypothesis import given
from hypothesis import strategies as st
from rdflib import SDO, Graph, Literal

from kg.views.network import make_label
from kg.views.speakers import MOST, place_speakers
from tests.views.reading import at, press
from tests.views.test_hostile import HOSTILE
from tests.views.town import entity, town

if TYPE_CHECKING:
    from kg.views.analysis import Entity
    from kg.views.speakers import Place
    from tests.views.conftest import OpenPage

WHO = st.integers(0, 70).map(lambda number: ("person", f"P{number:02}"))
EDGES = st.dictionaries(
    st.tuples(WHO, WHO).filter(lambda pair: pair[0] != pair[1]), st.integers(1, 9), max_size=150
)


def network_of(edges: dict[tuple[Entity, Entity], int]) -> nx.DiGraph[Entity]:
    network: nx.DiGraph[Entity] = nx.DiGraph()
    for (one, other), weight in edges.items():
        network.add_edge(one, other, weight=weight)
    return network


@given(edges=EDGES)
def test_everybody_has_one_place_and_no_two_stand_in_each_other(
    edges: dict[tuple[Entity, Entity], int],
) -> None:
    places = place_speakers(network_of(edges))
    assert len({place.who for place in places}) == len(places) <= MOST
    for one, other in combinations(places, 2):
        assert one.column != other.column or abs(one.row - other.row) >= 1
    assert all(place.row >= 0 for place in places)


@given(edges=EDGES)
def test_the_same_network_gets_the_same_places(edges: dict[tuple[Entity, Entity], int]) -> None:
    backwards = dict(reversed(edges.items()))
    assert place_speakers(network_of(edges)) == place_speakers(network_of(backwards))


@given(edges=EDGES)
def test_the_column_says_who_speaks_and_who_is_spoken_of(
    edges: dict[tuple[Entity, Entity], int],
) -> None:
    network = network_of(edges)
    for place in place_speakers(network):
        speaks, is_spoken_of = network.out_degree(place.who) > 0, network.in_degree(place.who) > 0
        assert place.column == {(True, False): 0, (True, True): 1, (False, True): 2}[speaks, is_spoken_of]  # fmt: skip


def test_those_with_the_most_claims_are_placed_where_there_are_too_many() -> None:
    edges = {(("person", f"A{n:03}"), ("person", f"B{n:03}")): n for n in range(1, 101)}
    placed = {place.who[1] for place in place_speakers(network_of(edges))}
    assert placed == {f"{side}{n:03}" for side in "AB" for n in range(76, 101)}


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param(["A-3", "B-2", "C-1"], id="turned over"),
        pytest.param(["A-4", "B-1", "C-2", "D-3"], id="one from below to above"),
        pytest.param(["A-1", "A-2", "B-1", "B-2"], id="two that must cross once"),
    ],
)
def test_few_lines_cross(pairs: list[str]) -> None:
    edges = {(("person", pair[0]), ("person", pair[2])): 1 for pair in pairs}
    row = {place.who[1]: place.row for place in place_speakers(network_of(edges))}
    crossing = sum(
        (row[a[0]] - row[b[0]]) * (row[a[2]] - row[b[2]]) < 0 for a, b in combinations(pairs, 2)
    )
    assert crossing == (1 if len(set("".join(pairs))) == 5 else 0)


def names(opened_page: object) -> list[str]:
    return opened_page.locator("#people .who span").all_inner_texts()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.browser
def test_lines_are_as_wide_as_the_claims_are_many(open_page: OpenPage) -> None:
    opened = open_page(town(), "#view=people")
    assert sorted(names(opened.page)) == ["Ida Holm", "Ola Vik", "Piet Dahl", "the council"]
    lines = opened.page.locator("#people path:has(title)")
    told = dict(
        zip(
            lines.locator("title").all_text_contents(),
            [float(line.get_attribute("stroke-width") or 0) for line in lines.all()],
            strict=True,
        )
    )
    assert set(told) == {"Piet Dahl of Ida Holm: 2 claims", "the council of Ida Holm: 1 claim", "Ola Vik of Piet Dahl: 1 claim"}  # fmt: skip
    assert told["Piet Dahl of Ida Holm: 2 claims"] == max(told.values()) > min(told.values())


@pytest.mark.browser
def test_a_line_opens_its_claims(open_page: OpenPage) -> None:
    opened = open_page(town(), "#view=people")
    opened.page.locator("#people path", has_text="Piet Dahl of Ida Holm").dispatch_event("click")
    assert opened.page.evaluate("state.view") == "graph"
    assert opened.notice().startswith("2 claims from 1 source in 2 articles")


@pytest.mark.browser
def test_one_of_them_is_chosen_and_drawn_alone(open_page: OpenPage) -> None:
    opened = open_page(town(), "#view=people")
    opened.page.click("#people .who:has-text('Piet Dahl')")
    assert opened.page.inner_text("#ego").startswith(
        "Piet Dahl speaks of others in 2 claims and is spoken of in 1."
    )
    assert opened.page.locator("#people path.out").count() == 1
    assert opened.page.locator("#people path.in").count() == 1
    spoken = opened.page.locator("#panel .spoken").all_inner_texts()
    assert [" ".join(words.split()) for words in spoken] == ["Ida Holm 2 claims", "Ola Vik 1 claim"]
    opened.page.click("#turn")
    assert names(opened.page) == ["Ola Vik", "Piet Dahl", "Ida Holm"]
    again = open_page(town(), "#" + opened.page.url.partition("#")[2])
    assert names(again.page) == names(opened.page)
    again.page.click("#turn")
    assert len(names(again.page)) == 4
    opened.page.click("#panel .spoken .link >> text=2 claims")
    assert opened.notice().startswith("2 claims")


@pytest.mark.browser
def test_the_network_counts_what_the_filters_keep(open_page: OpenPage) -> None:
    opened = open_page(town(), "#view=people")
    opened.page.check("#by-outlet label:has-text('Lowmere') input")
    assert names(opened.page) == ["Ola Vik", "Piet Dahl"]
    opened.page.fill("#search", "nothing like it")
    assert names(opened.page) == []
    assert "has a person or a body speak of another" in opened.page.inner_text("#unplaced")


@pytest.mark.browser
def test_the_keyboard_goes_from_one_to_the_next(open_page: OpenPage) -> None:
    opened = open_page(town(), "#view=people")
    opened.page.focus("#people .who >> nth=0")
    press(opened.page, "Enter")
    assert opened.heading() != ""
    focused = "document.activeElement.getAttribute('aria-pressed')"
    assert opened.page.evaluate(focused) == "true"
    press(opened.page, "Enter")
    assert opened.page.evaluate("state.ego") is True
    press(opened.page, "Escape")
    assert opened.page.evaluate("[state.at, state.ego, document.activeElement.id]") == [None, False, "people-view"]  # fmt: skip


def elm(words: str = "Elm") -> Graph:
    """Somebody speaks of a man and of a body of one name, which are two."""
    graph = every_named(town(), words)
    for node in list(graph.subjects(SDO.name, Literal("the council"))):
        graph.set((node, SDO.name, Literal(words)))
    return graph


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_two_of_one_name_have_their_kinds_beside_them(open_page: OpenPage, width: int) -> None:
    opened = open_page(elm(), "#view=people", width=width)
    boxes = opened.page.locator("#people .who:has(i)")
    kinds = sorted(words.split()[0:2] for words in boxes.all_inner_texts())
    assert kinds == [["Elm", "organisation"], ["Elm", "person"]]
    for box in boxes.locator("i").all():
        inside = box.evaluate("it => it.getBoundingClientRect().right <= it.parentElement.getBoundingClientRect().right")  # fmt: skip
        assert inside
    assert "Elm (person): speaks" in str(boxes.last.get_attribute("aria-label")) + str(
        boxes.first.get_attribute("aria-label")
    )
    if width > 760:  # where the filters are unfolded
        assert set(opened.facet("source")) >= {"Elm (person) 1", "Elm (organisation) 1"}
    assert Axe().run(opened.page).violations_count == 0
    assert opened.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", ["", "&around=one"], ids=["all", "around one"])
def test_no_barriers(open_page: OpenPage, address: str, width: int, *, dark: bool) -> None:
    graph = town()
    chosen = at(str(entity(graph, "Piet Dahl", 0)))
    opened = open_page(graph, f"{chosen}&view=people{address}", width=width, dark=dark)
    report = Axe().run(opened.page)
    assert report.violations_count == 0, report.generate_report()
    assert opened.complaints == []
    assert len(opened.requests) == 1


@pytest.mark.browser
def test_on_a_telephone_nobody_is_cut_off(open_page: OpenPage) -> None:
    opened = open_page(town(), "#view=people", width=390)
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 390
    for box in opened.page.locator("#people .who").all():
        found = box.bounding_box()
        assert found is not None
        assert found["x"] >= 0
        assert found["x"] + found["width"] <= 390


@pytest.mark.browser
@pytest.mark.parametrize("words", [pytest.param(words, id=name) for name, words in HOSTILE.items()])
def test_hostile_names_are_only_words(open_page: OpenPage, words: str) -> None:
    opened = open_page(every_named(town(), words), "#view=people")
    assert make_label(words) in (opened.page.text_content("#people") or "")
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.locator("#people img, #people a").count() == 0
    assert opened.complaints == []


def every_named(graph: Graph, words: str) -> Graph:
    """The graph with somebody called some words."""
    for node in list(graph.subjects(SDO.name, Literal("Ola Vik"))):
        graph.set((node, SDO.name, Literal(words)))
    return graph


def test_an_empty_network_has_no_places() -> None:
    places: list[Place] = place_speakers(nx.DiGraph())
    assert places == []
