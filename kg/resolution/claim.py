"""A claim with all that it takes to say what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.model import Entity, Statement
    from kg.resolution.reading import Reading
    from kg.resolution.sources import Who
    from kg.resolution.turns import Turn

__all__ = ["Claim"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Claim:
    """A claim, with what it takes to say what it is about.

    Attributes:
        reading: The document.
        statement: The statement that makes it.
        content: Its tokens.
        who: Who makes it; "I" means the first of them.
        turns: Who speaks near it; "he" may mean one of them.
    """

    reading: Reading
    statement: Statement
    content: Sequence[Token]
    who: Who
    turns: Sequence[Turn]

    @property
    def speaker(self) -> Entity:
        """Who makes it, the first of them."""
        return self.who[0].entity
