"""A served build answers what reads, and nothing else."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
import requests

from kg.errors import StoreError
from kg.query import run
from kg.rdf import to_nquads
from kg.serve import QUERY_BYTES, serving
from kg.server import Server
from kg.store import build_store
from tests.query.newsroom import CASES, QUADS
from tests.servers.test_questions import rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "claims.nq").write_text(to_nquads(QUADS), encoding="utf-8", newline="")
    (folder / "claims.html").write_text("<title>the page</title>", encoding="utf-8")
    build_store(folder / "store", folder / "claims.nq")
    return folder


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with serving(folder, port=0) as gate:
        thread = threading.Thread(target=gate.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{gate.server_port}"
        gate.shutdown()
        thread.join()


class Bait(BaseHTTPRequestHandler):
    """Somebody in the reader's network."""

    visits: list[str]

    def do_GET(self) -> None:
        self.visits.append(self.path)
        self.send_error(404)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def bait() -> Iterator[str]:
    Bait.visits = []
    with HTTPServer(("127.0.0.1", 0), Bait) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("question", "parameters", "columns", "expected"), CASES)
def test_the_endpoint_gives_the_same_rows(
    url: str, question: str, parameters: dict[str, str], columns: str, expected: list[tuple[str, ...]]
) -> None:
    assert sorted(rows(run(Server(f"{url}/query"), question, parameters), columns)) == sorted(expected)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Which sources contradict each other?"),
        ("/claims.html", "the page"),
        ("/editor", "Yasgui"),
        ("/yasgui.min.js", "function"),
        ("/questions/said-by?name=ada+berg&words=ferry&about=&format=csv", "the ferry is late"),
        ("/questions/said-by?name=ada+berg", '<a href="https://news.example.org/one"'),
        ("/questions/publisher", "<td>The Post<td>2<td>4"),
        ("/query?query=ASK+%7B%7D", "true"),
        ("/sparql?query=ASK+%7B%7D", "true"),
    ],
)
def test_page_questions_editor_and_endpoint_are_there(url: str, path: str, words: str) -> None:
    answer = requests.get(url + path, timeout=60)
    assert answer.status_code == 200
    assert words in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_asked_is_shown_as_text(url: str) -> None:
    answer = requests.get(f"{url}/questions/said-by", params={"name": "<script>alert(1)</script>"}, timeout=60)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("form", ["get", "form", "direct"])
def test_nothing_is_fetched_from_elsewhere(url: str, bait: str, form: str) -> None:
    sparql = f"SELECT * {{ SERVICE SILENT <{bait}> {{ ?s ?p ?o }} }}"
    if form == "get":
        answer = requests.get(f"{url}/query", params={"query": sparql}, timeout=60)
    elif form == "form":
        answer = requests.post(f"{url}/query", data={"query": sparql}, timeout=60)
    else:
        headers = {"Content-Type": "application/sparql-query"}
        answer = requests.post(f"{url}/query", data=sparql, headers=headers, timeout=60)
    assert answer.status_code == 400
    assert "must not use SERVICE" in answer.text
    assert Bait.visits == []


@pytest.mark.parametrize("path", ["/update", "/query", "/store", "/"])
def test_nothing_can_be_changed(url: str, bait: str, path: str) -> None:
    for update in (f"LOAD <{bait}>", "INSERT DATA { <x:a> <x:b> <x:c> }"):
        form = requests.post(url + path, data={"update": update}, timeout=60)
        direct = requests.post(
            url + path, data=update, headers={"Content-Type": "application/sparql-update"}, timeout=60
        )
        as_query = requests.post(f"{url}/query", data={"query": update}, timeout=60)
        assert {form.status_code, direct.status_code} == {403}
        assert as_query.status_code == 400
    assert requests.put(f"{url}/store?default", data="", timeout=60).status_code == 501
    assert requests.delete(f"{url}/store?default", timeout=60).status_code == 501
    assert Bait.visits == []
    assert requests.get(f"{url}/query", params={"query": "ASK { <x:a> ?p ?o }"}, timeout=60).json()["boolean"] is False


def test_what_is_too_much_or_comes_under_another_name_is_refused(url: str) -> None:
    big = requests.post(f"{url}/query", data={"query": "#" * (QUERY_BYTES + 1)}, timeout=60)
    assert big.status_code == 413
    rebound = requests.get(f"{url}/query?query=ASK+%7B%7D", headers={"Host": "evil.example.org"}, timeout=60)
    assert rebound.status_code == 403
    assert requests.get(f"{url}/etc/passwd", timeout=60).status_code == 404
    wrong = requests.post(f"{url}/query", data={"query": "SELECT *"}, timeout=60)
    assert wrong.status_code == 400
    assert wrong.text.startswith("error at 1:9")


def test_a_query_that_takes_too_long_is_stopped(folder: Path) -> None:
    with serving(folder, port=0, seconds=1) as gate:
        thread = threading.Thread(target=gate.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        sparql = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        endpoint = f"http://127.0.0.1:{gate.server_port}/query"
        answer = requests.post(endpoint, data={"query": sparql}, timeout=300)
        after = requests.post(endpoint, data={"query": "ASK {}"}, timeout=300)
        gate.shutdown()
        thread.join()
    assert answer.status_code >= 400
    assert '"bindings":[{' not in answer.text
    assert after.json()["boolean"] is True


def test_only_a_store_is_served_and_at_a_free_port(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no store; build one"), serving(tmp_path, port=0):
        pass
    with (
        serving(folder, port=0) as gate,
        pytest.raises(StoreError, match=r"cannot be used .*--port"),
        serving(folder, port=gate.server_port),
    ):
        pass
