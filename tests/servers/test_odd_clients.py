"""Whatever a client sends or leaves out, it gets a plain answer or a closed connection, and nobody else notices."""

from __future__ import annotations

import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

import pytest
import requests

from kg.serve import answers, front, workers
from kg.serve.answers import QUERY_BYTES
from kg.serve.workers import Refusal, Workers
from tests.servers.conftest import served

if TYPE_CHECKING:
    from pathlib import Path

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = f"SELECT ?x {{ ?s ?p ?o . VALUES ?x {{ '{'a' * 100_000}' }} }} LIMIT 100"
"""A query whose answer has ten million bytes."""
HOST = b"Host: HOST\r\n"
GET = b"GET / HTTP/1.1\r\n" + HOST
POST = b"POST /query HTTP/1.1\r\n" + HOST
CLOSED = ""
"""No answer, but the end of the connection."""


def said(url: str, data: bytes) -> str:
    """The status line that a client gets for what it sends."""
    host = url.removeprefix("http://")
    with socket.create_connection(("127.0.0.1", int(host.partition(":")[2])), timeout=60) as client:
        try:
            client.sendall(data.replace(b"HOST", host.encode()))
            with suppress(OSError):  # it may be closed by now
                client.shutdown(socket.SHUT_WR)
            return client.makefile("rb").readline().decode("latin-1").strip()
        except ConnectionError:
            return CLOSED


def is_well(url: str) -> bool:
    """Whether a server answers."""
    return bool(requests.get(f"{url}/query?query=ASK+%7B%7D", timeout=60).json()["boolean"])


def asked(url: str, query: str) -> requests.Response:
    """The answer to a query."""
    return requests.post(f"{url}/query", data={"query": query}, timeout=60)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        pytest.param(b"GET http://[/ HTTP/1.1\r\n" + HOST + b"\r\n", "400", id="an address that is none"),
        pytest.param(b"GET //[ HTTP/1.1\r\n" + HOST + b"\r\n", "404", id="a bracket"),
        pytest.param(b"GET /%00%ff%2f.. HTTP/1.1\r\n" + HOST + b"\r\n", "404", id="no letters"),
        pytest.param(b"GET /\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n", "4", id="bytes"),
        pytest.param(b"GET / HTTP/9.9\r\n" + HOST + b"\r\n", "200", id="another version"),
        pytest.param(b"GET /\r\n\r\n", "403", id="no version, no host"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", "400", id="TLS"),
        pytest.param(b"get / HTTP/1.1\r\n" + HOST + b"\r\n", "400", id="small letters"),
        pytest.param(b"\r\n\r\n\r\n\r\n", CLOSED, id="nothing"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", "403", id="no host"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: [\r\n\r\n", "403", id="a host that is none"),
        pytest.param(GET + HOST + b"\r\n", "403", id="two hosts"),
        pytest.param(GET + b"X: a\r\n b\r\n\r\n", "200", id="a folded header"),
        pytest.param(b"GET /query?query=ASK+%7B%7D HTTP/1.1\r\n" + HOST + b"Accept: */*,\r\n text/csv\r\n\r\n", "200",
                     id="a folded header that is passed on"),
        pytest.param(b"GET / HTTP/1.1\r\n folded: first\r\n" + HOST + b"\r\n", "400", id="a fold of nothing"),
        pytest.param(GET + b"no colon\r\n\r\n", "400", id="no header"),
        pytest.param(GET + b"A: b\rc\r\n\r\n", "400", id="a bare return"),
        pytest.param(GET + b"A: b\r\n" * 20_000 + b"\r\n", "431", id="20,000 headers"),
        pytest.param(GET + b"A: " + b"b" * 100_000 + b"\r\n\r\n", "431", id="a long header"),
        pytest.param(b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", "431", id="a long address"),
        pytest.param(POST + "Content-Length: ²\r\n\r\n".encode(), "400", id="length ²"),
        pytest.param(POST + b"Content-Length: \xb2\r\n\r\n", "400", id="length ², Latin-1"),
        pytest.param(POST + b"Content-Length: -1\r\n\r\n", "400", id="length -1"),
        pytest.param(POST + b"Content-Length: 1, 1\r\n\r\na", "400", id="two lengths"),
        pytest.param(POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", "400",
                     id="a length of 5,000 digits"),
        pytest.param(POST + b"Content-Length: 99999999999\r\n\r\n", "413", id="a great length"),
        pytest.param(POST + b"Content-Length: 50\r\n\r\nquery=", CLOSED, id="half a query"),
        pytest.param(POST + b"Transfer-Encoding: gzip\r\n\r\n", "501", id="an encoding"),
        pytest.param(POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "400", id="no chunk"),
        pytest.param(POST + b"Transfer-Encoding: chunked\r\n\r\n"
                     + b"10000\r\n" + b"a" * 65536 + b"\r\n", CLOSED, id="half of the chunks"),
        pytest.param(POST + b"Content-Type: application/x-www-form-urlencoded\r\n"
                     b"Content-Length: 3\r\n\r\n%ff", "400", id="a form of bytes"),
        pytest.param(POST + b"Content-Type: application/sparql-query\r\n"
                     b"Content-Length: 1\r\n\r\n\xff", "400", id="a query of bytes"),
        pytest.param(POST + b"Content-Type: multipart/form-data\r\n"
                     b"Content-Length: 3\r\n\r\na=b", "415", id="a form in parts"),
        pytest.param(b"TRACE / HTTP/1.1\r\n" + HOST + b"\r\n", "405", id="TRACE"),
        pytest.param(b"CONNECT example.org:443 HTTP/1.1\r\n" + HOST + b"\r\n", "4", id="CONNECT"),
        pytest.param(b"GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n", "403", id="as a proxy"),
    ],
)  # fmt: skip
def test_an_odd_request_gets_a_plain_answer(
    url: str, capfd: pytest.CaptureFixture[str], request_: bytes, status: str
) -> None:
    line = said(url, request_)
    assert re.match(rf"HTTP/1\.[01] {status}|$" if status else "$", line), line
    assert is_well(url)
    assert capfd.readouterr().err == ""


def test_chunks_are_read_to_the_limit_and_no_further(url: str) -> None:
    head = (
        b"POST /query HTTP/1.1\r\n"
        + HOST
        + b"Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    assert "200" in said(url, head + b"6\r\nASK {}\r\n0\r\n\r\n")
    flood = b"10000\r\n" + b" " * 65536 + b"\r\n"
    assert re.match(r"HTTP/1.1 413|$", said(url, head + flood * (QUERY_BYTES // 65536 + 1)))
    assert is_well(url)


def test_what_comes_after_a_request_is_not_answered(url: str) -> None:
    host = url.removeprefix("http://")
    with socket.create_connection(("127.0.0.1", int(host.partition(":")[2])), timeout=60) as client:
        client.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() * 50)
        try:
            answer = client.makefile("rb").read()
        except ConnectionError:
            return
    assert answer.count(b"HTTP/1.1 ") == 1


def test_clients_that_send_nothing_or_half_a_request_hold_up_nobody(url: str) -> None:
    host = url.removeprefix("http://")
    with ExitStack() as stack:
        for number in range(100):
            client = stack.enter_context(
                socket.create_connection(("127.0.0.1", int(host.partition(":")[2])))
            )
            client.sendall(
                f"POST /query HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\n\r\nq"[
                    : number * 2
                ].encode()
            )
        assert is_well(url)


def test_slow_readers_of_large_answers_hold_up_nobody(url: str) -> None:
    host = url.removeprefix("http://")
    body = f"query={LARGE}".encode()
    head = f"POST /query HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with ExitStack() as stack:
        readers = []
        for _ in range(answers.DELIVERIES):
            client = stack.enter_context(
                socket.create_connection(("127.0.0.1", int(host.partition(":")[2])), timeout=60)
            )
            client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            readers.append(client)
        assert all(client.recv(12) == b"HTTP/1.1 200" for client in readers)
        assert is_well(url)
        refused = asked(url, LARGE)
        assert refused.status_code == 503
        assert "large answers are being read" in refused.text
        assert len(readers[0].makefile("rb").read()) > 10_000_000
    with_places = [asked(url, LARGE).status_code for _ in range(answers.DELIVERIES + 1)]
    assert with_places == [200] * (answers.DELIVERIES + 1)


def test_a_client_that_falls_silent_is_given_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(front.SETTINGS, "channel_timeout", 1)
    monkeypatch.setitem(front.SETTINGS, "cleanup_interval", 1)
    body = f"query={LARGE}".encode()
    form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(
        body
    )
    with served(folder) as url:
        for data in (b"GET / HT", POST + form, POST + form + body):
            host = url.removeprefix("http://")
            with socket.create_connection(
                ("127.0.0.1", int(host.partition(":")[2])), timeout=60
            ) as client:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.sendall(data.replace(b"HOST", host.encode()))
                client.recv(1)
                while not is_given_up(client):
                    time.sleep(0.1)  # without reading
        assert is_well(url)


def is_given_up(client: socket.socket) -> bool:
    """Whether the other side has closed a connection."""
    try:
        client.sendall(b"a")
    except ConnectionError:
        return True
    return False


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        pytest.param("ASK " + "{" * 200_000, 400, "nested too deeply", id="braces"),
        pytest.param("ASK { FILTER" + "(" * 100_000, 400, "nested too deeply", id="brackets"),
        pytest.param(
            "ASK { {} " + "UNION {} " * 20_000 + "}", 400, "nested too deeply", id="unions"
        ),
        pytest.param(
            "ASK { FILTER(" + "!" * 300_000 + "true) }", 400, "nested too deeply", id="negations"
        ),
        pytest.param("ASK { ?s " + "^" * 300_000 + "<x:p> ?o }", 400, "", id="paths"),
        pytest.param(
            "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i",
            400,
            "MiB of memory",
            id="an order",
        ),
        pytest.param(LARGE.replace("100", "1000"), 413, "ask with a LIMIT", id="a large answer"),
    ],
)
def test_a_query_that_is_too_much_costs_no_other(
    url: str, query: str, status: int, words: str
) -> None:
    with ThreadPoolExecutor() as pool:
        others = pool.map(lambda _: is_well(url), range(100))
        answer = asked(url, query)
        assert all(others)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert is_well(url)


def test_queries_that_take_too_long_are_stopped_and_others_wait_for_their_places(
    folder: Path,
) -> None:
    with served(folder, seconds=2) as url, ThreadPoolExecutor(40) as pool:
        slow = [pool.submit(asked, url, SLOW) for _ in range(workers.MOST)]
        quick = [pool.submit(is_well, url) for _ in range(20)]
        assert [future.result() for future in quick] == [True] * 20
        for future in slow:
            assert future.result().status_code == 504
            assert "took more than 2 seconds" in future.result().text


def test_a_query_whose_process_is_killed_says_so_and_costs_no_other(folder: Path) -> None:
    ours = Workers(folder / "store", 30)
    sent: dict[str, Any] = {
        "prefixes": {},
        "rows": "text/csv",
        "triples": None,
        "default": None,
        "named": None,
        "base": None,
        "most": 100,
    }
    try:
        with ThreadPoolExecutor(2) as pool:
            slow = pool.submit(ours.answer, SLOW, **sent)
            while not ours.started:
                time.sleep(0.01)  # until it is there
            assert ours.answer("ASK {}", **sent) == ("answer", "text/csv", b"true")
            ours.started[0].process.kill()
            with pytest.raises(Refusal, match="the system ended the query"):
                slow.result()
        assert ours.answer("ASK {}", **sent) == ("answer", "text/csv", b"true")
    finally:
        ours.stop()
