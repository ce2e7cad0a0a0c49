"""What is answered at which address, to whom."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlencode

from pyoxigraph import QueryResultsFormat, parse_query_results
from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import wrap_file

from kg.errors import KGError, QueryError
from kg.query import find_question, index_for, questions
from kg.query.hints import find_bare_names, find_wider, has_days, say_undated, say_unjudged
from kg.query.parameters import bind_parameters, parameters_of
from kg.serve import pages
from kg.serve.cards import are_cards, statements_of
from kg.serve.origins import allow_reading, find_allowed
from kg.serve.passages import find_passages
from kg.serve.protocol import JSON, Wanted, answer_request, ask_query
from kg.serve.workers import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from wsgiref.types import WSGIApplication

    from pyoxigraph import QuerySolutions

    from kg.query.parameters import Value
    from kg.serve.workers import Workers
    from kg.store import OpenStore

QUERY_BYTES: Final = 1 << 20
_LARGE_BYTES: Final = 1 << 20
"""Bytes from which an answer is large."""
_PAGE_BYTES: Final = 8 << 20
"""Of the rows that a page may be made of."""
DELIVERIES: Final = 16
"""Large answers that may be on their way, however slowly they are read.

Together they take 1 GiB at most.
"""
_PLAIN: Final = "text/plain; charset=utf-8"
_CSS: Final = "text/css; charset=utf-8"
_HTML: Final = "text/html; charset=utf-8"
_FORMATS: Final = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": JSON}
_ENDPOINTS: Final = ("/query", "/sparql")
_EDITOR: Final = {
    "/editor": ("index.html", _HTML),
    "/editor.js": ("start.js", "text/javascript; charset=utf-8"),
    "/yasgui.min.js": ("yasgui.min.js", "text/javascript; charset=utf-8"),
    "/yasgui.min.css": ("yasgui.min.css", _CSS),
}
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_LOCKED: Final = "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; default-src"
_POLICIES: Final = {
    # the page itself says more exactly what it runs
    "/claims.html": f"{_LOCKED} 'self' 'unsafe-inline' data: blob:",
    "/editor": f"{_LOCKED} 'self' data:; style-src 'self' 'unsafe-inline' data:",
}
_POLICY: Final = f"{_LOCKED} 'none'; style-src 'self'; img-src data:"
"""What a page may do: load nothing, and run nothing, but for those named above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What is served.

    Attributes:
        graph: The store, for its index of names and words.
        page: The page of the build, if there is one.
        workers: Who answer queries.
        origins: Of pages that may ask the endpoint, besides our own; as `check_origin` has them.
        deliveries: Places for large answers.
        drawing: Held while a page is made of rows; one at a time takes no longer, and less memory.
    """

    graph: OpenStore
    page: Path | None
    workers: Workers
    origins: frozenset[str] = frozenset()
    deliveries: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(DELIVERIES))
    drawing: Lock = field(default_factory=Lock)


class _Asked(Request):
    """A request; a form may be as large as a query."""

    max_form_memory_size = QUERY_BYTES


class _Delivery(io.BytesIO):
    """A large answer, which frees its place when it has been read, or nobody reads it any more."""

    def __init__(self, data: bytes, free: Callable[[], None]) -> None:
        super().__init__(data)
        self._free = free

    def close(self) -> None:
        """Free the place, once."""
        if not self.closed:
            super().close()
            self._free()


def make_application(served: Served) -> WSGIApplication:
    """Return what answers requests, as WSGI has it; whatever happens, no traceback gets out."""

    @_Asked.application
    def answer(request: Request) -> Response:
        allowed = _find_allowed(served, request)
        try:
            _check_asker(request, is_allowed=allowed is not None)
            response = _answer(served, request)
        except HTTPException as error:  # a `Refusal` is one
            response = _explain(request, error.code or 500, error.description or "")
        except KGError as error:
            response = _explain(request, 400, str(error))
        except Exception:  # noqa: BLE001 - a traceback would go to somebody, and say what was asked
            response = _explain(request, 500, "this could not be answered")
        response.headers.extend(_HEADERS)
        response.headers["Content-Security-Policy"] = _POLICIES.get(request.path, _POLICY)
        if allowed is not None:
            allow_reading(response, request, allowed)
        return response

    return answer


def _explain(request: Request, status: int, message: str) -> Response:
    """Return why there is no answer: a page that leads back for a browser, else plain text."""
    if "text/html" not in request.accept_mimetypes.values():
        return Response(message, status, content_type=_PLAIN)
    question = request.path.removeprefix("/questions/")
    page = pages.make_error(message, question if question in questions() else "")
    return Response(page, status, content_type=_HTML)


def _find_allowed(served: Served, request: Request) -> str | None:
    """Return which page of another site may read the answer; None if none may."""
    return find_allowed(request, served.origins) if request.path in _ENDPOINTS else None


def _check_asker(request: Request, *, is_allowed: bool) -> None:
    """Refuse whoever comes under another name, or from a page of another site.

    Another name may be that of a site which had it point here. A browser says from where it asks;
    what is not a browser doesn't, and is on this machine. A link to the first page may stand
    anywhere, since nothing in it is of the graph. A page that the user named may ask.
    """
    host, port = request.headers.get("Host"), request.environ["SERVER_PORT"]
    if host not in {f"127.0.0.1:{port}", f"localhost:{port}"}:
        raise Refusal(403, f"ask at http://127.0.0.1:{port}/")
    if is_allowed:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    is_own = site in {None, "same-origin", "none"} and origin in {None, f"http://{host}"}
    if not is_own and not _follows_a_link(request):
        remedy = f"open http://{host}/ and ask there"
        raise Refusal(403, f"pages of other sites must not ask here; {remedy}")


def _follows_a_link(request: Request) -> bool:
    """Tell whether a browser goes to the first page, as the page that it shows."""
    arrival = [request.headers.get(f"Sec-Fetch-{name}") for name in ("Mode", "Dest")]
    plain = request.method == "GET" and "Origin" not in request.headers
    return plain and request.full_path == "/?" and arrival == ["navigate", "document"]


def _answer(served: Served, request: Request) -> Response:
    """Return the answer to whoever may ask."""
    methods = "GET, HEAD, OPTIONS"
    if request.path in _ENDPOINTS:
        methods += ", POST"
    if request.method == "OPTIONS":
        return Response(status=204, headers={"Allow": methods})
    if request.method not in methods.split(", "):
        status = 403 if request.method == "POST" else 405
        message = f"{request.path} takes {methods}: nothing here can be changed"
        response = _explain(request, status, message)
        response.headers["Allow"] = methods
        return response
    return _deliver(served, request, *_find_content(served, request))


def _find_content(served: Served, request: Request) -> tuple[str, bytes]:
    """Return the media type and the bytes of what is at the address of a request."""
    path = request.path
    if path in _ENDPOINTS:
        return answer_request(served.workers, request)
    if path == "/":
        return _HTML, pages.make_front_page(has_page=served.page is not None).encode()
    if path == "/claims.html" and served.page:
        return _HTML, served.page.read_bytes()
    if path == "/style.css":
        return _CSS, pages.make_style().encode()
    if path in _EDITOR:
        name, kind = _EDITOR[path]
        return kind, files("kg.serve").joinpath("editor", name).read_bytes()
    question = path.removeprefix("/questions/")
    if question in questions():
        return _answer_question(served, question, request)
    raise Refusal(404, f"there is nothing at {path}; begin at /")


def _deliver(served: Served, request: Request, kind: str, data: bytes) -> Response:
    """Return a response with some bytes; large ones wait for their reader in one of few places."""
    if len(data) < _LARGE_BYTES or request.method == "HEAD":
        return Response(data, content_type=kind)
    if not served.deliveries.acquire(blocking=False):
        remedy = "ask again later, or with a LIMIT"
        raise Refusal(503, f"{DELIVERIES} large answers are being read; {remedy}")
    body = wrap_file(request.environ, _Delivery(data, served.deliveries.release))
    headers = {"Content-Length": str(len(data))}
    return Response(body, content_type=kind, direct_passthrough=True, headers=headers)


def _answer_question(served: Served, name: str, request: Request) -> tuple[str, bytes]:
    """Return the answer to a named question, as a page or in one of the formats."""
    given = {name: values[-1] for name, values in request.args.lists() if values[-1]}
    output = given.pop("format", "html")
    if output not in {"html", *_FORMATS}:
        known = f"the formats are html, {', '.join(_FORMATS)}"
        raise QueryError(f"there is no format {output!r}; {known}")
    if output != "html":
        sparql = _bind(served, name, given)
        return ask_query(served.workers, sparql, Wanted(rows=_FORMATS[output]))
    result = _ask_rows(served, _bind(served, name, given))
    columns = [variable.value for variable in result.variables]
    with served.drawing:
        rows = [dict(zip(columns, map(_text_of, row), strict=True)) for row in result]
        statements = statements_of(rows) if are_cards(columns) else []
        answer = pages.Answer(
            columns=columns,
            rows=rows,
            notes=_find_notes(served, name, given, len(rows)),
            passages=find_passages(statements, partial(_ask_rows, served)),
            has_page=served.page is not None,
        )
        return _HTML, pages.make_table(name, given, _FORMATS, answer).encode()


def _bind(served: Served, name: str, given: Mapping[str, Value]) -> str:
    """Return the SPARQL of a named question with its parameters."""
    return bind_parameters(find_question(name), given, lambda: index_for(served.graph))


def _ask_rows(served: Served, sparql: str) -> QuerySolutions:
    """Return the rows that SPARQL finds, as many as a page may be made of."""
    _, data = ask_query(served.workers, sparql, Wanted(most=_PAGE_BYTES))
    return cast("QuerySolutions", parse_query_results(data, format=QueryResultsFormat.JSON))


def _text_of(value: object) -> str:
    """Return an RDF term as a text; None is what a question leaves open."""
    return str(getattr(value, "value", "") or "")


def _find_notes(
    served: Served, name: str, given: Mapping[str, str], found: int
) -> list[pages.Note]:
    """Return what to say beside the answer to a question: what it lacks, and what would give more.

    Nothing where that cannot be found out, for the answer itself is there.
    """
    known = parameters_of(find_question(name))
    # a form sends all of its fields
    chosen = {key: value for key, value in given.items() if value != known[key].default}

    def is_true(sparql: str) -> bool:
        _, data = ask_query(served.workers, sparql, Wanted())
        return bool(parse_query_results(data, format=QueryResultsFormat.JSON))

    def count_rows(wider: Mapping[str, Value]) -> int:
        return len(list(_ask_rows(served, _bind(served, name, wider))))

    notes = []
    try:
        lacks = say_unjudged(name, is_true, found)
        if has_days(name, chosen):
            lacks += say_undated(partial(_ask_rows, served))
        notes += [pages.Note(text=text) for text in lacks]
        others = [*find_bare_names(name, chosen, lambda: index_for(served.graph))]
        if wider := find_wider(name, chosen, count_rows, found):
            others.append(wider)
        for other in others:
            address = f"?{urlencode({**given, **other.parameters})}" if other.parameters else ""
            notes.append(pages.Note(text=other.words, address=address))
    except Refusal:  # it takes too long
        pass
    return notes
