"""What is answered at which address, to whom."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from importlib.resources import files
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryResultsFormat, parse_query_results
from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import wrap_file

from kg.errors import KGError, QueryError
from kg.query import find_question, index_for, questions
from kg.query.parameters import bind_parameters
from kg.serve import pages
from kg.serve.protocol import JSON, Wanted, answered, ask
from kg.serve.workers import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from wsgiref.types import WSGIApplication

    from pyoxigraph import QuerySolutions

    from kg.serve.workers import Workers
    from kg.store import OpenStore

QUERY_BYTES: Final = 1 << 20
LARGE: Final = 1 << 20
"""Bytes from which an answer is large."""
PAGE_BYTES: Final = 8 << 20
"""Of the rows that a page may be made of."""
DELIVERIES: Final = 16
"""Large answers that may be on their way, however slowly they are read; together they take 1 GiB at most."""
PLAIN: Final = "text/plain; charset=utf-8"
HTML: Final = "text/html; charset=utf-8"
FORMATS: Final = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": JSON}
ENDPOINTS: Final = ("/query", "/sparql")
EDITOR: Final = {
    "/editor": ("index.html", HTML),
    "/editor.js": ("start.js", "text/javascript; charset=utf-8"),
    "/yasgui.min.js": ("yasgui.min.js", "text/javascript; charset=utf-8"),
    "/yasgui.min.css": ("yasgui.min.css", "text/css; charset=utf-8"),
}
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
LOCKED: Final = "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; default-src"
POLICIES: Final = {
    "/claims.html": f"{LOCKED} 'self' 'unsafe-inline' data: blob:",  # the page itself says more exactly what it runs
    "/editor": f"{LOCKED} 'self' data:; style-src 'self' 'unsafe-inline' data:",
}
POLICY: Final = f"{LOCKED} 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a page may do: load nothing, and run nothing, but for those named above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What is served.

    Attributes:
        graph: The store, for its index of names and words.
        page: The page of the build, if there is one.
        workers: Who answer queries.
        deliveries: Places for large answers.
        drawing: Held while a page is made of rows; one at a time takes no longer, and less memory.
    """

    graph: OpenStore
    page: Path | None
    workers: Workers
    deliveries: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(DELIVERIES))
    drawing: Lock = field(default_factory=Lock)


class Asked(Request):
    """A request; a form may be as large as a query."""

    max_form_memory_size = QUERY_BYTES


class Delivery(io.BytesIO):
    """A large answer, which frees its place when it has been read, or nobody reads it any more."""

    def __init__(self, data: bytes, done: Callable[[], None]) -> None:
        """Hold the bytes."""
        super().__init__(data)
        self.done = done

    def close(self) -> None:
        """Free the place, once."""
        if not self.closed:
            super().close()
            self.done()


def application(served: Served) -> WSGIApplication:
    """Answers what is served, as WSGI has it; whatever happens, the answer is some words or what was asked for."""

    @Asked.application
    def answer(request: Request) -> Response:
        try:
            check(request)
            response = found(served, request)
        except Refusal as refusal:
            response = Response(str(refusal), refusal.status, content_type=PLAIN)
        except KGError as error:
            response = Response(str(error), 400, content_type=PLAIN)
        except HTTPException as error:
            response = Response(error.description, error.code, content_type=PLAIN)
        except Exception:  # noqa: BLE001 - a traceback would go to somebody, and say what was asked
            response = Response("this could not be answered", 500, content_type=PLAIN)
        response.headers.extend(HEADERS)
        response.headers["Content-Security-Policy"] = POLICIES.get(request.path, POLICY)
        return response

    return answer


def check(request: Request) -> None:
    """Refuse whoever comes under another name, or from a page of another site.

    Another name may be that of a site which had it point here. A browser says from where it asks;
    what is no browser doesn't, and is on this machine. A link to the first page may stand anywhere,
    since nothing in it is of the graph.
    """
    host, port = request.headers.get("Host"), request.environ["SERVER_PORT"]
    if host not in {f"127.0.0.1:{port}", f"localhost:{port}"}:
        raise Refusal(403, f"ask at http://127.0.0.1:{port}/")
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    is_own = site in {None, "same-origin", "none"} and origin in {None, f"http://{host}"}
    if not is_own and not follows_a_link(request):
        raise Refusal(
            403, f"pages of other sites must not ask here; open http://{host}/ and ask there"
        )


def follows_a_link(request: Request) -> bool:
    """Whether a browser goes to the first page, as the page that it shows."""
    arrival = [request.headers.get(f"Sec-Fetch-{name}") for name in ("Mode", "Dest")]
    plain = request.method == "GET" and "Origin" not in request.headers
    return plain and request.full_path == "/?" and arrival == ["navigate", "document"]


def found(served: Served, request: Request) -> Response:
    """The answer to whoever may ask."""
    methods = allowed(request.path)
    if request.method == "OPTIONS":
        return Response(status=204, headers={"Allow": methods})
    if request.method not in methods.split(", "):
        status = 403 if request.method == "POST" else 405
        message = f"{request.path} takes {methods}: nothing here can be changed"
        return Response(message, status, headers={"Allow": methods}, content_type=PLAIN)
    return delivered(served, request, *content(served, request))


def content(served: Served, request: Request) -> tuple[str, bytes]:
    """The media type and the bytes of what is at the address of a request."""
    path = request.path
    if path in ENDPOINTS:
        return answered(served.workers, request)
    if path == "/":
        return HTML, pages.front(has_page=served.page is not None).encode()
    if path == "/claims.html" and served.page:
        return HTML, served.page.read_bytes()
    if path in EDITOR:
        name, kind = EDITOR[path]
        return kind, files("kg.serve").joinpath("editor", name).read_bytes()
    if path.startswith("/questions/") and path.removeprefix("/questions/") in questions():
        return asked(served, path.removeprefix("/questions/"), request)
    raise Refusal(404, f"there is nothing at {path}; begin at /")


def allowed(path: str) -> str:
    """The methods by which an address is asked."""
    return "GET, HEAD, OPTIONS, POST" if path in ENDPOINTS else "GET, HEAD, OPTIONS"


def delivered(served: Served, request: Request, kind: str, data: bytes) -> Response:
    """A response with some bytes; if they are many, they wait for their reader in a place that is limited."""
    if len(data) < LARGE or request.method == "HEAD":
        return Response(data, content_type=kind)
    if not served.deliveries.acquire(blocking=False):
        raise Refusal(
            503, f"{DELIVERIES} large answers are being read; ask again later, or with a LIMIT"
        )
    body = wrap_file(request.environ, Delivery(data, served.deliveries.release))
    return Response(
        body, content_type=kind, direct_passthrough=True, headers={"Content-Length": str(len(data))}
    )


def asked(served: Served, name: str, request: Request) -> tuple[str, bytes]:
    """The answer to a named question, as a page or in one of the formats."""
    given = {name: values[-1] for name, values in request.args.lists() if values[-1]}
    output = given.pop("format", "html")
    if output not in {"html", *FORMATS}:
        raise QueryError(
            f"there is no format {output!r}; the formats are html, {', '.join(FORMATS)}"
        )
    sparql = bind_parameters(find_question(name), given, lambda: index_for(served.graph))
    if output != "html":
        return ask(served.workers, sparql, Wanted(rows=FORMATS[output]))
    _, data = ask(served.workers, sparql, Wanted(most=PAGE_BYTES))
    result: QuerySolutions = parse_query_results(data, format=QueryResultsFormat.JSON)  # type: ignore[assignment]  # it is a SELECT
    columns = [variable.value for variable in result.variables]
    with served.drawing:
        return HTML, pages.table(name, given, FORMATS, columns, result).encode()
