"""Stage 7, queries: named questions, one `.rq` file each beside this one, and any SPARQL 1.1 query.

A query takes parameters where it has lines such as `VALUES (?name ?about) { (UNDEF UNDEF) }`: the values given take
the places of UNDEF, written out as RDF terms by the RDF library. So a question is plain SPARQL, and runs elsewhere too.
A parameter is needed unless a comment above says otherwise: `#   about (optional): ...`.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

QueryResult: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

PARAMETERS: Final = re.compile(r"VALUES\s*\((?P<names>[^()]*)\)\s*\{\s*\(\s*UNDEF(?:\s+UNDEF)*\s*\)\s*\}")
OPTIONAL: Final = re.compile(r"^#\s+(\w+) \(optional\):", re.MULTILINE)
CODE: Final = re.compile(
    r"""
      \\.                                       # an escape in a name: its quote mark or hash opens nothing
    | <[^<>"{}|^`\\\x00-\x20]*>                 # an IRI
    | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3} | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    | \#[^\r\n]*                                # a comment
    | [?$]\w+ | [\w.-]*:[\w.:%-]*               # a variable, a prefixed name
    | (?P<keyword>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)


def run(store: Store, question: str, parameters: Mapping[str, str] | None = None) -> QueryResult:
    """Ask a store a question; without `GRAPH`, it is asked of all articles as one graph.

    Args:
        store: From `kg.store.read_store`.
        question: One of `questions()`, a path that ends in `.rq`, or SPARQL itself.
        parameters: By name; a value in angle brackets is an IRI, any other a string.

    Returns:
        What pyoxigraph gives: solutions, a yes or no, or triples; to be read once, as by `kg.query.results.show`.

    Raises:
        QueryError: No such question or file; a parameter too many or too few; wrong SPARQL; or a SERVICE in it.
    """
    sparql = bound(find(question), parameters or {})
    refuse_service(sparql)
    try:
        return store.query(sparql)
    except SyntaxError as error:
        place = str(error).split(": expected", maxsplit=1)[0]  # what follows is the parser's whole grammar
        raise QueryError(f"the SPARQL is wrong ({place}); mend it there, at line:column") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the store cannot answer ({error}); build it again, or ask something simpler") from error


def found_nodes(store: Store, question: str) -> frozenset[str]:
    """The IRIs in what a question finds, whatever their columns are called.

    Args:
        store: From `kg.store.read_store`.
        question: As for `run`.

    Raises:
        QueryError: As `run`; or it is one that is answered by yes or no.
    """
    result = run(store, question)
    if isinstance(result, QueryBoolean):
        raise QueryError("a question of yes or no finds nothing to show; ask with SELECT or CONSTRUCT")
    return frozenset(node.value for row in result for node in row if isinstance(node, NamedNode))


def questions() -> dict[str, str]:
    """The named questions and their SPARQL, whose first line says what they answer.

    >>> list(questions())
    ['about', 'passage', 'reviews', 'said-by']
    """
    found = [file for file in files(__name__).iterdir() if file.name.endswith(".rq")]
    return {
        file.name.removesuffix(".rq"): file.read_text("utf-8") for file in sorted(found, key=lambda file: file.name)
    }


def find(question: str) -> str:
    """The SPARQL of a question, a file, or what is SPARQL already.

    >>> find("said-bye")
    Traceback (most recent call last):
        ...
    kg.errors.QueryError: there is no question 'said-bye'; did you mean said-by? The questions are about, passage, ...
    """
    known = questions()
    if question in known:
        return known[question]
    if question.endswith(".rq"):
        try:
            return Path(question).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"the query {question} cannot be read ({error}); check the path") from error
    if re.fullmatch(r"[\w-]*", question):
        near = get_close_matches(question, known, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise QueryError(f"there is no question {question!r}; {hint}The questions are {', '.join(known)}")
    return question


def bound(sparql: str, parameters: Mapping[str, str]) -> str:
    r"""The query with its parameters in their places.

    >>> bound("SELECT * { VALUES (?a) { (UNDEF) } ?s ?p ?a }", {"a": 'say "no"'})
    'SELECT * { VALUES (?a) { ("say \\"no\\"") } ?s ?p ?a }'
    """
    names = list(dict.fromkeys(name for block in PARAMETERS.finditer(sparql) for name in variables(block)))
    needed = [name for name in names if name not in OPTIONAL.findall(sparql)]
    unknown = [name for name in parameters if name not in names]
    missing = [name for name in needed if name not in parameters]
    if unknown or missing:
        wrong = f"has no parameter {', '.join(unknown)}" if unknown else f"needs the parameter {', '.join(missing)}"
        listed = ", ".join(name if name in needed else f"{name} (optional)" for name in names) or "none"
        raise QueryError(f"this query {wrong}; its parameters are: {listed}")
    values = {name: term(value) for name, value in parameters.items()}
    return PARAMETERS.sub(lambda block: filled(block, values), sparql)


def filled(block: re.Match[str], values: Mapping[str, str]) -> str:
    """A VALUES block with the values that there are."""
    names = variables(block)
    row = " ".join(values.get(name, "UNDEF") for name in names)
    return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ ({row}) }}"


def variables(block: re.Match[str]) -> list[str]:
    """The names of the variables of a VALUES block."""
    return re.findall(r"\w+", block["names"])


def term(value: str) -> str:
    """A parameter's value as SPARQL writes it: `<...>` is an IRI, all else a string.

    >>> print(term("<https://example.org/a>"), term("<3"))
    <https://example.org/a> "<3"
    """
    is_iri = value.startswith("<") and value.endswith(">")
    try:
        return str(NamedNode(value[1:-1]) if is_iri else Literal(value))
    except ValueError as error:
        raise QueryError(f"the value {value!r} is no RDF term ({error}); give a string, or an IRI in <>") from error


def refuse_service(sparql: str) -> None:
    """Raise QueryError where a query would have the store fetch from elsewhere.

    The word is looked for in any keyword, since SPARQL lets one follow a number without a space; a string, a comment,
    an IRI and a name may hold it.

    >>> refuse_service("SELECT * { SERVICE <https://example.org/> { ?s ?p 'service' } }")
    Traceback (most recent call last):
        ...
    kg.errors.QueryError: a query must not use SERVICE (line 1): it would fetch from the network; ask that server itself
    """
    for part in CODE.finditer(sparql):
        if part["keyword"] and "service" in part["keyword"].lower():
            line = sparql.count("\n", 0, part.start()) + 1
            raise QueryError(
                f"a query must not use SERVICE (line {line}): it would fetch from the network; ask that server itself"
            )
