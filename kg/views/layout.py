"""Place everything on the page: four columns, read from left to right as who says what of whom.

    article -> sources -> statements -> subjects

Each article is a band across the columns. In it the statements of one source stand together,
sources and statements in text order; a source stands beside the middle of its statements, a subject
as near as it can to the statements about it. In merged data a claim made in two articles is about
the entities of both: those alike share a box. One pass and no simulation: the same network always
gets the same places.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kg.views.network import ends_by_relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import networkx as nx

    from kg.views.network import Ends

__all__ = [
    "FONT",
    "LINE",
    "MOST_LINES",
    "PADDING",
    "TAG",
    "Box",
    "Column",
    "layout",
    "likeness",
    "line_count",
]

Column: TypeAlias = Literal["article", "source", "statement", "subject"]

# Lengths are in pixels of the page at its natural size.
_LEFT: Final[dict[Column, int]] = {"article": 0, "source": 160, "statement": 372, "subject": 788}
_WIDTH: Final[dict[Column, int]] = {"article": 128, "source": 156, "statement": 348, "subject": 152}
MOST_LINES: Final[dict[Column, int]] = {"article": 6, "source": 3, "statement": 3, "subject": 2}
_TAGGED: Final[set[Column]] = {"article", "source", "statement"}

FONT: Final = 14
LINE: Final = 18
TAG: Final = 16
PADDING: Final = 12  # left and right of the words; half of it is above and below
_GAP: Final = 10  # between boxes of a column
_GROUP_GAP: Final = 24  # between the statements of two sources
_BAND_GAP: Final = 56  # between articles

# Widths in multiples of the font's size, as in DejaVu Sans: readers have different fonts, and most
# are narrower.
_WIDTHS: Final = {
    **dict.fromkeys("iljI.,:;'!|’‘ ", 0.32),
    **dict.fromkeys("rtf()[]-", 0.41),
    **dict.fromkeys("mwMW—@%", 0.95),
}
_BOLD: Final[dict[Column, float]] = {"article": 1.12, "source": 1.12, "statement": 1, "subject": 1}
_CAPITAL: Final = 0.7
_IDEOGRAPH: Final = 1.05
_LETTER: Final = 0.62


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the drawing.

    Attributes:
        node: Which node of the network it shows; an entity that is a source and a subject has two
            boxes.
        article: The article whose band it stands in.
        top: `left` and `top` of the first band are 0; x grows to the right, y downwards.
        lines: How many lines of words there is room for.
    """

    node: str
    article: str
    column: Column
    left: int
    top: int
    width: int
    height: int
    lines: int


def layout(network: nx.MultiDiGraph[str]) -> list[Box]:
    """Return a box, or boxes, for every node of a network, band by band.

    Args:
        network: From `to_network`, whose order the drawing follows.
    """
    bands: dict[str, list[tuple[str, Ends]]] = {}
    for node, attributes in network.nodes(data=True):
        if attributes["type"] == "article":
            bands[node] = []
        elif attributes["type"] == "statement":
            ends = ends_by_relation(node, network)
            bands[ends["stated in"][0]].append((node, ends))

    boxes: list[Box] = []
    top = 0
    for article, statements in bands.items():
        band = list(_band_boxes(article, statements, top, network))
        boxes.extend(band)
        top = max(box.top + box.height for box in band) + _BAND_GAP
    return boxes


def _band_boxes(
    article: str, statements: Sequence[tuple[str, Ends]], top: int, network: nx.MultiDiGraph[str]
) -> Iterator[Box]:
    """Yield the boxes of one article, the first of them the article's own."""

    def make_box(node: str, column: Column, at: int) -> Box:
        lines = line_count(network.nodes[node]["label"], column)
        return Box(
            node=node,
            article=article,
            column=column,
            left=_LEFT[column],
            top=at,
            width=_WIDTH[column],
            height=lines * LINE + PADDING + TAG * (column in _TAGGED),
            lines=lines,
        )

    yield make_box(article, "article", top)
    subjects: dict[tuple[str, str], str] = {}
    middles: dict[str, list[int]] = defaultdict(list)
    for source, group in _group_by_source(statements).items():
        at = top
        for statement, ends in group:
            placed = make_box(statement, "statement", at)
            for subject in dict.fromkeys(ends["about"] + ends["mentions"]):
                shared = subjects.setdefault(likeness(subject, network), subject)
                middles[shared].append(at + placed.height // 2)
            at += placed.height + _GAP
            yield placed

        beside = make_box(source, "source", top)
        height = max(at - _GAP - top, beside.height)
        yield replace(beside, top=top + (height - beside.height) // 2)
        top += height + _GROUP_GAP

    wished = [make_box(one, "subject", sum(at) // len(at)) for one, at in middles.items()]
    yield from _spread_boxes(wished)


def likeness(entity: str, network: nx.MultiDiGraph[str]) -> tuple[str, str]:
    """Return kind and name: entities alike in both share a box as subjects of one article.

    The name is that by which all go that are one with it.
    """
    attributes = network.nodes[entity]
    return attributes.get("kind", ""), attributes.get("called") or attributes["label"]


def _group_by_source(
    statements: Iterable[tuple[str, Ends]],
) -> dict[str, list[tuple[str, Ends]]]:
    """Return the statements of each source; one with several sources stands with the first."""
    groups: dict[str, list[tuple[str, Ends]]] = defaultdict(list)
    for statement, ends in statements:
        sources = [groups[source] for source in ends["source"]]
        sources[0].append((statement, ends))
    return groups


def _spread_boxes(wished: Iterable[Box]) -> Iterator[Box]:
    """Yield boxes, whose `top` is where their middle should be, so that none covers another."""
    free = None
    for box in sorted(wished, key=lambda box: (box.top, box.node)):
        top = box.top - box.height // 2
        if free is not None:
            top = max(top, free)
        free = top + box.height + _GAP
        yield replace(box, top=top)


def line_count(label: str, column: Column) -> int:
    """Return how many lines a label takes in a column, by an estimate that is rather too high.

    >>> words = "The bridge is not safe."
    >>> line_count(words, "statement"), line_count(words, "subject")
    (1, 2)
    """
    room = (_WIDTH[column] - 2 * PADDING) / FONT / _BOLD[column]
    lines, used = 1, 0.0
    for word in label.split():
        width = sum(map(_character_width, word))
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        lines += int(width // room)
        used += width % room + _character_width(" ")
    return min(lines, MOST_LINES[column])


def _character_width(character: str) -> float:
    """Return how wide a character is, in multiples of the font's size."""
    if unicodedata.east_asian_width(character) in "WF":
        return _IDEOGRAPH
    return _WIDTHS.get(character, _CAPITAL if character.isupper() else _LETTER)
