"""Quotation marks paired over a whole text; no syntax, only marks, letters and paragraphs.

A quotation may run over sentences and, where each further paragraph opens with the mark again, over
paragraphs, as news prints long quotations. A mark that finds no partner ends with its paragraph, or
is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
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

_ELIDED: Final = re.compile(
    r"\d\ds?\b|(?:em|til|cause|cos|bout|tis|twas|round|n|t)\b", re.IGNORECASE
)
"""What an apostrophe begins that is no quotation: '90s, 'em."""

_CLIPPED: Final = ("s", "in", "n", "o")
"""How a word ends that may have an apostrophe at its end: the dogs' food, runnin' late."""

_GOING_ON: Final = re.compile(r"[ \u00a0][^\W_]")

_MOST_MARKS: Final = 200
"""How many marks the end of a quotation is sought among; more in one paragraph are no prose."""

_LONGEST_PHRASE: Final = 60
"""How long a single-quoted phrase may be, in code points, if what ends it looks like the apostrophe
of a plural."""


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
        is_ending: Whether what is before may end with one, as a sentence goes on behind it.
    """

    start: int
    end: int
    kind: str
    before: str
    after: str
    is_elision: bool
    is_ending: bool


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
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        for quotation in _pair_within(text, paragraph, following):
            if parts and not _continues(text, parts[-1], quotation.spans[0]):
                yield Quotation(spans=tuple(parts), closed=False)
                parts.clear()
            parts += quotation.spans
            if quotation.closed:
                yield Quotation(spans=tuple(parts), closed=True)
                parts.clear()
    if parts:
        yield Quotation(spans=tuple(parts), closed=False)


def _pair_within(text: str, paragraph: Span, following: Span | None) -> Iterator[Quotation]:
    """Find the quotations that begin in a paragraph; one without an end runs to that of it.

    Args:
        text: The text.
        paragraph: Where to look.
        following: The next paragraph, if there is one.
    """
    marks = list(_find_marks(text, paragraph))
    at = 0
    while at < len(marks):
        mark = marks[at]
        if _opens(mark):
            is_repeated = _is_repeated(text, mark, following)
            runs_on = is_repeated and mark.start == paragraph.start
            length = _closing(marks[at : at + _MOST_MARKS], runs_on=runs_on)
            if length is not None:
                at += length
                yield Quotation(spans=(Span(mark.start, marks[at].end),), closed=True)
            elif is_repeated or mark.kind not in _SINGLE:
                yield Quotation(spans=(Span(mark.start, paragraph.end),), closed=False)
                return
        at += 1


def _is_repeated(text: str, mark: _Mark, following: Span | None) -> bool:
    """Tell whether the next paragraph, if there is one, begins with the same mark."""
    if following is None:
        return False
    return text.startswith(text[mark.start : mark.end], following.start)


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
            is_ending=text.endswith(_CLIPPED, paragraph.start, start)
            and _GOING_ON.match(text, end, paragraph.end) is not None,
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


def _closing(marks: Sequence[_Mark], *, runs_on: bool) -> int | None:
    """Tell which of some marks closes the first of them; None if the paragraph does not close it.

    A slip closes it where no right mark does, or where the right mark ends another quotation; a
    slip that ends a quotation inside is none. What runs on in the next paragraph is not closed by
    what may be an apostrophe.
    """
    opening = marks[0].kind
    if opening in _SINGLE:
        return _single_closing(marks, runs_on=runs_on)
    proper = _first_closing(marks, _CLOSERS[opening])
    slip = _first_closing(marks[:proper], _SLIPS.get(opening, ()))
    if slip is None:
        return proper
    openers = {marks[slip].kind, *_list_openers(marks[slip].kind)}
    if _has_opening(marks[1:slip], openers):
        return proper
    if proper is None or _has_opening(marks[slip + 1 : proper], {opening, *openers}):
        return slip
    return proper


def _list_openers(closer: str) -> Iterator[str]:
    """Find the marks that a mark closes."""
    return (kind for kind, closers in _CLOSERS.items() if closer in closers)


def _single_closing(marks: Sequence[_Mark], *, runs_on: bool) -> int | None:
    """Tell which of some marks closes the first of them, which is a single one.

    It is the first that cannot be an apostrophe ("the 'dogs' food'"), or else, before the next
    quotation, the first that may be one.
    """
    doubtful: int | None = None
    for at, mark in enumerate(marks):
        if at > 0 and mark.kind == marks[0].kind and _opens(mark):
            break
        if at == 0 or mark.kind not in _CLOSERS[marks[0].kind] or not _closes(marks[0], mark):
            continue
        if not mark.is_ending:
            return at
        if doubtful is None and mark.start - marks[0].end <= _LONGEST_PHRASE:
            doubtful = at
    return None if runs_on else doubtful


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
    if opening.kind in _SINGLE:
        return not mark.before.isspace()
    return not mark.before.isspace() or mark.kind != "“"


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
