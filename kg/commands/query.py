"""`kg query` and `kg search`: ask a build, a store, an RDF file or a server."""

from __future__ import annotations

import shutil
from itertools import takewhile
from typing import TYPE_CHECKING

import click

from kg.commands.say import put, say, tell
from kg.commands.shared import ON_GRAPH, format_option
from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable


_RESULT_FORMATS = ["table", "csv", "tsv", "json", "ttl"]


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
@click.option("--list", "listing", is_flag=True, help="List the questions that have a name.")
def query(
    question: str | None,
    rest: tuple[str, ...],
    sparql: str | None,
    params: tuple[str, ...],
    on: str,
    form: str,
    listing: bool,
) -> None:
    """Ask a question of a build.

    QUESTION is the name of one (see --list) or a file that ends in .rq. For example:

    kg query said-by --param name="Michael Madden"
    """
    from kg.query import count_any_kind, questions
    from kg.query.answers import query_graph
    from kg.query.results import NO_ROWS
    from kg.store import open_graph

    if rest:
        raise click.UsageError(
            f'parameters are given by name, such as -p name="{" ".join(rest)}"; see kg query --list'
        )
    if listing:
        lines = []
        for name, text in questions().items():
            lines += ["", name, *_explain_question(text)]
        say(*lines[1:])
    elif (question is None) == (sparql is None):
        raise click.UsageError(
            "give the name of a question, a file that ends in .rq, or SPARQL with -e"
        )
    else:
        given, asked = _split_parameters(params), question or sparql or ""
        graph = open_graph(on, tell)
        shown = query_graph(graph, asked, given).to_text(form, terminal_width())
        put(shown)
        if shown == NO_ROWS and (more := count_any_kind(graph, asked, given)):
            say(f"of any kind of attribution there would be {more}: add -p kind=any", err=True)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@ON_GRAPH
@click.option("--limit", default=20, type=click.IntRange(1), help="Of how many claims, at most.")
@format_option(_RESULT_FORMATS[:-1], default="table")
def search(words: tuple[str, ...], on: str, limit: int, form: str) -> None:
    """Find claims by their words, the best first.

    All words must be in the claim or its passage, in any form: boats finds boat. "the old quay" is
    a phrase, boat* a beginning, and -- -boat must not be there.
    """
    from kg.query.answers import search_graph
    from kg.store import open_graph

    answer = search_graph(open_graph(on, tell), " ".join(words), limit)
    put(answer.to_text(form, terminal_width()))


def terminal_width() -> int:
    """Return how many characters a line of the terminal holds."""
    return shutil.get_terminal_size((100, 24)).columns


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
