"""The questions find the same on every engine: on Oxigraph served, on Virtuoso, and on rdflib."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples
from rdflib import Dataset
from rdflib.query import ResultRow

from kg.query import find_question, index_for, run
from kg.query.parameters import bind_parameters
from kg.rdf import to_nquads
from kg.store import Server, open_graph
from kg.store.push import push
from tests.query.newsroom import CASES, QUADS
from tests.servers import oxigraph, virtuoso

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp(request.param)
    nquads = folder / "claims.nq"
    nquads.write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "KG_USER", "dba")
        patch.setitem(os.environ, "KG_PASSWORD", "dba")
        if request.param == "oxigraph":
            url = stack.enter_context(oxigraph(folder, "--union-default-graph"))
            query, store = f"{url}/query", f"{url}/store"
        else:
            url = stack.enter_context(virtuoso(folder))
            query, store = f"{url}/sparql", f"{url}/sparql-graph-crud-auth"
        pushed = push(nquads, Server(store))
        assert pushed.sent == len({quad[3] for quad in QUADS})
        yield Server(query)


def rows(solutions: object, columns: str) -> list[tuple[str, ...]]:
    """Some columns of the solutions, as text."""
    assert isinstance(solutions, QuerySolutions)
    return [
        tuple("" if row[name] is None else row[name].value for name in columns.split())
        for row in solutions
    ]


@pytest.mark.parametrize(("question", "parameters", "columns", "expected"), CASES)
def test_a_served_graph_gives_the_same_rows(
    server: Server,
    question: str,
    parameters: dict[str, str],
    columns: str,
    expected: list[tuple[str, ...]],
) -> None:
    assert sorted(rows(run(server, question, parameters), columns)) == sorted(expected)


def test_a_server_answers_yes_and_no_and_with_triples(server: Server) -> None:
    schema = "<https://schema.org/Claim>"
    for sparql, expected in ((f"ASK {{ ?s a {schema} }}", True), ("ASK { ?s a <x:none> }", False)):
        answer = run(server, sparql)
        assert isinstance(answer, QueryBoolean)
        assert bool(answer) is expected
    claims = run(server, f"CONSTRUCT {{ ?s a {schema} }} WHERE {{ ?s a {schema} }}")
    assert isinstance(claims, QueryTriples)
    assert len(set(claims)) == len(
        {quad[0] for quad in QUADS if str(quad[2]) == "https://schema.org/Claim"}
    )


@pytest.mark.parametrize(("question", "parameters", "columns", "expected"), CASES)
def test_rdflib_gives_the_same_rows(
    tmp_path: Path,
    question: str,
    parameters: dict[str, str],
    columns: str,
    expected: list[tuple[str, ...]],
) -> None:
    nquads = tmp_path / "claims.nq"
    nquads.write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    sparql = bind_parameters(
        find_question(question), parameters, lambda: index_for(open_graph(nquads))
    )
    dataset = Dataset(default_union=True)
    dataset.parse(nquads, format="nquads")
    solutions = [row.asdict() for row in dataset.query(sparql) if isinstance(row, ResultRow)]
    found = [tuple(str(row.get(name, "")) for name in columns.split()) for row in solutions]
    assert sorted(found) == sorted(expected)
