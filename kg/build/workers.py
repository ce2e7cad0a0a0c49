"""Who does the tasks: processes of this machine, or the workers of a Dask cluster.

Results come in any order. A worker that dies costs its task, which is done again; a document that
workers die of is a problem, and the others go on.
"""

from __future__ import annotations

import logging
from concurrent.futures import CancelledError
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.build.task import do
from kg.build.units import after_death
from kg.errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client, Future

    from kg.build.task import Result, Setting
    from kg.build.units import Task
    from kg.disk.processes import Crew

AHEAD: Final = 2
"""Tasks that wait for each worker of a cluster, so that none is idle."""


def in_processes(tasks: Iterator[Task], setting: Setting, crew: Crew) -> Iterator[Result]:
    """Do the tasks in processes of this machine."""
    again: list[Task] = []

    def following() -> Task:
        return again.pop() if again else next(tasks)

    for task, result in crew.each(following, do, setting):
        if result is None:
            again.append(after_death(task, setting.shards, setting.limits))
        else:
            yield result


def on_cluster(tasks: Iterator[Task], setting: Setting, scheduler: str) -> Iterator[Result]:
    """Do the tasks on a Dask cluster, whose workers see the same files under the same names.

    Raises:
        ConfigError: Dask is not installed.
        InputError: The scheduler cannot be reached, or not any more; what is in the manifest stays.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigError(
            "--scheduler needs Dask; install it with `pip install distributed`"
        ) from error
    for library in ("distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(library).setLevel(
            logging.CRITICAL + 1
        )  # what they tell of a lost scheduler, we tell
    try:
        with Client(scheduler, timeout="10s", set_as_default=False) as client:
            yield from by_client(tasks, setting, client)
    except (OSError, ValueError, CancelledError) as error:
        raise InputError(
            f"the scheduler {scheduler} cannot be reached; start it, and run the same again: what is done stays done"
        ) from error


def by_client(tasks: Iterator[Task], setting: Setting, client: Client) -> Iterator[Result]:
    """Do the tasks on the cluster of a client; Dask does again by itself those whose worker dies."""
    from distributed import KilledWorker, as_completed

    def submitted(task: Task) -> Future:
        return client.submit(do, task, setting, pure=False)

    ahead = max(2, AHEAD * sum(client.nthreads().values()))
    running = {submitted(task): task for task in islice(tasks, ahead)}
    done = as_completed(list(running), loop=client.loop)
    for future in done:
        task = running.pop(future)
        try:
            yield future.result()
        except KilledWorker:
            following = [after_death(task, setting.shards, setting.limits)]
        else:
            following = list(islice(tasks, 1))
        for added in following:
            again = submitted(added)
            running[again] = added
            done.add(again)
