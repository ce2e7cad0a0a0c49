"""However `kg serve` ends, it leaves nothing behind."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import psutil
import pytest
import requests

from tests.servers.test_odd_clients import SLOW, is_well

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 60
"""Seconds after which a process that should have ended has not."""
WORKED = 0.5
"""Seconds of the processor that a process does not take to start."""


@contextmanager
def running(folder: Path, *before: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`kg serve` as its users start it, and its address."""
    command = [*before, sys.executable, "-u", "-m", "kg", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process, re.findall(r"(http://\S+)/", process.stdout.readline())[0]
        finally:
            process.kill()


def busy(process: psutil.Process, url: str) -> threading.Thread:
    """A query that takes long, once a process is at work on it."""

    def ask() -> None:
        with suppress(requests.RequestException):
            requests.post(f"{url}/query", data={"query": SLOW}, timeout=PATIENCE)

    asking = threading.Thread(target=ask)
    asking.start()
    while all(child.cpu_times().user < WORKED for child in process.children(recursive=True)):
        time.sleep(0.01)  # until it is
    return asking


@pytest.mark.parametrize(
    ("name", "status"), [("SIGINT", 0), ("SIGTERM", 0), ("SIGHUP", 0), ("SIGKILL", -signal.SIGKILL)]
)
def test_a_signal_ends_it_and_all_that_it_started(folder: Path, name: str, status: int) -> None:
    with running(folder) as (process, url):
        asking = busy(psutil.Process(process.pid), url)
        assert is_well(url)
        started = psutil.Process(process.pid).children(recursive=True)
        assert len(started) > 1
        process.send_signal(getattr(signal, name))
        assert process.wait(PATIENCE) == status
        assert process.stderr is not None
        assert process.stderr.read() == ""
        _, left = psutil.wait_procs(started, timeout=PATIENCE)
        asking.join()
    assert left == []
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", int(url.rpartition(":")[2])))


def test_it_outlives_its_terminal_where_that_is_asked_for(folder: Path) -> None:
    with running(folder, "nohup") as (process, url):
        process.send_signal(signal.SIGHUP)
        assert is_well(url)
        process.terminate()
        assert process.wait(PATIENCE) == 0
