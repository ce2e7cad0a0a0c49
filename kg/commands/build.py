"""`kg build` and `kg extract`: articles in, a graph or statements out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kg.commands.push import push_to
from kg.commands.say import put, say, say_over
from kg.commands.shared import DEFAULTS, finish
from kg.config import Config, KeepText, Limits
from kg.errors import ConfigError, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from kg.build import Progress, Report
    from kg.documents import Metadata
    from kg.errors import Problem
    from kg.model import Kind

LIMITS = Limits()
GB = 1e9
SHOWN_SOURCES = 20
MINUTE = 60
STATEMENT_FORMATS = ["jsonl", "nq", "ttl"]


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that reads documents."""
    options = [
        click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
        click.option("--title", help="The headline, of every document read."),
        click.option("--url", help="Where it was published, of every document read."),
        click.option(
            "--publisher", help="Who published it, of every document read; narration is its voice."
        ),
        click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="When: YYYY-MM-DD."),
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="FIELD=NAME",
            help="What a table calls a field.",
        ),
        click.option(
            "--extractor", help="What finds the statements: model or rules.  [default: model]"
        ),
        click.option(
            "--types",
            help="Kinds of attribution to keep, such as assertion,belief.  [default: all]",
        ),
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=0.0,
            help="Leave out what is less sure.",
        ),
        click.option(
            "--model", help="The spaCy pipeline to use.  [default: the first English one installed]"
        ),
        click.option(
            "--keep-text",
            type=click.Choice([str(choice) for choice in KeepText]),
            default=str(DEFAULTS.keep_text),
            show_default=True,
            help="How much of the texts the graph keeps besides the statements.",
        ),
        click.option(
            "--base",
            default=DEFAULTS.base,
            show_default=True,
            help="What every new IRI begins with.",
        ),
        click.option(
            "--seconds-per-document",
            type=click.FloatRange(1),
            default=LIMITS.seconds,
            show_default=True,
            help="How long one may take.",
        ),
        click.option(
            "--memory-per-document",
            type=click.FloatRange(0.5),
            default=LIMITS.memory / GB,
            show_default=True,
            metavar="GB",
            help="What the process that reads it may hold.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@reading_options
@click.option(
    "-o",
    "--out",
    default="out",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where to write.",
)
@click.option("--store", metavar="URL", help="Push the build to a server's graph store, too.")
@click.option(
    "--workers", type=click.IntRange(1), help="Processes that extract.  [default: as many as cores]"
)
@click.option(
    "--scheduler", metavar="tcp://HOST:PORT", help="A Dask scheduler whose workers extract."
)
@click.option(
    "--prune", is_flag=True, help="Take out what earlier builds had and PATH has no more."
)
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(
    paths: tuple[str, ...],
    out: Path,
    store: str | None,
    *,
    quiet: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Build the graph of some articles.

    Writes claims.ttl, claims.nq, claims.html and store/ to a folder. Run again, it extracts only
    what is new or changed; interrupted, it goes on where it was.

    PATH is a file, a folder of files, or - for standard input. The formats: saved web pages, plain
    text, Markdown, JSON Lines, CSV, Parquet, RSS and Atom, mail (.eml), PDF, WARC.
    """
    from kg.build import build_graph

    choices = {name: options.pop(name) for name in ("workers", "scheduler", "prune")}
    choices["limits"] = limits_of(options)
    report = build_graph(
        paths, out, *settings(options), **choices, watch=None if quiet else progress_shower()
    )
    if as_json:
        put(json.dumps(report_record(report), ensure_ascii=False) + "\n")
    elif not quiet:
        say(*report_table(report))
    if store:
        push_to(store, out, quiet=quiet or as_json)
    if report.problem_count > len(report.problems):
        count, some = f"{report.problem_count:,}", f"{len(report.problems):,}"
        say(f"kg: {count} problems, all in {out / 'problems.txt'}; the first {some} are", err=True)
    finish(report.problems)


@click.command()
@reading_options
@click.option(
    "--format",
    "form",
    type=click.Choice(STATEMENT_FORMATS),
    default="jsonl",
    show_default=True,
    help="How.",
)
@click.option(
    "--explain", is_flag=True, help="Print, for people, why each statement has its source."
)
def extract(paths: tuple[str, ...], form: str, *, explain: bool, **options: Any) -> None:
    """Print the statements of some articles, without a store.

    As JSON Lines, one document a line, or as N-Quads or Turtle.
    """
    if (
        explain
        and click.get_current_context().get_parameter_source("form") is not ParameterSource.DEFAULT
    ):
        raise click.UsageError(
            "--explain prints words for people, which have no --format; give one of the two"
        )
    from kg.build.texts import extract_as

    problems: list[Problem] = []
    limits = limits_of(options)
    for piece in extract_as(
        "explain" if explain else form, paths, *settings(options), problems, limits
    ):
        if explain:
            say(*piece.removesuffix("\n").split("\n"))
        else:
            put(piece)
    finish(problems)


def limits_of(options: dict[str, Any]) -> Limits:
    """What one document may take, as the options have it."""
    return Limits(
        seconds=options["seconds_per_document"], memory=int(options["memory_per_document"] * GB)
    )


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
        keep_text=KeepText(options["keep_text"]),
    )
    return config, Metadata(
        title=options["title"],
        url=options["url"],
        publisher=options["publisher"],
        published=published.date() if published else None,
        columns=column_names(options["columns"]),
    )


def column_names(pairs: Iterable[str]) -> dict[str, str]:
    """Under which name a table holds a field.

    >>> column_names(["text=body"])
    {'text': 'body'}
    """
    from kg.documents.fields import FIELDS

    names = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    wrong = [pair for pair in pairs if pair.split("=", 1)[0] not in FIELDS or "=" not in pair]
    if wrong:
        raise ConfigError(
            f"--column {wrong[0]} is not FIELD=NAME with one of the fields {', '.join(FIELDS)}"
        )
    return names


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


def report_table(report: Report) -> list[str]:
    """The statements by source, and what to open, in lines."""
    from kg.build.outputs import READABLE

    rows = [
        (source_label(name, kind), kind.value, count)
        for name, kind, count in report.sources[:SHOWN_SOURCES]
    ]
    width = max((len(name) for name, _, _ in rows), default=0)
    lines = [f"  {name:<{width}}  {kind:<12}  {count:>3}" for name, kind, count in rows]
    if len(report.sources) > SHOWN_SOURCES:
        lines.append(f"  and {len(report.sources) - SHOWN_SOURCES} more sources")
    if report.kept:
        lines.append(
            f"  (with {files(report.kept)} of earlier builds that PATH has no more; --prune takes them out)"
        )
    shown = f" It shows the {READABLE} newest articles." if report.documents > READABLE else ""
    articles = "1 article" if report.documents == 1 else f"{report.documents} articles"
    statements = "1 statement" if report.statements == 1 else f"{report.statements} statements"
    return [
        f"{statements} in {articles}, by source:",
        *lines,
        "",
        f"Open {report.page} in a browser.{shown}",
    ]


def files(count: int) -> str:
    """So many files, in words.

    >>> files(1), files(2000)
    ('1 file', '2,000 files')
    """
    return "1 file" if count == 1 else f"{count:,} files"


def progress_shower() -> Callable[[Progress], None]:
    """What shows how far a build is: one line that changes on a terminal, a line a minute elsewhere."""
    is_terminal = sys.stderr.isatty()
    last = monotonic()

    def show(progress: Progress) -> None:
        nonlocal last
        if is_terminal:
            is_end = progress.is_writing or progress.done >= progress.total
            say_over(progress_line(progress), is_last=is_end)
        elif monotonic() - last >= MINUTE:
            last = monotonic()
            say(progress_line(progress), err=True)

    return show


def progress_line(progress: Progress) -> str:
    """How far a build is, in words.

    >>> from kg.build import Progress
    >>> progress_line(Progress(documents=48, extracted=48, total=1000, done=500))
    '50% | 48 articles, ... left'
    >>> progress_line(Progress(documents=48, extracted=48, is_writing=True))
    '48 articles, ..., writing the store and the page'
    """
    rate = progress.extracted / max(progress.seconds, 1)
    parts = [f"{progress.documents:,} articles", f"{rate:.1f} a second"]
    if progress.problems:
        parts.append(f"{progress.problems:,} problems")
    if progress.is_writing:
        return ", ".join([*parts, "writing the store and the page"])
    if progress.left is not None:
        parts.append(f"{duration(progress.left)} left")
    return f"{progress.done / max(progress.total, 1):.0%} | {', '.join(parts)}"


def duration(seconds: float) -> str:
    """A time to wait.

    >>> duration(42), duration(4000)
    ('42 s', '1 h 07 min')
    """
    minutes = round(seconds / 60)
    if seconds < 2 * MINUTE:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < MINUTE else f"{minutes // 60} h {minutes % 60:02} min"


def source_label(name: str | None, kind: Kind) -> str:
    """What to call a source on the terminal."""
    return (
        printable(name)
        if name
        else ("(the publication)" if kind == "publication" else "(nobody named)")
    )


def report_record(report: Report) -> dict[str, Any]:
    """The report as plain JSON."""
    return {
        "page": str(report.page),
        "documents": report.documents,
        "statements": report.statements,
        "kept": report.kept,
        "sources": [
            {"name": name, "kind": kind.value, "statements": count}
            for name, kind, count in report.sources
        ],
        "problem_count": report.problem_count,
        "problems": [
            {"where": problem.where, "message": problem.message} for problem in report.problems
        ],
    }
