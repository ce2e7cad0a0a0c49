"""Results as text: a table that fits and cannot harm a terminal, and the standard formats."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import wcwidth
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
        "",
        "2 rows",
    ]


def test_a_table_wraps_what_is_too_long() -> None:
    lines = show(answer(SELECT, LONG), "table", width=40).splitlines()
    assert max(map(wcwidth.width, lines)) <= 40
    assert lines[2] == "x:s  Such a long text that it goes over"
    assert lines[3].strip() == "the edge of any column"


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
    assert (
        show(run(Store(), sparql.replace("('x'", "( 'x'")), "table")
        == "a  b\n-  -\nx\ny  z\n\n2 rows\n"
    )


def test_a_table_in_short_has_a_line_a_row_cut_where_the_column_ends() -> None:
    lines = show(answer(SELECT, LONG, "two"), "table", 40, columns=("o",)).splitlines()
    assert lines == [
        "o",
        "-" * 40,
        "Such a long text that it goes over the…",
        "two",
        "",
        "2 rows",
    ]


def test_in_a_table_in_short_what_is_long_gets_the_room() -> None:
    sparql = "SELECT ?who ?o { ?s <x:p> ?o BIND('Ann Margaret Lee of the Harbour Board' AS ?who) }"
    lines = show(answer(sparql, 3 * LONG), "table", 80, columns=("who", "o")).splitlines()
    assert lines[1] == f"{'-' * 20}  {'-' * 58}"


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(("北京市", "Oslo"), id="Chinese"),
        pytest.param(("👩‍🚒 Ada", "Ada"), id="an emoji of several characters"),
        pytest.param(("e\u0301te\u0301", "été is"), id="accents that stand by themselves"),
    ],
)
def test_columns_stand_below_each_other_whatever_is_in_them(texts: tuple[str, str]) -> None:
    lines = show(answer("SELECT ?o ('x' AS ?end) { ?s <x:p> ?o }", *texts), "table").splitlines()
    assert {wcwidth.width(row.removesuffix("x")) for row in lines[2:4]} == {
        lines[1].rindex(" ") + 1
    }


@pytest.mark.parametrize(
    ("limit", "last"),
    [(None, "3 rows"), (2, "the first 2 of 3 rows"), (3, "3 rows"), (9, "3 rows")],
)
def test_a_table_tells_how_many_rows_there_are(limit: int | None, last: str) -> None:
    lines = show(answer(SELECT, "a", "b", "c"), "table", limit=limit).splitlines()
    assert (len(lines) - 4, lines[-1]) == (min(limit or 3, 3), last)


@pytest.mark.parametrize("output", ["csv", "tsv", "json"])
def test_a_limit_holds_in_every_format(output: str) -> None:
    whole, some = (show(answer(SELECT, *texts), output) for texts in (("a", "b"), ("a",)))
    assert show(answer(SELECT, "a", "b"), output, limit=1) == some != whole
    assert show(answer("ASK { ?s ?p ?o }", "a"), output, limit=1).strip()


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
    st.integers(20, 120),
    st.sampled_from([(), ("s", "o"), ("o",)]),
)
def test_a_table_fits_and_holds_no_control_characters(
    texts: list[str], width: int, columns: tuple[str, ...]
) -> None:
    table = show(answer(SELECT, *texts), "table", width, columns=columns)
    assert max(map(wcwidth.width, table.split("\n"))) <= width
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
