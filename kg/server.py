"""Stage 6b, any SPARQL 1.1 server: queries over HTTP, and graphs put or deleted by the Graph Store Protocol.

Every address is given by the user, and none is derived from another: servers differ (`/query` and `/store`, `/sparql`
and `/sparql-graph-crud-auth`, `/ds/sparql` and `/ds/data`). A server that asks for a name and password gets those of
the environment (`KG_USER`, `KG_PASSWORD`) or of netrc; they are in no message and no log.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pyoxigraph
import requests
from pyoxigraph import QueryResultsFormat, RdfFormat, Store
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from requests.utils import get_netrc_auth
from urllib3.util import Retry

from kg import __version__
from kg.errors import ConfigError, QueryError, StoreError

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples
    from requests import Response, Session

SECONDS: Final = (30, 600)
"""To wait for a connection, and for the next bytes."""
SHOWN: Final = 300
"""Characters of what a server says in an error."""
ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples, text/turtle;q=0.9"
BUSY: Final = (429, 502, 503, 504)
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


def new_session() -> Session:
    """A session that tries again, after a while, where a server is busy or a connection breaks."""
    session = requests.Session()
    retry = Retry(total=3, backoff_factor=0.5, status_forcelist=BUSY, allowed_methods=None, raise_on_status=False)
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    session.headers["User-Agent"] = f"kg/{__version__}"
    session.auth = NoAuth()  # else requests sends what netrc has to whoever asks nothing
    return session


class NoAuth(AuthBase):
    """No name and no password."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Leave the request as it is."""
        return request


@dataclass(frozen=True, slots=True)
class Server:
    """An address of a SPARQL 1.1 server: of its queries, or of its graph store.

    >>> Server("https://ann:secret@example.org/sparql")
    Traceback (most recent call last):
        ...
    kg.errors.ConfigError: an address must not hold a name and a password; set KG_USER and KG_PASSWORD, or use netrc
    """

    url: str
    session: Session = field(default_factory=new_session, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse an address that would show a password wherever it is shown."""
        if "@" in urlsplit(self.url).netloc:
            raise ConfigError(
                "an address must not hold a name and a password; set KG_USER and KG_PASSWORD, or use netrc"
            )

    def ask(self, sparql: str, *, triples: bool = False) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask a query.

        Args:
            sparql: The query.
            triples: Whether it is answered by triples: a CONSTRUCT or DESCRIBE query.

        Raises:
            QueryError: The server finds the query wrong, or does not answer as SPARQL 1.1 has it.
            StoreError: The server cannot be reached, or refuses.
        """
        answer = self.send("POST", data={"query": sparql}, headers={"Accept": TRIPLES if triples else ROWS})
        if answer.status_code not in DONE:
            raise QueryError(f"{self.url} answers with status {answer.status_code}: {said(answer)}")
        try:
            return triples_of(answer) if triples else rows_of(answer)
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"{self.url} gives no SPARQL result ({error}); check the address") from error

    def put(self, graph: str, ntriples: bytes) -> None:
        """Make a graph hold exactly these triples.

        Raises:
            StoreError: The server cannot be reached, or refuses.
        """
        headers = {"Content-Type": "text/turtle; charset=utf-8"}  # which N-Triples are, and which every server takes
        answer = self.send("PUT", params={"graph": graph}, data=ntriples, headers=headers)
        if answer.status_code not in DONE:
            raise StoreError(f"{self.url} takes no {graph} (status {answer.status_code}: {said(answer)})")

    def delete(self, graph: str) -> None:
        """Delete a graph, if it is there.

        Raises:
            StoreError: The server cannot be reached, or refuses.
        """
        answer = self.send("DELETE", params={"graph": graph})
        if answer.status_code not in DONE and answer.status_code != GONE:
            raise StoreError(f"{self.url} deletes no {graph} (status {answer.status_code}: {said(answer)})")

    def send(self, method: str, **parts: object) -> Response:
        """Send a request, again with a name and password where the server asks for them."""
        try:
            answer = self.request(method, **parts)
            if answer.status_code == UNAUTHORIZED and isinstance(self.session.auth, NoAuth):
                self.session.auth = asked_for(answer, self.url)
                answer = self.request(method, **parts)
        except requests.RequestException as error:
            reason = type(error).__name__
            raise StoreError(
                f"{self.url} cannot be reached ({reason}); check the address, and that it is up"
            ) from error
        if answer.status_code == UNAUTHORIZED:
            raise StoreError(f"{self.url} refuses the name and password; check KG_USER and KG_PASSWORD, or netrc")
        if answer.is_redirect:
            raise StoreError(f"{self.url} has moved to {answer.headers['Location']}; give that address")
        return answer

    def request(self, method: str, **parts: object) -> Response:
        """Send a request once."""
        return self.session.request(method, self.url, timeout=SECONDS, allow_redirects=False, **parts)  # type: ignore[arg-type]


def asked_for(answer: Response, url: str) -> AuthBase:
    """The name and password of the environment or of netrc, in the way that a server asks for them."""
    name, password = os.environ.get("KG_USER"), os.environ.get("KG_PASSWORD")
    found = (name, password) if name and password else get_netrc_auth(url)
    if found is None:
        raise StoreError(f"{url} asks for a name and password; set KG_USER and KG_PASSWORD, or use netrc")
    is_digest = answer.headers.get("WWW-Authenticate", "").lower().startswith("digest")
    return HTTPDigestAuth(*found) if is_digest else HTTPBasicAuth(*found)


def rows_of(answer: Response) -> QuerySolutions | QueryBoolean:
    """The rows, or the yes or no, of an answer."""
    result = pyoxigraph.parse_query_results(answer.content, format=QueryResultsFormat.JSON)
    if [variable.value for variable in getattr(result, "variables", ())] == ["__ASK_RETVAL"]:  # as Virtuoso has it
        yes = any(row[0].value == "1" for row in result)  # type: ignore[union-attr]  # these are rows
        return pyoxigraph.parse_query_results(BOOLEAN % str(yes).lower(), format=QueryResultsFormat.JSON)
    return result


def triples_of(answer: Response) -> QueryTriples:
    """The triples of an answer."""
    store = Store()
    store.load(answer.content, format=RdfFormat.TURTLE)
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")  # type: ignore[return-value]


def said(answer: Response) -> str:
    """What a server says of an error, on one line and not too long."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in answer.text[:SHOWN]).split())
    return words or "no reason given"
