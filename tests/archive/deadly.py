"""`kg`, to which some files are deadly: they kill or stop the process that reads them, as a fault in a library does."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from kg.archive import task, workers

if TYPE_CHECKING:
    from kg.archive.task import Result, Setting, Unit


def kg() -> None:
    """Run the command."""
    from kg.cli import main

    vars(workers).update(do=do, do_in_time=do_in_time)
    main()


def do(units: tuple[Unit, ...], setting: Setting) -> Result:
    """Do a task, unless a file of it is deadly."""
    if has(units, "deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    if has(units, "endless"):
        signal.pause()
    return task.do(units, setting)


def do_in_time(units: tuple[Unit, ...], setting: Setting) -> Result:
    """As `workers.do_in_time`; by its name a process that has just started finds this module."""
    vars(workers).update(do=do, LONGEST=1 if has(units, "endless") else workers.LONGEST)
    return workers.do_in_time(units, setting)


def has(units: tuple[Unit, ...], name: str) -> bool:
    """Whether there is a file whose name begins so."""
    return any(Path(unit.path).name.startswith(name) for unit in units)
