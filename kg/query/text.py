"""SPARQL as text: which words in it are keywords, what must not be among them, and where the parser stumbles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

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
PLACE: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")
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


def refuse_service(sparql: str) -> None:
    """Raise QueryError where a query would have the store fetch from elsewhere.

    The word is looked for in any keyword, since SPARQL lets one follow a number without a space; a string, a comment,
    an IRI and a name may hold it.

    >>> refuse_service("SELECT * { SERVICE <https://example.org/> { ?s ?p 'service' } }")
    Traceback (most recent call last):
        ...
    kg.errors.QueryError: a query must not use SERVICE (line 1): it would fetch from the network; ask that server itself
    """
    for part in keywords(sparql):
        if "service" in part["keyword"].lower():
            line = sparql.count("\n", 0, part.start()) + 1
            raise QueryError(
                f"a query must not use SERVICE (line {line}): it would fetch from the network; ask that server itself"
            )


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
        message: As Oxigraph's parser has it: `error at LINE:COLUMN: expected ...` and the whole grammar.

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
    column = len(text.encode()[: int(found["column"]) - 1].decode(errors="ignore")) + 1  # the parser counts bytes
    for prefix, place in undeclared(sparql).items():
        before = sparql[:place].split("\n")
        if prefix not in PREFIXES and (len(before), len(before[-1])) < (line, column):
            remedy = f"begin with PREFIX {prefix}: <...>; declared already are {', '.join(PREFIXES)}"
            return f"the prefix {prefix}: is not declared; {remedy}\n{caret(sparql, len(before), len(before[-1]) + 1)}"
    return f"the SPARQL is wrong at line {line}, column {column}:\n{caret(sparql, line, column)}"


def caret(sparql: str, line: int, column: int) -> str:
    """A line of a query, and a caret below one of its columns, both from 1."""
    text = [*sparql.split("\n"), ""][line - 1].rstrip("\r").replace("\t", " ")
    return f"{text}\n{' ' * (column - 1)}^"
