"""Where everything stands on the page: four columns, read from left to right as who says what about whom.

    article -> sources -> statements -> subjects

Each article is a band across the columns. In it the statements of one source stand together,
sources and statements in text order; a source stands beside the middle of its statements, a subject
as near as it can to the statements about it. In merged data a claim made in two articles is about
the entities of both: those alike share a box. One pass and no simulation: the same network always
gets the same places.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import networkx as nx

Column: TypeAlias = Literal["article", "source", "statement", "subject"]

# Lengths are in pixels of the page at its natural size.
LEFT: Final[dict[Column, int]] = {"article": 0, "source": 160, "statement": 372, "subject": 788}
WIDTH: Final[dict[Column, int]] = {"article": 128, "source": 156, "statement": 348, "subject": 152}
MOST_LINES: Final[dict[Column, int]] = {"article": 6, "source": 3, "statement": 3, "subject": 2}
HAS_TAG: Final[dict[Column, bool]] = {
    "article": True,
    "source": True,
    "statement": True,
    "subject": False,
}

FONT: Final = 14
LINE: Final = 18
TAG: Final = 16
PADDING: Final = 12  # left and right of the words; half of it is above and below
GAP: Final = 10  # between boxes of a column
GROUP_GAP: Final = 24  # between the statements of two sources
BAND_GAP: Final = 56  # between articles

# Widths in multiples of the font's size, as in DejaVu Sans, which is wider than most: readers have different fonts.
WIDTHS: Final = (("iljI.,:;'!|’‘ ", 0.32), ("rtf()[]-", 0.41), ("mwMW—@%", 0.95))
BOLD: Final[dict[Column, float]] = {"article": 1.12, "source": 1.12, "statement": 1, "subject": 1}
CAPITAL: Final = 0.7
IDEOGRAPH: Final = 1.05
LETTER: Final = 0.62


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement with what it is tied to, as the layout needs it."""

    node: str
    sources: tuple[str, ...]
    subjects: tuple[str, ...]


def layout(network: nx.MultiDiGraph[str]) -> list[Box]:
    """Give every node of a network its box or boxes, band by band.

    Args:
        network: From `to_network`, whose order the drawing follows.
    """
    boxes: list[Box] = []
    top = 0
    for article, statements in statements_by_article(network).items():
        band = list(band_boxes(article, statements, top, network))
        boxes.extend(band)
        top = max(box.top + box.height for box in band) + BAND_GAP
    return boxes


def statements_by_article(network: nx.MultiDiGraph[str]) -> dict[str, list[Statement]]:
    """The statements of each article, both in the network's order."""
    found: dict[str, list[Statement]] = {}
    for node, attributes in network.nodes(data=True):
        if attributes["type"] == "article":
            found[node] = []
        elif attributes["type"] == "statement":
            ends: dict[str, list[str]] = {}
            for _, end, edge in network.out_edges(node, data=True):
                ends.setdefault(edge["relation"], []).append(end)
            subjects = dict.fromkeys([*ends.get("about", ()), *ends.get("mentions", ())])
            found[ends["stated in"][0]].append(
                Statement(node=node, sources=tuple(ends["source"]), subjects=tuple(subjects))
            )
    return found


def band_boxes(
    article: str, statements: Sequence[Statement], top: int, network: nx.MultiDiGraph[str]
) -> Iterator[Box]:
    """The boxes of one article, the first of them the article's own."""

    def box(node: str, column: Column, at: int) -> Box:
        lines = line_count(network.nodes[node]["label"], column)
        return Box(
            node=node,
            article=article,
            column=column,
            left=LEFT[column],
            top=at,
            width=WIDTH[column],
            height=box_height(lines, column),
            lines=lines,
        )

    yield box(article, "article", top)
    subjects: dict[tuple[str, str], str] = {}
    middles: dict[str, list[int]] = {}
    for source, group in groups(statements).items():
        at = top
        for statement in group:
            placed = box(statement.node, "statement", at)
            for subject in statement.subjects:
                shared = subjects.setdefault(likeness(subject, network), subject)
                middles.setdefault(shared, []).append(at + placed.height // 2)
            at += placed.height + GAP
            yield placed
        beside = box(source, "source", top)
        height = max(at - GAP - top, beside.height)
        yield box(source, "source", top + (height - beside.height) // 2)
        top += height + GROUP_GAP
    yield from subject_boxes(
        box(subject, "subject", sum(at) // len(at)) for subject, at in middles.items()
    )


def likeness(entity: str, network: nx.MultiDiGraph[str]) -> tuple[str, str]:
    """What two entities have in common that share a box as subjects of one article: kind and name."""
    return network.nodes[entity].get("kind", ""), network.nodes[entity]["label"]


def groups(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """The statements of each source; one with several sources stands with the first of them."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        for source in statement.sources:
            found.setdefault(source, [])
        found[statement.sources[0]].append(statement)
    return found


def subject_boxes(wished: Iterable[Box]) -> Iterator[Box]:
    """The boxes, whose `top` is where their middle should be, moved so that none covers another."""
    free = None
    for box in sorted(wished, key=lambda box: (box.top, box.node)):
        top = box.top - box.height // 2
        top = top if free is None else max(top, free)
        free = top + box.height + GAP
        yield replace(box, top=top)


def box_height(lines: int, column: Column) -> int:
    """How high a box with so many lines is."""
    return lines * LINE + PADDING + (TAG if HAS_TAG[column] else 0)


def line_count(label: str, column: Column) -> int:
    """How many lines a label takes in a column, by an estimate that is rather too high than too low.

    >>> line_count("The bridge is not safe.", "statement"), line_count("The bridge is not safe.", "subject")
    (1, 2)
    """
    room = (WIDTH[column] - 2 * PADDING) / FONT / BOLD[column]
    lines, used = 1, 0.0
    for word in label.split():
        width = estimated_width(word)
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        lines += int(width // room)
        used += width % room + estimated_width(" ")
    return min(lines, MOST_LINES[column])


def estimated_width(words: str) -> float:
    """How wide words are."""
    return sum(character_width(character) for character in words)


def character_width(character: str) -> float:
    """How wide a character is."""
    if unicodedata.east_asian_width(character) in "WF":
        return IDEOGRAPH
    usual = CAPITAL if character.isupper() else LETTER
    return next((width for characters, width in WIDTHS if character in characters), usual)
