"""Finding what stands near a place in a text without looking at all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, TypeVar

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")

STRETCH: Final = 1000
"""Code points in a stretch of the text, by which things are filed."""


def touched(spans: Sequence[Span], place: Span) -> Sequence[Span]:
    """Those spans that share a code point with a place.

    Args:
        spans: In text order, none of which overlap.
        place: Where to look.

    >>> touched([Span(0, 2), Span(3, 5), Span(5, 8), Span(9, 12)], Span(4, 9))
    [Span(start=3, end=5), Span(start=5, end=8)]
    """
    first = bisect_right(spans, place.start, key=lambda span: span.end)
    return spans[first : bisect_left(spans, place.end, lo=first, key=lambda span: span.start)]


def clipped(span: Span, place: Span) -> Span:
    """What a span that touches a place has of it.

    >>> clipped(Span(2, 9), Span(4, 12))
    Span(start=4, end=9)
    """
    return Span(max(span.start, place.start), min(span.end, place.end))


def filed(items: Iterable[T], spans: Callable[[T], Iterable[Span]]) -> Mapping[int, Sequence[T]]:
    """Things by the stretches of the text that they touch, each stretch in the order in which they come.

    Args:
        items: What to file.
        spans: Where one of them stands.
    """
    shelves: dict[int, list[T]] = {}
    for item in items:
        for stretch in dict.fromkeys(
            stretch for span in spans(item) for stretch in stretches(span)
        ):
            shelves.setdefault(stretch, []).append(item)
    return shelves


def filed_spans(spans: Iterable[Span]) -> Mapping[int, Sequence[Span]]:
    """Spans, filed by where they are."""
    return filed(spans, lambda span: (span,))


def near(shelves: Mapping[int, Sequence[T]], span: Span) -> Iterator[T]:
    """What is filed in the stretches that a span touches; what stands in several of them comes more than once."""
    return (item for stretch in stretches(span) for item in shelves.get(stretch, ()))


def is_touched(shelves: Mapping[int, Sequence[Span]], span: Span) -> bool:
    """Whether a span shares a code point with any of those that are filed.

    >>> is_touched(filed_spans([Span(0, 4), Span(2000, 2004)]), Span(4, 2001))
    True
    """
    return any(span.overlaps(other) for other in near(shelves, span))


def stretches(span: Span) -> range:
    """The numbers of the stretches that a span touches.

    >>> list(stretches(Span(990, 1000))), list(stretches(Span(990, 2001)))
    ([0], [0, 1, 2])
    """
    return range(span.start // STRETCH, (span.end - 1) // STRETCH + 1)
