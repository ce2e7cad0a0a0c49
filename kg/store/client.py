"""Stage 6b, any SPARQL 1.1 server: queries over HTTP, and graphs put or deleted by the Graph Store Protocol.

Every address is given by the user, and none is derived from another: servers differ (`/query` and
`/store`, `/sparql` and `/sparql-graph-crud-auth`, `/ds/sparql` and `/ds/data`). A server that asks
for a name and password gets those of the environment (`KG_USER`, `KG_PASSWORD`) or of netrc; they
are in no message and no log.
"""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse_query_results
from requests.auth import AuthBase, HTTPBasicAuth
from requests.utils import get_netrc_auth

from kg.errors import QueryError, StoreError
from kg.store.web import (
    Answer,
    Digest,
    Limits,
    NoAuth,
    Unanswered,
    asked,
    check_address,
    new_session,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import QueryBoolean, QueryTriples
    from requests import Session

LIMITS: Final = Limits()
ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples, text/turtle;q=0.9"
UNAUTHORIZED: Final = 401
DONE: Final = range(200, 300)
GONE: Final = 404
BOOLEAN: Final = '{"head": {}, "boolean": %s}'


def is_url(name: str) -> bool:
    """Whether a graph is named by the address of a server.

    >>> is_url("https://example.org/sparql"), is_url("out")
    (True, False)
    """
    return name.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Server:
    """An address of a SPARQL 1.1 server: of its queries, or of its graph store; `told` is told when it has us wait.

    >>> Server("https://ann:secret@example.org/sparql")
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: an address must not hold a name and a password; set KG_USER and KG_PASSWORD, or use netrc
    """

    url: str
    told: Callable[[str], None] = field(default=lambda _: None, repr=False, compare=False)
    session: Session = field(default_factory=new_session, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse an address that would show a password wherever it is shown."""
        check_address(self.url)

    def ask(
        self, sparql: str, *, triples: bool = False
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask a query.

        Args:
            sparql: The query.
            triples: Whether it is answered by triples: a CONSTRUCT or DESCRIBE query.

        Raises:
            QueryError: The server finds the query wrong, or does not answer as SPARQL 1.1 has it.
            StoreError: The server cannot be reached, or refuses.
        """
        answer = self.send(
            "POST", data={"query": sparql}, headers={"Accept": TRIPLES if triples else ROWS}
        )
        if answer.status not in DONE:
            raise QueryError(f"{self.url} answers with status {answer.status}: {answer.said()}")
        try:
            return triples_of(answer) if triples else rows_of(answer)
        except (SyntaxError, ValueError) as error:
            raise QueryError(
                f"{self.url} gives no SPARQL result ({error}); check the address"
            ) from error

    def put(self, graph: str, ntriples: bytes) -> None:
        """Make a graph hold exactly these triples.

        Raises:
            StoreError: The server cannot be reached, or refuses.
        """
        headers = {
            "Content-Type": "text/turtle; charset=utf-8"
        }  # which N-Triples are, and which every server takes
        answer = self.send("PUT", params={"graph": graph}, data=ntriples, headers=headers)
        if answer.status not in DONE:
            raise StoreError(
                f"{self.url} takes no {graph} (status {answer.status}: {answer.said()})"
            )

    def delete(self, graph: str) -> None:
        """Delete a graph, if it is there.

        Raises:
            StoreError: The server cannot be reached, or refuses.
        """
        answer = self.send("DELETE", params={"graph": graph})
        if answer.status not in DONE and answer.status != GONE:
            raise StoreError(
                f"{self.url} deletes no {graph} (status {answer.status}: {answer.said()})"
            )

    def send(self, method: str, limits: Limits = LIMITS, **parts: object) -> Answer:
        """Send a request, again with a name and password where the server asks for them."""
        try:
            answer = asked(self.session, method, self.url, limits, self.told, **parts)
            if answer.status == UNAUTHORIZED and isinstance(self.session.auth, NoAuth):
                self.session.auth = asked_for(answer, self.url)
                answer = asked(self.session, method, self.url, limits, self.told, **parts)
        except Unanswered as error:
            raise StoreError(str(error)) from error
        if answer.status == UNAUTHORIZED:
            raise StoreError(
                f"{self.url} refuses the name and password; check KG_USER and KG_PASSWORD, or netrc"
            )
        return answer


def asked_for(answer: Answer, url: str) -> AuthBase:
    """The name and password of the environment or of netrc, in the way that a server asks for them."""
    name, password = os.environ.get("KG_USER"), os.environ.get("KG_PASSWORD")
    found = (name, password) if name and password else get_netrc_auth(url)
    if found is None:
        raise StoreError(
            f"{url} asks for a name and password; set KG_USER and KG_PASSWORD, or use netrc"
        )
    is_digest = answer.headers.get("WWW-Authenticate", "").lower().startswith("digest")
    return Digest(*found) if is_digest else HTTPBasicAuth(*found)


def rows_of(answer: Answer) -> QuerySolutions | QueryBoolean:
    """The rows, or the yes or no, of an answer."""
    result = parse_query_results(answer.body, format=QueryResultsFormat.JSON)
    if isinstance(result, QuerySolutions):
        deque(result, maxlen=0)  # what is broken further down shows here
        answer.body.seek(0)
        result = parse_query_results(answer.body, format=QueryResultsFormat.JSON)
    if [variable.value for variable in getattr(result, "variables", ())] == [
        "__ASK_RETVAL"
    ]:  # as Virtuoso has it
        yes = any(row[0].value == "1" for row in result)  # type: ignore[union-attr]  # these are rows
        return parse_query_results(BOOLEAN % str(yes).lower(), format=QueryResultsFormat.JSON)
    return result


def triples_of(answer: Answer) -> QueryTriples:
    """The triples of an answer."""
    store = Store()
    store.load(answer.body, format=RdfFormat.TURTLE)
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")  # type: ignore[return-value]
