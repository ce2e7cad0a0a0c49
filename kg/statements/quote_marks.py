"""Quotation marks paired over a whole text; no syntax, only marks, letters and paragraphs.

A quotation may run over sentences and, where each further paragraph opens with the mark again, over paragraphs, as news
prints long quotations. A mark that finds no partner ends with its paragraph, or is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CLOSERS: Final[Mapping[str, str]] = {
    "“": '”“"',
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
    "”": "”",
}
"""What each opening mark can be closed with, in English, German, French, and by typists who only use one key."""

MIXED_UP: Final[Mapping[str, str]] = {"“": '"', '"': "”"}
"""What an opening mark is closed with by mistake, where the paragraph holds no right mark for it."""

SINGLE: Final = frozenset("‘‚'")
"""Marks whose closing form is an apostrophe, too."""

REPEATED: Final = frozenset("“„«\"‘'")
"""Marks that a quotation repeats at the beginning of each further paragraph."""


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
    found: list[Quotation] = []
    for paragraph in paragraphs:
        quotations = list(pair_within(text, paragraph))
        last = found[-1] if found else None
        if last and not last.closed and quotations and continues(text, last, quotations[0], paragraph):
            quotations[0] = Quotation(spans=(*last.spans, *quotations[0].spans), closed=quotations[0].closed)
            found.pop()
        found += quotations
    return [quotation for quotation in found if quotation.closed or begins_paragraph(quotation, paragraphs)]


def pair_within(text: str, paragraph: Span) -> Iterator[Quotation]:
    """The quotations that begin in one paragraph; one without an end runs to the end of the paragraph."""
    at = paragraph.start
    while at < paragraph.end:
        if opens(text, at, paragraph):
            end = closing(text, at, paragraph)
            if end is not None:
                yield Quotation(spans=(Span(at, end),), closed=True)
                at = end
                continue
            if text[at] not in SINGLE:
                yield Quotation(spans=(Span(at, paragraph.end),), closed=False)
                return
        at += 1


def opens(text: str, at: int, paragraph: Span) -> bool:
    """Whether the character at an offset opens a quotation."""
    mark = text[at]
    if mark not in CLOSERS or at + 1 >= paragraph.end or text[at + 1].isspace() or text[at + 1] in CLOSERS[mark]:
        return False
    before = text[at - 1] if at > paragraph.start else " "
    return not before.isalnum() and (mark not in "»”" or before.isspace())


def closing(text: str, opening: int, paragraph: Span) -> int | None:
    """Where a quotation ends, behind its closing mark; None if the paragraph does not close it."""
    mark = text[opening]
    for closers in (CLOSERS[mark], MIXED_UP.get(mark, "")):
        for at in range(opening + 2, paragraph.end):
            if text[at] in closers and closes(text, at, paragraph, single=mark in SINGLE):
                return at + 1
    return None


def closes(text: str, at: int, paragraph: Span, *, single: bool) -> bool:
    """Whether a mark closes rather than opens or stands for a letter: no word goes on behind it."""
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if after.isalnum():
        return False
    return not text[at - 1].isspace() and (not single or text[at - 1] in ",.?!…;" or text[at - 1].isalnum())


def continues(text: str, last: Quotation, first: Quotation, paragraph: Span) -> bool:
    """Whether a paragraph goes on with a quotation that the paragraph before left open."""
    mark = text[first.spans[0].start]
    return first.spans[0].start == paragraph.start and mark in REPEATED and mark == text[last.spans[-1].start]


def begins_paragraph(quotation: Quotation, paragraphs: Sequence[Span]) -> bool:
    """Whether a quotation without an end is one all the same: it has several paragraphs, or begins one."""
    starts = {paragraph.start for paragraph in paragraphs}
    return len(quotation.spans) > 1 or quotation.spans[0].start in starts
