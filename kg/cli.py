"""The command line: parses, calls one public function, prints.

Exit status: 0 done, 1 done with problems listed on standard error, 2 could not be done.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.config import Config
from kg.errors import ConfigError, KGError, QueryError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from kg.documents import Metadata
    from kg.errors import Problem
    from kg.model import Kind
    from kg.pipeline import Report

DEFAULTS = Config()
SHOWN_SOURCES = 20
RESULT_FORMATS = ["table", "csv", "tsv", "json", "ttl"]
STATEMENT_FORMATS = ["jsonl", "nq", "ttl"]
EXPORT_FORMATS = ["csv", "gexf", "graphml"]


def main() -> None:
    """Run the command line; every error that `kg` raises becomes one sentence and exit status 2."""
    try:
        commands(prog_name="kg")
    except KGError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that reads documents."""
    options = [
        click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
        click.option("--title", help="The headline, of every document read."),
        click.option("--url", help="Where it was published, of every document read."),
        click.option("--publisher", help="Who published it, of every document read; narration is its voice."),
        click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="When: YYYY-MM-DD."),
        click.option("--extractor", help="What finds the statements: model or rules.  [default: model]"),
        click.option("--types", help="Kinds of attribution to keep, such as assertion,belief.  [default: all]"),
        click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out what is less sure."),
        click.option("--model", help="The spaCy pipeline to use.  [default: the first English one installed]"),
        click.option("--base", default=DEFAULTS.base, show_default=True, help="What every new IRI begins with."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def commands() -> None:
    """Turn news into a graph of who said what, on whose word, and where exactly.

    `kg build news/` reads articles and writes a graph, a store and a page to out/.
    """


@commands.command()
@reading_options
@click.option("-o", "--out", default="out", show_default=True, type=click.Path(path_type=Path), help="Where to write.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(paths: tuple[str, ...], out: Path, *, quiet: bool, as_json: bool, **options: Any) -> None:
    """Build the graph of some articles.

    Writes claims.ttl, claims.nq, claims.html and store/ to a folder.

    PATH is a text file with the ending .txt, a JSON Lines file (.jsonl), a folder of them, or - for standard input.
    """
    from kg.pipeline import build as build_graph

    report = build_graph(paths, out, *settings(options))
    if as_json:
        click.echo(json.dumps(report_record(report), ensure_ascii=False))
    elif not quiet:
        click.echo(report_table(report))
    finish(report.problems)


@commands.command()
@reading_options
@click.option("--format", "form", type=click.Choice(STATEMENT_FORMATS), default="jsonl", show_default=True, help="How.")
@click.option("--explain", is_flag=True, help="Print, for people, why each statement has its source.")
def extract(paths: tuple[str, ...], form: str, *, explain: bool, **options: Any) -> None:
    """Print the statements of some articles, without a store.

    As JSON Lines, one document a line, or as N-Quads or Turtle.
    """
    from kg.pipeline import extract_as

    problems: list[Problem] = []
    for piece in extract_as("explain" if explain else form, paths, *settings(options), problems):
        click.echo(piece, nl=False)
    finish(problems)


@commands.command()
@click.argument("question", required=False)
@click.option("-e", "--sparql", help="SPARQL instead of a QUESTION.")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the question.")
@click.option("--on", default="out", show_default=True, type=click.Path(path_type=Path), help="A build or an RDF file.")
@click.option("--format", "form", type=click.Choice(RESULT_FORMATS), default="table", show_default=True, help="How.")
@click.option("--list", "listing", is_flag=True, help="List the questions that have a name.")
def query(
    question: str | None, sparql: str | None, params: tuple[str, ...], on: Path, form: str, listing: bool
) -> None:
    """Ask a question of a build.

    QUESTION is the name of one (see --list) or a file that ends in .rq. For example:

    kg query said-by --param name="Michael Madden"
    """
    from kg.query import questions, run
    from kg.query.results import show
    from kg.store import read_store

    if listing:
        click.echo("\n\n".join(f"{name}\n{explanation(text)}" for name, text in questions().items()))
    elif (question is None) == (sparql is None):
        raise click.UsageError("give the name of a question, a file that ends in .rq, or SPARQL with -e")
    else:
        store = read_store(on / "store" if (on / "store").is_dir() else on)
        result = run(store, question or sparql or "", parameters(params))
        click.echo(show(result, form, shutil.get_terminal_size((100, 24)).columns), nl=False)


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


@commands.command()
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


@commands.command()
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


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and then move it there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}); give another file with -o") from error


@commands.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The folder to write.")
@click.option(
    "--base", default=DEFAULTS.base, show_default=True, help="What the IRI of a former blank node begins with."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def merge(paths: tuple[str, ...], out: Path, *, base: str, as_json: bool) -> None:
    """Merge graphs of any origin into one.

    Writes claims.nq, claims.ttl, store/ and report.json to a folder. Merging the same twice adds nothing.

    PATH is an RDF file (.nq .nt .trig .ttl .rdf .jsonld, also .gz), a build, a store, or a folder of RDF files.
    """
    from kg.merge import merge as merge_graphs
    from kg.merge.show import report_lines

    report = merge_graphs(paths, out, base)
    click.echo((out / "report.json").read_text("utf-8") if as_json else report_lines(report), nl=not as_json)
    finish(report.problems)


@commands.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a line.")
def diff(before: Path, after: Path, *, as_json: bool) -> None:
    """Show what changed between two builds.

    A line for each claim that only BEFORE has (-), only AFTER has (+), or that has other sources now (~).
    """
    from kg.merge.diff import diff as changes_between
    from kg.merge.show import change_lines
    from kg.store import read_store

    stores = (read_store(path / "store" if (path / "store").is_dir() else path) for path in (before, after))
    for line in change_lines(changes_between(*stores), as_json=as_json):
        click.echo(line)


def explanation(sparql: str) -> str:
    """The comment at the top of a question, which says what it answers and takes."""
    lines = takewhile(lambda line: line.startswith("#"), sparql.splitlines())
    return "\n".join(f"  {line[1:].strip()}" if line[1:].strip() else "" for line in lines)


def parameters(pairs: Iterable[str]) -> dict[str, str]:
    """The parameters of a question.

    >>> parameters(["name=Ann Lee"])
    {'name': 'Ann Lee'}
    """
    for pair in pairs:
        if "=" not in pair:
            raise QueryError(f"the parameter {pair!r} has no value; write NAME=VALUE, such as name='Ann Lee'")
    return dict(pair.split("=", 1) for pair in pairs)


def settings(options: dict[str, Any]) -> tuple[Config, Metadata]:
    """The settings and metadata that the options stand for."""
    from kg.documents import Metadata

    published: datetime | None = options["published"]
    config = Config(
        base=options["base"],
        extractor=options["extractor"],
        model=options["model"],
        min_confidence=options["min_confidence"],
        types=attribution_types(options["types"]),
    )
    return config, Metadata(
        title=options["title"],
        url=options["url"],
        publisher=options["publisher"],
        published=published.date() if published else None,
    )


def attribution_types(listed: str | None) -> frozenset[str] | None:
    """The kinds of attribution in a list with commas; None for no list.

    >>> sorted(attribution_types("belief, assertion"))
    ['assertion', 'belief']
    """
    from kg.model import AttributionType

    names = frozenset(name.strip() for name in listed.split(",")) if listed else None
    unknown = sorted(names - set(AttributionType)) if names else []
    if unknown:
        raise ConfigError(f"unknown type {unknown[0]!r}; choose from {', '.join(AttributionType)}")
    return names


def finish(problems: Iterable[Problem]) -> None:
    """List the problems on standard error; with any, the exit status is 1."""
    listed = sorted(str(problem) for problem in problems)
    for line in listed:
        click.echo(f"kg: {line}", err=True)
    if listed:
        sys.exit(1)


def report_table(report: Report) -> str:
    """The statements by source, and what to open."""
    rows = [(source_label(name, kind), kind.value, count) for name, kind, count in report.sources[:SHOWN_SOURCES]]
    width = max((len(name) for name, _, _ in rows), default=0)
    lines = [f"  {name:<{width}}  {kind:<12}  {count:>3}" for name, kind, count in rows]
    if len(report.sources) > SHOWN_SOURCES:
        lines.append(f"  and {len(report.sources) - SHOWN_SOURCES} more sources")
    articles = "1 article" if report.documents == 1 else f"{report.documents} articles"
    return "\n".join(
        [f"{report.statements} statements in {articles}, by source:", *lines, "", f"Open {report.page} in a browser."]
    )


def source_label(name: str | None, kind: Kind) -> str:
    """What to call a source on the terminal."""
    return name or ("(the publication)" if kind == "publication" else "(nobody named)")


def report_record(report: Report) -> dict[str, Any]:
    """The report as plain JSON."""
    return {
        "page": str(report.page),
        "documents": report.documents,
        "statements": report.statements,
        "sources": [{"name": name, "kind": kind.value, "statements": count} for name, kind, count in report.sources],
        "problems": [{"where": problem.where, "message": problem.message} for problem in report.problems],
    }
