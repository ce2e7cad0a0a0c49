"""`kg view` and `kg export`: a part of a graph as a page, or for another tool."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click import option

from kg.commands.say import put, say
from kg.commands.shared import finish, format_option, path_option
from kg.disk.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.errors import Problem
    from kg.query import Graph
    from kg.views.narrow import Wanted

_EXPORT_FORMATS = ["csv", "gexf", "graphml", "jsonld", "ttl"]


class _Day(click.DateTime):
    """A day, without a time."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """See click."""
        return super().convert(value, param, ctx).date()


_DAY = _Day(["%Y-%m-%d"])
_CHOOSING_OPTIONS = [
    click.argument("where", default="out", metavar="[BUILD|STORE|FILE|URL]"),
    option(
        "--about", help="Keep the claims about or mentioning whoever has these words in a name."
    ),
    option("--source", help="Keep the claims of whoever has these words in a name."),
    option("--since", type=_DAY, help="Keep the articles of this day and later: YYYY-MM-DD."),
    option("--until", type=_DAY, help="Keep the articles of this day and earlier."),
    option(
        "--question",
        metavar="FILE.rq",
        help="Keep the claims that stand in what this question finds.",
    ),
    path_option("--corrections", help="What people decided on the page: corrections.tsv."),
]


def _choosing_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every command that shows a part of a graph."""
    for add_option in reversed(_CHOOSING_OPTIONS):
        command = add_option(command)
    return command


@click.command()
@_choosing_options
@path_option("-o", "--out", default="view.html", help="The page.")
def view(
    where: str, out: Path, question: str | None, corrections: Path | None, **wanted: Any
) -> None:
    """Make a page of a part of a graph.

    For example: kg view --about "Kim Jong Un" --since 2025-01-01
    """
    from kg.merge import correct_graph
    from kg.views.narrow import Wanted
    from kg.views.parts import write_page

    problems: list[Problem] = []
    part = Wanted(**wanted)
    graph = correct_graph(where, corrections, problems=problems) if corrections else where
    _say_undated(graph, part)
    if not write_page(graph, out, part, question=question, problems=problems):
        say("kg: no claim fits what was asked for; the page is empty", err=True)
    say(f"Open {out} in a browser.")
    finish(problems)


def _say_undated(graph: str | Graph, wanted: Wanted) -> None:
    """Say how many articles the days that are wanted leave out, since they have none."""
    from kg.query import ask_graph
    from kg.query.hints import say_undated
    from kg.store import open_graph

    if wanted.since or wanted.until:
        place = open_graph(graph) if isinstance(graph, str) else graph
        say(*say_undated(partial(ask_graph, place)), err=True)


@click.command()
@_choosing_options
@format_option(_EXPORT_FORMATS, "For which tool.", required=True)
@path_option(
    "-o", "--out", default="-", show_default=False, help="The file.  [default: standard output]"
)
def export(
    where: str,
    form: str,
    out: Path,
    question: str | None,
    corrections: Path | None,
    **wanted: Any,
) -> None:
    """Write a graph, or a part of it, for another tool.

    GEXF is for Gephi, GraphML for yEd, Cytoscape and others, CSV for spreadsheets: a row for each
    claim. Turtle (ttl) and JSON-LD are the graph itself.
    """
    from kg.merge import correct_graph
    from kg.views.narrow import Wanted
    from kg.views.parts import export_graph

    problems: list[Problem] = []
    part = Wanted(**wanted)
    graph = correct_graph(where, corrections, problems=problems) if corrections else where
    _say_undated(graph, part)
    data = export_graph(graph, form, part, question=question, problems=problems)
    if out == Path("-"):
        put(data)
    else:
        write_whole(out, data)
    finish(problems)
