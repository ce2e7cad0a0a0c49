"""Quotation marks paired over a whole text; no syntax, only marks, letters and paragraphs.

A quotation may run over sentences and, where each further paragraph opens with the mark again, over
paragraphs, as news prints long quotations. A mark that finds no partner ends with its paragraph, or
is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

MARK: Final = re.compile(r"'{2,3}|``|[“”„«»‹›‘’‚\"']")
"""A quotation mark, or what may be one; a typist's two apostrophes are one mark, three are two that
end together."""

_CLOSERS: Final[Mapping[str, tuple[str, ...]]] = {
    "“": ("”",),
    "”": ("”",),
    "„": ("“", "”"),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "‘": ("’", "'"),
    "‚": ("‘", "’"),
    '"': ('"',),
    "''": ("''",),
    "``": ("''",),
    "'": ("'", "’"),
}
"""What closes each opening mark, in English, German, French, and by typists who use one key."""

_SLIPS: Final[Mapping[str, tuple[str, ...]]] = {
    "“": ('"', "''", "“"),
    '"': ("”",),
    "''": ('"',),
}
"""What closes a mark by a slip of the typist."""

_SINGLE: Final = frozenset("‘‚'")
"""Marks whose closing form is an apostrophe, too."""

_SPACED: Final = frozenset("«‹")
"""Marks that the French set off with a space."""

_REPEATED: Final = frozenset({"“", "„", "«", '"', "''", "‘", "'"})
"""Marks that a quotation repeats at the beginning of each further paragraph."""

_ELIDED: Final = re.compile(r"\d|(?:em|til|cause|tis|twas|round|n)\b", re.IGNORECASE)
"""What an apostrophe begins that is no quotation: '90s, 'em."""

_MOST_MARKS: Final = 200
"""How many marks the end of a quotation is sought among; more in one paragraph are no prose."""

_STOPS: Final = frozenset(",.?!…;:")

_LONGEST_PHRASE: Final = 60
"""How long a single-quoted phrase without a stop or comma at its end may be, in code points; else
it is a plural's apostrophe that ends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation with its marks: one span, or one for each paragraph that it runs over.

    Attributes:
        closed: Whether a closing mark ends it, rather than the end of a paragraph.
    """

    spans: tuple[Span, ...]
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """What may be a quotation mark.

    Attributes:
        kind: Which mark it is.
        before, after: The characters beside it; empty at the edges of the paragraph.
        is_elision: Whether what follows begins with an apostrophe.
    """

    start: int
    end: int
    kind: str
    before: str
    after: str
    is_elision: bool


def pair(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    r"""Find the outermost quotations of a text, in text order.

    Args:
        text: Any text.
        paragraphs: Its running text; marks outside are not read.

    >>> text = 'Ann said: "It rained. “Rained!” It poured." Nobody left.'
    >>> [quotation] = pair(text, [Span(0, len(text))])
    >>> quotation.spans[0].of(text)
    '"It rained. “Rained!” It poured."'
    """
    starts = {paragraph.start for paragraph in paragraphs}
    joined = _join_paragraphs(text, paragraphs)
    return [quotation for quotation in joined if _is_quotation(quotation, starts)]


def _is_quotation(found: Quotation, starts: AbstractSet[int]) -> bool:
    """Tell whether it has an end, or else several paragraphs, or begins one."""
    return found.closed or len(found.spans) > 1 or found.spans[0].start in starts


def _join_paragraphs(text: str, paragraphs: Sequence[Span]) -> Iterator[Quotation]:
    """Find the quotations of each paragraph, and join those that go on in the next."""
    parts: list[Span] = []
    for paragraph in paragraphs:
        for quotation in _pair_within(text, paragraph):
            if parts and not _continues(text, parts[-1], quotation.spans[0]):
                yield Quotation(spans=tuple(parts), closed=False)
                parts.clear()
            parts += quotation.spans
            if quotation.closed:
                yield Quotation(spans=tuple(parts), closed=True)
                parts.clear()
    if parts:
        yield Quotation(spans=tuple(parts), closed=False)


def _pair_within(text: str, paragraph: Span) -> Iterator[Quotation]:
    """Find the quotations that begin in a paragraph; one without an end runs to that of it."""
    marks = list(_find_marks(text, paragraph))
    at = 0
    while at < len(marks):
        mark = marks[at]
        if _opens(mark):
            length = _closing(marks[at : at + _MOST_MARKS])
            if length is not None:
                at += length
                yield Quotation(spans=(Span(mark.start, marks[at].end),), closed=True)
            elif mark.kind not in _SINGLE:
                yield Quotation(spans=(Span(mark.start, paragraph.end),), closed=False)
                return
        at += 1


def _find_marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    """Find what may be a quotation mark, with the characters beside it."""
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        yield _Mark(
            start=start,
            end=end,
            kind=match[0][:2],
            before=text[max(paragraph.start, start - 1) : start],
            after=text[end : min(end + 1, paragraph.end)],
            is_elision=_ELIDED.match(text, end) is not None,
        )


def _opens(mark: _Mark) -> bool:
    """Tell whether a mark opens a quotation: a word goes on behind it, and none before it."""
    is_first = not mark.before.strip()
    if mark.kind in _SPACED and mark.after.isspace():
        return is_first
    closers = _CLOSERS.get(mark.kind)
    if closers is None or mark.after in closers or not mark.after.strip():
        return False
    if mark.kind in {"»", "”"}:
        return is_first
    is_apostrophe = mark.kind in _SINGLE and mark.is_elision
    return not is_apostrophe and not mark.before.isalnum()


def _closing(marks: Sequence[_Mark]) -> int | None:
    """Tell which of some marks closes the first of them; None if the paragraph does not close it.

    A slip closes it where no right mark does, or where the right mark ends another quotation; a
    slip that ends a quotation inside is none.
    """
    opening = marks[0].kind
    proper = _first_closing(marks, _CLOSERS[opening])
    slip = _first_closing(marks[:proper], _SLIPS.get(opening, ()))
    if slip is None or _has_opening(marks[1:slip], {marks[slip].kind}):
        return proper
    if proper is None or _has_opening(marks[slip + 1 : proper], {opening, marks[slip].kind}):
        return slip
    return proper


def _has_opening(marks: Sequence[_Mark], kinds: set[str]) -> bool:
    """Tell whether one of the marks is of a kind, and opens."""
    return any(mark.kind in kinds and _opens(mark) for mark in marks)


def _first_closing(marks: Sequence[_Mark], closers: Sequence[str]) -> int | None:
    """Tell which mark behind the first one is the first among the closers that closes it."""
    for at, mark in enumerate(marks):
        if at > 0 and mark.kind in closers and _closes(marks[0], mark):
            return at
    return None


def _closes(opening: _Mark, mark: _Mark) -> bool:
    """Tell whether a mark closes rather than opens or stands for a letter."""
    if mark.start == opening.end or mark.after.isalnum():
        return False
    is_apart = mark.before.isspace()
    if opening.kind not in _SINGLE:
        return not is_apart or mark.kind != "“"
    # a phrase without a stop at its end may end in the apostrophe of a plural
    is_short = mark.start - opening.end <= _LONGEST_PHRASE
    return not is_apart and (is_short or not _STOPS.isdisjoint({mark.before, mark.after}))


def _continues(text: str, last: Span, first: Span) -> bool:
    """Tell whether the next paragraph begins with a quotation's mark, and goes on with it.

    Args:
        text: The text.
        last: The part of the quotation in the paragraph before.
        first: The first quotation of the next one.
    """
    opened, again = MARK.match(text, last.start), MARK.match(text, first.start)
    if opened is None or again is None or text[last.end : first.start].strip():
        return False
    return again[0] in _REPEATED and again[0] == opened[0]
