"""What changed between two builds: claims gained, lost, and of other sources now.

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
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from kg.documents.tidy import is_home
from kg.merge.runs import RunWriter, unite_runs

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from pyoxigraph import QuerySolution, Store


What: TypeAlias = Literal["gained", "lost", "source"]

_PREFIXES: Final = """
    PREFIX cs: <https://w3id.org/claim-source#>
    PREFIX schema: <https://schema.org/>"""
_STATEMENTS: Final = f"""{_PREFIXES}
    SELECT ?address ?otherwise ?text ?source {{
        ?statement cs:statedIn ?one ; cs:states/schema:text ?text ; cs:source ?agent .
        OPTIONAL {{ ?one schema:url ?address }}
        OPTIONAL {{ ?one schema:headline ?headline }}
        OPTIONAL {{ ?agent schema:name ?name }}
        BIND (STR(COALESCE(?name, ?agent)) AS ?source)
        BIND (CONCAT(STR(?address), " (", STR(?headline), ")") AS ?both)
        BIND (COALESCE(?both, STR(?one)) AS ?otherwise)
    }}"""
_ADDRESSES: Final = f"""{_PREFIXES}
    SELECT ?address ?title ?one {{
        ?one schema:url ?address .
        FILTER EXISTS {{ ?statement cs:statedIn ?one }}
        OPTIONAL {{ ?one schema:headline ?headline }}
        BIND (STR(COALESCE(?headline, ?one)) AS ?title)
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


def compare_builds(before: Store, after: Store) -> Iterator[Change]:
    """Yield what changed from one build to another, in memory that does not grow with them.

    Args:
        before: The first build, from `kg.store.read_store`.
        after: The second.

    Yields:
        The changes, by article and claim.

    >>> from pyoxigraph import Store
    >>> list(compare_builds(Store(), Store()))
    []
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stores = before, after
        shared: set[str] = set()
        for store in stores:
            shared.update(_find_shared_addresses(store, folder))
        runs: list[Path] = []
        for number, store in enumerate(stores):
            runs += _write_statements(store, shared, folder, number)

        for (article, claim), group in groupby(_unite(runs, folder), key=_article_and_claim):
            sources: tuple[list[str], list[str]] = [], []
            for (*_, source), holders in group:
                for number in holders:
                    sources[number].append(source)
            old, new = (tuple(sorted(names)) for names in sources)
            if old != new:
                yield Change(
                    what=_name_change(old, new),
                    article=article,
                    claim=claim,
                    before=old,
                    after=new,
                )


def _name_change(old: Sequence[str], new: Sequence[str]) -> What:
    """Return what changed, where a claim had some sources and has others now."""
    if not old:
        return "gained"
    return "source" if new else "lost"


def _unite(runs: Sequence[Path], folder: Path) -> Iterator[tuple[list[str], frozenset[int]]]:
    """Yield the rows of runs, sorted and each once, and the numbers of the builds that hold it."""
    for line, holders in unite_runs(runs, folder):
        yield json.loads(line), holders


def _article_and_claim(row: tuple[list[str], frozenset[int]]) -> list[str]:
    """Return the article and the claim of a row."""
    return row[0][:2]


def _find_shared_addresses(store: Store, folder: Path) -> Iterator[str]:
    """Yield the addresses that several articles of a build have.

    These have other headlines and other texts. An article without a headline is told from the
    others by its text, which its IRI stands for.
    """
    writer = RunWriter(folder, 0)
    for row in _ask(store, _ADDRESSES):
        writer.add([_to_line(row, "address", "title", "one")])
    rows = map(itemgetter(0), _unite(writer.close(), folder))
    for address, group in groupby(rows, key=itemgetter(0)):
        (_, first_title, first_article), *others = group
        if any(title != first_title and one != first_article for _, title, one in others):
            yield address


def _write_statements(
    store: Store, shared: Container[str], folder: Path, number: int
) -> tuple[Path, ...]:
    """Write who says what in which article into runs."""
    writer = RunWriter(folder, number)
    for row in _ask(store, _STATEMENTS):
        is_known_by = "address" if _tells_article(row["address"], shared) else "otherwise"
        writer.add([_to_line(row, is_known_by, "text", "source")])
    return writer.close()


def _tells_article(address: Any, shared: Container[str]) -> bool:  # noqa: ANN401 - a term or None
    """Tell whether an article has an address that no other article shares, and no site."""
    return address is not None and address.value not in shared and not is_home(address.value)


def _ask(store: Store, query: str) -> Iterator[QuerySolution]:
    """Return the rows of an answer."""
    return store.query(query)  # type: ignore[return-value]  # a SELECT gives solutions


def _to_line(row: QuerySolution, *names: str) -> bytes:
    """Return values of a row as a line that sorts by them."""
    return json.dumps([row[name].value for name in names], ensure_ascii=False).encode()
