"""What one process is given to read at a time, and what becomes of a document that ends the process.

A task is some files of one document, or a part of a file of many. It is done quickly at first, its
documents side by side. If the process dies of it, it is done again carefully: a document at a time,
each noted in a file before it is read and before its statements are looked for, so that who finds
the file knows which one it was, and leaves it out.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from kg.disk.files import unwritten
from kg.disk.processes import limited
from kg.documents import Part, parts_of, read_file
from kg.documents.files import readable
from kg.documents.language import in_language
from kg.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.config import Limits
    from kg.documents import Metadata
    from kg.model import Document

DOCUMENTS: Final = 24
"""Documents of a task: some seconds of work, so that little is lost when one is, and handing out costs nothing."""
BYTES: Final = 8 << 20
"""Of files of one document, after which a task is large enough."""
SHORT: Final = "memory"
"""What a process notes that is not given the memory it asks for."""

DIED: Final = (
    "ends the process that reads it, perhaps for want of memory; leave it out, and please report it"
)


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
    """

    path: str
    shown: str
    place: str
    name: str
    state: str
    size: int
    part: Part = field(default_factory=Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document is: the number of its unit in the task, and its own number in the unit, both from 0."""

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
    """Some units, and the documents in them that are to be left out; None while it is not done carefully."""

    units: tuple[Unit, ...]
    lost: tuple[Lost, ...] | None = None


class Watch(Protocol):
    """Is told which document is at hand, and whether it is read already."""

    def __call__(self, place: Place, *, is_read: bool) -> None:
        """Begin to count its time."""


def whole_unit(file: str, shown: str, name: str) -> Unit:
    """A file as one unit; `shown` is "-" for what came by standard input."""
    try:
        status = Path(file).stat()
        state, size = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}", status.st_size
    except OSError:
        state, size = "", 0
    path = os.path.abspath(file)  # noqa: PTH100 - which follows no link, and needs no working folder for a full path
    if shown == "-":
        return Unit(path=path, shown="-", place="-", name="stdin", state=state, size=size)
    return Unit(
        path=path, shown=readable(file), place=readable(path), name=name, state=state, size=size
    )


def in_parts(unit: Unit) -> Iterator[Unit]:
    """A file in parts of a task's size, and about how many bytes each has."""
    before, done = None, 0
    for part in parts_of(unit.path, DOCUMENTS):
        if before is not None:
            size = max(0, part.offset - before.offset)
            done += size
            yield replace(unit, part=before, size=size)
        before = part
    if before is not None:
        yield replace(unit, part=before, size=unit.size - done)


def in_tasks(units: Iterable[Unit]) -> Iterator[Task]:
    """Units as tasks, in order: files of one document by the dozen, and each part of a larger one."""
    small: list[Unit] = []
    for unit in units:
        is_part = unit.part.count is not None or unit.part.offset or unit.part.first
        if small and (is_part or len(small) == DOCUMENTS or sum(one.size for one in small) > BYTES):
            yield Task(units=tuple(small))
            small = []
        if is_part:
            yield Task(units=(unit,))
        else:
            small.append(unit)
    if small:
        yield Task(units=tuple(small))


def read_units(
    task: Task, metadata: Metadata, language: str, watch: Watch, problems: list[tuple[int, Problem]]
) -> Iterator[tuple[Place, Document]]:
    """The documents of a task, in order.

    Args:
        task: What to read.
        metadata: What to believe of every document.
        language: Documents in another one are left out.
        watch: Is told of each document.
        problems: Takes up what cannot be read, is left out, or is lost, each with the number of its
            unit.
    """
    for number, unit in enumerate(task.units):
        for place, found in read_unit(unit, number, task.lost or (), metadata, watch):
            document = in_language(found, language)
            if isinstance(document, Problem):
                problems.append((number, shown(document, unit)))
            else:
                yield place, document


def read_unit(
    unit: Unit, number: int, losses: Iterable[Lost], metadata: Metadata, watch: Watch
) -> Iterator[tuple[Place, Document | Problem]]:
    """The documents of a unit, with a problem in the place of each that is lost or cannot be read."""
    lost = {(one.place, one.is_read): one.message for one in losses}
    read = read_file(unit.path, unit.name, metadata, unit.part)
    for place in (Place(unit=number, number=each) for each in count()):
        if message := lost.get((place, False)):
            yield place, Problem(where=following(unit, place), message=message)
            return
        watch(place, is_read=False)
        found = next(read, None)
        if found is None:
            return
        if isinstance(found, Problem):
            yield place, found
        elif message := lost.get((place, True)):
            yield place, Problem(where=found.id, message=message)
        else:
            watch(place, is_read=True)
            yield place, found


def following(unit: Unit, place: Place) -> str:
    """What cannot be read if a document cannot."""
    first = unit.part.first + place.number + 1
    if unit.part.count is not None:
        return f"{unit.shown}, records {first} to {unit.part.end:.0f}"
    return unit.shown if first == 1 else f"{unit.shown}, from record {first} on"


def shown(problem: Problem, unit: Unit) -> Problem:
    """A problem that says in which file it is."""
    where = problem.where.replace(readable(unit.path), unit.shown, 1)
    if unit.shown not in where:
        where = unit.shown if unit.shown.endswith(where) else f"{unit.shown}, {where}"
    return Problem(where=where, message=problem.message)


@contextmanager
def watched(task: Task, folder: Path, limits: Limits) -> Iterator[Watch]:
    """Limit what each document of a task may take, and note which is at hand, if the task is done carefully.

    The process ends in the block if a document takes more.

    Args:
        task: What this process does.
        folder: Where the notes go.
        limits: Of a document.
    """
    notes = note_of(task, folder)
    is_careful = task.lost is not None
    with (
        limited(limits.memory) as limit,
        (notes if is_careful else Path(os.devnull)).open("w", encoding="utf-8") as file,
    ):

        def note(words: str) -> None:
            try:
                file.write(f"{words}\n")
                file.flush()
            except OSError as error:
                raise unwritten(notes, error) from error

        def watch(place: Place, *, is_read: bool) -> None:
            limit(limits.seconds)
            if is_careful:
                note(f"{place.unit} {place.number} {is_read:d}")

        limit(limits.seconds)
        try:
            yield watch
        except MemoryError:  # what else is spoilt by now, nobody knows
            note(SHORT)
            os._exit(1)
    if is_careful:
        notes.unlink()


def note_of(task: Task, folder: Path) -> Path:
    """The file in which it is noted at which document of a task a process is."""
    names = "".join(f"{unit.place}\t{unit.part.first}\n" for unit in task.units)
    return folder / f".at-{hashlib.sha256(names.encode()).hexdigest()[:32]}"


def after_death(task: Task, folder: Path, limits: Limits) -> Task:
    """How a task is done again of which a process died: carefully, or without the document that it died of."""
    if task.lost is None:
        return replace(task, lost=())
    notes = note_of(task, folder)
    try:
        *before, last = notes.read_text("utf-8").splitlines()
        seconds = time.time() - notes.stat().st_mtime
    except (OSError, ValueError):  # it did not even begin
        return replace(task, lost=(*task.lost, *all_of(task)))
    notes.unlink()
    message = DIED
    if last == SHORT:
        last = before[-1]
        message = f"takes more than {limits.memory / 1e9:.1f} GB of memory; leave it out, or give --memory-per-document"
    elif seconds >= limits.seconds:
        message = f"takes more than {limits.seconds:g} seconds; leave it out, or give --seconds-per-document"
    unit, number, is_read = map(int, last.split())
    lost = Lost(place=Place(unit=unit, number=number), is_read=bool(is_read), message=message)
    return replace(task, lost=(*task.lost, lost))


def all_of(task: Task) -> list[Lost]:
    """All units of a task, of which nobody knows which is deadly.

    Raises:
        InputError: They are lost already, so it is none of them.
    """
    known = {one.place.unit for one in task.lost or () if not one.is_read}
    places = [
        Place(unit=number, number=0) for number in range(len(task.units)) if number not in known
    ]
    if not places:
        raise InputError(
            "the processes that read end at once; close other programs, or give a document more time and memory"
        )
    return [Lost(place=place, is_read=False, message=DIED) for place in places]


def nothing_built(problems: list[Problem]) -> InputError:
    """The error of a command that no document was left for."""
    return InputError("no document could be read:", *(f"  {problem}" for problem in problems))
