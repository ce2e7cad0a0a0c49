"""A build of any size, made piece by piece by one process or many, which can be taken up again."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from time import monotonic
from typing import TYPE_CHECKING, Final

from kg.build.manifest import open_manifest
from kg.build.task import KNOWN, write_shard
from kg.build.units import (
    Setting,
    find_units,
    group_into_tasks,
    hash_of,
    nothing_built,
    split_unit,
    spool_stdin,
)
from kg.build.workers import do_in_processes, do_on_cluster
from kg.config import Config, Limits
from kg.disk.files import replacing_files
from kg.disk.processes import Crew, cores
from kg.documents import Metadata, check_metadata, list_paths
from kg.errors import ConfigError, check_argument, check_path
from kg.pipeline import describe_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kg.build.manifest import Manifest
    from kg.build.task import Result
    from kg.build.units import Task, Unit
    from kg.documents import Paths
    from kg.errors import Problem
    from kg.merge.correcting import Corrector
    from kg.model import Kind

__all__ = ["Progress", "Report", "build_graph"]

_LOG: Final = logging.getLogger(__name__)
_LISTED_SOURCES: Final = 1000
"""Sources in a report."""
_LISTED_PROBLEMS: Final = 1000
"""Problems in a report; of a crawl, most pages may be some."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Report:
    """What a build did.

    Attributes:
        page: The file to open.
        documents: How many articles there are now; `statements`, how many were found in them.
        sources: Name, kind and number of statements of the most talkative sources, most first; the
            name is None for those that no text names, taken together.
        problems: The documents that could not be built, with the reason: the first thousand.
        problem_count: How many there are; where they are more, all stand in `problems.txt`, a line
            each.
        kept: How many files of earlier builds were not in the input, and were kept.
    """

    page: Path
    documents: int
    statements: int
    sources: tuple[tuple[str | None, Kind, int], ...]
    problems: tuple[Problem, ...]
    problem_count: int = 0
    kept: int = 0

    def __repr__(self) -> str:
        return (
            f"<Report of {self.documents:,} documents, {self.statements:,} statements, "
            f"{self.problem_count:,} problems: {self.page}>"
        )


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a build is.

    Attributes:
        documents: That were read; `extracted`, of which statements were looked for, which takes the
            time.
        problems: So far.
        done, total: Bytes of input; `unchanged`, those of `done` that needed no reading.
        is_writing: Whether all is extracted, and only the outputs are to be made.
        seconds: Since the beginning.
        left: Seconds until the end of extraction, at the rate so far; None while there is none.
    """

    documents: int = 0
    extracted: int = 0
    problems: int = 0
    done: int = 0
    total: int = 0
    unchanged: int = 0
    started: float = 0.0
    is_writing: bool = False

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return monotonic() - self.started

    @property
    def left(self) -> float | None:
        """Until the end, at the rate so far; None while there is none."""
        worked = self.done - self.unchanged
        return (self.total - self.done) * self.seconds / worked if worked > 0 else None

    def add(self, result: Result) -> None:
        """Count what a task did."""
        self.documents += len(result.found)
        self.extracted += len(result.extracted)
        self.problems += len(result.problems)
        self.done += sum(unit.size for unit in result.units)
        self.total = max(self.total, self.done)  # of standard input nobody knows it before

    def add_unchanged(self, unit: Unit) -> None:
        """Count a unit that needs no reading."""
        self.done += unit.size
        self.unchanged += unit.size


def build_graph(  # noqa: PLR0913 - what a build can be told
    paths: Paths,
    out: str | Path = "out",
    config: Config = Config(),  # noqa: B008 - a frozen value
    metadata: Metadata | None = None,
    *,
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    workers: int | None = None,
    scheduler: str | None = None,
    prune: bool = False,
    corrections: str | Path | None = None,
    watch: Callable[[Progress], None] | None = None,
) -> Report:
    """Build the graph of some documents in a folder.

    The folder gets `claims.nq`, `store/`, `claims.ttl` and `claims.html`. What was built before in
    the same folder stays: a document that is unchanged is not extracted again, a changed one takes
    the place of the old one, and one that is no longer in the input is kept, unless it is pruned. A
    build that fails or is killed leaves the last whole output; run again, it goes on where it was.

    Args:
        paths: A file, a folder or `-`, or several of them.
        out: The folder; it is made where it does not exist.
        config: The settings.
        metadata: What to believe of every document.
        limits: What one document may take; of one that takes more it is listed as a problem.
        workers: Processes that extract; None for as many as there are cores, where there is work
            for them. A program that calls this needs the line `if __name__ == "__main__":`, with
            one worker, too, since that is a process of its own.
        scheduler: The address of a Dask scheduler whose workers extract, instead.
        prune: Whether to take out what is not in the input.
        corrections: A table of corrections; what was extracted stays as it is, and the outputs have
            it corrected. The report counts what was extracted.
        watch: Is told how far it is, after each piece, and before the outputs are written.

    Raises:
        ConfigError: A setting has no such value.
        InputError: A path or the corrections do not exist, or no document could be read, or the
            scheduler cannot be reached.
        ModelError: The language model is missing.
        StoreError: The output cannot be written, or another process holds it.
    """
    check_argument("config", config, Config, "kg.Config(...)")
    check_metadata(metadata)
    check_argument("limits", limits, Limits, "kg.Limits(...)")
    if workers is not None:
        check_argument("workers", workers, int, "a whole number")
        if workers < 1:
            raise ConfigError(f"workers cannot be {workers}; give a whole number from 1 on")
    paths, out = list_paths(paths), check_path("out", out)
    problems: list[Problem] = []
    corrector = _read_corrector(corrections, config.base, problems)
    total = sum(unit.size for unit in find_units(paths, tuple))
    progress = Progress(started=monotonic(), total=total)
    tell = watch or _tell_nobody
    tell(progress)  # before the language model is loaded
    _LOG.info("%d bytes to read", total)
    folder = out.absolute() / "shards"
    setting = Setting(config=config, metadata=metadata or Metadata(), limits=limits, folder=folder)
    with open_manifest(folder) as manifest, Crew(workers or cores()) as crew:
        manifest.forget_lost_shards()
        manifest.write_known(folder / KNOWN)
        run = crew.ask(describe_run, config)
        manifest.setting = hash_of(config, setting.metadata, run, limits).hex()
        units = find_units(paths, partial(spool_stdin, folder))
        tasks = group_into_tasks(_units_to_read(units, manifest, progress))
        for result in _do_tasks(tasks, setting, scheduler, crew):
            manifest.add(result)
            progress.add(result)
            _LOG.info("%d documents read, %d problems", len(result.found), len(result.problems))
            tell(progress)
        manifest.finish(prune=prune)
        report = _make_report(manifest, out)
        progress.is_writing = True
        tell(progress)
        _LOG.info("writing what was built to %s", out)
        _write_outputs(manifest, out, config.base, corrector, problems)
        _LOG.info("built after %.1f s", progress.seconds)
        return _add_problems(report, problems)


def _tell_nobody(progress: Progress) -> None:
    """Take no notice of how far a build is."""


def _units_to_read(units: Iterable[Unit], manifest: Manifest, progress: Progress) -> Iterator[Unit]:
    """Choose what is new, changed, or was not read to its end; the rest stays as it is."""
    for file in units:
        if manifest.reuse_file(file):
            progress.add_unchanged(file)
            continue
        parts = 0
        for unit in split_unit(file):
            parts += 1
            if manifest.reuse_unit(unit):
                progress.add_unchanged(unit)
            else:
                yield unit
        manifest.set_parts(file, parts)


def _do_tasks(
    tasks: Iterator[Task], setting: Setting, scheduler: str | None, crew: Crew
) -> Iterator[Result]:
    """Do the tasks, and give the results in any order."""
    if scheduler:
        return do_on_cluster(scheduler, tasks, write_shard, setting)
    first = list(islice(tasks, 2))
    if len(first) <= 1:  # then no other process keeps the other cores busy
        setting = replace(setting, is_threaded=True)
    return do_in_processes(crew, chain(first, tasks), write_shard, setting)


def _make_report(manifest: Manifest, out: Path) -> Report:
    """Say what a build did, and write all problems to a file if they are too many to be listed.

    Raises:
        InputError: No document could be read.
    """
    documents, statements, kept = manifest.totals()
    problems = tuple(islice(manifest.problems(), _LISTED_PROBLEMS))
    if not documents:
        raise nothing_built(problems)
    return Report(
        page=out / "claims.html",
        documents=documents,
        statements=statements,
        sources=tuple(manifest.sources(_LISTED_SOURCES)),
        problems=problems,
        problem_count=_write_problems(manifest.problems(), out / "problems.txt"),
        kept=kept,
    )


def _write_problems(problems: Iterable[Problem], path: Path) -> int:
    """Write problems to a file, or remove it if they are few; return how many they are."""
    count = 0
    with replacing_files(path.parent) as folder:
        new = folder / path.name
        with new.open("w", encoding="utf-8", errors="backslashreplace") as file:
            for problem in problems:
                file.write(" ".join(str(problem).split()) + "\n")
                count += 1
        if count <= _LISTED_PROBLEMS:
            new.unlink()
            path.unlink(missing_ok=True)
    return count


def _read_corrector(
    corrections: str | Path | None, base: str, problems: list[Problem]
) -> Corrector | None:
    """Read a table of corrections, before the long work; None without one."""
    if corrections is None:
        return None
    from kg.merge.correcting import Corrector
    from kg.merge.corrections import read_corrections

    return Corrector(corrections=read_corrections(corrections, problems), base=base)


def _add_problems(report: Report, problems: list[Problem]) -> Report:
    """Return a report with those of the corrections, too, which come first."""
    return replace(
        report,
        problems=(*problems, *report.problems),
        problem_count=report.problem_count + len(problems),
    )


def _write_outputs(
    manifest: Manifest, out: Path, base: str, corrector: Corrector | None, problems: list[Problem]
) -> None:
    """Write the outputs, with tools that the other processes needn't load."""
    from kg.build.outputs import write_outputs

    write_outputs(manifest, out, base, corrector, problems)
