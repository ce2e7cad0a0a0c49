"""The ten questions find what they must in six small articles, and leave the near misses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions

from kg.errors import QueryError
from kg.query import find_question, questions, run
from kg.query.parameters import bind_parameters, parameters_of
from kg.rdf import to_nquads
from kg.store import OpenStore, build_store, open_store
from tests.query.newsroom import CASES, QUADS

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "about artefacts audit contradictions hearsay hedged passage publisher said-by unnamed".split()  # the ten
)
TYPE = re.compile(r"(name|words|date|text|[a-z]+(\|[a-z]+)+)")


@pytest.fixture(scope="module", params=["store", "file"])
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
    folder = tmp_path_factory.mktemp("questions")
    nquads = folder / "claims.nq"
    nquads.write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    if request.param == "file":
        return open_store(nquads)
    build_store(folder / "store", nquads)
    return open_store(folder)


def rows(
    graph: OpenStore, question: str, parameters: dict[str, str], columns: str
) -> list[tuple[str, ...]]:
    """Some columns of the solutions, as text."""
    solutions = run(graph, question, parameters)
    assert isinstance(solutions, QuerySolutions)
    return [
        tuple("" if row[name] is None else row[name].value for name in columns.split())
        for row in solutions
    ]


@pytest.mark.parametrize(("question", "parameters", "columns", "expected"), CASES)
def test_a_question_finds_what_it_must_and_no_more(
    graph: OpenStore,
    question: str,
    parameters: dict[str, str],
    columns: str,
    expected: list[tuple[str, ...]],
) -> None:
    assert rows(graph, question, parameters, columns) == expected


def test_there_are_ten_and_each_has_cases() -> None:
    assert set(questions()) >= set(NAMES)
    assert {question for question, *_ in CASES} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_explains_itself_and_its_parameters(name: str, tmp_path: Path) -> None:
    sparql = questions()[name]
    header = sparql[: sparql.index("\nPREFIX")]
    assert "?" in header
    assert "A row for each" in header
    for parameter in parameters_of(sparql).values():
        assert TYPE.fullmatch(parameter.type)
        assert parameter.meaning
        assert f"# if {parameter.name}\n" in sparql or parameter.default or not parameter.optional
    with pytest.raises(QueryError, match="its parameters are: "):
        bind_parameters(sparql, {"no such": "x"}, lambda: open_store(tmp_path).index)  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("name", NAMES)
def test_each_row_can_be_cited(graph: OpenStore, name: str) -> None:
    parameters = next(parameters for question, parameters, *_ in CASES if question == name)
    solutions = run(graph, name, parameters)
    assert isinstance(solutions, QuerySolutions)
    columns = {variable.value for variable in solutions.variables}
    if name == "publisher":
        assert {"publisher", "articles", "first", "last"} <= columns
        return
    assert {"date", "article", "url", "start", "end", "statement"} <= columns
    assert columns & {"publisher", "paper"}
    for row in solutions:
        assert all(
            row[column] is not None
            for column in ("date", "article", "url", "start", "end", "statement")
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_plain_sparql_that_runs_as_it_stands(graph: OpenStore, name: str) -> None:
    graph.store.query(find_question(name))
