"""The colours of speakers."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.hues import HUES, speaker_hues


def quoting(articles: list[list[str]], kind: str = "person") -> nx.MultiDiGraph[str]:
    """Articles with a statement for each name."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for place, names in enumerate(articles):
        network.add_node(f"article {place}", type="article")
        for number, name in enumerate(names):
            statement, speaker = f"statement {place} {number}", f"{name} in {place}"
            network.add_node(statement, type="statement")
            network.add_node(speaker, type="entity", kind=kind, label=name)
            network.add_edge(statement, f"article {place}", relation="stated in")
            network.add_edge(statement, speaker, relation="source")
    return network


NAMES = st.lists(st.lists(st.sampled_from("abcdefghijkl"), max_size=12), max_size=5)


@given(NAMES)
def test_one_speaker_has_one_colour_in_every_article(articles: list[list[str]]) -> None:
    hues = speaker_hues(quoting(articles))
    for name in {name for names in articles for name in names}:
        assert len({hue for speaker, hue in hues.items() if speaker.startswith(f"{name} ")}) == 1


@given(NAMES)
def test_two_speakers_of_an_article_are_alike_only_if_both_are_grey(
    articles: list[list[str]],
) -> None:
    hues = speaker_hues(quoting(articles))
    for place, names in enumerate(articles):
        coloured = [hues[f"{name} in {place}"] for name in set(names)]
        told = [hue for hue in coloured if hue < HUES]
        assert len(told) == len(set(told))


def test_the_most_quoted_choose_first() -> None:
    hues = speaker_hues(quoting([[*"abcdefghi", "i", "i"]]))
    assert hues["i in 0"] == 0
    assert hues["h in 0"] == HUES


@pytest.mark.parametrize(("kind", "coloured"), [("group", True), ("publication", False)])
def test_the_publication_has_no_colour(kind: str, coloured: bool) -> None:  # noqa: FBT001 - a row
    assert bool(speaker_hues(quoting([["a"]], kind))) is coloured
