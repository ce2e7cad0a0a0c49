"""Place the people and bodies that speak of each other: three columns, with few lines that cross.

    who only speaks -> who speaks, and is spoken of -> who is only spoken of

The order in a column is found as Sugiyama, Tagawa and Toda (1981) do it: each stands at the mean of
its neighbours in the other columns, and then neighbours in a column change places while fewer lines
cross for it. At most `MOST` are placed and both steps have an end, so that it takes no longer
however large the network is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from statistics import fmean
from typing import TYPE_CHECKING, Final, TypeAlias

import networkx as nx

if TYPE_CHECKING:
    from kg.views.analysis import Entity

__all__ = ["MOST", "Place", "place_speakers"]

MOST: Final = 50
"""People and bodies that one can still tell apart in a drawing."""
_SWEEPS: Final = 8
_FARTHEST: Final = 2
"""Rows from one to the next in a column, at most."""
_Columns: TypeAlias = "list[list[Entity]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody stands.

    Attributes:
        column: 0 who only speaks, 1 who is spoken of, too, 2 who is only spoken of.
        row: From 0, downwards; columns with few have some half rows.
    """

    who: Entity
    column: int
    row: float


def place_speakers(speaking: nx.DiGraph[Entity]) -> list[Place]:
    """Return the places of those who speak most of each other, column by column.

    Args:
        speaking: From `kg.views.analysis.speaks_of`.

    >>> import networkx as nx
    >>> speaking = nx.DiGraph()
    >>> speaking.add_edge(("person", "Ann"), ("person", "Bob"), weight=1)
    >>> [(place.who[1], place.column, place.row) for place in place_speakers(speaking)]
    [('Ann', 0, 0.0), ('Bob', 2, 0.0)]
    """
    chosen = _choose_most(speaking)
    columns: _Columns = [[], [], []]
    for who in sorted(chosen):
        only_speaks, is_silent = not speaking.pred[who], not speaking.succ[who]
        columns[1 - only_speaks + is_silent].append(who)

    for _ in range(_SWEEPS):
        _move_to_neighbours(columns, chosen)
    for _ in range(_SWEEPS):
        _swap_neighbours(columns, chosen)
    return _to_places(columns)


def _choose_most(speaking: nx.DiGraph[Entity]) -> nx.DiGraph[Entity]:
    """Return the part of a network with the most claims, of at most `MOST` nodes."""
    weights = nx.get_edge_attributes(speaking, "weight")
    chosen = type(speaking)()
    for pair in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if len(chosen.nodes | set(pair)) <= MOST:
            chosen.add_edge(*pair)
    return chosen


def _move_to_neighbours(columns: _Columns, network: nx.DiGraph[Entity]) -> None:
    """Order each column by the mean height of its neighbours in the others."""
    for number, column in enumerate(columns):
        height = _heights(columns)
        others = set(height) - set(column)
        wished = {}
        for who in column:
            near = [height[one] for one in _neighbours(who, network) if one in others]
            wished[who] = fmean(near) if near else height[who]
        columns[number] = sorted(column, key=lambda who: (wished[who], who))


def _heights(columns: _Columns) -> dict[Entity, float]:
    """Return how far down its column everybody stands, from 0 to 1."""
    heights = {}
    for column in columns:
        for row, who in enumerate(column):
            heights[who] = (row + 0.5) / len(column)
    return heights


def _neighbours(who: Entity, network: nx.DiGraph[Entity]) -> set[Entity]:
    return set(nx.all_neighbors(network, who))


def _swap_neighbours(columns: _Columns, network: nx.DiGraph[Entity]) -> None:
    """Let neighbours in a column change places where fewer lines cross then."""
    place = {who: number for number, column in enumerate(columns) for who in column}
    for column in columns:
        height = _heights(columns)
        for row in range(len(column) - 1):
            one, other = column[row : row + 2]
            before = after = 0
            for end, far in product(_neighbours(one, network), _neighbours(other, network)):
                if place[end] == place[far] != place[one]:
                    before += height[end] > height[far]
                    after += height[end] < height[far]
            if after < before:
                column[row : row + 2] = [other, one]


def _to_places(columns: _Columns) -> list[Place]:
    """Return everybody's place; a short column is stretched, and stands in the middle."""
    tallest = max(map(len, columns))
    places = []
    for number, column in enumerate(columns):
        step = min(_FARTHEST, tallest / max(1, len(column)))
        first = (tallest - step * len(column)) / 2 + (step - 1) / 2
        for row, who in enumerate(column):
            places.append(Place(who=who, column=number, row=round(first + step * row, 2)))
    return places
