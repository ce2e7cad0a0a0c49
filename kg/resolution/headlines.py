"""Recognise headlines among the sentences, where the recogniser takes most words for names."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from spacy.tokens import Span as TokenSpan

__all__ = ["is_headline", "is_inside", "swallows_name"]

_FEWEST_WORDS: Final = 4
"""A headline has so many words at least."""
_WEIGHTY: Final = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PRON"})
"""What headlines write with a capital."""


def is_headline(sentence: TokenSpan) -> bool:
    """Tell whether a sentence has capitals as headlines have."""
    words = [token for token in sentence if token.is_alpha]
    small = {token.pos_ for token in words if token.text.islower()}
    return len(words) >= _FEWEST_WORDS and small.isdisjoint(_WEIGHTY)


def is_inside(index: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a token stands in one of some stretches, which are in text order."""
    before = bisect_right(stretches, index, key=lambda stretch: stretch[0])
    return before > 0 and index < stretches[before - 1][1]


def swallows_name(name: str, known: Container[str], longest: int) -> bool:
    """Tell whether a name of a headline has a name of the text below in it, and more than that.

    Args:
        name: Of the headline.
        known: The names of the text.
        longest: How many words the longest of them has.
    """
    if name in known:
        return False
    words = name.split()
    for first in range(len(words)):
        for end in range(first + 1, min(first + longest, len(words)) + 1):
            if " ".join(words[first:end]) in known:
                return True
    return False
