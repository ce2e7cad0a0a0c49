"""Invented articles in a folder, and one undisturbed build of them in a single process to compare with."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from benchmarks.articles import articles

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
OUTPUTS = ("claims.nq", "claims.ttl", "claims.html")
NUMBER = 100
PATIENCE = 500  # seconds, for what a busy machine takes


def kg(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    """Run `kg` to its end."""
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command(*arguments), capture_output=True, text=True, check=False, timeout=PATIENCE, **more
    )


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kg", *arguments]


def outputs(out: Path) -> dict[str, bytes]:
    """What a build wrote."""
    return {name: (out / name).read_bytes() for name in OUTPUTS}


def shards(out: Path) -> dict[str, int]:
    """The shards of a build, and when each was written, in nanoseconds."""
    return {path.name: path.stat().st_mtime_ns for path in (out / "shards").glob("??/*.nq")}


def recorded(out: Path) -> set[str]:
    """The shards that the manifest of a build has, once the build has ended."""
    with closing(sqlite3.connect(out / "shards" / "manifest.sqlite")) as database:
        return {Path(name).name for (name,) in database.execute("SELECT name FROM shard")}


def wait_for(happened: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    """Wait until something has happened, while a process runs."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, "the build ended before it could be disturbed"
        assert time.monotonic() < end
        time.sleep(0.01)


def kill(pid: int) -> None:
    """End a process as a machine that runs out of memory does."""
    os.kill(pid, signal.SIGKILL)


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that do the tasks of a build."""
    children = psutil.Process(process.pid).children(recursive=True)
    return [child.pid for child in children if "spawn_main" in " ".join(child.cmdline())]


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of invented articles."""
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    path.write_text(
        "".join(json.dumps(article) + "\n" for article in articles(NUMBER)), encoding="utf-8"
    )
    return path


@pytest.fixture(scope="session")
def undisturbed(news: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of them."""
    out = tmp_path_factory.mktemp("undisturbed")
    done = kg("build", str(news), "--extractor", "rules", "--workers", "1", "-o", str(out))
    assert done.returncode == 0, done.stderr
    return outputs(out)
