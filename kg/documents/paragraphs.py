"""Where the paragraphs of a plain text are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

BLANK_LINES: Final = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)\s*")
LINE_BREAK: Final = re.compile(r"\r\n?|\n")


def paragraphs(text: str, start: int = 0) -> tuple[Span, ...]:
    r"""Find the paragraphs from an offset on: blank lines part them, or, where a text has none, every line break.

    >>> text = "One\ngoes on.\n\n Two. "
    >>> [span.of(text) for span in paragraphs(text)]
    ['One\ngoes on.', 'Two.']
    >>> [(span.start, span.end) for span in paragraphs("One.\nTwo.")]
    [(0, 4), (5, 9)]
    """
    body = text[start:].strip()
    separator = BLANK_LINES if BLANK_LINES.search(body) else LINE_BREAK
    return tuple(pieces(text, start, separator))


def pieces(text: str, start: int, separator: re.Pattern[str]) -> Iterator[Span]:
    """The stretches between separators, without the white space at their edges."""
    ends = [(match.start(), match.end()) for match in separator.finditer(text, start)]
    for end, following in [*ends, (len(text), len(text))]:
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            yield Span(left, start + len(piece.rstrip()))
        start = following
