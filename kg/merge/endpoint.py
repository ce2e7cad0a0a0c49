"""A SPARQL endpoint as an input: all that it holds, asked for once and read as it comes."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

import pyoxigraph
import requests
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions

from kg import __version__
from kg.errors import InputError, Problem
from kg.merge.identity import JUDGED
from kg.store import read_store, store_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

ALL: Final = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
SECONDS: Final = (30, 600)
"""To wait for a connection, and for the next bytes."""
SHOWN: Final = 200
"""Characters of what a server says in an error."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL 1.1 endpoint, by its address."""

    url: str

    def __str__(self) -> str:
        return self.url


def is_endpoint(name: str) -> bool:
    """Whether an input is named by an address of the web.

    >>> is_endpoint("https://example.org/sparql"), is_endpoint("claims.nq")
    (True, False)
    """
    return name.lower().startswith(("http://", "https://"))


def opened(where: str, problems: list[Problem]) -> Store:
    """What is there to read at a place: a build, a store, an RDF file, or all that an endpoint holds, in memory.

    Args:
        where: A path or an address.
        problems: Takes up what an endpoint may have left out.

    Raises:
        InputError: As `quads_of_endpoint`.
        StoreError: As `kg.store.read_store`.
    """
    if is_endpoint(where):
        return store_of(quads_of_endpoint(Endpoint(where), problems))
    return read_store(Path(where))


def quads_of_endpoint(endpoint: Endpoint, problems: list[Problem]) -> Iterator[Quad]:
    """All quads of an endpoint, without the view that judgements made.

    Raises:
        InputError: It cannot be reached, or does not answer as SPARQL 1.1 has it.
    """
    headers = {"Accept": "application/sparql-results+json", "User-Agent": f"kg/{__version__}"}
    try:
        with closing(
            requests.post(endpoint.url, data={"query": ALL}, headers=headers, stream=True, timeout=SECONDS)
        ) as answer:
            if answer.status_code != requests.codes.ok:
                said = answer.text[:SHOWN].splitlines()[:1]
                raise InputError(
                    f"{endpoint} answers with status {answer.status_code} {' '.join(said)}; check the address"
                )
            if most := answer.headers.get("X-SPARQL-MaxRows"):
                message = f"the server gives no more than {most} rows, so some may be missing; ask it for a dump"
                problems.append(Problem(where=str(endpoint), message=message))
            answer.raw.decode_content = True
            form = QueryResultsFormat.JSON
            rows = pyoxigraph.parse_query_results(cast("IO[bytes]", answer.raw), format=form)
            for row in cast("QuerySolutions", rows):
                graph = row["g"]
                if graph != JUDGED:
                    yield Quad(row["s"], row["p"], row["o"], cast("NamedNode | None", graph))
    except (requests.RequestException, OSError) as error:
        raise InputError(
            f"{endpoint} cannot be asked ({reason(error)}); check the address, and that it is up"
        ) from error
    except (SyntaxError, ValueError, TypeError) as error:
        raise InputError(f"{endpoint} gives no whole SPARQL result ({error}); nothing of it was merged") from error


def reason(error: Exception) -> str:
    """Why an address cannot be asked: the last of the errors that the libraries wrap into one another.

    >>> reason(OSError("Pool(host='a'): retries exceeded (Caused by Error('port=9: [Errno 111] Connection refused'))"))
    '[Errno 111] Connection refused'
    """
    return str(error).rsplit(": ", 1)[-1].strip("\"'() ")
