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
"""A quotation mark, or what may be one; a typist's two apostrophes are one mark, three are two that end together."""

CLOSERS: Final[Mapping[str, tuple[str, ...]]] = {
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
"""What each opening mark is closed with, in English, German, French, and by typists who only use one key."""

SLIPS: Final[Mapping[str, tuple[str, ...]]] = {"“": ('"', "''"), '"': ("”",), "''": ('"',)}
"""What closes a mark by a slip of the typist."""

SINGLE: Final = frozenset("‘‚'")
"""Marks whose closing form is an apostrophe, too."""

ELIDED: Final = re.compile(r"\d|(?:em|til|cause|tis|twas|round|n)\b", re.IGNORECASE)
"""What an apostrophe begins that is no quotation: '90s, 'em."""

MOST_MARKS: Final = 200
"""How many marks the end of a quotation is sought among; more in one paragraph are no prose."""


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
    >>> [span.of(text) for quotation in pair(text, [Span(0, len(text))]) for span in quotation.spans]
    ['"It rained. “Rained!” It poured."']
    """
    return list(joined(text, paragraphs))


def joined(text: str, paragraphs: Sequence[Span]) -> Iterator[Quotation]:
    """The quotations of each paragraph, those joined that go on from one paragraph to the next."""
    parts: list[Span] = []
    for paragraph in paragraphs:
        for quotation in pair_within(text, paragraph):
            if parts and not continues(text, parts[-1], quotation.spans[0]):
                yield Quotation(spans=tuple(parts), closed=False)
                parts.clear()
            parts += quotation.spans
            if quotation.closed:
                yield Quotation(spans=tuple(parts), closed=True)
                parts.clear()
    if parts:
        yield Quotation(spans=tuple(parts), closed=False)


def pair_within(text: str, paragraph: Span) -> Iterator[Quotation]:
    """The quotations that begin in one paragraph; one without an end runs to the end of the paragraph."""
    marks = [Span(*match.span()) for match in MARK.finditer(text, paragraph.start, paragraph.end)]
    at = 0
    while at < len(marks):
        if opens(text, marks[at], paragraph):
            end = closing(text, marks[at : at + MOST_MARKS], paragraph)
            if end is not None:
                yield Quotation(spans=(Span(marks[at].start, marks[at + end].end),), closed=True)
                at += end
            elif kind(text, marks[at]) not in SINGLE:
                yield Quotation(spans=(Span(marks[at].start, paragraph.end),), closed=False)
                return
        at += 1


def kind(text: str, mark: Span) -> str:
    """Which mark it is."""
    return mark.of(text)[:2]


def opens(text: str, mark: Span, paragraph: Span) -> bool:
    """Whether a mark opens a quotation: a word goes on behind it, and none before it."""
    opening = kind(text, mark)
    after = text[mark.end] if mark.end < paragraph.end else " "
    before = text[mark.start - 1] if mark.start > paragraph.start else " "
    if opening not in CLOSERS or after.isspace() or after in CLOSERS[opening] or before.isalnum():
        return False
    return (
        before.isspace()
        if opening in "»”"
        else not (opening in SINGLE and ELIDED.match(text, mark.end))
    )


def closing(text: str, marks: Sequence[Span], paragraph: Span) -> int | None:
    """Which of some marks closes the first of them; None if the paragraph does not close it.

    A slip closes it where no right mark does.
    """
    opening = kind(text, marks[0])
    proper = first_closing(text, marks, CLOSERS[opening], paragraph)
    return (
        first_closing(text, marks, SLIPS.get(opening, ()), paragraph) if proper is None else proper
    )


def first_closing(
    text: str, marks: Sequence[Span], closers: Sequence[str], paragraph: Span
) -> int | None:
    """The first of the marks behind the first one that is among the closers and closes it."""
    candidates = (at for at, mark in enumerate(marks) if at and kind(text, mark) in closers)
    return next((at for at in candidates if closes(text, marks[at], paragraph)), None)


def closes(text: str, mark: Span, paragraph: Span) -> bool:
    """Whether a mark closes rather than opens or stands for a letter: no word goes on behind it."""
    return mark.end == paragraph.end or not text[mark.end].isalnum()


def continues(text: str, last: Span, first: Span) -> bool:
    """Whether the next paragraph goes on with a quotation left open: with the same mark, at its very beginning."""
    opened, again = MARK.match(text, last.start), MARK.match(text, first.start)
    is_next = not text[last.end : first.start].strip()
    return is_next and opened is not None and again is not None and again[0] == opened[0]
