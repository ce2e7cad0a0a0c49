"""The SPARQL 1.1 Protocol: a query out of a request, and an answer in the best of the formats that are accepted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

from werkzeug.datastructures import CombinedMultiDict, MIMEAccept

from kg.errors import QueryError
from kg.query.text import explain_error, lock_query
from kg.rdf.vocabulary import PREFIXES
from kg.serve.workers import ANSWER_BYTES, Refusal

if TYPE_CHECKING:
    from werkzeug import Request
    from werkzeug.datastructures import MultiDict

    from kg.serve.workers import Workers

JSON: Final = "application/sparql-results+json"
ROWS: Final = (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values", "application/json",
               "application/xml", "text/xml")  # fmt: skip
TRIPLES: Final = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "text/plain",
                  "application/xml", "text/xml")  # fmt: skip
"""Media types, the one that we would rather give first."""
FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a graph is asked, and how the answer is wanted.

    Attributes:
        rows: The media type for rows, or yes and no; None if they are not wanted.
        triples: The media type for triples; None if they are not wanted.
        default: The IRIs of the graphs that together are the default graph; None for the store's
            own.
        named: The IRIs of the graphs that have names; None for all of the store's.
        most: Bytes that the answer may have.
    """

    rows: str | None = JSON
    triples: str | None = None
    default: list[str] | None = None
    named: list[str] | None = None
    most: int = ANSWER_BYTES


def answered(workers: Workers, request: Request) -> tuple[str, bytes]:
    """The media type and the bytes of the answer to a request.

    Raises:
        Refusal: It is no query, or nothing accepted can hold the answer; or as
            `kg.serve.workers.Workers.answer`.
        QueryError: The SPARQL is wrong.
    """
    given = parameters(request)
    queries = given.getlist("query")
    if "update" in given or (not queries and request.method == "POST"):
        raise Refusal(403, "only queries are answered: nothing here can be changed")
    if len(queries) != 1:
        raise Refusal(
            400,
            f"a request has one query, and this one {len(queries)}; ask with ?query=... or by POST",
        )
    accepted = request.accept_mimetypes or MIMEAccept([("*/*", 1)])
    named, default = given.getlist("named-graph-uri"), given.getlist("default-graph-uri")
    wanted = Wanted(rows=accepted.best_match(ROWS), triples=accepted.best_match(TRIPLES))
    return ask(
        workers,
        queries[0],
        replace(wanted, default=default, named=named) if default or named else wanted,
    )


def parameters(request: Request) -> MultiDict[str, str]:
    """The parameters of a request: in its address, and in a form or a query that is sent."""
    if request.method != "POST":
        return request.args
    if request.mimetype == FORM:
        return CombinedMultiDict([request.args, request.form])
    if request.mimetype != QUERY:
        raise Refusal(
            403, f"only queries are answered, as {FORM} or {QUERY}: nothing here can be changed"
        )
    try:
        text = request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the query is no UTF-8 ({error})") from error
    given = request.args.copy()
    given.add("query", text)
    return given


def ask(workers: Workers, query: str, wanted: Wanted) -> tuple[str, bytes]:
    """The media type and the bytes of the answer to a query, which need not declare the prefixes of our vocabulary.

    Raises:
        Refusal: As `answered`.
        QueryError: The SPARQL is wrong.
    """
    kind, text, data = workers.answer(lock_query(query), prefixes=PREFIXES, **asdict(wanted))
    if kind == "syntax":
        raise QueryError(*explain_error(query, text).split("\n"))
    if kind == "graph":
        raise Refusal(400, f"a graph is named by an IRI ({text})")
    if kind == "type":
        raise Refusal(
            406, f"the answer has {text}; accept {', '.join(ROWS if text == 'rows' else TRIPLES)}"
        )
    if kind == "store":
        raise Refusal(
            500, f"the store cannot answer ({text}); build it again, or ask something simpler"
        )
    return f"{text}; charset=utf-8" if text.startswith("text/") else text, data
