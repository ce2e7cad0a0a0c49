"""Queries that try to fetch, in disguises that fool whoever reads SPARQL otherwise than the engine, and who listens."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

EMPTY = b'{"head": {"vars": []}, "results": {"bindings": [{}]}}'

BEFORE = [
    "",
    r"BIND(<x:\u0041#> AS ?z)",
    "FILTER(1<2#>'''\n)",
    "FILTER(?a<?b && ?c>?d)",
    "?s ?p 'c'",
    '?s ?p "#"',
    "?s ?p '''\"'''",
    '?s ?p """\'\'\'""".',
    r'?s ?p "\"" .',
    r"?s ?p '\\' .",
    r"?s ?p x:c\# .",
    r"?s ?p x:c\' .",
    "?s ?p 1e5",
    "?s ?p ?o.",
    "?s ?p true",
    "?s ?p 'c'@en",
    "?s ?p 'c'^^<x:#>",
    "[] ?p ?o .",
    "OPTIONAL { ?q ?r ?t }",
    "VALUES ?v { 'service' }",
    "# '\n",
    '# """\n',
    "# SERVICE\r",
    "BIND('''a\n#''' AS ?z)",
    "BIND(<x:#'> AS ?z)",
]
GAPS = ["", " ", "\n", "\t", "\r\n", "# {'\n", "#\r", "#>\n\n"]
AROUND = [
    "%s",
    "OPTIONAL { %s }",
    "{ SELECT * { %s } }",
    "{ %s } UNION { ?s ?p ?o }",
    "MINUS { %s }",
    "?s ?p ?o FILTER EXISTS { %s }",
    "GRAPH ?g { %s }",
    "{ SELECT (COUNT(*) AS ?n) { %s } }",
    "LATERAL { %s }",
]
HEADS = [
    "SELECT * { %s }",
    "SELECT*{%s}",
    "ASK { %s }",
    "CONSTRUCT { ?s ?p ?o } WHERE { %s }",
    "DESCRIBE ?s { %s }",
    "SELECT * FROM <http://HOST:PORT/> { %s }",
    "SELECT * FROM NAMED <http://HOST:PORT/> { %s }",
    "SELECT (COUNT(*) AS ?n) { %s } GROUP BY ?s",
]
PREFIXES = "PREFIX x: <x:> PREFIX b: <http://HOST:PORT/> "
OTHERS = [
    "LOAD <http://HOST:PORT/>",
    "LOAD SILENT <http://HOST:PORT/> INTO GRAPH <x:g>",
    "SELECT * FROM <http://HOST:PORT/> { ?s ?p ?o }",
    "SELECT * { GRAPH <http://HOST:PORT/> { ?s ?p ?o } }",
    "ASK {} ; LOAD <http://HOST:PORT/>",
]


@st.composite
def disguises(draw: st.DrawFn) -> str:
    """A query that would have the engine fetch, if nobody kept it from that; some are wrong."""
    if draw(st.integers(0, 19)) == 0:
        return draw(st.sampled_from(OTHERS))
    gap = st.sampled_from(GAPS)
    silent = draw(st.sampled_from(["", " SILENT ", "silent", "\tSilent"]))
    fetching = (
        draw(keywords())
        + draw(gap)
        + silent
        + draw(gap)
        + draw(targets())
        + draw(gap)
        + "{ ?s ?p ?o }"
    )
    body = draw(st.sampled_from(BEFORE)) + draw(gap) + fetching
    if draw(st.booleans()):
        body = "VALUES ?g { <http://HOST:PORT/> } " + body
    for _ in range(draw(st.integers(0, 2))):
        body = draw(st.sampled_from(AROUND)).replace("%s", body)
    tail = draw(st.sampled_from(["", "\n# '''\n", ' # " SERVICE']))
    return PREFIXES + draw(gap) + draw(st.sampled_from(HEADS)).replace("%s", f"{body} \n") + tail


@st.composite
def keywords(draw: st.DrawFn) -> str:
    """SERVICE in some letters, seldom with an escape or a letter that is only like one of its own."""
    letters = [draw(st.sampled_from([letter, letter.lower()])) for letter in "SERVICE"]
    if draw(st.integers(0, 9)) == 0:
        place = draw(st.integers(0, 6))
        code = ord(letters[place])
        letters[place] = draw(
            st.sampled_from([f"\\u{code:04x}", f"\\U{code:08X}", "\u017f", "\u0131", "\uff33"])
        )
    return "".join(letters)


@st.composite
def targets(draw: st.DrawFn) -> str:
    """Where to fetch from: an IRI, with an escape in it or not, a prefixed name, or a variable."""
    letter = draw(st.sampled_from(["h", r"\u0068", r"\U00000068"]))
    iri = f"<{letter}ttp://HOST:PORT/{draw(st.sampled_from(['', '#', 'a?b=c#d', 'service']))}>"
    return draw(st.sampled_from([iri, iri, "b:", "b:x", "?g"]))


class Ears(HTTPServer):
    """Somebody in the reader's network, who counts whoever comes."""

    heard = 0

    def verify_request(self, *_: object) -> bool:
        """Count a connection, whatever comes of it."""
        self.heard += 1
        return True

    def has_heard(self) -> int:
        """How many have come until now: whoever came before this very question has been counted when it is answered."""
        connection = HTTPConnection("127.0.0.1", self.server_port, timeout=60)
        connection.request("GET", "/")
        connection.getresponse().read()
        connection.close()
        self.heard -= 1
        return self.heard

    def addressed(self, sparql: str) -> str:
        """A query that names this listener."""
        return sparql.replace("HOST:PORT", f"127.0.0.1:{self.server_port}")


class Mouth(BaseHTTPRequestHandler):
    """Answers with a row, whatever is asked."""

    def do_GET(self) -> None:
        """Answer."""
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(EMPTY)))
        self.end_headers()
        self.wfile.write(EMPTY)

    do_POST = do_GET  # noqa: N815 - as http.server has it

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening() -> Iterator[Ears]:
    """A listener on this machine."""
    with Ears(("127.0.0.1", 0), Mouth) as ears:
        thread = threading.Thread(target=ears.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield ears
        finally:
            ears.shutdown()
            thread.join()
