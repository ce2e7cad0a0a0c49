"""The SPARQL 1.1 Protocol: a query out of a request, and an answer in the best format accepted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

from werkzeug.datastructures import CombinedMultiDict, MIMEAccept

from kg.errors import QueryError
from kg.query.text import explain_error, lock_query
from kg.rdf.vocabulary import PREFIXES
from kg.serve.description import describe_service
from kg.serve.workers import ANSWER_BYTES, Refusal

if TYPE_CHECKING:
    from werkzeug import Request
    from werkzeug.datastructures import MultiDict

    from kg.serve.workers import Workers

JSON: Final = "application/sparql-results+json"
_XML: Final = ("application/xml", "text/xml")
_MEDIA_TYPES: Final = {
    "rows": (
        *(JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
        *("application/json", *_XML),
    ),
    "triples": (
        *("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
        *("text/plain", *_XML),
    ),
}
"""Media types of what an answer has, the one that we would rather give first."""
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_UNCHANGED: Final = "only queries are answered: nothing here can be changed"
_REFUSALS: Final = {
    "graph": (400, "a graph is named by an IRI ({})"),
    "store": (500, "the store cannot answer ({}); build it again, or ask something simpler"),
}
"""What a worker says went wrong, with the status and the words for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a graph is asked, and how the answer is wanted.

    Attributes:
        rows: The media type for rows, or yes and no; None if they are not wanted.
        triples: The media type for triples; None if they are not wanted.
        default: The IRIs of the graphs that together are the default graph; None for the store's
            own.
        named: The IRIs of the graphs that have names; None for all of the store's.
        base: What an IRI without a scheme in the query stands under: the address of the request
            (SPARQL 1.1 Query Language, 4.1.1.2); None refuses such an IRI.
        most: Bytes that the answer may have.
    """

    rows: str | None = JSON
    triples: str | None = None
    default: list[str] | None = None
    named: list[str] | None = None
    base: str | None = None
    most: int = ANSWER_BYTES


def answer_request(workers: Workers, request: Request) -> tuple[str, bytes]:
    """Return the media type and the bytes of the answer to a request.

    Who asks nothing, with no parameters, gets the description of the service.

    Raises:
        Refusal: It is not a query, or nothing accepted can hold the answer; or as
            `kg.serve.workers.Workers.answer`.
        QueryError: The SPARQL is wrong.
    """
    accepted = request.accept_mimetypes or MIMEAccept([("*/*", 1)])
    if request.method != "POST" and not request.args:
        return _describe(request.base_url, accepted)

    given = _read_parameters(request)
    queries = given.getlist("query")
    if "update" in given:
        raise Refusal(403, _UNCHANGED)
    if len(queries) != 1:
        remedy = "ask with ?query=... or by POST"
        raise Refusal(400, f"a request has one query, and this one {len(queries)}; {remedy}")
    wanted = Wanted(
        rows=accepted.best_match(_MEDIA_TYPES["rows"]),
        triples=accepted.best_match(_MEDIA_TYPES["triples"]),
        base=request.base_url,
    )
    named, default = given.getlist("named-graph-uri"), given.getlist("default-graph-uri")
    if default or named:
        wanted = replace(wanted, default=default, named=named)
    return ask_query(workers, queries[0], wanted)


def _describe(endpoint: str, accepted: MIMEAccept) -> tuple[str, bytes]:
    """Return the description of a service, in the best format that is accepted."""
    kind = accepted.best_match(_MEDIA_TYPES["triples"])
    if kind is None:
        raise _unacceptable("triples")
    return _with_charset(kind), describe_service(endpoint, kind)


def _read_parameters(request: Request) -> MultiDict[str, str]:
    """Return the parameters of a request: in its address, and in a form or a query that is sent."""
    if request.method != "POST":
        return request.args
    if request.mimetype == _FORM:
        return CombinedMultiDict([request.args, request.form])
    if request.mimetype == _UPDATE:
        raise Refusal(403, _UNCHANGED)
    if request.mimetype != _QUERY:
        sent = request.mimetype or "nothing named"
        raise Refusal(415, f"a query is sent as {_FORM} or as {_QUERY}, not as {sent}")
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower() != "utf-8":
        raise Refusal(415, f"a query is sent in UTF-8, not in {charset}")
    try:
        text = request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the query is no UTF-8 ({error})") from error
    given = request.args.copy()
    given.add("query", text)
    return given


def ask_query(workers: Workers, query: str, wanted: Wanted) -> tuple[str, bytes]:
    """Return the media type and the bytes of the answer to a query.

    It need not declare the prefixes of our vocabulary.

    Raises:
        Refusal: As `answer_request`.
        QueryError: The SPARQL is wrong.
    """
    kind, text, data = workers.answer(lock_query(query), prefixes=PREFIXES, **asdict(wanted))
    if kind == "syntax":
        raise QueryError(*explain_error(query, text).split("\n"))
    if kind == "type":
        raise _unacceptable(text)
    if kind in _REFUSALS:
        status, message = _REFUSALS[kind]
        raise Refusal(status, message.format(text))
    return _with_charset(text), data


def _unacceptable(answer: str) -> Refusal:
    """Return the refusal for who accepts no format of an answer, of "rows" or "triples"."""
    return Refusal(406, f"the answer has {answer}; accept {', '.join(_MEDIA_TYPES[answer])}")


def _with_charset(media_type: str) -> str:
    """Return a media type with what its text is written in.

    >>> _with_charset("text/csv"), _with_charset("application/json")
    ('text/csv; charset=utf-8', 'application/json')
    """
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
