"""Where the paragraphs of a plain text are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["paragraphs"]

_BLANK_LINES: Final = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)\s*")
_LINE_BREAK: Final = re.compile(r"\r\n?|\n")


def paragraphs(text: str, start: int = 0) -> tuple[Span, ...]:
    r"""Return where the paragraphs of a text stand, from an offset on.

    Blank lines part them, or, in a text without blank lines, every line break.

    >>> text = "One\ngoes on.\n\n Two. "
    >>> [span.of(text) for span in paragraphs(text)]
    ['One\ngoes on.', 'Two.']
    >>> [(span.start, span.end) for span in paragraphs("One.\nTwo.")]
    [(0, 4), (5, 9)]
    """
    body = text[start:].strip()
    separator = _BLANK_LINES if _BLANK_LINES.search(body) else _LINE_BREAK
    return tuple(_pieces(text, start, separator))


def _pieces(text: str, start: int, separator: re.Pattern[str]) -> Iterator[Span]:
    """Yield the stretches between separators, without the white space at their edges."""
    gaps = [match.span() for match in separator.finditer(text, start)]
    for end, following in [*gaps, (len(text), len(text))]:
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            yield Span(left, start + len(piece.rstrip()))
        start = following
