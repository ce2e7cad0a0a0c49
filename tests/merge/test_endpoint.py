"""A SPARQL endpoint as an input: the real server, and servers that answer wrongly."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from kg.errors import InputError
from kg.merge import merge_graphs
from tests.merge.servers import oxigraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://example.org/id/"
DATA = (
    b'<x:a> <https://schema.org/name> "A" <x:g> .\n'
    b'<x:b> <https://schema.org/name> "B\xc3\xa9"@fr .\n'
    b"_:n <x:p> _:m <x:g> .\n"
)


def test_an_endpoint_gives_what_the_file_gives(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_bytes(DATA)
    with oxigraph(tmp_path / "served", tmp_path / "a.nq") as url:
        merge_graphs([f"{url}/query"], tmp_path / "remote", BASE)
    merge_graphs([str(tmp_path / "a.nq")], tmp_path / "local", BASE)
    assert (tmp_path / "remote" / "claims.nq").read_bytes() == (
        tmp_path / "local" / "claims.nq"
    ).read_bytes()


@contextmanager
def answering(status: int, body: bytes, headers: dict[str, str]) -> Iterator[str]:
    """A server that answers everything alike."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


ROW = b'{"s":{"type":"uri","value":"x:a"},"p":{"type":"uri","value":"x:p"},"o":{"type":"uri","value":"x:b"}}'
HEAD = b'{"head":{"vars":["s","p","o","g"]},"results":{"bindings":['
WRONG = [
    pytest.param(500, b"out of memory", "status 500: out of memory", id="an error"),
    pytest.param(200, b"<html>Welcome</html>", "gives no whole SPARQL result", id="no SPARQL"),
    pytest.param(200, HEAD + ROW, "gives no whole SPARQL result", id="cut off"),
    pytest.param(
        200,
        HEAD + ROW.replace(b"x:a", b"a b") + b"]}}",
        "gives no whole SPARQL result",
        id="a bad IRI",
    ),
    pytest.param(200, b'{"head":{},"boolean":true}', "gives no whole SPARQL result", id="a yes"),
]


@pytest.mark.parametrize(("status", "body", "message"), WRONG)
def test_a_server_that_answers_wrongly_is_named(
    tmp_path: Path, status: int, body: bytes, message: str
) -> None:
    with answering(status, body, {}) as url, pytest.raises(InputError, match=message):
        merge_graphs([url], tmp_path / "out", BASE)


def test_a_server_that_gives_only_a_part_is_listed(tmp_path: Path) -> None:
    with answering(200, HEAD + ROW + b"]}}", {"X-SPARQL-MaxRows": "1"}) as url:
        report = merge_graphs([url], tmp_path / "out", BASE)
    [problem] = report.problems
    assert (report.quads, problem.where) == (1, url)
    assert "no more than 1 rows" in problem.message


def test_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be reached"):
        merge_graphs(["http://127.0.0.1:9/sparql"], tmp_path / "out", BASE)
