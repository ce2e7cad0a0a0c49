"""Results as text: a table that fits and cannot harm a terminal, and the standard formats."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.errors import QueryError
from kg.query import run
from kg.query.results import FORMATS, show

if TYPE_CHECKING:
    from kg.query import QueryResult

LONG = "Such a long text that it goes over the edge of any column"
SELECT = "SELECT ?s ?o { ?s <x:p> ?o } ORDER BY ?o"


def answer(sparql: str, *texts: str) -> QueryResult:
    store = Store()
    store.extend(Quad(NamedNode("x:s"), NamedNode("x:p"), Literal(text)) for text in texts)
    return run(store, sparql)


def test_a_table_has_a_heading_and_a_line_a_row() -> None:
    assert show(answer(SELECT, "one", "two"), "table").splitlines() == [
        "s    o",
        "---  ---",
        "x:s  one",
        "x:s  two",
    ]


def test_a_table_wraps_what_is_too_long() -> None:
    lines = show(answer(SELECT, LONG), "table", width=40).splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[2] == "x:s  Such a long text that it goes"
    assert lines[3].strip() == "over the edge of any column"


def test_a_table_without_room_for_columns_puts_rows_below_each_other() -> None:
    lines = show(
        answer("SELECT ?o (?o AS ?again) { ?s <x:p> ?o } ORDER BY ?o", LONG, LONG + "!"),
        "table",
        24,
    )
    assert lines.splitlines()[:3] == [
        "o      Such a long text",
        "       that it goes over",
        "       the edge of any",
    ]
    assert "\n\no      Such" in lines
    assert "\nagain  Such" in lines


def test_a_table_of_no_rows_says_so() -> None:
    assert show(answer(SELECT), "table") == "no rows\n"


def test_a_value_that_is_not_there_is_left_blank() -> None:
    sparql = "SELECT ?a ?b { VALUES (?a ?b) { ('x' UNDEF) ('y' 'z') } } ORDER BY ?a"
    assert show(run(Store(), sparql.replace("('x'", "( 'x'")), "table") == "a  b\n-  -\nx\ny  z\n"


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3), st.integers(20, 120)
)
def test_a_table_fits_and_holds_no_control_characters(texts: list[str], width: int) -> None:
    table = show(answer(SELECT, *texts), "table", width)
    assert max(map(len, table.split("\n"))) <= width
    assert not any(
        ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0
        for character in table.replace("\n", "")
    )
    assert not set(table) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_csv_and_tsv_are_those_of_sparql() -> None:
    assert show(answer(SELECT, 'say "no"'), "csv") == 's,o\r\nx:s,"say ""no"""\r\n'
    assert show(answer(SELECT, 'say "no"'), "tsv") == '?s\t?o\n<x:s>\t"say \\"no\\""\n'


def test_json_is_that_of_sparql() -> None:
    found = json.loads(show(answer(SELECT, "one"), "json"))
    assert found["head"] == {"vars": ["s", "o"]}
    assert found["results"]["bindings"][0]["o"] == {"type": "literal", "value": "one"}


@pytest.mark.parametrize(
    ("sparql", "expected"), [("ASK { ?s ?p 'one' }", "yes\n"), ("ASK { ?s ?p 'two' }", "no\n")]
)
def test_ask_is_answered_by_yes_or_no(sparql: str, expected: str) -> None:
    assert show(answer(sparql, "one"), "table") == expected
    assert json.loads(show(answer(sparql, "one"), "json"))["boolean"] == (expected == "yes\n")


@pytest.mark.parametrize("output", ["ttl", "table"])
def test_construct_gives_turtle_the_same_each_time(output: str) -> None:
    texts = ["one", 'two\n"', "@prefix"]
    turtle = show(answer("CONSTRUCT WHERE { ?s ?p ?o }", *texts), output)
    assert turtle == show(answer("CONSTRUCT WHERE { ?s ?p ?o }", *reversed(texts)), output)
    triples = pyoxigraph.parse(turtle.encode(), format=RdfFormat.TURTLE)
    assert sorted(triple.object.value for triple in triples) == sorted(texts)


@pytest.mark.parametrize(
    ("sparql", "output", "message"),
    [
        (SELECT, "ttl", "gives no triples; ask for table, csv, tsv or json"),
        ("ASK { ?s ?p ?o }", "ttl", "gives no triples"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "gives triples, which no csv holds; ask for ttl"),
        ("DESCRIBE <x:s>", "json", "gives triples, which no json holds"),
    ],
)
def test_a_format_that_does_not_fit_the_result_is_refused(
    sparql: str, output: str, message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        show(answer(sparql, "one"), output)


@pytest.mark.parametrize("output", FORMATS)
def test_each_format_serves_some_query(output: str) -> None:
    assert show(
        answer("CONSTRUCT WHERE { ?s ?p ?o }" if output == "ttl" else SELECT, "one"), output
    )
