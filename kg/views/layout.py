"""Order the drawing: three columns, read from left to right as who says what of whom.

    sources -> statements -> subjects

Each source is a band across the columns: somebody of several articles stands once, beside all that
they say in them, article by article in text order. Where there are several articles, each has a box
as a heading over its statements in a band. Subjects that are alike share a box in a band.

The page draws only some of the boxes at a time, so that it is the page that gives them their places
(`choice.js`).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kg.model import Kind
from kg.rdf.nodes import UNNAMED_PUBLICATION
from kg.views.network import ends_by_relation, iterate_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from kg.views.network import Ends

__all__ = [
    "FONT",
    "LINE",
    "MOST_LINES",
    "PADDING",
    "PLACES",
    "TAG",
    "Box",
    "Column",
    "layout",
    "likeness",
    "line_count",
    "speaker",
]

Column: TypeAlias = Literal["source", "article", "statement", "subject"]

# Lengths are in pixels of the page at its natural size.
PLACES: Final[dict[Column, tuple[int, int]]] = {
    "source": (0, 168),
    "article": (232, 388),
    "statement": (232, 388),
    "subject": (692, 168),
}
"""Where each column begins, and how wide it is."""
MOST_LINES: Final[dict[Column, int]] = {"article": 1, "source": 3, "statement": 3, "subject": 2}

FONT: Final = 14
LINE: Final = 18
TAG: Final = 16
PADDING: Final = 12  # left and right of the words; half of it is above and below

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
_OF_ONE_ARTICLE: Final = {Kind.GROUP.value, Kind.UNNAMED.value}
"""Kinds of source that are others in another article, though the words may be the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the drawing.

    Attributes:
        node: Which node of the network it shows, or the first of those that are one; an entity that
            is a source and a subject has two boxes.
        band: The number of the source whose band it stands in.
        lines: How many lines of words there is room for.
    """

    node: str
    band: int
    column: Column
    lines: int


@dataclass(slots=True)
class _Band:
    """A source, and the statements of which it is the first."""

    source: str
    statements: list[tuple[str, Ends]] = field(default_factory=list)


def layout(network: nx.MultiDiGraph[str]) -> list[Box]:
    """Return a box, or boxes, for every source, statement and subject of a network, band by band.

    Args:
        network: From `to_network`, whose order the drawing follows.
    """
    bands: dict[tuple[str, str], _Band] = {}
    articles = set()
    for statement, _ in iterate_statements(network):
        ends = ends_by_relation(statement, network)
        articles.update(ends["stated in"])
        own = [bands.setdefault(speaker(end, network), _Band(end)) for end in ends["source"]]
        own[0].statements.append((statement, ends))

    boxes: list[Box] = []
    for number, band in enumerate(bands.values()):
        shown = _shown_in_band(band, has_headings=len(articles) > 1, network=network)
        for node, column in shown:
            lines = line_count(network.nodes[node]["label"], column)
            boxes.append(Box(node=node, band=number, column=column, lines=lines))
    return boxes


def _shown_in_band(
    band: _Band, *, has_headings: bool, network: nx.MultiDiGraph[str]
) -> Iterator[tuple[str, Column]]:
    """Yield what stands in a band: the source, its statements below their articles, subjects."""
    yield band.source, "source"
    subjects: dict[tuple[str, str], str] = {}
    article = ""
    for statement, ends in band.statements:
        if has_headings and ends["stated in"][0] != article:
            article = ends["stated in"][0]
            yield article, "article"
        yield statement, "statement"
        for subject in ends["about"] + ends["mentions"]:
            subjects.setdefault(likeness(subject, network), subject)
    for subject in subjects.values():
        yield subject, "subject"


def speaker(source: str, network: nx.MultiDiGraph[str]) -> tuple[str, str]:
    """Return what a source goes by in the drawing: all that go by the same are one.

    Groups, and those whom nobody names, are others in each article, whatever they are called.
    """
    attributes = network.nodes[source]
    is_nameless = attributes.get("name") == UNNAMED_PUBLICATION
    if attributes.get("kind") in _OF_ONE_ARTICLE or is_nameless:
        return "", source
    return likeness(source, network)


def likeness(entity: str, network: nx.MultiDiGraph[str]) -> tuple[str, str]:
    """Return kind and name: entities alike in both share a box as subjects of one source.

    The name is that by which all go that are one with it.
    """
    attributes = network.nodes[entity]
    return attributes.get("kind", ""), attributes.get("called") or attributes["label"]


def line_count(label: str, column: Column) -> int:
    """Return how many lines a label takes in a column, by an estimate that is rather too high.

    >>> words = "The bridge is not safe."
    >>> line_count(words, "statement"), line_count(words, "subject")
    (1, 2)
    """
    room = (PLACES[column][1] - 2 * PADDING) / FONT / _BOLD[column]
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
