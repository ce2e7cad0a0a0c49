"""The table of what a statement carries, and that every output has each of its rows."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path

import pytest

from kg.query import questions
from kg.rdf import load_ontology, to_graph
from kg.rdf.fields import (
    Field,
    Form,
    _expand_term,
    attribute_fields,
    csv_columns,
    fields_on,
    statement_fields,
)
from kg.rdf.records import to_record
from kg.rdf.vocabulary import CS
from kg.views.export import export
from kg.views.network import to_network
from tests.rdf.examples import ARTICLE, BASE, QUADS

ROWS = [*statement_fields(), *fields_on("attribution")]
BRIDGE = to_graph(QUADS)
RECORD = to_record(ARTICLE, BASE)
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "json-lines.md"


def named(field: Field) -> str:
    return f"{field.on}-{'.'.join(field.path)}-{field.form}"


@pytest.mark.parametrize("field", ROWS, ids=named)
def test_each_field_is_in_the_graph(field: Field) -> None:
    assert list(BRIDGE.subject_objects(field.iri)), (
        f"let a statement of tests/rdf/examples.py have a {'.'.join(field.path)}"
    )


@pytest.mark.parametrize("field", ROWS, ids=named)
def test_each_field_of_our_own_vocabulary_is_defined(field: Field) -> None:
    if field.iri.startswith(str(CS)):
        assert (field.iri, None, None) in load_ontology(), (
            f"define {field.term} in ontology/claim-source.ttl"
        )


def test_each_field_with_a_key_is_in_the_json_lines_in_the_order_of_the_table() -> None:
    [statement, *_] = RECORD["statements"]
    assert list(statement) == ["id", *(field.key for field in statement_fields() if field.key)]
    [source] = statement["who"]
    keys = [field.key for field in fields_on("attribution") if field.key]
    assert list(source) == ["name", "kind", "iri", *keys]


def test_the_json_lines_have_the_words_that_weaken_a_claim() -> None:
    assert {one["claim"]: one["hedge"] for one in RECORD["statements"] if one["hedge"]} == {
        "Lundby was perhaps flooded": "perhaps"
    }


@pytest.mark.parametrize("key", [field.key for field in ROWS if field.key])
def test_the_reference_explains_each_key(key: str) -> None:
    assert f"`{key}`" in REFERENCE.read_text(encoding="utf-8"), (
        f"say in docs/reference/json-lines.md what `{key}` is"
    )


def test_each_attribute_is_in_the_network() -> None:
    statements = [node for node in to_network(BRIDGE).nodes.values() if node["type"] == "statement"]
    for field in attribute_fields():
        assert any(statement[field.name] for statement in statements), field.name


def test_the_csv_has_the_columns_of_the_table() -> None:
    text = export("csv", BRIDGE, to_network(BRIDGE)).decode("utf-8-sig")
    assert next(csv.reader(StringIO(text))) == csv_columns()
    assert {field.name for field in ROWS if field.is_column} <= set(csv_columns())


def test_what_the_panel_shows_has_a_place_for_the_value() -> None:
    for field in ROWS:
        assert field.shown.count("{}") == bool(field.label), field.name


def test_a_value_that_a_statement_lacks_is_none() -> None:
    [time_text] = [field for field in ROWS if field.path == ("time", "text")]
    assert time_text.form is Form.TEXT
    assert {time_text.value_in(one) for one in ARTICLE.statements} > {None}


def test_a_term_needs_a_known_prefix() -> None:
    with pytest.raises(KeyError, match="kg"):
        _expand_term("kg:about")


@pytest.mark.parametrize("question", questions())
def test_questions_call_a_field_as_the_table_does(question: str) -> None:
    sparql = questions()[question]
    columns = re.findall(r"\?(\w+)", sparql.split("SELECT", 1)[1].split("WHERE", 1)[0])
    words = dict(re.findall(r"STR\(\?(\w+)\).* AS \?(\w+)\)", sparql))
    for field in attribute_fields():
        for variable in re.findall(rf"{field.term} \?(\w+)", sparql):
            for column in {variable, words.get(variable)} & set(columns):
                assert column.endswith(field.name), f"{column} is called {field.name} elsewhere"
