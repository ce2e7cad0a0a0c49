"""What is said beside an answer: why it is empty, and what would give more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import QueryError
from kg.query import index_for, run
from kg.query.hints import hints_for
from kg.rdf import to_nquads
from kg.store import Server, read_store
from tests.query.newsroom import JUDGED, QUADS
from tests.servers import oxigraph

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

JUDGE = "nobody has judged yet which claims of this graph contradict each other: run kg link"


def store_of(folder: Path, quads: list[object]) -> Store:
    (folder / "claims.nq").write_text(to_nquads(quads), encoding="utf-8", newline="")  # type: ignore[arg-type]  # as theirs
    return read_store(folder / "claims.nq")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("judged"), [*QUADS])


@pytest.fixture(scope="module")
def unjudged(tmp_path_factory: pytest.TempPathFactory) -> Store:
    quads = [quad for quad in QUADS if quad not in JUDGED]
    return store_of(tmp_path_factory.mktemp("unjudged"), [*quads])


@pytest.mark.parametrize(
    ("question", "parameters", "expected"),
    [
        pytest.param("said-by", {"name": "Ada Berg"}, [], id="rows"),
        pytest.param(
            "about",
            {"name": "the bridge", "since": "2024-06-02", "until": "2024-06-02"},
            [],
            id="rows, though there would be more",
        ),
        pytest.param("contradictions", {}, [], id="judged"),
    ],
)
def test_an_answer_that_lacks_nothing_has_no_hint(
    judged: Store, question: str, parameters: dict[str, str], expected: list[str]
) -> None:
    assert hints_for(judged, question, parameters, is_empty=False) == expected


EMPTY = [
    pytest.param(
        "said-by",
        {"name": "Ada Berg", "words": "ferry", "until": "2024-05-01"},
        ["of any kind of attribution there would be 1: add -p kind=any"],
        id="another kind of attribution",
    ),
    pytest.param("said-by", {"name": "Ada Berg", "kind": "fact"}, [], id="the kind was chosen"),
    pytest.param(
        "about",
        {"name": "the harbour", "until": "2024-06-02"},
        [],
        id="nothing would give more",
    ),
    pytest.param(
        "about",
        {"name": "the lighthouse"},
        ["of claims that only mention it there would be 1: add -p mentions=yes"],
        id="only mentioned",
    ),
    pytest.param(
        "about", {"name": "the lighthouse", "mentions": "no"}, [], id="not to be mentioned"
    ),
    pytest.param("SELECT * { ?s a <x:none> }", {}, [], id="SPARQL"),
]


@pytest.mark.parametrize(("question", "parameters", "expected"), EMPTY)
def test_an_empty_answer_says_what_would_give_more(
    judged: Store, question: str, parameters: dict[str, str], expected: list[str]
) -> None:
    assert list(run(judged, question, parameters)) == []  # type: ignore[arg-type]  # rows
    assert hints_for(judged, question, parameters, is_empty=True) == expected


@pytest.mark.parametrize("is_empty", [True, False])
def test_contradictions_without_judgements_say_what_to_run(
    unjudged: Store, *, is_empty: bool
) -> None:
    [hint] = hints_for(unjudged, "contradictions", {}, is_empty=is_empty)
    assert hint.startswith(JUDGE)


def test_a_server_whose_default_graph_is_empty_is_named(tmp_path: Path) -> None:
    (tmp_path / "claims.nq").write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    with oxigraph(tmp_path) as url:
        apart = Server(f"{url}/query")
        everything = "SELECT * { ?s ?p ?o }"
        assert hints_for(apart, everything, {}, is_empty=True) == []  # nothing is there at all
        data = (tmp_path / "claims.nq").read_bytes()
        answer = Server(f"{url}/store").send(
            "POST", data=data, headers={"Content-Type": "application/n-quads"}
        )
        assert answer.is_ok
        [hint] = hints_for(apart, everything, {}, is_empty=True)
        assert "union-default-graph" in hint
        with pytest.raises(QueryError, match="union-default-graph"):
            run(apart, "said-by", {"name": "Ada Berg"})
        united = Server(f"{url}/query?union-default-graph")
        assert "Ada Berg" in index_for(united).names()
