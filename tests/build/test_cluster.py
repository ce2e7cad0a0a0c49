"""A Dask cluster of real processes on this machine, and what becomes of a build when they die."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.build.conftest import PATIENCE, command, kg, kill, outputs, recorded, shards, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def running(*arguments: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended at the end."""
    with (
        log.open("ab") as file,
        subprocess.Popen([sys.executable, "-m", *arguments], stdout=file, stderr=file) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def cluster(
    folder: Path, workers: int, *, nanny: bool = False
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and some workers; gives the address, and the processes, the scheduler's first."""
    folder.mkdir()
    file, log = folder / "scheduler.json", folder / "log.txt"
    host = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    worker = (
        "--nthreads",
        "1",
        "--nanny" if nanny else "--no-nanny",
        "--no-dashboard",
        "--local-directory",
        str(folder),
    )
    with ExitStack() as stack:
        scheduler = stack.enter_context(running("distributed.cli.dask_scheduler", *host, log=log))
        wait_for(
            lambda: file.exists() and file.read_text(encoding="utf-8").endswith("}"), scheduler
        )
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        start = ("distributed.cli.dask_worker", address, *worker)
        yield (
            address,
            [scheduler, *(stack.enter_context(running(*start, log=log)) for _ in range(workers))],
        )


def test_a_killed_worker_and_a_killed_scheduler_change_nothing(
    news: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    arguments = (
        "build",
        str(news),
        "--extractor",
        "rules",
        "-q",
        "-o",
        str(tmp_path / "out"),
        "--scheduler",
    )
    with (
        cluster(tmp_path / "first", workers=2) as (address, (scheduler, worker, _)),
        subprocess.Popen(command(*arguments, address), stderr=subprocess.PIPE) as build,
    ):
        wait_for(lambda: shards(tmp_path / "out"), build)
        kill(worker.pid)
        wait_for(lambda: len(shards(tmp_path / "out")) >= 3, build)
        kill(scheduler.pid)
        _, errors = build.communicate(timeout=PATIENCE)
    assert build.returncode == 2, errors
    assert b"cannot be reached" in errors
    assert not (tmp_path / "out" / "claims.nq").exists()

    before = {
        name: when
        for name, when in shards(tmp_path / "out").items()
        if name in recorded(tmp_path / "out")
    }
    with cluster(tmp_path / "second", workers=2) as (address, _):
        done = kg(*arguments, address)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        before.items() <= shards(tmp_path / "out").items()
    )  # what is in the manifest is not done again
    assert outputs(tmp_path / "out") == undisturbed


def test_a_scheduler_that_is_not_there_is_named(news: Path, tmp_path: Path) -> None:
    done = kg("build", str(news), "-o", str(tmp_path), "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert (
        "the scheduler tcp://127.0.0.1:9 cannot be reached; start it, and run the same again"
        in done.stderr
    )


@pytest.mark.parametrize("address", ["nonsense://x", "tcp://"])
def test_an_address_that_is_none_is_refused(news: Path, tmp_path: Path, address: str) -> None:
    assert kg("build", str(news), "-o", str(tmp_path), "--scheduler", address).returncode == 2
