"""A statement of a graph that says of claims alone what they are about gets what its claim has, if it can be no other's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.rdf.vocabulary import PREFIXES
from kg.store import read_store
from kg.store.subjects import add_subjects

if TYPE_CHECKING:
    from pathlib import Path

TWO_ARTICLES = (
    "<x:s1> cs:states <x:c> ; cs:statedIn <x:a1> . <x:s2> cs:states <x:c> ; cs:statedIn <x:a2> ."
)
CASES = [
    pytest.param(
        "GRAPH <x:g1> { <x:s1> cs:states <x:c> ; cs:statedIn <x:a1> . <x:c> schema:about <x:smith> }"
        "GRAPH <x:g2> { <x:s2> cs:states <x:c> ; cs:statedIn <x:a2> . <x:c> schema:about <x:jones> }",
        {"s1 about smith", "s2 about jones"},
        id="each article has a graph, which says what it means",
    ),
    pytest.param(
        f"{TWO_ARTICLES} <x:c> schema:about <x:smith>",
        set(),
        id="without graphs, nobody can tell which article means whom",
    ),
    pytest.param(
        "<x:s1> cs:states <x:c> ; cs:statedIn <x:a1> . <x:s2> cs:states <x:c> ; cs:statedIn <x:a1> ."
        "<x:c> schema:about <x:smith> ; schema:mentions <x:oslo>",
        {"s1 about smith", "s1 mentions oslo", "s2 about smith", "s2 mentions oslo"},
        id="one article, whose data knows only claims",
    ),
    pytest.param(
        "<x:s1> cs:states <x:c> ; schema:about <x:smith> . <x:s2> cs:states <x:c> ."
        "<x:c> schema:about <x:smith>",
        {"s1 about smith"},
        id="what another statement has is its own, in a graph of ours",
    ),
    pytest.param(
        "<x:s1> cs:states <x:c> ; schema:mentions <x:oslo> . <x:c> schema:about <x:smith> ; schema:mentions <x:oslo>",
        {"s1 mentions oslo"},
        id="one that has its own gets no others",
    ),
    pytest.param(
        "GRAPH <x:g1> { <x:s1> cs:states <x:c> } GRAPH <x:g2> { <x:c> schema:about <x:smith> }",
        {"s1 about smith"},
        id="said in another graph, of one article",
    ),
    pytest.param("<x:s1> cs:states 'no claim' , <<( <x:a> <x:b> <x:c> )>>", set(), id="no claims"),
]


def said(store: Store) -> set[str]:
    """What statements are about and mention, in the union."""
    asked = "SELECT ?s ?tie ?x { ?s ?tie ?x FILTER(?tie IN (schema:about, schema:mentions)) }"
    rows = store.query(asked, prefixes=PREFIXES)
    assert isinstance(rows, QuerySolutions)
    names = {" ".join(re.split("[:/]", node.value)[-1] for node in row) for row in rows}
    return {name for name in names if not name.startswith("c ")}


def store_of(triples: str) -> Store:
    store = Store()
    store.update(f"INSERT DATA {{ {triples} }}", prefixes=PREFIXES)
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return store


@pytest.mark.parametrize(("triples", "expected"), CASES)
def test_statements_get_what_can_be_no_others(triples: str, expected: set[str]) -> None:
    store = store_of(triples)
    add_subjects(store)
    assert said(store) == expected
    before = set(store)
    add_subjects(store)
    assert set(store) == before


def test_a_file_is_read_so_and_the_data_of_its_graphs_is_not_changed(tmp_path: Path) -> None:
    store = store_of("GRAPH <x:g> { <x:s1> cs:states <x:c> . <x:c> schema:about <x:smith> }")
    path = tmp_path / "older.nq"
    store.dump(path, format=RdfFormat.N_QUADS)
    read = read_store(path)
    assert said(read) == {"s1 about smith"}
    told = {quad for quad in read if quad not in store}
    assert {str(quad.graph_name) for quad in told} == {
        "DEFAULT",
        "<https://w3id.org/claim-source/judged>",
    }
