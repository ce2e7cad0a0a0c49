"""`kg view` and `kg export`: a part of a graph as a page, or for another tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

EXPORT_FORMATS = ["csv", "gexf", "graphml"]


class Day(click.DateTime):
    """A day, without a time."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """See click."""
        return super().convert(value, param, ctx).date()


def choosing_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that shows a part of a graph."""
    day = Day(["%Y-%m-%d"])
    options = [
        click.argument("path", default="out", type=click.Path(path_type=Path), metavar="[BUILD|STORE|FILE]"),
        click.option("--about", help="Keep the claims about or mentioning whoever has these words in a name."),
        click.option("--source", help="Keep the claims of whoever has these words in a name."),
        click.option("--since", type=day, help="Keep the articles of this day and later: YYYY-MM-DD."),
        click.option("--until", type=day, help="Keep the articles of this day and earlier."),
        click.option("--question", metavar="FILE.rq", help="Keep the claims that stand in what this question finds."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@choosing_options
@click.option("-o", "--out", default="view.html", show_default=True, type=click.Path(path_type=Path), help="The page.")
def view(path: Path, out: Path, question: str | None, **wanted: Any) -> None:
    """Make a page of a part of a graph.

    For example: kg view --about "Kim Jong Un" --since 2025-01-01
    """
    from kg.views.html import network_html
    from kg.views.narrow import Wanted, read_part

    write_whole(out, network_html(read_part(path, Wanted(**wanted), question)).encode("utf-8"))
    click.echo(f"Open {out} in a browser.")


@click.command()
@choosing_options
@click.option("--format", "form", type=click.Choice(EXPORT_FORMATS), required=True, help="For which tool.")
@click.option("-o", "--out", default="-", type=click.Path(path_type=Path), help="The file.  [default: standard output]")
def export(path: Path, form: str, out: Path, question: str | None, **wanted: Any) -> None:
    """Write a graph, or a part of it, for another tool.

    GEXF is for Gephi, GraphML for yEd, Cytoscape and others, CSV for spreadsheets: a row for each claim.
    """
    from kg.views.export import NETWORK_FORMATS
    from kg.views.narrow import Wanted, read_part

    data = NETWORK_FORMATS[form](read_part(path, Wanted(**wanted), question))
    if out == Path("-"):
        click.echo(data, nl=False)
    else:
        write_whole(out, data)
