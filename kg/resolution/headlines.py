"""Headlines among the sentences of a document, where the recogniser takes most words for names."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from spacy.tokens import Span as TokenSpan

HEADLINE: Final = 4
"""A headline has so many words at least."""
WEIGHTY: Final = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PRON"})
"""What headlines write with a capital."""


def is_headline(sentence: TokenSpan) -> bool:
    """Whether a sentence has capitals as headlines have."""
    words = [token for token in sentence if token.is_alpha]
    small = [token for token in words if token.text.islower()]
    return len(words) >= HEADLINE and not any(token.pos_ in WEIGHTY for token in small)


def is_inside(index: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a token stands in one of some stretches."""
    before = bisect_right(stretches, index, key=lambda stretch: stretch[0])
    return before > 0 and index < stretches[before - 1][1]


def swallows(name: str, known: Container[str], longest: int) -> bool:
    """Whether a name of a headline has a name of the text below in it, and more than that.

    Args:
        name: Of the headline.
        known: Those of the text.
        longest: How many words the longest of them has.
    """
    words = name.split()
    return name not in known and any(
        " ".join(words[first:last]) in known
        for first in range(len(words))
        for last in range(first + 1, min(first + longest, len(words)) + 1)
    )
