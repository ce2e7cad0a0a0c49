"""`kg build` and `kg extract`: articles in, a graph or statements out."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from time import monotonic
from typing import TYPE_CHECKING, Any

import click
from click import Choice, FloatRange, option
from click.core import ParameterSource

from kg.commands.push import push_to
from kg.commands.say import put, say, say_over
from kg.commands.shared import BASE, finish, format_option, json_option, path_option
from kg.config import Config, KeepText, Limits
from kg.errors import ConfigError, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from kg.build import Progress, Report
    from kg.documents import Metadata
    from kg.errors import Problem
    from kg.model import Kind

_LIMITS = Limits()
_GB = 1e9
_SHOWN_SOURCES = 20
_MINUTE = 60
_STATEMENT_FORMATS = ["jsonl", "nq", "ttl"]
_DAY = click.DateTime(["%Y-%m-%d"])

_READING_OPTIONS = [
    click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    option("--title", help="The headline, of every document read."),
    option("--url", help="Where it was published, of every document read."),
    option("--publisher", help="Who published it, of every document read; narration is its voice."),
    option("--published", type=_DAY, help="When: YYYY-MM-DD."),
    option("--column", multiple=True, metavar="FIELD=NAME", help="What a table calls a field."),
    option("--extractor", help="What finds the statements: model or rules.  [default: model]"),
    option(
        "--types", help="Kinds of attribution to keep, such as assertion,belief.  [default: all]"
    ),
    option(
        "--min-confidence",
        type=FloatRange(0, 1),
        default=0.0,
        show_default=False,
        help="Leave out what is less sure.",
    ),
    option(
        "--min-source-confidence",
        type=FloatRange(0, 1),
        default=Config().min_source_confidence,
        show_default=True,
        help="Leave open who it was where that is less sure.",
    ),
    option(
        "--model", help="The spaCy pipeline to use.  [default: the first English one installed]"
    ),
    option(
        "--keep-text",
        type=Choice([str(choice) for choice in KeepText]),
        default=str(Config().keep_text),
        help="How much of the texts the graph keeps besides the statements.",
    ),
    option("--base", default=BASE, help="What every new IRI begins with."),
    option(
        "--seconds-per-document",
        type=FloatRange(1),
        default=_LIMITS.seconds,
        help="How long one may take.",
    ),
    option(
        "--memory-per-document",
        type=FloatRange(0.5),
        default=_LIMITS.memory / _GB,
        metavar="GB",
        help="What the process that reads it may hold.",
    ),
]


def _reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every command that reads documents."""
    for add_option in reversed(_READING_OPTIONS):
        command = add_option(command)
    return command


@click.command()
@_reading_options
@path_option("-o", "--out", default="out", help="Where to write.")
@option("--store", metavar="URL", help="Push the build to a server's graph store, too.")
@option(
    "--workers", type=click.IntRange(1), help="Processes that extract.  [default: as many as cores]"
)
@option("--scheduler", metavar="tcp://HOST:PORT", help="A Dask scheduler whose workers extract.")
@option("--prune", is_flag=True, help="Take out what earlier builds had and PATH has no more.")
@path_option("--corrections", help="What people decided on the page: corrections.tsv.")
@option("-q", "--quiet", is_flag=True, help="Print problems only.")
@json_option()
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
    text, Markdown, JSON Lines, CSV, Parquet, RSS and Atom, mail (.eml), PDF, Word (.docx),
    OpenDocument (.odt), RTF, WARC.
    """
    from kg.build import build_graph
    from kg.store import check_url

    if store:
        check_url(store)  # before the long work, not behind it
    report = build_graph(
        paths,
        out,
        _read_config(options),
        _read_metadata(options),
        limits=_read_limits(options),
        workers=options["workers"],
        scheduler=options["scheduler"],
        prune=options["prune"],
        corrections=options["corrections"],
        watch=None if quiet else _make_progress_shower(),
    )
    if as_json:
        put(json.dumps(_report_as_record(report), ensure_ascii=False) + "\n")
    elif not quiet:
        say(*_report_as_table(report))
    if store:
        push_to(store, out, quiet=quiet or as_json)
    if report.problem_count > len(report.problems):
        count, some = f"{report.problem_count:,}", f"{len(report.problems):,}"
        say(f"kg: {count} problems, all in {out / 'problems.txt'}; the first {some} are", err=True)
    if not quiet:
        _say_passed_over(paths)
    finish(report.problems)


@click.command()
@_reading_options
@format_option(_STATEMENT_FORMATS, default="jsonl")
@option("--explain", is_flag=True, help="Print, for people, why each statement has its source.")
def extract(paths: tuple[str, ...], form: str, *, explain: bool, **options: Any) -> None:
    """Print the statements of some articles, without a store.

    As JSON Lines, one document a line, or as N-Quads or Turtle.
    """
    form_source = click.get_current_context().get_parameter_source("form")
    if explain and form_source is not ParameterSource.DEFAULT:
        raise click.UsageError(
            "--explain prints words for people, which have no --format; give one of the two"
        )
    from kg.build.texts import extract_as

    problems: list[Problem] = []
    config, metadata, limits = _read_config(options), _read_metadata(options), _read_limits(options)
    if explain:
        for text in extract_as("explain", paths, config, metadata, problems, limits):
            say(*text.removesuffix("\n").split("\n"))
    else:
        for text in extract_as(form, paths, config, metadata, problems, limits):
            put(text)
    _say_passed_over(paths)
    finish(problems)


def _say_passed_over(paths: Iterable[str]) -> None:
    """Say on standard error what in folders is of no known format; it is no problem."""
    from kg.documents import describe_passed_over

    for line in describe_passed_over(paths):
        say(f"kg: {line}", err=True)


def _read_limits(options: dict[str, Any]) -> Limits:
    """Return what one document may take, as the options have it."""
    memory = int(options["memory_per_document"] * _GB)
    return Limits(seconds=options["seconds_per_document"], memory=memory)


def _read_config(options: dict[str, Any]) -> Config:
    """Return the settings that the options stand for."""
    return Config(
        base=options["base"],
        extractor=options["extractor"],
        model=options["model"],
        min_confidence=options["min_confidence"],
        min_source_confidence=options["min_source_confidence"],
        types=_split_types(options["types"]),
        keep_text=KeepText(options["keep_text"]),
    )


def _read_metadata(options: dict[str, Any]) -> Metadata:
    """Return the metadata that the options stand for."""
    from kg.documents import Metadata

    published: datetime | None = options["published"]
    return Metadata(
        title=options["title"],
        url=options["url"],
        publisher=options["publisher"],
        published=published.date() if published else None,
        columns=_split_columns(options["column"]),
    )


def _split_columns(pairs: Iterable[str]) -> dict[str, str]:
    """Return under which name a table holds a field.

    >>> _split_columns(["text=body"])
    {'text': 'body'}
    """
    from kg.documents.fields import FIELDS

    names = {}
    for pair in pairs:
        field, equals, name = pair.partition("=")
        if not equals or field not in FIELDS:
            listed = ", ".join(FIELDS)
            raise ConfigError(f"--column {pair} is not FIELD=NAME with one of the fields {listed}")
        names[field] = name
    return names


def _split_types(listed: str | None) -> frozenset[str] | None:
    """Return the kinds of attribution in a list with commas; None for no list.

    >>> sorted(_split_types("belief, assertion"))
    ['assertion', 'belief']
    """
    return frozenset(name.strip() for name in listed.split(",")) if listed else None


def _report_as_table(report: Report) -> list[str]:
    """Write the statements by source, and what to open, in lines."""
    from kg.views.newest import READABLE

    shown = report.sources[:_SHOWN_SOURCES]
    labels = [_label_source(name, kind) for name, kind, _ in shown]
    width = max(map(len, labels), default=0)
    statements = _count_in_words(report.statements, "statement")
    lines = [f"{statements} in {_count_in_words(report.documents, 'article')}, by source:"]
    for label, (_, kind, count) in zip(labels, shown, strict=True):
        lines.append(f"  {label:<{width}}  {kind.value:<12}  {count:>3}")
    if len(report.sources) > len(shown):
        lines.append(f"  and {len(report.sources) - len(shown)} more sources")
    if report.kept:
        files = _count_in_words(report.kept, "file")
        lines.append(
            f"  (with {files} of earlier builds that PATH has no more; --prune takes them out)"
        )
    opening = f"Open {report.page} in a browser."
    if report.documents > READABLE:
        opening += f" It shows the {READABLE} newest articles."
    return [*lines, "", opening]


def _count_in_words(count: int, noun: str) -> str:
    """Say how many there are of something.

    >>> _count_in_words(1, "file"), _count_in_words(2000, "file")
    ('1 file', '2,000 files')
    """
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def _make_progress_shower() -> Callable[[Progress], None]:
    """Make what shows how far a build is.

    On a terminal it is one line that changes, elsewhere a line a minute.
    """
    is_terminal = sys.stderr.isatty()
    last = monotonic()

    def show(progress: Progress) -> None:
        nonlocal last
        if is_terminal:
            is_end = progress.is_writing or progress.done >= progress.total
            say_over(_progress_in_words(progress), is_last=is_end)
        elif monotonic() - last >= _MINUTE:
            last = monotonic()
            say(_progress_in_words(progress), err=True)

    return show


def _progress_in_words(progress: Progress) -> str:
    """Say how far a build is.

    >>> from kg.build import Progress
    >>> _progress_in_words(Progress(documents=48, extracted=48, total=1000, done=500))
    '50% | 48 articles, ... left'
    >>> _progress_in_words(Progress(documents=48, extracted=48, is_writing=True))
    '48 articles, ..., writing the store and the page'
    """
    rate = progress.extracted / max(progress.seconds, 1)
    parts = [f"{progress.documents:,} articles", f"{rate:.1f} a second"]
    if progress.problems:
        parts.append(f"{progress.problems:,} problems")
    if progress.is_writing:
        return ", ".join([*parts, "writing the store and the page"])
    if progress.left is not None:
        parts.append(f"{_duration_in_words(progress.left)} left")
    return f"{progress.done / max(progress.total, 1):.0%} | {', '.join(parts)}"


def _duration_in_words(seconds: float) -> str:
    """Say how long to wait.

    >>> _duration_in_words(42), _duration_in_words(4000)
    ('42 s', '1 h 07 min')
    """
    minutes = round(seconds / 60)
    if seconds < 2 * _MINUTE:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < _MINUTE else f"{minutes // 60} h {minutes % 60:02} min"


def _label_source(name: str | None, kind: Kind) -> str:
    """Name a source on the terminal."""
    if name:
        return printable(name)
    return "(the publication)" if kind == "publication" else "(nobody named)"


def _report_as_record(report: Report) -> dict[str, Any]:
    """Return the report as plain JSON."""
    keys = ("name", "kind", "statements")
    return {
        "page": str(report.page),
        "documents": report.documents,
        "statements": report.statements,
        "kept": report.kept,
        "sources": [dict(zip(keys, source, strict=True)) for source in report.sources],
        "problem_count": report.problem_count,
        "problems": [asdict(problem) for problem in report.problems],
    }
