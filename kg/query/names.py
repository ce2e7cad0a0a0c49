"""Names as people type them: which names of a graph are meant, and what to ask back."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from kg.errors import QueryError, printable
from kg.language.folding import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store.search import Called, Index

__all__ = ["names_meant"]

_QUOTED: Final = re.compile('".*"', re.DOTALL)
_LISTED: Final = 10


def names_meant(typed: str, index: Index) -> list[str]:
    """Return the names in a graph that somebody means by what they type.

    A name or another form of it is found whatever its case and accents; else a name that has these
    words in it. A name of several words that somebody is called by means them, even if others go by
    it, too; for a single word, or a form that nobody is called by, the user has to choose. In
    double quotes it is that name and no other.

    Args:
        typed: What was typed.
        index: Of the graph.

    Returns:
        One name, in all the spellings that the graph has.

    Raises:
        QueryError: Nobody is called so, or several are.
    """
    is_quoted = _QUOTED.fullmatch(typed)
    found = index.called(typed)
    if not found and not is_quoted:
        found = index.called_with(typed)

    folded = fold_name(typed)
    own: list[Called] = []
    other_names = set()
    for one in found:
        name = fold_name(one.name)
        if name == folded:
            own.append(one)
        else:
            other_names.add(name)

    if own and (is_quoted or " " in folded):
        return _spellings_of(own)
    if is_quoted or not found:
        hint = _nearest_names(folded, index)
        raise QueryError(f"nobody and nothing is called {typed!r} here; {hint}")
    if len(other_names) > 1:
        message = f"{typed!r} fits several names; give one of them in double quotes:"
        raise QueryError(message, *_choices_of(found))
    return _spellings_of(found)


def _spellings_of(found: Iterable[Called]) -> list[str]:
    return sorted({one.name for one in found})


def _choices_of(found: list[Called]) -> list[str]:
    """Return the names to choose from, a line each, those with most entities first.

    >>> from kg.store.search import Called
    >>> _choices_of([Called(name="Ann Lee", kind="NewsMediaOrganization", entities=3)])
    ['  "Ann Lee" (news media organization, in 3 articles)']
    """
    lines = []
    for one in found[:_LISTED]:
        kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", one.kind).lower()
        articles = "1 article" if one.entities == 1 else f"{one.entities} articles"
        lines.append(f'  "{printable(one.name)}" ({kind}, in {articles})')
    if len(found) > _LISTED:
        lines.append(f"  and {len(found) - _LISTED} more")
    return lines


def _nearest_names(folded: str, index: Index) -> str:
    """Say what might have been meant, as the end of a sentence."""
    by_word: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for name in index.names():
        by_name[fold_name(name)] = name
        by_word |= dict.fromkeys(fold_name(name).split(), name)
    names = by_word | by_name
    near = map(names.__getitem__, get_close_matches(folded, names, n=3, cutoff=0.7))
    hint = " or ".join(map(printable, dict.fromkeys(near)))
    return f"did you mean {hint}?" if hint else "`kg search` looks into the texts"
