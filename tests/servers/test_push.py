"""A push sends what changed, goes on where it was killed, and shows no password."""

from __future__ import annotations

import logging
import random
import re
import subprocess
import sys
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
import requests

from kg.commands.push import push_to
from kg.errors import ConfigError, InputError, QueryError, StoreError
from kg.query import run
from kg.rdf import to_nquads
from kg.rdf.nodes import Quad  # noqa: TC001 - a fixture's type
from kg.store import Server
from kg.store.push import Pushed, push
from tests.rdf.examples import quads_saying
from tests.servers import free_port, oxigraph
from tests.servers.conftest import served as serving_build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLES = 30
KILLS = 20
KILLED = """
import sys
from pathlib import Path
from kg.store.push import push
from kg.store import Server
push(Path(sys.argv[1]), Server(sys.argv[2]), again=True, progress=lambda *_: print(flush=True))
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


def written(path: Path, words: str, articles: int = ARTICLES) -> dict[str, set[str]]:
    """Write a file of articles that say some words, and give the triples of each graph."""
    quads: list[Quad] = [quad for number in range(articles) for quad in quads_of(number, words)]
    path.write_text(to_nquads(quads), encoding="utf-8", newline="")
    graphs: dict[str, set[str]] = {}
    for subject, predicate, object_, graph in quads:
        graphs.setdefault(graph, set()).add(f"{subject.n3()} {predicate.n3()} {object_.n3()} .")
    return graphs


def quads_of(number: int, words: str) -> list[Quad]:
    """An article that says some words, under an IRI that does not depend on them."""
    quads = quads_saying(f"Article {number}: {words}")
    return [(*quad[:3], type(quad[3])(f"https://example.org/article/{number}")) for quad in quads]


def served(url: str, graph: str) -> set[str]:
    """The triples of a graph on the server."""
    answer = requests.get(
        f"{url}/store",
        params={"graph": graph},
        headers={"Accept": "application/n-triples"},
        timeout=60,
    )
    return set(answer.text.splitlines()) if answer.ok else set()


def test_a_push_sends_what_changed_and_deletes_on_request(url: str, tmp_path: Path) -> None:
    path, server = tmp_path / "claims.nq", Server(f"{url}/store")
    written(path, "it rains", 3)
    assert push(path, server) == Pushed(sent=3, unchanged=0, deleted=0)
    assert push(path, server) == Pushed(sent=0, unchanged=3, deleted=0)
    assert push(path, server, again=True) == Pushed(sent=3, unchanged=0, deleted=0)
    graphs = written(path, "it snows", 2)
    assert push(path, server) == Pushed(sent=2, unchanged=0, deleted=0)
    assert {graph: served(url, graph) for graph in graphs} == graphs
    assert served(url, "https://example.org/article/2")
    assert push(path, server, prune=True) == Pushed(sent=0, unchanged=2, deleted=1)
    assert not served(url, "https://example.org/article/2")


def test_a_push_killed_at_any_moment_leaves_whole_articles_and_goes_on(
    url: str, tmp_path: Path
) -> None:
    path, chance = tmp_path / "claims.nq", random.Random(6)  # noqa: S311 - no secret
    versions = [written(path, "it rains"), written(path, "it snows")]
    push(path, Server(f"{url}/store"), again=True)
    for kill in range(KILLS):
        words = ("it rains", "it snows")[kill % 2]
        written(path, words)
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path), f"{url}/store"], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            acknowledged = chance.randrange(1, ARTICLES)
            for _ in range(acknowledged):
                process.stdout.readline()
            process.kill()
        found = {graph: served(url, graph) for graph in versions[0]}
        new = [graph for graph in found if found[graph] == versions[kill % 2][graph]]
        assert len(new) >= acknowledged
        assert all(found[graph] in (versions[0][graph], versions[1][graph]) for graph in found)
    journal = next(tmp_path.glob("pushed-*"))
    with journal.open("a", encoding="utf-8") as file:
        file.write("half a li")  # as a kill may leave it
    graphs = written(path, "the sun shines")
    push(path, Server(f"{url}/store"))
    assert {graph: served(url, graph) for graph in graphs} == graphs


class Guarded(BaseHTTPRequestHandler):
    """Takes graphs from ann, whose password is a secret."""

    seen: list[str]

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        given = self.headers.get("Authorization", "")
        self.seen.append(given)
        right = given == f"Basic {b64encode(b'ann:s3cret').decode()}"
        self.send_response(204 if right else 401)
        self.send_header("WWW-Authenticate", 'Basic realm="x"')
        self.end_headers()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(302)
        self.send_header("Location", "https://elsewhere.example.org/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def guarded() -> Iterator[str]:
    Guarded.seen = []
    server = HTTPServer(("127.0.0.1", 0), Guarded)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/store"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("place", ["environment", "netrc"])
def test_a_password_comes_from_outside_and_is_never_shown(
    guarded: str,
    place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    written(tmp_path / "claims.nq", "it rains", 2)
    if place == "environment":
        monkeypatch.setenv("KG_USER", "ann")
        monkeypatch.setenv("KG_PASSWORD", "s3cret")
    else:
        (tmp_path / "netrc").write_text(
            "machine 127.0.0.1 login ann password s3cret\n", encoding="utf-8"
        )
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert push(tmp_path / "claims.nq", Server(guarded)).sent == 2
    assert Guarded.seen[0] == ""  # nobody is told before asking
    assert len(Guarded.seen) == 3
    out = capfd.readouterr()
    journal = next(tmp_path.glob("pushed-*")).read_text("utf-8")
    for shown in (caplog.text, out.out, out.err, journal, repr(Server(guarded))):
        assert "s3cret" not in shown
        assert b64encode(b"ann:s3cret").decode() not in shown


def test_what_goes_wrong_says_what_to_do(
    guarded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "claims.nq"
    written(path, "it rains", 1)
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    monkeypatch.delenv("KG_USER", raising=False)
    with pytest.raises(
        StoreError, match="asks for a name and password; set KG_USER and KG_PASSWORD, or use netrc"
    ):
        push(path, Server(guarded))
    monkeypatch.setenv("KG_USER", "ann")
    monkeypatch.setenv("KG_PASSWORD", "wrong")
    with pytest.raises(StoreError, match="refuses the name and password") as error:
        push(path, Server(guarded))
    assert "wrong" not in str(error.value)
    with pytest.raises(
        StoreError, match=r"has moved to https://elsewhere\.example\.org/; give that address"
    ):
        run(Server(guarded), "ASK {}")
    with pytest.raises(ConfigError, match="must not hold a name and a password"):
        Server("http://ann:s3cret@127.0.0.1/")
    with pytest.raises(
        StoreError, match=r"cannot be reached .*; check the address, and that it is up"
    ):
        push(path, Server(f"http://127.0.0.1:{free_port()}/store"))
    (tmp_path / "claims.ttl").write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    with pytest.raises(InputError, match="has no named graph to push"):
        push(tmp_path / "claims.ttl", Server(guarded))


def test_a_server_that_only_reads_is_told_from_one_that_takes_graphs(
    tmp_path: Path, folder: Path
) -> None:
    written(tmp_path / "claims.nq", "it rains", 1)
    with (
        serving_build(folder) as url,
        pytest.raises(StoreError, match=r"can only be read, it says .*`kg serve`"),
    ):
        push(tmp_path / "claims.nq", Server(f"{url}/store"))
    with oxigraph(tmp_path):
        pass  # makes the store that is read
    with (
        oxigraph(tmp_path, command="serve-read-only") as url,
        pytest.raises(StoreError, match="can only be read, it says"),
    ):
        push(tmp_path / "claims.nq", Server(f"{url}/store"))


@pytest.mark.parametrize(
    ("url", "remedy"),
    [
        ("localhost:7878", "write http://localhost:7878/store"),
        ("localhost:7878/rdf-graphs", "write http://localhost:7878/rdf-graphs"),
        ("example.org", "write http://example.org/store"),
    ],
)
def test_an_address_without_a_scheme_is_completed(tmp_path: Path, url: str, remedy: str) -> None:
    written(tmp_path / "claims.nq", "it rains", 1)
    with pytest.raises(ConfigError, match=re.escape(remedy)):
        push_to(url, tmp_path / "claims.nq")


def test_a_server_that_finds_a_query_wrong_is_quoted_and_the_place_shown(url: str) -> None:
    with pytest.raises(
        QueryError,
        match=r"(?s)status 400: .*the SPARQL is wrong at line 2, column 10:\n  \?s \?p }",
    ):
        run(Server(f"{url}/query"), "SELECT * {\n  ?s ?p }")
    with pytest.raises(QueryError, match="status 404"):
        run(Server(f"{url}/nowhere"), "ASK {}")


def test_a_build_and_its_questions_reach_a_server_from_the_command_line(
    url: str, tmp_path: Path
) -> None:
    article = tmp_path / "ferry.txt"
    article.write_text("The ferry is late, Ada Berg said on Monday.\n", encoding="utf-8")
    kg = [sys.executable, "-m", "kg"]
    build = [*kg, "build", str(article), "-o", str(tmp_path / "out"), "--extractor", "rules"]
    subprocess.run([*build, "--store", f"{url}/store"], check=True, capture_output=True)
    again = [*kg, "push", f"{url}/store", "--on", str(tmp_path / "out")]
    done = subprocess.run(again, check=True, capture_output=True, text=True)
    assert done.stdout == "0 graphs sent, 1 unchanged, 0 deleted.\n"
    query = [*kg, "query", "said-by", "-p", "name=ada berg", "--format", "csv"]
    on_server = subprocess.run(
        [*query, "--on", f"{url}/query?union-default-graph"],
        check=True,
        capture_output=True,
        text=True,
    )
    on_disk = subprocess.run(
        [*query, "--on", str(tmp_path / "out")], check=True, capture_output=True, text=True
    )
    assert "The ferry is late" in on_server.stdout
    assert on_server.stdout == on_disk.stdout
