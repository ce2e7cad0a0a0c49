"""What a text prints above its running text: a headline and the day of publication."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.documents.days import DAY, parse_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.model import Document

__all__ = ["find_headline", "find_printed_day"]

_LEAST_WORDS: Final = 3
_MOST_WORDS: Final = 20
"""A headline has so many words; what has fewer is a section or a name."""
_LINES: Final = 6
"""How many lines there may be of headline, byline and date."""
_MOST_BESIDE: Final = 8
"""How many words a line with the day of publication has at most, the day's own and those beside."""
_ENDED: Final = re.compile(r"[.!:;,][\"'”’]?$")
_BYLINE: Final = re.compile(r"by\s", re.IGNORECASE)


def find_headline(document: Document) -> str | None:
    r"""Return the headline of a plain text: the first paragraph, if it is no sentence.

    >>> from kg.model import Document, Span
    >>> text = "Bridge falls in Oslo\n\nIt fell on Monday, she said."
    >>> find_headline(Document(id="", text=text, paragraphs=(Span(0, 20), Span(22, 50))))
    'Bridge falls in Oslo'
    """
    if len(document.paragraphs) <= 1:
        return None
    first, *others = document.paragraphs[0].of(document.text).splitlines()
    if others and not (_BYLINE.match(others[0]) or parse_day(others[0])):
        return None  # running text in lines
    first = " ".join(first.split())
    is_ended = _ENDED.search(first) or _BYLINE.match(first)
    if is_ended or not _LEAST_WORDS <= len(first.split()) <= _MOST_WORDS:
        return None
    return None if parse_day(first) else first


def find_printed_day(text: str) -> date | None:
    r"""Return the day that stands by itself above a text, if it is one day.

    >>> str(find_printed_day("Bridge falls\nPublished 5 March 2024, 10:30\n\nIt fell on Monday."))
    '2024-03-05'
    >>> find_printed_day("The bridge fell on 5 March 2024.\n\nIt was old.") is None
    True
    """
    lines = filter(str.strip, text.splitlines())
    found = list(_find_days(islice(lines, _LINES)))
    return found[0] if found and max(found) - min(found) <= DAY else None


def _find_days(lines: Iterator[str]) -> Iterator[date]:
    """Yield the days of the lines that hold hardly more than a day."""
    for line in lines:
        words = line.split()
        if len(words) > _MOST_WORDS:
            return  # here the running text begins
        if len(words) > _MOST_BESIDE or line.rstrip().endswith("."):
            continue
        day = parse_day(line.strip())
        if day is not None:
            yield day
