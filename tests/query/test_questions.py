"""Each question finds what it must in the small articles of `newsroom.py`, and leaves the near misses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions

from kg.errors import QueryError
from kg.query import find_question, questions, run
from kg.query.parameters import bind_parameters, parameters_of
from kg.query.results import columns_in_short
from kg.rdf import to_nquads
from kg.store import OpenStore, build_store, open_store
from tests.query.newsroom import CASES, QUADS

if TYPE_CHECKING:
    from pathlib import Path

NAMES = sorted(questions())
CITED = {"date", "article", "url", "start", "end", "statement"}
OF_NO_STATEMENT = {
    "most-quoted": {"source", "articles", "first", "last"},
    "publisher": {"publisher", "articles", "first", "last"},
    "reviews": {"claim", "reviewer", "date", "url", "review"},
}
"""Questions whose rows are no statements, and the columns by which theirs can be found again."""
COUNTED = {"first-said", "most-quoted", "publisher"}
"""Questions whose parameters decide what is counted or how it is told, not only which rows there are."""
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


def as_it_stands(graph: OpenStore, name: str, columns: str) -> list[tuple[str, ...]]:
    """Some columns of what a question finds whose file is asked as it is."""
    solutions = graph.store.query(find_question(name))
    assert isinstance(solutions, QuerySolutions)
    return [
        tuple("" if row[column] is None else row[column].value for column in columns.split())
        for row in solutions
    ]


OF_ALL = [case for case in CASES if case[0] not in COUNTED and "mentions" not in case[1]]


@pytest.mark.parametrize(("question", "parameters", "columns", "expected"), OF_ALL)
def test_what_is_not_given_means_any(
    graph: OpenStore,
    question: str,
    parameters: dict[str, str],
    columns: str,
    expected: list[tuple[str, ...]],
) -> None:
    del parameters  # so there are more rows than with them, and no fewer
    assert set(as_it_stands(graph, question, columns)) >= set(expected)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_shows_some_of_its_columns_in_short(graph: OpenStore, name: str) -> None:
    short = columns_in_short(find_question(name))
    assert short, "say before the parameters which columns are enough: # In short: source, claim"
    assert as_it_stands(graph, name, " ".join(short))
