"""SPARQL as text: which words in it are keywords, how none of them can fetch, and where the parser stumbles."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from kg.errors import QueryError
from kg.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE: Final = re.compile(
    r"""
      \\.                                       # an escape in a name: its quote mark or hash opens nothing
    | <[^<>"{}|^`\\\x00-\x20]*>                 # an IRI
    | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3} | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    | \#[^\r\n]*                                # a comment
    | [?$]\w+                                  # a variable
    | (?P<prefix>[\w.-]*):[\w.:%-]*            # a prefixed name
    | (?P<keyword>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
SERVICE: Final = re.compile("service", re.IGNORECASE | re.ASCII)
PLACE: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")
ESCAPE: Final = len("\\u0065") - 1
"""Characters by which a locked word is longer."""
TRIPLES: Final = {"construct", "describe"}
FORMS: Final = {"select", "ask", *TRIPLES}


def keywords(sparql: str) -> Iterator[re.Match[str]]:
    """The words of a query that are no part of a string, a comment, an IRI or a name, in order."""
    return (part for part in CODE.finditer(sparql) if part["keyword"])


def gives_triples(sparql: str) -> bool:
    r"""Whether a query is answered by triples, not by rows or yes and no.

    >>> gives_triples("PREFIX select: <x:> # ASK\n CONSTRUCT WHERE { ?s select:a ?o }")
    True
    """
    words = (part["keyword"].lower() for part in keywords(sparql))
    return next((word for word in words if word in FORMS), "") in TRIPLES


def locked(sparql: str) -> str:
    r"""A query that means the same and cannot fetch from elsewhere: wherever it says `service`, a letter is escaped.

    In a string or an IRI the engine reads the escape as the letter, in a comment nobody minds it,
    and a keyword, a variable or a prefixed name that has one is an error of syntax. So no other
    reader of SPARQL has to agree with the engine on what is a string: the letters of SERVICE, in
    any case, are nowhere left for it to find.

    Raises:
        QueryError: This version of the engine reads a keyword with an escape, as none is known to.

    >>> print(locked("SELECT * { ?s ?p 'Secret Service' SERVICE <x:> {} }"))
    SELECT * { ?s ?p 'Secret S\u0065rvice' S\u0045RVICE <x:> {} }
    """
    check_engine()
    return SERVICE.sub(lambda word: f"{word[0][0]}\\u{ord(word[0][1]):04x}{word[0][2:]}", sparql)


@cache
def check_engine() -> None:
    """Raise QueryError where an escape would not lock; the query that asks has nothing to fetch."""
    with suppress(SyntaxError):
        Store().query(r"ASK { s\u0065rvice SILENT <x:> {} }")
        raise QueryError(
            "this pyoxigraph would let a query fetch from the network; install the version of the lock file"
        )


def what_is_wrong(sparql: str, message: str) -> str:
    """What is wrong with a query that the engine refuses.

    Args:
        sparql: The query as it was typed.
        message: What the engine says of the query as `locked` made it.

    >>> what_is_wrong("ASK { SERVICE <x:> {} }", "")
    'a query must not use SERVICE (line 1): it would fetch from the network; ask that server itself'
    >>> what_is_wrong("ASK { ?s schema:serviceType ?o }", "")
    'schema:serviceType (line 1) holds the word service, by which a query may fetch; write another variable, or the
    whole IRI in <>'
    """
    for part in CODE.finditer(sparql):
        is_name = part["keyword"] or part["prefix"] is not None or part[0][0] in "?$"
        if is_name and SERVICE.search(part[0]):
            line = sparql.count("\n", 0, part.start()) + 1
            if part["keyword"]:
                remedy = "it would fetch from the network; ask that server itself"
                return f"a query must not use SERVICE (line {line}): {remedy}"
            remedy = "write another variable, or the whole IRI in <>"
            return f"{part[0]} (line {line}) holds the word service, by which a query may fetch; {remedy}"
    return pointed_at(sparql, message)


def undeclared(sparql: str) -> dict[str, int]:
    """The prefixes that a query uses and does not declare, each with the place of its first use.

    >>> undeclared("PREFIX a: <x:> ASK { ?s a:p cs:Direct ; x:p 'b:p' }")
    {'cs': 28, 'x': 40}
    """
    used: dict[str, int] = {}
    known = {"_"}  # of blank nodes
    before = ""
    for part in CODE.finditer(sparql):
        if part[0].startswith("#"):
            continue
        if part["prefix"] is not None and before == "prefix":
            known.add(part["prefix"])
        elif part["prefix"] is not None:
            used.setdefault(part["prefix"], part.start())
        before = (part["keyword"] or "").lower()
    return {prefix: place for prefix, place in used.items() if prefix not in known}


def with_prefixes(sparql: str) -> str:
    """A query with the prefixes of our vocabulary that it uses and does not declare, declared on its first line.

    >>> with_prefixes("ASK { ?s cs:quotationType cs:Direct }")
    'PREFIX cs: <https://w3id.org/claim-source#> ASK { ?s cs:quotationType cs:Direct }'
    """
    ours = [prefix for prefix in undeclared(sparql) if prefix in PREFIXES]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in ours) + sparql


def pointed_at(sparql: str, message: str) -> str:
    r"""What is wrong with a query, with the line and a caret below the place.

    Args:
        sparql: The query.
        message: As Oxigraph's parser has it of the query as `locked` made it: `error at
            LINE:COLUMN: expected ...` and the whole grammar.

    >>> print(pointed_at("SELECT * {\n  ?s ?p }", "error at 2:9: expected one of ..."))
    the SPARQL is wrong at line 2, column 9:
      ?s ?p }
            ^
    """
    found = PLACE.search(message)
    if found is None:
        return f"the SPARQL is wrong: {message.partition(': expected')[0]}"
    line = int(found["line"])
    text = [*sparql.split("\n"), ""][line - 1]
    column = as_typed(text, int(found["column"]))
    for prefix, place in undeclared(sparql).items():
        before = sparql[:place].split("\n")
        if prefix not in PREFIXES and (len(before), len(before[-1])) < (line, column):
            remedy = (
                f"begin with PREFIX {prefix}: <...>; declared already are {', '.join(PREFIXES)}"
            )
            return f"the prefix {prefix}: is not declared; {remedy}\n{caret(sparql, len(before), len(before[-1]) + 1)}"
    return f"the SPARQL is wrong at line {line}, column {column}:\n{caret(sparql, line, column)}"


def as_typed(line: str, column: int) -> int:
    """The column of a line in characters, of its column in bytes once the line is `locked`; both from 1.

    >>> as_typed("'é service' ?x", 19)
    13
    """
    column = len(locked(line).encode()[: column - 1].decode(errors="ignore")) + 1
    for word in SERVICE.finditer(line):
        if word.start() + 1 < column:
            column -= min(ESCAPE, column - word.start() - 2)
    return column


def caret(sparql: str, line: int, column: int) -> str:
    """A line of a query, and a caret below one of its columns, both from 1."""
    text = [*sparql.split("\n"), ""][line - 1].rstrip("\r").replace("\t", " ")
    return f"{text}\n{' ' * (column - 1)}^"
