"""`kg query` and `kg search`: ask a build, a store, an RDF file or a server."""

from __future__ import annotations

import shutil
import sys
from itertools import takewhile
from typing import TYPE_CHECKING

import click

from kg.commands.say import put, say, tell
from kg.commands.shared import ON_GRAPH, format_option
from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_RESULT_FORMATS = ["table", "csv", "tsv", "json", "ttl"]
_SEARCH_IN_SHORT = ("source", "cue", "claim", "sense", "article", "date")


@click.command()
@click.argument("question", required=False)
@click.argument("rest", nargs=-1, metavar="")
@click.option("-e", "--sparql", help="SPARQL instead of a QUESTION.")
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the question.",
)
@ON_GRAPH
@format_option(_RESULT_FORMATS, default="table")
@click.option("--limit", type=click.IntRange(1), help="Of how many rows, at most.  [default: all]")
@click.option(
    "--wide", is_flag=True, help="Show all columns of a question, and all of their texts."
)
@click.option("--print", "printing", is_flag=True, help="Print the SPARQL instead of asking it.")
@click.option("--list", "listing", is_flag=True, help="List the questions that have a name.")
def query(
    question: str | None,
    rest: tuple[str, ...],
    sparql: str | None,
    params: tuple[str, ...],
    on: str,
    form: str,
    limit: int | None,
    wide: bool,
    printing: bool,
    listing: bool,
) -> None:
    """Ask a question of a build.

    QUESTION is the name of one (see --list), a file that ends in .rq, or - for SPARQL from standard
    input. For example:

    kg query said-by --param name="Michael Madden"
    """
    from kg.query import find_question, index_for, questions
    from kg.query.answers import ask_question
    from kg.query.hints import hints_for
    from kg.query.parameters import bind_parameters
    from kg.query.results import columns_in_short
    from kg.query.text import add_prefixes
    from kg.store import open_graph

    if rest:
        raise click.UsageError(_explain_rest(rest))
    if listing:
        lines = []
        for name, text in questions().items():
            lines += ["", name, *_explain_question(text)]
        say(*lines[1:])
    elif (question is None) == (sparql is None):
        raise click.UsageError(
            "give the name of a question, a file that ends in .rq, or SPARQL with -e"
        )
    elif printing:
        given, asked = _split_parameters(params), _read_question(question, sparql)
        bound = bind_parameters(
            find_question(asked), given, lambda: index_for(open_graph(on, tell))
        )  # only for names and words a graph is needed
        put(_without_blank_lines(add_prefixes(bound, "\n")))
    else:
        given, asked = _split_parameters(params), _read_question(question, sparql)
        graph = open_graph(on, tell)
        columns = () if wide else columns_in_short(find_question(asked))
        answer = ask_question(graph, asked, given)
        put(answer.to_text(form, terminal_width(), columns=columns, limit=limit))
        if form == "table":
            say(*hints_for(graph, asked, given, found=len(answer)), err=True)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@ON_GRAPH
@click.option("--limit", default=20, type=click.IntRange(1), help="Of how many claims, at most.")
@click.option("--wide", is_flag=True, help="Show all columns, and all of their texts.")
@format_option(_RESULT_FORMATS[:-1], default="table")
def search(words: tuple[str, ...], on: str, limit: int, wide: bool, form: str) -> None:
    """Find claims by words, the best first.

    All words must be in the claim, its passage, the names of who says it or whom it is about, or
    the headline, in any form: boats finds boat. "the old quay" is a phrase, boat* a beginning, and
    -- -boat must not be there.
    """
    from kg.query.answers import find_words
    from kg.store import open_graph

    graph, wanted = open_graph(on, tell), " ".join(words)
    columns = () if wide else _SEARCH_IN_SHORT
    found = find_words(graph, wanted, limit)
    put(found.to_text(form, terminal_width(), columns=columns))
    say(*found.notes, err=True)


def terminal_width() -> int:
    """Return how many characters a line of the terminal holds."""
    return shutil.get_terminal_size((100, 24)).columns


def _explain_rest(rest: Sequence[str]) -> str:
    """Say how to give the parameters that stand there by themselves.

    >>> _explain_rest(["Ann", "Lee"])
    'parameters are given by name, such as -p name="Ann Lee"; see kg query --list'
    >>> _explain_rest(["name=Ann Lee"])
    'parameters are given with -p, such as -p name="Ann Lee"; see kg query --list'
    """
    given = " ".join(rest)
    name, equals, value = given.partition("=")
    if equals and name.isidentifier():
        return f'parameters are given with -p, such as -p {name}="{value}"; see kg query --list'
    return f'parameters are given by name, such as -p name="{given}"; see kg query --list'


def _read_question(question: str | None, sparql: str | None) -> str:
    """Return what is asked: - is standard input."""
    if question != "-":
        return question or sparql or ""
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"the query is no UTF-8 ({error}); convert it") from error


def _without_blank_lines(sparql: str) -> str:
    """Return a query without the lines of what was not asked for."""
    return "".join(f"{line}\n" for line in sparql.splitlines() if line.strip())


def _explain_question(sparql: str) -> list[str]:
    """Return the comment at the top of a question, which says what it answers and takes."""
    lines = takewhile(lambda line: line.startswith("#"), sparql.splitlines())
    return [f"  {line[1:].strip()}".rstrip() for line in lines]


def _split_parameters(pairs: Iterable[str]) -> dict[str, str]:
    """Return the parameters of a question.

    >>> _split_parameters(["name=Ann Lee"])
    {'name': 'Ann Lee'}
    """
    given: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise QueryError(
                f"the parameter {pair!r} has no value; write NAME=VALUE, such as name='Ann Lee'"
            )
        if name in given:
            both = f"{given[name]!r} and {value!r}"
            raise QueryError(f"the parameter {name} is given twice, {both}; ask once for each")
        given[name] = value
    return given
