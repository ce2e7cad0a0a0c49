"""Who does the tasks: this process, processes of its own, or the workers of a Dask cluster.

Results come in any order. A worker that dies costs its tasks, which are done again; a file that workers die of again
and again is a problem, and the others go on.
"""

from __future__ import annotations

import faulthandler
import logging
import os
from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.archive.task import Result, do
from kg.errors import ConfigError, InputError, Problem
from kg.processes import pool_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from distributed import Client

    from kg.archive.task import Setting, Unit

Task: TypeAlias = "tuple[Unit, ...]"

AHEAD: Final = 2
"""Tasks that wait for each worker, so that none is idle."""
DEATHS: Final = 2
"""After so many deaths of its worker a task is done by itself, file by file."""
LONGEST: Final = 3600
"""Seconds for a task, which takes some, and a second more for each so many bytes:"""
SLOWEST: Final = 1000


def here(tasks: Iterable[Task], setting: Setting) -> Iterator[Result]:
    """Do the tasks in this process; one that ended it before is done by others, unit by unit."""
    mark = setting.shards / "doing"
    deadly = mark.read_text(encoding="utf-8") if mark.exists() else ""
    try:
        for task in tasks:
            names = "".join(f"{unit.place}\t{unit.part.first}\n" for unit in task)
            if names == deadly:
                yield from one_by_one(task, setting)
            else:
                mark.parent.mkdir(parents=True, exist_ok=True)
                mark.write_text(names, encoding="utf-8")
                yield do(task, setting)
    finally:  # which is not reached where the process is killed
        mark.unlink(missing_ok=True)


def in_processes(tasks: Iterable[Task], setting: Setting, workers: int) -> Iterator[Result]:
    """Do the tasks in processes of this machine.

    The pool of the standard library is broken as a whole when one of its processes dies, so a new one takes its place.
    """
    waiting = iter(tasks)
    again: list[Task] = []
    deaths: Counter[Task] = Counter()
    while again or (again := list(islice(waiting, 1))):
        running: dict[Future[Result], Task] = {}
        try:
            with pool_of(workers) as pool:
                while again or running:
                    while len(running) < workers * AHEAD and (task := again.pop() if again else next(waiting, None)):
                        running[pool.submit(do_in_time, task, setting)] = task
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        yield future.result()
                        del running[future]
        except BrokenProcessPool:
            deaths.update(running.values())
            again += [task for task in running.values() if deaths[task] < DEATHS]
            for task in running.values():
                if deaths[task] >= DEATHS:
                    yield from one_by_one(task, setting)


def do_in_time(task: Task, setting: Setting) -> Result:
    """Do a task, or die: what does not come to an end would stop a build for ever."""
    seconds = LONGEST + sum(unit.size for unit in task) // SLOWEST
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return do(task, setting)
        finally:
            faulthandler.cancel_dump_traceback_later()


def one_by_one(task: Task, setting: Setting) -> Iterator[Result]:
    """Do a task unit by unit in a process of its own; a unit that kills a fresh one is a problem."""
    waiting = deque(task)
    while waiting:
        is_fresh = True
        try:
            with pool_of(1) as pool:
                while waiting:
                    yield pool.submit(do_in_time, (waiting[0],), setting).result()
                    waiting.popleft()
                    is_fresh = False
        except BrokenProcessPool:
            if is_fresh:
                yield fatal(waiting.popleft())


def fatal(unit: Unit) -> Result:
    """The result of a unit that kills whoever does it."""
    part = unit.part
    where = f"{unit.shown}, records {part.first + 1} to {part.end:.0f}" if part.count else unit.shown
    message = (
        "ends the process that reads it, takes more memory than there is, or hours; leave it out, and please report it"
    )
    return Result(units=(unit,), problems=((0, Problem(where=where, message=message)),))


def on_cluster(tasks: Iterable[Task], setting: Setting, scheduler: str) -> Iterator[Result]:
    """Do the tasks on a Dask cluster, whose workers see the same files under the same names.

    Raises:
        ConfigError: Dask is not installed.
        InputError: The scheduler cannot be reached, or not any more; what is in the manifest stays.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigError("--scheduler needs Dask; install it with `pip install distributed`") from error
    for library in ("distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)  # what they tell of a lost scheduler, we tell
    try:
        with Client(scheduler, timeout="10s", set_as_default=False) as client:
            yield from by_client(tasks, setting, client)
    except (OSError, ValueError, CancelledError) as error:
        raise InputError(
            f"the scheduler {scheduler} cannot be reached; start it, and run the same again: what is done stays done"
        ) from error


def by_client(tasks: Iterable[Task], setting: Setting, client: Client) -> Iterator[Result]:
    """Do the tasks on the cluster of a client; Dask does again by itself those whose worker dies."""
    from distributed import KilledWorker, as_completed

    waiting = iter(tasks)
    ahead = max(2, AHEAD * sum(client.nthreads().values()))
    running = {client.submit(do_in_time, task, setting, pure=False): task for task in islice(waiting, ahead)}
    done = as_completed(list(running), loop=client.loop)
    for future in done:
        task = running.pop(future)
        following = list(islice(waiting, 1))
        try:
            yield future.result()
        except KilledWorker:
            if len(task) == 1:
                yield fatal(task[0])
            else:
                following += [(unit,) for unit in task]
        for added in following:
            submitted = client.submit(do_in_time, added, setting, pure=False)
            running[submitted] = added
            done.add(submitted)
