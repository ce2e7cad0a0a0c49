"""Give speakers colours, so that two who speak in one article are seldom alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from kg.model import Kind
from kg.views.layout import likeness
from kg.views.network import ends_by_relation, iterate_statements

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["HUES", "speaker_hues"]

HUES: Final = 8
"""Colours that readers can tell apart; the ninth is grey."""


def speaker_hues(network: nx.MultiDiGraph[str]) -> dict[str, int]:
    """Return the number of a colour for each source, from 0; `HUES` is grey.

    Greedy colouring of who shares an article, the most quoted first, ties by name (Welsh and Powell
    1967 take the most tied first). The publication has none: its voice is the text itself.

    Args:
        network: From `to_network`; entities of one kind and name get one colour.
    """
    said: Counter[tuple[str, str]] = Counter()
    articles: dict[tuple[str, str], set[str]] = defaultdict(set)
    entities: dict[tuple[str, str], set[str]] = defaultdict(set)
    for statement, _ in iterate_statements(network):
        ends = ends_by_relation(statement, network)
        for source in ends["source"]:
            speaker = likeness(source, network)
            if speaker[0] != Kind.PUBLICATION:
                said[speaker] += 1
                articles[speaker].update(ends["stated in"])
                entities[speaker].add(source)

    hues: dict[str, int] = {}
    taken: dict[str, set[int]] = defaultdict(set)
    for speaker, _ in sorted(said.items(), key=lambda item: (-item[1], item[0])):
        others = set[int]().union(*(taken[article] for article in articles[speaker]))
        hue = min(set(range(HUES + 1)) - others, default=HUES)
        for article in articles[speaker]:
            taken[article].add(hue)
        hues.update(dict.fromkeys(entities[speaker], hue))
    return hues
