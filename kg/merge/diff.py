"""What changed between two builds: claims gained, claims lost, and claims that have other sources now.

A claim counts once for each article that it is in. An article is known by its address, so that one
whose text was corrected is still the same; one without an address, by its IRI. An address that a
build has for articles of several headlines and texts, or that of a site, tells no article: there
the headline counts, too.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kg.documents.tidy import is_home
from kg.merge.union import in_sorted_runs, of_runs

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from pyoxigraph import QuerySolution, Store

What: TypeAlias = Literal["gained", "lost", "source"]

PREFIXES: Final = """
    PREFIX cs: <https://w3id.org/claim-source#>
    PREFIX schema: <https://schema.org/>"""
STATED: Final = f"""{PREFIXES}
    SELECT ?one ?address ?headline ?text ?source {{
        ?statement cs:statedIn ?one ; cs:states/schema:text ?text ; cs:source ?agent .
        OPTIONAL {{ ?one schema:url ?address }}
        OPTIONAL {{ ?one schema:headline ?headline }}
        OPTIONAL {{ ?agent schema:name ?name }}
        BIND (STR(COALESCE(?name, ?agent)) AS ?source)
    }}"""
ADDRESSED: Final = f"""{PREFIXES}
    SELECT ?address ?one ?headline {{
        ?one schema:url ?address .
        FILTER EXISTS {{ ?statement cs:statedIn ?one }}
        OPTIONAL {{ ?one schema:headline ?headline }}
    }}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A claim in one article that two builds don't hold alike.

    Attributes:
        what: "gained", "lost", or "source" where both have the claim, but of other sources.
        article: The address of the article, with its headline where the address tells none, or its
            IRI.
        claim: The words of the claim.
        before: The names of its sources in the first build; `after`, in the second.
    """

    what: What
    article: str
    claim: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def diff(before: Store, after: Store) -> Iterator[Change]:
    """What changed from one build to another, in memory that does not grow with them.

    Args:
        before: The first build, from `kg.store.read_store`.
        after: The second.

    Yields:
        The changes, by article and claim.
    """
    with tempfile.TemporaryDirectory() as folder:
        stores = (before, after)
        common = {
            one
            for number, store in enumerate(stores)
            for one in shared(store, made(folder, f"urls-{number}"))
        }
        room = made(folder, "said")
        runs = [
            run
            for number, store in enumerate(stores)
            for run in in_sorted_runs(said(store, common), room, number)
        ]
        for (article, claim), group in groupby(held(runs, room), key=lambda one: tuple(one[0][:2])):
            sources: tuple[list[str], list[str]] = ([], [])
            for (*_, source), by in group:
                for number in by:
                    sources[number].append(source)
            old, new = (tuple(sorted(names)) for names in sources)
            if old != new:
                what: What = "source" if old and new else "lost" if old else "gained"
                yield Change(what=what, article=article, claim=claim, before=old, after=new)


def made(folder: str, name: str) -> Path:
    """A folder in a folder, new."""
    path = Path(folder, name)
    path.mkdir()
    return path


def held(runs: list[Path], folder: Path) -> Iterator[tuple[list[str], frozenset[int]]]:
    """The lines of runs, each once, and the numbers of those who hold it."""
    for lines, holders in of_runs(runs, folder):
        for line, by in zip(lines, holders, strict=True):
            yield json.loads(line), by


def shared(store: Store, folder: Path) -> Iterator[str]:
    """The addresses that several articles of a build have, with other headlines and other texts.

    One without a headline is told from the others by its text, which its IRI stands for.
    """
    lines = (
        as_line(row["address"].value, title_of(row), row["one"].value)
        for row in rows(store, ADDRESSED)
    )
    runs = list(in_sorted_runs(lines, folder, 0))
    for address, group in groupby(held(runs, folder), key=lambda one: one[0][0]):
        (_, first, one), *others = (said for said, _ in group)
        if any(title != first and article != one for _, title, article in others):
            yield address


def said(store: Store, common: Container[str]) -> Iterator[bytes]:
    """Who says what in which article, a line each."""
    for row in rows(store, STATED):
        yield as_line(known_as(row, common), row["text"].value, row["source"].value)


def known_as(row: QuerySolution, common: Container[str]) -> str:
    """What an article is known by, with the addresses that tell none."""
    address: str | None = row["address"].value if row["address"] else None
    if address and address not in common and not is_home(address):
        return address
    return (
        f"{address} ({row['headline'].value})"
        if address and row["headline"]
        else str(row["one"].value)
    )


def title_of(row: QuerySolution) -> str:
    """The headline of an article, or its IRI."""
    return str((row["headline"] or row["one"]).value)


def rows(store: Store, query: str) -> Iterator[QuerySolution]:
    """The rows of an answer."""
    return store.query(query)  # type: ignore[return-value]  # a SELECT gives solutions


def as_line(*values: str) -> bytes:
    """Values as a line that sorts by them."""
    return json.dumps(values, ensure_ascii=False).encode()
