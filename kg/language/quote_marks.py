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
    return [
        found
        for found in _joined(text, paragraphs)
        if found.closed or _begins_paragraph(found, starts)
    ]


def _joined(text: str, paragraphs: Sequence[Span]) -> Iterator[Quotation]:
    """The quotations of each paragraph, those joined that go on from one paragraph to the next."""
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
    """The quotations that begin in one paragraph; one without an end runs to the paragraph's."""
    marks = [Span(*match.span()) for match in MARK.finditer(text, paragraph.start, paragraph.end)]
    at = 0
    while at < len(marks):
        if _opens(text, marks[at], paragraph):
            end = _closing(text, marks[at : at + _MOST_MARKS], paragraph)
            if end is not None:
                yield Quotation(spans=(Span(marks[at].start, marks[at + end].end),), closed=True)
                at += end
            elif _kind(text, marks[at]) not in _SINGLE:
                yield Quotation(spans=(Span(marks[at].start, paragraph.end),), closed=False)
                return
        at += 1


def _kind(text: str, mark: Span) -> str:
    """Which mark it is."""
    return mark.of(text)[:2]


def _opens(text: str, mark: Span, paragraph: Span) -> bool:
    """Whether a mark opens a quotation: a word goes on behind it, and none before it."""
    opening = _kind(text, mark)
    after = text[mark.end] if mark.end < paragraph.end else " "
    before = text[mark.start - 1] if mark.start > paragraph.start else " "
    if opening in _SPACED and after.isspace():
        return before.isspace() and mark.end < paragraph.end
    if opening not in _CLOSERS or after.isspace() or after in _CLOSERS[opening] or before.isalnum():
        return False
    return (
        before.isspace()
        if opening in "»”"
        else not (opening in _SINGLE and _ELIDED.match(text, mark.end))
    )


def _closing(text: str, marks: Sequence[Span], paragraph: Span) -> int | None:
    """Which of some marks closes the first of them; None if the paragraph does not close it.

    A slip closes it where no right mark does, or where the right mark ends another quotation; a
    slip that ends a quotation inside is none.
    """
    opening = _kind(text, marks[0])
    proper = _first_closing(text, marks, _CLOSERS[opening], paragraph)
    slip = _first_closing(text, marks[:proper], _SLIPS.get(opening, ()), paragraph)
    if slip is None or _has_opening(text, marks[1:slip], {_kind(text, marks[slip])}, paragraph):
        return proper
    if proper is None or _has_opening(
        text, marks[slip + 1 : proper], {opening, _kind(text, marks[slip])}, paragraph
    ):
        return slip
    return proper


def _has_opening(text: str, marks: Sequence[Span], kinds: set[str], paragraph: Span) -> bool:
    """Whether one of the marks is of a kind, and opens."""
    return any(_kind(text, mark) in kinds and _opens(text, mark, paragraph) for mark in marks)


def _first_closing(
    text: str, marks: Sequence[Span], closers: Sequence[str], paragraph: Span
) -> int | None:
    """The first of the marks behind the first one that is among the closers and closes it."""
    candidates = (at for at, mark in enumerate(marks) if at and _kind(text, mark) in closers)
    return next((at for at in candidates if _closes(text, marks[0], marks[at], paragraph)), None)


def _closes(text: str, opening: Span, mark: Span, paragraph: Span) -> bool:
    """Whether a mark closes rather than opens or stands for a letter: no word goes on behind it."""
    if mark.start == opening.end or (mark.end < paragraph.end and text[mark.end].isalnum()):
        return False
    before = text[mark.start - 1]
    if _kind(text, opening) not in _SINGLE:
        return _kind(text, mark) != "“" or not before.isspace()
    stopped = before in _STOPS or text[mark.end : mark.end + 1] in _STOPS
    return not before.isspace() and (stopped or mark.start - opening.end <= _LONGEST_PHRASE)


def _continues(text: str, last: Span, first: Span) -> bool:
    """Whether the next paragraph goes on with a quotation left open: it begins with its mark."""
    opened, again = MARK.match(text, last.start), MARK.match(text, first.start)
    if opened is None or again is None or text[last.end : first.start].strip():
        return False
    return again[0] in _REPEATED and again[0] == opened[0]


def _begins_paragraph(quotation: Quotation, starts: set[int]) -> bool:
    """Whether a quotation without an end is one all the same: it has or begins paragraphs."""
    return len(quotation.spans) > 1 or quotation.spans[0].start in starts
