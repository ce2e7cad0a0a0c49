"""Each question finds what it must in the small articles of `newsroom.py`, and leaves the near misses."""

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

NAMES = sorted(questions())
CITED = {"date", "article", "url", "start", "end", "statement"}
OF_NO_STATEMENT = {
    "publisher": {"publisher", "articles", "first", "last"},
    "reviews": {"claim", "reviewer", "date", "url", "review"},
}
"""Questions whose rows are no statements, and the columns by which theirs can be found again."""
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


def parameters_of_case(name: str) -> dict[str, str]:
    """The parameters of the first case of a question."""
    for question, parameters, *_ in CASES:
        if question == name:
            return parameters
    pytest.fail(
        f"the question {name!r} has no case: add to CASES in tests/query/newsroom.py its name, "
        "parameters, columns, and the rows that it must find"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_a_case(name: str) -> None:
    assert parameters_of_case(name) is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_question_explains_itself_and_its_parameters(name: str, tmp_path: Path) -> None:
    sparql = questions()[name]
    header = sparql[: sparql.index("\nPREFIX")]
    assert "?" in header, "let the first line of the file ask the question"
    assert "A row for each" in header, "say in the comment at the top: A row for each ..."
    for parameter in parameters_of(sparql).values():
        assert TYPE.fullmatch(parameter.type)
        assert parameter.meaning, f"say what {parameter.name} means: #   name (type): meaning"
        assert f"# if {parameter.name}\n" in sparql or parameter.default or not parameter.optional
    with pytest.raises(QueryError, match="its parameters are: "):
        bind_parameters(sparql, {"no such": "x"}, lambda: open_store(tmp_path).index)  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("name", NAMES)
def test_each_row_can_be_cited(graph: OpenStore, name: str) -> None:
    solutions = run(graph, name, parameters_of_case(name))
    assert isinstance(solutions, QuerySolutions)
    columns = {variable.value for variable in solutions.variables}
    if name in OF_NO_STATEMENT:
        assert columns >= OF_NO_STATEMENT[name]
        return
    missing = ", ".join(sorted(CITED - columns))
    assert not missing, f"to cite a row one needs {missing} as well: add them to the SELECT"
    assert columns & {"publisher", "paper"}, "to cite a row one needs its publisher as well"
    for row in solutions:
        empty = [column for column in sorted(CITED) if row[column] is None]
        assert not empty, f"a row of its first case has no {', '.join(empty)}"


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_plain_sparql_that_runs_as_it_stands(graph: OpenStore, name: str) -> None:
    graph.store.query(find_question(name))
