"""What is said beside an answer: why it is empty, and what would give more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from kg.errors import QueryError
from kg.query import index_for, run
from kg.query.hints import hints_for
from kg.rdf import to_nquads
from kg.store import Server, read_store
from tests.query.newsroom import PIECES, QUADS, quads_of
from tests.servers import oxigraph

if TYPE_CHECKING:
    from pathlib import Path

UNDATED = (
    "left out as they have no date: 1 of the articles; "
    "to see them, leave out the days, or use kg search"
)
JUDGE = "nobody has judged yet which claims of this graph contradict each other: run kg link"


def store_of(folder: Path, quads: list[object]) -> Store:
    (folder / "claims.nq").write_text(to_nquads(quads), encoding="utf-8", newline="")  # type: ignore[arg-type]  # as theirs
    return read_store(folder / "claims.nq")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("judged"), [*QUADS])


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
            [UNDATED],
            id="rows, though more only mention it",
        ),
        pytest.param(
            "new-since",
            {"since": "2024-08-02"},
            [UNDATED],
            id="a day that cannot be left out",
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
        [
            UNDATED,
            "of any kind of attribution there would be 1: add -p kind=any",
        ],
        id="another kind of attribution",
    ),
    pytest.param("said-by", {"name": "Ada Berg", "kind": "fact"}, [], id="the kind was chosen"),
    pytest.param(
        "about",
        {"name": "the harbour", "until": "2024-06-02"},
        [UNDATED],
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
    pytest.param(
        "stance",
        {"name": "Carl Berg"},
        [
            (
                "nobody by this name spoke of one subject, as far as was asked, in two articles of "
                "different days, and in other words"
            )
        ],
        id="spoke of nothing twice",
    ),
    pytest.param(
        "stance",
        {"name": "Mia Roe"},
        [
            (
                "nothing differs between what was said of one subject in two articles; with what differs "
                "in nothing there would be 1: add -p only=all"
            )
        ],
        id="spoke of it twice, and nothing differs",
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


NONE = "none of the claims that were judged contradict each other; what kg link is not sure of"


@pytest.mark.parametrize(
    ("data", "found", "expected"),
    [
        pytest.param("", 0, [JUDGE], id="no judgement"),
        pytest.param("", 2, [JUDGE], id="nor any, beside denials in the same words"),
        pytest.param("<x:s> cs:disputes <x:t> .", 2, [], id="but disputes are there"),
        pytest.param("<x:s> cs:disputes <x:t> .", 0, [JUDGE], id="none of which was found"),
        pytest.param(
            "<x:j> a cs:Judgement ; rdf:predicate cs:contradicts .", 0, [NONE], id="proposed"
        ),
        pytest.param(
            "<x:j> a cs:Judgement ; rdf:predicate cs:sameClaimAs .", 0, [NONE], id="another judged"
        ),
        pytest.param(
            "<x:j> a cs:Judgement ; rdf:predicate cs:sameEntityAs .", 0, [JUDGE], id="of people"
        ),
        pytest.param("<x:a> cs:contradicts <x:b> .", 0, [], id="a contradiction elsewhere"),
    ],
)
def test_contradictions_say_what_judgements_there_are(
    data: str, found: int, expected: list[str]
) -> None:
    store = Store()
    prefixes = "PREFIX cs: <https://w3id.org/claim-source#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
    store.update(f"{prefixes} INSERT DATA {{ {data} }}")
    hints = hints_for(store, "contradictions", {}, found=found)
    assert [hint.startswith(start) for hint, start in zip(hints, expected, strict=True)] == [
        True
    ] * len(expected)


def test_an_article_that_has_only_the_family_name_is_named() -> None:
    store = Store()
    store.update(
        "PREFIX s: <https://schema.org/> INSERT DATA { <x:a> a s:Person ; s:name 'Ann Quist' ."
        " <x:b> a s:Person ; s:name 'Quist' . <x:c> a s:Person ; s:name 'Ann Qvist' }"
    )
    [hint] = hints_for(store, "said-by", {"name": "Ann Quist"}, found=1)
    assert hint == (
        "Quist alone, in 1 other article, may be the same person or another: "
        """ask -p name='"Quist"'"""
    )
    assert hints_for(store, "said-by", {"name": '"Ann Quist"'}, found=1) == []
    assert hints_for(store, "said-by", {"name": "Ann Qvist"}, found=1) == []


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


def test_where_every_article_has_a_date_none_is_left_out(tmp_path: Path) -> None:
    dated = store_of(tmp_path, [quad for piece in PIECES for quad in quads_of(piece)])
    assert hints_for(dated, "most-quoted", {"since": "2024-08-02"}, found=1) == []
