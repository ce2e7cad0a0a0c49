"""Any SPARQL 1.1 server: queries over HTTP, and graphs put or deleted by the Graph Store Protocol.

Servers differ in their addresses (`/query` and `/store`, `/sparql` and `/sparql-graph-crud-auth`,
`/ds/sparql` and `/ds/data`), so the user gives each one.
"""

from __future__ import annotations

import io
import json
from collections import deque
from typing import IO, TYPE_CHECKING, Final, cast

from pyoxigraph import (
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Variable,
    parse_query_results,
)

from kg.errors import Problem, QueryError, StoreError
from kg.store.web import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode, QuerySolutions, QueryTriples

    from kg.store.web import Answer, Server

__all__ = ["ask_server", "delete_graph", "fetch_quads", "put_graph"]

_ROWS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.9"
_TURTLE: Final = "text/turtle; charset=utf-8"
"""What N-Triples are, too; every server takes it."""
_NOT_FOUND: Final = 404
_READ_ONLY: Final = frozenset({403, 405, 501})
"""What servers answer that change nothing, or not at this address."""
_BOOLEAN: Final = '{"head": {}, "boolean": %s}'
_BEHIND_ROWS: Final = "after the end of the bindings"
"""What pyoxigraph says of a key behind the rows, as Comunica has it."""
_YES_OR_NO_OF_VIRTUOSO: Final = [Variable("__ASK_RETVAL")]
_ALL_QUADS: Final = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_DUMP_LIMITS: Final = Limits(seconds=3600, size=16 << 30, tries=1)
"""What all that a server holds may cost: an hour, and 16 GiB on the disk."""


def ask_server(
    server: Server, sparql: str, *, triples: bool = False
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Ask a server a query.

    Args:
        server: The address of its queries.
        sparql: The query.
        triples: Whether it is answered by triples: a CONSTRUCT or DESCRIBE query.

    Raises:
        QueryError: The server finds the query wrong, or its answer is not one of SPARQL 1.1.
        StoreError: The server cannot be reached, or refuses.
    """
    parse, accepted = (_parse_triples, _TRIPLES) if triples else (_parse_rows, _ROWS)
    answer = server.send("POST", data={"query": sparql}, headers={"Accept": accepted})
    if not answer.is_ok:
        raise QueryError(f"{server} answers with {answer.refusal}")
    try:
        return parse(answer)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{server} gives no SPARQL result ({error}); check the address") from error


def put_graph(server: Server, graph: str, ntriples: bytes) -> None:
    """Make a graph of a server hold exactly these triples.

    Args:
        server: The address of its graph store.
        graph: The IRI of the graph.
        ntriples: The triples, as N-Triples.

    Raises:
        StoreError: The server cannot be reached, or refuses.
    """
    headers = {"Content-Type": _TURTLE}
    answer = server.send("PUT", params={"graph": graph}, data=ntriples, headers=headers)
    if answer.status in _READ_ONLY:
        raise _read_only(server, answer)
    if not answer.is_ok:
        raise StoreError(f"{server} takes no {graph} ({answer.refusal})")


def delete_graph(server: Server, graph: str) -> None:
    """Delete a graph of a server, if it is there.

    Args:
        server: The address of its graph store.
        graph: The IRI of the graph.

    Raises:
        StoreError: The server cannot be reached, or refuses.
    """
    answer = server.send("DELETE", params={"graph": graph})
    if answer.status in _READ_ONLY:
        raise _read_only(server, answer)
    if not answer.is_ok and answer.status != _NOT_FOUND:
        raise StoreError(f"{server} deletes no {graph} ({answer.refusal})")


def _read_only(server: Server, answer: Answer) -> StoreError:
    """Return the error for a server where nothing can be changed, or not at this address."""
    return StoreError(
        f"{server} can only be read, it says ({answer.refusal}); give the graph store of a server "
        "that takes graphs, such as /store of `oxigraph serve`: `kg serve` and "
        "`oxigraph serve-read-only` take none"
    )


def fetch_quads(server: Server, problems: list[Problem]) -> Iterator[Quad]:
    """Yield all quads that a server holds, asked for once.

    Args:
        server: The address of its queries.
        problems: Gets one if the server says that it may have left out some.

    Raises:
        StoreError: The server cannot be reached, or its answer is not one of SPARQL 1.1.
    """
    answer = server.send(
        "POST", _DUMP_LIMITS, data={"query": _ALL_QUADS}, headers={"Accept": _ROWS}
    )
    if not answer.is_ok:
        raise StoreError(f"{server} answers with {answer.refusal}; check the address")

    most = answer.headers.get("X-SPARQL-MaxRows")
    if most:
        message = f"the server gives no more than {most} rows, so some may be missing"
        problems.append(Problem(where=str(server), message=f"{message}; ask it for a dump"))
    try:
        rows = cast("QuerySolutions", _parse_results(answer.body))
        for row in rows:
            yield Quad(row["s"], row["p"], row["o"], cast("NamedNode | None", row["g"]))
    except (SyntaxError, ValueError, TypeError) as error:
        if _BEHIND_ROWS in str(error):
            return  # all rows have come
        raise StoreError(
            f"{server} gives no whole SPARQL result ({error}); check the address"
        ) from error


def _parse_results(body: IO[bytes]) -> QuerySolutions | QueryBoolean:
    return parse_query_results(body, format=QueryResultsFormat.JSON)


def _parse_rows(answer: Answer) -> QuerySolutions | QueryBoolean:
    """Return the rows, or the yes or no, of an answer that is sound to its end."""
    result = _parse_sound(answer.body)
    if isinstance(result, QueryBoolean) or result.variables != _YES_OR_NO_OF_VIRTUOSO:
        return result
    is_yes = any(row[0].value == "1" for row in result)
    return parse_query_results(_BOOLEAN % str(is_yes).lower(), format=QueryResultsFormat.JSON)


def _parse_sound(body: IO[bytes]) -> QuerySolutions | QueryBoolean:
    """Return results that have been read to their end once: what is broken there shows now."""
    try:
        result = _parse_results(body)
        if isinstance(result, QueryBoolean):
            return result
        deque(result, maxlen=0)
    except SyntaxError:
        body.seek(0)
        body = io.BytesIO(_keep_known(body))
        deque(cast("QuerySolutions", _parse_results(body)), maxlen=0)
    body.seek(0)
    return _parse_results(body)


def _keep_known(body: IO[bytes]) -> bytes:
    """Return results with the keys of SPARQL 1.1 alone: Comunica has one more behind the rows.

    Raises:
        ValueError: These are no results.
    """
    try:
        found = json.load(body)
        known = {"head": found["head"], "results": {"bindings": found["results"]["bindings"]}}
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no head and no rows: {error}") from error
    return json.dumps(known).encode()


def _parse_triples(answer: Answer) -> QueryTriples:
    store = Store()
    store.load(answer.body, format=RdfFormat.TURTLE)
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")  # type: ignore[return-value]
