"""A SPARQL endpoint as an input: all that it holds, asked for once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions

from kg.errors import InputError, Problem, StoreError
from kg.merge.identity import JUDGED
from kg.store import read_store, store_of
from kg.store.client import DONE, ROWS, Server, is_url
from kg.store.web import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

ALL: Final = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
DUMP: Final = Limits(seconds=3600, size=16 << 30, tries=1)
"""What all that a server holds may cost: an hour, and 16 GiB on the disk."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL 1.1 endpoint, by its address."""

    url: str

    def __str__(self) -> str:
        return self.url


def opened(where: str, problems: list[Problem]) -> Store:
    """What is there to read at a place: a build, a store, an RDF file, or all that an endpoint holds, in memory.

    Args:
        where: A path or an address.
        problems: Takes up what an endpoint may have left out.

    Raises:
        InputError: As `quads_of_endpoint`.
        StoreError: As `kg.store.read_store`.
    """
    if is_url(where):
        return store_of(quads_of_endpoint(Endpoint(where), problems))
    return read_store(Path(where))


def quads_of_endpoint(endpoint: Endpoint, problems: list[Problem]) -> Iterator[Quad]:
    """All quads of an endpoint, without the view that judgements made.

    Raises:
        InputError: It cannot be reached, or does not answer as SPARQL 1.1 has it.
    """
    try:
        answer = Server(endpoint.url).send(
            "POST", DUMP, data={"query": ALL}, headers={"Accept": ROWS}
        )
    except StoreError as error:
        raise InputError(str(error)) from error
    if answer.status not in DONE:
        raise InputError(
            f"{endpoint} answers with status {answer.status} {answer.said()}; check the address"
        )
    if most := answer.headers.get("X-SPARQL-MaxRows"):
        message = (
            f"the server gives no more than {most} rows, so some may be missing; ask it for a dump"
        )
        problems.append(Problem(where=str(endpoint), message=message))
    try:
        rows = pyoxigraph.parse_query_results(answer.body, format=QueryResultsFormat.JSON)
        for row in cast("QuerySolutions", rows):
            graph = row["g"]
            if graph != JUDGED:
                yield Quad(row["s"], row["p"], row["o"], cast("NamedNode | None", graph))
    except (SyntaxError, ValueError, TypeError) as error:
        raise InputError(
            f"{endpoint} gives no whole SPARQL result ({error}); nothing of it was merged"
        ) from error
