"""No query makes this machine fetch, however SERVICE is written; the word may stand in texts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from pyoxigraph import QueryBoolean, Store

from kg.errors import QueryError
from kg.query import found_nodes, run
from kg.query.text import lock_query
from kg.store import Server
from tests.query.disguises import Ears, disguises, listening

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = int(os.environ.get("KG_DISGUISES", "200"))
SHARE = 1 / 4
"""Of the disguises, that must reach the listener where nothing is locked; else they are no test."""
REMOTE = "<https://example.org/> { ?s ?p ?o }"
STORE = Store()
STORE.update("INSERT DATA { <x:s> <x:p> 'c' . GRAPH <x:g> { <x:s> <x:p> 'c' } }")
MANY = settings(max_examples=EXAMPLES, derandomize=True, deadline=None)


@pytest.fixture(scope="module")
def ears() -> Iterator[Ears]:
    with listening() as found:
        yield found


def asked(query: str) -> None:
    """Ask, and read all of the answer; what is wrong or fails is no matter."""
    try:
        result = STORE.query(query)
        if not isinstance(result, QueryBoolean):
            list(result)
    except (SyntaxError, OSError, RuntimeError):
        pass


def test_no_disguise_reaches_anybody(ears: Ears) -> None:
    @MANY
    @given(disguises())
    def check(sparql: str) -> None:
        try:
            result = run(STORE, ears.addressed(sparql))
            if not isinstance(result, QueryBoolean):
                list(result)
        except QueryError:
            pass

    check()
    assert ears.has_heard() == 0


def test_the_disguises_would_reach_somebody_if_nothing_were_lock_query() -> None:
    heard = []
    with listening() as ears:

        @MANY
        @given(disguises())
        def check(sparql: str) -> None:
            before = ears.heard
            asked(ears.addressed(sparql))
            heard.append(ears.heard > before)

        check()
    assert sum(heard) > SHARE * len(heard)


@pytest.mark.parametrize(
    "sparql",
    [
        f"SELECT * {{ SERVICE {REMOTE} }}",
        f"SELECT * {{ service silent {REMOTE} }}",
        "SELECT * { SERVICE ?where { ?s ?p ?o } }",
        "PREFIX x: <https://example.org/> SELECT * { SERVICE x:y { ?s ?p ?o } }",
        f"SELECT * {{ ?a <x:p> 1e5SERVICE {REMOTE} }}",
        f"SELECT * {{ ?a ?b ?c.SERVICE {REMOTE} }}",
        f"SELECT * {{ ?a ?b 'c'SERVICE {REMOTE} }}",
        f"SELECT * {{ ?a ?b '''c''d'''SERVICE {REMOTE} }}",
        f"PREFIX x: <x:> SELECT * {{ ?a ?b x:c\\# . SERVICE {REMOTE} }}",
        f"PREFIX x: <x:> SELECT * {{ ?a ?b x:c\\' . SERVICE {REMOTE} # ' \n}}",
        f"# '\nSELECT * {{ SERVICE {REMOTE} }} # '",
        f"SELECT * {{ ?a ?b ?c FILTER(?a<?b) SERVICE {REMOTE} FILTER(?b>?c) }}",
        f"SELECT * {{ ?a ?b '\\'' SERVICE {REMOTE} }} # '",
        f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE {REMOTE} }} }} }} }}",
    ],
)
def test_service_is_refused_in_words(sparql: str) -> None:
    with pytest.raises(QueryError, match=r"must not use SERVICE \(line \d\): it would fetch"):
        run(Store(), sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        pytest.param(
            "SELECT * { BIND(<x:\\u0041#> AS ?z) SERVICE <http://HOST:PORT/> { ?x ?p ?o } }",
            id="escape",
        ),
        pytest.param(
            "SELECT * { FILTER(1<2#>'''\n) SERVICE <http://HOST:PORT/> { ?x ?p ?o } }", id="quotes"
        ),
        pytest.param("SELECT*{?x ?p 1e5SERVICE<http://HOST:PORT/>{}}#'''", id="number"),
    ],
)
def test_what_hides_the_word_from_us_does_not_unlock_it(ears: Ears, sparql: str) -> None:
    asked(ears.addressed(sparql))
    assert ears.has_heard() > 0
    ears.heard = 0
    for ask in (run, found_nodes):
        with pytest.raises(QueryError):
            ask(STORE, ears.addressed(sparql))
    assert ears.has_heard() == 0


def test_a_server_may_fetch_but_its_errors_are_looked_into_without(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise QueryError("no")

    monkeypatch.setattr("kg.query.ask_server", refuses)
    with pytest.raises(QueryError, match=r"^no$"):
        run(
            Server("http://127.0.0.1:9/"),
            ears.addressed("ASK { SERVICE <http://HOST:PORT/> { ?s ?p ?o } }"),
        )
    assert ears.has_heard() == 0


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT ?x { BIND('the Secret Service' AS ?x) }", "the Secret Service"),
        ('SELECT ?x { BIND("""a "service" {""" AS ?x) }', 'a "service" {'),
        (r"SELECT ?x { BIND('\\service \u0073ervice' AS ?x) }", r"\service service"),
        ("SELECT ?x { BIND(<https://example.org/service> AS ?x) }", "https://example.org/service"),
        ("PREFIX x: <x:SERVICE/> # SERVICE\nSELECT ?x { BIND(x:a AS ?x) }", "x:SERVICE/a"),
        (
            "BASE <http://service/> SELECT ?x { BIND(<service#a> AS ?x) }",
            "http://service/service#a",
        ),
        ("SELECT ?x { BIND('1'^^<x:service> AS ?y) BIND(STR(DATATYPE(?y)) AS ?x) }", "x:service"),
    ],
)
def test_texts_and_iris_that_hold_the_word_mean_what_they_say(sparql: str, expected: str) -> None:
    [[term]] = run(Store(), sparql)  # type: ignore[misc]  # a SELECT gives rows
    assert term.value == expected


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        (
            "SELECT ?x\n{ ?x ?service ?y }",
            r"\?service \(line 2\) holds the word service, .*; write another",
        ),
        (
            "ASK { ?s schema:serviceType ?o }",
            r"schema:serviceType \(line 1\) holds .* the whole IRI in <>$",
        ),
        ("PREFIX Service: <x:> ASK { ?s ?p ?o }", r"Service: \(line 1\) holds"),
    ],
)
def test_a_name_that_holds_the_word_is_refused_in_words(sparql: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(Store(), sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?s ?p 'serXice' ?o }",
        "ASK {\n ?s ?p 'é', 'serXice', 'SERXICE' ?o }",
        "ASK { ?s ?p 'serXice' ; <a:serXice> 'é' ?o } # serXice",
        "# serXice\nASK { ?s ?p <a b> }",
        "ASK { ?s ?p 'serXice \\y' }",
    ],
)
def test_an_error_points_to_the_same_place_as_in_a_query_without_the_word(sparql: str) -> None:
    with pytest.raises(QueryError) as without:
        run(Store(), sparql)
    with pytest.raises(QueryError) as with_it:
        run(Store(), sparql.replace("X", "V"))
    assert str(with_it.value).lower() == str(without.value).lower().replace("serxice", "service")


def test_an_engine_that_reads_keywords_otherwise_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kg.query import text

    class Lax:
        def query(self, _: str) -> None: ...

    monkeypatch.setattr(text, "Store", Lax)
    text._check_engine.cache_clear()  # noqa: SLF001 - there is no other way
    with pytest.raises(QueryError, match="install the version of the lock file"):
        lock_query("ASK {}")
    text._check_engine.cache_clear()  # noqa: SLF001 - there is no other way
