"""Questions give the right rows, parameters stay values, errors say what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QueryBoolean, QuerySolutions, Store

from kg.errors import QueryError
from kg.query import run
from kg.query.text import add_prefixes
from kg.rdf import article_of, statement_node, to_nquads
from kg.store import build_store, read_store
from tests.rdf.examples import BASE, DOCUMENT, QUADS, STATEMENTS, quads_saying

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HOSTILE = 'a "b" \\ } UNION { ?s ?p ?o } # \n \u202e'
ARTICLE = article_of(DOCUMENT, BASE)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("query")
    nquads = folder / "claims.nq"
    quads = [*QUADS, *quads_saying("It rained."), *quads_saying("It snowed.", publisher=HOSTILE)]
    nquads.write_text(to_nquads(quads), encoding="utf-8", newline="")
    build_store(folder / "store", nquads)
    return read_store(folder / "store")


def rows(
    store: Store, question: str, parameters: Mapping[str, str], *columns: str
) -> list[tuple[str, ...]]:
    """Some columns of the solutions, as text."""
    solutions = run(store, question, parameters)
    assert isinstance(solutions, QuerySolutions)
    return [
        tuple("" if row[name] is None else row[name].value for name in columns) for row in solutions
    ]


def test_said_by_lists_each_statement_with_all_that_one_needs_to_find_it(store: Store) -> None:
    found = rows(
        store,
        "said-by",
        {"name": "Ada Berg"},
        "claim",
        "quotation",
        "cue",
        "passage",
        "article",
        "date",
    )
    direct = ("The bridge is not safe.", "direct", "said")
    relayed = ("officials fear a storm", "indirect", "reported that", "officials fear a storm")
    assert found == [
        (*direct, "“The bridge,” … “is not safe.”", '"Not safe"', "2024-05-01"),
        (*relayed, '"Not safe"', "2024-05-01"),
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param({}, [], id="assertions, if none is asked for"),
        pytest.param({"kind": "belief"}, [("a storm",)], id="one kind"),
        pytest.param({"kind": "fact"}, [], id="another kind"),
        pytest.param({"kind": "any"}, [("a storm",)], id="all"),
    ],
)
def test_questions_are_about_one_kind_of_attribution(
    store: Store, kind: dict[str, str], expected: list[tuple[str]]
) -> None:
    assert rows(store, "said-by", {"name": "officials", **kind}, "claim") == expected


def test_said_by_says_where_and_among_which_words(store: Store) -> None:
    [row] = rows(
        store,
        "said-by",
        {"name": "A video"},
        "before",
        "passage",
        "after",
        "start",
        "end",
        "statement",
    )
    start = DOCUMENT.text.index("Lundby was perhaps")
    node = statement_node(STATEMENTS[3].statement, ARTICLE)
    assert row == (
        "A video showed that ",
        "Lundby was perhaps flooded",
        ". The radio reported that officials fear",
        str(start),
        str(start + 26),
        str(node),
    )


@pytest.mark.parametrize("name", ["ada berg", "ADA BERG", "Berg", "bERG"])
def test_a_source_goes_by_any_of_its_names_whatever_the_capitals(store: Store, name: str) -> None:
    assert rows(store, "said-by", {"name": name}, "source") == [("Ada Berg",)] * 2


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("the bridge", ["“The bridge,” … “is not safe.”"]),
        ("The Bridge", ["“The bridge,” … “is not safe.”"]),
        ("storm", []),
    ],
)
def test_said_by_can_ask_about_something(store: Store, about: str, expected: list[str]) -> None:
    found = rows(store, "said-by", {"name": "Ada Berg", "about": about}, "passage")
    assert [passage for (passage,) in found] == expected


@pytest.mark.parametrize("by", ["iri", "words"])
def test_passage_finds_a_statement(store: Store, by: str) -> None:
    node = statement_node(STATEMENTS[2].statement, ARTICLE)
    claim = f"<{node}>" if by == "iri" else "RESIDENTS leaving"
    assert rows(store, "passage", {"claim": claim}, "source", "passage", "statement") == [
        ("unnamed source", "Residents", str(node)),
        ("unnamed source", "leaving in 2024", str(node)),
    ]


def test_a_hostile_value_is_a_value(store: Store) -> None:
    assert rows(store, "said-by", {"name": HOSTILE}, "source", "claim") == [(HOSTILE, "It snowed.")]
    with pytest.raises(QueryError, match="nobody and nothing is called"):
        run(store, "said-by", {"name": f"{HOSTILE}x"})


@given(
    st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not text.startswith("<"))
)
def test_any_value_comes_back_as_it_went_in(value: str) -> None:
    assert rows(Store(), "SELECT ?a { VALUES (?a) { (UNDEF) } }", {"a": value}, "a") == [(value,)]


def test_a_file_is_a_query_with_parameters_too(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "named.rq"
    path.write_text(
        "SELECT ?n { VALUES (?n) {(UNDEF)} ?x <https://schema.org/name> ?n }", encoding="utf-8"
    )
    assert rows(store, str(path), {"n": "Lundby"}, "n") == [("Lundby",)]


def test_named_graphs_count_as_one(store: Store) -> None:
    answer = run(store, "ASK { ?one a <https://schema.org/NewsArticle> . ?two a <https://schema.org/NewsArticle> "
                 "FILTER(?one != ?two) }")  # fmt: skip
    assert isinstance(answer, QueryBoolean)
    assert answer


@pytest.mark.parametrize(
    ("question", "parameters", "message"),
    [
        ("said-bye", {}, "there is no question 'said-bye'; did you mean said-by"),
        ("zzz", {}, r"there is no question 'zzz'; The questions are about, artefacts, "),
        ("", {}, "there is no question ''"),
        ("missing.rq", {}, r"missing\.rq cannot be read .*; check the path"),
        ("said-by", {}, r"needs the parameter name; its parameters are: name, about \(optional\)"),
        (
            "said-by",
            {"name": "x", "nmae": "y"},
            r"has no parameter nmae \(did you mean name\?\); its parameters are: name, about",
        ),
        (
            "said-by",
            {"name": "Ada Berg", "since": "2024-13-01"},
            "since cannot be '2024-13-01'; give a day as YYYY-MM-DD",
        ),
        (
            "said-by",
            {"name": "Ada Berg", "since": "2024-05-02", "until": "2024-05-01"},
            "no day is since 2024-05-02 and until 2024-05-01; change one of the two",
        ),
        (
            "said-by",
            {"name": "Ada Berg", "kind": "x"},
            "kind cannot be 'x'; choose from assertion, belief",
        ),
        ("said-by", {"name": "Ada Berg", "words": "!?"}, "there is no word to look for in '!\\?'"),
        ("ASK { ?s ?p ?o }", {"name": "x"}, "has no parameter name; its parameters are: none"),
        ("passage", {"claim": "<not an iri>"}, "is no RDF term"),
        ("SELECT ?a { VALUES ?a { UNDEF } }", {"a": "\ud800"}, "is no RDF term"),
        (
            "INSERT DATA { <x:a> <x:b> <x:c> }",
            {},
            "INSERT changes a graph, and a query is read-only",
        ),
        (
            "PREFIX select: <x:> # SELECT\nWITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
            {},
            "WITH changes",
        ),
        ("LOAD <https://example.org/>", {}, "LOAD changes a graph"),
        ("SELECT * { ?s ?p 'INSERT' ?x", {}, "the SPARQL is wrong"),
        (
            "said-by",
            {"name": "Ada Berg", "words": "brigde"},
            r"no claim or passage says 'brigde'; did you mean bridge\?",
        ),
        (
            "said-by",
            {"name": "Ada Berg", "words": "rained snowed"},
            "each of the words is there, but no claim has all of them",
        ),
        (
            "about",
            {"name": "the bridge", "mentions": "y"},
            "mentions cannot be 'y'; choose from yes, no",
        ),
        ("SELECT ?x { ?x <x:y> ?z", {}, "the SPARQL is wrong"),
        (
            "SELECT * {\n  ?s ?p 'é' . ?x }",
            {},
            r"wrong at line 2, column 18:\n  \?s \?p 'é' \. \?x }\n {17}\^$",
        ),
        ("SELECT * { ?s cs:cue ?x ?y }", {}, r"wrong at line 1, column 29:\n.*\n {28}\^$"),
        (
            "SELECT * { ?s a cs:Statement ;\n  foo:bar ?o }",
            {},
            r"prefix foo: is not declared; begin with PREFIX foo: <\.\.\.>; .* are cs, .*, xsd\n  foo:bar \?o }\n  \^$",
        ),
    ],
)
def test_a_wrong_query_says_what_would_be_right(
    store: Store, question: str, parameters: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        run(store, question, parameters)


@pytest.mark.parametrize(
    "sparql",
    [
        pytest.param("SELECT * { ?s a cs:Statement }", id="none declared"),
        pytest.param(
            "PREFIX cs: <https://w3id.org/claim-source#>\nSELECT * { ?s a cs:Statement }",
            id="declared",
        ),
        pytest.param(
            "PREFIX schema: <https://w3id.org/claim-source#> SELECT * { ?s a schema:Statement }",
            id="taken",
        ),
        pytest.param(
            "# PREFIX x:\nPREFIX # y:\n x: <x:> SELECT * { ?s a cs:Statement FILTER(?s != x:y) }",
            id="one",
        ),
    ],
)
def test_prefixes_of_the_vocabulary_need_no_declaring(store: Store, sparql: str) -> None:
    statements = rows(
        store, "SELECT ?s { ?s a <https://w3id.org/claim-source#Statement> }", {}, "s"
    )
    assert rows(store, sparql, {}, "s") == statements != []
    assert [row[0].value for row in store.query(add_prefixes(sparql))] == [  # type: ignore[union-attr]  # as a server is asked
        one for (one,) in statements
    ]
