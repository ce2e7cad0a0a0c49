"""Words are found in claims and passages, whatever their form, and no word is an operator."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import QueryError, StoreError
from kg.query.answers import find_words
from kg.store import build_store, open_store
from kg.store.search import INDEX_FILE, Index, _match_expression, index_of, open_index
from tests.query.newsroom import QUADS
from tests.store.test_store import write

if TYPE_CHECKING:
    from pathlib import Path

CS, SCHEMA = "https://w3id.org/claim-source#", "https://schema.org/"
CLAIMS = {
    "x:boats": "The boats left the harbour.",
    "x:quay": 'He called the old quay "a ruin", José said.',
    "x:cpp": "C++ AND NOT OR NEAR(boat) rules",
}


@pytest.fixture(scope="module")
def index() -> Index:
    store = Store()
    for number, (claim, text) in enumerate(CLAIMS.items()):
        quoted = text.replace("'", "\\'")
        store.update(
            f"INSERT DATA {{ <x:s{number}> <{CS}states> <{claim}> ; <{SCHEMA}text> '“{quoted}” twice' ;"
            f" <{CS}source> <x:who{number}> ; <{CS}statedIn> <x:article> . <x:article> <{SCHEMA}headline> 'Fog' ."
            f" <{claim}> <{SCHEMA}text> '{quoted}' . <x:s{number}> <{SCHEMA}about> <x:what{number}> }}"
        )
    store.update(
        f"INSERT DATA {{ <x:who0> <{SCHEMA}name> 'Ann Lee' ; <{SCHEMA}alternateName> 'the mayor' ."
        f" <x:what0> <{SCHEMA}name> 'Boats Board' . <x:what1> <{SCHEMA}name> 'Harbours Board' }}"
    )
    return index_of(store.query)  # type: ignore[arg-type]


def test_a_triple_term_is_no_name_and_no_text() -> None:
    triple = "<<( <x:a> <x:b> <x:c> )>>"
    store = Store()
    store.update(
        f"INSERT DATA {{ <x:ann> a <{SCHEMA}Person> ; <{SCHEMA}name> 'Ann Lee', {triple} ;"
        f" <{SCHEMA}alternateName> 'Lee', {triple} ."
        f" <x:s> <{CS}states> <x:claim> ; <{SCHEMA}text> 'He said it rained', {triple} ."
        f" <x:t> <{CS}states> <x:other>, {triple} ."
        f" <x:claim> <{SCHEMA}text> 'It rained' . <x:other> <{SCHEMA}text> {triple} }}"
    )
    index = index_of(store.query)  # type: ignore[arg-type]
    assert index.names() == ["Ann Lee"]
    assert [called.name for called in index.called("lee")] == ["Ann Lee"]
    assert index.claims("rained") == ["x:claim"]


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        pytest.param("boat", ["x:boats", "x:cpp"], id="another form of the word"),
        pytest.param("harbour BOATS", ["x:boats"], id="all words, in any order and case"),
        pytest.param("Lee boats", ["x:boats"], id="words of the claim, and of who says it"),
        pytest.param("mayor", ["x:boats"], id="another name of who says it"),
        pytest.param("board quay", ["x:quay"], id="words of whom it is about"),
        pytest.param("fog quay", ["x:quay"], id="words of the headline"),
        pytest.param("Lee quay", [], id="words of another claim's source"),
        pytest.param("jose", ["x:quay"], id="without accents"),
        pytest.param('"old quay"', ["x:quay"], id="a phrase"),
        pytest.param('"quay old"', [], id="a phrase, the other way round"),
        pytest.param("harb*", ["x:boats", "x:quay"], id="a beginning"),
        pytest.param("harb", ["x:boats", "x:quay"], id="a beginning where no claim has the word"),
        pytest.param("rui", ["x:quay"], id="such as one that is being typed"),
        pytest.param("boat rul", ["x:cpp"], id="behind whole words"),
        pytest.param("a", ["x:quay"], id="but not where a claim has the word: and"),
        pytest.param("harb left", [], id="and only of the last word"),
        pytest.param("left harb", ["x:boats"], id="which is this"),
        pytest.param("boat -harbour", ["x:cpp"], id="without a word"),
        pytest.param("twice quay", ["x:quay"], id="words of the passage"),
        pytest.param("NOT OR", ["x:cpp"], id="operators are words"),
        pytest.param("claim:boat", [], id="a column is a word"),
    ],
)
def test_words_find_claims(index: Index, words: str, claims: list[str]) -> None:
    assert sorted(index.claims(words)) == claims


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        pytest.param("quay ruin", ["x:quay"], id="words of the claim"),
        pytest.param("twice quay", ["x:quay"], id="words of the passage"),
        pytest.param("quay -boat", ["x:quay"], id="without a word"),
        pytest.param("boat rul", ["x:cpp"], id="a beginning where no claim says the word"),
        pytest.param("fog", [], id="but not of the headline"),
        pytest.param("fog quay", [], id="not even beside a word of the claim"),
        pytest.param("mayor", [], id="nor of a name of who says it"),
        pytest.param("board quay", [], id="nor of whom it is about"),
    ],
)
def test_words_that_are_said_find_claims(index: Index, words: str, claims: list[str]) -> None:
    assert index.claims_saying(words) == claims


def test_it_is_told_where_words_stand_that_no_claim_says(index: Index) -> None:
    assert index.explain_none("fog quay") == (
        "headlines or names have them: `kg search` looks there, too"
    )


def test_claims_that_say_the_words_come_first() -> None:
    store = Store()
    long = "The storm of the year, " * 30
    for claim, text, headline in (
        ("x:beside", "It is late.", "Storm storm storm"),
        ("x:says", f"{long} is over.", "Late"),
    ):
        store.update(
            f"INSERT DATA {{ <{claim}-s> <{CS}states> <{claim}> ; <{CS}statedIn> <{claim}-a> ."
            f" <{claim}-a> <{SCHEMA}headline> '{headline}' . <{claim}> <{SCHEMA}text> '{text}' }}"
        )
    index = index_of(store.query)  # type: ignore[arg-type]
    assert index.claims("storm") == ["x:says", "x:beside"]
    assert index.claims("late") == ["x:beside", "x:says"]


def test_a_claims_own_words_count_most(index: Index) -> None:
    assert index.claims("harbour") == ["x:boats", "x:quay"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tiwce", "did you mean twice?"),
        ("callled", "did you mean called?"),
        ("jsoé", "did you mean José?"),
        ("zeppelin", "no claim has a word like it"),
        (
            "harbour quay rules",
            "each of the words is there, but no claim has all of them: leave one out",
        ),
    ],
)
def test_words_that_no_claim_has_are_looked_into(index: Index, words: str, said: str) -> None:
    assert index.claims(words) == []
    assert index.explain_none(words) == said


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_words_break_the_query(words: str) -> None:
    try:
        expression = _match_expression(words)
    except QueryError:
        assert not any(letter.isalnum() for letter in words.replace("-", "")) or "-" in words
        return
    index_of(lambda _: []).connection.execute(
        "SELECT 1 FROM texts WHERE texts MATCH ?", [expression]
    ).fetchall()


def test_a_store_has_its_index_in_its_folder(tmp_path: Path) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", QUADS))
    assert (tmp_path / "store" / INDEX_FILE).exists()
    index = open_store(tmp_path).index
    assert index is not None
    assert len(index.claims("ferry -must")) == 1


def test_a_broken_index_says_so(tmp_path: Path) -> None:
    (tmp_path / INDEX_FILE).write_bytes(b"nonsense" * 1000)
    with pytest.raises(StoreError, match=r"index of .*news is broken .*; build it again"):
        open_index(tmp_path / INDEX_FILE, tmp_path.with_name("news"))


def test_a_store_of_another_version_says_so(tmp_path: Path) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", QUADS))
    with closing(sqlite3.connect(tmp_path / "store" / INDEX_FILE)) as connection:
        connection.execute("PRAGMA user_version = 0")
    with pytest.raises(StoreError, match=r"news is of another version of kg; build it again"):
        open_index(tmp_path / "store" / INDEX_FILE, tmp_path.with_name("news"))


def test_search_says_who_said_it_where_the_best_first(tmp_path: Path) -> None:
    build_store(tmp_path / "store", write(tmp_path / "claims.nq", QUADS))
    for graph in (open_store(tmp_path), open_store(tmp_path / "claims.nq")):
        rows = list(find_words(graph, "ferry", 20))
        assert [(row["claim"], row["source"], row["date"]) for row in rows] == [
            ("the ferry is late", "an official", "2024-06-01"),
            ("the ferry is late", "Ada Berg", "2024-06-02"),
            ("the ferry must go", "Ada Berg", "2024-05-01"),
        ]
        assert all(
            row[name] is not None for row in rows for name in ("start", "end", "url", "statement")
        )
        assert len(find_words(graph, "ferry", 1)) == 2
        assert list(find_words(graph, "zeppelin", 20)) == []
