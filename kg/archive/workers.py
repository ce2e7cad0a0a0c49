"""Who does the tasks: this process, processes of its own, or the workers of a Dask cluster.

Results come in any order. A worker that dies costs its tasks, which are done again; a file that workers die of again
and again is a problem, and the others go on.
"""

from __future__ import annotations

import logging
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
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


def here(tasks: Iterable[Task], setting: Setting) -> Iterator[Result]:
    """Do the tasks in this process."""
    return (do(task, setting) for task in tasks)


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
                        running[pool.submit(do, task, setting)] = task
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        yield future.result()
                        del running[future]
        except BrokenProcessPool:
            deaths.update(running.values())
            again += [task for task in running.values() if deaths[task] < DEATHS]
            for task in running.values():
                if deaths[task] >= DEATHS:
                    yield from one_by_one(task, setting)


def one_by_one(task: Task, setting: Setting) -> Iterator[Result]:
    """Do each unit of a task in a process of its own; one that kills it is a problem."""
    for unit in task:
        try:
            with pool_of(1) as pool:
                yield pool.submit(do, (unit,), setting).result()
        except BrokenProcessPool:
            yield fatal(unit)


def fatal(unit: Unit) -> Result:
    """The result of a unit that kills whoever does it."""
    message = "ends the process that reads it, or takes more memory than there is; leave it out, and please report it"
    return Result(units=(unit,), problems=((0, Problem(where=unit.shown, message=message)),))


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
    running = {client.submit(do, task, setting, pure=False): task for task in islice(waiting, ahead)}
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
            submitted = client.submit(do, added, setting, pure=False)
            running[submitted] = added
            done.add(submitted)
