"""Processes that answer queries, each one at a time.

A query that kills its process costs nobody else an answer.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import Pipe
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Final

from werkzeug.exceptions import HTTPException

from kg.disk.folders import hold

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEMORY_BYTES: Final = 1 << 30
"""Bytes that a process may take; it begins with some 80 MiB."""
ANSWER_BYTES: Final = 64 << 20
MOST: Final = 8
"""Processes that there are at once: queries of a moment pass by seven that take their time."""
_SCRIPT: Final = str(Path(__file__).with_name("worker.py"))
_ENDS: Final[dict[int, tuple[int, str]]] = {
    signal.SIGSEGV: (400, "the query is nested too deeply; write a flatter one"),
    signal.SIGABRT: (
        400,
        f"the query takes more than {_MEMORY_BYTES >> 20} MiB of memory; ask something simpler",
    ),
    signal.SIGKILL: (
        503,
        "the system ended the query, most likely for want of memory; ask something simpler",
    ),
}
"""What is said of a query by the signal that ended its process."""


class Refusal(HTTPException):
    """An answer other than what was asked for."""

    def __init__(self, status: int, message: str) -> None:
        """Say why, with a status of HTTP."""
        super().__init__(message)
        self.code = status


class _Worker:
    """A process, and the connection to it."""

    def __init__(self, store: str, descriptors: tuple[int, ...]) -> None:
        """Start it over a store, with the descriptors that the path of the store needs."""
        self.connection, its = Pipe()
        arguments = its.fileno(), os.getpid(), store, _MEMORY_BYTES
        command = [sys.executable, "-P", _SCRIPT, *map(str, arguments)]
        path = os.pathsep.join(folder or str(Path.cwd()) for folder in sys.path)
        with its:
            self.process = subprocess.Popen(  # noqa: S603 - our own
                command,
                env=os.environ | {"PYTHONPATH": path},
                pass_fds=(its.fileno(), *descriptors),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def ask(self, request: dict[str, object], seconds: int) -> tuple[str, str, bytes]:
        """Return what the process answers; if it does not, it is ended.

        Raises:
            Refusal: It takes more than so many seconds, or ends.
        """
        try:
            self.connection.send_bytes(json.dumps(request).encode())
            if not self.connection.poll(seconds):
                self.stop()
                raise Refusal(
                    504, f"the query took more than {seconds} seconds; ask something simpler"
                )
            kind, text = json.loads(self.connection.recv_bytes())
            return kind, text, self.connection.recv_bytes(ANSWER_BYTES)
        except (OSError, EOFError) as error:
            status, message = _ENDS.get(
                -self.stop(), (500, "the query could not be answered; ask again")
            )
            raise Refusal(status, message) from error

    def stop(self) -> int:
        """End it, if it has not ended, and return the status that it ended with."""
        self.process.kill()
        return self.process.wait()


class Workers:
    """Some processes over a store, each started when it is needed, and again when it has ended."""

    def __init__(self, folder: Path, seconds: int) -> None:
        """Hold the folder of a store, which nobody may delete meanwhile.

        Args:
            folder: Of the store.
            seconds: That a query may take.
        """
        self.seconds = seconds
        path = hold(folder)
        self.store, self.descriptors = str(path), () if path == folder else (int(path.name),)
        # the system ends a process with the thread that started it
        self.starter = ThreadPoolExecutor(1)
        self.started: list[_Worker] = []
        self.idle: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(MOST):
            self.idle.put(None)

    def answer(self, query: str, **asked: object) -> tuple[str, str, bytes]:
        """Return what `kg.serve.worker.answer` says of a query that is `kg.query.text.lock_query`.

        Raises:
            Refusal: It takes too long, or too much memory, has too much of an answer, or none comes
                to answer it.
        """
        request = {"query": query, "seconds": self.seconds, **asked}
        with self._lend() as worker:
            kind, text, data = worker.ask(request, self.seconds)
        if kind == "large":
            remedy = "ask with a LIMIT, or take the answer to a question as CSV"
            raise Refusal(413, f"the answer has more than {asked['most']} bytes; {remedy}")
        return kind, text, data

    @contextmanager
    def _lend(self) -> Iterator[_Worker]:
        """Lend a process that is idle, as soon as there is one."""
        try:
            worker = self.idle.get(timeout=2 * self.seconds)
        except Empty:
            raise Refusal(
                503,
                f"all processes were busy for {2 * self.seconds} seconds; ask again in a moment",
            ) from None
        try:
            if worker is None or worker.process.poll() is not None:
                worker = self.starter.submit(self._start).result()
            yield worker
        finally:
            self.idle.put(worker)

    def _start(self) -> _Worker:
        """Start a process."""
        worker = _Worker(self.store, self.descriptors)
        self.started = [one for one in self.started if one.process.poll() is None] + [worker]
        return worker

    def stop(self) -> None:
        """End all."""
        self.starter.shutdown()
        for worker in self.started:
            worker.stop()
