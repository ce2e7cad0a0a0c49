"""What changed between two builds: claims gained, claims lost, and claims that have other sources now.

A claim counts once for each article that it is in. An article is known by its address, so that one whose text was
corrected is still the same; one without an address, by its IRI.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Store

Claims: TypeAlias = "Mapping[tuple[str, str], frozenset[str]]"

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

    what: Literal["gained", "lost", "source"]
    article: str
    claim: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def diff(before: Store, after: Store) -> tuple[Change, ...]:
    """What changed from one build to another.

    Args:
        before: The first build, from `kg.store.read_store`.
        after: The second.

    Returns:
        The changes, by article and claim.
    """
    old, new = claims(before), claims(after)
    return tuple(
        Change(
            what="lost" if key not in new else "gained" if key not in old else "source",
            article=key[0],
            claim=key[1],
            before=tuple(sorted(old.get(key, ()))),
            after=tuple(sorted(new.get(key, ()))),
        )
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    )


def claims(store: Store) -> Claims:
    """The sources of each claim of each article."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in store.query(STATED):  # type: ignore[union-attr]  # a SELECT gives solutions
        found[row["article"].value, row["text"].value].add(row["source"].value)
    return {key: frozenset(sources) for key, sources in found.items()}
