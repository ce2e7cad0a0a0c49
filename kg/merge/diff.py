"""What changed between two builds: claims gained, claims lost, and claims that have other sources now.

A claim counts once for each article that it is in. An article is known by its address, so that one whose text was
corrected is still the same; one without an address, by its IRI.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from kg.merge.union import in_sorted_runs, of_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

What: TypeAlias = Literal["gained", "lost", "source"]

STATED: Final = """
    PREFIX cs: <https://w3id.org/claim-source#>
    PREFIX schema: <https://schema.org/>
    SELECT ?article ?text ?source {
        ?statement cs:statedIn ?one ; cs:states/schema:text ?text ; cs:source ?agent .
        OPTIONAL { ?one schema:url ?address }
        OPTIONAL { ?agent schema:name ?name }
        BIND (STR(COALESCE(?address, ?one)) AS ?article)
        BIND (STR(COALESCE(?name, ?agent)) AS ?source)
    }"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A claim in one article that two builds don't hold alike.

    Attributes:
        what: "gained", "lost", or "source" where both have the claim, but of other sources.
        article: The address of the article, or its IRI.
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
        sides = enumerate((before, after))
        runs = [run for number, store in sides for run in in_sorted_runs(said(store), Path(folder), number)]
        held = (
            (json.loads(line), by)
            for lines, holders in of_runs(runs, Path(folder))
            for line, by in zip(lines, holders, strict=True)
        )
        for (article, claim), group in groupby(held, key=lambda one: tuple(one[0][:2])):
            sources: tuple[list[str], list[str]] = ([], [])
            for (*_, source), by in group:
                for number in by:
                    sources[number].append(source)
            old, new = (tuple(sorted(names)) for names in sources)
            if old != new:
                what: What = "source" if old and new else "lost" if old else "gained"
                yield Change(what=what, article=article, claim=claim, before=old, after=new)


def said(store: Store) -> Iterator[bytes]:
    """Who says what in which article, a line each."""
    for row in store.query(STATED):  # type: ignore[union-attr]  # a SELECT gives solutions
        yield json.dumps([row[name].value for name in ("article", "text", "source")], ensure_ascii=False).encode()
