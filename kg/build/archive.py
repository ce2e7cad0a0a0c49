"""A build of any size: what is read and extracted piece by piece, by one process or many, and can be taken up again."""

from __future__ import annotations

import hashlib
import shutil
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain, islice
from time import monotonic
from typing import TYPE_CHECKING, Final

from kg.build import workers
from kg.build.manifest import opened
from kg.build.task import Setting
from kg.build.units import in_parts, in_tasks, nothing_built, whole_unit
from kg.config import Limits
from kg.disk.files import whole
from kg.disk.processes import Crew, cores
from kg.documents import Metadata, files_of, is_json_lines
from kg.errors import Problem
from kg.pipeline import run_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kg.build.manifest import Manifest
    from kg.build.task import Result
    from kg.build.units import Task, Unit
    from kg.config import Config
    from kg.model import Kind

__all__ = ["Progress", "Report", "build_graph"]

SOURCES: Final = 1000
"""Sources in a report."""
LISTED: Final = 1000
"""Problems in a report; of a crawl, most pages may be some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did.

    Attributes:
        page: The file to open.
        documents: How many articles there are now; `statements`, how many were found in them.
        sources: Name, kind and number of statements of the most talkative sources, most first; the
            name is None for those that no text names, taken together.
        problems: The documents that could not be built, with the reason: the first `LISTED` of
            them.
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


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a build is.

    Attributes:
        documents: That were read; `extracted`, of which statements were looked for, which takes the
            time.
        problems: So far.
        done, total: Bytes of input.
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


def build_graph(  # noqa: PLR0913 - what a build can be told
    paths: Iterable[str],
    out: Path,
    config: Config,
    metadata: Metadata | None = None,
    *,
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    workers: int | None = None,
    scheduler: str | None = None,
    prune: bool = False,
    watch: Callable[[Progress], None] | None = None,
) -> Report:
    """Build the graph of some documents: `claims.nq`, `store/`, `claims.ttl` and `claims.html` in a folder.

    What was built before in the same folder stays: a document that is unchanged is not extracted
    again, a changed one takes the place of the old one, and one that is no longer in the input is
    kept, unless it is pruned. A build that fails or is killed leaves the last whole output; run
    again, it goes on where it was.

    Args:
        paths: Files, folders, or `-`.
        out: The folder; it is made where it does not exist.
        config: The settings.
        metadata: What to believe of every document.
        limits: What one document may take; of one that takes more it is listed as a problem.
        workers: Processes that extract; None for as many as there are cores, where there is work
            for them. A program that calls this needs the line `if __name__ == "__main__":`.
        scheduler: The address of a Dask scheduler whose workers extract, instead.
        prune: Whether to take out what is not in the input.
        watch: Is told how far it is, after each piece, and before the outputs are written.

    Raises:
        InputError: A path does not exist, or no document could be read, or the scheduler cannot be
            reached.
        ModelError: The language model is missing.
        StoreError: The output cannot be written, or another process holds it.
    """
    paths = list(paths)
    progress = Progress(started=monotonic(), total=sum(size_of(path) for path in paths))
    metadata = metadata or Metadata()
    folder = out.absolute() / "shards"
    with (
        opened(folder) as manifest,
        spooled(paths, folder) as places,
        Crew(workers or cores()) as crew,
    ):
        manifest.forget_lost_shards()
        run = crew.ask(run_by, config)
        known = folder / "known"
        setting = Setting(
            config=config, metadata=metadata, run=run, shards=folder, known=known, limits=limits
        )
        manifest.write_known(known)
        name = name_of(setting)
        tasks = in_tasks(units_of(places, manifest, name, progress))
        for result in results(tasks, setting, scheduler, crew):
            manifest.add(result, name)
            note(result, progress)
            if watch:
                watch(progress)
        manifest.finish(prune=prune)
        documents, statements, kept = manifest.totals()
        problems = tuple(islice(manifest.problems(), LISTED))
        if not documents:
            raise nothing_built(list(problems))
        problem_count = write_problems(manifest.problems(), out / "problems.txt")
        progress.is_writing = True
        if watch:
            watch(progress)
        from kg.build import (
            outputs,  # which takes half a second, that the other processes are spared
        )

        outputs.write(manifest, out, config.base)
        return Report(
            page=out / "claims.html",
            documents=documents,
            statements=statements,
            sources=tuple(manifest.sources(SOURCES)),
            problems=problems,
            problem_count=problem_count,
            kept=kept,
        )


def write_problems(problems: Iterator[Problem], path: Path) -> int:
    """Write all problems to a file, if they are too many to be listed; gives how many they are."""
    count = 0
    with whole(path.parent) as folder:
        with (folder / path.name).open("w", encoding="utf-8", errors="backslashreplace") as file:
            for problem in problems:
                file.write(" ".join(str(problem).split()) + "\n")
                count += 1
        if count <= LISTED:
            (folder / path.name).unlink()
            path.unlink(missing_ok=True)
    return count


def results(
    tasks: Iterator[Task], setting: Setting, scheduler: str | None, crew: Crew
) -> Iterator[Result]:
    """The results of all tasks."""
    if scheduler:
        return workers.on_cluster(tasks, setting, scheduler)
    first = list(islice(tasks, 2))
    if len(first) < 2:  # noqa: PLR2004 - one or none: then no other process keeps the other cores busy
        setting = replace(setting, is_threaded=True)
    return workers.in_processes(chain(first, tasks), setting, crew)


def units_of(
    paths: Iterable[tuple[str, str]], manifest: Manifest, setting: str, progress: Progress
) -> Iterator[Unit]:
    """The files and parts of files that have to be read, since they are new, changed, or were not read to the end."""
    for path, shown in paths:
        for found in files_of(path):
            if isinstance(found, Problem):
                manifest.add_problem(found)
                progress.problems += 1
                continue
            file, name = found
            whole = whole_unit(file, shown, name)
            if manifest.is_whole(whole.place, whole.state, setting):
                progress.done += whole.size
                progress.unchanged += whole.size
                continue
            count = 0
            for unit in in_parts(whole):
                count += 1
                if manifest.is_done(unit, setting):
                    progress.done += unit.size
                    progress.unchanged += unit.size
                else:
                    yield unit
            manifest.set_parts(whole.place, whole.state, count)


@contextmanager
def spooled(paths: Iterable[str], folder: Path) -> Iterator[list[tuple[str, str]]]:
    """The paths, each with what to call it; standard input is a file meanwhile, so that any process can read it."""
    spools: list[Path] = []
    places: list[tuple[str, str]] = []
    try:
        for path in paths:
            if path == "-":
                head = sys.stdin.buffer.read(1024)
                spools.append(folder / f"stdin{'.jsonl' if is_json_lines(head) else '.txt'}")
                with spools[-1].open("wb") as file:
                    file.write(head)
                    shutil.copyfileobj(sys.stdin.buffer, file)
                places.append((str(spools[-1]), "-"))
            else:
                places.append((path, path))
        yield places
    finally:
        for spool in spools:
            spool.unlink(missing_ok=True)


def size_of(path: str) -> int:
    """The bytes of the files behind a path.

    Raises:
        InputError: There is nothing readable.
    """
    total = 0
    for found in files_of(path):
        if not isinstance(found, Problem) and found[0] != "-":
            total += whole_unit(found[0], found[0], found[1]).size
    return total


def name_of(setting: Setting) -> str:
    """What can change what is read from a file or found in it, as one short string."""
    said = [
        asdict(setting.config),
        asdict(setting.metadata),
        asdict(setting.run),
        asdict(setting.limits),
    ]
    said[0]["types"] = sorted(setting.config.types or ["all"])
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def note(result: Result, progress: Progress) -> None:
    """Add a result to the progress."""
    progress.documents += len(result.found)
    progress.extracted += len(result.extracted)
    progress.problems += len(result.problems)
    progress.done += sum(unit.size for unit in result.units)
