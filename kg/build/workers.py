"""Who does the tasks: processes of this machine, or the workers of a Dask cluster.

A worker that dies costs its task, which is done again; a document that workers die of is a problem,
and the others go on.
"""

from __future__ import annotations

import logging
from concurrent.futures import CancelledError
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from kg.build.watch import change_after_death
from kg.errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed import Client, Future

    from kg.build.units import Setting, Task
    from kg.disk.processes import Crew

R = TypeVar("R")

_AHEAD: Final = 2
"""Tasks that wait for each worker of a cluster, so that none is idle."""


def do_in_processes(
    crew: Crew, tasks: Iterator[Task], function: Callable[..., R], setting: Setting, *more: object
) -> Iterator[R]:
    """Do tasks in processes of this machine, and give what comes of each, whichever is done first.

    Args:
        crew: The processes; if it is one, the results come in order.
        tasks: What to do; a task is asked for when a process is free.
        function: Of a module; takes a task, and after it
        setting: this,
        more: and these.

    Raises:
        InputError: No process lives long enough.
        Exception: Whatever the function raises.
    """
    again: list[Task] = []

    def next_task() -> Task:
        return again.pop() if again else next(tasks)

    for task, result in crew.each(next_task, function, setting, *more):
        if result is None:
            again.append(change_after_death(task, setting))
        else:
            yield result


def do_on_cluster(
    scheduler: str, tasks: Iterator[Task], function: Callable[..., R], setting: Setting
) -> Iterator[R]:
    """Do tasks on a Dask cluster, whose workers see the same files under the same names.

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
        # what they tell of a lost scheduler, we tell
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
    try:
        with Client(scheduler, timeout="10s", set_as_default=False) as client:
            yield from _do_by_client(client, tasks, function, setting)
    except (OSError, ValueError, CancelledError) as error:
        raise InputError(
            f"the scheduler {scheduler} cannot be reached; start it, and run the same again: what"
            " is done stays done"
        ) from error


def _do_by_client(
    client: Client, tasks: Iterator[Task], function: Callable[..., R], setting: Setting
) -> Iterator[R]:
    """Do tasks on the cluster of a client; Dask does again by itself those whose worker dies."""
    from distributed import KilledWorker, as_completed

    running: dict[Future, Task] = {}

    def submit(task: Task) -> Future:
        future = client.submit(function, task, setting, pure=False)
        running[future] = task
        return future

    ahead = max(2, _AHEAD * sum(client.nthreads().values()))
    completed = as_completed([submit(task) for task in islice(tasks, ahead)], loop=client.loop)
    for future in completed:
        task = running.pop(future)
        following = tasks
        try:
            yield future.result()
        except KilledWorker:
            following = iter([change_after_death(task, setting)])
        for added in islice(following, 1):
            completed.add(submit(added))
