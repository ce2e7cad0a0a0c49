"""A server that a user named: it learns nothing unasked, leads nowhere else, and can neither hold us nor fill us up."""

from __future__ import annotations

import gzip
import re
import socket
import threading
from base64 import b64encode
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from kg.commands.push import push_to
from kg.errors import ConfigError, InputError, KGError, QueryError, StoreError
from kg.link.entities import Record
from kg.link.reconcile import Service, reconciled
from kg.merge import merge_graphs
from kg.query import run
from kg.rdf import to_nquads
from kg.store import read_whole
from kg.store.web import Limits, Server, _seconds_to_wait
from tests.rdf.examples import quads_saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DRIP = 0.05
"""Seconds between two bytes of a server that drips."""
PATIENCE = 0.5
"""Seconds that such a server gets."""


class Served:
    """A server of raw bytes: what it answers to each request in turn, the last again and again; what it was asked."""

    def __init__(self, *answers: bytes, drips: bool = False) -> None:
        self.answers = list(answers)
        self.drips = drips
        self.asked: list[bytes] = []
        self.ended = threading.Event()

    def answer(self, connection: socket.socket) -> None:
        """Read a request and answer it; a server that drips never ends."""
        with connection:
            request = connection.recv(1 << 16)
            while b"\r\n\r\n" not in request:
                request += connection.recv(1 << 16)
            length = re.search(rb"(?i)content-length: (\d+)", request)
            while length and len(request.partition(b"\r\n\r\n")[2]) < int(length[1]):
                request += connection.recv(1 << 16)
            self.asked.append(request)
            said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            try:
                connection.sendall(said)
                while self.drips and not self.ended.wait(DRIP):
                    connection.sendall(b"x")
            except OSError:
                pass  # the client has gone


@contextmanager
def serving(served: Served) -> Iterator[str]:
    """A server at an address of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)

        def accept() -> None:
            while not served.ended.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                threading.Thread(target=served.answer, args=(connection,), daemon=True).start()

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/store"
        finally:
            served.ended.set()
            thread.join()


def http(status: int, body: bytes = b"", **headers: str) -> bytes:
    """An answer as a server sends it."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join(
        [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close", *lines]
    )
    return head.encode() + b"\r\n\r\n" + body


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    """A file with one article."""
    (tmp_path / "claims.nq").write_text(
        to_nquads(quads_saying("It rained.")), encoding="utf-8", newline=""
    )
    return tmp_path / "claims.nq"


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, without making them."""
    pauses: list[float] = []
    monkeypatch.setattr("kg.store.web.time.sleep", pauses.append)
    return pauses


def date(seconds: float) -> str:
    """A time from now, as HTTP has it."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


SAID = [
    pytest.param("7", 7, id="seconds"),
    pytest.param("0", 0, id="no second"),
    pytest.param("60", 60, id="a minute"),
    pytest.param("", 1, id="nothing"),
    pytest.param("-5", 1, id="a negative number"),
    pytest.param("1.5", 1, id="a fraction"),
    pytest.param("nan", 1, id="no number"),
    pytest.param("soon", 1, id="a word"),
    pytest.param("²", 1, id="a digit that is none"),
    pytest.param("٧", 1, id="a digit of another script"),
    pytest.param("Thu, 99 Foo 2026 99:99:99 GMT", 1, id="no date"),
    pytest.param(date(-1000), 1, id="a date that is past"),
]
UNBEARABLE = [
    pytest.param("61", id="a minute and a second"),
    pytest.param("3600", id="an hour"),
    pytest.param("9" * 5000, id="5,000 digits"),
    pytest.param(date(3600), id="a date in an hour"),
    pytest.param("Fri, 31 Dec 9999 23:59:59 GMT", id="a date at the end of time"),
    pytest.param("Fri, 31 Dec 9999 23:59:59 -0000", id="such a date without a zone"),
    pytest.param("Fri, 31 Dec 9999 23:59:59 -2359", id="a date beyond all time"),
]


@pytest.mark.parametrize(("said", "expected"), SAID)
def test_the_pause_that_a_server_asks_for(said: str, expected: float) -> None:
    assert _seconds_to_wait(said, 1) == expected


@pytest.mark.parametrize("said", UNBEARABLE)
def test_a_server_that_asks_to_wait_too_long_is_left(
    claims: Path, waited: list[float], said: str
) -> None:
    served = Served(http(503, Retry_After=said))
    with (
        serving(served) as url,
        pytest.raises(KGError, match=r"is busy and asks to wait [\d,inf]+ seconds; try again"),
    ):
        push_to(url, claims)
    assert (len(served.asked), waited) == (1, [])


@pytest.mark.parametrize("quiet", [False, True])
def test_whoever_waits_is_told(
    claims: Path, waited: list[float], capsys: pytest.CaptureFixture[str], *, quiet: bool
) -> None:
    with serving(Served(http(429, Retry_After="7"), http(503), http(204))) as url:
        push_to(url, claims, quiet=quiet)
    told = "".join(f"kg: {url} is busy; asking again in {seconds} seconds\n" for seconds in (7, 1))
    assert (waited, capsys.readouterr().err) == ([7, 1], "" if quiet else told)


def test_a_server_that_stays_busy_is_left(claims: Path, waited: list[float]) -> None:
    served = Served(http(503, b"come back later"))
    with serving(served) as url, pytest.raises(KGError, match="status 503: come back later"):
        push_to(url, claims)
    assert (len(served.asked), waited) == (4, [0.5, 1, 2])


def ask_push(url: str, folder: Path) -> None:
    (folder / "claims.nq").write_text(
        to_nquads(quads_saying("It rained.")), encoding="utf-8", newline=""
    )
    push_to(url, folder / "claims.nq", quiet=True)


def ask_query(url: str, _: Path) -> None:
    run(Server(url), "ASK {}")


def ask_merge(url: str, folder: Path) -> None:
    merge_graphs([url], folder / "out", "https://example.org/id/")


def ask_reconcile(url: str, folder: Path) -> None:
    who = Record(iri="x:a", kind="person", name="Ann Lee", forms=frozenset({"ann lee"}))
    reconciled([who], Service(url=url, cache=folder / "kept", pause=0), "")


def ask_view(url: str, _: Path) -> None:
    read_whole(url, [])


CLIENTS = [ask_push, ask_query, ask_merge, ask_reconcile, ask_view]
clients = pytest.mark.parametrize(
    "client", CLIENTS, ids=lambda client: client.__name__.removeprefix("ask_")
)


@pytest.fixture(params=["environment", "netrc"])
def secrets(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name and a password for the server, in one of the places where people keep them."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ann password s3cret\n", encoding="utf-8")
    for name in ("KG_USER", "KG_PASSWORD", "NETRC"):
        monkeypatch.delenv(name, raising=False)
    if request.param == "netrc":
        monkeypatch.setenv("NETRC", str(netrc))
    else:
        monkeypatch.setenv("KG_USER", "ann")
        monkeypatch.setenv("KG_PASSWORD", "s3cret")


@clients
@pytest.mark.usefixtures("secrets")
def test_nobody_gets_a_password_who_does_not_ask(
    client: Callable[[str, Path], None], tmp_path: Path
) -> None:
    served = Served(http(500))
    with serving(served) as url, pytest.raises(KGError, match="status 500"):
        client(url, tmp_path)
    assert served.asked
    assert not any(b"authorization" in request.lower() for request in served.asked)


@clients
@pytest.mark.usefixtures("secrets")
def test_whoever_asks_gets_the_password_from_the_second_request_on(
    client: Callable[[str, Path], None], tmp_path: Path
) -> None:
    basic = b"authorization: basic " + b64encode(b"ann:s3cret").lower()
    served = Served(http(401, WWW_Authenticate='Basic realm="x"'), http(500))
    with serving(served) as url, pytest.raises(KGError, match="status 500"):
        client(url, tmp_path)
    assert [basic in request.lower() for request in served.asked] == [False, True]


@clients
def test_whoever_has_no_password_is_told_where_to_put_it(
    client: Callable[[str, Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    served = Served(http(401, WWW_Authenticate='Basic realm="x"'))
    with serving(served) as url, pytest.raises(KGError, match="set KG_USER and KG_PASSWORD"):
        client(url, tmp_path)
    assert len(served.asked) == 1


@clients
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_sent_elsewhere(
    client: Callable[[str, Path], None], status: int, tmp_path: Path
) -> None:
    other = Served(http(204))
    with serving(other) as elsewhere, serving(Served(http(status, Location=elsewhere))) as url:
        moved = pytest.raises(KGError, match=f"has moved to {elsewhere}; give that address")
        with moved:
            client(url, tmp_path)
    assert other.asked == []


@clients
def test_an_address_with_a_password_is_not_shown(
    client: Callable[[str, Path], None], tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="must not hold a name and a password") as error:
        client("http://ann:s3cret@127.0.0.1:1/", tmp_path)
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize(
    "url", ["http://[/", "http://", "http://-x../", "http://a b/", "http://127.0.0.1:²/"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(KGError, match="cannot be reached"):
        run(Server(url), "ASK {}")


CHUNKED = b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n"
DRIPPING = [
    pytest.param(b"", id="the status"),
    pytest.param(b"HTTP/1.1 200 X\r\nA: ", id="a header"),
    pytest.param(b"HTTP/1.1 200 X\r\nContent-Length: 1000000\r\n\r\n", id="the body"),
    pytest.param(b"HTTP/1.1 200 X\r\n\r\n", id="a body without a length"),
    pytest.param(CHUNKED + b"fffff\r\n", id="a chunk"),
    pytest.param(CHUNKED + b"1;", id="the length of a chunk"),
]


@pytest.mark.parametrize("beginning", DRIPPING)
def test_a_server_that_drips_is_left(beginning: bytes) -> None:
    with (
        serving(Served(beginning, drips=True)) as url,
        pytest.raises(StoreError, match="gives no whole answer"),
    ):
        Server(url).send("GET", Limits(seconds=PATIENCE))


ZEROS = b"0" * 5_000_000
LONG = [
    pytest.param(http(200, ZEROS), id="long"),
    pytest.param(http(200, gzip.compress(ZEROS), Content_Encoding="gzip"), id="packed"),
    pytest.param(http(500, ZEROS), id="an error"),
    pytest.param(CHUNKED + b"4c4b40\r\n" + ZEROS, id="in pieces"),
]


@pytest.mark.parametrize("answer", LONG)
def test_an_answer_that_is_too_long_is_left(answer: bytes) -> None:
    with (
        serving(Served(answer)) as url,
        pytest.raises(StoreError, match="answers with more than 1,000,000 bytes"),
    ):
        Server(url).send("GET", Limits(size=1_000_000))


def test_a_challenge_with_an_endless_text_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_USER", "ann")
    monkeypatch.setenv("KG_PASSWORD", "s3cret")
    challenge = 'Digest realm="x", nonce="y", qop="auth"'
    endless = (
        b"HTTP/1.1 401 X\r\nContent-Length: 999999999999\r\nWWW-Authenticate: "
        + challenge.encode()
        + b"\r\n\r\n"
    )
    served = Served(http(401, WWW_Authenticate=challenge), endless + ZEROS, http(204))
    with serving(served) as url:
        ask_push(url, tmp_path)
    assert [b"Digest username" in request for request in served.asked] == [False, False, True]


ROWS = '"results": {"bindings": [{"s": {"type": "uri", "value": "x:a"}}]'
MORE = [
    pytest.param(
        f'{{"head": {{"vars": ["s"]}}, {ROWS}}}, "metadata": {{"httpRequests": 3}}}}', id="behind"
    ),
    pytest.param(f'{{"metadata": [], "head": {{"vars": ["s"]}}, {ROWS}}}}}', id="before"),
    pytest.param(f'{{"head": {{"vars": ["s"]}}, {ROWS}, "ordered": true}}}}', id="inside"),
]


@pytest.mark.parametrize("body", MORE)
def test_a_key_more_in_the_answer_does_no_harm(body: str) -> None:
    """Comunica says behind the rows how it came by them."""
    with serving(Served(http(200, body.encode()))) as url:
        rows = run(Server(url), "SELECT ?s { ?s ?p ?o }")
        assert [row["s"].value for row in rows] == ["x:a"]  # type: ignore[union-attr]  # rows


@pytest.mark.parametrize(
    "body",
    ['{"head": {"vars": ["s"]}, "results": 7, "more": 1}', "[7]", '{"head": {"vars": ["s"]}, "results": {"bindings": [7]}}',
     f'{{"head": {{"vars": ["s"]}}, {ROWS}, {{}}]}}, "more": 1', '{"head": 1}' + "]" * 9, "[" * 100_000],
)  # fmt: skip
def test_what_is_no_result_is_named(body: str) -> None:
    with (
        serving(Served(http(200, body.encode()))) as url,
        pytest.raises(QueryError, match="gives no SPARQL result"),
    ):
        run(Server(url), "SELECT ?s { ?s ?p ?o }")


def test_half_an_answer_is_no_answer() -> None:
    row = b'{"a":{"type":"literal","value":"x"}}'
    half = b'{"head":{"vars":["a"]},"results":{"bindings":[' + b",".join([row] * 1000)
    with (
        serving(Served(http(200, half))) as url,
        pytest.raises(KGError, match="gives no SPARQL result"),
    ):
        run(Server(url), "SELECT ?a {}")


def test_json_without_a_bottom_is_named(tmp_path: Path) -> None:
    with (
        serving(Served(http(200, b"[" * 1_000_000))) as url,
        pytest.raises(InputError, match="answers with no JSON"),
    ):
        ask_reconcile(url, tmp_path)
