"""Processes of this machine that share work, and what each may take."""

from __future__ import annotations

import gc
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import active_children, get_context, parent_process
from typing import TYPE_CHECKING, Final, Self, TypeVar

from kg.errors import InputError

try:
    import resource
except ImportError:  # where there is no such thing, time alone is limited
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SELDOM: Final = 100_000
"""New objects by which the garbage collector begins; Python's 700 are made in milliseconds."""
_TRIES: Final = 2
"""Fresh processes that die of nothing before it is said that none can be had."""

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def pool_of(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Start processes that end with this one, and do nothing more once they are not needed."""
    pool = _new_pool(workers)
    try:
        yield pool
    except BaseException:
        _kill_children()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _new_pool(workers: int) -> ProcessPoolExecutor:
    """Processes that end with this one."""
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_end_with_parent
    )


class Crew:
    """Processes that each do a task at a time.

    One that dies costs its task alone, and a fresh one takes its place.

    Each is a pool of its own, since one of the standard library breaks as a whole. They start when
    they are needed, and end with this one, however it ends, or with the block: at once, if an error
    ends that.

    >>> with Crew(2) as crew:
    ...     crew.ask(abs, -1), sorted(crew.each(iter([-2, -3]).__next__, abs))
    (1, [(-3, 3), (-2, 2)])
    """

    def __init__(self, size: int) -> None:
        """Have so many processes, at most."""
        self.size = size
        self.idle: list[ProcessPoolExecutor] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error:
            _kill_children()
        for pool in self.idle:
            pool.shutdown()

    def ask(self, function: Callable[..., R], *values: object) -> R:
        """Call a function of a module in one of the processes, and return its answer.

        Raises:
            InputError: No process can be had.
            Exception: Whatever the function raises.
        """
        for _ in range(_TRIES):
            pool, future = self._begin(function, *values)
            with suppress(BrokenProcessPool):
                answer = future.result()
                self.idle.append(pool)
                return answer
        raise InputError(
            "the process that is to read the documents ends at once; perhaps memory is short, or a"
            ' program of yours lacks the line `if __name__ == "__main__":`'
        )

    def each(
        self, following: Callable[[], T], function: Callable[..., R], *values: object
    ) -> Iterator[tuple[T, R | None]]:
        """Call a function for each task, and give task and answer, whichever is done first.

        If the process of a task dies, its answer is None.

        Args:
            following: Gives the next task; raises StopIteration while there is none. It is asked
                again after each answer.
            function: Of a module; takes the task, and after it
            values: these.

        Raises:
            Exception: Whatever the function raises.
        """
        running: dict[Future[R], tuple[T, ProcessPoolExecutor]] = {}
        while True:
            with suppress(StopIteration):
                while len(running) < self.size:
                    task = following()
                    pool, future = self._begin(function, task, *values)
                    running[future] = task, pool
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task, pool = running.pop(future)
                answer = None
                with suppress(BrokenProcessPool):
                    answer = future.result()
                    self.idle.append(pool)
                yield task, answer

    def _begin(
        self, function: Callable[..., R], *values: object
    ) -> tuple[ProcessPoolExecutor, Future[R]]:
        """Call a function in a process that is idle, or in a new one."""
        while self.idle:
            pool = self.idle.pop()
            with suppress(BrokenProcessPool):  # it died while it was idle
                return pool, pool.submit(function, *values)
        pool = _new_pool(1)
        with _ignore_ctrl_c():
            return pool, pool.submit(function, *values)


@contextmanager
def _ignore_ctrl_c() -> Iterator[None]:
    """Let processes that start in the block not hear Ctrl-C, which goes to all at a terminal.

    This one ends them.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _kill_children() -> None:
    """End the processes that this one started, whatever they are doing."""
    for child in active_children():
        child.kill()


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, be it killed."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def limited(memory: int) -> Iterator[Callable[[float], None]]:
    """Let this process take so much memory, and so many seconds; if it takes more, it ends.

    What is not to be had raises MemoryError or ends the process, as the library has it that asks.
    Memory is limited on Linux alone: elsewhere systems take no notice.

    Args:
        memory: In bytes, of all that the process holds of its own.

    Yields:
        What begins to count the seconds by the clock, given how many; at the end of the block they
        are not counted.
    """

    def count(seconds: float) -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds)

    try:
        with _limit_memory(memory):
            yield count
    finally:
        count(0)


@contextmanager
def _limit_memory(memory: int) -> Iterator[None]:
    """Let this process take so much memory; see `limited`."""
    if resource is None:
        yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let the garbage collector look for cycles seldom, where much is made that has none."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def cores() -> int:
    """Count the processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
