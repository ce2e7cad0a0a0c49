"""The statements of documents as text: `kg extract`.

Another process does the work, so that nothing that a document does to it stops the others; what it
needs for that is imported there alone, since the language tools take a second to load.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from kg.build.units import (
    after_death,
    in_parts,
    in_tasks,
    nothing_built,
    read_units,
    shown,
    watched,
    whole_unit,
)
from kg.config import Config, Limits
from kg.disk.files import unwritten
from kg.disk.processes import Crew
from kg.documents import Metadata, Part, files_of, is_json_lines
from kg.documents.files import MAX_LINE
from kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BufferedReader

    from kg.build.units import Task, Unit
    from kg.model import ResolvedDocument
    from kg.rdf import Quad

LINES: Final = 8
"""Of standard input that are read before the first is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What texts are to be made.

    Attributes:
        form: As `extract_as` takes it.
        folder: Where what is at hand is noted.
    """

    form: str
    config: Config
    metadata: Metadata
    limits: Limits
    folder: Path


def extract_as(  # noqa: PLR0913, PLR0917 - what can be told
    form: str,
    paths: Iterable[str],
    config: Config,
    metadata: Metadata | None,
    problems: list[Problem],
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
) -> Iterator[str]:
    """The statements of some documents as text, a piece for each document, in order.

    Args:
        form: "jsonl", "nq", "ttl", or "explain" for people to read.
        paths: Files, folders, or `-`.
        config: The settings.
        metadata: What to believe of every document.
        problems: Takes up what goes wrong with single documents.
        limits: What one document may take; of one that takes more it is listed as a problem.

    Raises:
        InputError, ModelError: As `build` does.
    """
    found = [
        (path, files_of(path)) for path in paths
    ]  # before the first document: a missing path ends all
    with tempfile.TemporaryDirectory(prefix="kg-") as folder, Crew(1) as crew:
        wanted = Wanted(
            form=form,
            config=config,
            metadata=metadata or Metadata(),
            limits=limits,
            folder=Path(folder),
        )
        yield crew.ask(beginning, wanted)
        empty = True
        for pieces, wrong in done(in_tasks(units_of(found, Path(folder), problems)), wanted, crew):
            problems += wrong
            empty = empty and not pieces
            yield from pieces
        if empty:
            raise nothing_built(problems)


def units_of(
    found: Iterable[tuple[str, Iterable[tuple[str, str] | Problem]]],
    folder: Path,
    problems: list[Problem],
) -> Iterator[Unit]:
    """What is to be read, in order; what cannot be opened is a problem."""
    for path, files in found:
        for one in files:
            if isinstance(one, Problem):
                problems.append(one)
            elif path == "-":
                try:
                    yield from spooled(cast("BufferedReader", sys.stdin.buffer), folder)
                except OSError as error:
                    raise unwritten(folder, error) from error
            else:
                yield from in_parts(whole_unit(one[0], path, one[1]))


def spooled(stream: BufferedReader, folder: Path) -> Iterator[Unit]:
    """Standard input as files, so that another process can read it, and read it again; of JSON some lines at a time."""
    if not is_json_lines(stream.peek(1)):
        path = folder / "stdin.txt"
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file)
        yield whole_unit(str(path), "-", "stdin")
        return
    path = folder / "stdin.jsonl"  # which is done with when the next lines are asked for
    for first in count(step=LINES):
        with path.open("wb") as file:
            file.writelines(next_lines(stream))
        if not path.stat().st_size:
            return
        yield replace(whole_unit(str(path), "-", "stdin"), part=Part(first=first, count=LINES))


def next_lines(stream: BufferedReader) -> Iterator[bytes]:
    """Some lines, of which one that has no end is never in memory as a whole."""
    lines = 0
    while lines < LINES and (piece := stream.readline(MAX_LINE)):
        yield piece
        lines += piece.endswith(b"\n")


def done(
    tasks: Iterator[Task], wanted: Wanted, crew: Crew
) -> Iterator[tuple[list[str], list[Problem]]]:
    """The texts of each task in order, and what goes wrong in it."""
    again: list[Task] = []

    def following() -> Task:
        return again.pop() if again else next(tasks)

    for task, answer in crew.each(following, texts, wanted):
        if answer is None:
            again.append(after_death(task, wanted.folder, wanted.limits))
        else:
            yield answer


def beginning(wanted: Wanted) -> str:
    """What stands before the first document; the language model is loaded with it.

    Raises:
        ModelError: It is missing.
        ConfigError: The settings have no such value.
    """
    from kg.pipeline import run_by
    from kg.rdf import turtle_header

    run_by(wanted.config)
    return turtle_header(wanted.config.base) if wanted.form == "ttl" else ""


def texts(task: Task, wanted: Wanted) -> tuple[list[str], list[Problem]]:
    """The texts of a task, and what goes wrong in it; the process ends if a document takes more than it may."""
    from kg.pipeline import annotator, said

    nlp = annotator(wanted.config)
    pieces: list[str] = []
    problems: list[tuple[int, Problem]] = []
    with watched(task, wanted.folder, wanted.limits) as watch, nlp.memory_zone():
        read = read_units(task, wanted.metadata, nlp.lang or "en", watch, problems)
        for place, found in said(
            read, wanted.config, is_threaded=True, is_careful=task.lost is not None
        ):
            if isinstance(found, Problem):
                problems.append((place.unit, shown(found, task.units[place.unit])))
            else:
                pieces.append(text_of(*found, wanted))
    return pieces, [problem for _, problem in problems]


def text_of(document: ResolvedDocument, quads: set[Quad], wanted: Wanted) -> str:
    """The statements of a document as text."""
    from kg.rdf import to_nquads, turtle_block
    from kg.rdf.records import to_record
    from kg.resolution.explain import explain

    base = wanted.config.base
    if wanted.form == "jsonl":
        return json.dumps(to_record(document, base), ensure_ascii=False) + "\n"
    if wanted.form == "explain":
        return explain(document)
    return to_nquads(quads) if wanted.form == "nq" else turtle_block(quads, base)
