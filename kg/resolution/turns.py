"""Who came up as a source so far, found by place without looking at the whole of a document.

A mention looks at what is within `REACH` tokens of it, which in an article is all; somebody who
spoke further away is not who "he" is, nor "the official".
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Entity, Span

REACH: Final = 10_000
"""Tokens, some 50,000 code points; the longest article of our corpora has 7,000."""


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """Somebody came up as a source: at which token, who, and what they said.

    The gender is what the word for them tells: "f" of "she" and "his aunt", "m", or empty.
    """

    at: int
    entity: Entity
    content: tuple[Span, ...] = ()
    gender: str = ""


def find_genders(turns: Iterable[Turn]) -> dict[Entity, str]:
    """Return the gender of those who came up as "he", "she" or "the woman", as the first did."""
    return {turn.entity: turn.gender for turn in reversed([*turns]) if turn.gender}


class Turns:
    """The turns of a document in the order in which they were resolved."""

    def __init__(self, turns: Iterable[Turn] = ()) -> None:
        """Begin with some."""
        self._listed: list[Turn] = []
        self._places: list[tuple[int, int]] = []
        for turn in turns:
            self.add(turn)

    def add(self, turn: Turn) -> None:
        """Put one more behind the others."""
        insort(self._places, (turn.at, len(self._listed)))
        self._listed.append(turn)

    def near(self, token: int) -> list[Turn]:
        """Return the turns within reach of a token, in the order in which they were added."""
        first = bisect_left(self._places, (token - REACH,))
        last = bisect_left(self._places, (token + REACH,))
        numbers = sorted(number for _, number in self._places[first:last])
        return [self._listed[number] for number in numbers]
