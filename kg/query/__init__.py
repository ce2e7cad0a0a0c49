"""Stage 7, queries: named questions, one `.rq` file each beside this one, and any SPARQL 1.1 query.

names.py       names as people type them
parameters.py  what a question takes, and how it gets into the query
text.py        SPARQL as text: what is refused, and where an error is
results.py     the answer as a table or in a standard format
found.py       full-text search
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import QueryError
from kg.query.parameters import bound, parameters_of
from kg.query.text import SERVICE, gives_triples, locked, pointed_at, what_is_wrong, with_prefixes
from kg.rdf.vocabulary import PREFIXES
from kg.store import OpenStore
from kg.store.client import Server
from kg.store.search import index_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.store.search import Index

QueryResult: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples
Graph: TypeAlias = "Store | OpenStore | Server"
"""What can be asked."""


def run(graph: Graph, question: str, parameters: Mapping[str, str] | None = None) -> QueryResult:
    """Ask a graph a question; without `GRAPH`, it is asked of all articles as one graph.

    Args:
        graph: From `kg.store.open_graph` or `kg.store.read_store`, or a `kg.store.client.Server`.
        question: One of `questions()`, a path that ends in `.rq`, or SPARQL itself.
        parameters: By name, as `kg.query.parameters` has them.

    Returns:
        What pyoxigraph gives: solutions, a yes or no, or triples; to be read once, as by
            `kg.query.results.show`.

    Raises:
        QueryError: No such question or file; a parameter too many, too few or wrong; wrong SPARQL;
            or a SERVICE in it.
    """
    return ask(graph, bound(find(question), parameters or {}, cache(partial(index_for, graph))))


def of_any_kind(graph: Graph, question: str, parameters: Mapping[str, str]) -> int:
    """How many rows a question has of any kind of attribution; 0 if it takes no kind, or was given one.

    Args:
        graph: As for `run`.
        question: As for `run`.
        parameters: As for `run`.

    Raises:
        QueryError: As `run`.
    """
    kind = parameters_of(find(question)).get("kind")
    if kind is None or "any" not in kind.type.split("|") or "kind" in parameters:
        return 0
    result = run(graph, question, {**parameters, "kind": "any"})
    return 0 if isinstance(result, QueryBoolean) else sum(1 for _ in result)


def ask(graph: Graph, sparql: str) -> QueryResult:
    """Ask a graph a query as it stands, but for prefixes of our vocabulary, which it need not declare.

    Raises:
        QueryError: Wrong SPARQL, a SERVICE in it, or no answer.
    """
    if isinstance(graph, Server):
        return ask_server(graph, sparql)
    store = graph if isinstance(graph, Store) else graph.store
    try:
        return store.query(locked(sparql), prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(*what_is_wrong(sparql, str(error)).split("\n")) from error
    except UnicodeEncodeError as error:
        raise QueryError(f"the SPARQL is no text ({error}); write it in UTF-8") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(
            f"the store cannot answer ({error}); build it again, or ask something simpler"
        ) from error


def ask_server(server: Server, sparql: str) -> QueryResult:
    """Ask a server; where it finds the query wrong and Oxigraph does, too, say where."""
    try:
        return server.ask(with_prefixes(sparql), triples=gives_triples(sparql))
    except QueryError as error:
        if SERVICE.search(sparql):  # which that server may take
            raise
        try:
            Store().query(locked(sparql), prefixes=PREFIXES)
        except SyntaxError as wrong:
            raise QueryError(*error.args, *pointed_at(sparql, str(wrong)).split("\n")) from error
        raise


def index_for(graph: Graph) -> Index:
    """The index that names and words are looked up in: the graph's own, or one made of it now."""
    if isinstance(graph, OpenStore) and graph.index:
        return graph.index
    return index_of(lambda sparql: ask(graph, sparql))  # type: ignore[arg-type,return-value]  # SELECT gives solutions


def found_nodes(graph: Graph, question: str) -> frozenset[str]:
    """The IRIs in what a question finds, whatever their columns are called.

    Args:
        graph: As for `run`.
        question: As for `run`.

    Raises:
        QueryError: As `run`; or it is one that is answered by yes or no.
    """
    result = run(graph, question)
    if isinstance(result, QueryBoolean):
        raise QueryError(
            "a question of yes or no finds nothing to show; ask with SELECT or CONSTRUCT"
        )
    return frozenset(node.value for row in result for node in row if isinstance(node, NamedNode))


@cache
def questions() -> Mapping[str, str]:
    """The named questions and their SPARQL, whose first line says what they answer.

    >>> list(questions())
    ['about', 'artefacts', 'audit', 'contradictions', 'hearsay', 'hedged', 'passage', 'publisher', 'reviews',
     'said-by', 'unnamed']
    """
    found = [file for file in files(__name__).iterdir() if file.name.endswith(".rq")]
    return {
        file.name.removesuffix(".rq"): file.read_text("utf-8")
        for file in sorted(found, key=lambda file: file.name)
    }


def find(question: str) -> str:
    """The SPARQL of a question, a file, or what is SPARQL already.

    >>> find("said-bye")
    Traceback (most recent call last):
        ...
    kg.errors.QueryError: there is no question 'said-bye'; did you mean said-by? The questions are about, artefacts, ...
    """
    known = questions()
    if question in known:
        return known[question]
    if question.endswith(".rq"):
        try:
            return Path(question).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(
                f"the query {question} cannot be read ({error}); check the path"
            ) from error
    if re.fullmatch(r"[\w-]*", question):
        near = get_close_matches(question, known, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise QueryError(
            f"there is no question {question!r}; {hint}The questions are {', '.join(known)}"
        )
    return question
