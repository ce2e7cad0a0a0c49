"""Names as people type them: which names of a graph are meant, and what to ask back where several fit."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from kg.errors import QueryError, printable
from kg.store.search import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store.search import Called, Index

LISTED: Final = 10


def meant(typed: str, index: Index) -> list[str]:
    """The names in a graph that somebody means by what they type.

    A name or another form of it is found whatever its case and accents; else a name that has these
    words in it. A name of several words that somebody is called by means them, even if others go by
    it, too; of a single word, or of a form that no one is called by, the choice is asked back. In
    double quotes it is that name and no other.

    Args:
        typed: What was typed.
        index: Of the graph.

    Returns:
        One name, in all the spellings that the graph has.

    Raises:
        QueryError: Nobody is called so, or several are.
    """
    if len(typed) > 1 and typed.startswith('"') and typed.endswith('"'):
        found = [one for one in index.called(typed) if fold(one.name) == fold(typed)]
    else:
        found = index.called(typed) or index.called_with(typed)
    if not found:
        raise QueryError(f"nobody and nothing is called {typed!r} here{nearest(typed, index)}")
    own = [one for one in found if fold(one.name) == fold(typed)]
    others = {fold(one.name) for one in found} - {fold(typed)}
    if own and (" " in fold(typed) or typed.startswith('"')):
        found = own
    elif len(others) > 1:
        raise QueryError(
            f"{typed!r} fits several names; give one of them in double quotes:", *choices(found)
        )
    return sorted({one.name for one in found})


def choices(found: Iterable[Called]) -> list[str]:
    """The names to choose from, a line each, those with most entities first.

    >>> from kg.store.search import Called
    >>> choices([Called(name="Ann Lee", kind="Person", entities=3)])
    ['  "Ann Lee" (person, in 3 articles)']
    """
    lines = [
        f'  "{printable(one.name)}" ({in_words(one.kind)}, in {one.entities} article{"s" * (one.entities != 1)})'
        for one in found
    ]
    more = [f"  and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    return [*lines[:LISTED], *more]


def in_words(kind: str) -> str:
    """The name of a class as people write it.

    >>> in_words("NewsMediaOrganization")
    'news media organization'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()


def nearest(typed: str, index: Index) -> str:
    """What might have been meant, as the end of a sentence."""
    names = index.names()
    folded = {word: name for name in names for word in fold(name).split()} | {
        fold(name): name for name in names
    }
    near = dict.fromkeys(
        folded[form] for form in get_close_matches(fold(typed), folded, n=3, cutoff=0.7)
    )
    return (
        f"; did you mean {' or '.join(map(printable, near))}?"
        if near
        else "; `kg search` looks into the texts"
    )
