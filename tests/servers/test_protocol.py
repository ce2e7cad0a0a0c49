"""The SPARQL 1.1 Protocol: the cases of the W3C's test suite, as far as nothing is changed by them.

The names are those of its manifest (`sparql11/protocol`). Of the updates, which this endpoint takes
none of, the suite's good ones are asked, too: they are refused, and change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
import requests
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from kg.store import build_store
from tests.servers.conftest import served

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA: Final = [f"http://example.org/data{number}.rdf" for number in range(4)]
TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DOCUMENT: Final = NamedNode("http://xmlns.com/foaf/0.1/Document")
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
FORM: Final = "application/x-www-form-urlencoded"
BOTH_BY_DEFAULT: Final = f"ASK {{ <{DATA[1]}> a ?type . <{DATA[2]}> a ?type }}"
BOTH_BY_NAME: Final = (
    f"{{ GRAPH ?g1 {{ <{DATA[1]}> a ?type }} GRAPH ?g2 {{ <{DATA[2]}> a ?type }} }}"
)
ONE_OF_EACH: Final = f"ASK {{ <{DATA[3]}> a ?type . FILTER EXISTS {BOTH_BY_NAME} }}"
AMBIGUOUS: Final = f"ASK FROM <{DATA[3]}> {BOTH_BY_NAME}"
ROWS: Final = {"application/sparql-results+json", "application/sparql-results+xml"}
TRIPLES: Final = {"text/turtle", "application/n-triples", "application/rdf+xml"}


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("protocol")
    quads = [Quad(NamedNode(one), TYPE, DOCUMENT, NamedNode(one)) for one in DATA]
    (folder / "claims.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    build_store(folder / "store", folder / "claims.nq")
    with served(folder) as url:
        yield f"{url}/sparql"


def ask(
    endpoint: str,
    method: str,
    parameters: list[tuple[str, str]],
    body: str | bytes = b"",
    kind: str | None = None,
) -> requests.Response:
    data = body.encode() if isinstance(body, str) else body
    headers = {"Content-Type": kind} if kind else {}
    return requests.request(
        method, endpoint, params=parameters, data=data, headers=headers, timeout=60
    )


def graphs(kind: str, *numbers: int) -> list[tuple[str, str]]:
    """Parameters that name graphs: those of the default graph, or those with names."""
    return [(f"{kind}-graph-uri", DATA[number]) for number in numbers]


ANSWERED = [
    # name, method, parameters, body, kind of body
    ("query_post_form", "POST", graphs("default", 0), "query=ASK%20%7B%7D", FORM),
    (
        "query_dataset_default_graphs_get",
        "GET",
        [("query", BOTH_BY_DEFAULT), *graphs("default", 1, 2)],
        "",
        None,
    ),
    (
        "query_dataset_default_graphs_post",
        "POST",
        graphs("default", 1, 2),
        BOTH_BY_DEFAULT,
        QUERY,
    ),
    (
        "query_dataset_named_graphs_post",
        "POST",
        graphs("named", 1, 2),
        f"ASK {BOTH_BY_NAME}",
        QUERY,
    ),
    (
        "query_dataset_named_graphs_get",
        "GET",
        [("query", f"ASK {BOTH_BY_NAME}"), *graphs("named", 1, 2)],
        "",
        None,
    ),
    (
        "query_dataset_full",
        "POST",
        [*graphs("default", 3), *graphs("named", 1, 2)],
        ONE_OF_EACH,
        QUERY,
    ),
    ("query_multiple_dataset", "POST", graphs("named", 1, 2), AMBIGUOUS, QUERY),
    ("query_get", "GET", [("query", "ASK {}"), *graphs("default", 0)], "", None),
    ("query_post_direct", "POST", [], "ASK {}", QUERY),
]


@pytest.mark.parametrize(
    ("name", "method", "parameters", "body", "kind"), ANSWERED, ids=[case[0] for case in ANSWERED]
)
def test_a_query_of_the_suite_is_answered_with_yes(
    endpoint: str,
    name: str,
    method: str,
    parameters: list[tuple[str, str]],
    body: str,
    kind: str | None,
) -> None:
    answer = ask(endpoint, method, parameters, body, kind)
    assert answer.status_code == 200, name
    assert answer.headers["Content-Type"] in ROWS
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize(
    ("parameters", "query"),
    [
        pytest.param(graphs("default", 1), BOTH_BY_DEFAULT, id="one of two default graphs"),
        pytest.param(graphs("named", 1), f"ASK {BOTH_BY_NAME}", id="one of two named graphs"),
        pytest.param(graphs("named", 1, 2), BOTH_BY_DEFAULT, id="named graphs are no default one"),
        pytest.param(graphs("named", 1, 2, 3), ONE_OF_EACH, id="nothing is in the default graph"),
    ],
)
def test_a_graph_that_is_not_named_is_not_asked(
    endpoint: str, parameters: list[tuple[str, str]], query: str
) -> None:
    answer = ask(endpoint, "POST", parameters, query, QUERY)
    assert answer.json()["boolean"] is False


@pytest.mark.parametrize(
    ("name", "query", "kinds"),
    [
        ("query_content_type_select", "SELECT (1 AS ?value) {}", ROWS),
        ("query_content_type_ask", "ASK {}", ROWS),
        ("query_content_type_describe", "DESCRIBE <http://example.org/>", TRIPLES),
        ("query_content_type_construct", "CONSTRUCT { <s> <p> 1 } WHERE {}", TRIPLES),
    ],
)
def test_the_answer_is_of_a_kind_that_fits_the_query(
    endpoint: str, name: str, query: str, kinds: set[str]
) -> None:
    answer = ask(endpoint, "POST", graphs("default", 0), query, QUERY)
    assert answer.status_code == 200, name
    assert answer.headers["Content-Type"].partition(";")[0] in kinds


REFUSED = [
    ("bad_query_method", "PUT", [("query", "ASK {}")], "", FORM, 405),
    (
        "bad_multiple_queries",
        "GET",
        [("query", "ASK {}"), ("query", "SELECT * {}")],
        "",
        None,
        400,
    ),
    ("bad_query_wrong_media_type", "POST", [], "ASK {}", "text/plain", 415),
    ("bad_query_missing_form_type", "POST", [], "query=ASK%20%7B%7D", None, 415),
    ("bad_query_missing_direct_type", "POST", [], "ASK {}", None, 415),
    (
        "bad_query_non_utf8",
        "POST",
        [],
        "ASK {}".encode("utf-16"),
        f"{QUERY}; charset=UTF-16",
        415,
    ),
    ("bad_query_non_utf8, unsaid", "POST", [], "ASK {}".encode("utf-16"), QUERY, 400),
    ("bad_query_syntax", "GET", [("query", "ASK {")], "", None, 400),
    ("bad_update_get", "GET", [("update", "CLEAR ALL")], "", None, 403),
    (
        "bad_multiple_updates",
        "POST",
        [],
        "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT",
        FORM,
        403,
    ),
    ("bad_update_wrong_media_type", "POST", [], "CLEAR NAMED", "text/plain", 415),
    ("bad_update_missing_form_type", "POST", [], "update=CLEAR%20NAMED", None, 415),
    (
        "bad_update_non_utf8",
        "POST",
        [],
        "CLEAR NAMED".encode("utf-16"),
        f"{UPDATE}; charset=UTF-16",
        403,
    ),
    ("bad_update_syntax", "POST", [], "update=CLEAR%20XYZ", FORM, 403),
    (
        "bad_update_dataset_conflict",
        "POST",
        [("using-named-graph-uri", "http://example.org/people")],
        "update=CLEAR%20ALL",
        FORM,
        403,
    ),
    ("update_post_form", "POST", [], "update=CLEAR%20ALL", FORM, 403),
    ("update_post_direct", "POST", [], "CLEAR ALL", UPDATE, 403),
    (
        "update_dataset_default_graph",
        "POST",
        [("using-graph-uri", DATA[1])],
        "DELETE WHERE { ?s ?p ?o }",
        UPDATE,
        403,
    ),
]


@pytest.mark.parametrize(
    ("name", "method", "parameters", "body", "kind", "status"),
    REFUSED,
    ids=[case[0] for case in REFUSED],
)
def test_what_is_no_query_is_refused_and_changes_nothing(
    endpoint: str,
    name: str,
    method: str,
    parameters: list[tuple[str, str]],
    body: str | bytes,
    kind: str | None,
    status: int,
) -> None:
    answer = ask(endpoint, method, parameters, body, kind)
    assert answer.status_code == status, name
    assert answer.text
    assert ask(endpoint, "POST", [], BOTH_BY_DEFAULT, QUERY).json()["boolean"] is True


def test_an_iri_without_a_scheme_stands_under_the_address_of_the_endpoint(endpoint: str) -> None:
    answer = ask(endpoint, "GET", [("query", "SELECT (STR(<test>) AS ?o) {}")])
    [row] = answer.json()["results"]["bindings"]
    assert row["o"]["value"] == endpoint.removesuffix("sparql") + "test"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "text/turtle; charset=utf-8"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json, text/turtle;q=0.5", "application/ld+json"),
    ],
)
def test_who_asks_nothing_is_told_what_the_endpoint_is(
    endpoint: str, method: str, accept: str | None, kind: str
) -> None:
    answer = requests.request(method, endpoint, headers={"Accept": accept or ""}, timeout=60)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    if kind.startswith("text/turtle") and method == "GET":
        assert f"sd:endpoint <{endpoint}>" in answer.text
        assert "sd:supportedLanguage sd:SPARQL11Query" in answer.text
        assert 'sh:namespace "https://w3id.org/claim-source#"' in answer.text


def test_a_description_in_no_format_of_rdf_is_refused(endpoint: str) -> None:
    assert requests.get(endpoint, headers={"Accept": "image/png"}, timeout=60).status_code == 406


def test_head_says_what_get_would(endpoint: str) -> None:
    asked = [("query", BOTH_BY_DEFAULT)]
    got, head = ask(endpoint, "GET", asked), ask(endpoint, "HEAD", asked)
    assert head.headers["Content-Length"] == got.headers["Content-Length"]
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    assert head.content == b""


def test_turtle_declares_the_prefixes_of_the_vocabulary(endpoint: str) -> None:
    query = "CONSTRUCT { <x:a> cs:states <x:b> } WHERE {}"
    answer = ask(endpoint, "GET", [("query", query)])
    assert "@prefix cs: <https://w3id.org/claim-source#> ." in answer.text
    assert "<x:a> cs:states <x:b> ." in answer.text


def test_an_error_says_the_reason_and_shows_the_place(endpoint: str) -> None:
    answer = ask(endpoint, "GET", [("query", "SELECT ?x\n(1 AS ?x) {}")])
    assert answer.status_code == 400
    assert answer.text.splitlines() == [
        "the SPARQL is wrong at line 2, column 13: Duplicated variable name in SELECT",
        "(1 AS ?x) {}",
        "            ^",
    ]
