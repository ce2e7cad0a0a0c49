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
        pytest.param("said-by", {"name": "José Álvarez"}, [], id="rows"),
        pytest.param(
            "said-by",
            {"name": "Ada Berg"},
            [
                "these are the assertions; of any kind of attribution there would be 9: add -p kind=any"
            ],
            id="rows, and more of other kinds",
        ),
        pytest.param("said-by", {"name": "Ada Berg", "kind": "assertion"}, [], id="kind chosen"),
        pytest.param(
            "about",
            {"name": "the bridge", "since": "2024-06-02", "until": "2024-06-02"},
            [],
            id="rows, though more only mention it",
        ),
        pytest.param("contradictions", {}, [], id="judged"),
        pytest.param(
            "SELECT * { ?s a cs:Statment ; cs:foo ?o ; schema:nam ?name }",
            {},
            [
                "cs:Statment is no term of the vocabulary; did you mean cs:Statement?",
                "cs:foo is no term of the vocabulary; docs/ontology lists them",
            ],
            id="terms that are none of ours",
        ),
        pytest.param(
            "PREFIX cs: <x:> SELECT * { ?s a cs:Statment, 'cs:Fakt' . ?s cs:states. }",
            {},
            [],
            id="a prefix that means something else",
        ),
    ],
)
def test_what_an_answer_with_rows_leaves_out_is_said(
    judged: Store, question: str, parameters: dict[str, str], expected: list[str]
) -> None:
    rows = 3 if ":" in question else len(list(run(judged, question, parameters)))  # type: ignore[arg-type]  # rows
    assert hints_for(judged, question, parameters, found=rows) == expected


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
    pytest.param(
        "SELECT * { ?s schema:nam ?name ; schema:zip ?zip }",
        {},
        ["schema:nam is no term of the vocabulary; did you mean schema:name?"],
        id="a term near one that we write, and one of other people's",
    ),
]


@pytest.mark.parametrize(("question", "parameters", "expected"), EMPTY)
def test_an_empty_answer_says_what_would_give_more(
    judged: Store, question: str, parameters: dict[str, str], expected: list[str]
) -> None:
    assert list(run(judged, question, parameters)) == []  # type: ignore[arg-type]  # rows
    assert hints_for(judged, question, parameters, found=0) == expected


@pytest.mark.parametrize("found", [0, 2])
def test_contradictions_without_judgements_say_what_to_run(unjudged: Store, found: int) -> None:
    [hint] = hints_for(unjudged, "contradictions", {}, found=found)
    assert hint.startswith(JUDGE)


def test_a_server_whose_default_graph_is_empty_is_named(tmp_path: Path) -> None:
    (tmp_path / "claims.nq").write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    with oxigraph(tmp_path) as url:
        apart = Server(f"{url}/query")
        everything = "SELECT * { ?s ?p ?o }"
        assert hints_for(apart, everything, {}, found=0) == []  # nothing is there at all
        data = (tmp_path / "claims.nq").read_bytes()
        answer = Server(f"{url}/store").send(
            "POST", data=data, headers={"Content-Type": "application/n-quads"}
        )
        assert answer.is_ok
        [hint] = hints_for(apart, everything, {}, found=0)
        assert "union-default-graph" in hint
        with pytest.raises(QueryError, match="union-default-graph"):
            run(apart, "said-by", {"name": "Ada Berg"})
        united = Server(f"{url}/query?union-default-graph")
        assert "Ada Berg" in index_for(united).names()
