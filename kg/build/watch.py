"""What becomes of a document that takes too much, or ends the process that reads it.

A process ends if a document takes more than its limits. Then its task is done again carefully: a
document at a time, each noted in a file before it is read and before its statements are looked
for. If the process ends again, whoever finds the file knows which document it was, and leaves it
out.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.build.units import Lost, Place
from kg.disk.files import unwritten
from kg.disk.processes import limited
from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.build.units import Setting, Task, Watch
    from kg.config import Limits

_NO_MEMORY: Final = "memory"
"""What a process notes that is not given the memory it asks for."""
_DIED: Final = (
    "ends the process that reads it, perhaps for want of memory; leave it out, and please report it"
)
_ALL_DIED: Final = (
    "the processes that read end at once; close other programs, or give a document more time and"
    " memory"
)


@contextmanager
def watch_task(task: Task, setting: Setting) -> Iterator[Watch]:
    """Limit what each document of a task may take, and note which is at hand if done carefully.

    The process ends in the block if a document takes more.

    Yields:
        What is to be told of each document.
    """
    limits = setting.limits
    path = _path_of_notes(task, setting.folder)
    notes = path if task.is_careful else Path(os.devnull)
    with limited(limits.memory) as limit, notes.open("w", encoding="utf-8") as file:

        def note(words: str) -> None:
            try:
                file.write(f"{words}\n")
                file.flush()
            except OSError as error:
                raise unwritten(path, error) from error

        def watch(place: Place, *, is_read: bool) -> None:
            limit(limits.seconds)
            note(f"{place.unit} {place.number} {is_read:d}")

        limit(limits.seconds)
        try:
            yield watch
        except MemoryError:  # what else is spoilt by now, nobody knows
            note(_NO_MEMORY)
            os._exit(1)
    path.unlink(missing_ok=True)


def _path_of_notes(task: Task, folder: Path) -> Path:
    """Return the file in which a process notes at which document of a task it is."""
    names = "".join(f"{unit.place}\t{unit.part.first}\n" for unit in task.units)
    return folder / f".at-{hashlib.sha256(names.encode()).hexdigest()[:32]}"


def change_after_death(task: Task, setting: Setting) -> Task:
    """Tell how to do a task again of which a process died.

    Returns:
        The task, to be done carefully; or, if it was, without the document that it died of.

    Raises:
        InputError: It died though nothing was left to read.
    """
    if task.lost is None:
        return replace(task, lost=())
    notes = _path_of_notes(task, setting.folder)
    try:
        lines = notes.read_text("utf-8").splitlines()
        seconds = time.time() - notes.stat().st_mtime
        lost = _read_notes(lines, seconds, setting.limits)
    except (OSError, ValueError, LookupError):  # it did not even begin
        return replace(task, lost=(*_lose_all(task), *task.lost))
    notes.unlink()
    return replace(task, lost=(*task.lost, lost))


def _read_notes(lines: list[str], seconds: float, limits: Limits) -> Lost:
    """Tell which document a process died of, and why.

    Args:
        lines: What it noted.
        seconds: Since its last note.
        limits: Of a document.

    Raises:
        LookupError, ValueError: It noted no document.
    """
    message = _DIED
    if _NO_MEMORY in lines:
        lines.remove(_NO_MEMORY)
        most = f"{limits.memory / 1e9:.1f} GB of memory"
        message = f"takes more than {most}; leave it out, or give --memory-per-document"
    elif seconds >= limits.seconds:
        most = f"{limits.seconds:g} seconds"
        message = f"takes more than {most}; leave it out, or give --seconds-per-document"
    unit, number, is_read = map(int, lines[-1].split())
    return Lost(place=Place(unit=unit, number=number), is_read=bool(is_read), message=message)


def _lose_all(task: Task) -> list[Lost]:
    """Leave out all units of a task, since nobody knows which of them is deadly.

    Raises:
        InputError: They are left out already.
    """
    places = [Place(unit=number, number=0) for number in range(len(task.units))]
    lost = [Lost(place=place, is_read=False, message=_DIED) for place in places]
    if set(lost).issubset(task.lost or ()):
        raise InputError(_ALL_DIED)
    return lost
