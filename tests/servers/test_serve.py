"""A served build answers what reads, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
from hypothesis import given, settings

from kg.errors import StoreError
from kg.query import run
from kg.rdf import to_nquads
from kg.rdf.vocabulary import CS
from kg.serve import answers, serve_build
from kg.serve.answers import QUERY_BYTES
from kg.serve.workers import Workers
from kg.store import Server, build_store
from tests.query.disguises import Ears, disguises
from tests.query.newsroom import CASES, JUDGED, QUADS
from tests.query.test_service import EXAMPLES
from tests.servers.conftest import served
from tests.servers.test_questions import rows

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
TSV = "text/tab-separated-values; charset=utf-8"
CSV = "text/csv; charset=utf-8"
TURTLE = "text/turtle; charset=utf-8"
ARTICLES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


@pytest.mark.parametrize(("question", "parameters", "columns", "expected"), CASES)
def test_the_endpoint_gives_the_same_rows(
    url: str,
    question: str,
    parameters: dict[str, str],
    columns: str,
    expected: list[tuple[str, ...]],
) -> None:
    assert sorted(rows(run(Server(f"{url}/query"), question, parameters), columns)) == sorted(
        expected
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Which sources contradict each other?"),
        ("/claims.html", "the page"),
        ("/style.css", "--page: #191816"),
        ("/editor", 'id="yasgui"'),
        ("/editor.js", "Yasgui"),
        ("/yasgui.min.js", "function"),
        ("/yasgui.min.css", ".yasgui"),
        ("/questions/said-by?name=ada+berg&words=ferry&about=&format=csv", "the ferry is late"),
        ("/questions/said-by?name=ada+berg", '<a href="https://news.example.org/one"'),
        ("/questions/publisher", "<td>The Post<td>2<td>4"),
        ("/query?query=ASK+%7B%7D", "true"),
        ("/sparql?query=ASK+%7B%7D", "true"),
        ("/query?query=ASK+%7B+%3Fs+a+cs%3AStatement+%7D", "true"),
    ],
)
def test_page_questions_editor_and_endpoint_are_there(url: str, path: str, words: str) -> None:
    answer = requests.get(url + path, timeout=60)
    assert answer.status_code == 200
    assert words in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert not {"Server", "Access-Control-Allow-Origin"} & set(answer.headers)


LIGHTHOUSE = "/questions/about?name=the+lighthouse&since=&kind=assertion"


@pytest.mark.parametrize(
    ("path", "note"),
    [
        pytest.param(
            f"{LIGHTHOUSE}&mentions=no",
            "Of claims that only mention it there would be 1. "
            '<a href="?name=the+lighthouse&amp;kind=assertion&amp;mentions=yes">Show it</a>',
            id="more widely",
        ),
        pytest.param(
            "/questions/about?name=the+harbour&until=2024-06-02", "Nothing was found.", id="none"
        ),
    ],
)
def test_an_empty_answer_says_so_and_leads_to_where_there_is_more(
    url: str, path: str, note: str
) -> None:
    page = requests.get(url + path, timeout=60).text
    assert "<p>Nothing was found.</p>" in page
    assert note in page
    assert "<table>" not in page


@pytest.mark.parametrize("path", [f"{LIGHTHOUSE}&mentions=yes", "/questions/contradictions"])
def test_an_answer_that_lacks_nothing_says_no_more(url: str, path: str) -> None:
    page = requests.get(url + path, timeout=60).text
    assert '<article class="pair">' in page
    assert "there would be" not in page
    assert "Nobody has judged" not in page


def test_contradictions_that_nobody_has_judged_say_what_to_do(tmp_path: Path) -> None:
    unjudged = [quad for quad in QUADS if quad not in JUDGED and quad[1] != CS.disputes]
    (tmp_path / "claims.nq").write_text(to_nquads(unjudged), encoding="utf-8", newline="")
    build_store(tmp_path / "store", tmp_path / "claims.nq")
    with served(tmp_path) as url:
        page = requests.get(f"{url}/questions/contradictions", timeout=60).text
    assert "Nobody has judged yet" in page
    assert "kg link" in page


@pytest.mark.parametrize(
    ("query", "accept", "status", "kind"),
    [
        ("ASK {}", None, 200, JSON),
        ("ASK {}", "*/*", 200, JSON),
        ("ASK {}", f"text/html, {XML};q=0.5, {JSON};q=0.4", 200, XML),
        ("ASK {}", "text/csv;q=0.1, text/tab-separated-values", 200, TSV),
        ("SELECT * {}", "text/csv", 200, CSV),
        ("SELECT * {}", "text/*", 200, CSV),
        ("SELECT * {}", "application/json", 200, "application/json"),
        ("SELECT * {}", "image/png", 406, "text/plain; charset=utf-8"),
        ("SELECT * {}", "text/turtle", 406, "text/plain; charset=utf-8"),
        ("SELECT * {}", "text/csv;q=0", 406, "text/plain; charset=utf-8"),
        ("SELECT * {}", "text/csv;q=x, ;;,", 406, "text/plain; charset=utf-8"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", None, 200, TURTLE),
        (
            "DESCRIBE <x:a>",
            "text/turtle;q=0.9, application/n-triples",
            200,
            "application/n-triples",
        ),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml", 200, "application/rdf+xml"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", JSON, 406, "text/plain; charset=utf-8"),
    ],
)
def test_an_answer_has_the_best_format_that_is_accepted(
    url: str, query: str, accept: str | None, status: int, kind: str
) -> None:
    answer = requests.get(
        f"{url}/query", params={"query": query}, headers={"Accept": accept or ""}, timeout=60
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, kind)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, 2),
        ({"named-graph-uri": ["0"]}, 1),
        ({"named-graph-uri": ["0", "1"]}, 2),
        ({"default-graph-uri": ["0"]}, 0),
    ],
)
@pytest.mark.parametrize("form", ["get", "form", "form and address", "direct"])
def test_a_query_may_name_its_graphs(
    url: str, parameters: dict[str, list[str]], expected: int, form: str
) -> None:
    articles = [row["g"]["value"] for row in requests.get(f"{url}/query", params={"query": ARTICLES}, timeout=60)
                .json()["results"]["bindings"]][:2]  # fmt: skip
    given = {
        name: [articles[int(number)] for number in numbers] for name, numbers in parameters.items()
    }
    query = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} VALUES ?g {{ <{articles[0]}> <{articles[1]}> }} }}"
    if form == "get":
        answer = requests.get(f"{url}/query", params={"query": query, **given}, timeout=60)
    elif form == "direct":
        headers = {"Content-Type": "application/sparql-query; charset=utf-8"}
        answer = requests.post(
            f"{url}/query", data=query, params=given, headers=headers, timeout=60
        )
    elif form == "form":
        answer = requests.post(f"{url}/query", data={"query": query, **given}, timeout=60)
    else:
        answer = requests.post(f"{url}/query", data={"query": query}, params=given, timeout=60)
    assert len(answer.json()["results"]["bindings"]) == expected


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("HEAD", "/query?query=ASK+%7B%7D", 200, ""),
        ("HEAD", "/", 200, ""),
        ("OPTIONS", "/query", 204, ""),
        ("OPTIONS", "/", 204, ""),
        ("PUT", "/store?default", 405, "nothing here can be changed"),
        ("DELETE", "/store?default", 405, "nothing here can be changed"),
        ("PATCH", "/query", 405, "nothing here can be changed"),
        ("GET", "/query?quer=ASK+%7B%7D", 400, "a request has one query, and this one 0"),
        ("POST", "/query", 415, "a query is sent as application/x-www-form-urlencoded"),
        ("GET", "/query?query=ASK+%7B%7D&query=ASK+%7B%7D", 400, "one query, and this one 2"),
        (
            "GET",
            "/query?query=ASK+%7B%7D&default-graph-uri=no+iri",
            400,
            "a graph is named by an IRI",
        ),
        ("GET", "/query?query=SELECT+*", 400, "the SPARQL is wrong at line 1, column 9"),
        ("GET", "/query?query=ASK+%7B%7D+%FF", 400, "the SPARQL is wrong"),
        (
            "GET",
            "/questions/said-by?name=%3Cscript%3Ealert(1)%3C/script%3E",
            400,
            "nobody and nothing is called",
        ),
        ("GET", "/questions/publisher?format=png", 400, "there is no format 'png'"),
        ("GET", "/questions/none", 404, "there is nothing at /questions/none"),
        ("GET", "/etc/passwd", 404, "there is nothing at /etc/passwd"),
        ("GET", "/..%2f..%2fetc/passwd", 404, "there is nothing"),
    ],
)
def test_what_else_is_asked_is_answered_in_words(
    url: str, method: str, path: str, status: int, words: str
) -> None:
    answer = requests.request(method, url + path, timeout=60)
    assert answer.status_code == status
    assert words in answer.text
    if status >= 400:
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    if method in {"OPTIONS", "PUT", "DELETE", "PATCH"}:
        assert answer.headers["Allow"].startswith("GET, HEAD, OPTIONS")


@pytest.mark.parametrize("form", ["get", "form", "direct"])
def test_nothing_is_fetched_from_elsewhere(url: str, ears: Ears, form: str) -> None:
    sparql = ears.addressed("SELECT * { SERVICE SILENT <http://HOST:PORT/> { ?s ?p ?o } }")
    if form == "get":
        answer = requests.get(f"{url}/query", params={"query": sparql}, timeout=60)
    elif form == "form":
        answer = requests.post(f"{url}/query", data={"query": sparql}, timeout=60)
    else:
        headers = {"Content-Type": "application/sparql-query"}
        answer = requests.post(f"{url}/query", data=sparql, headers=headers, timeout=60)
    assert answer.status_code == 400
    assert "must not use SERVICE" in answer.text
    assert ears.has_heard() == 0


def test_no_disguise_gets_anything_fetched(url: str, ears: Ears) -> None:
    session = requests.Session()

    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
    @given(disguises())
    def check(sparql: str) -> None:
        answer = session.post(f"{url}/query", data={"query": ears.addressed(sparql)}, timeout=60)
        assert answer.status_code in {200, 400}

    check()
    assert ears.has_heard() == 0


def test_a_worker_reaches_nobody_even_if_it_is_asked_to(folder: Path, ears: Ears) -> None:
    workers = Workers(folder / "store", 30)
    sparql = ears.addressed("SELECT * { SERVICE <http://HOST:PORT/> { ?s ?p ?o } }")
    none = {"default": None, "named": None, "base": None, "most": 100}
    try:
        kind, text, _ = workers.answer(sparql, prefixes={}, rows=JSON, triples=None, **none)
        network = Path(f"/proc/{workers.started[0].process.pid}/ns/net").readlink()
        if network == Path("/proc/self/ns/net").readlink():
            pytest.skip(
                "THE SECOND LOCK IS NOT TESTED: this system lets nobody have a network of his own"
            )
    finally:
        workers.stop()
    assert (kind, text) == ("store", "Network is unreachable (os error 101)")
    assert ears.has_heard() == 0


@pytest.mark.parametrize("path", ["/update", "/query", "/store", "/"])
def test_nothing_can_be_changed(url: str, ears: Ears, path: str) -> None:
    for update in (ears.addressed("LOAD <http://HOST:PORT/>"), "INSERT DATA { <x:a> <x:b> <x:c> }"):
        form = requests.post(url + path, data={"update": update}, timeout=60)
        direct = requests.post(
            url + path,
            data=update,
            headers={"Content-Type": "application/sparql-update"},
            timeout=60,
        )
        as_query = requests.post(f"{url}/query", data={"query": update}, timeout=60)
        assert {form.status_code, direct.status_code} == {403}
        assert as_query.status_code == 400
    assert ears.has_heard() == 0
    assert (
        requests.get(f"{url}/query", params={"query": "ASK { <x:a> ?p ?o }"}, timeout=60).json()[
            "boolean"
        ]
        is False
    )


def test_what_is_too_much_is_refused(url: str) -> None:
    big = requests.post(f"{url}/query", data={"query": " " * QUERY_BYTES}, timeout=60)
    assert big.status_code == 413
    large = requests.post(f"{url}/query", data={"query": " " * (QUERY_BYTES - 100)}, timeout=60)
    assert large.status_code == 400


def test_rows_that_are_too_many_for_a_page_come_as_csv(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "_PAGE_BYTES", 100)
    page = requests.get(f"{url}/questions/publisher", timeout=60)
    assert page.status_code == 413
    assert "more than 100 bytes" in page.text
    assert "as CSV" in page.text
    assert requests.get(f"{url}/questions/publisher?format=csv", timeout=60).status_code == 200


def test_only_a_store_is_served_and_at_a_free_port(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no store; build one"), serve_build(tmp_path, port=0):
        pass
    with (
        serve_build(folder, port=0) as front,
        pytest.raises(StoreError, match=r"cannot be used .*--port"),
        serve_build(folder, port=front.port),
    ):
        pass
