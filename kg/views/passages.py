"""Put a stretch of an article together again from the quotes that stand in it.

The graph holds no article's text, only quotes: each with its place and the words on either side of
it. Together they give back the text around a statement, in which its content, source and cue can be
marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kg.rdf.nodes import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Part", "Quote", "Window", "windows"]

Part: TypeAlias = Literal["content", "source", "cue"]

# Where parts overlap, the last of them stays whole.
_PRECEDENCE: Final[tuple[Part, ...]] = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a text, and where they stand.

    Attributes:
        part: What they are of a statement.
        start: Their first code point.
        prefix: The words before them, as far as the graph has them; `suffix` those behind.
    """

    part: Part
    start: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def end(self) -> int:
        """The code point behind the last word."""
        return self.start + len(self.exact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of text without a gap.

    Attributes:
        start: Its first code point; the pieces follow without a gap.
        pieces: The text in pieces, each with the part that it belongs to, or None.
        opens_midway: Whether the words before it were cut off, not at the edge of a paragraph.
        ends_midway: Whether those after it were.
    """

    start: int
    pieces: tuple[tuple[Part | None, str], ...]
    opens_midway: bool
    ends_midway: bool


def windows(quotes: Sequence[Quote]) -> list[Window]:
    """Put the text around some quotes of one article together, in text order.

    Where two quotes disagree about a character, words quoted count for more than words around a
    quote.

    >>> said = Quote(part="cue", start=4, exact="said", prefix="She ", suffix=" it rained.")
    >>> rain = Quote(part="content", start=9, exact="it rained", prefix="She said ", suffix=".")
    >>> [window] = windows([said, rain])
    >>> window.pieces
    ((None, 'She '), ('cue', 'said'), (None, ' '), ('content', 'it rained'), (None, '.'))
    """
    text, parts = _characters(quotes), _marked_places(quotes)
    opens = {quote.start - len(quote.prefix) for quote in quotes if len(quote.prefix) >= CONTEXT}
    ends = {quote.end + len(quote.suffix) for quote in quotes if len(quote.suffix) >= CONTEXT}

    found = []
    for run in _runs(text):
        pieces = []
        for part, places in groupby(run, key=parts.get):
            pieces.append((part, "".join(text[place] for place in places)))
        window = Window(
            start=run[0],
            pieces=tuple(pieces),
            opens_midway=run[0] in opens,
            ends_midway=run[-1] + 1 in ends,
        )
        found.append(window)
    return found


def _characters(quotes: Iterable[Quote]) -> dict[int, str]:
    """Return the character at each place that is known."""
    known: dict[int, str] = {}
    for quote in quotes:
        known.update(enumerate(quote.prefix, quote.start - len(quote.prefix)))
        known.update(enumerate(quote.suffix, quote.end))
    for quote in quotes:
        known.update(enumerate(quote.exact, quote.start))
    return known


def _marked_places(quotes: Sequence[Quote]) -> dict[int, Part]:
    """Return the part that each place in a quote belongs to."""
    marked: dict[int, Part] = {}
    for quote in sorted(quotes, key=lambda quote: _PRECEDENCE.index(quote.part)):
        marked.update(dict.fromkeys(range(quote.start, quote.end), quote.part))
    return marked


def _runs(places: Iterable[int]) -> Iterator[list[int]]:
    """Yield the places in order, in runs without a gap.

    >>> list(_runs([7, 1, 2, 6]))
    [[1, 2], [6, 7]]
    """
    for _, run in groupby(enumerate(sorted(places)), key=lambda pair: pair[1] - pair[0]):
        yield [place for _, place in run]
