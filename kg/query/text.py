"""SPARQL as text: which words are keywords, how none can fetch, and where the parser stumbles."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from typing import Final

from pyoxigraph import Store

from kg.errors import QueryError
from kg.rdf.vocabulary import PREFIXES

__all__ = [
    "add_prefixes",
    "explain_error",
    "find_error",
    "find_update",
    "gives_triples",
    "lock_query",
    "prefixed_names",
]

_PART: Final = re.compile(
    r"""
      \\.                                       # an escape in a name: its mark opens nothing
    | <[^<>"{}|^`\\\x00-\x20]*>                 # an IRI
    | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3}
    | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    | \#[^\r\n]*                                # a comment
    | (?P<variable>[?$]\w+)
    | (?i:prefix)(?:\s|\#[^\r\n]*+)++(?P<declared>[\w.-]*+):[\w.:%-]*
    | (?P<prefix>[\w.-]*):[\w.:%-]*             # a prefixed name
    | (?P<keyword>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
"""A part of a query; `lastgroup` says what it is, and is None where the part is no word or name."""
_SERVICE: Final = re.compile("service", re.IGNORECASE | re.ASCII)
_ESCAPE: Final = len("\\u0065") - 1
"""Characters by which a word that `lock_query` has locked is longer."""
_PLACE: Final = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")
_REASON: Final = re.compile(r"(?:expected|one of|,) (?P<words>[A-Z][\w' ]* [a-z][\w' ]*)(?=,|$)")
"""A rule in words, among the many things that the parser would rather have found."""
_TRIPLES: Final = {"construct", "describe"}
_FORMS: Final = {"select", "ask", *_TRIPLES}
_UPDATES: Final = frozenset("insert delete with load clear drop create add move copy".split())
"""Words that an update begins with."""


def gives_triples(sparql: str) -> bool:
    r"""Tell whether a query is answered by triples, not by rows or yes and no.

    >>> gives_triples("PREFIX select: <x:> # ASK\n CONSTRUCT WHERE { ?s select:a ?o }")
    True
    """
    for part in _PART.finditer(sparql):
        word = part[0].lower()
        if part.lastgroup == "keyword" and word in _FORMS:
            return word in _TRIPLES
    return False


def find_update(sparql: str) -> str | None:
    """Say of an update that it is one, and may not be asked; None for a query.

    >>> find_update("PREFIX x: <x:> INSERT DATA { x:a x:b x:c }")
    'INSERT changes a graph, and a query is read-only: kg build and kg merge make graphs'
    >>> find_update("SELECT ?insert { ?insert ?p 'DELETE' }")
    """
    for part in _PART.finditer(sparql):
        word = part[0].upper()
        if part.lastgroup == "keyword" and word.lower() in _FORMS:
            return None
        if part.lastgroup == "keyword" and word.lower() in _UPDATES:
            remedy = "kg build and kg merge make graphs"
            return f"{word} changes a graph, and a query is read-only: {remedy}"
    return None


def lock_query(sparql: str) -> str:
    r"""Return a query that means the same and cannot fetch: in each `service`, a letter is escaped.

    In a string or an IRI the engine reads the escape as the letter, in a comment it means nothing,
    and a keyword, a variable or a prefixed name that has one is an error of syntax. So no other
    reader of SPARQL has to agree with the engine on what is a string: the letters of SERVICE, in
    any case, are nowhere left for it to find.

    Raises:
        QueryError: This version of the engine reads a keyword with an escape, as none is known to.

    >>> print(lock_query("SELECT * { ?s ?p 'Secret Service' SERVICE <x:> {} }"))
    SELECT * { ?s ?p 'Secret S\u0065rvice' S\u0045RVICE <x:> {} }
    """
    _check_engine()
    return _SERVICE.sub(lambda word: f"{word[0][0]}\\u{ord(word[0][1]):04x}{word[0][2:]}", sparql)


@cache
def _check_engine() -> None:
    """Raise QueryError where an escape would not lock; the query that asks has nothing to fetch."""
    with suppress(SyntaxError):
        Store().query(r"ASK { s\u0065rvice SILENT <x:> {} }")
        raise QueryError(
            "this pyoxigraph would let a query fetch from the network; "
            "install the version of the lock file"
        )


def explain_error(sparql: str, message: str) -> str:
    """Say what is wrong with a query that the engine refuses.

    Args:
        sparql: The query as it was typed.
        message: What the engine says of the query as `lock_query` made it.

    >>> explain_error("ASK { SERVICE <x:> {} }", "")
    'a query must not use SERVICE (line 1): it would fetch from the network; ask that server itself'
    >>> explain_error("ASK { ?s schema:serviceType ?o }", "")
    'schema:serviceType (line 1) holds the word service, by which a query may fetch; write another
    variable, or the whole IRI in <>'
    """
    if update := find_update(sparql):
        return update
    for part in _PART.finditer(sparql):
        if part.lastgroup is None:
            continue
        start = part.start(part.lastgroup)
        word = sparql[start : part.end()]
        if not _SERVICE.search(word):
            continue
        line = sparql.count("\n", 0, start) + 1
        if part.lastgroup == "keyword":
            remedy = "it would fetch from the network; ask that server itself"
            return f"a query must not use SERVICE (line {line}): {remedy}"
        remedy = "by which a query may fetch; write another variable, or the whole IRI in <>"
        return f"{word} (line {line}) holds the word service, {remedy}"
    return _point_at_error(sparql, message)


def find_error(sparql: str) -> list[str]:
    r"""Say in lines what is wrong with a query that a server refuses, if Oxigraph refuses it, too.

    Nothing is said of a query with a SERVICE, which the server may take and we don't.

    >>> print(*find_error("ASK { ?s ?p }"), *find_error("ASK { ?s ?p ?o }"), sep="\n")
    the SPARQL is wrong at line 1, column 14:
    ASK { ?s ?p }
                 ^
    """
    if _SERVICE.search(sparql):
        return []
    try:
        Store().query(lock_query(sparql), prefixes=PREFIXES)
    except SyntaxError as error:
        return _point_at_error(sparql, str(error)).split("\n")
    return []


def _undeclared_prefixes(sparql: str) -> dict[str, int]:
    """Return the prefixes that a query uses without declaring them, and where it uses each first.

    >>> _undeclared_prefixes("PREFIX a: <x:> ASK { ?s a:p cs:Direct ; x:p 'b:p' }")
    {'cs': 28, 'x': 40}
    """
    used: dict[str, int] = {}
    declared = {"_"}  # of blank nodes
    for part in _PART.finditer(sparql):
        if part.lastgroup == "declared":
            declared.add(part["declared"])
        elif part.lastgroup == "prefix":
            used.setdefault(part["prefix"], part.start())
    for prefix in declared:
        used.pop(prefix, None)
    return used


def prefixed_names(sparql: str) -> set[str]:
    """Return the names in a query that have a prefix of our vocabulary, in our sense of it.

    >>> prefixed_names("PREFIX oa: <x:> ASK { ?s cs:cue 'cs:a' ; oa:b <cs:c> }")
    {'cs:cue'}
    """
    names, elsewhere = set(), set()
    for part in _PART.finditer(sparql):
        prefix = part[part.lastgroup] if part.lastgroup else ""
        if part.lastgroup == "declared" and f"<{PREFIXES.get(prefix)}>" not in sparql:
            elsewhere.add(prefix)
        elif part.lastgroup == "prefix" and prefix in PREFIXES:
            names.add(part[0].rstrip("."))
    return {name for name in names if name.partition(":")[0] not in elsewhere}


def add_prefixes(sparql: str, end: str = " ") -> str:
    """Declare the prefixes of our vocabulary that a query uses without declaring them.

    They go on its first line, so that no line gets another number, or on lines of their own.

    >>> add_prefixes("ASK { ?s cs:quotationType cs:Direct }")
    'PREFIX cs: <https://w3id.org/claim-source#> ASK { ?s cs:quotationType cs:Direct }'
    """
    ours = [prefix for prefix in _undeclared_prefixes(sparql) if prefix in PREFIXES]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>{end}" for prefix in ours) + sparql


def _point_at_error(sparql: str, message: str) -> str:
    r"""Say what is wrong with a query, with the line and a caret below the place.

    Args:
        sparql: The query.
        message: As Oxigraph's parser has it of the query as `lock_query` made it: `error at
            LINE:COLUMN: expected ...` and the whole grammar.

    >>> print(_point_at_error("SELECT * {\n  ?s ?p }", "error at 2:9: expected one of ..."))
    the SPARQL is wrong at line 2, column 9:
      ?s ?p }
            ^
    >>> print(_point_at_error("ASK", "error at 1:4: expected one of Duplicated name, [_]"))
    the SPARQL is wrong at line 1, column 4: Duplicated name
    ASK
       ^
    """
    found = _PLACE.search(message)
    if found is None:
        return f"the SPARQL is wrong: {message.partition(': expected')[0]}"
    line = int(found["line"])
    column = _column_as_typed(_line_of(sparql, line), int(found["column"]))
    for prefix, place in _undeclared_prefixes(sparql).items():
        before = sparql[:place].split("\n")
        used_in, used_at = len(before), len(before[-1]) + 1
        if prefix not in PREFIXES and (used_in, used_at) <= (line, column):
            known = ", ".join(PREFIXES)
            remedy = f"begin with PREFIX {prefix}: <...>; declared already are {known}"
            caret = _caret_below(sparql, used_in, used_at)
            return f"the prefix {prefix}: is not declared; {remedy}\n{caret}"
    caret = _caret_below(sparql, line, column)
    reason = _REASON.search(message)
    why = f" {reason['words']}" if reason else ""
    return f"the SPARQL is wrong at line {line}, column {column}:{why}\n{caret}"


def _line_of(sparql: str, line: int) -> str:
    return [*sparql.split("\n"), ""][line - 1]


def _column_as_typed(line: str, column: int) -> int:
    """Return a column of a line in characters, given that of the locked line in bytes; from 1.

    >>> _column_as_typed("'é service' ?x", 19)
    13
    """
    column = len(lock_query(line).encode()[: column - 1].decode(errors="ignore")) + 1
    for word in _SERVICE.finditer(line):
        if word.start() + 1 < column:
            column -= min(_ESCAPE, column - word.start() - 2)
    return column


def _caret_below(sparql: str, line: int, column: int) -> str:
    """Return a line of a query, and a caret below one of its columns, both from 1."""
    text = _line_of(sparql, line).rstrip("\r").replace("\t", " ")
    return f"{text}\n{' ' * (column - 1)}^"
