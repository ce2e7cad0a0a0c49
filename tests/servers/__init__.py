"""Two real SPARQL servers, on 127.0.0.1 and stopped when done: Oxigraph, and Virtuoso, which is very much another."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Iterator

OXIGRAPH = str(Path(sys.executable).with_name("oxigraph"))
SECONDS = 120
INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 60
[URIQA]
DefaultHost = 127.0.0.1:{http}
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running(command: list[str], url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server that answers at an address; it is killed when done."""
    with (
        (folder / "server.log").open("ab") as log,
        subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            wait_for(url, process, folder)
            yield process
        finally:
            process.kill()


def wait_for(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Ask until the server answers, or has ended."""
    until = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            requests.get(url, timeout=5)
        except requests.RequestException:
            time.sleep(0.05)  # between two questions
        else:
            return
    pytest.fail(
        f"{url} does not answer: {(folder / 'server.log').read_text(errors='replace')[-500:]}"
    )


@contextmanager
def oxigraph(
    folder: Path, *options: str, port: int | None = None, command: str = "serve"
) -> Iterator[str]:
    """An Oxigraph server over a store of its own in a folder; `/query`, `/update` and `/store` follow its address."""
    address = f"127.0.0.1:{port or free_port()}"
    place = ["--location", str(folder / "served"), "--bind", address]
    with running([OXIGRAPH, command, *place, *options], f"http://{address}/", folder):
        yield f"http://{address}"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """A Virtuoso server; `/sparql` and `/sparql-graph-crud-auth` (dba, dba) follow its address."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip(
            "VIRTUOSO IS NOT TESTED: apt-get install virtuoso-opensource-7-bin (tests/install_servers.py)"
        )
    http = free_port()
    (folder / "virtuoso.ini").write_text(INI.format(sql=free_port(), http=http), encoding="utf-8")
    url = f"http://127.0.0.1:{http}"
    with running([program, "-f", "-c", "virtuoso.ini"], f"{url}/sparql", folder):
        yield url
