"""The questions find the same on every engine: on Oxigraph served, on Virtuoso, on rdflib and on Jena.

So do their files as they stand, without any parameter.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import (
    DefaultGraph,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse_query_results,
)
from rdflib import Dataset

from kg.query import bind_question, questions, run
from kg.rdf import to_nquads
from kg.store import Server, ask_server, open_graph, read_store
from kg.store.push import push
from tests.query.newsroom import CASES, QUADS
from tests.servers import oxigraph, virtuoso
from tests.servers.jena import ask_jena

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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


def in_any_order(rows: Iterable[Iterable[object]]) -> list[tuple[str, ...]]:
    """Rows as texts, sorted, and so the parts of what an engine joins in an order of its own."""
    found = []
    for row in rows:
        texts = ["" if value is None else str(getattr(value, "value", value)) for value in row]
        found.append(tuple(" / ".join(sorted(text.split(" / "))) for text in texts))
    return sorted(found)


@pytest.fixture(scope="module")
def nquads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "claims.nq"
    path.write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    return path


@pytest.fixture(scope="module")
def whole(nquads: Path) -> dict[str, list[tuple[str, ...]]]:
    """All that each question finds whose file is asked as it stands."""
    store = read_store(nquads)
    return {name: in_any_order(store.query(sparql)) for name, sparql in questions().items()}  # type: ignore[arg-type]  # rows


@pytest.fixture(scope="module")
def dataset(nquads: Path) -> Dataset:
    return Dataset(default_union=True).parse(nquads, format="nquads")


def bound(nquads: Path, question: str, parameters: dict[str, str]) -> str:
    """The SPARQL of a question that has its parameters."""
    return bind_question(open_graph(nquads), question, parameters)


@pytest.mark.parametrize("name", sorted(questions()))
def test_a_server_gives_the_same_rows_to_a_file_as_it_stands(
    server: Server, whole: dict[str, list[tuple[str, ...]]], name: str
) -> None:
    assert in_any_order(ask_server(server, questions()[name])) == whole[name] != []  # type: ignore[arg-type]  # rows


@pytest.mark.parametrize(("question", "parameters", "columns", "expected"), CASES)
def test_rdflib_gives_the_same_rows(
    nquads: Path,
    dataset: Dataset,
    question: str,
    parameters: dict[str, str],
    columns: str,
    expected: list[tuple[str, ...]],
) -> None:
    found = dataset.query(bound(nquads, question, parameters))
    chosen = [[row.asdict().get(name) for name in columns.split()] for row in found]  # type: ignore[union-attr]  # rows
    assert in_any_order(chosen) == sorted(expected)


@pytest.mark.parametrize("name", sorted(questions()))
def test_rdflib_gives_the_same_rows_to_a_file_as_it_stands(
    dataset: Dataset, whole: dict[str, list[tuple[str, ...]]], name: str
) -> None:
    assert in_any_order(dataset.query(questions()[name])) == whole[name]  # type: ignore[arg-type]  # rows


@pytest.fixture(scope="module")
def of_jena(nquads: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, QuerySolutions]:
    """What Jena finds for each case, by its number, and for each file as it stands, by its name."""
    folder = tmp_path_factory.mktemp("jena")
    triples = folder / "claims.nt"
    triples.write_bytes(
        read_store(nquads).dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b""
    )
    queries = dict(questions())
    for number, (question, parameters, *_) in enumerate(CASES):
        queries[str(number)] = bound(nquads, question, parameters)
    found = ask_jena(folder, triples, queries)
    parse = partial(parse_query_results, format=QueryResultsFormat.JSON)
    return {name: parse(rows) for name, rows in found.items()}  # type: ignore[misc]  # rows


@pytest.mark.parametrize("number", range(len(CASES)))
def test_jena_gives_the_same_rows(of_jena: dict[str, QuerySolutions], number: int) -> None:
    *_, columns, expected = CASES[number]
    assert sorted(rows(of_jena[str(number)], columns)) == sorted(expected)


@pytest.mark.parametrize("name", sorted(questions()))
def test_jena_gives_the_same_rows_to_a_file_as_it_stands(
    of_jena: dict[str, QuerySolutions], whole: dict[str, list[tuple[str, ...]]], name: str
) -> None:
    assert in_any_order(of_jena[name]) == whole[name]
