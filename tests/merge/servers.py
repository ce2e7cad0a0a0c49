"""Real servers on this machine, each stopped when the test is done with it."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = Path(sys.executable).parent


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], ready: str) -> Iterator[None]:
    """A server, once it says that it is ready."""
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if ready in line:
                break
        else:
            raise AssertionError(f"{command[0]} did not start: {''.join(said)}")
        yield
    finally:
        process.terminate()
        process.communicate(timeout=30)


@contextmanager
def oxigraph(location: Path, data: Path) -> Iterator[str]:
    """The Oxigraph server over a file."""
    program = str(PROGRAMS / "oxigraph")
    subprocess.run(
        [program, "load", "--location", str(location), "--file", str(data)],
        check=True,
        capture_output=True,
    )
    port = free_port()
    bind = f"127.0.0.1:{port}"
    with running(
        [program, "serve-read-only", "--location", str(location), "--bind", bind], "Listening"
    ):
        yield f"http://{bind}"


@contextmanager
def datasette(folder: Path, rows: list[tuple[str, str, str]]) -> Iterator[str]:
    """Datasette with its reconciliation plugin, over a table of ids, names and descriptions."""
    database = sqlite3.connect(folder / "authority.db")
    database.execute("CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT, description TEXT)")
    database.executemany("INSERT INTO people VALUES (?, ?, ?)", rows)
    database.commit()
    database.close()
    table = {
        "id_field": "id",
        "name_field": "name",
        "description_field": "description",
        "identifierSpace": "http://www.wikidata.org/entity/",
        "schemaSpace": "http://www.wikidata.org/prop/direct/",
    }
    metadata = {
        "databases": {
            "authority": {"tables": {"people": {"plugins": {"datasette-reconcile": table}}}}
        }
    }
    (folder / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    port = free_port()
    command = [
        str(PROGRAMS / "datasette"),
        "serve",
        str(folder / "authority.db"),
        "--port",
        str(port),
    ]
    with running([*command, "--metadata", str(folder / "metadata.json")], "Uvicorn running"):
        yield f"http://127.0.0.1:{port}/authority/people/-/reconcile"
