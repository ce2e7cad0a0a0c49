"""Stage 7, queries: named questions, a `.rq` file each beside this one, and any SPARQL 1.1 query.

names.py       names as people type them
parameters.py  what a question takes, and how it gets into the query
text.py        SPARQL as text: what is refused, and where an error is
results.py     the answer as a table or in a standard format
hints.py       what to say beside an answer
terms.py       which terms of a query there are
found.py       full-text search
"""

from __future__ import annotations

import logging
import re
from difflib import get_close_matches
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import QueryError, check_argument
from kg.plugins import find_plugins, load_plugin
from kg.query.parameters import bind_parameters
from kg.query.text import (
    add_prefixes,
    explain_error,
    find_error,
    find_update,
    gives_triples,
    lock_query,
)
from kg.rdf.vocabulary import PREFIXES
from kg.store import OpenStore, Server, ask_server
from kg.store.search import index_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from kg.query.parameters import Value
    from kg.store.search import Index

__all__ = [
    "ALL_APART",
    "Graph",
    "QueryResult",
    "ask_graph",
    "bind_question",
    "find_question",
    "found_nodes",
    "index_for",
    "is_apart",
    "questions",
    "run",
]

_LOG: Final = logging.getLogger(__name__)
ALL_APART: Final = (
    "this server shows a plain query none of its named graphs; ask an address that unites them, "
    "such as /query?union-default-graph of Oxigraph (docs/how-to/use-a-server.md has others)"
)
"""What to say where `is_apart`."""
_ANYTHING: Final = "ASK { ?s ?p ?o }"
_ANYTHING_NAMED: Final = "ASK { GRAPH ?g { ?s ?p ?o } }"
QueryResult: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples
Graph: TypeAlias = "Store | OpenStore | Server"
"""What can be asked."""


def run(graph: Graph, question: str, parameters: Mapping[str, Value] | None = None) -> QueryResult:
    """Ask a graph a question; without `GRAPH`, it is asked of all articles as one graph.

    Args:
        graph: From `kg.store.open_graph` or `kg.store.read_store`.
        question: One of `questions()`, a path that ends in `.rq`, or SPARQL itself.
        parameters: By name, as `kg.query.parameters` has them.

    Returns:
        What pyoxigraph gives: solutions, a yes or no, or triples; to be read once, as by
            `kg.query.results.show`.

    Raises:
        QueryError: There is no such question or file; a parameter is too many, too few or wrong;
            the SPARQL is wrong, or has a SERVICE.
    """
    return ask_graph(graph, bind_question(graph, question, parameters))


def bind_question(
    graph: Graph, question: str, parameters: Mapping[str, Value] | None = None
) -> str:
    """Return the SPARQL of a question with its parameters in their places, to be asked anywhere.

    Args:
        graph: As for `run`; names and words are looked up in it.
        question: As for `run`.
        parameters: As for `run`.

    Raises:
        QueryError: As `run`, but for what is wrong with the SPARQL.
    """
    index = cache(partial(index_for, graph))  # made once, for all parameters that need it
    return bind_parameters(find_question(question), parameters or {}, index)


def ask_graph(graph: Graph, sparql: str) -> QueryResult:
    """Ask a graph a query as it stands; it need not declare the prefixes of our vocabulary.

    Raises:
        QueryError: The SPARQL is wrong, has a SERVICE, or gets no answer.
    """
    _LOG.debug("asking %s", sparql)
    if isinstance(graph, Server):
        return _ask_server(graph, sparql)
    store = graph if isinstance(graph, Store) else graph.store
    try:
        return store.query(lock_query(sparql), prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(*explain_error(sparql, str(error)).split("\n")) from error
    except UnicodeEncodeError as error:
        raise QueryError(f"the SPARQL is no text ({error}); write it in UTF-8") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(
            f"the store cannot answer ({error}); build it again, or ask something simpler"
        ) from error


def _ask_server(server: Server, sparql: str) -> QueryResult:
    """Ask a server; where it finds the query wrong and Oxigraph does, too, say where."""
    if update := find_update(sparql):
        raise QueryError(update)
    try:
        return ask_server(server, add_prefixes(sparql), triples=gives_triples(sparql))
    except QueryError as error:
        raise QueryError(*error.args, *find_error(sparql)) from error


def index_for(graph: Graph) -> Index:
    """Return the index to look names and words up in: the graph's own, or one made of it now."""
    if isinstance(graph, OpenStore) and graph.index:
        return graph.index
    index = index_of(partial(ask_graph, graph))  # type: ignore[arg-type]  # SELECT gives solutions
    if isinstance(graph, Server) and not index.names() and is_apart(graph):
        raise QueryError(ALL_APART)
    return index


def is_apart(graph: Graph) -> bool:
    """Tell whether a server has named graphs, and an empty graph for a query that names none."""
    if not isinstance(graph, Server):
        return False
    return not bool(ask_graph(graph, _ANYTHING)) and bool(ask_graph(graph, _ANYTHING_NAMED))


def found_nodes(graph: Graph, question: str) -> frozenset[str]:
    """Return the IRIs in what a question finds, whatever their columns are called.

    Args:
        graph: As for `run`.
        question: As for `run`.

    Raises:
        QueryError: As `run`; or the question is answered by yes or no.
    """
    result = run(graph, question)
    if isinstance(result, QueryBoolean):
        raise QueryError(
            "a question of yes or no finds nothing to show; ask with SELECT or CONSTRUCT"
        )
    return frozenset(node.value for row in result for node in row if isinstance(node, NamedNode))


@cache
def questions() -> Mapping[str, str]:
    """Return the named questions and their SPARQL, whose first line says what they answer.

    Other packages may add some, by entry points of the group `kg.questions`, each
    of which is a package whose `.rq` files are questions.

    Raises:
        ConfigError: What another package adds cannot be loaded.

    >>> questions()["said-by"].split(",")[0]
    '# What did a source say'
    """
    found = _questions_in(__name__)
    for name in find_plugins("kg.questions"):
        module = cast("ModuleType", load_plugin("kg.questions", name))
        found |= _questions_in(module.__name__) | found  # ours stay ours
    return found


def _questions_in(package: str) -> dict[str, str]:
    """Return the questions of a package by their names."""
    found = {}
    for file in sorted(files(package).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".rq"):
            found[file.name.removesuffix(".rq")] = file.read_text("utf-8")
    return found


def find_question(question: str) -> str:
    """Return the SPARQL of a named question or a file; SPARQL itself comes back as it is.

    >>> find_question("said-bye")
    Traceback (most recent call last):
        ...
    kg.errors.QueryError: there is no question 'said-bye'; did you mean said-by? The questions are
    about, artefacts, ...
    """
    remedy = "the name of a question, the path of a file that ends in .rq as a text, or SPARQL"
    check_argument("the question", question, str, remedy, QueryError)
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
    if not re.fullmatch(r"[\w-]*", question):
        return question
    near = get_close_matches(question, known, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    listed = ", ".join(known)
    raise QueryError(f"there is no question {question!r}; {hint}The questions are {listed}")
