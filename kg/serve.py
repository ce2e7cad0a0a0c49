"""`kg serve`: the Oxigraph server over a build, to read only, with the page and the named questions beside it.

The server of Oxigraph answers queries, but it would also fetch for whoever asks with SERVICE, from the network that it
stands in. So it listens on an address of this machine that nobody knows, and a gate in front of it lets through what
reads: queries without SERVICE, of bounded size, a few at a time. Updates, LOAD among them, have no way in at all.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import requests
from pyoxigraph import QueryResultsFormat, parse_query_results

from kg.errors import KGError, QueryError, StoreError
from kg.folders import hold
from kg.query import find, index_for, questions
from kg.query.parameters import bound, parameters_of
from kg.query.results import show
from kg.query.text import refuse_service
from kg.store import MARK, open_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.query.parameters import Parameter
    from kg.store import OpenStore

QUERY_BYTES: Final = 1 << 20
ANSWER_BYTES: Final = 64 << 20
AT_ONCE: Final = 8
GRACE: Final = 2
"""Seconds that Oxigraph has to stop by itself."""
PLAIN: Final = "text/plain; charset=utf-8"
EDITOR: Final = ("/yasgui.min.css", "/yasgui.min.js", "/logo.svg")
FORMATS: Final = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/sparql-results+json"}
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' data: blob:; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    "label{display:block;margin:.3rem 0}input,select{font:inherit}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What is served.

    Attributes:
        graph: The store, for its index of names and words.
        page: The page of the build, if there is one.
        backend: Oxigraph's server.
        host: The host and port at which the gate is asked.
        places: How many may ask at once.
    """

    graph: OpenStore
    page: Path | None
    backend: Backend
    host: str
    places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))


class Refusal(Exception):  # noqa: N818 - it is an answer
    """An answer other than what was asked for."""

    def __init__(self, status: int, message: str) -> None:
        """Say why."""
        super().__init__(message)
        self.status = status


@contextmanager
def serving(path: Path, port: int = 7878, seconds: int = 30) -> Iterator[ThreadingHTTPServer]:
    """Serve a build on 127.0.0.1.

    Args:
        path: The folder of the build or store.
        port: To listen at; 0 takes a free one.
        seconds: That a query may take.

    Yields:
        The server, listening; call its `serve_forever`. It ends with the block.

    Raises:
        StoreError: There is no such store, or the port is taken.
    """
    folder = path / "store" if (path / "store").is_dir() else path
    if not (folder / MARK).exists():
        raise StoreError(f"{folder} is no store; build one with `kg build`")
    page = next((file for file in (path / "claims.html", folder.parent / "claims.html") if file.exists()), None)
    backend = Backend(folder, seconds)
    try:
        try:
            gate = ThreadingHTTPServer(("127.0.0.1", port), Gate)
        except OSError as error:
            raise StoreError(f"port {port} cannot be used ({error.strerror}); give another with --port") from error
        with gate:
            served = Served(graph=open_graph(path), page=page, backend=backend, host=f"127.0.0.1:{gate.server_port}")
            gate.RequestHandlerClass = type("OneGate", (Gate,), {"served": served})
            yield gate
    finally:
        backend.stop()


class Backend:
    """Oxigraph's server over a store, at an address of this machine that cannot be guessed on Linux, which has many."""

    def __init__(self, folder: Path, seconds: int) -> None:
        """Start it, over a folder that nobody may delete meanwhile; a query may take so many seconds."""
        host = f"127.{secrets.randbelow(254) + 1}.{secrets.randbelow(254)}.{secrets.randbelow(254) + 1}"
        self.address = f"{host if sys.platform == 'linux' else '127.0.0.1'}:{secrets.randbelow(28000) + 4000}"
        self.url = f"http://{self.address}"
        self.seconds = seconds
        self.location = str(hold(folder)).replace("/proc/self/", f"/proc/{os.getpid()}/")
        self.lock = Lock()
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process and wait until it answers."""
        program = str(Path(sys.executable).with_name("oxigraph"))
        command = [program, "serve-read-only", "--location", self.location, "--bind", self.address]
        command += ["--timeout-s", str(self.seconds)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
        wait_for(process, self.url)
        return process

    def restart(self, process: subprocess.Popen[bytes]) -> None:
        """Start again, unless another has: Oxigraph doesn't see its time limit within one long count."""
        with self.lock:
            if process is self.process:
                self.stop()
                self.process = self.start()

    def stop(self) -> None:
        """Stop it."""
        self.process.kill()
        self.process.wait()


def wait_for(process: subprocess.Popen[bytes], url: str) -> None:
    """Wait until a server answers."""
    while process.poll() is None:
        try:
            requests.head(url, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.02)  # between two questions
        else:
            return
    raise StoreError(f"Oxigraph's server ended with status {process.returncode}; try again")


class Gate(BaseHTTPRequestHandler):
    """Answers one request."""

    served: Served
    timeout = 60

    def do_GET(self) -> None:
        """Answer what is asked for by its address."""
        self.answer(b"")

    def do_POST(self) -> None:
        """Answer a query."""
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > QUERY_BYTES:
            self.close_connection = True
            self.send(413, PLAIN, f"a query has at most {QUERY_BYTES} bytes".encode())
        else:
            self.answer(self.rfile.read(int(length)))

    def answer(self, body: bytes) -> None:
        """Answer, with an error where it is due."""
        if not self.served.places.acquire(blocking=False):
            self.send(503, PLAIN, f"{AT_ONCE} questions are being answered; ask again in a moment".encode())
            return
        try:
            kind, accept = self.headers.get("Content-Type", ""), self.headers.get("Accept", "*/*")
            check_host(self.headers.get("Host", ""), self.served.host)
            self.send(200, *response(self.served, self.path, body, kind, accept))
        except Refusal as refusal:
            self.send(refusal.status, PLAIN, str(refusal).encode())
        except KGError as error:
            self.send(400, PLAIN, str(error).encode())
        finally:
            self.served.places.release()

    def send(self, status: int, kind: str, data: bytes) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing: what is asked is nobody's business."""


def check_host(given: str, host: str) -> None:
    """Refuse whoever comes under another name: it may be a page from elsewhere, which had its name point here."""
    if given not in {host, host.replace("127.0.0.1", "localhost")}:
        raise Refusal(403, f"ask at http://{host}/")


def response(served: Served, address: str, body: bytes, kind: str, accept: str) -> tuple[str, bytes]:
    """The type and the bytes of an answer."""
    parts = urlsplit(address)
    given = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.path.endswith(("/query", "/sparql")):
        return query(served, given, body, kind, accept)
    if body:
        raise Refusal(403, "only queries can be sent: nothing here can be changed")
    if parts.path == "/":
        return html("kg", front(served))
    if parts.path == "/claims.html" and served.page:
        return "text/html; charset=utf-8", served.page.read_bytes()
    if parts.path == "/editor" or parts.path in EDITOR:
        return forwarded(served, "GET", "/" if parts.path == "/editor" else parts.path)
    name = unquote(parts.path.removeprefix("/questions/"))
    if parts.path.startswith("/questions/") and name in questions():
        return asked(served, name, given)
    raise Refusal(404, f"there is nothing at {parts.path}; begin at /")


def query(served: Served, given: dict[str, str], body: bytes, kind: str, accept: str) -> tuple[str, bytes]:
    """The answer to a query by the SPARQL 1.1 Protocol."""
    text = body.decode("utf-8", errors="replace")
    if kind.startswith("application/x-www-form-urlencoded"):
        given |= {name: values[-1] for name, values in parse_qs(text).items()}
    elif kind.startswith("application/sparql-query"):
        given["query"] = text
    if "query" not in given:
        raise Refusal(403 if body else 400, "only queries are answered: nothing here can be changed")
    refuse_service(given["query"])
    wanted = {name: value for name, value in given.items() if name in {"default-graph-uri", "named-graph-uri"}}
    return forwarded(served, "POST", "/query", data={"query": given["query"], **wanted}, headers={"Accept": accept})


def forwarded(served: Served, method: str, path: str, **parts: dict[str, str]) -> tuple[str, bytes]:
    """What Oxigraph's server answers, if it is not too much."""
    process, until = served.backend.process, time.monotonic() + served.backend.seconds + GRACE
    try:
        timeout = until - time.monotonic()
        url = served.backend.url + path
        with requests.request(method, url, stream=True, timeout=timeout, **parts) as answer:  # type: ignore[arg-type]
            data = bytearray()
            for chunk in answer.iter_content(1 << 16):
                data += chunk
                if len(data) > ANSWER_BYTES:
                    raise Refusal(413, f"the answer has more than {ANSWER_BYTES} bytes; ask with a LIMIT")
                if time.monotonic() > until:
                    raise requests.Timeout
    except requests.RequestException as error:
        served.backend.restart(process)
        raise Refusal(
            504, f"the query took more than {served.backend.seconds} seconds; ask something simpler"
        ) from error
    if not answer.ok:
        raise Refusal(answer.status_code, data.decode("utf-8", errors="replace").partition(": expected")[0])
    return answer.headers.get("Content-Type", PLAIN), bytes(data)


def front(served: Served) -> str:
    """The first page: what there is, and a form for each question."""
    page = '<p><a href="/claims.html">The page</a> of this build</p>' if served.page else ""
    forms = "".join(form(name, sparql) for name, sparql in questions().items())
    return (
        f'<h1>kg</h1>{page}<p><a href="/editor">The query editor</a>; the SPARQL endpoint is '
        f"<code>http://{served.host}/query</code></p>{forms}"
    )


def form(name: str, sparql: str) -> str:
    """A question to fill in."""
    words = " ".join(line[1:].strip() for line in sparql.split("\n#\n", maxsplit=1)[0].splitlines())
    fields = "".join(f"<label>{parameter.name}: {entry(parameter)} {escape(parameter.meaning)}</label>"
                     for parameter in parameters_of(sparql).values())  # fmt: skip
    return f'<h2>{name}</h2><p>{escape(words)}</p><form action="/questions/{name}">{fields}<button>Ask</button></form>'


def entry(parameter: Parameter) -> str:
    """The field of a parameter."""
    if "|" in parameter.type:
        options = "".join(
            f"<option{' selected' * (one == parameter.default)}>{one}" for one in parameter.type.split("|")
        )
        return f'<select name="{parameter.name}">{options}</select>'
    required = "" if parameter.optional else " required"
    return f'<input name="{parameter.name}" type="{"date" if parameter.type == "date" else "text"}"{required}>'


def asked(served: Served, name: str, given: dict[str, str]) -> tuple[str, bytes]:
    """The answer to a named question, as a page or in one of the formats."""
    output = given.pop("format", "html")
    sparql = bound(find(name), given, lambda: index_for(served.graph))
    headers = {"Accept": FORMATS["json"]}
    _, data = forwarded(served, "POST", "/query", data={"query": sparql}, headers=headers)
    result = parse_query_results(data, format=QueryResultsFormat.JSON)
    if output in FORMATS:
        return f"{FORMATS[output]}; charset=utf-8", show(result, output).encode()
    if output != "html":
        raise QueryError(f"there is no format {output!r}; the formats are html, {', '.join(FORMATS)}")
    columns = [variable.value for variable in result.variables]  # type: ignore[union-attr]  # a question is a SELECT
    head = "".join(f"<th>{column}" for column in columns)
    rows = "".join("<tr>" + "".join(f"<td>{cell(value)}" for value in row) for row in result)  # type: ignore[union-attr]
    links = ", ".join(f'<a href="?{escape(urlencode({**given, "format": one}))}">{one.upper()}</a>' for one in FORMATS)
    return html(name, f'<p><a href="/">All questions</a>; as {links}</p><h1>{name}</h1><table><tr>{head}{rows}</table>')


def cell(value: object) -> str:
    """A value in a table; the address of an article is a link."""
    text = escape(str(getattr(value, "value", "") or ""))
    is_link = text.startswith(("http://", "https://")) and " " not in text
    return f'<a href="{text}" rel="noreferrer">{text}</a>' if is_link else text


def html(title: str, body: str) -> tuple[str, bytes]:
    """A page."""
    return (
        "text/html; charset=utf-8",
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{STYLE}</style><main>{body}</main></html>".encode(),
    )
