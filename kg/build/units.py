"""What there is to read, in pieces of one process: files and parts of files, and tasks of these.

A task is some files of one document, or a part of a file of many. It is done quickly at first, its
documents side by side; if the process dies of it, it is done again carefully (`kg.build.watch`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from kg.documents import Metadata, Part, files_of, is_json_lines, parts_of, read_file
from kg.documents.files import MAX_LINE, readable
from kg.errors import InputError, Problem
from kg.language.annotation import split_into_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import BufferedReader

    from kg.config import Config, Limits
    from kg.model import Document

DOCUMENTS: Final = 24
"""Documents of a task: some seconds of work, so that little is lost when one is, and handing out
costs nothing."""
_BYTES: Final = 8 << 20
"""Of the files of one document in a task, at most, unless it is one."""
_LINES: Final = 8
"""Of standard input that are read before the first is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all tasks of a command share.

    Attributes:
        config, metadata: How to read, and what to believe of every document.
        limits: What one document may take.
        folder: Where tasks write what they make, and note what is at hand; every worker sees it.
        is_threaded: Whether to annotate in a thread, where no other process keeps the cores busy.
    """

    config: Config
    metadata: Metadata
    limits: Limits
    folder: Path
    is_threaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A file, or a part of one.

    Attributes:
        path: Where its bytes are.
        shown: What the user calls it.
        place: What the manifest calls it.
        name: What its documents are called.
        state: Size and times of the file: another state is another content.
        size: Of the part, in bytes, about.
        problem: Why there is nothing to read, such as a folder that cannot be opened.
    """

    path: str
    shown: str
    place: str
    name: str
    state: str = ""
    size: int = 0
    part: Part = field(default_factory=Part)
    problem: Problem | None = None

    @property
    def is_part(self) -> bool:
        """Whether this is less than a whole file."""
        return self.part != Part()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document is: the number of its unit in the task, and its own in the unit, from 0."""

    unit: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A document that ended the process.

    Attributes:
        is_read: Whether it was read by then; if not, nothing that follows in its unit can be read
            either.
        message: What it takes, and what to do.
    """

    place: Place
    is_read: bool
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Some units to read.

    Attributes:
        lost: The documents in them that are to be left out; None until a process dies of the task.
    """

    units: tuple[Unit, ...]
    lost: tuple[Lost, ...] | None = None

    @property
    def is_careful(self) -> bool:
        """Whether the documents are done one by one."""
        return self.lost is not None


class Watch(Protocol):
    """Is told which document is at hand, and whether it is read already."""

    def __call__(self, place: Place, *, is_read: bool) -> None:
        """Begin to count its time."""


def find_units(paths: Iterable[str], read_stdin: Callable[[], Iterable[Unit]]) -> Iterator[Unit]:
    """List what is to be read, in order, lazily.

    Args:
        paths: Files, folders, or `-`.
        read_stdin: Gives the units of standard input, when its turn comes.

    Raises:
        InputError: A path does not exist, or a folder holds nothing readable; at once.
    """
    listed = [(path, files_of(path)) for path in paths]
    return _units_of_files(listed, read_stdin)


def _units_of_files(
    listed: Iterable[tuple[str, Iterable[tuple[str, str] | Problem]]],
    read_stdin: Callable[[], Iterable[Unit]],
) -> Iterator[Unit]:
    """Make a unit of each file, and of what is wrong with a folder."""
    for path, files in listed:
        if path == "-":
            yield from read_stdin()
            continue
        for found in files:
            if isinstance(found, Problem):
                place = f"problem: {found}"
                yield Unit(path="", shown=found.where, place=place, name="", problem=found)
            else:
                yield _unit_of_file(*found)


def _unit_of_file(file: str, name: str) -> Unit:
    """Make a unit of a whole file, whose documents go by a name."""
    try:
        status = Path(file).stat()
    except OSError:  # whoever reads it says what is wrong
        state, size = "", 0
    else:
        state = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        size = status.st_size
    # which follows no link, and needs no working folder for a full path
    path = os.path.abspath(file)  # noqa: PTH100
    place = readable(path)
    return Unit(path=path, shown=readable(file), place=place, name=name, state=state, size=size)


def spool_stdin(folder: Path) -> Iterator[Unit]:
    """Copy standard input to a hidden file, so that any process can read it, and read it again."""
    stream = _open_stdin()
    ending = ".jsonl" if is_json_lines(stream.peek(1)) else ".txt"
    path = folder / f".stdin{ending}"
    with path.open("wb") as file:
        shutil.copyfileobj(stream, file)
    yield _unit_of_stdin(path)


def spool_stdin_by_lines(folder: Path) -> Iterator[Unit]:
    """Copy standard input to a file, of JSON Lines some at a time.

    The file is done with when the next lines are asked for.
    """
    stream = _open_stdin()
    if not is_json_lines(stream.peek(1)):
        yield from spool_stdin(folder)
        return
    path = folder / ".stdin.jsonl"
    for first in count(step=_LINES):
        with path.open("wb") as file:
            file.writelines(_next_lines(stream))
        if not path.stat().st_size:
            return
        yield replace(_unit_of_stdin(path), part=Part(first=first, count=_LINES))


def _open_stdin() -> BufferedReader:
    """Return the bytes of standard input."""
    return cast("BufferedReader", sys.stdin.buffer)


def _next_lines(stream: BufferedReader) -> Iterator[bytes]:
    """Read some lines, in pieces: one that has no end is never in memory as a whole."""
    lines = 0
    while lines < _LINES:
        piece = stream.readline(MAX_LINE)
        if not piece:
            return
        yield piece
        lines += piece.endswith(b"\n")


def _unit_of_stdin(path: Path) -> Unit:
    """Make a unit of a file that holds standard input."""
    return replace(_unit_of_file(str(path), "stdin"), shown="-", place="-")


def split_unit(unit: Unit) -> Iterator[Unit]:
    """Split a file into parts of a task's size."""
    if unit.is_part:
        yield unit
        return
    left = unit.size
    parts = parts_of(unit.path, DOCUMENTS)
    part = next(parts, None)
    while part is not None:
        following = next(parts, None)
        size = left if following is None else max(0, following.offset - part.offset)
        left -= size
        yield replace(unit, part=part, size=size)
        part = following


def group_into_tasks(units: Iterable[Unit]) -> Iterator[Task]:
    """Put units into tasks, in order: whole files by the dozen, and each part of a larger one."""
    for batch in split_into_batches(units, _size_in_task, _BYTES, DOCUMENTS):
        yield Task(units=tuple(batch))


def _size_in_task(unit: Unit) -> int:
    """Return the bytes of a unit; a part of a file is a task of its own, however few it has."""
    return _BYTES + 1 if unit.is_part else unit.size


def read_task(
    task: Task, metadata: Metadata, watch: Watch
) -> Iterator[tuple[Place, Document | Problem]]:
    """Read the documents of a task, in order.

    Args:
        task: What to read.
        metadata: What to believe of every document.
        watch: Is told of each document.

    Yields:
        Where a document is, and the document, or what is wrong with it.
    """
    for number, unit in enumerate(task.units):
        if unit.problem:
            yield Place(unit=number, number=0), unit.problem
        else:
            yield from _read_unit(unit, number, task.lost or (), metadata, watch)


def _read_unit(
    unit: Unit, unit_number: int, losses: Iterable[Lost], metadata: Metadata, watch: Watch
) -> Iterator[tuple[Place, Document | Problem]]:
    """Read the documents of a unit, with a problem in the place of each that is lost."""
    lost = {(one.place, one.is_read): one.message for one in losses}
    documents = read_file(unit.path, unit.name, metadata, unit.part)
    for number in count():
        place = Place(unit=unit_number, number=number)
        if (place, False) in lost:
            where = _name_rest(unit, number)
            yield place, Problem(where=where, message=lost[place, False])
            return
        watch(place, is_read=False)
        found = next(documents, None)
        if found is None:
            return
        if isinstance(found, Problem):
            yield place, found
        elif (place, True) in lost:
            yield place, Problem(where=found.id, message=lost[place, True])
        else:
            watch(place, is_read=True)
            yield place, found


def _name_rest(unit: Unit, number: int) -> str:
    """Name what cannot be read if a document cannot."""
    first = unit.part.first + number + 1
    if unit.part.count is not None:
        return f"{unit.shown}, records {first} to {unit.part.end:.0f}"
    return unit.shown if first == 1 else f"{unit.shown}, from record {first} on"


def name_file(problem: Problem, unit: Unit) -> Problem:
    """Say in a problem which file it is in, by the name that the user gave."""
    where = problem.where
    if unit.path:
        where = where.replace(readable(unit.path), unit.shown, 1)
    if unit.shown.endswith(where):
        where = unit.shown
    elif unit.shown not in where:
        where = f"{unit.shown}, {where}"
    return Problem(where=where, message=problem.message)


def hash_of(config: Config, *values: object) -> bytes:
    """Hash settings and other values, in any process to the same 32 bytes."""
    told = asdict(config)
    told["types"] = sorted(config.types or ["all"])
    return hashlib.sha256(repr((told, *values)).encode()).digest()


def nothing_built(problems: Iterable[Problem]) -> InputError:
    """Make the error of a command for which no document was left."""
    listed = [f"  {problem}" for problem in problems]
    if not listed:
        return InputError("no document could be read, since none was given; name files or folders")
    return InputError("no document could be read:", *listed)
