"""Finding what stands near a place in a text without looking at all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import chain, product
from typing import TYPE_CHECKING, Final, TypeVar

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.model import Statement

T = TypeVar("T")

STRETCH: Final = 1000
"""Code points in a stretch of the text, by which things are filed."""


def find_touched(spans: Sequence[Span], place: Span) -> Sequence[Span]:
    """Find the spans that share a code point with a place.

    Args:
        spans: In text order, none of which overlap.
        place: Where to look.

    >>> find_touched([Span(0, 2), Span(3, 5), Span(5, 8), Span(9, 12)], Span(4, 9))
    [Span(start=3, end=5), Span(start=5, end=8)]
    """
    first = bisect_right(spans, place.start, key=lambda span: span.end)
    return spans[first : bisect_left(spans, place.end, lo=first, key=lambda span: span.start)]


def clip_span(span: Span, place: Span) -> Span:
    """Return the part of a span that lies in a place which it touches.

    >>> clip_span(Span(2, 9), Span(4, 12))
    Span(start=4, end=9)
    """
    return Span(max(span.start, place.start), min(span.end, place.end))


def enclose_spans(spans: Sequence[Span]) -> Span:
    """Return the stretch from the first of some spans to the end of the last.

    >>> enclose_spans([Span(5, 6), Span(2, 9)])
    Span(start=2, end=9)
    """
    return Span(min(spans).start, max(span.end for span in spans))


def list_spans(statement: Statement) -> tuple[Span, ...]:
    """Return all that belongs to a statement: its content, its cue and its source."""
    return (*statement.content, *statement.cue, *statement.source)


def share_text(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    """Tell whether any of the spans overlaps any of the others.

    >>> share_text([Span(0, 2), Span(5, 8)], [Span(2, 5)]), share_text([Span(0, 2)], [Span(1, 5)])
    (False, True)
    """
    return any(span.overlaps(other) for span, other in product(spans, others))


def file_by_place(
    items: Iterable[T], spans_of_item: Callable[[T], Iterable[Span]]
) -> Mapping[int, Sequence[T]]:
    """File things by the stretches of the text that they touch.

    Args:
        items: What to file.
        spans_of_item: Returns where one of them stands.

    Returns:
        For the number of a stretch what touches it, in the order in which it was given.
    """
    shelves: dict[int, list[T]] = defaultdict(list)
    for item in items:
        for stretch in dict.fromkeys(chain.from_iterable(map(_stretches, spans_of_item(item)))):
            shelves[stretch].append(item)
    return shelves


def file_spans(spans: Iterable[Span]) -> Mapping[int, Sequence[Span]]:
    """File spans by where they are."""
    return file_by_place(spans, lambda span: (span,))


def find_near(shelves: Mapping[int, Sequence[T]], span: Span) -> Iterator[T]:
    """Iterate over what is filed in the stretches that a span touches.

    What stands in several of the stretches comes more than once.
    """
    return chain.from_iterable(shelves.get(stretch, ()) for stretch in _stretches(span))


def is_touched(shelves: Mapping[int, Sequence[Span]], span: Span) -> bool:
    """Tell whether a span shares a code point with any of those that are filed.

    >>> is_touched(file_spans([Span(0, 4), Span(2000, 2004)]), Span(4, 2001))
    True
    """
    return share_text([span], find_near(shelves, span))


def is_covered(shelves: Mapping[int, Sequence[Span]], span: Span) -> bool:
    """Tell whether a span lies within one of those that are filed.

    >>> is_covered(file_spans([Span(0, 4)]), Span(1, 4)), is_covered({}, Span(1, 4))
    (True, False)
    """
    return any(other.contains(span) for other in find_near(shelves, span))


def _stretches(span: Span) -> range:
    """Return the numbers of the stretches that a span touches.

    >>> list(_stretches(Span(990, 1000))), list(_stretches(Span(990, 2001)))
    ([0], [0, 1, 2])
    """
    return range(span.start // STRETCH, (span.end - 1) // STRETCH + 1)
