"""Names as people type them: which names of a graph are meant, and what to ask back."""

from __future__ import annotations

import re
import shlex
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from kg.errors import QueryError, printable
from kg.language.folding import fold_name
from kg.language.spelling import spell_words, strip_titles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store.search import Called, Index

__all__ = ["bare_names", "names_meant"]

_QUOTED: Final = re.compile('".*"', re.DOTALL)
_LISTED: Final = 10
_NEAR: Final = 70
"""How like a name must be to what was typed to be what was meant, from 0 to 100."""
_SUGGESTED: Final = 3


def names_meant(typed: str, index: Index, parameter: str = "name") -> list[str]:
    """Return the names in a graph that somebody means by what they type.

    A name or another form of it is found whatever its case and accents; else a name that has these
    words in it, with or without the title before them ("Mr Lee"), else one that has them in another
    spelling ("Kiev"). A name of several words that somebody is called by means them, even if others
    go by it, too; for a single word, or a form that nobody is called by, the user has to choose.
    Names that are the same by spelling ("Zelensky", "Zelenskiy"), or of entities that judgements
    make one, are meant together. In double quotes it is that name and no other.

    Args:
        typed: What was typed.
        index: Of the graph.
        parameter: What is typed so, to say how.

    Returns:
        The names of one, in all the spellings that the graph has.

    Raises:
        QueryError: Nobody is called so, or several are.
    """
    is_quoted = _QUOTED.fullmatch(typed)
    found = index.called(typed)
    folded = fold_name(typed)
    if not found and not is_quoted:
        found = index.called_with(typed)
    if not found and not is_quoted:
        folded = strip_titles(typed)
        found = index.called(folded) or index.called_with(folded) or _spelled_so(folded, index)
    own: list[Called] = []
    other_names = set()
    for one in found:
        name = fold_name(one.name)
        if name == folded:
            own.append(one)
        else:
            other_names.add(name)

    if own and is_quoted:
        return _spellings_of(own)
    if own and " " in folded:
        return index.equal_names(_spellings_of(own))
    if is_quoted or not found:
        hint = _nearest_names(folded, index)
        raise QueryError(f"nobody and nothing is called {typed!r} here; {hint}")
    names = _spellings_of(found)
    if len(other_names) > 1 and not set(names) <= set(index.equal_names(names[:1])):
        message = f"{typed!r} fits several names; give one of them in double quotes:"
        quoted = shlex.quote(f'"{printable(found[0].name)}"')
        in_shell = f"which a shell takes away unless others stand around: -p {parameter}={quoted}"
        raise QueryError(message, *_choices_of(found), in_shell)
    return index.equal_names(names)


def bare_names(typed: str, index: Index) -> list[Called]:
    """Return the family names alone by which other articles may have the person that is meant.

    Args:
        typed: As for `names_meant`; in double quotes it is that name, and no other may be meant.
        index: Of the graph.

    Raises:
        QueryError: As for `names_meant`.
    """
    if _QUOTED.fullmatch(typed):
        return []
    meant = names_meant(typed, index)
    bare: dict[str, Called] = {}
    for name in index.people().intersection(meant):
        words = strip_titles(name).split()
        found = index.spelled(words[-1]) if words[1:] else []
        bare |= {one.name: one for one in found if one.kind == "Person" and one.name not in meant}
    return [bare[name] for name in sorted(bare)]


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


def _spelled_so(folded: str, index: Index) -> list[Called]:
    """Return who has the words of a folded name in a name, in any spelling of them."""
    words = set(spell_words(folded))
    found: list[Called] = []
    for name in index.names():
        if words and words.issubset(spell_words(name)):
            found += [one for one in index.called(name) if one.name == name]
    return found


def _nearest_names(folded: str, index: Index) -> str:
    """Say what might have been meant, as the end of a sentence: people first, then what else is.

    How like two names are is said by the library rapidfuzz: the share of letters that they have in
    common, in order.
    """
    people = index.people()
    likeness: dict[str, float] = {}
    for name in index.names():
        choices = [fold_name(name), *fold_name(name).split()]
        best = process.extractOne(folded, choices, scorer=fuzz.ratio, score_cutoff=_NEAR)
        if best is not None:
            likeness[name] = best[1]

    ranked = sorted((name not in people, -score, name) for name, score in likeness.items())
    near = map(itemgetter(2), ranked[:_SUGGESTED])
    hint = " or ".join(map(printable, near))
    return f"did you mean {hint}?" if hint else "`kg search` looks into the texts"
